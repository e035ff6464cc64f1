"""A photo asked for at a desk, taken by the thread that reads the camera, kept in the record's home: with a folder of
pictures as the camera."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest

from desktop.bootstrap.parts import Parts
from desktop.exam.frame.state import Done
from desktop.faults import SiteFault
from desktop.operations.boards.session import EvidencePhoto, Reader
from desktop.operations.boards.shell import ActionRow, Answer, Credential, DeskName
from desktop.operations.desks.evidence.photos import PhotoReader
from desktop.operations.desks.session import HomeSession
from desktop.operations.publishing import open_record
from desktop.wording import Wording
from tests.helpers.homes import Enrolled, PlainPins, Tireless, enrolled

ROOM = "room:s1/r01"
SHOWS = {"shows": "paper-seal", "note": "袋口"}


def written() -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A page with something to read on it, and no code."""
    out = np.full((720, 1280, 3), 235, np.uint8)
    for line in range(12):
        cv2.putText(out, f"kaoshi jilu {line} 0123456789", (40, 60 + 54 * line), 0, 1.4, (20, 20, 20), 2)
    return out


class Screen:
    last: Any = None

    def board(self, board: object) -> None:
        self.last = board

    def fault(self, fault: BaseException) -> None:
        raise fault


class Site:
    """A home with a folder as its camera. `reads` is what the reader's thread does over and over."""

    def __init__(self, desk: Enrolled, folder: Path) -> None:
        self.desk, self.folder, self.screen = desk, folder, Screen()
        folder.mkdir()
        self.setting, self.pictures = f"camera:{folder}", 0
        real = Parts()
        parts = SimpleNamespace(
            readings=real.readings,
            wakefulness=Tireless(),
            open_record=lambda home: open_record(home, desk.clock),
            pins=PlainPins(),
            clock=desk.clock,
            certificates=real.certificates,
            zone_document=real.zone_document,
            open_source=real.open_source,
            sheets=lambda: None,
            found_sources=list,
        )
        self.session = HomeSession(desk.home, parts, Wording())
        assert self.session.record is not None
        self.record = self.session.record
        self.session.choose_readers([self.setting])
        self.reader: Reader = self.session.opening(self.setting)(self.told)
        self.actions: Any = None

    def told(self, state: object) -> None:
        self.session.reader_state(self.setting, state)

    def shown(self, pixels: np.ndarray[Any, np.dtype[np.uint8]]) -> bytes:
        """Hold this before the camera."""
        self.pictures += 1
        assert cv2.imwrite(str(self.folder / f"{self.pictures:03d}.png"), pixels)
        return pixels.tobytes()

    def reads(self) -> object:
        try:
            return self.reader.read(0.01)
        except SiteFault as fault:
            return fault.code

    def duty(self, role: str, room: str | None = None) -> str:
        return next(d.staff for d in self.record.plan.duties if d.role == role and d.room == room)

    def at(self, desk: DeskName, role: str, room: str | None = None) -> Site:
        """Somebody signed in, before a camera that gives pictures."""
        self.session.sign_in(Credential(self.duty(role, room), "246810"))
        self.actions = self.session.open_desk(desk, self.screen)
        self.shown(np.full((480, 640, 3), 90, np.uint8))
        assert self.reads() == "read-timeout"
        return self

    def rows(self) -> dict[str, ActionRow]:
        return {r.command: r for r in self.screen.last.available if r.command.endswith("-photo")}

    def press(self, command: str) -> Answer:
        row = self.rows()[command]
        signed = tuple(s.signed for s in row.slots if s.signed is not None)
        given = SHOWS if row.fields else {}
        answer: Answer = self.actions.act(row.command, row.about, given, signed)
        return answer

    def taken(self, pixels: np.ndarray[Any, np.dtype[np.uint8]]) -> Answer:
        """Ask for a photo while this is before the camera; what comes of it."""
        assert self.press("take-photo").text == "正在拍照，请对准要拍的内容，拿稳不动"
        self.shown(pixels)
        photo = self.reads()
        assert isinstance(photo, EvidencePhoto)
        return self.session.photo_taken(photo)

    def photos(self) -> tuple[Done, ...]:
        return self.record.state.room("s1", "r01").photos


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    # A real camera gives five pictures within half a second; a folder gives one and would be waited for.
    monkeypatch.setattr("desktop.operations.desks.evidence.photos.TAKING", 1.0)
    with enrolled(tmp_path / "h", "control") as desk:
        desk.clock.set("8:10")
        found = Site(desk, tmp_path / "camera")
        yield found
        found.reader.close()


