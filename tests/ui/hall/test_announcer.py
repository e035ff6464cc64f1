"""Announcements with a clock the test moves and a voice that writes down: once, in time, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.faults import SiteFault
from desktop.operations.boards.hall import AnnouncementRow, HallBoard
from desktop.ui.hall.announcer import Announcer
from desktop.ui.shared.lanes import Lane
from desktop.wording import Wording
from tests.ui.hall import boards
from tests.ui.hall.boards import END, FIFTEEN, OWN, RecordingVoice, speaking
from tests.ui.samples import at


@dataclass
class Speaking:
    """An announcer with its clocks. `go(seconds)` lets both clocks run and ticks."""

    qtbot: QtBot
    behind: boards.HallBehind
    lane: Lane
    wall: int = at(9, 44, 50)
    steady: int = 5_000_000
    shown: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    failed: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.announcer = Announcer(
            self.behind, self.lane, Wording(), Path("bells"), lambda: self.wall, lambda: self.steady
        )
        self.announcer.sounding.connect(self.shown.append)
        self.announcer.told.connect(lambda words, tone: self.told.append((words, tone)))
        self.announcer.failed.connect(self.failed.append)

    @property
    def voice(self) -> RecordingVoice:
        return self.behind.voice

    def take(self, board: HallBoard) -> None:
        self.announcer.take(board)

    def go(self, seconds: float = 0) -> None:
        self.wall += round(seconds * 1000)
        self.steady += round(seconds * 1000)
        self.announcer.tick()
        QCoreApplication.processEvents()

    def settled(self, *outcomes: tuple[AnnouncementRow, str]) -> None:
        wanted = [(row.key, how) for row, how in outcomes]
        self.qtbot.waitUntil(lambda: self.behind.outcomes == wanted)

    def heard(self, *words: str) -> None:
        self.qtbot.waitUntil(lambda: self.voice.heard == list(words))


@pytest.fixture
def hall(qtbot: QtBot) -> Iterator[Speaking]:
    lane = Lane("hall-test")
    made = Speaking(qtbot, boards.HallBehind(), lane)
    yield made
    made.voice.free.set()
    made.announcer.close()
    lane.close()


def test_what_is_due_is_said_once_in_its_second_and_shown_while_it_sounds(hall: Speaking) -> None:
    hall.take(speaking(FIFTEEN, END))
    hall.go(9.9)
    assert hall.voice.heard == []
    hall.go(0.1)
    hall.settled((FIFTEEN, "said"))
    assert hall.shown == [FIFTEEN.words, ""]
    for _ in range(50):
        hall.take(speaking(FIFTEEN, END))
        hall.go(1)
    hall.heard(FIFTEEN.words)


def test_nothing_sounds_that_nobody_switched_on(hall: Speaking) -> None:
    off = replace(boards.RUNNING, announcements=(replace(FIFTEEN, state="off"),))
    hall.take(off)
    hall.go(15)
    hall.go(600)
    assert (hall.voice.heard, hall.behind.outcomes, hall.shown) == ([], [], [])


def test_switching_off_in_the_last_second_is_soon_enough(hall: Speaking) -> None:
    hall.take(speaking(FIFTEEN))
    hall.go(9)
    hall.announcer.choose(replace(speaking().announcing, on=False))
    hall.go(1)
    hall.settled((FIFTEEN, "shown"))
    assert hall.voice.heard == []


def test_a_moment_more_than_twenty_seconds_past_is_left_alone(hall: Speaking) -> None:
    hall.wall = at(9, 45, 21)
    hall.take(speaking(FIFTEEN, OWN))
    hall.go()
    assert hall.voice.heard == []
    hall.wall = at(9, 55, 19)
    hall.take(speaking(FIFTEEN, OWN))
    hall.go()
    hall.settled((OWN, "said"))


def test_an_exam_suspended_for_an_hour_has_its_announcement_an_hour_later(hall: Speaking) -> None:
    hall.take(speaking(FIFTEEN))
    hall.go(5)
    held = replace(FIFTEEN, due=None, state="held")
    for _ in range(60):
        hall.take(speaking(held, board=boards.HELD))
        hall.go(60)
    later = replace(FIFTEEN, due=at(10, 45))
    hall.take(speaking(later))
    assert hall.voice.heard == []
    hall.go(5)
    hall.settled((FIFTEEN, "said"))


def test_a_suspension_that_comes_while_one_waits_keeps_it_silent(hall: Speaking) -> None:
    hall.voice.holds = True
    hall.take(speaking(FIFTEEN, replace(END, due=FIFTEEN.due)))
    hall.go(10)
    hall.heard(FIFTEEN.words)
    hall.take(speaking(board=boards.HELD))
    hall.voice.free.set()
    hall.settled((FIFTEEN, "said"), (END, "shown"))


def test_a_clock_set_back_says_nothing_twice(hall: Speaking) -> None:
    hall.take(speaking(FIFTEEN))
    hall.go(10)
    hall.settled((FIFTEEN, "said"))
    hall.wall -= 600_000
    hall.take(speaking(FIFTEEN))
    hall.go(590)
    hall.go(15)
    hall.heard(FIFTEEN.words)


def test_one_that_waited_too_long_behind_another_is_only_shown(hall: Speaking) -> None:
    hall.voice.holds = True
    second = replace(END, due=at(9, 45, 5))
    hall.take(speaking(FIFTEEN, second))
    hall.go(10)
    hall.heard(FIFTEEN.words)
    hall.go(5)
    hall.go(21)
    hall.voice.free.set()
    hall.settled((FIFTEEN, "said"), (END, "shown"))
    hall.heard(FIFTEEN.words)


def test_two_of_one_moment_follow_each_other(hall: Speaking) -> None:
    hall.take(speaking(FIFTEEN, replace(OWN, due=FIFTEEN.due)))
    hall.go(10)
    hall.settled((FIFTEEN, "said"), (OWN, "said"))
    hall.heard(FIFTEEN.words, OWN.words)


def test_stop_ends_the_sound_and_what_waits(hall: Speaking) -> None:
    hall.voice.holds = True
    hall.take(speaking(FIFTEEN, replace(OWN, due=FIFTEEN.due)))
    hall.go(10)
    hall.heard(FIFTEEN.words)
    hall.announcer.stop()
    hall.settled((OWN, "shown"), (FIFTEEN, "shown"))
    assert hall.voice.stops == 1
    hall.heard(FIFTEEN.words)


def test_muted_it_shows_and_is_silent_and_muting_ends_what_sounds(hall: Speaking) -> None:
    hall.voice.holds = True
    hall.take(speaking(FIFTEEN, END))
    hall.go(10)
    hall.heard(FIFTEEN.words)
    hall.announcer.mute(True)
    hall.settled((FIFTEEN, "shown"))
    assert hall.behind.chosen[-1].muted
    hall.wall = at(10, 0)
    hall.take(speaking(END, muted=True, board=boards.OVER))
    hall.go()
    hall.settled((FIFTEEN, "shown"), (END, "shown"))
    hall.announcer.say("请安静")
    assert hall.told[-1][1] == "warn"
    hall.heard(FIFTEEN.words)


def test_sound_files_are_the_chosen_ones_and_else_the_shipped_bells(hall: Speaking) -> None:
    rows = (FIFTEEN, replace(END, due=FIFTEEN.due), replace(OWN, due=FIFTEEN.due))
    hall.take(speaking(*rows, by="sounds", sounds={"end": "gong.wav"}))
    hall.go(10)
    hall.heard("fifteen.wav", "gong.wav", "custom.wav")


def test_a_voice_that_fails_is_told_and_the_next_one_is_tried(hall: Speaking) -> None:
    hall.voice.fault = SiteFault("voice-failed", name="录音")
    hall.take(speaking(FIFTEEN, replace(OWN, due=FIFTEEN.due)))
    hall.go(10)
    hall.settled((FIFTEEN, "shown"), (OWN, "shown"))
    assert [fault.code for fault in hall.failed if isinstance(fault, SiteFault)] == ["voice-failed"] * 2
    assert "录音 没能发声" in hall.told[0][0]


@pytest.mark.parametrize("name", ["running", "held", "over"])
def test_a_trial_is_never_made_while_people_write(hall: Speaking, name: str) -> None:
    hall.take(boards.ALL[name])
    hall.announcer.try_out()
    hall.go()
    assert hall.voice.heard == []
    assert "不能试音" in hall.told[-1][0]


def test_a_trial_before_the_start_sounds_and_is_written_nowhere(hall: Speaking) -> None:
    hall.take(boards.WAITING)
    hall.announcer.try_out()
    hall.heard("播报试音，请确认各处听得清楚。")
    hall.qtbot.waitUntil(lambda: hall.told != [])
    assert hall.told[-1] == ("已播报：播报试音，请确认各处听得清楚。", "ok")
    assert hall.behind.outcomes == []


def test_own_words_are_said_at_once_and_in_a_rehearsal_as_one(hall: Speaking) -> None:
    hall.take(boards.REHEARSAL)
    hall.announcer.say("  请 05 考场\n考生到考务办公室 ")
    hall.heard("演练。请 05 考场 考生到考务办公室")
    hall.announcer.say("   ")
    hall.go()
    hall.heard("演练。请 05 考场 考生到考务办公室")


def test_a_file_is_used_when_it_proves_to_be_one(hall: Speaking) -> None:
    hall.take(speaking(FIFTEEN))
    hall.announcer.use_file("end", "notes.txt")
    hall.qtbot.waitUntil(lambda: hall.told != [])
    assert hall.behind.chosen == []
    hall.announcer.use_file("end", "gong.wav")
    hall.qtbot.waitUntil(lambda: bool(hall.behind.chosen))
    assert hall.behind.chosen[-1].sounds == {"end": "gong.wav"}


def test_a_choice_that_is_refused_changes_nothing_and_is_told(hall: Speaking) -> None:
    hall.behind.fault = SiteFault("announce-when", text="很快")
    hall.take(speaking(FIFTEEN))
    hall.announcer.choose(replace(speaking().announcing, on=False))
    hall.qtbot.waitUntil(lambda: hall.told != [])
    assert "很快" in hall.told[-1][0]
    hall.go(10)
    hall.settled((FIFTEEN, "said"))
