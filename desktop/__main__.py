"""`python -m desktop` and `kaodian`: the window without arguments, a command with them.

The window is shown before anything else is imported; the command line brings Typer with it and waits for no window.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    desk = window_wanted(given)
    if desk is not None:
        from desktop.bootstrap import open_window

        return open_window(*desk)
    from desktop.cli.main import run

    return run(given)


def window_wanted(arguments: list[str]) -> tuple[str, str] | None:
    """(home, desk) when these arguments ask for the window and nothing else; empty strings where not given."""
    rest = list(arguments)
    home = desk = ""
    if len(rest) >= 2 and rest[0] == "--home":
        home, rest = rest[1], rest[2:]
    if not rest:
        return home, desk
    if rest[0] != "open":
        return None
    rest = rest[1:]
    if len(rest) == 2 and rest[0] == "--desk" and rest[1] in ("control", "door", "room", "custody", "office"):
        desk, rest = rest[1], []
    return None if rest else (home, desk)


if __name__ == "__main__":
    sys.exit(main())