@pytest.mark.parametrize("desk", ["room", "door"])
def test_a_good_photo_is_kept_by_its_hash_and_named_in_an_entry(site: Site, desk: DeskName) -> None:
    site.at(desk, "assistant-proctor", "r01")
    assert site.taken(written()) == Answer(text="已存取证照片")
    (photo,) = site.photos()
    body = site.desk.home.attachments.get(photo.data["attachment"])
    assert body is not None
    assert body.startswith(b"\xff\xd8")
    assert hashlib.sha256(body).hexdigest() == photo.data["attachment"]
    assert (photo.data["shows"], photo.data["note"], photo.data["problems"]) == ("paper-seal", "袋口", [])
    assert photo.officers == (site.duty("assistant-proctor", "r01"),)


def test_the_entry_of_a_photo_holds_no_person_but_the_officer(site: Site) -> None:
    site.at("room", "lead-proctor", "r01").taken(written())
    entry = site.record.fold.history(ROOM)[-1]
    assert entry.kind == "photo-added"
    text = f"{entry.about}{entry.data}"
    for who in site.record.plan.candidates:
        assert not any(word in text for word in (who.name, who.document_number, who.admission_number))


def test_a_photo_is_offered_only_while_a_camera_gives_pictures(site: Site) -> None:
    site.at("room", "lead-proctor", "r01")
    (row,) = site.rows().values()
    assert (row.title, [f.name for f in row.fields], row.persons) == ("拍取证照片", ["shows", "note"], 1)
    assert len(row.fields[0].choices) == 5
    assert row.slots[0].signed is not None
    shutil.rmtree(site.folder)
    assert site.reads() == "reader-lost"
    assert site.rows() == {}
    refused = site.actions.act("take-photo", (ROOM,), SHOWS, (row.slots[0].signed,)).refused
    assert refused is not None
    assert refused.code == "photo-no-camera"
    site.session.choose_readers(["pcsc:*"])
    assert site.rows() == {}


def test_the_chief_photographs_a_room_that_is_looked_at_and_the_sitting(site: Site) -> None:
    site.at("control", "chief")
    detail = site.actions.look("r01", "briefing")
    assert [r.about for r in detail.actions if r.command == "take-photo"] == [(ROOM,)]
    site.taken(written())
    assert site.photos() == ()
    assert len(site.record.state.sitting("s1").photos) == 1


def test_a_blurred_photo_is_kept_only_when_somebody_says_so(site: Site) -> None:
    site.at("room", "lead-proctor", "r01")
    blurred = np.asarray(cv2.GaussianBlur(written(), (0, 0), 9), np.uint8)
    refused = site.taken(blurred).refused
    assert refused is not None
    assert refused.sentence == "照片模糊。请拿稳、对焦后重新拍摄"
    assert "照样保存" in refused.next
    assert site.photos() == ()
    assert not site.desk.home.attachments.hashes()
    keep = site.rows()["keep-photo"]
    assert (keep.fields, keep.confirm) == ((), refused.sentence)
    assert site.press("keep-photo").text == "已存取证照片"
    assert [p.data["problems"] for p in site.photos()] == [["blurred"]]
    assert set(site.rows()) == {"take-photo"}
    again = site.actions.act("keep-photo", keep.about, {}, (keep.slots[0].signed,)).refused
    assert again is not None
    assert again.code == "photo-none-held"


def test_a_new_photo_takes_the_place_of_a_doubtful_one(site: Site) -> None:
    site.at("room", "lead-proctor", "r01")
    assert site.taken(np.zeros((720, 1280, 3), np.uint8)).refused is not None
    assert site.taken(written()).done
    assert set(site.rows()) == {"take-photo"}
    assert len(site.photos()) == 1


