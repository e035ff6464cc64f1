"""Five hundred documents scanned in ten seconds at a real door: each is an entry, and the next person is let in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from pytestqt.qtbot import QtBot

from desktop.bootstrap.parts import Parts
from desktop.exam.plan.documents import make_number
from desktop.operations.desks.session import HomeSession
from desktop.store.home import Home, open_home
from desktop.ui.door.view import DoorView
from desktop.ui.shell.window import Window
from desktop.wording import Wording
from tests.helpers.homes import PASSPHRASE, PlainPins, enrolled
from tests.ui.conftest import Hands

SCANS, PATIENCE = 500, 60_000


def checks(home: Home, record: str) -> list[str]:
    """What each check at the door came to, in order."""
    entries = home.entries.load(record)
    return [str(e.data["code"]) for e in entries if e.kind in ("candidate-admitted", "candidate-refused")]


def scan(hands: Hands, number: str) -> None:
    """Twenty milliseconds, closing key and pause included."""
    hands.now += 2
    for name in [*number, "Enter"]:
        hands.now += 1
        hands._send(name)


def test_500_scans_in_10_seconds_are_500_checks(
    qtbot: QtBot, window: Callable[[object, str], Window], tmp_path: Path
) -> None:
    with enrolled(tmp_path / "h", "door", at="8:10") as desk:
        clock, record, plan = desk.clock, desk.record.opened.record, desk.record.plan
    parts = Parts(clock=clock)  # type: ignore[arg-type]  # two clocks are all that is asked of it
    parts.pins = PlainPins()

    def opened(_: str | None) -> HomeSession:
        home = open_home(tmp_path / "h", PASSPHRASE)
        home.settings.put("tours", "off")
        home.settings.put("readers", "[]")
        return HomeSession(home, parts, Wording())

    made = window(SimpleNamespace(open=opened), "door")
    hands = Hands(made, qtbot)
    qtbot.waitUntil(lambda: made.entry.sign_in is not None, timeout=PATIENCE)
    hands.type("p12")
    hands.key("Enter")
    hands.type("246810")
    hands.key("Enter")
    qtbot.waitUntil(made.on_desk, timeout=PATIENCE)
    began = hands.now
    for n in range(1, SCANS + 1):
        scan(hands, make_number("990102", date(1991, 5, 2), n))
    assert hands.now - began <= 10_500
    scan(hands, plan.candidates[0].document_number)
    with open_home(tmp_path / "h", PASSPHRASE) as home:
        qtbot.waitUntil(lambda: len(checks(home, record)) > SCANS, timeout=PATIENCE)
        came = checks(home, record)
    assert came[:SCANS] == ["not-on-roster"] * SCANS
    assert len(came) == SCANS + 1
    view = made.view
    assert isinstance(view, DoorView)
    qtbot.waitUntil(lambda: view.board().expected > 0 and view.board().arrived == 1, timeout=PATIENCE)
    assert view.pane.tone() in ("ok", "warn")
