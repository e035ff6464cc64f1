"""Every desk, every state, at every scaling of a 1366 x 768 laptop: no word is cut, on labels or painted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.shared import theme
from desktop.ui.shell.window import Window
from tests.architecture.source import ROOT
from tests.ui.look.reading import SHORTENED, cut_labels, painted
from tests.ui.look.scenes import SCENES, SIZES, Stage


@pytest.mark.parametrize("scale", SIZES)
def test_no_word_is_cut(qtbot: QtBot, window: Callable[..., Window], scale: int) -> None:
    stage = Stage(qtbot, window, SIZES[scale])
    cut: dict[str, list[str]] = {}
    for scene in SCENES:
        stage.show(scene)
        labels = cut_labels(stage.window)
        drawn = painted(stage.window)
        out = [f"{p.words} +{p.out:.0f}" for p in drawn if p.out > 1]
        small = [f"{p.words} {p.pixels}px" for p in drawn if p.pixels < theme.TINY]
        # A table's row that is cut stands in full below it once it is chosen (test_office).
        whole = scale == 100 and scene.desk != "office"
        shortened = [p.words for p in drawn if SHORTENED in p.words] if whole else []
        if found := labels + out + small + shortened:
            cut[scene.name] = found
    assert not cut, "\n".join(f"{name}: {words}" for name, words in cut.items())


@pytest.mark.parametrize("factor", ["1.25", "1.5", "2"])
def test_no_word_is_cut_where_the_desktop_scales(factor: str) -> None:
    """The same in a process that Qt scales itself: a 1366 x 768 screen, real pixels."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.look.scaled"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": factor},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["ratio"] == float(factor)
    assert abs(told["picture"][0] - 1366) <= 2
    assert told["cut"] == {}


@pytest.mark.parametrize("scale", [100, 200])
def test_the_window_s_own_words_are_not_cut_in_english(qtbot: QtBot, window: Callable[..., Window], scale: int) -> None:
    """Boards come in the session's language; bars, keys, buttons and heads are the window's."""
    stage = Stage(qtbot, window, SIZES[scale])
    stage.window.wording.locale = "en"
    cut: dict[str, list[str]] = {}
    for scene in SCENES:
        stage.show(scene)
        drawn = painted(stage.window)
        if found := cut_labels(stage.window) + [f"{p.words} +{p.out:.0f}" for p in drawn if p.out > 1]:
            cut[scene.name] = found
    assert not cut, "\n".join(f"{name}: {words}" for name, words in cut.items())
