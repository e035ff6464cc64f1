"""Light and dark, Chinese and English, large and tiny: changed in mid-day, nothing is lost and nothing stuck."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.control.view import ControlView
from desktop.ui.room.view import RoomView
from desktop.ui.shared import panels, theme
from desktop.ui.shared.panels import Elided
from desktop.ui.shell.appearance import Appearance
from desktop.ui.shell.window import Window
from desktop.wording import Wording
from tests.ui import samples
from tests.ui.custody import boards as custody
from tests.ui.look.reading import cut_labels
from tests.ui.look.scenes import FIRST, SCENES, AllDesks, Scene, Stage

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Keeping(AllDesks):
    """A home that remembers how its window was to look."""

    kept: dict[str, str] = field(default_factory=dict)

    def chosen(self, name: str) -> str:
        return self.kept.get(name, "")

    def choose(self, name: str, value: str) -> None:
        self.kept[name] = value


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    theme.choose("system")
    panels.name_keys(Wording())


Staged = Callable[..., tuple["Stage", "Keeping"]]


@pytest.fixture
def stage(qtbot: QtBot, window: Callable[..., Window]) -> Staged:
    """A stage whose window has an appearance, as the program's own has."""

    def make(**kept: str) -> tuple[Stage, Keeping]:
        appearance, session = Appearance(), Keeping(dict(FIRST), kept=dict(kept))

        def opened(home: AllDesks, desk: str) -> Window:
            shown: Window = window(home, desk, appearance)
            return shown

        return Stage(qtbot, opened, session=session), session

    return make


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Callable[..., Window]]:
    made: list[Window] = []

    def make(session: AllDesks, desk: str, appearance: Appearance) -> Window:
        one = Window(appearance.opening(session.open), Wording(), desk)  # type: ignore[arg-type]
        appearance.attach(one)
        made.append(one)
        one.show()
        one.begin()
        return one

    yield make
    for one in made:
        one.close()
        one.deleteLater()


def press(stage: Stage, key: Qt.Key) -> None:
    assert stage.window.view is not None
    QTest.keyClick(stage.window.view, key, CTRL)
    stage.settle()


def scene(name: str) -> Scene:
    return next(one for one in SCENES if one.name == name)


def test_ctrl_t_turns_light_and_dark_and_the_home_keeps_it(qtbot: QtBot, stage: Staged) -> None:
    shown, session = stage()
    theme.choose("light")
    bright = shown.window.grab().toImage().pixelColor(300, 90).lightness()
    press(shown, Qt.Key.Key_T)
    assert theme.mode() == "dark"
    assert shown.window.grab().toImage().pixelColor(300, 90).lightness() < 80 < bright
    qtbot.waitUntil(lambda: session.kept.get("theme") == "dark")
    press(shown, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: session.kept.get("theme") == "light")


def test_what_the_home_keeps_is_there_when_it_opens(qtbot: QtBot, stage: Staged) -> None:
    shown, _ = stage(theme="dark", locale="en")
    assert theme.mode() == "dark"
    assert shown.window.wording.locale == "en"
    assert panels.KEY_WORDS["Enter"] == Wording("en").text("key-enter")


def test_the_variable_goes_before_what_the_home_keeps(
    qtbot: QtBot, stage: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAODIAN_THEME", "light")
    stage(theme="dark")
    assert theme.mode() == "light"


def test_the_language_changes_at_once_and_the_room_keeps_its_ticks_and_its_seat(qtbot: QtBot, stage: Staged) -> None:
    shown, session = stage()
    shown.show(Scene("room", "room", samples.ROOM_DUE, ("1", "6", "Enter")))
    before = shown.window.view
    assert isinstance(before, RoomView)
    assert any(before.rail.checks.ticks().values())
    press(shown, Qt.Key.Key_E)
    after = shown.window.view
    assert isinstance(after, RoomView)
    assert after is not before
    assert after.rail.checks.ticks() == before.rail.checks.ticks()
    assert after.map.selected_number() == 16
    assert Wording("en").text("room-read-aloud") in {label.text() for label in after.findChildren(QLabel)}
    qtbot.waitUntil(lambda: session.kept.get("locale") == "en")
    # The view is alive: keys reach the same desk, boards reach the view.
    shown.hands.key("Space")
    qtbot.waitUntil(lambda: "hand-in-paper" in session.desk.commands())
    assert session.desk.listener is not None
    session.desk.listener.board(samples.ROOM_BROKEN)
    qtbot.waitUntil(lambda: after.side.balance.isVisible())
    press(shown, Qt.Key.Key_E)
    assert shown.window.wording.locale == "zh-CN"


def test_the_control_desk_stays_on_its_page_and_its_cell(qtbot: QtBot, stage: Staged) -> None:
    shown, _ = stage()
    shown.show(scene("control"))
    for key in ("Down", "Down", "Right", "B"):
        shown.hands.key(key)
    before = shown.window.view
    assert isinstance(before, ControlView)
    press(shown, Qt.Key.Key_E)
    after = shown.window.view
    assert isinstance(after, ControlView)
    assert (after._page, after.grid.focused()) == ("B", before.grid.focused())


def test_a_form_and_a_bag_in_hand_make_the_language_wait(qtbot: QtBot, stage: Staged) -> None:
    shown, _ = stage()
    shown.show(scene("room-misconduct"))
    before = shown.window.view
    press(shown, Qt.Key.Key_E)
    assert shown.window.view is before
    assert before is not None
    assert before.sheet.is_open()
    assert shown.window.wording.locale == "zh-CN"
    shown.hands.key("Esc")
    shown.show(Scene("issuing", "custody", custody.ISSUING))
    press(shown, Qt.Key.Key_E)
    assert shown.window.wording.locale == "zh-CN"
    later = Wording().text("look-language-later")
    assert later in {label.text() for label in shown.window.findChildren(QLabel) if label.isVisible()}


def test_a_locked_desk_stays_locked(qtbot: QtBot, stage: Staged) -> None:
    shown, _ = stage()
    shown.window.locking.lock()
    QTest.keyClick(shown.window.entry, Qt.Key.Key_E, CTRL)
    shown.settle()
    assert not shown.window.on_desk()
    assert shown.window.wording.locale == "zh-CN"


def words_of(window: Window) -> list[str]:
    """Every visible label's words in order, but for the clock's."""
    clocks = (window.top.clock, window.top.next)
    labels = (label for label in window.findChildren(QLabel) if label.isVisible() and label not in clocks)
    return [label.toolTip() or label.text() if isinstance(label, Elided) else label.text() for label in labels]


@pytest.mark.parametrize("desk", ["door-admitted", "room", "control", "custody-issuing", "office-import"])
def test_a_window_made_tiny_comes_back_whole(qtbot: QtBot, stage: Staged, desk: str) -> None:
    """320 x 240 is no place to work; what was on the screen is there again when the window is."""
    shown, session = stage()
    shown.show(scene(desk))
    before, picture = words_of(shown.window), shown.window.grab().toImage()
    shown.window.resize(320, 240)
    shown.settle()
    assert (shown.window.width(), shown.window.height()) == (320, 240)
    shown.window.grab()
    # A scan arrives all the same.
    scanning = desk in ("door-admitted", "custody-issuing")
    if scanning:
        shown.hands.scan("2611280317")
        qtbot.waitUntil(lambda: bool(session.desk.asked) or desk == "custody-issuing")
        shown.settle()
    shown.window.resize(1366, 768)
    shown.settle()
    if not scanning:
        assert words_of(shown.window) == before
    assert cut_labels(shown.window) == []
    assert shown.window.grab().toImage().size() == picture.size()
