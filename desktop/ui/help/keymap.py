"""The keyboard map (?): every key of the screen beneath, as the desk itself names them, in groups by the key's kind."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.operations.boards.shell import KeyHint
from desktop.ui.shared import theme
from desktop.ui.shared.panels import KeyCap, Panel, text
from desktop.ui.shell.cover import Cover
from desktop.wording import Wording

_FUNCTION = re.compile(r"F[0-9]{1,2}")
_LETTER = re.compile(r"[A-Z]|[0-9]|[0-9]-[0-9]")
GROUPS = ("move", "function", "letters", "everywhere")


def grouped(keys: Iterable[KeyHint], everywhere: Iterable[KeyHint]) -> dict[str, tuple[KeyHint, ...]]:
    """The keys by their kind, each key once; those of every screen apart, unless the desk has its own meaning."""
    out: dict[str, dict[str, KeyHint]] = {group: {} for group in GROUPS}
    for hint in keys:
        kind = "function" if _FUNCTION.fullmatch(hint.key) else "letters" if _LETTER.fullmatch(hint.key) else "move"
        if hint.key:
            out[kind].setdefault(hint.key, hint)
    own = {key for group in out.values() for key in group}
    out["everywhere"] = {hint.key: hint for hint in everywhere if hint.key and hint.key not in own}
    out["function"] = dict(sorted(out["function"].items(), key=lambda one: int(one[0][1:])))
    return {group: tuple(hints.values()) for group, hints in out.items() if hints}


class KeyMap(Cover):
    """Any key of the map closes it; what a key does is only told here, never done."""

    def __init__(self, wording: Wording, title: str, groups: dict[str, tuple[KeyHint, ...]]) -> None:
        super().__init__()
        self.setAccessibleName(f"{wording.text('keymap-title')} · {title}")
        self._wording = wording
        self._boxes: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("look", "paper")
        whole = QVBoxLayout(body)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(16)
        whole.addWidget(text(f"{wording.text('keymap-title')} · {title}", theme.TITLE, bold=True, wrap=True))
        if not groups:
            whole.addWidget(text(wording.text("keymap-none"), theme.LEAD, tone="quiet", wrap=True))
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        whole.addLayout(self._grid)
        whole.addStretch(1)
        self._scroll.setWidget(body)
        column.addWidget(self._scroll)
        for group, hints in groups.items():
            self._boxes.append(self._box(wording.text(f"keymap-{group}"), hints))
        self._columns = 0

    def keys(self) -> tuple[KeyHint, ...]:
        return (
            KeyHint("Esc", self._wording.text("shell-back")),
            KeyHint("PageDown", self._wording.text("help-key-page")),
        )

    def pressed(self, key: str) -> bool:
        bar = self._scroll.verticalScrollBar()
        steps = {"Up": -48, "Down": 48, "PageUp": -bar.pageStep(), "PageDown": bar.pageStep()}
        if key in steps:
            bar.setValue(bar.value() + steps[key])
            return True
        if key in ("Esc", "?", "？", "Enter", "Space"):
            self.left.emit()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 1 if self.width() < 640 else 2
        if columns == self._columns:
            return
        self._columns = columns
        for place, box in enumerate(self._boxes):
            self._grid.addWidget(box, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _box(self, title: str, hints: tuple[KeyHint, ...]) -> QWidget:
        box = Panel("panel", (20, 12, 20, 12), 8)
        box.column.addWidget(text(title, theme.SMALL, bold=True, tone="quiet"))
        for hint in hints:
            row = QHBoxLayout()
            row.setSpacing(12)
            holder = QWidget()
            holder.setFixedWidth(92)
            inner = QHBoxLayout(holder)
            inner.setContentsMargins(0, 2, 0, 0)
            inner.addWidget(KeyCap(hint.key))
            inner.addStretch(1)
            row.addWidget(holder, 0, Qt.AlignmentFlag.AlignTop)
            words = text(hint.text, theme.LEAD, tone="" if hint.enabled else "faint", wrap=True)
            words.setAccessibleName(f"{hint.key} {hint.text}")
            row.addWidget(words, 1)
            box.column.addLayout(row)
        return box
