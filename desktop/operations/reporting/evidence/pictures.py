"""Pictures the room's record names by their hash: evidence photos, and signed sheets as somebody confirmed them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.exam.evidence.sheets import sheet_key
from desktop.exam.frame.context import Context
from desktop.operations.reporting.evidence.item import Item
from desktop.operations.reporting.evidence.looking import Looking, of_kind
from desktop.operations.reporting.heading import at_of


def photos(look: Looking) -> Iterator[Item]:
    """What was photographed (N11), each picture once. No photo is asked for by itself, so none is ever a gap."""
    taken = reversed(of_kind(look.here(), "photo-added"))
    once = {str(e.data.get("attachment")): e for e in taken}
    for hash, e in sorted(once.items(), key=lambda found: at_of(found[1])):
        right, facts = (
            look.ctx.rules.rights.get("add-photo"),
            {"what": "photo", "attachment": hash, "shows": e.data.get("shows")},
        )
        slots, clause = look.slots("add-photo", e), right.clause if right else ""
        yield Item(f"photo:{hash}", "pictures", clause, None, at_of(e), slots, (e,), (), False, facts)


def sheets(look: Looking) -> Iterator[Item]:
    """Signed sheets read back and confirmed (C3), each picture of a page once, by its last word. None is asked for by
    itself, so none is ever a gap; what differs on one is an incident, and that is one until the chief has decided."""
    confirmed = of_kind(look.here(), "sheet-confirmed")
    last = {(_key(e.data), str(e.data.get("attachment"))): e for e in confirmed}
    newest = {_key(e.data): str(e.data.get("attachment")) for e in confirmed}
    right = look.ctx.rules.rights.get("confirm-sheet")
    clause = right.clause if right else ""
    for (key, hash), e in sorted(last.items(), key=lambda found: at_of(found[1])):
        facts = sheet_facts(look.ctx, look.sitting, e.data) | {"superseded": newest[key] != hash}
        slots = look.slots("confirm-sheet", e)
        yield Item(f"sheet:{key}/{hash}", "pictures", clause, None, at_of(e), slots, (e,), (), False, facts)


def _key(data: Mapping[str, Any]) -> str:
    page = data.get("page")
    return sheet_key(str(data.get("form")), str(data.get("number", "")), page if isinstance(page, int) else 1)


def sheet_facts(ctx: Context, sitting: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody confirmed of one page: which page, its picture's hash, how many signed, which rows were judged by
    eye, what the record said otherwise and what the chief decided on it (`decided`, None while open or where nothing
    differs). Whatever a peer wrote, this is JSON of the right shapes."""
    incident = str(data.get("incident") or "")
    state = ctx.state.incident(incident) if incident else None
    done = state.resolved if state is not None else None
    decided = None
    if done is not None:
        decided = {"at": done.at, "officers": list(done.officers), "decision": done.data.get("decision", "")}
    return {
        "what": "sheet",
        "form": str(data.get("form", "")),
        "number": str(data.get("number", "")),
        "page": data.get("page"),
        "pages": data.get("pages"),
        "attachment": str(data.get("attachment", "")),
        "signed": len(_words(data, "signed")),
        "unsigned": len(_words(data, "unsigned")),
        "by_eye": len(_words(data, "by_eye")),
        "differs": [{"candidate": c, "seat": _seat(ctx, sitting, c)} for c in _words(data, "differs")],
        "contrary": list(_words(data, "contrary")),
        "incident": incident,
        "decided": decided,
    }


def _words(data: Mapping[str, Any], name: str) -> Sequence[str]:
    found = data.get(name)
    return [word for word in found if isinstance(word, str)] if isinstance(found, (list, tuple)) else ()


def _seat(ctx: Context, sitting: str, candidate: str) -> int:
    place = ctx.place(sitting, candidate)
    return place.number if place else 0
