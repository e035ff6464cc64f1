"""From a reading to the candidate, and what in the document speaks against that candidate (002 Art 19; U16).

The number decides who it is. Everything else on the document only confirms or contradicts: what the document or the
roster does not say never contradicts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from desktop.exam.frame.context import Context
from desktop.exam.identity import tokens
from desktop.exam.identity.names import Likeness, likeness, same_name
from desktop.exam.identity.reading import Reading
from desktop.exam.plan.documents import read_number
from desktop.exam.plan.model import PASSES, Candidate, Sex

if TYPE_CHECKING:  # nobody with a resident card waits for it
    from desktop.exam.identity.pinyin import Heard

By = Literal["number", "correction", "other-document", "chip"]

EPOCH = date(1970, 1, 1).toordinal()
_PASS = re.compile(r"([HM][0-9]{8})(?:[0-9]{2})?|([0-9]{8})(?:[0-9]{2}(?:\(?[A-Z]\)?)?)?")
_SEXES: Mapping[str, Sex] = {"男": "male", "male": "male", "女": "female", "female": "female"}


class Found(NamedTuple):
    """Whose document it is, and by what: its number on the roster, a corrected number (Art 28), a number of the same
    person's other document, or the chip enrolled as theirs."""

    candidate: Candidate
    by: By = "number"


def find(ctx: Context, reading: Reading) -> Found | tuple[Candidate, ...]:
    """The candidate, or the several who may be meant, or nobody."""
    if not reading.number or reading.unreadable:
        chip = tokens.candidate_with(ctx, reading.token, tokens.CHIP) if reading.token else ""
        return Found(ctx.index.candidates[chip], "chip") if chip else ()
    number = reading.number
    by: By = "number"
    found = ctx.index.by_document.get(number)
    if found is None:
        number = _plain(number)
        found = ctx.index.by_document.get(number, ())
    if not found and ctx.corrections:
        found, by = _corrected_to(ctx, number), "correction"
    if not found:
        found, by = _by_other_number(ctx, number, reading), "other-document"
    if len(found) > 1:
        found = _told_apart(found, reading)
    if len(found) != 1:
        return found
    return Found(found[0], "other-document" if by == "number" and _of_another_kind(found[0], reading) else by)


def ticket_held(ctx: Context, reading: Reading) -> Reading:
    """A ticket read as a contactless chip is the ticket scanned."""
    if not reading.token or reading.ticket:
        return reading
    who = tokens.candidate_with(ctx, reading.token, tokens.TICKET)
    return replace(reading, ticket=ctx.index.candidates[who].admission_number) if who else reading


def _plain(number: str) -> str:
    return unicodedata.normalize("NFKC", number).strip().upper()


def _corrected_to(ctx: Context, number: str) -> tuple[Candidate, ...]:
    ids = (c for c, changed in ctx.corrections.items() if changed.get("document_number", "").upper() == number)
    return tuple(ctx.index.candidates[c] for c in ids if c in ctx.index.candidates)


def _by_other_number(ctx: Context, number: str, reading: Reading) -> tuple[Candidate, ...]:
    """Whose other document it is. A pass to the mainland keeps its number for life and counts its issues behind it, so
    an earlier or later issue of the registered pass is found too."""
    others = tuple(map(_plain, reading.other_numbers))
    for other in others:
        if found := ctx.index.by_document.get(other, ()) or _corrected_to(ctx, other):
            return found
    for one in (number, *others) if reading.document_type in PASSES else others:
        if (pass_ := _PASS.fullmatch(one)) and (found := ctx.index.by_pass.get(pass_[1] or pass_[2], ())):
            return found
    return ()


def _of_another_kind(who: Candidate, reading: Reading) -> bool:
    """Kinds with an 18-digit number share one number space; among all others an equal number may be chance."""
    kind = reading.document_type
    return bool(kind) and kind != who.document_type and len(who.document_number) != 18


