"""The chosen section: title, figures, jobs as buttons with their keys, and a table that holds 10,000 rows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.operations.boards.office import Line, Page
from desktop.operations.boards.shell import ActionRow
from desktop.ui.shared import theme
from desktop.ui.shared.cards import Counter, empty
from desktop.ui.shared.panels import Notice, Panel, key_word, text
from desktop.ui.shared.rows import Column, RowsModel, RowsView


class PagePane(QWidget):
    """`asked(ActionRow)` for a job or a row's own action."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._page: Page | None = None
        self._heads: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 14)
        column.setSpacing(12)
        head = QHBoxLayout()
        self.title = text("", theme.TITLE, bold=True)
        self.words = text("", theme.BODY, tone="quiet")
        self._buttons = QWidget()
        self._jobs = QHBoxLayout(self._buttons)
        self._jobs.setContentsMargins(0, 0, 0, 0)
        self._jobs.setSpacing(12)
        head.addWidget(self.title)
        head.addSpacing(12)
        head.addWidget(self.words, 1)
        head.addWidget(self._buttons)
        column.addLayout(head)
        self.notice = Notice()
        column.addWidget(self.notice)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(12)
        column.addLayout(self._figures)
        self._table = QVBoxLayout()
        column.addLayout(self._table, 1)
        self.nothing = text("", theme.LEAD, tone="quiet", wrap=True)
        column.addWidget(self.nothing)
        self.table: RowsView | None = None
        self._model: RowsModel[Line] | None = None

    def show_page(self, page: Page) -> None:
        if page == self._page:
            return
        before, self._page = self._page, page
        self.title.setText(page.title)
        self.words.setText(page.words)
        if before is None or (before.told, before.told_tone) != (page.told, page.told_tone):
            if page.told:
                self.notice.say(page.told, page.told_tone)
            else:
                self.notice.silence()
        empty(self._jobs)
        for row in page.jobs:
            self._jobs.addWidget(self._job(row))
        empty(self._figures)
        for figure in page.figures:
            panel = Panel("panel", (8, 4, 8, 4))
            counter = Counter(figure.title, "" if figure.tone == "plain" else figure.tone, 30)
            counter.show_count(figure.count)
            panel.column.addWidget(counter)
            self._figures.addWidget(panel, 1)
        self._show_table(page)
        self.nothing.setText(page.nothing)
        self.nothing.setVisible(bool(page.nothing) and not page.lines)

    def _job(self, row: ActionRow) -> QWidget:
        button = QPushButton(f"{row.title}  {key_word(row.key)}" if row.key else row.title)
        button.setProperty("look", "primary" if row.primary else "plain")
        button.setFont(theme.font(theme.BODY, bold=row.primary))
        button.setMinimumHeight(38)
        button.clicked.connect(partial(self.asked.emit, row))
        return button

    def _show_table(self, page: Page) -> None:
        """A table with other heads is a new table; with the same ones its rows are replaced and the place is kept."""
        if page.heads != self._heads or self._model is None or self.table is None:
            self._heads = page.heads
            empty(self._table)
            self._model = RowsModel([_column(n, title) for n, title in enumerate(page.heads)])
            self.table = RowsView(self._model, page.widths)
            self.table.setFrameShape(QFrame.Shape.NoFrame)
            self._table.addWidget(self.table)
        at = self.table.currentIndex().row()
        self._model.show_rows(page.lines)
        self.table.setVisible(bool(page.heads))
        if page.lines:
            self.table.selectRow(min(max(at, 0), len(page.lines) - 1))

    def offer_jobs(self, offered: bool) -> None:
        """Beside an open form there is no room for whole buttons; their keys work all the same."""
        self._buttons.setVisible(offered)

    def step(self, by: int) -> None:
        """Move the selection."""
        if self.table is not None and self._page is not None and self._page.lines:
            at = self.table.currentIndex().row() + by
            self.table.selectRow(min(max(at, 0), len(self._page.lines) - 1))

    def current(self) -> Line | None:
        if self.table is None or self._page is None:
            return None
        at = self.table.currentIndex().row()
        return self._page.lines[at] if 0 <= at < len(self._page.lines) else None


def _column(place: int, title: str) -> Column[Line]:
    return Column(
        title,
        lambda line: line.cells[place] if place < len(line.cells) else "",
        lambda line: line.tones[place] if place < len(line.tones) else None,
    )
