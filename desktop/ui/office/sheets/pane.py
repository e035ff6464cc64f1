"""Signed sheets beside the record: the sheets at the left, the chosen one's rows, the row for the eye below them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.boards.office import OfficeActions
from desktop.operations.boards.returned.sheets import CardState, SheetBoard, SheetCard, SheetRow, SheetsBoard
from desktop.operations.boards.shell import KeyHint, Tone
from desktop.ui.desk import DeskTools
from desktop.ui.office.sheets.look import RowLook, answers
from desktop.ui.office.work import WorkPane
from desktop.ui.shared import theme
from desktop.ui.shared.panels import Badge, Elided, text
from desktop.ui.shared.rows import Column, RowsModel, RowsView

TONES: dict[CardState, Tone] = {
    "look": "warn",
    "ready": "brand",
    "confirmed": "ok",
    "duplicate": "plain",
    "fault": "stop",
}
WIDTHS = (70, 240, 180)
LOW, NARROW = 300, 720


class SheetsPane(WorkPane):
    """Shows a `SheetsBoard`. Up and Down choose a row, Left and Right a sheet; Y, N and figures say what the paper
    says."""

    def __init__(self, actions: OfficeActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        word = tools.wording.text
        self._board = SheetsBoard(())
        self._heads: tuple[str, ...] = ()
        self._judged = ""
        columns = [
            Column[SheetCard](word("sheets-list"), lambda card: card.short),
            Column[SheetCard](word("sheets-list-mark"), lambda card: card.mark, lambda card: TONES[card.state]),
        ]
        self.list = RowsView(RowsModel(columns), (150,))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(word("sheets-list"))
        self.list.clicked.connect(lambda index: self._turn_to(index.row()))
        self.title = Elided("", theme.LEAD, bold=True)
        self.state = Badge()
        self.file = Elided("", theme.SMALL, tone="quiet")
        self.notes = text("", theme.BODY, tone="warn", wrap=True)
        self.words = text("", theme.LEAD, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.look = RowLook(tools.wording)
        self.look.said.connect(self._say)
        self._table = QVBoxLayout()
        self.rows: RowsView | None = None
        self._model: RowsModel[SheetRow] | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        self.list.setFixedWidth(320)
        across.addWidget(self.list)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addWidget(self.file, 1)
        column.addLayout(head)
        column.addWidget(self.notes)
        column.addWidget(self.words, 1)
        column.addLayout(self._table, 1)
        column.addWidget(self.look)
        across.addWidget(right, 1)

    # --- the board ------------------------------------------------------------------------------------------------

    def show_work(self, work: Any) -> None:
        if not isinstance(work, SheetsBoard) or work == self._board:
            return
        before, self._board = self._board, work
        model = self.list.model()
        if isinstance(model, RowsModel):
            model.show_rows(work.cards)
        at = self._at()
        if at >= 0:
            self.list.selectRow(at)
        if work.sheet is not None:
            another = before.sheet is None or before.sheet.card.id != work.sheet.card.id
            self._show_sheet(work.sheet, another)
        self._fit()
        self.changed.emit()

    def _show_sheet(self, sheet: SheetBoard, another: bool) -> None:
        card = sheet.card
        self.title.say(card.title)
        self.file.say("" if card.file == card.title else card.file)
        told = card.state in ("fault", "duplicate")
        self.state.say(card.words, TONES[card.state])
        self.state.setVisible(not told)
        self.words.setText(card.words)
        self.words.setVisible(told)
        self.notes.setText("\n".join(sheet.notes))
        self.notes.setVisible(bool(sheet.notes))
        self._show_rows(sheet, another)

    def _show_rows(self, sheet: SheetBoard, another: bool) -> None:
        if self._model is None or self.rows is None or sheet.heads != self._heads:
            self._heads = sheet.heads
            self._model = RowsModel([_column(n, title) for n, title in enumerate(sheet.heads)])
            if self.rows is not None:
                self._table.removeWidget(self.rows)
                self.rows.deleteLater()
            self.rows = RowsView(self._model, WIDTHS)
            self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.rows.setAccessibleName(self.tools.wording.text("sheets-rows"))
            self.rows.selectionModel().currentRowChanged.connect(self._chosen)
            self._table.addWidget(self.rows)
        at = 0 if another else self.rows.currentIndex().row()
        self._model.show_rows(sheet.rows)
        if sheet.rows:
            self.rows.selectRow(self._next_open(sheet.rows, min(max(at, 0), len(sheet.rows) - 1), another))
        self._chosen()

    def _next_open(self, rows: tuple[SheetRow, ...], at: int, another: bool) -> int:
        """After a row was judged the next one that waits, else where the cursor was."""
        judged, self._judged = self._judged, ""
        if not another and (not judged or rows[at].key != judged or rows[at].open):
            return at
        later = (*range(at, len(rows)), *range(at))
        return next((n for n in later if rows[n].open), at)

    def current(self) -> SheetRow | None:
        sheet = self._board.sheet
        if self.rows is None or sheet is None or sheet.card.state == "duplicate":
            return None
        at = self.rows.currentIndex().row()
        return sheet.rows[at] if 0 <= at < len(sheet.rows) else None

    def _at(self) -> int:
        sheet = self._board.sheet
        return next((n for n, card in enumerate(self._board.cards) if sheet and card.id == sheet.card.id), -1)

    def _chosen(self) -> None:
        self.look.show_row(self.current())
        self._fit()
        self.changed.emit()

    # --- keys -----------------------------------------------------------------------------------------------------

    def keys(self) -> tuple[KeyHint, ...]:
        word, row, sheet = self.tools.wording.text, self.current(), self._board.sheet
        out = []
        if row is not None and not self._done():
            words = {words: word(words) if words.startswith("sheets-key-") else words for _, _, words in answers(row)}
            out += [KeyHint(key, words[told]) for key, _, told in answers(row)]
            out += [KeyHint("U", word("sheets-key-back"))] if row.decided else []
        if sheet is not None and sheet.confirm is not None:
            out.append(KeyHint("F8", sheet.confirm.title, sheet.confirm.enabled))
        out.append(KeyHint("↑↓ ←→", word("sheets-key-move")))
        out.append(KeyHint("Delete", word("sheets-key-drop")))
        return tuple(out)

    def pressed(self, key: str) -> bool:
        sheet, row = self._board.sheet, self.current()
        if key in ("Up", "Down", "PageUp", "PageDown") and self.rows is not None and sheet is not None and sheet.rows:
            by = {"Up": -1, "Down": 1, "PageUp": -8, "PageDown": 8}[key]
            self.rows.selectRow(min(max(self.rows.currentIndex().row() + by, 0), len(sheet.rows) - 1))
        elif key in ("Left", "Right"):
            self._turn_to(self._at() + (1 if key == "Right" else -1))
        elif key == "F8" and sheet is not None and sheet.confirm is not None:
            self.asked.emit(sheet.confirm)
        elif key == "Delete" and sheet is not None:
            self._of_sheet(drop=True)
        else:
            return row is not None and not self._done() and self._answered(row, key)
        return True

    def _answered(self, row: SheetRow, key: str) -> bool:
        if key == "U" and row.decided:
            self._of_sheet(row=row.key, answer="")
            return True
        found = next((answer for name, answer, _ in answers(row) if name == key), None)
        if found is None:
            return False
        self._judged = row.key
        self._of_sheet(row=row.key, answer=found)
        return True

    def _say(self, answer: str) -> None:
        row = self.current()
        if row is not None and not self._done():
            self._judged = row.key
            self._of_sheet(row=row.key, answer=answer)

    def _done(self) -> bool:
        return self._board.sheet is None or self._board.sheet.card.state == "confirmed"

    def _turn_to(self, at: int) -> None:
        if 0 <= at < len(self._board.cards):
            self._ask({"sheet": self._board.cards[at].id})

    def _of_sheet(self, **data: Any) -> None:
        if self._board.sheet is not None:
            self._ask({"sheet": self._board.sheet.card.id, **data})

    def _ask(self, data: dict[str, Any]) -> None:
        self.wanted.emit(partial(self.office.act, "sheet", (), data, ()))

    # --- size -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the list makes way, in a low one the rows: they are seen one by one. Keys do both."""
        low = self.height() < LOW
        self.list.setVisible(self.width() >= NARROW and len(self._board.cards) > 1)
        self.look.flatten(low)
        self.file.setVisible(not low)
        sheet = self._board.sheet
        if self.rows is not None and sheet is not None:
            self.rows.setVisible(not low and bool(sheet.rows) and sheet.card.state != "duplicate")


def _column(place: int, title: str) -> Column[SheetRow]:
    def words(row: SheetRow) -> str:
        return (row.place, row.who, row.paper, row.record)[place]

    def tone(row: SheetRow) -> Tone | None:
        return row.tone if place == 2 else None

    return Column(title, words, tone)
