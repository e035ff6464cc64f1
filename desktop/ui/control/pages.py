"""What lies behind the board: the paper balance by equations, the lists of conflicts, incidents and stand-ins."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.operations.boards.control import EquationRow, MatterList, MatterRow, SiteBalance
from desktop.operations.boards.shell import Tone
from desktop.ui.control.versions import VersionPair
from desktop.ui.shared import theme
from desktop.ui.shared.cards import BalanceTable, empty
from desktop.ui.shared.panels import Badge, KeyCap, Panel, Pressable, text
from desktop.ui.shared.rows import Column, RowsModel, RowsView
from desktop.ui.shared.signs import Sign
from desktop.wording import Wording


class PageTabs(QWidget):
    """The pages with their letters; `asked(key)` on the mouse. A tab is (key, title, how many are open)."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[tuple[str, str, int], ...], str] = ((), "")
        self._words: list[QWidget] = []
        self._parts: list[QLabel] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the titles have no room they stand closer, then the letters and counts stand alone but for the current
        one's title."""
        needed = sum(part.sizeHint().width() for part in self._parts) + 4 * len(self._parts)
        crowded = needed + 8 * self._row.count() > self.width()
        roomy = needed + 16 * self._row.count() <= self.width()
        alone = sum(part.sizeHint().width() for part in self._parts if part not in self._words) + 2 * len(self._parts)
        close = crowded and alone + 8 * self._row.count() > self.width()
        self._row.setSpacing(16 if roomy else 2 if close else 8)
        for words in self._words:
            words.setVisible(not crowded)
            holder = words.parentWidget()
            layout = holder.layout() if holder is not None else None
            if layout is not None:
                layout.setSpacing(2 if crowded else 4)

    def show_tabs(self, tabs: tuple[tuple[str, str, int], ...], current: str) -> None:
        if (tabs, current) == self._shown:
            return
        self._shown = (tabs, current)
        empty(self._row)
        self._words, self._parts = [], []
        for key, title, count in tabs:
            holder = Pressable()
            holder.setAccessibleName(f"{key} {title} {count}" if count else f"{key} {title}")
            holder.setToolTip(title)
            holder.pressed.connect(partial(self.asked.emit, key))
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            row.addWidget(KeyCap(key))
            now = key == current
            words = text(title, theme.BODY, bold=now, tone="brand" if now else "quiet")
            row.addWidget(words)
            if not now:
                self._words.append(words)
            if count:
                row.addWidget(Badge(str(count), "stop" if key == "B" else "warn"))
            self._parts += holder.findChildren(QLabel)
            self._row.addWidget(holder)
        self._row.addStretch(1)
        self._fit()


def _holds_tone(row: EquationRow) -> Tone | None:
    return "stop" if row.holds is False else None


