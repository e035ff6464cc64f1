"""Small modules without a maze: caps on files, functions and folders. An exception needs a written reason here."""

from __future__ import annotations

import ast
from collections import Counter

from tests.architecture.source import name, python, tree

MOST_LINES = 400
MOST_FUNCTION_LINES = 60
MOST_FILES = 12

LONGER_FILES: dict[str, str] = {
    "tests/exam/plan/test_deadlines_and_setup.py": "one table of every D and N rule, in the order of the requirements",
    "tests/helpers/morning.py": "one whole normal day and the hands that play it, read from top to bottom",
    "tests/ledger/test_verify.py": "one test for every way to forge a record, read as one list",
    "tests/ui/samples.py": "one invented site's boards, data only",
}
LONGER_FUNCTIONS: dict[str, str] = {
    "tests/helpers/morning.py:normal_day": "a day is one list of minutes, and cutting it would hide the order",
}
FULLER_FOLDERS: dict[str, str] = {}


def test_no_file_is_longer_than_the_cap() -> None:
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python()}
    longer = {where: count for where, count in lines.items() if count > MOST_LINES}
    assert not set(longer) - set(LONGER_FILES), {w: longer[w] for w in set(longer) - set(LONGER_FILES)}
    assert not set(LONGER_FILES) - set(longer), "an exception that is no longer needed"


def test_no_function_is_longer_than_the_cap() -> None:
    longer = {
        f"{name(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in python()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MOST_FUNCTION_LINES
    }
    assert not set(longer) - set(LONGER_FUNCTIONS), {w: longer[w] for w in set(longer) - set(LONGER_FUNCTIONS)}
    assert not set(LONGER_FUNCTIONS) - set(longer), "an exception that is no longer needed"


def test_no_folder_holds_more_files_than_the_cap() -> None:
    held = Counter(name(path.parent) for path in python() if path.name != "__init__.py")
    fuller = {where: count for where, count in held.items() if count > MOST_FILES}
    assert not set(fuller) - set(FULLER_FOLDERS), {w: fuller[w] for w in set(fuller) - set(FULLER_FOLDERS)}
    assert not set(FULLER_FOLDERS) - set(fuller), "an exception that is no longer needed"
