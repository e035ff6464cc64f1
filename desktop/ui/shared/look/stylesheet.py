"""The dress of Qt's own widgets as one sheet; `@token` stands for a colour of the palette in use.

Widgets choose by properties: `look` of a ground or a control, `tone` of words, `badge` of a short word in a field. No
other file writes a style: what is painted asks `theme.color`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

RADIUS = 10

_GROUNDS = """
QWidget { color: @ink; }
QMainWindow, QWidget[look="paper"] { background: @paper; }
QWidget[look="card"] { background: @card; }
QWidget[look="top"] { background: @bar; }
QWidget[look="foot"] { background: @card; border-top: 1px solid @line; }
QFrame[look="panel"], QFrame[look="plain"] { background: @card; border: 1px solid @line; border-radius: 10px; }
QFrame[look="rail"] { background: @card; border: none; border-right: 1px solid @line; }
QFrame[look="sheet"] { background: @card; border: none; border-left: 1px solid @line; }
QFrame[look="well"] { background: @well; border: none; border-radius: 10px; }
QFrame[look="brand"] { background: @brand-soft; border: none; border-radius: 10px; }
QFrame[look="brand-edge"] { background: @brand-soft; border: 2px solid @brand; border-radius: 10px; }
QFrame[look="ok"] { background: @ok-soft; border: 1px solid @ok-line; border-radius: 10px; }
QFrame[look="warn"] { background: @warn-soft; border: 1px solid @warn-line; border-radius: 10px; }
QFrame[look="stop"] { background: @stop-soft; border: 1px solid @stop-line; border-radius: 10px; }
QFrame[look="band"] { background: @brand-soft; border: none; }
QFrame[look="hairline"] { background: @line; border: none; }
QFrame[bag="plain"] { background: @card; border: 1px solid @line; border-radius: 8px; }
QFrame[bag="ok"] { background: @card; border: 1px solid @ok-line; border-radius: 8px; }
QFrame[bag="brand"] { background: @card; border: 2px solid @brand; border-radius: 8px; }
QFrame[bag="warn"] { background: @card; border: 2px solid @warn; border-radius: 8px; }
QFrame[bag="stop"] { background: @card; border: 2px solid @stop; border-radius: 8px; }
"""
_WORDS = """
QLabel { background: transparent; border: none; }
QLabel[tone="quiet"] { color: @ink-2; }
QLabel[tone="faint"] { color: @ink-3; }
QLabel[tone="brand"] { color: @brand; }
QLabel[tone="ok"] { color: @ok; }
QLabel[tone="warn"] { color: @warn; }
QLabel[tone="stop"] { color: @stop; }
QLabel[tone="white"] { color: @on-fill; }
QWidget[look="top"] QLabel { color: @on-bar; background: transparent; }
QWidget[look="top"] QLabel[tone="white"] { color: @on-bar-strong; }
QWidget[look="top"] QLabel[tone="due"] { color: @due-on-bar; }
QLabel[badge="plain"] { color: @ink-2; background: @well; border-radius: 6px; }
QLabel[badge="brand"] { color: @brand; background: @brand-soft; border-radius: 6px; }
QLabel[badge="ok"] { color: @ok; background: @ok-soft; border-radius: 6px; }
QLabel[badge="warn"] { color: @warn; background: @warn-soft; border-radius: 6px; }
QLabel[badge="stop"] { color: @on-fill; background: @stop-fill; border-radius: 6px; }
QWidget[look="top"] QLabel[badge="warn"] { color: @bar; background: @due-on-bar; }
QLabel[look="cap"] { color: @ink; background: @cap; border: 1px solid @cap-line; border-bottom: 3px solid @cap-line;
    border-radius: 5px; padding: 0 8px; }
QLabel[look="cap"]:disabled { color: @ink-3; }
QLabel[look="figure"] { background: @well; border-radius: 4px; }
QLabel[look="figure-on"] { background: @brand-figure; color: @on-fill; border-radius: 4px; }
QToolTip { background: @bar; color: @on-bar-strong; border: none; padding: 6px 10px; }
"""
_CONTROLS = """
QPushButton { background: @card; border: 1px solid @cap-line; border-radius: 8px; padding: 8px 16px; color: @ink; }
QPushButton:hover { border-color: @ink-2; }
QPushButton:focus { border: 2px solid @brand; padding: 7px 15px; }
QPushButton:disabled { color: @ink-3; border-color: @line; }
QPushButton[look="primary"] { background: @brand-fill; border: 1px solid @brand-fill; color: @on-fill; }
QPushButton[look="primary"]:focus { border: 2px solid @ink; padding: 7px 15px; }
QPushButton[look="primary"]:disabled, QPushButton[look="waiting"] { background: @well; border: 1px solid @line;
    color: @ink-2; }
QPushButton[look="waiting"] QLabel { color: @ink-2; }
QPushButton[look="danger"] { border: 1px solid @stop; color: @stop; }
QPushButton[look="step"] { padding: 0; }
QPushButton[look="bare"] { background: transparent; border: none; padding: 0; text-align: left; }
QLineEdit, QPlainTextEdit { background: @card; border: 1px solid @rule; border-radius: 8px; padding: 8px 12px;
    color: @ink; placeholder-text-color: @ink-3; selection-background-color: @brand-fill;
    selection-color: @on-fill; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid @brand; padding: 7px 11px; }
QLineEdit:disabled { background: @paper; color: @ink-3; border-color: @line; }
QCheckBox { spacing: 12px; }
QCheckBox::indicator { width: 22px; height: 22px; border: 2px solid @rule; border-radius: 5px; background: @card; }
QCheckBox:focus { color: @brand; }
QCheckBox::indicator:focus { border-color: @brand; }
QCheckBox::indicator:checked { background: @ok-fill; border-color: @ok-fill; image: url(TICK); }
QProgressBar { background: @well; border: none; border-radius: 4px; color: @ink; text-align: center; }
QProgressBar::chunk { background: @brand; border-radius: 4px; }
"""
_LISTS = """
QListView { background: @card; border: 1px solid @line; border-radius: 8px; outline: none; padding: 3px; }
QListView:focus { border: 2px solid @brand; padding: 2px; }
QListView::item { padding: 6px 12px; border-radius: 6px; color: @ink; }
QListView::item:selected { background: @brand-soft; color: @brand; }
QTableView { background: @card; border: 1px solid @line; border-radius: 10px; gridline-color: @line;
    selection-background-color: @brand-soft; selection-color: @brand; outline: none; }
QHeaderView { background: @card; }
QHeaderView::section { background: @card; color: @ink-2; border: none; border-bottom: 1px solid @line;
    padding: 8px 12px; }
QTextBrowser { background: @card; color: @ink; border: none; selection-background-color: @brand-fill;
    selection-color: @on-fill; }
QScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: @scroll; border-radius: 3px; min-height: 32px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle:horizontal { background: @scroll; border-radius: 3px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
"""
SHEET = _GROUNDS + _WORDS + _CONTROLS + _LISTS
_TOKEN = re.compile(r"@([a-z][a-z0-9-]*)")


def sheet(palette: Mapping[str, str], tick: str) -> str:
    """The sheet in one palette; `tick` is the file of a ticked box's sign. Raises KeyError for an unknown token."""
    return _TOKEN.sub(lambda found: palette[found.group(1)], SHEET).replace("TICK", f'"{tick}"')