class BalancePage(QWidget):
    """The headline, the site's sheet, and every equation; broken ones come first as the board gives them."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        words = wording.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._head = Panel("ok", (12, 8, 12, 8), 2)
        self._headline = text("", theme.LEAD, bold=True, wrap=True)
        self._holder = text("", theme.BODY, wrap=True)
        self._head.column.addWidget(self._headline)
        self._head.column.addWidget(self._holder)
        column.addWidget(self._head)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._model: RowsModel[EquationRow] = RowsModel(
            (
                Column(words("control-room"), lambda r: r.place),
                Column(words("control-equation"), lambda r: f"{r.key} {r.title}".strip()),
                Column(words("control-account"), self._account, _holds_tone),
                Column(words("control-holder"), lambda r: r.holder),
            )
        )
        self.table = _table(self._model, (72, 180, 124))
        row.addWidget(self.table, 1)
        self._sheet = BalanceTable()
        self._sheet.setFixedWidth(220)
        row.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row, 1)

    def _account(self, row: EquationRow) -> str:
        mark = {True: "✓", False: "✕", None: self._wording.text("control-not-yet")}[row.holds]
        return f"{row.words}  {mark}"

    def show_balance(self, balance: SiteBalance | None) -> None:
        if balance is None:
            return
        look = {True: "ok", False: "stop", None: "panel"}[balance.holds]
        theme.set_look(self._head, look=look)
        theme.set_look(self._headline, tone={"ok": "ok", "stop": "stop"}.get(look, ""))
        self._headline.setText(balance.headline)
        self._holder.setText(balance.holder)
        self._holder.setVisible(bool(balance.holder))
        self._model.show_rows(balance.rows)
        self._sheet.show_board(balance.sheet)

    def narrow(self, wide: int) -> None:
        """In a window of this width: the sheet gives way to the equations, then the holders to the account; the
        headline names the first one anyway."""
        self._sheet.setVisible(wide >= 1200)
        self.table.setColumnHidden(3, wide < 760)

    def go(self, step: int) -> None:
        _move(self.table, step)


class MatterPage(QWidget):
    """One list: time, room, matter, state. Up and Down choose, Enter shows what can be done about it. A row of two
    versions shows both below the list; `chosen(ActionRow)` decides between them."""

    chosen = Signal(object)

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        words = wording.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._nothing = text("", theme.BODY, tone="faint", wrap=True)
        column.addWidget(self._nothing)
        self._model: RowsModel[MatterRow] = RowsModel(
            (
                Column(words("control-time"), lambda r: r.time),
                Column(words("control-room"), lambda r: r.place),
                Column(words("control-state"), lambda r: r.state, lambda r: r.tone),
                Column(words("control-matter"), lambda r: f"{r.title}：{r.text}" if r.text else r.title),
            )
        )
        self.table = _table(self._model, (66, 86, 92))
        column.addWidget(self.table, 1)
        self._whole = Panel("panel", (12, 8, 12, 8), 2)
        self._title = text("", theme.BODY, bold=True, wrap=True)
        self._text = text("", theme.BODY, tone="quiet", wrap=True)
        self._whole.column.addWidget(self._title)
        self._whole.column.addWidget(self._text)
        column.addWidget(self._whole)
        self.versions = VersionPair(wording)
        self.versions.chosen.connect(self.chosen)
        self._column = column
        column.addWidget(self.versions)
        self.table.selectionModel().currentRowChanged.connect(self._explain)

    def show_list(self, matters: MatterList) -> None:
        now = self.current()
        self._model.show_rows(matters.rows)
        self._nothing.setText(matters.nothing)
        self._nothing.setVisible(not matters.rows)
        self.table.setVisible(bool(matters.rows))
        if matters.rows:
            same = (n for n, row in enumerate(matters.rows) if now is not None and row.id == now.id)
            self.table.selectRow(next(same, 0))
        self._explain()

    def current(self) -> MatterRow | None:
        row = self.table.currentIndex().row()
        return self._model.row(row) if 0 <= row < self._model.rowCount() else None

    def go(self, step: int) -> None:
        _move(self.table, step)

    def turn_to(self, id: str) -> None:
        """Choose the row of this id, if it is still there."""
        at = next((n for n in range(self._model.rowCount()) if self._model.row(n).id == id), None)
        if at is not None:
            self.table.selectRow(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low window the two versions need its place: of the list only the row they belong to stays."""
        low = self.height() < 300
        self.versions.compact(low)
        alone = low and self.versions.shown()
        self.table.horizontalHeader().setVisible(not alone)
        self.table.setMaximumHeight(46 if alone else 16777215)
        self._column.setSpacing(4 if low else 8)

    def _explain(self) -> None:
        row = self.current()
        self.versions.show_versions(row.versions if row is not None else ())
        self._fit()
        self._whole.setVisible(row is not None and not row.versions)
        if row is not None:
            self._title.setText(f"{row.place} {row.title}".strip())
            self._text.setText(row.text)
            self._text.setVisible(bool(row.text))


def _table(model: RowsModel[Any], widths: tuple[int, ...]) -> RowsView:
    """The arrows are the desk's."""
    table = RowsView(model, widths)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return table


def _move(table: RowsView, step: int) -> None:
    model = table.model()
    if model is not None and model.rowCount():
        table.selectRow(min(max(table.currentIndex().row() + step, 0), model.rowCount() - 1))


class BalanceLine(Pressable):
    """The balance in one line under the board: a sign, the headline, who holds the difference."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._sign = Sign("ok", 18)
        self._words = text("", theme.BODY, bold=True, wrap=True)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def show_balance(self, balance: SiteBalance | None) -> None:
        if balance is None:
            return
        tone: Tone = "plain" if balance.holds is None else "ok" if balance.holds else "stop"
        self._sign.show_tone(tone)
        self._words.setText(" · ".join(part for part in (balance.headline, balance.holder) if part))
        self.setAccessibleName(self._words.text())
        theme.set_look(self._words, tone="quiet" if tone == "plain" else tone)
