"""A real X server whose second monitor comes and goes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT

TOOLS = ("Xvfb", "xrandr")


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of one wide screen."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"{missing} not installed")
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "3286x1080x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writer,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as told:
        number = told.readline().strip()
    try:
        assert number, "no X server"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(20)


def test_the_clock_follows_real_monitors_and_never_jumps_over_the_desk_by_itself(display: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.hall.two_screens"],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert json.loads(ran.stdout.splitlines()[-1]) == {
        "second": [1366, 0, 1920, 1080],
        "panel": True,
        "unplugged": False,
        "again": [1366, 0, 1920, 1080],
        "over": [0, 0, 1366, 768],
    }
