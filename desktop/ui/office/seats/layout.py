"""The drawing board of a room's layout: figures at the left, the drawing at the right, below what it comes to."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.operations.boards.office import OfficeActions
from desktop.operations.boards.seats import LayoutField, LayoutWork, Told
from desktop.operations.boards.shell import KeyHint
from desktop.ui.desk import DeskTools
from desktop.ui.office.seats.drawing import DrawingMap
from desktop.ui.office.work import WorkPane
from desktop.ui.shared import theme
from desktop.ui.shared.cards import ScrollBody, empty
from desktop.ui.shared.panels import Panel, Pressable, text
from desktop.ui.shared.seating.places import MOVES
from desktop.ui.shared.signs import Sign

SIDE_WIDE = 300


class FieldLine(Pressable):
    """A figure or choice with a button at each side. `asked(by)`."""

    asked = Signal(int)

    def __init__(self, field: LayoutField) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 4, 2)
        row.setSpacing(8)
        self._title = text(field.title, theme.BODY)
        self._value = text(field.value, theme.BODY, bold=True)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._title)
        row.addWidget(self._value, 1)
        for sign, by in (("−", -1), ("+", 1)):
            button = QPushButton(sign)
            button.setAccessibleName(f"{field.title} {sign}")
            button.setFont(theme.font(theme.BODY, bold=True))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("look", "step")
            button.setFixedSize(36, 26)
            button.clicked.connect(partial(self.asked.emit, by))
            row.addWidget(button)

    def show_field(self, field: LayoutField, current: bool, typed: str) -> None:
        self._value.setText(f"{typed}_" if typed else field.value)
        self._value.setProperty("tone", "brand")
        self.setAccessibleName(f"{field.title} {field.value}")
        theme.set_look(self, look="band" if current else "")


class LayoutPane(WorkPane):
    """Shows `LayoutWork`. Arrows choose and change figures; G goes into the drawing and back."""

    tall = True

    def __init__(self, actions: OfficeActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        words = tools.wording.text
        self._work: LayoutWork | None = None
        self._at = 0
        self._typed = ""
        self.in_drawing = False
        self._lines: list[FieldLine] = []
        self.map = DrawingMap(words("room-lectern"), words("room-door"), words("seats-layout"))
        self.map.place_pressed.connect(self._gap)
        self.map.aisle_pressed.connect(lambda column: self._draw(aisle=column))
        self.fields = Panel("panel", (4, 4, 4, 4), 1)
        self.fields.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._told = QVBoxLayout()
        self._told.setSpacing(4)
        self._told_part = QWidget()
        self._told_part.setLayout(self._told)
        self._told.setContentsMargins(0, 0, 0, 0)
        body = ScrollBody("paper")
        side = QVBoxLayout(body)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.fields)
        side.addWidget(self._told_part)
        self._how = text(words("layout-how"), theme.SMALL, tone="quiet", wrap=True)
        side.addWidget(self._how)
        side.addStretch(1)
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setAccessibleName(words("seats-layout"))
        self.side.setWidget(body)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self.side)
        self._row.addWidget(self.map, 1)

    def show_work(self, work: Any) -> None:
        if not isinstance(work, LayoutWork):
            return
        before, self._work = self._work, work
        if not self._lines:
            for n, field in enumerate(work.fields):
                line = FieldLine(field)
                line.asked.connect(partial(self._change, n))
                line.pressed.connect(partial(self._choose, n))
                self._lines.append(line)
                self.fields.column.addWidget(line)
        self._show_fields()
        if before is None or before.told != work.told:
            empty(self._told)
            for told in work.told:
                self._told.addWidget(_Line(told))
            if any(told.tone in ("warn", "stop") for told in work.told):
                QTimer.singleShot(0, self, self._reveal)
        self.map.show_drawing(work)
        self.changed.emit()

    def _reveal(self) -> None:
        """In a low window what the layout comes to lies below the figures."""
        self.side.ensureWidgetVisible(self._told_part)

    def _show_fields(self) -> None:
        work = self._work
        if work is None:
            return
        for n, (line, field) in enumerate(zip(self._lines, work.fields, strict=True)):
            current = n == self._at and not self.in_drawing
            line.show_field(field, current, self._typed if current else "")

    def keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        if self.in_drawing:
            return (
                KeyHint("↑↓←→", words("layout-key-place")),
                KeyHint("Space", words("layout-key-gap")),
                KeyHint("A", words("layout-key-aisle")),
                KeyHint("+", words("layout-key-longer")),
                KeyHint("-", words("layout-key-shorter")),
                KeyHint("G", words("layout-key-fields")),
            )
        return (
            KeyHint("↑↓", words("layout-key-choose")),
            KeyHint("←→", words("layout-key-change")),
            KeyHint("0-9", words("layout-key-type")),
            KeyHint("G", words("layout-key-drawing")),
            KeyHint("R", words("layout-key-again")),
        )

    # -- keys

    def pressed(self, key: str) -> bool:
        if self._work is None:
            return False
        if self._typed and key not in ("Enter", "Space") and not key.isdigit():
            self._take_typed()
        if key == "Esc":
            self._leave()
        elif key == "G":
            self._enter(not self.in_drawing)
        elif key == "R":
            self._draw(again=True)
        elif self.in_drawing:
            return self._in_drawing(key)
        else:
            return self._in_fields(key)
        return True

    def _in_drawing(self, key: str) -> bool:
        row, column = self.map.cursor_place
        if key in MOVES:
            self.map.step(key)
        elif key in ("Space", "Enter"):
            self._draw(gap=(row, column))
        elif key == "A":
            self._draw(aisle=column)
        elif key in ("+", "="):
            self._draw(size=column, by=1)
        elif key in ("-", "_"):
            self._draw(size=column, by=-1)
        else:
            return False
        return True

    def _in_fields(self, key: str) -> bool:
        work = self._work
        if work is None:
            return False
        if key in ("Up", "Down"):
            self._choose(min(max(self._at + (1 if key == "Down" else -1), 0), len(work.fields) - 1))
        elif key in ("Left", "Right"):
            self._change(self._at, 1 if key == "Right" else -1)
        elif len(key) == 1 and key.isdigit():
            if work.fields[self._at].typed:
                self._typed = (self._typed + key)[:3]
                self._show_fields()
        elif key in ("Enter", "Space"):
            self._take_typed()
        else:
            return False
        return True

    def _take_typed(self) -> None:
        typed, self._typed = self._typed, ""
        if typed and self._work is not None:
            self._draw(field=self._work.fields[self._at].name, value=int(typed))
        self._show_fields()

    def _choose(self, at: int) -> None:
        self._at = at
        self.side.ensureWidgetVisible(self._lines[at])
        self._enter(False)

    def _change(self, at: int, by: int) -> None:
        self._choose(at)
        if self._work is not None:
            self._draw(field=self._work.fields[at].name, by=by)

    def _enter(self, drawing: bool) -> None:
        self.in_drawing = drawing
        self.map.activate(drawing)
        self._show_fields()
        self.changed.emit()

    def _leave(self) -> None:
        if self.in_drawing:
            self._enter(False)
        else:
            self._ask("leave-layout")

    def _gap(self, row: int, column: int) -> None:
        self._enter(True)
        self._draw(gap=(row, column))

    def _draw(self, **stroke: Any) -> None:
        self._ask("draw", **stroke)

    def _ask(self, act: str, **data: Any) -> None:
        self.wanted.emit(partial(self.office.act, f"seats:{act}", ("office",), data, ()))

    # -- the room there is

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= 700
        low = self.height() < 360
        self.side.setFixedWidth(SIDE_WIDE if wide else 236)
        self._how.setVisible(not low)


class _Line(QWidget):
    """What the layout comes to: sign, sentence, clause."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if told.tone in ("ok", "warn", "stop"):
            row.addWidget(Sign(told.tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        words = f"{told.sentence}（{told.clause}）" if told.clause else told.sentence
        row.addWidget(text(words, theme.BODY, tone="" if told.tone == "plain" else told.tone, wrap=True), 1)
