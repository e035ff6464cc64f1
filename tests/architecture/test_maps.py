"""Each `__init__.py` is the map of its folder: it names what lies there, and nothing that has gone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.source import ROOT, name, python, tree

MAPPED_ELSEWHERE = {"desktop": "ARCHITECTURE.md is the map of the whole"}
_LISTED = re.compile(r"([a-z_]+(?:\.py|/)?(?:, [a-z_]+(?:\.py|/)?)*)(?: {2,}| ?$)")


def lying_there(folder: Path) -> set[str]:
    below = [path.relative_to(folder) for path in python(folder.relative_to(ROOT).as_posix())]
    found = {path.parts[0].removesuffix(".py") for path in below}
    return {one for one in found if not one.startswith("__")}


def maps() -> dict[Path, str]:
    """Folder to its map. The forms' folders stand in the press again, file by file."""
    folders = {path.parent: path for path in python("desktop", "forms") if path.name == "__init__.py"}
    again = {ROOT / "desktop/press" / folder.name for folder in folders if folder.parent == ROOT / "forms"}
    return {
        folder: ast.get_docstring(tree(path)) or ""
        for folder, path in folders.items()
        if folder not in again and name(folder) not in MAPPED_ELSEWHERE
    }


def test_a_map_names_everything_in_its_folder() -> None:
    left_out = {
        name(folder): missing
        for folder, said in maps().items()
        if (missing := sorted(one for one in lying_there(folder) if not re.search(rf"\b{one}\b", said)))
    }
    assert not left_out, "say in the folder's __init__.py what it is"


def test_a_map_lists_nothing_that_has_gone() -> None:
    gone = {}
    for folder, said in maps().items():
        listed = (m[1].split(", ") for line in said.splitlines()[1:] if (m := _LISTED.match(line)))
        named = {re.sub(r"\.py$|/$", "", one) for row in listed for one in row}
        if lost := sorted(named - lying_there(folder)):
            gone[name(folder)] = lost
    assert not gone, "take it off the map"
