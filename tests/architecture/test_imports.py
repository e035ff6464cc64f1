"""Who may import what: the contracts of pyproject.toml, and a place for everything of others."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.architecture.source import ROOT, name, python, tree

OURS = {"desktop", "forms", "tests", "installer"}
# Packages that reach the program without an import of their own.
NOT_IMPORTED = {
    "rl-accel": "reportlab finds its accelerator by itself",
    "pypdfium2": "reads PDF; used by tests, and by the print preview once it is there",
}
# Modules of a declared package that come from a part of it.
COMES_WITH = {"shiboken6": "pyside6-essentials"}
# Floor 1 is as bare as it looks; what a floor above it may bring along is settled by the contracts.
BARE = {"desktop/exam": set(), "desktop/ledger": {"cryptography", "rfc8785"}, "desktop/operations": set()}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, top-level package) of every import in a file, those inside functions too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.partition(".")[0]


def test_the_import_contracts_hold() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]


def test_every_part_is_imported_by_its_full_name() -> None:
    relative = [
        f"{name(path)}:{node.lineno}"
        for path in python("desktop", "forms")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative, "write the full module name, so that a search finds every use"


def test_rules_record_and_operations_stand_on_the_standard_library() -> None:
    strange = [
        f"{name(path)}:{line} {package}"
        for folder, allowed in BARE.items()
        for path in python(folder)
        for line, package in imports(path)
        if package not in sys.stdlib_module_names | OURS | allowed
    ]
    assert not strange


def test_the_rules_touch_nothing_outside_themselves() -> None:
    outside = {"os", "pathlib", "time", "socket", "subprocess", "threading", "random", "secrets", "sqlite3", "io"}
    reached = [
        f"{name(path)}:{line} {package}"
        for path in python("desktop/exam")
        for line, package in imports(path)
        if package in outside
    ]
    assert not reached, "rules take what they need as arguments: no clock, no files, no chance"


def test_packages_of_others_are_declared_and_declared_ones_are_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {_plain(re.split(r"[<>=!~\[ ;]", row)[0]) for row in project["project"]["dependencies"]}
    owners = {**packages_distributions(), **{package: [owner] for package, owner in COMES_WITH.items()}}
    used: dict[str, str] = {}
    for path in python("desktop", "forms"):
        for line, package in imports(path):
            if package not in sys.stdlib_module_names | OURS:
                used.setdefault(package, f"{name(path)}:{line}")
    undeclared = {
        package: where
        for package, where in used.items()
        if not declared & {_plain(owner) for owner in owners.get(package, [package])}
    }
    assert not undeclared, "add it to pyproject.toml and run `uv lock`"
    needed = {_plain(owner) for package in used for owner in owners.get(package, [])}
    assert not declared - needed - set(NOT_IMPORTED), "declared, but nothing imports it"


def _plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()
