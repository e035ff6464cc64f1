"""All actions of a desk on one sheet (F10), each with its key or with the reason why not now; behind it their forms."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.operations.boards.shell import ActionRow, Answer, DeskActions
from desktop.ui.shared import theme
from desktop.ui.shared.act.fields import ListLine
from desktop.ui.shared.act.form import ActionForm
from desktop.ui.shared.act.ground import paint_ground
from desktop.ui.shared.lanes import Lane
from desktop.ui.shared.look.icons import icon_of, paint_icon
from desktop.ui.shared.panels import Panel, key_word, text
from desktop.wording import Wording


class ActionPanel(QFrame):
    """The list with its filter. `picked(row)` for an action to open; blocked ones are picked too and say why."""

    picked = Signal(object)
    left = Signal()

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._rows: tuple[ActionRow, ...] = ()
        self.setProperty("look", "sheet")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(8)
        column.addWidget(text(wording.text("actions-title"), theme.TITLE, bold=True))
        self.filter = ListLine(wording.text("form-filter"), 8)
        self.filter.setAccessibleName(wording.text("form-filter"))
        self.filter.textChanged.connect(self._narrow)
        self.filter.entered.connect(self._pick)
        self.filter.left.connect(self.left)
        self.filter.moved.connect(self._move)
        column.addWidget(self.filter)
        self.list = QListWidget()
        self.list.setAccessibleName(wording.text("actions-title"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_ActionDelegate(self.list))
        self.list.currentRowChanged.connect(self._explain)
        self.list.itemClicked.connect(self._clicked)
        column.addWidget(self.list, 1)
        self._why = Panel("warn", (12, 8, 12, 8), 2)
        self._why_words = text("", theme.BODY, bold=True, wrap=True)
        self._why_more = text("", theme.SMALL, tone="quiet", wrap=True)
        self._why.column.addWidget(self._why_words)
        self._why.column.addWidget(self._why_more)
        self._why.hide()
        column.addWidget(self._why)
        self.setFocusProxy(self.filter)

    def show_rows(self, rows: tuple[ActionRow, ...]) -> None:
        if rows != self._rows:
            self._rows = rows
            self._narrow(self.filter.text())

    def current(self) -> ActionRow | None:
        item = self.list.currentItem()
        row = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return row if isinstance(row, ActionRow) else None

    def _narrow(self, words: str) -> None:
        now = self.current()
        wanted = words.strip().casefold()
        self.list.clear()
        for row in self._rows:
            if wanted in f"{row.title} {row.key} {row.command} {row.group}".casefold():
                item = QListWidgetItem(row.title)
                item.setData(Qt.ItemDataRole.UserRole, row)
                self.list.addItem(item)
                if now is not None and (row.command, row.about) == (now.command, now.about):
                    self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)

    def _explain(self) -> None:
        row = self.current()
        blocked = row is not None and not row.enabled
        self._why.setVisible(blocked)
        if row is not None and blocked:
            self._why_words.setText(row.why)
            self._why_more.setText("\n".join(p for p in (row.next, row.clause) if p))

    def _move(self, step: int) -> None:
        if self.list.count():
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))

    def _clicked(self) -> None:
        self._pick()

    def _pick(self) -> None:
        row = self.current()
        if row is not None:
            self.picked.emit(row)


class _ActionDelegate(QStyledItemDelegate):
    """Title, and at the right its key; a blocked one is grey and its reason stands below the title."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: ActionRow = index.data(Qt.ItemDataRole.UserRole)
        return QSize(200, 40 if row.enabled else 54)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: ActionRow = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        box, chosen = paint_ground(painter, option)
        inner = box.adjusted(14, 7, -12, -7)
        ink = theme.INK_3 if not row.enabled else theme.BRAND if chosen else theme.INK
        if icon := icon_of(row.command):
            paint_icon(painter, QRectF(inner.left(), inner.top() + 4, 18, 18), icon, ink)
        inner.setLeft(inner.left() + 28)
        key = key_word(row.key) if row.key else ""
        small = theme.font(theme.SMALL)
        wide = QFontMetrics(small).horizontalAdvance(key) + 8 if key else 0
        if key:
            painter.setFont(small)
            painter.setPen(theme.color(theme.INK_2))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, key)
        inner.setRight(inner.right() - wide)
        painter.setFont(theme.font(theme.BODY, bold=row.primary or chosen))
        painter.setPen(theme.color(ink))
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, inner.width())
        across = Qt.AlignmentFlag.AlignVCenter if row.enabled else Qt.AlignmentFlag.AlignTop
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | across, title)
        if not row.enabled:
            painter.setFont(small)
            painter.setPen(theme.color(theme.WARN))
            why = painter.fontMetrics().elidedText(row.why, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, why)
        painter.restore()


