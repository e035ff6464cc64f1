"""What stands on the hall clock: right to the second, in rehearsals marked, and never cut on any screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QRect
from pytestqt.qtbot import QtBot

from desktop.operations.boards.hall import HallBoard
from desktop.ui.hall.face import HallFace
from desktop.ui.hall.fitted import LEAST, Fitted
from desktop.ui.hall.window import HallWindow
from desktop.ui.shared import theme
from desktop.wording import Wording
from tests.ui.hall import boards
from tests.ui.samples import at

SIZES = [(683, 384), (911, 512), (1024, 768), (1366, 768), (1080, 1920), (2560, 1080), (3840, 2160)]


@pytest.fixture
def face(qtbot: QtBot) -> HallFace:
    made = HallFace(Wording())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def shown(face: HallFace) -> list[Fitted]:
    return [part for part in face.parts() if part.isVisible() and part.words()]


def read(face: HallFace, board: HallBoard, hour: int, minute: int, second: int = 0, ms: int = 0) -> tuple[str, ...]:
    face.show_board(board)
    face.tick(at(hour, minute, second) + ms)
    return face.clock.words(), face.caption.words(), face.left.words()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_nothing_is_cut_on_any_screen_and_the_clock_is_the_largest(
    qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    face = HallFace(Wording(language))
    qtbot.addWidget(face)
    face.hint_keys(Wording(language).text("hall-keys"))
    face.resize(*size)
    face.show()
    for name, board in boards.ALL.items():
        read(face, board, 9, 41, 20)
        for words in ("", boards.FIFTEEN.words * 3):
            face.announce(words)
            QCoreApplication.processEvents()
            cut = {p.words(): p.size().toTuple() for p in shown(face) if not p.fits()}
            assert not cut, name
            assert all(face.rect().contains(p.geometry()) for p in shown(face)), name
            sizes = {p.size_of_words() for p in shown(face) if p is not face.clock}
            assert face.clock.size_of_words() > max(sizes), name
            assert min(sizes) >= LEAST, name


@pytest.mark.parametrize("size", [(683, 384), (1366, 768), (3840, 2160)])
def test_no_two_words_lie_on_each_other(face: HallFace, size: tuple[int, int]) -> None:
    face.resize(*size)
    for board in boards.ALL.values():
        for words in ("", boards.FIFTEEN.words):
            read(face, board, 9, 41)
            face.announce(words)
            places = [(part.geometry(), part.words()) for part in shown(face)]
            for n, (place, said) in enumerate(places):
                for other, second in places[n + 1 :]:
                    assert not QRect(place).intersects(other), (said, second)


def test_the_clock_reads_from_afar(face: HallFace) -> None:
    read(face, boards.RUNNING, 9, 41)
    assert face.clock.size_of_words() >= 170
    assert face.left.size_of_words() >= 90
    assert face.board.size_of_words() >= 40


def test_clock_and_countdown_make_up_the_end_together(face: HallFace) -> None:
    caption = "距考试结束还有"
    assert read(face, boards.RUNNING, 9, 41, 20) == ("09:41:20", caption, "0:18:40")
    assert read(face, boards.RUNNING, 9, 59, 59, 300) == ("09:59:59", caption, "0:00:01")
    assert read(face, boards.RUNNING, 10, 0, 0) == ("10:00:00", caption, "0:00:00")
    assert face.next.words() == "下一步　09:45 提示剩余时间　还有 0:00:00"
    assert read(face, boards.WAITING, 8, 12, 30) == ("08:12:30", "距开考还有", "0:17:30")


def test_a_suspended_exam_stands_still_while_the_clock_goes_on(face: HallFace) -> None:
    first = read(face, boards.HELD, 9, 20)
    assert first == ("09:20:00", "剩余考试时间（暂停计时）", "0:48:00")
    assert read(face, boards.HELD, 10, 20)[1:] == first[1:]
    assert face.next.words() == ""


def test_what_has_ended_counts_nothing_down(face: HallFace) -> None:
    for board in (boards.OVER, boards.ENDED, boards.NOTHING):
        assert read(face, board, 10, 5)[1:] == ("", "")
        assert face.state.words() == board.state


def test_the_digits_never_move_the_clock(face: HallFace) -> None:
    sizes = set()
    for second in range(60):
        read(face, boards.RUNNING, 11, 11, second)
        sizes.add((face.clock.size_of_words(), face.left.size_of_words()))
    assert len(sizes) == 1


def test_the_blackboard_keeps_its_lines_as_they_are(face: HallFace) -> None:
    face.show_board(boards.RUNNING)
    assert face.board.words().split("\n") == list(boards.LINES)
    assert "剩余" not in face.board.words()
    spot = face.grab().toImage().pixelColor(face.board.geometry().center().x(), face.board.geometry().bottom() + 4)
    assert spot == theme.color(theme.LECTERN)


def test_a_rehearsal_says_so_on_the_clock_and_in_the_title(qtbot: QtBot) -> None:
    window = HallWindow(Wording())
    qtbot.addWidget(window)
    window.show_board(boards.REHEARSAL)
    window.resize(1366, 768)
    window.show()
    assert window.face.rehearsal.words() == "演练"
    assert window.face.rehearsal.height() >= 50
    assert window.windowTitle() == "大厅时钟 · 第 03 考场 · 演练"
    window.show_board(boards.RUNNING)
    assert window.face.rehearsal.words() == ""
    assert window.windowTitle() == "大厅时钟 · 第 03 考场"


def test_rooms_with_other_times_and_a_clock_not_to_go_by_are_on_it(face: HallFace) -> None:
    face.show_board(boards.WHOLE)
    assert face.rooms.words().count("考场") == 8
    assert "拨回" in face.subject.words()


def test_an_announcement_takes_the_place_of_the_steps_and_gives_it_back(face: HallFace) -> None:
    read(face, boards.RUNNING, 9, 45)
    face.announce(boards.FIFTEEN.words)
    assert face.banner.isVisible()
    assert face.left.words() == "0:15:00"
    assert not face.next.isVisible()
    face.announce("")
    assert not face.banner.isVisible()
    assert face.next.isVisible()


def test_it_can_be_read_aloud(face: HallFace) -> None:
    face.show_board(boards.HELD)
    assert face.accessibleName() == "第 03 考场 考试暂停 09:12 起暂停，恢复时间请听候通知"
    assert face.board.accessibleName().startswith("职业：中式烹调师，等级：四级")


def luminance(token: str) -> float:
    """WCAG 2.2 relative luminance of a token in the palette that is on."""
    parts = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in theme.color(token).getRgbF()[:3])
    return sum(part * weight for part, weight in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_everything_on_it_has_contrast_in_both_palettes(face: HallFace, palette: theme.Wanted) -> None:
    before = theme.wanted()
    theme.choose(palette)
    behind = {face.place: theme.BAR, face.subject: theme.BAR, face.board: theme.LECTERN}
    try:
        for name, board in boards.ALL.items():
            read(face, board, 9, 41)
            face.announce(boards.FIFTEEN.words if name == "whole" else "")
            for part in shown(face):
                ink, ground = part.tokens()
                pair = sorted((luminance(ink), luminance(ground or behind.get(part, theme.PAPER))))
                assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (name, part.words())
    finally:
        theme.choose(before)
