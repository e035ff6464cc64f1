"""`python -m desktop` and `kaodian`: the window without arguments, a command with them.

The window is shown before anything else is imported; a command waits for no window.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

DESKS = ("control", "door", "room", "custody", "office")


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code. Whoever interrupts us before or after a command can say so gets no traceback either."""
    try:
        return _main(arguments)
    except KeyboardInterrupt:
        return 1


def _main(arguments: Sequence[str] | None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    wanted = window_wanted(given)
    if wanted is not None:
        from desktop.opening import open_window

        return open_window(*wanted)
    from desktop.cli.main import run

    return run(given)


def window_wanted(arguments: Sequence[str]) -> tuple[str, str, tuple[str, ...]] | None:
    """(home, desk, sources) when these arguments ask for the window and nothing else; empty where not given.

    Anything out of the ordinary is left to the command line, which knows how to say what is wrong.
    """
    home = desk = ""
    sources: list[str] = []
    opening = False
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "open" and not opening:
            opening = True
        elif name == "--home" and not home:
            home = value if equals else next(words, "")
            if not home:
                return None
        elif name == "--desk" and opening and not desk:
            desk = value if equals else next(words, "")
            if desk not in DESKS:
                return None
        elif name == "--source" and opening:
            sources.append(value if equals else next(words, ""))
            if not sources[-1]:
                return None
        else:
            return None
    return home, desk, tuple(sources)


if __name__ == "__main__":
    sys.exit(main())
