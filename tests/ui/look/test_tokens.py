"""Views take colours, sizes and gaps from the tokens and from nowhere else; the face is the Chinese one."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QImage, QPainter, QPainterPath, QRawFont
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.paths import RESOURCES
from desktop.ui.shared import theme
from desktop.ui.shared.look.palettes import PALETTES
from desktop.ui.shared.look.stylesheet import SHEET, sheet
from desktop.ui.shell.window import Window
from tests.architecture.source import ROOT, dotted, name, python, tree
from tests.ui.look.scenes import FIRST, SCENES, Stage

COLOUR = re.compile(r"#[0-9A-Fa-f]{6,8}\b|rgba?\(")
OF_THE_THEME = tuple(f"desktop/ui/shared/{file}.py" for file in ("theme", "look/palettes", "look/stylesheet"))
GAPS = {"setSpacing", "addSpacing", "setContentsMargins", "setHorizontalSpacing", "setVerticalSpacing"}
SIZED = {"theme.font": 0, "text": 1, "Elided": 1, "KeySentence": 0, "Countdown": 0}
FACE = "骨直令門门画複复曜角者即"
"""Characters whose Japanese or Korean form differs from the mainland's."""


def views() -> list[Path]:
    return [path for path in python("desktop/ui") if name(path) not in OF_THE_THEME]


def calls(path: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def numbers(expression: ast.expr) -> set[int]:
    """The figures an expression may come to or counts with; those it only compares with say nothing."""
    if isinstance(expression, ast.Compare):
        return set()
    if isinstance(expression, ast.Constant):
        return {expression.value} if isinstance(expression.value, int) else set()
    return {n for part in ast.iter_child_nodes(expression) if isinstance(part, ast.expr) for n in numbers(part)}


def test_no_colour_is_written_outside_the_theme() -> None:
    written = [
        f"{name(path)}:{number}"
        for path in views()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if COLOUR.search(line)
    ]
    made = [
        f"{name(path)}:{node.lineno}"
        for path in views()
        for node, called in calls(path)
        if (called == "QColor" and any(isinstance(part, ast.Constant) for part in node.args))
        or called.endswith("setStyleSheet")
    ]
    assert not written + made, "a colour is a token of desktop/ui/shared/theme.py, a style stands in look/stylesheet.py"


def test_every_token_of_the_theme_has_a_colour_and_none_is_idle() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in python("desktop") if "ui" in path.parts)
    tokens = {v for k, v in vars(theme).items() if k.isupper() and isinstance(v, str)} | set(theme.DOT.values())
    assert tokens <= set(PALETTES["light"])
    named = {k: v for k, v in vars(theme).items() if k.isupper() and isinstance(v, str)}
    idle = [v for k, v in named.items() if f"theme.{k}" not in said and f"@{v};" not in SHEET and f": {k}" not in said]
    assert not idle
    for palette in PALETTES.values():
        assert "@" not in sheet(palette, "tick.svg")


def test_type_comes_from_one_scale() -> None:
    loose = [
        f"{name(path)}:{node.lineno}"
        for path in views()
        for node, called in calls(path)
        if called in SIZED and len(node.args) > SIZED[called] and numbers(node.args[SIZED[called]])
    ]
    assert not loose, "a size is a token: SMALL, BODY, LEAD, TITLE ..."


def test_gaps_come_from_one_scale() -> None:
    odd = [
        f"{name(path)}:{node.lineno}"
        for path in views()
        for node, called in calls(path)
        if called.rpartition(".")[2] in GAPS
        for argument in node.args
        if not numbers(argument) <= set(theme.SPACES)
    ]
    assert not odd, f"a gap is one of {theme.SPACES}"


def test_what_stands_on_the_screen_is_of_the_scale(qtbot: QtBot, window: Callable[..., Window]) -> None:
    stage = Stage(qtbot, window)
    odd: set[str] = set()
    for scene in SCENES:
        stage.show(scene)
        for widget in stage.window.findChildren(QWidget):
            size = widget.font().pixelSize()
            spoken = isinstance(widget, QLabel | QLineEdit | QPushButton)
            if spoken and widget.isVisible() and size not in theme.SCALE:
                odd.add(f"{scene.name}: {type(widget).__name__} {size}")
    # The room's rail grows and shrinks with its window.
    assert {words for words in odd if not words.startswith("room")} == set()
    assert set(FIRST) == {scene.desk for scene in SCENES}


def same_outline(one: QPainterPath, other: QPainterPath) -> bool:
    """Whether two glyphs are drawn alike; faces of one file round to a 64th of a pixel."""
    if one.elementCount() != other.elementCount():
        return False
    pairs = ((one.elementAt(n), other.elementAt(n)) for n in range(one.elementCount()))
    return all(abs(a.x - b.x) < 0.05 and abs(a.y - b.y) < 0.05 for a, b in pairs)


@pytest.mark.parametrize("bold", [False, True])
def test_characters_have_their_mainland_forms(qtbot: QtBot, bold: bool) -> None:
    """Drawn by the theme's face, each of them has the outline that the shipped Chinese file draws."""
    face = theme.font(theme.LARGE, bold)
    assert QFontInfo(face).family() == "Noto Sans SC"
    file = RESOURCES / "fonts" / f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf"
    raw = QRawFont(str(file), theme.LARGE, QFont.HintingPreference.PreferNoHinting)
    drawn = QRawFont.fromFont(face)
    for letter in FACE:
        ours, shipped = drawn.glyphIndexesForString(letter), raw.glyphIndexesForString(letter)
        assert ours == shipped != [0], letter
        assert same_outline(drawn.pathForGlyph(ours[0]), raw.pathForGlyph(shipped[0])), letter
    assert theme.FAMILIES[0] == "Noto Sans SC"
    assert not [family for family in theme.FAMILIES if family.endswith((" JP", " KR", " TC"))]


def test_the_palette_can_be_chosen_and_a_wrong_word_is_the_desktops(qtbot: QtBot) -> None:
    label = QLabel("考点")
    qtbot.addWidget(label)
    label.show()
    seen: list[int] = []
    for wish in ("light", "dark", "light"):
        theme.choose(theme.asked(wish))
        image = QImage(8, 8, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.fillRect(0, 0, 8, 8, theme.color(theme.CARD))
        painter.end()
        seen.append(image.pixelColor(1, 1).lightness())
        assert label.palette().windowText().color() == theme.color(theme.INK)
    assert seen[0] == seen[2] > 200 > 80 > seen[1]
    assert theme.asked(" Dark ") == "dark"
    assert theme.asked("purple") == theme.asked(None) == "system"
    theme.choose("system")
    with pytest.raises(KeyError):
        theme.color("#123456")


def test_only_the_theme_reads_the_choice() -> None:
    assert [name(path) for path in python("desktop") if '"KAODIAN_THEME"' in path.read_text(encoding="utf-8")] == [
        "desktop/ui/shared/theme.py"
    ]
    assert (ROOT / "resources" / "icons" / "tick.svg").is_file()
