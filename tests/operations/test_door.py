"""The door and what readers give it: documents, tickets, chips, zones, failures; one person at a time, never a dead
end."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap.parts import Parts
from desktop.devices.keyboard import zone_document
from desktop.devices.sources import Document, SourceState
from desktop.exam.plan.model import Candidate, Plan
from desktop.operations.boards.door import DoorBoard
from desktop.operations.boards.shell import Credential
from desktop.operations.desks.session import HomeSession
from desktop.operations.door import reading_of
from desktop.operations.publishing import open_record
from desktop.operations.reporting.replay import replay
from desktop.operations.tokens import token_digest
from desktop.operations.verdicts import photo_of
from desktop.wording import Wording
from tests.helpers.homes import PlainPins, enrolled, published_plan
from tests.helpers.morning import small_plan

ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3204153ZE184226B<<<<<16"
PASSPORT = Document(
    number="L898902C3", name="ERIKSSON ANNA MARIA", document_type="护照", expires="2032-04-15", sex="female"
)


def the_plan() -> Plan:
    """The first candidate is registered by passport, under a Latin name; the second and third share a number."""
    plan = small_plan()
    one, two, three, *others = plan.candidates
    one = replace(one, name="Anna Maria Eriksson", document_type="护照", document_number="L898902C3", sex="female")
    two = replace(two, document_type="护照", document_number="12345678")
    three = replace(three, document_type="台湾居民来往大陆通行证", document_number="12345678")
    return replace(plan, candidates=(one, two, three, *others))


class Screen:
    def __init__(self) -> None:
        self.last: Any = None
        self.count = 0

    def board(self, board: object) -> None:
        self.last = board
        self.count += 1

    def fault(self, fault: BaseException) -> None:
        raise fault


class Door:
    """The door desk of room r01, with its assistant proctor signed in."""

    def __init__(self, folder: Path, desk: Any) -> None:
        self.desk = desk
        parts = Parts()
        own = {"pins": PlainPins(), "clock": desk.clock, "open_record": lambda home: open_record(home, desk.clock)}
        parts.__dict__.update(own)
        self.session = HomeSession(desk.home, parts, Wording("zh-CN"))
        assert self.session.record is not None
        self.record = self.session.record
        self.screen = Screen()
        duty = next(d for d in self.record.plan.duties if d.role == "assistant-proctor" and d.room == "r01")
        self.session.sign_in(Credential(duty.staff, "246810"))
        self.actions = self.session.open_desk("door", self.screen)

    @property
    def board(self) -> DoorBoard:
        board = self.screen.last
        assert isinstance(board, DoorBoard)
        return board

    @property
    def verdict(self) -> Any:
        assert self.board.verdict is not None, self.board.notice
        return self.board.verdict

    def who(self, n: int) -> Candidate:
        return self.record.plan.candidates[n - 1]

    def enrol(self, kind: str, about: str, serial: str) -> Any:
        office = next(d.staff for d in self.record.plan.duties if d.role == "office")
        return self.desk.act("enrol-token", about, {"token": serial, "kind": kind}, office)

    def tell(self, state: SourceState) -> None:
        """What the reader says it is doing; it has been there before."""
        self.session.reader_state("pcsc:*", SourceState("ready"))
        self.session.reader_state("pcsc:*", state)

    def refreshed(self) -> Door:
        self.session.refresh()
        return self


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with enrolled(tmp_path / "h", "door", published=published_plan(the_plan()), at="8:10") as desk:
        yield Door(tmp_path, desk)


def test_the_photo_somebody_registered_with_stands_beside_the_documents(tmp_path: Path) -> None:
    plan = the_plan()
    one, *others = plan.candidates
    one = replace(one, photo=hashlib.sha256(b"registered").hexdigest())
    published = published_plan(replace(plan, candidates=(one, *others)))
    with enrolled(tmp_path / "h", "door", published=published, at="8:10") as desk:
        desk.home.attachments.put(b"registered")
        door = Door(tmp_path, desk)
        door.actions.read(replace(PASSPORT, portrait=b"jpeg"))
        shown = [(photo.label, photo.image) for photo in door.verdict.photos]
        assert shown == [("证件照片", b"jpeg"), ("报名照片", b"registered")]
        assert photo_of(desk.home.attachments, replace(one, photo="photos/1.jpg")) is None
        assert photo_of(desk.home.attachments, replace(one, photo="f" * 64)) is None


# --- one reading ------------------------------------------------------------------------------------------------------


def test_a_reading_has_everything_the_match_uses_and_neither_portrait_nor_serial() -> None:
    document = replace(PASSPORT, portrait=b"jpeg", token="04A22B91", authenticity="not-verified")
    reading = reading_of(document, b"s" * 32, certificates=True)
    shared = {"number", "name", "document_type", "expires", "ticket", "method", "unreadable", "other_name", "sex"}
    for member in shared | {"other_numbers", "birth", "nationality", "valid_from", "trouble", "authenticity"}:
        assert getattr(reading, member) == getattr(document, member), member
    assert reading.token == token_digest(b"s" * 32, "04A22B91")
    assert "jpeg" not in str(reading)
    assert "04A22B91" not in str(reading)
    assert reading_of(document, b"s" * 32).authenticity == ""


@pytest.mark.parametrize("serial", ["04A22B91", "04:a2:2b:91", "04 A2 2B 91"])
def test_a_serial_has_one_digest_however_it_is_written(serial: str) -> None:
    assert token_digest(b"k", serial) == token_digest(b"k", "04A22B91") != token_digest(b"other", "04A22B91")


@pytest.mark.parametrize("serial", ["", "04", "XYZ", "04A22B9", "00" * 17])
def test_what_is_no_serial_has_no_digest(serial: str) -> None:
    assert token_digest(b"k", serial) == ""


# --- documents --------------------------------------------------------------------------------------------------------


def test_a_passport_from_any_reader_is_checked_and_its_portrait_shown(door: Door) -> None:
    door.actions.read(replace(PASSPORT, portrait=b"jpeg"))
    assert (door.verdict.tone, door.verdict.seat, door.verdict.name) == ("ok", "1", "Anna Maria Eriksson")
    assert [p.image for p in door.verdict.photos] == [b"jpeg"]
    assert door.verdict.names is None
    entry = list(door.record.fold.history("candidate:s1/c00001"))[-1]
    assert entry.kind == "candidate-admitted"
    for private in ("L898902C3", "ERIKSSON", "jpeg"):
        assert private not in str(entry)
    door.actions.dismiss()
    assert door.board.verdict is None


def test_a_check_sends_one_board_and_it_has_the_verdict(door: Door) -> None:
    sent = door.screen.count
    door.actions.read(PASSPORT)
    assert door.screen.count == sent + 1
    assert door.board.phase == "verdict"


def test_names_that_need_eyes_stand_side_by_side_with_what_differs_marked(door: Door) -> None:
    door.actions.read(replace(PASSPORT, name="ERIKSSON ANNA"))
    names = door.verdict.names
    assert door.verdict.tone == "warn"
    assert (names.roster, names.read) == ("Anna Maria Eriksson", "ERIKSSON ANNA")
    assert "".join(names.roster[n] for n in names.roster_marks) == "Maria"
    assert names.read_marks == ()


def test_a_ticket_scanned_before_is_held_against_whatever_a_reader_gives(door: Door) -> None:
    door.actions.scanned(door.who(4).admission_number)
    door.actions.read(PASSPORT)
    assert door.verdict.tone == "stop"
    door.actions.scanned(door.who(1).admission_number)  # the right one, found in the other pocket
    assert door.verdict.tone == "ok"
    door.actions.scanned(door.who(4).admission_number)  # the next person's
    assert door.board.phase == "waiting"
    door.actions.read(Document(number=door.who(4).document_number))
    assert door.verdict.name == door.who(4).name


def test_a_camera_that_read_a_ticket_gives_a_ticket(door: Door) -> None:
    door.actions.read(Document(ticket=door.who(1).admission_number, method="camera"))
    assert (door.board.phase, door.board.notice) == ("waiting", "已扫准考证，请读身份证件")
    before = door.record.fold.count
    door.actions.read(Document(ticket="6901234567892", method="camera"))
    assert door.board.notice
    assert door.record.fold.count == before


def test_a_number_of_several_is_settled_by_picking_or_by_the_ticket(door: Door) -> None:
    shared = Document(number="12345678")
    door.actions.read(shared)
    assert [c.value for c in door.verdict.choices] == ["c00002", "c00003"]
    assert door.verdict.name == ""
    door.actions.choose("c00009")
    door.actions.choose("c00003")
    assert (door.verdict.seat, door.verdict.name) == ("3", door.who(3).name)
    door.actions.read(shared)
    door.actions.scanned(door.who(2).admission_number)
    assert door.verdict.seat == "2"


def test_why_a_document_could_not_be_read_is_said_by_its_reader_and_recorded(door: Door) -> None:
    before = door.record.fold.count
    door.actions.read(Document(unreadable=True, trouble="unreadable"))
    assert (door.verdict.tone, door.verdict.reason[:6]) == ("warn", "证件读不出来")
    assert door.record.fold.count == before + 1
    door.actions.read(PASSPORT)
    assert door.verdict.tone == "ok"


# --- failures and states ----------------------------------------------------------------------------------------------


def test_an_old_number_of_fifteen_digits_is_told_as_that(door: Door) -> None:
    door.actions.scanned("990102900307233")
    assert "15" in door.board.notice
    assert door.board.verdict is None


def test_a_failed_read_says_what_to_do_and_the_next_one_replaces_it(door: Door) -> None:
    before = door.record.fold.count
    door.actions.read_failed("read-torn", {"source": "x"})
    assert "放稳" in door.board.notice
    assert "F2" in door.board.notice
    door.actions.read_failed("read-timeout", {"source": "x", "seconds": 15})
    assert "放稳" in door.board.notice  # nothing having come is no news
    assert door.record.fold.count == before
    door.actions.read(PASSPORT)
    assert door.board.notice == ""


@pytest.mark.parametrize("doing", ["no-service", "no-reader", "ready", "reading", "unreadable", "read"])
def test_the_screen_says_what_the_reader_is_doing(door: Door, doing: Any) -> None:
    assert door.board.reader is None
    door.tell(SourceState(doing, "R", "card-mute" if doing == "unreadable" else ""))
    line = door.board.reader
    assert line is not None
    assert line.doing == doing
    assert line.text
    assert bool(line.next) == (doing not in ("ready", "read"))
    assert door.board.phase == ("reading" if doing == "reading" else "waiting")


def test_whatever_a_reader_gives_the_next_good_document_is_checked(door: Door) -> None:
    """U12, at the desk: nothing that was read before changes what a good document comes to."""
    door.enrol("badge", "staff:p12", "BBBBBBBB")
    actions, good = door.refreshed().actions, Document(number=door.who(5).document_number)  # room 02
    odd = [
        lambda: actions.read(Document(unreadable=True, trouble="card-mute")),
        lambda: actions.read(Document(unreadable=True, trouble="travel-key-needed")),
        lambda: actions.read(Document(unreadable=True, trouble="no-such-trouble")),
        lambda: actions.read(Document(number="\ud800?", name="\ue81e" * 500, expires="??", birth="x" * 99)),
        lambda: actions.read(Document()),
        lambda: actions.read(Document(token="BBBBBBBB")),
        lambda: actions.read(Document(token="not hexadecimal")),
        lambda: actions.read(Document(ticket="")),
        lambda: actions.read(PASSPORT),
        lambda: actions.read_failed("read-torn", {"source": "x"}),
        lambda: actions.read_failed("no-such-fault", {}),
        lambda: actions.scanned("6901234567892"),
        lambda: actions.scanned(ZONE),
        lambda: actions.choose("c00001"),
        lambda: actions.dismiss(),
    ]
    chance = random.Random(7)
    for _ in range(120):
        chance.choice(odd)()
        actions.read(good)
        assert (door.board.phase, door.verdict.big) == ("verdict", "02 考场")


# --- zones and keys ---------------------------------------------------------------------------------------------------


def test_a_scanned_zone_is_the_key_of_the_chip_laid_down_next(door: Door) -> None:
    door.tell(SourceState("ready"))
    assert door.actions.travel_key() == {}
    door.actions.scanned(ZONE.replace("\n", "\r\n"))
    assert door.actions.travel_key() == {"mrz": ZONE}
    assert "机读码" in door.board.notice
    door.actions.read(PASSPORT)
    assert door.actions.travel_key() == {}


def test_a_scanned_ticket_gives_what_the_roster_knows_of_the_key(door: Door) -> None:
    door.actions.scanned(door.who(1).admission_number)
    assert door.actions.travel_key() == {"document": "L898902C3", "birth": ""}
    door.actions.scanned(door.who(4).admission_number)
    assert door.actions.travel_key() == {}  # a resident card needs no key


def test_a_zone_is_the_document_where_no_chip_is_waited_for_or_when_it_comes_again(door: Door) -> None:
    door.actions.zone_document = lambda zone: zone_document(zone, method="wedge")
    door.actions.scanned(ZONE)
    assert door.verdict.seat == "1"
    door.actions.dismiss()
    door.tell(SourceState("ready"))
    door.actions.scanned(ZONE)
    assert door.board.phase == "waiting"
    door.actions.scanned(ZONE)
    assert door.board.phase == "verdict"
    door.session.choose_readers(["none"])
    door.actions.scanned(ZONE.replace("L898902C3", "L898902C4"))
    assert "F2" in door.board.notice  # a check digit is wrong: said, and no dead end


def test_a_chip_that_needs_its_key_asks_for_it_and_records_nothing(door: Door) -> None:
    before = door.record.fold.count
    door.actions.read(Document(unreadable=True, trouble="travel-key-needed"))
    assert "机读码" in door.board.notice
    assert door.record.fold.count == before


# --- chips ------------------------------------------------------------------------------------------------------------


def test_no_entry_holds_a_serial_and_the_office_may_give_it_as_read(door: Door) -> None:
    (entry,) = door.enrol("ticket", "candidate:s1/c00001", "04:A2:2B:91")
    assert "04A22B91" not in str(entry).upper().replace(":", "")
    assert entry.data["token"] == token_digest(door.record.opened.secret, "04A22B91")
    door.enrol("badge", "staff:p12", "BBBBBBBB")
    judged = replay(door.refreshed().record)["enrol-token"]  # the second look of the compliance report
    assert (judged.entries, judged.unsigned, judged.untimely) == (2, [], [])


def test_a_chip_is_a_ticket_a_badge_a_card_or_nothing_of_ours(door: Door) -> None:
    door.enrol("ticket", "candidate:s1/c00001", "AAAAAAAA")
    door.enrol("badge", "staff:p12", "BBBBBBBB")
    door.enrol("resident-chip", "candidate:s1/c00004", "CCCCCCCCCCCCCCCC")
    actions, count = door.refreshed().actions, door.record.fold.count
    actions.read(Document(token="AAAAAAAA", method="token"))
    assert door.board.notice == "已扫准考证，请读身份证件"
    actions.read(Document(token="BBBBBBBB", method="token"))
    assert door.board.notice == "这是工作胸卡，不是考生证件"
    actions.read(Document(token="DDDDDDDD", method="token"))
    assert "没有登记过" in door.board.notice
    assert door.record.fold.count == count
    actions.dismiss()
    actions.read(Document(token="CCCCCCCCCCCCCCCC", method="token"))
    assert (door.verdict.tone, door.verdict.name) == ("warn", door.who(4).name)
    assert any("同一张卡" in said for said in door.verdict.warnings)


def test_a_badge_signs_in_with_its_persons_pin(door: Door) -> None:
    door.enrol("badge", "staff:p11", "BBBBBBBB")
    words = door.refreshed().session.badge_of(Document(token="BBBBBBBB", method="token"))
    signed = door.session.sign_in(Credential(words, "246810", badge=True))
    assert signed.officer == "p11"  # type: ignore[union-attr]
    assert door.session.badge_of(Document(token="AAAAAAAA", method="token")) == ""


def test_one_card_of_two_people_names_both_to_the_chief(door: Door) -> None:
    from desktop.exam.frame.command import Fact

    digest = token_digest(door.record.opened.secret, "AAAAAAAA")
    door.enrol("ticket", "candidate:s1/c00001", "AAAAAAAA")
    data = {"token": digest, "kind": "ticket", "owner": "candidate:c00004"}
    door.desk.record.write((Fact("token-enrolled", ("candidate:s1/c00004", f"token:{digest}"), data),), ("p03",))
    door.session.sign_in(Credential("p01", "246810"))
    door.session.open_desk("control", door.screen)
    door.refreshed()
    (alert,) = [a for a in door.screen.last.alerts if a.id.startswith("token-twice")]
    assert door.who(1).name in alert.text
    assert door.who(4).name in alert.text


def test_the_real_parts_read_a_virtual_document_at_the_door(door: Door, tmp_path: Path) -> None:
    script = '[{"number": "L898902C3", "name": "ERIKSSON ANNA MARIA", "document_type": "护照"}]'
    with Parts().open_source(f"virtual:{script}", lambda state: None, door.actions.travel_key, tmp_path) as reader:
        door.actions.read(reader.read(timeout=1.0))
    assert door.verdict.tone == "ok"
