"""What a window says and whether it can be read: its labels, and every word its painters draw while it is drawn.

Painters need no help to be checked: for the length of one picture `QPainter.drawText` is watched, and each call is
measured in the font and the box it was made with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from desktop.ui.shared.panels import Elided, KeySentence

SHORTENED = "…"


@dataclass(frozen=True)
class Painted:
    """One `drawText`: its words, the size of its type, and by how many pixels they stand out of their place."""

    words: str
    pixels: int
    out: float


@contextmanager
def watched() -> Iterator[list[Painted]]:
    """Everything painted in here."""
    seen: list[Painted] = []
    draw: Callable[..., Any] = QPainter.drawText

    def drawn(painter: QPainter, *how: Any) -> Any:
        seen.append(_measured(painter, how))
        return draw(painter, *how)

    QPainter.drawText = drawn  # type: ignore[method-assign,assignment]
    try:
        yield seen
    finally:
        QPainter.drawText = draw  # type: ignore[method-assign]


def _measured(painter: QPainter, how: tuple[Any, ...]) -> Painted:
    metrics = QFontMetricsF(painter.font())
    place, words = how[0], str(how[-1])
    if isinstance(place, QPoint | QPointF):
        right = painter.worldTransform().map(QPointF(place)).x() + metrics.horizontalAdvance(words)
        out = right - painter.device().width()
    else:
        assert isinstance(place, QRect | QRectF)
        box = QRectF(place)
        flags = how[1] if len(how) == 3 else Qt.AlignmentFlag.AlignLeft
        if int(flags) & int(Qt.TextFlag.TextWordWrap):
            needed = metrics.boundingRect(QRectF(0, 0, box.width(), 9999), int(flags), words)
            out = max(needed.height() - box.height() - 1, needed.width() - box.width())
        else:
            out = metrics.horizontalAdvance(words) - box.width() - 1
    return Painted(words, painter.font().pixelSize(), out)


def painted(window: QWidget) -> list[Painted]:
    """Every word that is painted, not set on a label, when the window is drawn once."""
    with watched() as seen:
        window.grab()
    return seen


def in_scroll(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def cut_labels(root: QWidget) -> list[str]:
    """The words of every visible label that is smaller than its words or stands out of what holds it."""
    cut = []
    for label in root.findChildren(QLabel):
        if not label.isVisible() or not label.text() or isinstance(label, Elided):
            continue
        if type(label).__name__ == "_Who":
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        wide = 0 if label.wordWrap() else label.sizeHint().width()
        if type(label).__name__ == "Countdown":
            needed = 0
        if label.height() + 1 < needed or label.width() + 1 < wide:
            cut.append(f"{label.text()} {label.size().toTuple()} < {(wide, needed)}")
        elif not in_scroll(label) and _outside(label):
            cut.append(f"{label.text()} stands outside")
    for sentence in root.findChildren(KeySentence):
        if sentence.isVisible() and sentence.height() + 1 < sentence.heightForWidth(sentence.width()):
            cut.append(sentence.words())
    return cut


def _outside(label: QLabel) -> bool:
    """Whether a parent on the way up cuts the label off."""
    parent = label.parentWidget()
    while parent is not None and not parent.isWindow():
        box = QRect(label.mapTo(parent, QPoint(0, 0)), label.size())
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(box):
            return True
        parent = parent.parentWidget()
    return False
