"""The chosen section: title, figures, jobs with their keys, a table that holds 10,000 rows, its chosen row in full."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.operations.boards.office import Doing, Figure, Line, Page
from desktop.operations.boards.shell import ActionRow
from desktop.ui.office.doing import DoingStrip
from desktop.ui.office.work import WorkPane
from desktop.ui.shared import theme
from desktop.ui.shared.cards import empty
from desktop.ui.shared.look.icons import Icon, icon_of
from desktop.ui.shared.panels import Elided, KeyCap, Notice, Panel, text
from desktop.ui.shared.rows import Column, RowsModel, RowsView

LOW = 340
"""Below this height jobs have their keys alone, and rows go before figures."""


class JobButton(QPushButton):
    """A job with the key that does it."""

    def __init__(self, row: ActionRow) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(row.title)
        self.setProperty("look", "primary" if row.primary and row.enabled else "plain")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(row.why)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 8, 4)
        line.setSpacing(8)
        tone = "faint" if not row.enabled else "white" if row.primary else ""
        parts: list[QWidget] = [text(row.title, theme.BODY, bold=row.primary, tone=tone)]
        if icon := icon_of(row.command):
            ink = theme.INK_3 if not row.enabled else theme.ON_FILL if row.primary else theme.INK_2
            parts.insert(0, Icon(icon, row.title, ink, 18))
        if row.key:
            parts.append(KeyCap(row.key))
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.addWidget(part)

    def event(self, event: QEvent) -> bool:
        """A button tells nobody by itself that the words in it have become wider."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(layout.sizeHint().width() if layout is not None else 80, 38)