def test_a_camera_that_vanishes_is_said_and_the_photo_no_longer_waited_for(site: Site) -> None:
    site.at("room", "lead-proctor", "r01").press("take-photo")
    shutil.rmtree(site.folder)
    photo = site.reads()
    assert isinstance(photo, EvidencePhoto)
    refused = site.session.photo_taken(photo).refused
    assert refused is not None
    assert "检查连接" in refused.sentence
    assert site.session.refresh() == Answer()


def test_a_photo_that_never_comes_is_given_up_after_ten_seconds_and_one_that_comes_later_is_nobodys(site: Site) -> None:
    site.at("room", "lead-proctor", "r01").press("take-photo")
    assert "take-photo" not in site.rows()
    busy = site.actions.act("take-photo", (ROOM,), SHOWS, (site.session.who.officer,)).refused  # type: ignore[union-attr]
    assert busy is not None
    assert busy.code == "photo-busy"
    site.desk.clock.set("8:10:09")
    assert site.session.refresh() == Answer()
    site.desk.clock.set("8:10:10")
    refused = site.session.refresh().refused
    assert refused is not None
    assert refused.code == "photo-did-not-come"
    assert site.session.refresh() == Answer()
    assert site.session.photo_taken(EvidencePhoto(1, b"\xff\xd8")) == Answer()
    assert site.photos() == ()
    assert "take-photo" in site.rows()


def test_what_the_rules_refuse_is_refused_before_the_camera_is_asked(site: Site) -> None:
    site.at("room", "lead-proctor", "r01")
    officer = site.session.who.officer  # type: ignore[union-attr]
    for about, data, code in (
        (ROOM, {}, "data-missing"),
        (ROOM, {"shows": "selfie"}, "data-wrong"),
        ("room:s1/r02", SHOWS, "not-entitled"),
        ("bag:b01", SHOWS, "about-type"),
    ):
        refused = site.actions.act("take-photo", (about,), data, (officer,)).refused
        assert refused is not None
        assert refused.code == code
    assert site.reads() == "read-timeout"


def test_the_same_picture_again_is_refused_and_stored_once(site: Site) -> None:
    site.at("room", "lead-proctor", "r01").taken(written())
    refused = site.taken(written()).refused
    assert refused is not None
    assert refused.code == "already-done"
    assert len(site.photos()) == len(site.desk.home.attachments.hashes()) == 1


def test_the_thread_that_reads_the_camera_takes_the_photo_while_the_desk_goes_on(site: Site) -> None:
    site.at("room", "lead-proctor", "r01")
    came: list[object] = []
    thread = Thread(target=lambda: came.append(site.reader.read(20)))
    thread.start()
    site.press("take-photo")
    for _ in range(400):  # what the camera shows before the request is seen is an ordinary read
        site.shown(written())
        thread.join(0.05)
        if not thread.is_alive():
            break
    (photo,) = came
    assert isinstance(photo, EvidencePhoto)
    assert photo.problems == ()
    assert site.session.photo_taken(photo).done


class Broken:
    """A camera whose photos fail in a way nobody foresaw."""

    photos = 0

    def read(self, timeout: float) -> object:
        return "document"

    def photo(self, timeout: float) -> Any:
        self.photos += 1
        raise ZeroDivisionError

    def close(self) -> None:
        pass


def test_one_request_is_tried_once_whatever_became_of_it() -> None:
    camera = Broken()
    reader = PhotoReader(camera, lambda: 1)
    with pytest.raises(ZeroDivisionError):
        reader.read(1)
    assert [reader.read(1), reader.read(1), camera.photos] == ["document", "document", 1]


@pytest.mark.parametrize(
    ("code", "said"),
    [("read-timeout", "没有给出照片"), ("source-ended", "没有给出照片"), ("photo-not-kept", "无法保存")],
)
def test_why_there_is_no_photo_is_said_in_words(site: Site, code: str, said: str) -> None:
    site.at("room", "lead-proctor", "r01").press("take-photo")
    refused = site.session.photo_taken(EvidencePhoto(1, fault=SiteFault(code, source="camera:0", seconds=5))).refused
    assert refused is not None
    assert said in refused.sentence


def test_readers_that_take_no_photos_are_left_as_they_are(site: Site) -> None:
    opened: Callable[..., Reader] = site.session.opening("virtual:[]")
    reader = opened(lambda state: None)
    assert not isinstance(reader, PhotoReader)
    reader.close()
