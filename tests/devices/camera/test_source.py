"""A camera as an identity source."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import deque
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from desktop.devices.camera.codes import Seen
from desktop.devices.camera.frames import Frame
from desktop.devices.camera.source import CameraSource
from desktop.devices.sources import Needs, SourceState
from desktop.exam.plan.documents import make_number
from desktop.faults import SiteFault
from desktop.wording import Wording
from tests.devices.camera.pages import Pixels, held, number, png, ticket
from tests.devices.camera.test_codes import qr
from tests.devices.camera.test_frames import video

NUMBER = make_number("990102", date(1990, 3, 7), 233)
EMPTY = np.full((480, 640, 3), 200, np.uint8)


class Played:
    """Frames by hand, a second apart; a word is a fault."""

    def __init__(self, *steps: Pixels | str) -> None:
        self.steps: deque[Pixels | str] = deque(steps)
        self.at = 0.0
        self.closed = False

    def next(self, timeout: float) -> Frame | None:
        if not self.steps:
            return None
        step = self.steps.popleft()
        if isinstance(step, str):
            raise SiteFault(step, source="camera:0")
        self.at += 1.0
        return Frame(step, self.at)

    def close(self) -> None:
        self.closed = True


def fault(source: CameraSource, timeout: float = 5.0) -> str:
    with pytest.raises(SiteFault) as caught:
        source.read(timeout)
    for locale in ("zh-CN", "en"):
        assert Wording(locale).has(f"fault-{caught.value.code}", locale)
    return caught.value.code


def test_a_ticket_is_read_as_a_ticket_and_a_resident_number_as_a_number(tmp_path: Path) -> None:
    png(tmp_path / "a.png", held(ticket(3), 1, 0.5))
    png(tmp_path / "b.png", qr(NUMBER))
    with CameraSource(str(tmp_path), "camera:scans") as source:
        first, second = source.read(1.0), source.read(1.0)
    assert (first.ticket, first.number, first.method, first.source) == (number(3), "", "camera", "camera:scans")
    assert (second.ticket, second.number, second.document_type) == (None, NUMBER, "")


def test_codes_of_ours_that_are_no_document_are_told_by_name() -> None:
    source = CameraSource(
        "", "camera:0", frames=Played(qr("KD-1001"), qr("bag:b1"), qr("https://example.org"), qr("AB12345"))
    )
    assert [fault(source), fault(source), fault(source)] == ["code-badge", "code-bag", "document-unknown"]
    assert source.read(1.0).ticket == "AB12345"


def test_desks_that_want_a_badge_or_a_bag_look_for_it_themselves() -> None:
    source = CameraSource("", "camera:0", frames=Played(EMPTY, qr("KD-1001"), EMPTY, qr("bag:b1")))
    assert [source.look(1.0), source.look(1.0)] == [Seen("badge", "1001"), Seen("bag", "b1")]


def test_two_tickets_in_one_frame_are_two_reads() -> None:
    both = np.vstack([ticket(0), ticket(1)])
    source = CameraSource("", "camera:0", frames=Played(both))
    assert [source.read(1.0).ticket, source.read(1.0).ticket] == [number(0), number(1)]
    assert fault(source, 0.0) == "read-timeout"


def test_a_ticket_that_lies_there_is_read_once_and_once_more_when_it_comes_back() -> None:
    source = CameraSource("", "camera:0", frames=Played(*[ticket(0)] * 6, EMPTY, EMPTY, ticket(0)))
    assert source.read(1.0).ticket == number(0)
    assert source.read(1.0).ticket == number(0)
    assert fault(source, 0.0) == "read-timeout"


def test_a_video_of_a_morning_gives_each_ticket_once_and_ends(tmp_path: Path) -> None:
    path = video(tmp_path / "door.avi", *[ticket(n) for n in (0, 1, 2)], each=8)
    with CameraSource(str(path), f"camera:{path}") as source:
        assert [source.read(5.0).ticket for _ in range(3)] == [number(n) for n in range(3)]
        assert [fault(source), fault(source)] == ["source-ended", "source-ended"]


def test_a_camera_that_vanishes_is_a_state_and_reads_go_on_when_it_is_back(tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    told: list[SourceState] = []
    png(folder / "a.png", ticket(0))
    with CameraSource(str(folder), "camera:scans", Needs(told=told.append)) as source:
        assert source.read(1.0).ticket == number(0)
        shutil.rmtree(folder)
        assert [fault(source), fault(source)] == ["reader-lost", "reader-lost"]
        folder.mkdir()
        png(folder / "b.png", ticket(1))
        assert source.read(1.0).ticket == number(1)
    assert [state.doing for state in told] == ["ready", "read", "no-reader", "ready", "read"]


def test_nothing_before_the_camera_is_a_timeout() -> None:
    source = CameraSource("", "camera:0", frames=Played(EMPTY, EMPTY))
    assert [fault(source, 0.0), fault(source, 0.0), fault(source, 0.0)] == ["read-timeout"] * 3


def test_a_camera_number_that_does_not_exist_is_lost() -> None:
    with CameraSource("97", "camera:97") as source:
        assert [fault(source), fault(source)] == ["reader-lost", "reader-lost"]


def test_an_evidence_photo_comes_from_the_same_camera() -> None:
    source = CameraSource("", "camera:0", frames=Played(EMPTY, ticket(0)))
    kept = source.photo(1.0)
    assert kept.quality.problems == ()
    assert kept.jpeg.startswith(b"\xff\xd8\xff")


def test_three_hundred_mixed_frames_leave_it_armed() -> None:
    chance = random.Random(5)
    noise = np.random.default_rng(5)
    played = Played()
    source = CameraSource("", "camera:0", frames=played)
    read, wanted = [], []
    for n in range(300):
        kind = chance.choice(("ticket", "foreign", "noise", "lost", "empty"))
        if kind == "ticket":
            played.steps.append(qr(f"AB{n:06d}"))
            wanted.append(f"AB{n:06d}")
            read.append(source.read(0.0).ticket)
            continue
        played.steps.append(
            {
                "foreign": qr(f"https://example.org/{n}"),
                "noise": noise.integers(0, 256, (120, 160, 3), np.uint8),
                "empty": EMPTY,
                "lost": "reader-lost",
            }[kind]
        )
        assert fault(source, 0.0) in ("document-unknown", "read-timeout", "reader-lost")
    assert read == wanted
    assert len(read) > 40


def test_closing_closes_the_frames() -> None:
    played = Played(ticket(0))
    with CameraSource("", "camera:0", frames=played) as source:
        source.read(1.0)
    assert played.closed


def test_opening_a_camera_loads_nothing_heavy() -> None:
    """A desk with a camera paints as fast as one without."""
    script = (
        "import sys\n"
        "from desktop.devices.camera.source import CameraSource\n"
        "CameraSource('0', 'camera:0').close()\n"
        "sys.exit(bool({'cv2', 'numpy', 'zxingcpp'} & set(sys.modules)))\n"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=60, check=False).returncode == 0
