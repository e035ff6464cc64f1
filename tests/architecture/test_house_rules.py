"""House rules as patterns with advice: what a reviewer has said twice becomes a line here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import dotted, files, name, python, tree

NOT_A_NOUN = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"}

CLOCKS = {
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "datetime.date.today",
    "QDateTime.currentDateTime",
    "QDate.currentDate",
    "QTime.currentTime",
}
MAY_ASK_THE_TIME = {
    "desktop/clocks.py": "the machine's clock is made here and handed in everywhere else",
    "desktop/logs.py": "a report of our own fault is dated by the machine, the rules never see it",
    "desktop/ui/shell/window.py": "the bar shows a clock before any home is open",
    "desktop/exchange/central/client.py": "Retry-After may be a date, and it is the server's clock against ours",
}
# Texts that carry a byte of a machine or a person; split, so that this file does not match itself.
MACHINE = re.compile(r"(?<![\w.])/(?:" + "|".join(("work/", "root/", "home/[a-z]", "Users/[A-Za-z]")) + ")")
MAY_NAME_A_FOLDER: dict[str, str] = {}
TEXT = {".py", ".md", ".toml", ".ftl", ".yaml", ".yml", ".txt", ".json", ".sh", ".lock", ".cfg", ""}


def test_a_file_is_a_noun_of_ours() -> None:
    parts = {
        (name(path), part)
        for path in python()
        for part in (*path.parent.parts, path.stem)
        if part in NOT_A_NOUN and not name(path).startswith("tests/helpers/")
    }
    assert not parts, "name it after what it holds"


def test_a_package_holds_its_map_and_nothing_else() -> None:
    fuller = [
        name(path)
        for path in python("desktop", "forms")
        if path.name == "__init__.py"
        for node in tree(path).body
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    assert not fuller, "no re-exports: a search must lead to the file"


def test_nothing_is_printed_past_the_answer() -> None:
    printed = [
        f"{name(path)}:{node.lineno}"
        for path in python("desktop", "forms")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and dotted(node.func) in ("print", "sys.stdout.write", "sys.stderr.write")
        # The command line's one way out.
        and name(path) != "desktop/cli/answer.py"
    ]
    assert not printed, "people are told through wording, programs through the answer"


@pytest.mark.parametrize("folder", ["desktop/ledger", "desktop/exam"])
def test_nothing_that_is_recorded_or_decided_is_a_float(folder: str) -> None:
    floats = []
    for path in python(folder):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                floats.append(f"{name(path)}:{node.lineno} {node.value}")
            elif isinstance(node, ast.Call) and dotted(node.func) == "float":
                floats.append(f"{name(path)}:{node.lineno} float(...)")
            elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and folder == "desktop/ledger":
                floats.append(f"{name(path)}:{node.lineno} /")
    assert not floats, "the record knows whole numbers only; so do the rules"


def test_the_clock_is_handed_in() -> None:
    asked = {
        f"{name(path)}:{node.lineno} {dotted(node.func)}"
        for path in python("desktop", "forms")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and dotted(node.func) in CLOCKS
        and name(path) not in MAY_ASK_THE_TIME
        # With a moment given, strftime only writes it down.
        and not (dotted(node.func) == "time.strftime" and len(node.args) > 1)
    }
    assert not asked, "take `now` as an argument: a morning must be rehearsable at any hour"


def test_every_exception_to_the_clock_rule_is_needed() -> None:
    asking = {
        name(path)
        for path in python("desktop")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and dotted(node.func) in CLOCKS
    }
    assert set(MAY_ASK_THE_TIME) <= asking


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    found = [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in files()
        if path.suffix in TEXT and name(path) not in MAY_NAME_A_FOLDER
        for number, line in enumerate(_lines(path), 1)
        if MACHINE.search(line)
    ]
    assert not found


def test_nobody_waits_for_milliseconds_in_tests() -> None:
    waits = [
        f"{name(path)}:{node.lineno}"
        for path in python("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and dotted(node.func) in ("qtbot.wait", "QTest.qWait")
    ]
    assert not waits, "wait for a signal or a condition"


def test_synthetic_people_only() -> None:
    """Identity numbers in the project begin with the impossible region 99, so that none can be anybody's."""
    number = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\w)")
    real = [
        f"{name(path)}: {found}"
        for path in files()
        if path.suffix in TEXT and path.suffix != ".lock"
        for line in _lines(path)
        for found in number.findall(line)
        if not found.startswith("99") and _check_digit(found)
    ]
    assert not real


def _check_digit(number: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(w * int(d) for w, d in zip(weights, number, strict=False)) % 11] == number[-1].upper()


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []
