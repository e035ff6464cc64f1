from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.exchange.central.problems import CentralProblem
from desktop.faults import SiteFault
from desktop.wording import Wording

SOURCES = Path(__file__).parents[2] / "desktop" / "exchange"
FILES = ("durable", "sealed", "packages", "plan_shapes", "ledger_files")
OURS = [*(SOURCES / f"{name}.py" for name in FILES), *(SOURCES / "central").glob("*.py")]
RAISED = sorted({code for path in OURS for code in re.findall(r'SiteFault\(\s*"([a-z-]+)"', path.read_text("utf-8"))})


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("code", RAISED)
def test_every_fault_of_files_and_wires_has_a_sentence(code: str, locale: str) -> None:
    assert Wording(locale).has(f"fault-{code}", locale)


def test_the_sentence_says_what_the_centre_said_and_which_file() -> None:
    wording = Wording("zh-CN")
    assert "409 heads-differ" in wording.fault(CentralProblem(409, "heads-differ", "desk x"))
    assert "/u/a.jsonl" in wording.fault(SiteFault("file-not-found", path="/u/a.jsonl"))
    assert "第 7 行" in wording.fault(SiteFault("not-a-record", path="a", line=7, reason="no JSON"))