class ActionSheet(QWidget):
    """Lies over the right side of a desk: the list, or one form. Owned and placed by the desk's view.

    `opened` and `closed` as it comes and goes; `answered(Answer)` when an act was done through it.
    """

    opened = Signal()
    closed = Signal()
    answered = Signal(object)

    def __init__(self, actions: DeskActions, lane: Lane, wording: Wording, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions, self._lane, self._wording = actions, lane, wording
        self._stack = QStackedLayout(self)
        self.panel = ActionPanel(wording)
        self.panel.picked.connect(self._open_picked)
        self.panel.left.connect(self.leave)
        self._stack.addWidget(self.panel)
        self.form: ActionForm | None = None
        self._about: tuple[str, ...] = ()
        self._subject = ""
        self._from_list = False
        self.hide()

    def is_open(self) -> bool:
        return not self.isHidden()

    def refresh(self, rows: tuple[ActionRow, ...]) -> None:
        """The board moved on; the list follows, a form being filled is left alone."""
        if self.is_open() and self.form is None:
            self.panel.show_rows(rows)

    def open_all(self, rows: tuple[ActionRow, ...], about: tuple[str, ...] = (), subject: str = "") -> None:
        """`about` and `subject` are the selected seat's; they go with rows that concern a seat."""
        self._drop_form()
        self._about, self._subject, self._from_list = about, subject, True
        self.panel.filter.clear()
        self.panel.show_rows(rows)
        self._appear()
        self._stack.setCurrentWidget(self.panel)
        self.panel.setFocus()
        QTimer.singleShot(0, self.panel, self.panel.setFocus)

    def open_row(self, row: ActionRow, about: tuple[str, ...] = (), subject: str = "") -> None:
        self._about, self._subject, self._from_list = about, subject, False
        self._show_form(row)

    def scanned(self, words: str) -> bool:
        return self.form is not None and self.form.scanned(words)

    def badge_scanned(self, words: str) -> None:
        """A read that can only be a badge is of somebody who has still to sign, whatever else the form waits for."""
        form = self.form
        if form is not None and not form.scanned(words) and form.signatures is not None:
            form.signatures.scanned(words)

    def laid(self, token: str) -> bool:
        """A card on the reader goes to the form that asks for one; False where none does."""
        return self.form is not None and self.form.laid(token)

    def leave(self) -> None:
        """Close, whatever is shown."""
        if self.is_open():
            self._drop_form()
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(event.key() != Qt.Key.Key_F1)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()

    def _appear(self) -> None:
        if self.is_open():
            return
        self.show()
        self.raise_()
        self.opened.emit()

    def _open_picked(self, row: ActionRow) -> None:
        self._show_form(row)

    def _show_form(self, row: ActionRow) -> None:
        self._drop_form()
        seat = bool(row.for_seats)
        about = row.about + (self._about if seat else ())
        form = ActionForm(row, about, self._actions, self._lane, self._wording, self._subject if seat else "")
        form.finished.connect(self._finished)
        form.cancelled.connect(self._back)
        self.form = form
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        self._appear()
        form.begin()

    def _back(self) -> None:
        if not self._from_list:
            self.leave()
            return
        self._drop_form()
        self._stack.setCurrentWidget(self.panel)
        self.panel.setFocus()

    def _finished(self, answer: Answer) -> None:
        self.leave()
        self.answered.emit(answer)

    def _drop_form(self) -> None:
        if self.form is not None:
            self._stack.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None


def seat_rows(rows: tuple[ActionRow, ...], key: str, state: str | None) -> ActionRow | None:
    """The row a key means now: one that fits the seat's state first, then one that needs no seat, then any."""
    same = [row for row in rows if row.key == key]
    fitting = [row for row in same if state is not None and state in row.for_seats]
    free = [row for row in same if not row.for_seats]
    return next(iter(fitting or free or same), None)
