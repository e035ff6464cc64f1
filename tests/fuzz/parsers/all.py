"""The list of parsers. Each module's own are made when this is called: in the process that tries them."""

from __future__ import annotations

from tests.fuzz.parser import Parser


def parsers() -> dict[str, Parser]:
    """By name, in the order in which they are tried."""
    from tests.fuzz.parsers import cards, chips, files, lines, modules, pictures

    every = (*lines.PARSERS, *files.PARSERS, *modules.PARSERS, *cards.PARSERS, *chips.PARSERS, *pictures.PARSERS)
    return {parser.name: parser for parser in every}