class PagePane(QWidget):
    """`asked(ActionRow)` for a job or a row's own action; `moved` when another row is chosen. `build(work)` makes the
    pane of a page's work, which stands where the table would."""

    asked = Signal(object)
    moved = Signal()

    def __init__(self, build: Callable[[Any], WorkPane]) -> None:
        super().__init__()
        self._build = build
        self.pane: WorkPane | None = None
        self._page: Page | None = None
        self._offered = True
        self._heads: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(12)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(12)
        named = QHBoxLayout()
        named.setSpacing(12)
        self.title = text("", theme.TITLE, bold=True)
        self.words = Elided("", theme.BODY, tone="quiet")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._buttons = QWidget()
        self._jobs = QHBoxLayout(self._buttons)
        self._jobs.setContentsMargins(0, 0, 0, 0)
        self._jobs.setSpacing(12)
        named.addWidget(self.title)
        named.addWidget(self.words, 1)
        self._head.addLayout(named, 1)
        self._head.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._head)
        self.notice = Notice()
        column.addWidget(self.notice)
        self.doing = DoingStrip()
        column.addWidget(self.doing)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(12)
        column.addLayout(self._figures)
        self._table = QVBoxLayout()
        column.addLayout(self._table, 1)
        self._work = QVBoxLayout()
        column.addLayout(self._work, 1)
        self.whole = Panel("panel", (16, 8, 16, 8), 2)
        self._whole_words = text("", theme.BODY, bold=True, wrap=True)
        self._whole_rest = text("", theme.SMALL, tone="quiet", wrap=True)
        self.whole.column.addWidget(self._whole_words)
        self.whole.column.addWidget(self._whole_rest)
        column.addWidget(self.whole)
        self.nothing = text("", theme.LEAD, tone="quiet", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.nothing, 1)
        self.table: RowsView | None = None
        self._model: RowsModel[Line] | None = None

    def show_page(self, page: Page) -> None:
        if page == self._page:
            return
        before, self._page = self._page, page
        self.title.setText(page.title)
        self.words.say(page.words)
        if before is None or (before.told, before.told_tone) != (page.told, page.told_tone):
            if page.told:
                self.notice.say(page.told, page.told_tone)
            else:
                self.notice.silence()
        if before is None or before.jobs != page.jobs:
            empty(self._jobs)
            for row in page.jobs:
                button = JobButton(row)
                button.clicked.connect(partial(self.asked.emit, row))
                self._jobs.addWidget(button)
                button.show()  # counted at once: Qt shows it a turn later, and what is hidden has no width
            self._fit()
        if before is None or before.figures != page.figures:
            empty(self._figures)
            for figure in page.figures:
                self._figures.addWidget(_FigureCard(figure), 1)
            self._fit()
        self._show_table(page)
        self._show_work(before, page)
        self.nothing.setText(page.nothing)
        self.nothing.setVisible(bool(page.nothing) and not page.lines and page.work is None)

    def _show_table(self, page: Page) -> None:
        """A table with other heads is a new table; with the same ones its rows are replaced and the place is kept."""
        if page.heads != self._heads or self._model is None or self.table is None:
            self._heads = page.heads
            empty(self._table)
            self._model = RowsModel([_column(n, title) for n, title in enumerate(page.heads)])
            self.table = RowsView(self._model, page.widths)
            self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.table.selectionModel().currentRowChanged.connect(self._chosen)
            self.table.doubleClicked.connect(self._double_clicked)
            self.table.verticalScrollBar().rangeChanged.connect(self._reveal)
            self._table.addWidget(self.table)
        at = self.table.currentIndex().row()
        self._model.show_rows(page.lines)
        self.table.setVisible(bool(page.heads) and (bool(page.lines) or not page.nothing))
        if page.lines:
            self.table.selectRow(min(max(at, 0), len(page.lines) - 1))
        self._explain()

    def _show_work(self, before: Page | None, page: Page) -> None:
        """Another kind of work gets a pane of its own; the same kind keeps its pane and its place in it."""
        if type(page.work) is not type(before.work if before is not None else None):
            empty(self._work)
            self.pane = self._build(page.work) if page.work is not None else None
            if self.pane is not None:
                self._work.addWidget(self.pane)
        if self.pane is not None:
            self.pane.show_work(page.work)

    def show_doing(self, doing: Doing | None) -> None:
        """The bar of a job under way; in a low window it takes the place of the figures."""
        self.doing.show_doing(doing)
        self._make_room()

    def _squeezed(self) -> bool:
        if not self.doing.isHidden():
            return self.height() < 460
        # In a low window what the last job came to has the place until somebody goes on.
        return self.height() < LOW and self.notice.isVisible()

    def _make_room(self) -> None:
        for card in self.findChildren(_FigureCard):
            card.setVisible(not self._squeezed() and (self.height() >= LOW or not self._many()))
        self._explain()

    def _many(self) -> bool:
        """Rows that need the height of a low window for themselves."""
        return self._page is not None and (len(self._page.lines) > 2 or self._page.work is not None)

    def offer_jobs(self, offered: bool) -> None:
        """Beside an open form, and in a low window, there is no room for buttons; the foot bar has their keys."""
        self._offered = offered
        self._fit()

    def step(self, by: int) -> None:
        """Move the selection."""
        if self.table is not None and self._page is not None and self._page.lines:
            if self.height() < LOW:
                self.notice.silence()
                self._make_room()
            at = self.table.currentIndex().row() + by
            self.table.selectRow(min(max(at, 0), len(self._page.lines) - 1))

    def current(self) -> Line | None:
        if self.table is None or self._page is None:
            return None
        at = self.table.currentIndex().row()
        return self._page.lines[at] if 0 <= at < len(self._page.lines) else None

    def _chosen(self) -> None:
        self._explain()
        self.moved.emit()

    def _double_clicked(self) -> None:
        line = self.current()
        if line is not None and line.action is not None:
            self.asked.emit(line.action)

    def _explain(self) -> None:
        """The chosen row in full where its column cuts it: an error's remedy must be readable to its end."""
        line, table = self.current(), self.table
        cut = line is not None and table is not None and _is_cut(line, table)
        self.whole.setVisible(cut and not self._squeezed())
        if line is None or not cut:
            return
        told = max((n for n, words in enumerate(line.cells) if words), default=0)
        self._whole_words.setText(line.cells[told])
        named = zip(self._heads, line.cells[:told], strict=False)
        self._whole_rest.setText(" · ".join(f"{head} {words}" for head, words in named if words not in ("", "—")))

    def _reveal(self) -> None:
        """The panel below takes height from the table; the chosen row must not end up under its edge."""
        if self.table is not None:
            self.table.scrollTo(self.table.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Jobs stand beside the title, or below it where they would be cut."""
        low = self.height() < LOW
        self._buttons.setVisible(self._offered and not low)
        for icon in self._buttons.findChildren(Icon):
            icon.setVisible(self._jobs.count() * 190 <= self.width())
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(*((12, 8, 12, 8) if low else (20, 16, 20, 12)))
            layout.setSpacing(8 if low else 12)
        beside = self._buttons.sizeHint().width() + self.title.sizeHint().width() + 100 <= self.width() - 44
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        for card in self.findChildren(_FigureCard):
            card.flatten(self.height() < 560)
        self._make_room()


def _is_cut(line: Line, table: RowsView) -> bool:
    metrics = QFontMetrics(theme.font(theme.BODY, bold=True))
    return any(metrics.horizontalAdvance(words) > table.columnWidth(n) - 18 for n, words in enumerate(line.cells))


class _FigureCard(Panel):
    """A word over a number; beside it where the window is low."""

    def __init__(self, figure: Figure) -> None:
        super().__init__("panel", (16, 8, 16, 4), 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._number = text(
            str(figure.count), theme.HEAD, bold=True, tone="" if figure.tone == "plain" else figure.tone
        )
        self.column.addWidget(text(figure.title, theme.BODY))
        self.column.addWidget(self._number)

    def flatten(self, flat: bool) -> None:
        way = QBoxLayout.Direction.LeftToRight if flat else QBoxLayout.Direction.TopToBottom
        self.column.setDirection(way)
        self.column.setContentsMargins(*((12, 4, 12, 4) if flat else (16, 8, 16, 4)))
        self.column.setSpacing(8 if flat else 0)
        right = Qt.AlignmentFlag.AlignRight if flat else Qt.AlignmentFlag.AlignLeft
        self._number.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
        self._number.setFont(theme.font(theme.LEAD if flat else theme.HEAD, bold=True))


def _column(place: int, title: str) -> Column[Line]:
    return Column(
        title,
        lambda line: line.cells[place] if place < len(line.cells) else "",
        lambda line: line.tones[place] if place < len(line.tones) else None,
    )
