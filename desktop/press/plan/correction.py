"""考生信息更正单: everybody corrected since publishing, what the plan said and what it says now; or a blank one."""

from __future__ import annotations

from desktop.exam.frame.state import Done
from desktop.exam.plan.model import Candidate
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms import words
from forms.plan.correction import Changed, Correction, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    """One sheet a candidate; one without a name where nobody has been corrected, or for nobody in particular a blank
    one is asked for. Raises SiteFault print-…"""
    if wanted.blank and not wanted.candidate:
        return [Correction()], render
    if wanted.candidate:
        people = source.people(wanted.candidate)
    else:
        known = source.context.index.candidates
        here = None
        if wanted.room:
            rooms = source.rooms(wanted.room)
            here = {who.id for sitting, room in rooms for _, who in source.seated(sitting.id, room.id)}
        people = [known[id] for id in source.context.corrections if id in known and (here is None or id in here)]
    return [_sheet(source, who, wanted.blank) for who in people] or [Correction()], render


def _sheet(source: PrintSource, who: Candidate, blank: bool) -> Correction:
    before = source.context.index.candidates[who.id]
    now = source.candidate(who.id)
    done = [] if blank else _done(source, before)
    changes = tuple(
        Changed(
            source.words.text(f"choice-{d.data['field']}"),
            _value(source, before, str(d.data["field"])),
            _value(source, now, str(d.data["field"])),
            d.at,
        )
        for d in done
    )
    sitting = next((t for t in source.plan.sittings if t.id in who.sittings), None)
    place = source.context.place(sitting.id, who.id) if sitting else None
    room = source.context.index.rooms.get(place.room) if place else None
    return Correction(
        now.name,
        now.admission_number,
        room.number if room else "",
        place.number if place else None,
        words.occupation_level(now.occupation, now.level, now.direction),
        changes,
        "；".join(dict.fromkeys(str(d.data.get("reason", "")) for d in done)),
        source.staff(dict.fromkeys(p for d in done for p in d.officers)),
    )


def _done(source: PrintSource, who: Candidate) -> list[Done]:
    """The corrections of a candidate, one a field: an entry is about all sittings, and the last of a field counts."""
    found = [d for t in who.sittings for d in source.context.state.candidate(t, who.id).corrections]
    return list({str(d.data["field"]): d for d in sorted(found, key=lambda d: d.at)}.values())


def _value(source: PrintSource, who: Candidate, field: str) -> str:
    value = str(getattr(who, field))
    return words.SEXES.get(value, "") if field == "sex" else value
