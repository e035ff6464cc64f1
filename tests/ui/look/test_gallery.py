"""The gallery shows every component; its pictures in both palettes are for people to look at: out/gallery-*.png."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.ui.gallery.window import SECTIONS, Gallery
from desktop.ui.shared import theme
from tests.architecture.source import ROOT
from tests.ui.look.reading import cut_labels, painted

WANTED: tuple[theme.Wanted, ...] = ("light", "dark")


@pytest.mark.parametrize("mode", WANTED)
def test_the_gallery_is_whole_and_leaves_its_picture(qtbot: QtBot, mode: theme.Wanted) -> None:
    theme.choose(mode)
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.show()
    for _ in range(6):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    gallery.resize(1366, gallery.body.minimumHeight())
    qtbot.waitUntil(lambda: gallery.body.height() >= gallery.body.minimumHeight())
    assert cut_labels(gallery) == []
    assert [p.words for p in painted(gallery) if p.out > 1] == []
    out = ROOT / "out"
    out.mkdir(exist_ok=True)
    picture = gallery.grab()
    theme.choose("system")
    assert picture.height() > 1500
    assert picture.save(str(out / f"gallery-{mode}.png"))
    assert len({title for title, _ in SECTIONS}) == len(SECTIONS)


def test_the_gallery_opens_by_its_name() -> None:
    code = (
        "import runpy\nfrom PySide6.QtCore import QTimer\nfrom desktop.ui import app\nmade = app.application()\n"
        "QTimer.singleShot(0, made.quit)\nrunpy.run_module('desktop.ui.gallery', run_name='__main__')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0
    assert "Traceback" not in ran.stderr
