"""Icons of one set: resources/icons, drawn for Kaodian on a grid of 24 with lines of 2, in whatever colour is asked.

An icon never stands alone: words are beside it, or the control that carries it has them as its accessible name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.paths import RESOURCES
from desktop.ui.shared import theme

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

OF_COMMANDS = {
    "card": "check-candidate",
    "person-check": "confirm-signature admit-by-order check-at-seat",
    "person-cross": "refuse-candidate bar-candidate",
    "undo": "annul-admission lift-bar",
    "person-out": "let-out leave-for-care release-candidates depart leave-secure-room",
    "person-in": "let-back enter-secure-room log-visitor bring-bags",
    "people": "replace-staff start-stand-in end-stand-in report-staff brief-staff appoint-keyholders job:arrange",
    "paper-in": "hand-in collect-papers return-bags",
    "paper": "hand-out-papers fill-record note-supervision record-training job:template",
    "paper-check": "count-returned acknowledge-order job:check-file close-room close-sitting job:mark",
    "pen": "correct-candidate correct-attendance sign-work-record resolve-conflict resolve-incident reissue-ticket",
    "bag": "issue-bag open-bag exchange-bag stow-bag take-out-bag release-spare receive-at-marking",
    "seal": "seal-bag approve-sealing job:publish",
    "flag": "record-misconduct freeze-absentees void-paper",
    "alert": "report-incident report-defect raise-leak-alarm",
    "phone": "call-chief answer-call",
    "clock": "announce-fifteen check-clock extend-exam",
    "play": "start-exam resume-exam give-order:start give-order:resume",
    "pause": "suspend-exam give-order:suspend",
    "stop": "end-exam give-order:end",
    "bell": "give-order",
    "door": "open-door prepare-room",
    "book": "read-rules",
    "camera": "add-photo",
    "badge": "enrol-token issue-badge return-badge withdraw-token job:enrol job:enrol-card",
    "lock": "close-leak-alarm",
    "seat": "move-seat",
    "print": "job:print",
    "import": "job:import",
    "export": "job:export job:plan-workbooks",
    "sync": "job:sync-hub job:sync-central",
    "reader": "reader-find reader-choose",
}
"""What a command looks like on a button, icon by icon. A command without an icon has its words."""
_ICONS = {command: icon for icon, commands in OF_COMMANDS.items() for command in commands.split()}
GRID = 24


def icon_of(command: str) -> str:
    """The icon of a command with what it carries (`give-order:start`); "" where it has none."""
    return _ICONS.get(command) or _ICONS.get(command.partition(":")[0], "")


@cache
def _drawing(icon: str, colour: str) -> QSvgRenderer:
    # Not before a desk is there: the first paint does without.
    from PySide6.QtSvg import QSvgRenderer

    lines = (RESOURCES / "icons" / f"{icon}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(lines.encode()))


def paint_icon(painter: QPainter, box: QRectF, icon: str, token: str) -> None:
    """Raises FileNotFoundError for an icon the set does not have."""
    _drawing(icon, theme.color(token).name()).render(painter, box)


class Icon(QWidget):
    """An icon of fixed `size` beside the words `said`."""

    def __init__(self, icon: str, said: str, token: str = theme.INK_2, size: int = 20) -> None:
        super().__init__()
        self._icon, self._token, self._size = icon, token, size
        self.setAccessibleName(said)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, QRectF(self.rect()), self._icon, self._token)
        painter.end()
