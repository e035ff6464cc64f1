"""A morning's paper on Windows: a roster becomes a plan in a home that Windows' own Python makes, and its labels are
printed by the command line, through Windows' spooler, and kept in the print log."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.site import PASSPHRASE, workbook
from tests.helpers.windows import Windows
from tests.windows.laser import Laser, bars, codes


@pytest.fixture
def home(windows: Windows, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """A command on a home of this test's own, on Windows' disk; its answer."""
    place = "C:\\kaodian\\" + tmp_path.name

    def run(*words: str, **environment: str) -> dict[str, Any]:
        given = {"KAODIAN_PASSPHRASE": PASSPHRASE, "KAODIAN_REPORTS": windows.path(tmp_path / "reports"), **environment}
        ended = windows.python("-X", "utf8", "-m", "desktop", "--home", place, "--json", *words, env=given)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return dict(json.loads(ended.stdout))

    return run


def test_labels_of_a_home_made_on_windows_are_printed_there_and_logged(
    home: Callable[..., dict[str, Any]], printer: Callable[..., Laser], windows: Windows, tmp_path: Path
) -> None:
    here = printer()
    roster = workbook(tmp_path / "花名册.xlsx")
    home("plan", "import", windows.path(roster))
    home("plan", "arrange")
    told = home("print", "seat-labels", "--printer", here.name, **here.environment)
    assert told["printer"] == here.name
    assert told["pages"] == 1
    assert told["progress"] == ["gone"], "Wine knows no job it has handed on"
    (job,) = here.jobs(1)
    sheets = here.sheets(job, tmp_path)
    wanted = {f"26120501{n:05d}" for n in range(1, 7)}
    assert codes(sheets) == [wanted]
    assert bars(sheets, tmp_path) == [wanted]
    log = home("print", "--log", "seat-labels")["prints"]
    assert len(log) == 6
    assert len({line["about"] for line in log}) == 6
