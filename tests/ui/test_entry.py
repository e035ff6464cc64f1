"""From the first paint to a desk: passphrase, sign-in, choosing, changing officers, locking."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.faults import SiteFault
from desktop.operations.boards.session import BoardListener
from desktop.operations.boards.shell import DeskName
from desktop.ui.door.view import DoorView
from desktop.ui.room.view import RoomView
from desktop.ui.shared.panels import KeyCap
from desktop.ui.shell.window import Window
from desktop.wording import Wording
from tests.ui import samples
from tests.ui.conftest import Hands, Opened
from tests.ui.samples import Desk, Session

BOTH: dict[str, object] = {"door": samples.WAITING, "room": samples.ROOM}
Make = Callable[..., Window]
Open = Callable[[DeskName, dict[str, object]], Opened]


def sign_in(made: Window, hands: Hands, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: made.entry.sign_in is not None and made.entry.sign_in.isVisible())
    hands.type("1012")
    hands.key("Enter")
    hands.type("2468")
    hands.key("Enter")


def test_from_passphrase_to_the_chosen_desk_by_keyboard(window: Make, qtbot: QtBot) -> None:
    session = Session(dict(BOTH), passphrase="correct horse")
    made = window(session)
    hands = Hands(made, qtbot)
    qtbot.waitUntil(made.entry.phrase.isVisible)
    hands.type("wrong")
    hands.key("Enter")
    qtbot.waitUntil(lambda: made.entry.message.text() == "口令不对，请重新输入")
    hands.type("correct horse")
    hands.key("Enter")
    sign_in(made, hands, qtbot)
    qtbot.waitUntil(made.entry.choices.isVisible)
    hands.key("Down")
    hands.key("Enter")
    qtbot.waitUntil(lambda: isinstance(made.view, RoomView))
    assert made.on_desk()


def offered(made: Window) -> list[str]:
    """The keys that stand in the foot bar."""
    return [cap.text() for cap in made.foot.findChildren(KeyCap) if cap.isVisible()]


def arrive(made: Window, hands: Hands, qtbot: QtBot, *keys: str) -> None:
    """A wrong passphrase and `keys`, then the right one, and on to a desk."""
    qtbot.waitUntil(made.entry.phrase.isVisible)
    hands.type("wrong")
    for key in (*keys, "Enter"):
        hands.key(key)
    qtbot.waitUntil(lambda: "口令不对" in made.entry.message.text())
    assert made.entry.keep.isChecked() == bool(keys), "as it was left"
    hands.type("correct horse")
    hands.key("Enter")
    sign_in(made, hands, qtbot)
    qtbot.waitUntil(made.on_desk)


def test_a_passphrase_is_remembered_only_where_that_is_ticked_and_only_the_right_one(
    window: Make, qtbot: QtBot
) -> None:
    for keys, kept in (((), []), (("F2",), ["correct horse"]), (("Tab", "Space"), ["correct horse"])):
        session = Session(dict(BOTH), passphrase="correct horse")
        made = window(session, "door")
        qtbot.waitUntil(made.entry.phrase.isVisible)
        assert not made.entry.keep.isChecked()
        arrive(made, Hands(made, qtbot), qtbot, *keys)
        made.close()
        assert session.remembered == kept


def test_the_key_store_is_asked_outside_the_window_and_the_record(window: Make, qtbot: QtBot) -> None:
    session = Session(dict(BOTH), passphrase="correct horse", keeps=False)
    made = window(session, "door")
    arrive(made, Hands(made, qtbot), qtbot, "F2")
    qtbot.waitUntil(lambda: isinstance(made.view, DoorView) and "没有存下" in made.view.side.notice.sentence.text())
    assert session.remember_at == "kaodian-key-store"
    assert made.on_desk(), "the home is open all the same"


def test_the_foot_bar_offers_to_remember_while_a_passphrase_is_asked_for(window: Make, qtbot: QtBot) -> None:
    made = window(Session(dict(BOTH), passphrase="correct horse"), "door")
    hands = Hands(made, qtbot)
    qtbot.waitUntil(lambda: "F2" in offered(made))
    made.foot.key_pressed.emit("F2")
    assert made.entry.keep.isChecked()
    hands.type("correct horse")
    hands.key("Enter")
    qtbot.waitUntil(lambda: made.entry.sign_in is not None and made.entry.sign_in.isVisible())
    assert "F2" not in offered(made)
    hands.key("F2")
    assert made.entry.keep.isChecked(), "the key works only where it stands"


def test_a_named_desk_opens_without_asking(window: Make, qtbot: QtBot) -> None:
    made = window(Session(dict(BOTH)), "door")
    sign_in(made, Hands(made, qtbot), qtbot)
    qtbot.waitUntil(lambda: isinstance(made.view, DoorView))


def test_a_badge_and_a_pin_sign_in(window: Make, qtbot: QtBot) -> None:
    made = window(Session(dict(BOTH)), "door")
    hands = Hands(made, qtbot)
    qtbot.waitUntil(lambda: made.entry.sign_in is not None and made.entry.sign_in.isVisible())
    hands.scan("KD1011")
    hands.type("2468")
    hands.key("Enter")
    qtbot.waitUntil(made.on_desk)


def test_a_home_that_cannot_be_opened_is_explained(window: Make, qtbot: QtBot) -> None:
    class Broken(Session):
        def open(self, passphrase: str | None) -> Session:
            raise SiteFault("home-busy")

    made = window(Broken(dict(BOTH)))
    qtbot.waitUntil(lambda: "另一个窗口" in made.entry.message.text())


@pytest.mark.logs
@pytest.mark.logs
def test_a_bug_while_opening_is_told_without_technical_words(window: Make, qtbot: QtBot) -> None:
    class Wrong(Session):
        def open(self, passphrase: str | None) -> Session:
            raise ZeroDivisionError("secret detail")

    made = window(Wrong(dict(BOTH)))
    qtbot.waitUntil(lambda: made.entry.message.text().startswith("程序出错"))
    assert "secret" not in made.entry.message.text()


def test_f12_changes_the_officer_and_esc_goes_back(opened: Open, qtbot: QtBot) -> None:
    out = opened("door", dict(BOTH))
    out.hands.key("F12")
    assert not out.window.on_desk()
    out.hands.key("Esc")
    assert out.window.on_desk()
    out.hands.key("F12")
    sign_in(out.window, out.hands, qtbot)
    qtbot.waitUntil(out.window.on_desk)


def test_a_locked_desk_shows_nothing_and_opens_only_by_signing_in(opened: Open, qtbot: QtBot) -> None:
    out = opened("door", dict(BOTH))
    QTest.keyClick(out.window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not out.window.on_desk())
    out.hands.key("Esc")
    assert not out.window.on_desk()
    assert out.desk.listener is not None
    out.desk.listener.board(samples.ADMITTED)
    out.hands.scan("990102199003072335")
    assert "scanned" not in out.desk.commands()
    assert out.window.view is not None
    assert not out.window.view.isVisible()
    out.window.entry.sign_in.clear() if out.window.entry.sign_in else None
    out.window.entry.sign_in.who.setFocus() if out.window.entry.sign_in else None
    sign_in(out.window, out.hands, qtbot)
    qtbot.waitUntil(out.window.on_desk)


def test_the_board_is_asked_for_again_as_time_goes_by(opened: Open, qtbot: QtBot) -> None:
    out = opened("door", dict(BOTH))
    qtbot.waitUntil(lambda: out.session.refreshed >= 2, timeout=5000)


def test_a_desk_that_cannot_open_is_explained_and_another_can_be_chosen(window: Make, qtbot: QtBot) -> None:
    class Closed(Session):
        def open_desk(self, desk: DeskName, listener: BoardListener) -> Desk:
            if desk == "door":
                raise SiteFault("disk-full")
            return super().open_desk(desk, listener)

    made = window(Closed(dict(BOTH)), "door")
    hands = Hands(made, qtbot)
    sign_in(made, hands, qtbot)
    qtbot.waitUntil(lambda: "磁盘已满" in made.entry.message.text())
    hands.key("Down")
    hands.key("Enter")
    qtbot.waitUntil(lambda: isinstance(made.view, RoomView))


def test_closing_the_window_closes_the_home(opened: Open) -> None:
    out = opened("door", dict(BOTH))
    out.window.close()
    assert out.session.closed


FIRST_PAINT = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from desktop.ui.app import application
from desktop.ui.shell.window import Window
from desktop.wording import Wording
from desktop.wording import Wording
app = application(["kaodian"])
window = Window(lambda phrase: None, Wording())
window.show()
window.grab()
heavy = ("sqlalchemy alembic reportlab cv2 httpx psycopg pyrage keyring typer fluent numpy sqlcipher3 "
         "PySide6.QtNetwork PySide6.QtSql PySide6.QtSvg desktop.ui.door desktop.ui.room desktop.store").split()
print(json.dumps([name for name in heavy if name in sys.modules]))
window.close()
"""


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    ran = subprocess.run([sys.executable, "-c", FIRST_PAINT], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(ran.stdout) == []


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (911, 512), (683, 384)])
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("code", ["passphrase-or-damage", "damaged-home", "wrong-passphrase"])
def test_a_fault_of_opening_is_told_to_its_last_word(
    window: Make, qtbot: QtBot, size: tuple[int, int], locale: str, code: str
) -> None:
    made = window(Session(dict(BOTH), passphrase="correct horse"))
    made.resize(*size)
    qtbot.waitUntil(made.entry.phrase.isVisible)
    words = Wording(locale).fault(SiteFault(code, path="/mnt/examination/考点数据 2026-12"))
    entry, label = made.entry, made.entry.message
    entry.tell(words) if code == "damaged-home" else entry.ask_passphrase(words)

    def whole() -> bool:
        parts = [part for part in (entry.title, entry.phrase, entry.keep, label) if part.isVisible()]
        enough = all(part.height() >= part.sizeHint().height() for part in parts if part is not label)
        enough = enough and entry.title.height() >= entry.title.heightForWidth(entry.title.width())
        return enough and label.height() >= label.heightForWidth(label.width()) > 0

    qtbot.waitUntil(whole)
    bottom = label.mapTo(made, label.rect().bottomLeft()).y()
    assert bottom < entry.mapTo(made, entry.rect().bottomLeft()).y()
