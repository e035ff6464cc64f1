"""Tokens of the visual system: colours by name, one type scale, one spacing scale, the faces; and which palette is on.

A token is a name, not a colour: `color(INK)` is asked while painting, so the palette may change under a running desk.
Sizes are logical pixels on a 4 px grid; Qt scales them 100-200 %. Fonts are set on widgets, colours and frames by the
stylesheet, so one never undoes the other. The family list is explicit: Qt's own fallback draws Japanese forms of
门 直 骨 (reference/stack.md section 2).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop.ui.shared.look.palettes import PALETTES
from desktop.ui.shared.look.stylesheet import sheet

if TYPE_CHECKING:
    from desktop.operations.boards.shell import Tone

Wanted = Literal["system", "light", "dark"]
WANTED: tuple[Wanted, ...] = get_args(Wanted)
"""What `choose` takes and KAODIAN_THEME and the home's setting `theme` hold; `system` follows the desktop."""

INK, INK_2, INK_3 = "ink", "ink-2", "ink-3"
PAPER, CARD, WELL, LINE = "paper", "card", "well", "line"
RULE = "rule"
"""The edge of what can be filled in or pressed: 3:1, where a hairline only parts."""
BRAND, BRAND_SOFT, BRAND_FILL, BRAND_FIGURE = "brand", "brand-soft", "brand-fill", "brand-figure"
OK, OK_SOFT, OK_LINE, OK_PART, OK_FILL = "ok", "ok-soft", "ok-line", "ok-part", "ok-fill"
WARN, WARN_SOFT, WARN_LINE, WARN_FILL = "warn", "warn-soft", "warn-line", "warn-fill"
STOP, STOP_SOFT, STOP_LINE, STOP_FILL = "stop", "stop-soft", "stop-line", "stop-fill"
ON_FILL, ON_FILL_2, STRIP = "on-fill", "on-fill-2", "strip"
"""On a filled field: first words, second words, the darker strip that carries what to do."""
BAR, ON_BAR, ON_BAR_STRONG, DUE_ON_BAR = "bar", "on-bar", "on-bar-strong", "due-on-bar"
DOT = {tone: f"dot-{tone}" for tone in ("plain", "brand", "ok", "warn", "stop")}
CAP, CAP_LINE = "cap", "cap-line"
LECTERN, ON_LECTERN = "lectern", "on-lectern"
GONE, HATCH, SEATS = "gone", "hatch", "seats"
SHADE, SHADE_2, NOBODY = "shade", "shade-2", "nobody"

HUES = tuple(f"hue-{n}" for n in range(1, 7))
"""Quiet grounds that tell groups apart and say nothing good or bad of them."""

TINY, SMALL, BODY, LEAD, TITLE, HEAD, LARGE, NAME, COUNT, PLACE, SEAT = 11, 13, 15, 18, 24, 32, 40, 52, 88, 136, 250
SCALE = (SMALL, BODY, LEAD, TITLE, HEAD, LARGE, NAME, COUNT, PLACE, SEAT)
"""The type scale. What must be seen from afar follows its window (`between`); TINY is only the floor of cells that
shrink their words before they cut them."""
SPACES = (0, 1, 2, 4, 8, 12, 16, 20, 24, 32, 40, 48)
"""The steps of every gap and margin."""
TOP_BAR, FOOT_BAR = 56, 44
LOW = 480
"""A window lower than this (a laptop at 175 % and more) gives the desk what its bars can spare."""
RADIUS = 10

FAMILIES = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "LXGW WenKai",
    "HanaMinB",
    "HanaMinA",
    "SimSun-ExtB",
)
"""First the shipped face, then what the machine has in Chinese forms, then what covers rare name characters; the last
is on every Windows."""

STRONG = {"plain": INK_2, "brand": BRAND, "ok": OK, "warn": WARN, "stop": STOP}
SOFT = {"plain": WELL, "brand": BRAND_SOFT, "ok": OK_SOFT, "warn": WARN_SOFT, "stop": STOP_SOFT}
EDGE = {"plain": LINE, "brand": BRAND, "ok": OK_LINE, "warn": WARN_LINE, "stop": STOP_LINE}
FILL = {"plain": INK_2, "brand": BRAND_FILL, "ok": OK_FILL, "warn": WARN_FILL, "stop": STOP_FILL}