def _told_apart(found: tuple[Candidate, ...], reading: Reading) -> tuple[Candidate, ...]:
    """Documents of different kinds may share a number: the officer's choice, kind, ticket and name tell whose it is."""
    for same in (
        [c for c in found if c.id == reading.chosen],
        [c for c in found if c.document_type == reading.document_type],
        [c for c in found if reading.ticket and c.admission_number == reading.ticket],
        [c for c in found if reading.name and same_name(c.name, reading.name) in ("same", "similar")],
    ):
        if same:
            found = tuple(same)
    return found


# --- what confirms or contradicts -------------------------------------------------------------------------------------


def names(ctx: Context, who: Candidate, reading: Reading) -> Likeness | Literal[""]:
    """How the document's names compare with the roster's and a corrected one; empty where the document has none."""
    if reading.name == who.name:
        return "same"
    if not reading.name and not reading.other_name:
        return ""
    return likeness((who.name, corrected(ctx, who, "name")), (reading.name, reading.other_name))


def sounds(ctx: Context, who: Candidate, reading: Reading) -> Heard:
    """How names of two scripts compare by sound: alike where any two of them are, unlike where all are."""
    if ctx.readings is None:
        return ""
    from desktop.exam.identity.pinyin import heard

    known = [name for name in (who.name, corrected(ctx, who, "name")) if name]
    read = [name for name in (reading.name, reading.other_name) if name]
    found = {heard(a, b, ctx.readings) for a in known for b in read}
    return "alike" if "alike" in found else "unlike" if found == {"unlike"} else ""


def corrected(ctx: Context, who: Candidate, field: str) -> str:
    """A corrected value of the roster (Art 28), or empty."""
    changed = ctx.corrections.get(who.id) if ctx.corrections else None
    return changed.get(field, "") if changed else ""


def contradictions(ctx: Context, who: Candidate, reading: Reading, now: int) -> tuple[str, ...]:
    """Which of sex and birth date on the document say another person than the roster does. The roster knows a birth
    date from an 18-digit number only. A machine-readable zone has no century, so none is compared."""
    out = []
    if reading.sex != "unknown":
        sex = _SEXES.get(corrected(ctx, who, "sex").strip(), who.sex)
        if sex not in ("unknown", reading.sex):
            out.append("sex")
    born = birth_of(ctx, who, now) if len(reading.birth) == 10 else ""
    whole = reading.birth.replace("-", "").isdecimal() and "-00" not in reading.birth  # some are born on no known day
    if born and whole and born[2:] != reading.birth[2:]:
        out.append("birth")
    return tuple(out)


def birth_of(ctx: Context, who: Candidate, now: int) -> str:
    """ISO, from the roster's 18-digit number; empty where it tells none."""
    number = corrected(ctx, who, "document_number").upper() or who.document_number
    kind = corrected(ctx, who, "document_type") or who.document_type
    born = read_number(kind, number, date.fromordinal(EPOCH + ctx.local_day(now)))[2] if len(number) == 18 else None
    return born.isoformat() if born else ""


def of_the_ticket(ctx: Context, reading: Reading, now: int) -> Candidate | None:
    """The ticket's owner, where the document is plainly theirs though its number is not the registered one: the name
    agrees, or in another script the birth date does, and nothing contradicts."""
    who = ctx.index.by_admission_number.get(reading.ticket or "")
    if who is None or contradictions(ctx, who, reading, now):
        return None
    named = names(ctx, who, reading)
    born = birth_of(ctx, who, now)
    same_birth = bool(born) and born[2:] == reading.birth[2:]
    return who if named in ("same", "similar") or (named == "other-script" and same_birth) else None


def namesakes(ctx: Context, sitting: str, name: str, but: str = "") -> bool:
    """Whether another candidate of this sitting has this name (U16)."""
    found = ctx.index.by_name.get(name, ()) if name else ()
    if not found or (len(found) == 1 and found[0].id == but):
        return False
    return any(c.id != but and sitting in c.sittings for c in found)
