"""One person found: who, where, how they stand, what happened today, and every act this officer may do about them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.operations.boards.people import PersonBoard
from desktop.operations.boards.shell import ActionRow, Tone
from desktop.ui.shared import theme
from desktop.ui.shared.act.sheet import ActionPanel
from desktop.ui.shared.cards import ScrollBody
from desktop.ui.shared.panels import Badge, text
from desktop.wording import Wording

STATE_TONES: dict[str, Tone] = {
    "present": "ok",
    "handed": "ok",
    "out": "warn",
    "absent": "warn",
    "misconduct": "stop",
    "removed": "stop",
}


class PersonPage(QWidget):
    """`picked(row)`: an act to be done or, blocked, to be explained."""

    picked = Signal(object)

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = ScrollBody()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(20, 12, 20, 8)
        inner.setSpacing(4)
        self.name = text("", theme.TITLE, bold=True, wrap=True)
        self.place = text("", theme.LEAD, bold=True, tone="brand", wrap=True)
        self.said = Badge("")
        inner.addWidget(self.name)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.place)
        across.addWidget(self.said)
        across.addStretch(1)
        inner.addLayout(across)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        inner.addLayout(self._grid)
        self.nothing = text(wording.text("people-nothing"), theme.BODY, tone="quiet", wrap=True)
        inner.addWidget(self.nothing)
        inner.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        column.addWidget(scroll, 3)
        self.acts = ActionPanel(wording)
        self.acts.filter.hide()
        self.acts.setProperty("look", "card")
        self.acts.list.setAccessibleName(wording.text("actions-title"))
        _shorten(self.acts)
        self.acts.picked.connect(self.picked)
        column.addWidget(self.acts, 4)

    def show_board(self, board: PersonBoard) -> None:
        row = board.row
        self.name.setText(row.name)
        self.place.setText(row.place)
        self.said.say(row.said, STATE_TONES.get(row.state, "plain"))
        self.said.setVisible(bool(row.said))
        _empty(self._grid)
        for place, (label, words) in enumerate(board.lines):
            self._grid.addWidget(text(label, theme.BODY, tone="quiet"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text(words, theme.BODY, wrap=True), place, 1)
        self.setAccessibleName(f"{row.name} {row.place} {row.said}")
        self.acts.show_rows(board.actions)
        self.acts.setVisible(bool(board.actions))
        self.nothing.setVisible(not board.actions)

    def current(self) -> ActionRow | None:
        return self.acts.current() if not self.acts.isHidden() else None

    def pressed(self, key: str) -> bool:
        """A key by its name; up and down choose an act where there are any, else they turn the page."""
        row = self.current()
        bar, listed = self._scroll.verticalScrollBar(), self.acts.list
        if key in ("Up", "Down"):
            step = 1 if key == "Down" else -1
            if row is not None:
                listed.setCurrentRow(min(max(listed.currentRow() + step, 0), listed.count() - 1))
            else:
                bar.setValue(bar.value() + 48 * step)
        elif key in ("PageUp", "PageDown"):
            bar.setValue(bar.value() + bar.pageStep() * (1 if key == "PageDown" else -1))
        elif key == "Enter" and row is not None:
            self.picked.emit(row)
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


def _shorten(panel: ActionPanel) -> None:
    """Under a person's own name the list needs neither its title nor a filter: there are a handful of acts."""
    layout = panel.layout()
    first = layout.itemAt(0) if layout is not None else None
    title = first.widget() if first is not None else None
    if layout is not None and title is not None:
        title.hide()
        layout.setContentsMargins(20, 4, 20, 12)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