@dataclass
class _Choice:
    """What was wished, the palette that came of it, and its colours as they were asked for."""

    wanted: Wanted = "system"
    mode: str = "light"
    tick: str = ""
    colours: dict[str, QColor] = field(default_factory=dict)


_choice = _Choice()


def color(token: str) -> QColor:
    """A token's colour now. Ask while painting and keep the name, not the colour. Raises KeyError for a literal."""
    found = _choice.colours.get(token)
    if found is None:
        found = _choice.colours[token] = QColor(PALETTES[_choice.mode][token])
    return found


def font(size: int = BODY, bold: bool = False) -> QFont:
    """The house face at `size` logical pixels. Figures of equal width, so counts and clocks do not jump."""
    out = QFont(list(FAMILIES))
    out.setPixelSize(max(size, 1))
    out.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    out.setFeature(QFont.Tag("tnum"), 1)
    out.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return out


def shrunk(usual: QFont, words: str, wide: float) -> QFont:
    """`usual`, or as much smaller as `words` need to stand in `wide`, down to TINY."""
    out = usual
    while out.pixelSize() > TINY and QFontMetricsF(out).horizontalAdvance(words) > wide:
        out = font(out.pixelSize() - 1, out.bold())
    return out


def between(least: int, by: float, usual: int) -> int:
    """A size that follows its window: `usual` at `by` 1.0, larger and smaller with it, never under `least`."""
    return max(least, round(usual * by))


def strong(tone: Tone) -> QColor:
    return color(STRONG[tone])


def soft(tone: Tone) -> QColor:
    return color(SOFT[tone])


def edge(tone: Tone) -> QColor:
    return color(EDGE[tone])


def hue(number: int) -> QColor:
    """The ground of the group of this number, from 1; panel for none."""
    return color(HUES[number - 1] if 1 <= number <= len(HUES) else CARD)


def fill(tone: Tone) -> QColor:
    """The ground of a field that shouts; its words are ON_FILL in both palettes."""
    return color(FILL[tone])


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
        for label in widget.findChildren(QLabel) if isinstance(widget, QPushButton) else ():
            # Words on a button take their colour from the button's own look.
            label.style().unpolish(label)
            label.style().polish(label)


def mode() -> str:
    """`light` or `dark`: the palette on the screen."""
    return _choice.mode


def wanted() -> Wanted:
    return _choice.wanted


def given() -> str:
    """What KAODIAN_THEME says, which goes before what a home keeps; "" where it is not set."""
    return os.environ.get("KAODIAN_THEME", "")


def asked(words: str | None) -> Wanted:
    """A setting's or variable's word as a choice; anything unknown is `system`."""
    return next((name for name in WANTED if name == (words or "").strip().lower()), "system")


def choose(wish: Wanted) -> None:
    """Turn every open window to this palette; nothing a person has typed or ticked is touched."""
    _choice.wanted = wish
    _show()


def dress(app: QApplication, resources: Path) -> None:
    """Load the shipped faces and give the application its font, palette and stylesheet. Missing faces are no error: the
    list goes on to what the machine has."""
    for face in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        path = resources / "fonts" / face
        if path.is_file():
            QFontDatabase.addApplicationFont(str(path))
    app.setFont(font())
    _choice.tick = (resources / "icons" / "tick.svg").as_posix()
    _choice.wanted = asked(given())
    QGuiApplication.styleHints().colorSchemeChanged.connect(_system_changed)
    _show(again=True)


def _system_changed() -> None:
    if _choice.wanted == "system":
        _show()


def _desktop_is_dark() -> bool:
    """By the desktop's own palette. Asking for Qt's word for it costs a tenth of the first paint: the first use of
    anything in the namespace Qt makes all its enumerations."""
    palette = QGuiApplication.palette()
    return palette.window().color().lightness() < palette.windowText().color().lightness()


def _show(again: bool = False) -> None:
    now: str = _choice.wanted
    if now == "system":
        now = "dark" if _desktop_is_dark() else "light"
    if now == _choice.mode and not again:
        return
    _choice.mode = now
    _choice.colours.clear()
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setStyleSheet(sheet(PALETTES[now], _choice.tick))
        for widget in app.allWidgets():
            QWidget.update(widget)  # some views want an index instead
