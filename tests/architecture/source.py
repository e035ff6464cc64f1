"""The project's own files as these tests read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_NOT_OURS = {".venv", ".git", "out", "__pycache__", "node_modules", "build", "dist"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project: what git holds, or, without git (an unpacked archive), what lies there."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
        if listed.returncode == 0 and listed.stdout:
            found = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
            return tuple(sorted(path for path in found if path.is_file()))
    return tuple(sorted(path for path in _walk(ROOT) if path.is_file()))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in _NOT_OURS or (path.is_dir() and path.name.startswith(".") and path.name != ".ci"):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def python(*folders: str) -> list[Path]:
    """Our Python files below these folders of the project, all of them when none is named."""
    wanted = [ROOT / folder for folder in folders] or [ROOT]
    return [path for path in files() if path.suffix == ".py" and any(path.is_relative_to(one) for one in wanted)]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    """The path as people write it: from the project's root."""
    return path.relative_to(ROOT).as_posix()


def dotted(node: ast.expr) -> str:
    """`a.b.c` of an expression made of names, else an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = dotted(node.value)
        return f"{left}.{node.attr}" if left else ""
    return ""


def constants(*folders: str) -> set[str]:
    """Every string literal in the code of these folders, docstrings left out."""
    found: set[str] = set()
    for path in python(*folders):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found
