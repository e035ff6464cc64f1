"""Acceptance at the real office desk: counts and approvals by key, and not a trace of the room's figure before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from desktop.exam.frame.command import Fact
from desktop.operations.boards.returned.acceptance import AcceptBoard
from desktop.ui.office.acceptance import AcceptPane
from tests.helpers.office import PIN, Office
from tests.ui.office.returned.desk import Opened


def pane(opened: Opened) -> AcceptPane:
    found = opened.view.page.pane
    assert isinstance(found, AcceptPane)
    return found


def chosen(opened: Opened) -> tuple[str, str]:
    room = pane(opened).current()
    assert room is not None
    return room.room, room.wait


def everything_said(window: QWidget) -> str:
    """Every text of every widget, shown or not: labels, tips, names for a screen reader, cells of tables."""
    said = []
    for widget in [window, *window.findChildren(QWidget)]:
        said += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.whatsThis()]
        said += [widget.statusTip(), widget.text() if isinstance(widget, QLabel) else ""]
        words = getattr(widget, "text", None)
        said.append(str(words()) if callable(words) else "")
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        if model is not None:
            columns = range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1)
            cells = [model.index(r, c) for r in range(model.rowCount()) for c in columns]
            said += [str(cell.data(role)) for cell in cells for role in range(15)]
    return "\n".join(said)


def counted(office: Office) -> None:
    """The first room has counted 4177 answered and 121 unused."""
    papers = {"handed_in": 0, "collected": 4177, "absent": 58, "spare": 63, "void": 0}
    data = {"papers": papers, "cards": {}, "agreed": True, "broken": []}
    office.record.write([Fact("papers-collected", ("room:s1/r01",), data)], ("p11", "p12"))


def kinds(opened: Opened) -> list[str]:
    found: list[str] = opened.behind(lambda: opened.office.kinds)
    return found


def test_no_widget_knows_the_rooms_figure_before_the_offices_is_in(real: Callable[..., Opened]) -> None:
    opened = real("10:07", counted)
    opened.until(lambda: isinstance(opened.view.page.pane, AcceptPane))
    for keys in (("Down",), ("Up",), ("Enter",), ("Esc",), ("F10",), ("Esc",), ("F1",), ("Esc",), ("0",), ("8",)):
        opened.press(*keys)
        said = everything_said(opened.window)
        assert not [word for word in ("4177", "121", "4298") if word in said], keys
    opened.until(lambda: opened.view._board.current == "accept")
    while chosen(opened)[0] != "01 考场":
        opened.press("Down")
    opened.press("Enter", *"4176", "Enter", *"121", "Enter", "0", "Enter")
    opened.until(lambda: "4177" in everything_said(opened.window))
    assert kinds(opened)[-2:] == ["bags-counted", "incident-reported"]
    assert opened.view.page.notice.property("look") == "stop"


def test_a_count_is_enter_and_the_numbers_and_the_next_room_is_chosen(real: Callable[..., Opened]) -> None:
    opened = real("10:07")
    opened.until(lambda: isinstance(opened.view.page.pane, AcceptPane))
    assert chosen(opened) == ("01 考场", "count")
    opened.keys = 0
    opened.press("Enter", "4", "Enter", "1", "Enter", "0", "Enter")
    opened.until(lambda: chosen(opened) == ("02 考场", "count"))
    assert opened.keys == 7, "four digits, their Enter keys, and one to begin"
    assert kinds(opened)[-1] == "bags-counted"
    assert "清点相符" in opened.view.page.notice.sentence.text()


def test_the_chief_approves_in_place_and_the_next_one_is_chosen(real: Callable[..., Opened]) -> None:
    def two_counted(office: Office) -> None:
        for room in ("r01", "r03"):
            office.act("count-returned", f"room:s1/{room}", office.morning.blind(room), "p03")

    opened = real("10:07", two_counted)
    opened.until(lambda: isinstance(opened.view.page.pane, AcceptPane))
    work = opened.view._board.page.work
    assert isinstance(work, AcceptBoard)
    assert [(r.room, r.wait) for r in work.rooms] == [
        ("02 考场", "count"),
        ("01 考场", "approve"),
        ("03 考场", "approve"),
    ]
    opened.press("Down", "Enter")
    form = opened.view.sheet.form
    assert form is not None
    assert form.signatures is not None
    opened.keys = 0
    opened.hands.scan("KD-001")
    opened.behind(lambda: None)
    opened.press(*PIN, "Enter")
    opened.until(lambda: kinds(opened)[-1] == "sealing-approved")
    assert opened.keys == 7, "the PIN and Enter; the badge is scanned"
    opened.until(lambda: chosen(opened) == ("03 考场", "approve"))
