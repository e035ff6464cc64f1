"""A verdict as people read it: its sentences, what else to look at, two names side by side, the door's board of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.exam.day.verdict import Reading
from desktop.exam.day.verdict import Verdict as Judged
from desktop.exam.frame.context import Context
from desktop.exam.identity.match import corrected, sounds
from desktop.exam.identity.names import differing, same_name
from desktop.exam.plan.documents import RESIDENT
from desktop.exam.plan.model import Candidate
from desktop.operations.boards.door import Clause, NamesBeside, Photo, RecentCheck, Verdict, VerdictTone, Way
from desktop.operations.boards.shell import Choice
from desktop.operations.door import Checked
from desktop.operations.ports import AttachmentStore
from desktop.operations.words import Words

TONES: Mapping[str, VerdictTone] = {"ok": "ok", "look": "warn", "stop": "stop"}
SAID_BY_TROUBLE = frozenset({"document-unreadable", "document-doubtful"})
"""Verdicts whose reason a reader may know better than the rules."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one verdict: `title` large, `reason` why, `next` what to do, `warnings` what else to look at."""

    title: str
    reason: str
    next: str
    warnings: tuple[str, ...]


def said_of(words: Words, verdict: Judged, reading: Reading) -> Said:
    """The sentences. A reader that knows why a document could not be read, or what is wrong with its chip, says it in
    the rules' stead."""
    facts = words.facts(verdict.facts)
    trouble = f"trouble-{reading.trouble}"
    told = verdict.code in SAID_BY_TROUBLE and bool(reading.trouble) and words.catalogue.has(trouble)
    return Said(
        words.text(f"verdict-{verdict.code}", **facts),
        words.text(trouble if told else f"reason-{verdict.code}", **facts),
        words.text(f"todo-{verdict.code}", **facts),
        tuple(words.text(f"warning-{w}") for w in verdict.warnings),
    )


def names_beside(ctx: Context, candidate: str, reading: Reading) -> NamesBeside | None:
    """Both names where they are not plainly the same; None where there is nothing to compare."""
    who = ctx.index.candidates.get(candidate)
    read = [name for name in (reading.name, reading.other_name) if name]
    if who is None or not read:
        return None
    ours = corrected(ctx, who, "name") or who.name
    if any(same_name(known, name) == "same" for known in (ours, who.name) for name in read):
        return None
    beside = next((name for name in read if same_name(ours, name) != "other-script"), read[0])
    alike = same_name(ours, beside) == "other-script" and sounds(ctx, who, reading) == "alike"
    return NamesBeside(ours, beside, *differing(ours, beside), alike)


def photo_of(attachments: AttachmentStore, who: Candidate) -> bytes | None:
    """The JPEG an import kept for the candidate; None where there is none, or only a file name that led nowhere."""
    return attachments.get(who.photo) if who.has_photo else None


# --- the door's board -------------------------------------------------------------------------------------------------


def verdict_board(
    words: Words,
    ctx: Context,
    checked: Checked,
    reading: Reading,
    portrait: bytes | None,
    registered: bytes | None = None,
) -> Verdict:
    """One check as the door shows it; `portrait` is the document's photo, `registered` the candidate's own."""
    v, said = checked.verdict, said_of(words, checked.verdict, reading)
    who = ctx.index.candidates.get(v.candidate)
    pictures = (("document", portrait), ("registered", registered))
    shown = Verdict(
        id=f"{checked.entry.desk}-{checked.entry.number}",
        tone=TONES[v.colour],
        headline=said.title,
        name=who.name if who else "",
        details=_details(words, who) if who else "",
        reason=said.reason,
        next=said.next,
        photos=tuple(Photo(words.text(f"door-photo-{of}"), image) for of, image in pictures if image),
        warnings=said.warnings,
        names=names_beside(ctx, v.candidate, reading),
        choices=tuple(_choice(words, ctx.index.candidates[c]) for c in v.choices),
    )
    if v.admits and v.place:
        sign = words.text("door-sign-row", seat=v.place.number)
        return replace(shown, seat=str(v.place.number), next=sign, awaits_signature=True)
    shown = replace(shown, clause=Clause(v.clause, "") if v.clause else None)
    if v.code == "wrong-room":
        big = words.text("door-room-big", room=str(v.facts.get("number", "")))
        return replace(shown, big=big, place=_where(words, v.facts), way=_way(words, checked))
    return shown


def recent_line(words: Words, checked: Checked) -> RecentCheck:
    """The same check in the list of the last ones."""
    v = checked.verdict
    who = words.index.candidates.get(v.candidate)
    seat = f"{v.place.number:02d}" if v.admits and v.place else "—"
    result = words.text(f"verdict-{v.code}", **words.facts(v.facts))
    if v.code == "wrong-room":
        result = words.text("door-recent-wrong-room", room=str(v.facts.get("number", "")))
    return RecentCheck(words.time(checked.at), seat, who.name if who else "—", result, TONES[v.colour])


def _details(words: Words, who: Candidate) -> str:
    tail = "door-id-tail" if who.document_type == RESIDENT else "door-document-tail"
    number = words.text("door-ticket-number", number=who.admission_number)
    return f"{number} · {words.text(tail, tail=who.document_number[-4:])}"


def _choice(words: Words, who: Candidate) -> Choice:
    return Choice(who.id, who.name, f"{who.document_type} · {_details(words, who)}")


def _where(words: Words, facts: Mapping[str, Any]) -> str:
    floor = words.floor(str(facts.get("floor", "")))
    parts = (str(facts.get("building", "")), floor, str(facts.get("place", "")))
    return words.text("door-place", place=" ".join(p for p in parts if p), seat=facts.get("seat", ""))


def _way(words: Words, checked: Checked) -> Way | None:
    """From floor to floor; on one floor the room's name is the way."""
    here = words.index.rooms[checked.room.room]
    there = words.index.rooms[str(checked.verdict.facts["room"])]
    if (here.building, here.floor) == (there.building, there.floor) or not (here.floor and there.floor):
        return None
    return Way(words.floor(here.floor), words.floor(there.floor), there.place)
