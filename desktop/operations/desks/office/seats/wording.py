"""What a move or a layout meets, in sentences of the page."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.exam.plan.arranging.findings import Finding
from desktop.exam.plan.editing.moves import Weighed
from desktop.operations.boards.seats import Told, Verdict
from desktop.operations.rooms.reasons import said
from desktop.operations.words import Catalogue

Weighing = tuple[Verdict, str, tuple[str, ...]]
"""Verdict, sentence, codes of the warnings in it."""


def weighing(words: Catalogue, weighed: Weighed, names: Mapping[str, str]) -> Weighing:
    """What putting somebody down would come to."""
    if weighed.refused is not None:
        if weighed.refused.code == "same-seat":
            return "", words.text("seats-own"), ()
        return "stop", with_clause(words, weighed.refused), ()
    if weighed.swapped:
        change = words.text("seats-would-swap", name=names.get(weighed.swapped, weighed.swapped))
    else:
        change = words.text("seats-would-move")
    hard = any(w.weight == "problem" for w in weighed.warnings)
    warnings = sorted(weighed.warnings, key=lambda w: w.weight != "problem")
    sentences = "；".join([change, *(with_clause(words, w) for w in warnings)])
    return "warn" if hard else "ok", sentences, tuple(w.code for w in warnings)


def with_clause(words: Catalogue, finding: Finding) -> str:
    """A finding's sentence and the clause behind it."""
    sentence = said(words, finding)
    return f"{sentence}（{finding.clause}）" if finding.clause else sentence


def told(words: Catalogue, finding: Finding, refused: bool = False) -> Told:
    """A finding as a line of its own."""
    tone = "stop" if refused else "warn" if finding.weight == "problem" else "plain"
    return Told(said(words, finding), finding.clause, tone)  # type: ignore[arg-type]


def came_to(words: Catalogue, weighed: Weighed, names: Mapping[str, str], rooms: Mapping[str, str]) -> str:
    """What a move that was kept came to."""
    if weighed.change is None:
        return ""
    seat = weighed.change.after[0]
    facts = {"name": names.get(seat.candidate, ""), "room": rooms.get(seat.room, seat.room), "number": seat.number}
    if weighed.swapped:
        return words.text("seats-swapped", other=names.get(weighed.swapped, ""), **facts)
    return words.text("seats-moved", **facts)
