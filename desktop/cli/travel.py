"""A travel document's key as words of the command line."""

from __future__ import annotations

from desktop.cli.answer import Wrong


def travel_key(
    mrz: str | None, document: str | None, birth: str | None, expiry: str | None, can: str | None, known: str = ""
) -> dict[str, str]:
    """What opens the chip, by the members of TravelKey, all empty where nothing was given. `known` is the document
    number where the roster has told it already. Raises Wrong."""
    dates = (birth, expiry)
    if document is None and known and any(day is not None for day in dates):
        document = known
    apart = (document, *dates)
    if sum((mrz is not None, any(x is not None for x in apart), can is not None)) > 1:
        raise Wrong("--mrz、--document/--birth/--expiry、--can 只能用一种。")
    if any(x is not None for x in apart) and not all(apart):
        raise Wrong("--document、--birth、--expiry 要一起给出。")
    for name, given in (("--birth", birth), ("--expiry", expiry)):
        if given is not None and not (len(given) == 6 and given.isascii() and given.isdigit()):
            raise Wrong(f"{name} 要写成 YYMMDD，例如 900307。")
    return {
        "mrz": mrz or "",
        "document": document or "",
        "birth": birth or "",
        "expiry": expiry or "",
        "can": can or "",
    }
