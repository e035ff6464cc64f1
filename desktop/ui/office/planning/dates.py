"""The rules with their last days beside the months they fall in. Left and Right try another first day, a day a step;
what is typed or stepped changes nothing, Esc leaves it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.boards.office import OfficeActions
from desktop.operations.boards.planning.dates import DateRow, DatesBoard
from desktop.operations.boards.shell import KeyHint
from desktop.ui.desk import DeskTools
from desktop.ui.office.planning.months import MonthGrid
from desktop.ui.office.work import WorkPane
from desktop.ui.shared import theme
from desktop.ui.shared.panels import Notice, Panel, text
from desktop.ui.shared.rows import Column, RowsModel, RowsView

_WIDTHS = (56, 236, 112, 96)
_NARROW, _LOW, _MONTH, _TALL = 760, 260, 400, 250
_STEPS = {"Left": -1, "Right": 1, "PageUp": -7, "PageDown": 7}
_YEARS = range(2000, 2101)


class DatesPane(WorkPane):
    """Shows a `DatesBoard`. In a narrow window M turns between list and months."""

    def __init__(self, actions: OfficeActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        self._board = DatesBoard((), (), "", "")
        self._day = self._sent = ""
        self._months_alone = False
        words = tools.wording.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.band = Notice()
        column.addWidget(self.band)
        row = QHBoxLayout()
        row.setSpacing(12)
        column.addLayout(row, 1)
        self.list = QWidget()
        left = QVBoxLayout(self.list)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        heads = [words(f"office-head-{name}") for name in ("rule", "duty", "due", "state")]
        self._model: RowsModel[DateRow] = RowsModel(
            [
                Column(heads[0], lambda one: one.key),
                Column(heads[1], lambda one: one.title),
                Column(heads[2], self._due, lambda one: "brand" if one.moved else None),
                Column(heads[3], lambda one: one.state, lambda one: one.tone),
                Column(words("calendar-change"), lambda one: one.moved),
            ]
        )
        self.table = RowsView(self._model, _WIDTHS)
        self.table.selectionModel().currentRowChanged.connect(self._tell)
        left.addWidget(self.table, 1)
        self.told = Panel("panel", (16, 8, 16, 8), 2)
        self._told_title = text("", theme.BODY, bold=True, wrap=True)
        self._told_words = text("", theme.SMALL, tone="quiet", wrap=True)
        self.told.column.addWidget(self._told_title)
        self.told.column.addWidget(self._told_words)
        left.addWidget(self.told)
        row.addWidget(self.list, 1)
        self.months = MonthGrid(tools.wording)
        row.addWidget(self.months)

    def sizeHint(self) -> QSize:
        return QSize(400, 300)

    def show_work(self, work: Any) -> None:
        if not isinstance(work, DatesBoard):
            return
        waited, self._sent = self._sent, ""
        if work != self._board:
            at = max(self.table.currentIndex().row(), 0)
            self._board = work
            self._model.show_rows(work.rows)
            self.table.selectRow(min(at, len(work.rows) - 1))
            self.band.say(work.words, work.tone)
            self._tell()
            self.changed.emit()
        if waited and self._day and self._day != work.supposed and waited != self._day:
            self._try(self._day)
        elif not waited:
            self._day = work.supposed

    def keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        row = self._current()
        out = [KeyHint("↑↓", words("calendar-key-rule")), KeyHint("←→", words("calendar-key-day"))]
        if row is not None and row.action is not None:
            out.append(KeyHint("Enter", row.action.title))
        if self.width() < _NARROW:
            out.append(KeyHint("M", words("calendar-key-list" if self._months_alone else "calendar-key-months")))
        if self._board.supposed:
            out.append(KeyHint("Esc", words("calendar-key-back")))
        return tuple(out)

    def pressed(self, key: str) -> bool:
        if key in ("Up", "Down") and self._board.rows:
            at = self.table.currentIndex().row() + (1 if key == "Down" else -1)
            self.table.selectRow(min(max(at, 0), len(self._board.rows) - 1))
            self.changed.emit()
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key == "Enter":
            row = self._current()
            if row is not None and row.action is not None:
                self.asked.emit(row.action)
        elif key == "M" and self.width() < _NARROW:
            self._months_alone = not self._months_alone
            self._fit()
            self.changed.emit()
        elif key == "Esc" and (self._board.supposed or self._day):
            self._day = ""
            self._try("")
        else:
            return False
        return True

    def _due(self, one: DateRow) -> str:
        """Without the year where there is no room for it and it is this one."""
        short = self.width() < _NARROW and one.due[:4] == self._board.today[:4]
        return one.due[5:] if short else one.due

    def _current(self) -> DateRow | None:
        at = self.table.currentIndex().row()
        return self._board.rows[at] if 0 <= at < len(self._board.rows) else None

    def _step(self, days: int) -> None:
        """Another day as the first; while one is being worked out, only the last that was asked for follows."""
        try:
            day = date.fromisoformat(self._day or self._board.supposed or self._board.first)
            day += timedelta(days=days)
        except (ValueError, OverflowError):
            return
        if day.year in _YEARS:
            self._day = day.isoformat()
            if not self._sent:
                self._try(self._day)

    def _try(self, day: str) -> None:
        self._sent = day or self._board.first
        self.wanted.emit(partial(self.office.job, "what-if", {"first_day": day}))

    def _tell(self) -> None:
        """The chosen rule in full, its day marked in the months."""
        row = self._current()
        self.told.setVisible(row is not None and (self.band.isHidden() or self.height() >= _LOW))
        if row is None:
            return
        self._told_title.setText(f"{row.key} {row.title}")
        self._told_words.setText(row.told)
        self.months.show_months(self._board.months, row.day, self._board.supposed or self._board.first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """List and months side by side, or one of them; as many months as have the height."""
        narrow = self.width() < _NARROW
        self.list.setVisible(not narrow or not self._months_alone)
        self.months.setVisible(not narrow or self._months_alone)
        self.months.setMinimumWidth(0 if narrow else _MONTH)
        self.months.setMaximumWidth(16_777_215 if narrow else _MONTH)
        self.months.show_at_once(max(1, self.height() // _TALL))
        self._tell()
