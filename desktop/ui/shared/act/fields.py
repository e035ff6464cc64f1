"""Editors for the fields of an action: one widget per kind, each with `value`, `problem` and Enter for the next one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.operations.boards.shell import Choice, FieldRow
from desktop.ui.shared import theme
from desktop.ui.shared.act.ground import paint_ground
from desktop.ui.shared.panels import paint_cap, text
from desktop.wording import Wording

Value = str | int | bool | None
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FILTER_FROM = 8
_LINES = ("text", "code", "number", "token")


class Line(QLineEdit):
    """A line whose Enter goes nowhere else: a key that ends a field must not press the desk's button too.

    Where no `words` are wanted, figures and Latin letters come as they were pressed: an input method that is switched
    to Chinese would keep a reader's letters and a number's X to compose something of them.
    """

    entered = Signal()

    def __init__(self, hint: str = "", secret: bool = False, words: bool = True) -> None:
        super().__init__()
        self._words = words and not secret
        self.setFont(theme.font(theme.LEAD))
        self.setPlaceholderText(hint)
        self.setMinimumHeight(44)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
            self.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *argument: Any) -> Any:
        # Windows asks this and nothing else: it takes no hints, and QLineEdit does not look at its own attribute.
        if query == Qt.InputMethodQuery.ImEnabled and not self._words:
            return False
        return super().inputMethodQuery(query, *argument)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            event.accept()
            self.entered.emit()
            return
        super().keyPressEvent(event)


class ListLine(Line):
    """A line over a list: it keeps the focus, the arrows move in the list (`moved`, in rows), Escape is `left`."""

    moved = Signal(int)
    left = Signal()

    def __init__(self, hint: str, page: int) -> None:
        """`page` is how many rows Page Up and Page Down move."""
        super().__init__(hint)
        self._steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._steps.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class Picks(QListWidget):
    """A list of choices; Enter ends it. Shows at most `visible` rows and scrolls beyond. Each of the first ten is
    chosen by its figure, 0 the tenth; `numbered` ones show it, and `figured` says so."""

    entered = Signal()
    figured = Signal()

    def __init__(self, visible: int = 6, numbered: bool = False) -> None:
        super().__init__()
        self.numbered = numbered
        self.setFont(theme.font(theme.BODY))
        self._visible = visible
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_ChoiceRow(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.itemClicked.connect(self._clicked)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        now = self.chosen()
        self.clear()
        for choice in choices:
            item = QListWidgetItem(choice.label)
            item.setData(Qt.ItemDataRole.UserRole, choice)
            self.addItem(item)
        if now is not None:
            self.choose(now)
        self.updateGeometry()

    def choose(self, value: str) -> bool:
        for place in range(self.count()):
            if self.item(place).data(Qt.ItemDataRole.UserRole).value == value:
                self.setCurrentRow(place)
                return True
        return False

    def chosen(self) -> str | None:
        items = self.selectedItems()
        return str(items[0].data(Qt.ItemDataRole.UserRole).value) if items else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectedItems():
            # Qt makes the first row current without showing it; the first arrow would then skip it.
            self.selectionModel().clearCurrentIndex()

    def sizeHint(self) -> QSize:
        rows = min(max(self.count(), 1), self._visible)
        tall = sum(max(self.sizeHintForRow(r), 34) for r in range(min(self.count(), rows))) or 34
        return QSize(240, tall + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, min(self.sizeHint().height(), 74))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            event.accept()
            # Nothing is chosen for a person: these answers go into a record that is signed.
            self.entered.emit()
            return
        digit = event.text()
        place = (int(digit) or 10) if digit.isdecimal() and len(digit) == 1 else 0
        if 1 <= place <= self.count():
            self.setCurrentRow(place - 1)
            event.accept()
            self.figured.emit()
            return
        super().keyPressEvent(event)

    def _clicked(self) -> None:
        self.setFocus()


class _ChoiceRow(QStyledItemDelegate):
    """A choice with its quieter second line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)
        return QSize(160, 52 if choice.note else 36)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        box, chosen = paint_ground(painter, option)
        inner = box.adjusted(14, 6, -8, -6)
        picks = self.parent()
        if isinstance(picks, Picks) and picks.numbered and index.row() < 10:
            figure = QRectF(inner.left(), box.center().y() - 9, 18, 18)
            paint_cap(painter, figure)
            painter.setFont(theme.font(theme.SMALL))
            painter.setPen(theme.color(theme.INK))
            painter.drawText(figure, Qt.AlignmentFlag.AlignCenter, str((index.row() + 1) % 10))
            inner.setLeft(inner.left() + 28)
        painter.setFont(theme.font(theme.BODY, bold=chosen))
        painter.setPen(theme.color(theme.BRAND if chosen else theme.INK))
        middle = Qt.AlignmentFlag.AlignVCenter if not choice.note else Qt.AlignmentFlag.AlignTop
        label = painter.fontMetrics().elidedText(choice.label, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, label)
        if choice.note:
            painter.setFont(theme.font(theme.SMALL))
            painter.setPen(theme.color(theme.INK_2))
            note = painter.fontMetrics().elidedText(choice.note, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, note)
        painter.restore()


