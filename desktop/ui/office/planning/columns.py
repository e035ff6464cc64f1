"""A roster file's columns beside ours. Up and Down choose one of ours, Left and Right the file's column that feeds it;
nothing is kept before Enter."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.operations.boards.office import OfficeActions
from desktop.operations.boards.planning.columns import ColumnsBoard, OurColumn, SheetMatch
from desktop.operations.boards.shell import KeyHint, Tone
from desktop.ui.desk import DeskTools
from desktop.ui.office.work import WorkPane
from desktop.ui.shared import theme
from desktop.ui.shared.panels import text
from desktop.ui.shared.rows import Column, RowsModel, RowsView

_WIDTHS = (180, 260, 110)
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class _Row:
    """What the table shows of one of our columns; `at` None is the row that says what the sheet is taken for."""

    ours: str
    theirs: str
    state: str
    samples: str
    tone: Tone


@dataclass
class _Choice:
    """One sheet as it is being matched: what it is taken for, and by our column the place of the one that feeds it."""

    kind: str
    places: dict[str, dict[str, int | None]] = field(default_factory=dict)


def _first_open(board: ColumnsBoard) -> int:
    """The first sheet in which something is left to match."""
    for n, sheet in enumerate(board.sheets):
        if not sheet.kind or any(f.required and f.column is None for f in sheet.fields.get(sheet.kind, ())):
            return n
    return 0


class ColumnsPane(WorkPane):
    """Shows a `ColumnsBoard`; the first row says what the sheet is taken for."""

    def __init__(self, actions: OfficeActions, tools: DeskTools) -> None:
        super().__init__(actions, tools)
        self._board = ColumnsBoard("", ())
        self._choices: list[_Choice] = []
        self._sheet = 0
        words = tools.wording.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.head = text("", theme.LEAD, bold=True, wrap=True)
        column.addWidget(self.head)
        heads = (words("columns-ours"), words("columns-theirs"), words("columns-state"), words("columns-samples"))
        self._model: RowsModel[_Row] = RowsModel(
            [
                Column(heads[0], lambda row: row.ours),
                Column(heads[1], lambda row: row.theirs),
                Column(heads[2], lambda row: row.state, lambda row: row.tone),
                Column(heads[3], lambda row: row.samples),
            ]
        )
        self.table = RowsView(self._model, _WIDTHS)
        column.addWidget(self.table, 1)
        self.left_over = text("", theme.BODY, tone="quiet", wrap=True)
        column.addWidget(self.left_over)

    def show_work(self, work: Any) -> None:
        if not isinstance(work, ColumnsBoard) or work == self._board:
            return
        self._board, self._sheet = work, _first_open(work)
        self._choices = [
            _Choice(sheet.kind, {kind: {f.name: f.column for f in fields} for kind, fields in sheet.fields.items()})
            for sheet in work.sheets
        ]
        self._show(0)

    def keys(self) -> tuple[KeyHint, ...]:
        words = self.tools.wording.text
        more = (KeyHint("PageDown", words("columns-key-sheet")),) if len(self._board.sheets) > 1 else ()
        return (
            KeyHint("↑↓", words("columns-key-ours")),
            KeyHint("←→", words("columns-key-theirs")),
            *more,
            KeyHint("Enter", words("columns-key-keep")),
            KeyHint("Esc", words("columns-key-leave")),
        )

    def pressed(self, key: str) -> bool:
        if key in ("Up", "Down"):
            self._select(self.table.currentIndex().row() + (1 if key == "Down" else -1))
        elif key in ("Left", "Right"):
            self._turn(1 if key == "Right" else -1)
        elif key in ("PageUp", "PageDown") and self._board.sheets:
            self._sheet = (self._sheet + (1 if key == "PageDown" else -1)) % len(self._board.sheets)
            self._show(0)
        elif key == "Enter":
            self.wanted.emit(partial(self.office.job, "match-columns", {"sheets": self.chosen()}))
        elif key == "Esc":
            self.wanted.emit(partial(self.office.job, "columns-leave", {}))
        else:
            return False
        return True

    def chosen(self) -> tuple[tuple[str, dict[str, int | None]], ...]:
        """(kind, places by our column) for each sheet, in order."""
        return tuple((c.kind, dict(c.places.get(c.kind, {}))) for c in self._choices)

    # -- the sheet that is shown

    def _here(self) -> tuple[SheetMatch, _Choice, tuple[OurColumn, ...]]:
        sheet, choice = self._board.sheets[self._sheet], self._choices[self._sheet]
        return sheet, choice, sheet.fields.get(choice.kind, ())

    def _turn(self, by: int) -> None:
        """The next column of the file for ours, one taken from another of ours if need be; or the next kind."""
        at = self.table.currentIndex().row()
        if not self._board.sheets or at < 0:
            return
        sheet, choice, fields = self._here()
        if at == 0:
            kinds = ("", *sheet.fields)
            choice.kind = kinds[(kinds.index(choice.kind) + by) % len(kinds)]
        else:
            places = choice.places[choice.kind]
            name = fields[at - 1].name
            can = [_NOWHERE, *(n for n, c in enumerate(sheet.columns) if c.heading)]
            now = places[name] if places[name] is not None else _NOWHERE
            chosen = can[(can.index(now) + by) % len(can)] if now in can else _NOWHERE
            for other, place in places.items():
                if place == chosen:
                    places[other] = None
            places[name] = None if chosen == _NOWHERE else chosen
        self._show(at)

    def _select(self, at: int) -> None:
        self.table.selectRow(min(max(at, 0), self._model.rowCount() - 1))

    def _show(self, at: int) -> None:
        words = self.tools.wording.text
        if not self._board.sheets:
            self.head.setText(words("columns-none", file=self._board.file))
            self.left_over.hide()
            self._model.show_rows(())
            return
        sheet, choice, fields = self._here()
        where = {"sheet": sheet.name or self._board.file, "row": sheet.header_row}
        self.head.setText(words("columns-sheet", **where, number=self._sheet + 1, count=len(self._board.sheets)))
        kind = _Row(words("columns-kind"), choice.kind or words("columns-no-kind"), "", "", "plain")
        places = choice.places.get(choice.kind, {})
        self._model.show_rows((kind, *(self._row(sheet, f, places[f.name]) for f in fields)))
        used = set(places.values())
        rest = [c.heading for n, c in enumerate(sheet.columns) if c.heading and n not in used]
        self.left_over.setText(words("columns-left-over", columns="、".join(rest)))
        self.left_over.setVisible(bool(rest) and bool(choice.kind))
        self._select(at)
        self.changed.emit()

    def _row(self, sheet: SheetMatch, ours: OurColumn, place: int | None) -> _Row:
        words = self.tools.wording.text
        name = f"{ours.name} *" if ours.required else ours.name
        if place is None:
            key = "columns-missing" if ours.required else "columns-unfed"
            return _Row(name, "—", words(key), "", "stop" if ours.required else "plain")
        fed = sheet.columns[place]
        key = "columns-recognised" if place == ours.column else "columns-by-hand"
        return _Row(name, fed.heading, words(key), " · ".join(fed.samples), "ok" if ours.required else "plain")
