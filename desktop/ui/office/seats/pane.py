"""The page of seats: rooms at the left, one of them as a map, at the right who sits there and why. Somebody is taken up
and put down by the mouse or by the keyboard, onto a desk or onto a room of the list."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.operations.boards.office import OfficeActions
from desktop.operations.boards.seats import WAITING, RoomRow, SeatBox, SeatsWork
from desktop.operations.boards.shell import KeyHint, Tone
from desktop.ui.desk import DeskTools
from desktop.ui.office.seats.map import RoomMap
from desktop.ui.office.seats.side import WhySide
from desktop.ui.office.seats.strip import Ghost, Strip
from desktop.ui.office.work import WorkPane
from desktop.ui.shared import theme
from desktop.ui.shared.panels import Elided
from desktop.ui.shared.rows import Column, RowsModel, RowsView
from desktop.ui.shared.seating.places import MOVES

LIST_WIDE, SIDE_WIDE, MAP_LEAST = 260, 244, 400
_EDGE = 28
_TONES: dict[str, Tone] = {"ok": "ok", "warn": "warn", "stop": "stop"}


class SeatsPane(WorkPane):
    """Shows `SeatsWork`. Keys as in `keys`; whoever is in hand stays there while rooms are turned."""

    tall = True

    def __init__(self, actions: OfficeActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        words = tools.wording.text
        self._work: SeatsWork | None = None
        self._typed: str | None = None
        self._colours: bool | None = None
        self._why_asked = False
        self._model: RowsModel[RoomRow] = RowsModel(
            [
                Column(words("office-head-room"), lambda r: r.number, _tone_of),
                Column(words("seats-head-people"), lambda r: r.count),
                Column(words("seats-head-group"), lambda r: r.note),
            ]
        )
        self.rooms = RowsView(self._model, (56, 64))
        self.rooms.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rooms.clicked.connect(self._clicked)
        self.title = Elided("", theme.BODY, bold=True)
        self.map = RoomMap(words("room-lectern"), words("room-door"), words("look-seats"))
        self.map.moved.connect(self._moved)
        self.map.lifted.connect(self._lift)
        self.map.carried.connect(self._carry)
        self.map.dropped.connect(self._drop)
        self.strip = Strip(words("office-section-seats"))
        self.side = WhySide(tools.wording)
        self.ghost = Ghost(self)
        self._edge = QTimer(self)
        self._edge.setInterval(60)
        self._edge.timeout.connect(self._roll)
        self._rolling = 0
        self._carried = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.title)
        middle.addWidget(self.map, 1)
        middle.addWidget(self.side_below(), 1)
        middle.addWidget(self.strip)
        self._row.addWidget(self.rooms)
        self._row.addLayout(middle, 1)
        self._row.addWidget(self.side)

    def side_below(self) -> WhySide:
        """The reasons once more, for a narrow window, where they take the map's place."""
        self.below = WhySide(self.tools.wording, legend=False)
        self.below.hide()
        return self.below

    # -- what is shown

    def show_work(self, work: Any) -> None:
        if not isinstance(work, SeatsWork):
            return
        before, self._work = self._work, work
        self._model.show_rows(work.rooms)
        at = next((n for n, r in enumerate(work.rooms) if r.id == work.room), -1)
        if at >= 0 and self.rooms.currentIndex().row() != at:
            self.rooms.selectRow(at)
        self.title.say(work.title if work.sittings < 2 else f"{work.sitting} · {work.title}")
        self.map.show_room(work)
        if before is not None and before.held and not work.held:
            self.map.go_to_person(before.held)
        for side in (self.side, self.below):
            side.show_legend(work, self._by_employer())
        self.map.colour(self._by_employer())
        self.strip.hold(bool(work.held))
        if not work.held:
            self.ghost.hide()
        self._say()
        self.changed.emit()

    def _moved(self) -> None:
        if self._work is not None and self._work.said is not None and not self._work.held:
            # What was done has been read once the cursor goes on.
            self.strip.say("", "")
        self._say(moved=True)
        self.changed.emit()

    def _say(self, moved: bool = False) -> None:
        work, box, words = self._work, self.map.here(), self.tools.wording.text
        if work is None:
            return
        for side in (self.side, self.below):
            side.show_seat(box)
        if self._typed is not None:
            self.strip.say(words("seats-typing", room=self._typed or "…"), words("seats-typing-how"))
        elif work.held and work.said is not None and not moved:
            self.strip.say(work.held_words, work.said.sentence, work.said.tone)
        elif work.held:
            told = box.told if box is not None else ""
            self.strip.say(work.held_words, told, _TONES.get(box.verdict if box is not None else "", "plain"))
        elif work.said is not None and not moved:
            self.strip.say("", work.said.sentence, work.said.tone)
        elif box is not None and box.candidate:
            here = f"{box.name} · {box.note}"
            if box.number:
                here = words("seats-here", number=box.number, person=here)
            self.strip.say("", here if self.title.isVisibleTo(self) else f"{work.title} · {here}")
        else:
            self.strip.say("", "")

    def keys(self) -> tuple[KeyHint, ...]:
        work, words, box = self._work, self.tools.wording.text, self.map.here()
        if work is None:
            return ()
        if self._typed is not None:
            return (KeyHint("Enter", words("seats-key-there")), KeyHint("Esc", words("shell-back")))
        out = [KeyHint("↑↓←→", words("seats-key-move"))]
        if work.held:
            out += [KeyHint("Enter", words("seats-key-put")), KeyHint("Esc", words("seats-key-let-go"))]
        elif box is not None and box.candidate:
            out.append(KeyHint("Enter", words("seats-key-pick"), not box.printed))
        out += [KeyHint("PageDown", words("seats-key-room")), KeyHint("G", words("seats-key-go"))]
        if not self.side.isVisibleTo(self):
            out.append(KeyHint("W", words("seats-why")))
        out.append(KeyHint("C", words("seats-key-colour")))
        if work.sittings > 1:
            out.append(KeyHint("S", words("seats-key-sitting")))
        return tuple(out)

    # -- keys

    def pressed(self, key: str) -> bool:
        if self._work is None:
            return False
        if self._typed is not None:
            return self._type(key)
        if key in MOVES:
            self.map.step(key)
        elif key in ("PageUp", "PageDown"):
            self._turn(-1 if key == "PageUp" else 1)
        elif key in ("Enter", "Space"):
            self._pick_or_put()
        elif key == "Esc":
            return self._let_go()
        elif key == "G":
            self._typed = ""
            self._say()
            self.changed.emit()
        elif key == "W":
            self._why_asked = not self._why_asked
            self._fit()
        elif key == "C":
            self._colours = not self._by_employer()
            self.show_work(self._work)
        elif key == "S" and self._work.sittings > 1:
            self._ask("next-sitting")
        else:
            return False
        return True

    def _by_employer(self) -> bool:
        """Until somebody chooses, a room of one group is coloured by employers, a mixed one by groups."""
        if self._colours is not None:
            return self._colours
        return self._work is not None and len(self._work.groups) < 2

    def _type(self, key: str) -> bool:
        """A room's number, letter by letter."""
        if key == "Enter":
            self._to_room(self._typed or "")
            self._typed = None
        elif key == "Esc":
            self._typed = None
        elif len(key) == 1:
            self._typed = (self._typed or "") + key
        else:
            return False
        self._say()
        self.changed.emit()
        return True

    def _to_room(self, number: str) -> None:
        rooms = self._work.rooms if self._work is not None else ()
        plain = number.lstrip("0").upper()
        found = next((r for r in rooms if r.number.lstrip("0").upper() == plain and plain), None)
        if found is not None:
            self._ask("show", room=found.id)

    def _turn(self, by: int) -> None:
        work = self._work
        if work is not None and work.rooms:
            at = next((n for n, r in enumerate(work.rooms) if r.id == work.room), 0)
            self._ask("show", room=work.rooms[min(max(at + by, 0), len(work.rooms) - 1)].id)

    def _pick_or_put(self) -> None:
        work, box = self._work, self.map.here()
        if work is None or box is None:
            return
        if work.held:
            self._put(box)
        elif box.candidate:
            self._lift(box)

    def _let_go(self) -> bool:
        if self._work is not None and self._work.held:
            self._ask("let-go")
            return True
        if self._why_asked:
            self._why_asked = False
            self._fit()
            return True
        return False

    # -- taking up and putting down

    def _ask(self, act: str, **data: Any) -> None:
        self.wanted.emit(partial(self.office.act, f"seats:{act}", ("office",), data, ()))

    def _lift(self, box: SeatBox) -> None:
        """A printed seat says why it stays; everybody else is taken up."""
        if box.printed:
            self.strip.say("", "\n".join(r.sentence for r in box.reasons[:1]), "stop")
            self.map.give_up()
        else:
            self._carried = box.name
            self._ask("pick", candidate=box.candidate)

    def _put(self, box: SeatBox) -> None:
        work = self._work
        if work is not None and work.room != WAITING:
            self._ask("put", room=work.room, number=box.number, seen=box.seen)

    def _carry(self, at: QPoint) -> None:
        work, row = self._work, self._row_at(at)
        if work is None or not self.map.dragging:
            return
        self._roll_at(at)
        self.ghost.carry(self._carried, at)
        if row is not None and work.held:
            self.strip.say(work.held_words, f"{row.number}：{row.told}", _TONES.get(row.verdict, "plain"))

    def _drop(self, at: QPoint) -> None:
        self.ghost.hide()
        self._edge.stop()
        work, row, box = self._work, self._row_at(at), self.map.box_at(at)
        if work is None:
            return
        if row is not None and row.id != WAITING:
            self._ask("put", room=row.id, seen=row.seen)
        elif box is not None and work.held and box.candidate != work.held:
            self._put(box)
        elif box is None or work.held:
            self._ask("let-go")

    def _roll_at(self, at: QPoint) -> None:
        """Carried to the edge of the list, the list goes on."""
        view = self.rooms.viewport()
        inside = view.mapFromGlobal(at)
        near = self.rooms.isVisible() and view.rect().contains(inside)
        self._rolling = 0 if not near else -1 if inside.y() < _EDGE else int(inside.y() > view.height() - _EDGE)
        if not self._rolling:
            self._edge.stop()
        elif not self._edge.isActive():
            self._edge.start()

    def _roll(self) -> None:
        bar = self.rooms.verticalScrollBar()
        bar.setValue(bar.value() + self._rolling * 12)

    def _row_at(self, at: QPoint) -> RoomRow | None:
        """The room of the list under a point of the screen."""
        view = self.rooms.viewport()
        inside = view.mapFromGlobal(at)
        if not self.rooms.isVisible() or not view.rect().contains(inside):
            return None
        index = self.rooms.indexAt(inside)
        return self._model.row(index.row()) if index.isValid() else None

    def _clicked(self, index: QModelIndex) -> None:
        self._ask("show", room=self._model.row(index.row()).id)

    # -- the room there is

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The list goes first where there is little room, then the reasons; the map stays, unless asked for them."""
        wide = self.width()
        side = wide >= LIST_WIDE + MAP_LEAST + SIDE_WIDE + 24
        rooms = wide >= LIST_WIDE + MAP_LEAST + 12
        self.side.setVisible(side)
        self.side.setFixedWidth(SIDE_WIDE)
        self.rooms.setVisible(rooms)
        self.rooms.setFixedWidth(LIST_WIDE)
        low = self.height() < 300
        self.title.setVisible(not low)
        self.strip.flatten(low)
        below = self._why_asked and not side
        self.below.setVisible(below)
        self.map.setVisible(not below)
        self._say()
        self.changed.emit()


def _tone_of(row: RoomRow) -> Tone | None:
    return _TONES.get(row.verdict) or (row.tone if row.tone != "plain" else None)