class FieldEditor(QWidget):
    """Label, editor and, where it applies, what is wrong with the content. `entered` with Enter, `sent` when one figure
    was all that was needed."""

    entered = Signal()
    sent = Signal()

    def __init__(self, row: FieldRow, wording: Wording, line: Line | None = None) -> None:
        """`line` is an editor that stands without its label, in a table that has it."""
        super().__init__()
        self.row = row
        self._wording = wording
        self._line = line
        self._picks: Picks | None = None
        self._tick: QCheckBox | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if row.kind != "tick" and line is None:
            optional = "" if row.required else wording.text("form-optional")
            column.addWidget(text(row.label + optional, theme.BODY, tone="quiet"))
        if row.kind in _LINES:
            self._build_line(column)
        elif row.kind == "tick":
            self._build_tick(column)
        else:
            self._build_picks(column)
        if row.hint and row.kind not in _LINES:
            column.addWidget(text(row.hint, theme.SMALL, tone="quiet", wrap=True))
        self._wrong = text("", theme.SMALL, bold=True, tone="stop", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)

    def _build_line(self, column: QVBoxLayout) -> None:
        self._line = self._line or Line(self.row.hint, words=self.row.kind == "text")
        self._line.setAccessibleName(self.row.label)
        if self.row.value is not None:
            self._line.setText(str(self.row.value))
        self._line.entered.connect(self.entered)
        self.setFocusProxy(self._line)
        column.addWidget(self._line)

    def _build_tick(self, column: QVBoxLayout) -> None:
        self._tick = Tick(self.row.label, self.row.required)
        self._tick.setChecked(bool(self.row.value))
        self._tick.entered.connect(self.entered)
        self.setFocusProxy(self._tick)
        column.addWidget(self._tick)

    def _build_picks(self, column: QVBoxLayout) -> None:
        quick = self.row.quick and len(self.row.choices) <= 10
        self._picks = Picks(10 if quick else 6, numbered=quick)
        self._picks.figured.connect(self._figured)
        self._picks.setAccessibleName(self.row.label)
        self._picks.show_choices(self.row.choices)
        self._picks.entered.connect(self.entered)
        self.setFocusProxy(self._picks)
        if (len(self.row.choices) >= _FILTER_FROM and not quick) or not self.row.choices:
            spelled = self.row.kind == "staff" and all(choice.spelled for choice in self.row.choices)
            hint = "form-filter-staff" if spelled else "form-filter"
            words = not spelled and self.row.kind not in ("seat", "bag")
            self._line = _Filter(self._wording.text(hint), self._picks, words)
            self._line.textChanged.connect(self._narrow)
            self._line.entered.connect(self._filtered)
            self.setFocusProxy(self._line)
            column.addWidget(self._line)
        column.addWidget(self._picks)
        if self.row.value is not None:
            self._picks.choose(str(self.row.value))

    def _narrow(self, words: str) -> None:
        if self._picks is not None:
            wanted = words.strip().casefold()
            self._picks.show_choices(
                tuple(c for c in self.row.choices if wanted in f"{c.value} {c.label} {c.note} {c.spelled}".casefold())
            )
            if wanted and self._picks.chosen() is None and self._picks.count():
                self._picks.setCurrentRow(0)

    def _figured(self) -> None:
        if self._picks is not None and self._picks.numbered:
            self.sent.emit()

    def _filtered(self) -> None:
        if self._picks is not None and self._picks.chosen() is None and self._picks.count() == 1:
            self._picks.setCurrentRow(0)
        self.entered.emit()

    def scanned(self, words: str) -> bool:
        """A scan picks the choice it names; False where this field takes none."""
        if self._picks is None or self.row.kind not in ("staff", "seat", "bag"):
            return False
        if not any(c.value == words for c in self.row.choices):
            return False
        if self._line is not None:
            self._line.clear()
        self._picks.choose(words)
        self.entered.emit()
        return True

    def laid(self, token: str) -> bool:
        """A card on the reader fills a field that asks for one; False where this field takes none."""
        if self.row.kind != "token" or self._line is None:
            return False
        self._line.setText(token)
        self.entered.emit()
        return True

    def value(self) -> Value:
        """What was given; None for an empty optional field. Numbers are ints."""
        if self._tick is not None:
            return self._tick.isChecked()
        if self._picks is not None:
            return self._picks.chosen()
        words = self._line.text().strip() if self._line is not None else ""
        if self.row.kind == "number" and words.isdecimal():
            return int(words)
        return words or None

    def problem(self) -> str:
        """Why the form cannot go on, or "". Shown under the field too."""
        value = self.value()
        found = ""
        if self.row.kind == "number" and isinstance(value, str):
            found = self._wording.text("form-not-a-number")
        elif self.row.required and (value is None or (self.row.kind == "tick" and not value)):
            found = self._wording.text("form-required", field=self.row.label)
        self._wrong.setText(found)
        self._wrong.setVisible(bool(found))
        return found


class Tick(QCheckBox):
    """Space ticks; Enter goes on, and first ticks what is `required`: what only may be is never said in passing."""

    entered = Signal()

    def __init__(self, words: str, required: bool) -> None:
        super().__init__(words)
        self._required = required
        self.setFont(theme.font(theme.BODY))
        self.setMinimumHeight(32)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            event.accept()
            if self._required:
                self.setChecked(True)
            self.entered.emit()
            return
        super().keyPressEvent(event)


class _Filter(Line):
    """The line above a long list: arrows move in the list while the letters stay here."""

    def __init__(self, hint: str, picks: Picks, words: bool) -> None:
        super().__init__(hint, words=words)
        self._picks = picks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            move = 1 if event.key() == Qt.Key.Key_Down else -1
            row = min(max(self._picks.currentRow() + move, 0), self._picks.count() - 1)
            self._picks.setCurrentRow(row)
            event.accept()
            return
        super().keyPressEvent(event)
