"""Tokens of the visual system: colours, type scale, families, one stylesheet.

Sizes are logical pixels on a 4 px grid; Qt scales them 100-200 %. Fonts are set on widgets, colours and frames by the
stylesheet, so one never undoes the other. The family list is explicit: Qt's own fallback draws Japanese forms of
门 直 骨 (reference/stack.md section 2).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from desktop.operations.boards.shell import Tone

INK = "#16222E"
INK_2 = "#4A5965"
INK_3 = "#8A96A0"
PAPER = "#F5F6F4"
CARD = "#FFFFFF"
LINE = "#D8DEE1"
WELL = "#E9EDEF"
BRAND = "#0E5A8A"
BRAND_SOFT = "#E3EEF5"
OK = "#11734B"
OK_SOFT = "#DDF1E7"
OK_LINE = "#A3D7BF"
WARN = "#A65E00"
WARN_SOFT = "#FBEBD3"
WARN_LINE = "#EBC78F"
STOP = "#B3261E"
STOP_SOFT = "#F9DEDC"
STOP_LINE = "#E5A9A4"
ON_BAR = "#C9D3DA"
DUE_ON_BAR = "#FFCB80"
LECTERN = "#2F4A40"

SMALL, BODY, LEAD, TITLE, LARGE, NAME, SEAT = 13, 15, 18, 24, 40, 52, 250
TOP_BAR, FOOT_BAR = 56, 44
RADIUS = 10

FAMILIES = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "LXGW WenKai",
    "HanaMinB",
    "HanaMinA",
)
"""First the shipped face, then what the machine has in Chinese forms, then what covers rare name characters."""

STRONG = {"plain": INK_2, "brand": BRAND, "ok": OK, "warn": WARN, "stop": STOP}
SOFT = {"plain": WELL, "brand": BRAND_SOFT, "ok": OK_SOFT, "warn": WARN_SOFT, "stop": STOP_SOFT}
EDGE = {"plain": LINE, "brand": BRAND, "ok": OK_LINE, "warn": WARN_LINE, "stop": STOP_LINE}

STYLE = f"""
QWidget {{ color: {INK}; }}
QMainWindow, QWidget[look="paper"] {{ background: {PAPER}; }}
QWidget[look="card"] {{ background: {CARD}; }}
QWidget[look="top"] {{ background: {INK}; }}
QWidget[look="top"] QLabel {{ color: {ON_BAR}; background: transparent; }}
QWidget[look="top"] QLabel[tone="white"] {{ color: #FFFFFF; }}
QWidget[look="top"] QLabel[badge="warn"] {{ color: {INK}; background: {DUE_ON_BAR}; }}
QWidget[look="foot"] {{ background: {CARD}; border-top: 1px solid {LINE}; }}
QFrame[look="panel"] {{ background: {CARD}; border: 1px solid {LINE}; border-radius: {RADIUS}px; }}
QFrame[look="rail"] {{ background: {CARD}; border: none; border-right: 1px solid {LINE}; }}
QFrame[look="sheet"] {{ background: {CARD}; border: none; border-left: 1px solid {LINE}; }}
QFrame[look="well"] {{ background: {WELL}; border: none; border-radius: {RADIUS}px; }}
QFrame[look="plain"] {{ background: {CARD}; border: 1px solid {LINE}; border-radius: {RADIUS}px; }}
QFrame[look="brand"] {{ background: {BRAND_SOFT}; border: none; border-radius: {RADIUS}px; }}
QFrame[look="brand-edge"] {{ background: {BRAND_SOFT}; border: 2px solid {BRAND}; border-radius: {RADIUS}px; }}
QFrame[look="ok"] {{ background: {OK_SOFT}; border: 1px solid {OK_LINE}; border-radius: {RADIUS}px; }}
QFrame[look="warn"] {{ background: {WARN_SOFT}; border: 1px solid {WARN_LINE}; border-radius: {RADIUS}px; }}
QFrame[look="stop"] {{ background: {STOP_SOFT}; border: 1px solid {STOP_LINE}; border-radius: {RADIUS}px; }}
QFrame[look="hairline"] {{ background: {LINE}; border: none; }}
QLabel {{ background: transparent; border: none; }}
QLabel[tone="quiet"] {{ color: {INK_2}; }}
QLabel[tone="faint"] {{ color: {INK_3}; }}
QLabel[tone="brand"] {{ color: {BRAND}; }}
QLabel[tone="ok"] {{ color: {OK}; }}
QLabel[tone="warn"] {{ color: {WARN}; }}
QLabel[tone="stop"] {{ color: {STOP}; }}
QLabel[tone="white"] {{ color: #FFFFFF; }}
QLabel[badge="plain"] {{ color: {INK_2}; background: {WELL}; border-radius: 6px; }}
QLabel[badge="brand"] {{ color: {BRAND}; background: {BRAND_SOFT}; border-radius: 6px; }}
QLabel[badge="ok"] {{ color: {OK}; background: {OK_SOFT}; border-radius: 6px; }}
QLabel[badge="warn"] {{ color: {WARN}; background: {WARN_SOFT}; border-radius: 6px; }}
QLabel[badge="stop"] {{ color: #FFFFFF; background: {STOP}; border-radius: 6px; }}
QLabel[look="cap"] {{ color: {INK}; background: {CARD}; border: 1px solid {LINE}; border-bottom: 3px solid {LINE};
    border-radius: 5px; padding: 0 8px; }}
QPushButton {{ background: {CARD}; border: 1px solid {LINE}; border-radius: 8px; padding: 8px 16px; color: {INK}; }}
QPushButton:hover {{ border-color: {INK_3}; }}
QPushButton:focus {{ border: 2px solid {BRAND}; padding: 7px 15px; }}
QPushButton:disabled {{ color: {INK_3}; }}
QPushButton[look="primary"] {{ background: {BRAND}; border: 1px solid {BRAND}; color: #FFFFFF; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {INK}; padding: 7px 15px; }}
QPushButton[look="primary"]:disabled {{ background: #C9D0D5; border: 1px solid #C9D0D5; color: #FFFFFF; }}
QPushButton[look="waiting"] {{ background: #C9D0D5; border: 1px solid #C9D0D5; color: #FFFFFF; }}
QPushButton[look="danger"] {{ border: 1px solid {STOP_LINE}; color: {STOP}; }}
QPushButton[look="bare"] {{ background: transparent; border: none; padding: 0; text-align: left; }}
QLineEdit {{ background: {CARD}; border: 1px solid {INK_3}; border-radius: 8px; padding: 8px 12px; color: {INK};
    selection-background-color: {BRAND}; selection-color: #FFFFFF; }}
QLineEdit:focus {{ border: 2px solid {BRAND}; padding: 7px 11px; }}
QLineEdit:disabled {{ background: {PAPER}; color: {INK_3}; border-color: {LINE}; }}
QCheckBox {{ spacing: 12px; }}
QCheckBox::indicator {{ width: 22px; height: 22px; border: 2px solid #9AA7B0; border-radius: 5px; background: {CARD}; }}
QCheckBox:focus {{ color: {BRAND}; }}
QCheckBox::indicator:focus {{ border-color: {BRAND}; }}
QCheckBox::indicator:checked {{ background: {OK}; border-color: {OK}; image: url(TICK); }}
QListView {{ background: {CARD}; border: 1px solid {LINE}; border-radius: 8px; outline: none; padding: 3px; }}
QListView:focus {{ border: 2px solid {BRAND}; padding: 2px; }}
QListView::item {{ padding: 6px 12px; border-radius: 6px; color: {INK}; }}
QListView::item:selected {{ background: {BRAND_SOFT}; color: {BRAND}; }}
QTableView {{ background: {CARD}; border: 1px solid {LINE}; border-radius: {RADIUS}px; gridline-color: {LINE};
    selection-background-color: {BRAND_SOFT}; selection-color: {BRAND}; outline: none; }}
QHeaderView::section {{ background: {CARD}; color: {INK_2}; border: none; border-bottom: 1px solid {LINE};
    padding: 8px 12px; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: #B8C2C9; border-radius: 3px; min-height: 32px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: #B8C2C9; border-radius: 3px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QToolTip {{ background: {INK}; color: #FFFFFF; border: none; padding: 6px 10px; }}
"""


@cache
def color(value: str) -> QColor:
    return QColor(value)


def font(size: int = BODY, bold: bool = False) -> QFont:
    """The house face at `size` logical pixels. Figures of equal width, so counts and clocks do not jump."""
    out = QFont(list(FAMILIES))
    out.setPixelSize(max(size, 1))
    out.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    out.setFeature(QFont.Tag("tnum"), 1)
    out.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return out


def strong(tone: Tone) -> QColor:
    return color(STRONG[tone])


def soft(tone: Tone) -> QColor:
    return color(SOFT[tone])


def edge(tone: Tone) -> QColor:
    return color(EDGE[tone])


def set_look(widget: QWidget, **looks: str) -> None:
    """Set stylesheet properties (`look`, `tone`, `badge`) and repolish only when one changed."""
    changed = False
    for name, value in looks.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed and widget.style() is not None:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def dress(app: QApplication, resources: Path) -> None:
    """Load the shipped faces and give the application its font and stylesheet. Missing faces are no error: the list
    goes on to what the machine has."""
    for face in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        path = resources / "fonts" / face
        if path.is_file():
            QFontDatabase.addApplicationFont(str(path))
    app.setFont(font())
    tick = (resources / "icons" / "tick.svg").as_posix()
    app.setStyleSheet(STYLE.replace("TICK", f'"{tick}"'))
