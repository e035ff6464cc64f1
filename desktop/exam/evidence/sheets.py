"""Signed sheets that came back (P, C3): what a person confirmed that the paper says, page by page.

The entry names the scan by its SHA-256, who signed by candidate id, and what the record said otherwise just then. It
changes nothing the door wrote; where paper and record differ the chief is told and decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from desktop.exam.day.balance import LIST, admitted
from desktop.exam.day.incidents import incident
from desktop.exam.evidence.photos import DIGEST
from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Spec, Target
from desktop.exam.frame.context import Context
from desktop.exam.frame.given import whole, word, words
from desktop.exam.frame.state import Done, Recorded, RoomState, SittingState

FORMS = (LIST, "room-record", "custody-slip")
PRINT = re.compile("[0-9A-F]{8}")
"""Which print run a page is of: the beginning of its layout's SHA-256."""


def sheet_key(form: str, number: str, page: int) -> str:
    """Names one page of one document; a later print of it has the same."""
    return f"{form}:{number}:{page}"


def confirm_sheet(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """One page as a person confirmed it: who has signed and who has not, other boxes by their key. What the record says
    otherwise is for the chief, once: the same again carries the same incident."""
    data = command.data
    if problem := _misshapen(ctx, command, target):
        return problem
    key = sheet_key(data["form"], str(data.get("number") or ""), data["page"])
    before = _state(ctx, target).sheets.get(key)
    if before is not None and before.data["attachment"] == data["attachment"]:
        return Refused("already-done", {"at": before.at})
    signed, unsigned = sorted(data.get("signed") or ()), sorted(data.get("unsigned") or ())
    contrary = sorted(data.get("contrary") or ())
    differs = differing(ctx, target.sitting, target.room, signed, unsigned) if data["form"] == LIST else []
    facts: list[Fact] = []
    opened = ""
    if differs or contrary:
        same = before is not None and [before.data["differs"], before.data["contrary"]] == [differs, contrary]
        opened = str(before.data["incident"]) if before is not None and same else ""
        if not opened:
            told = incident(command, target.sitting, target.room, "other", "C3", now, target.key)
            facts.append(told)
            opened = str(told.data["incident"])
    said = {
        "sitting": target.sitting,
        "room": target.room,
        "form": data["form"],
        "number": str(data.get("number") or ""),
        "page": data["page"],
        "pages": data["pages"],
        "print": data["print"],
        "attachment": data["attachment"],
        "signed": signed,
        "unsigned": unsigned,
        "boxes": dict(data.get("boxes") or {}),
        "by_eye": sorted(data.get("by_eye") or ()),
        "differs": differs,
        "contrary": contrary,
        "incident": opened,
    }
    return (Fact("sheet-confirmed", (target.key,), said), *facts)


def differing(ctx: Context, sitting: str, room: str, signed: Iterable[str], unsigned: Iterable[str]) -> list[str]:
    """Candidates whose row says otherwise than the door: signed without being let in here, or let in and not signed."""
    here = admitted(ctx, sitting, room)
    return sorted((set(signed) - here) | (set(unsigned) & here))


def _misshapen(ctx: Context, command: Command, target: Target) -> Refused | None:
    """What a form cannot look like; untrusted, as all data of a command."""
    data = command.data

    def wrong(field: str) -> Refused:
        return Refused("data-wrong", {"field": field, "command": command.name, "choices": []})

    if not DIGEST.fullmatch(data["attachment"]):
        return wrong("attachment")
    if not PRINT.fullmatch(data["print"]):
        return wrong("print")
    if data["page"] > data["pages"]:
        return wrong("page")
    if data["form"] != "custody-slip" and not target.room:
        return Refused("about-type", {"about": target.key, "needs": "room"})
    signed, unsigned = list(data.get("signed") or ()), list(data.get("unsigned") or ())
    rows = signed + unsigned
    if len(set(rows)) != len(rows) or not set(rows) <= set(ctx.index.candidates):
        return wrong("signed")
    if data["form"] != LIST and rows:
        return wrong("signed")
    boxes = set(data.get("boxes") or ())
    if not set(data.get("contrary") or ()) <= boxes:
        return wrong("contrary")
    return wrong("by_eye") if not set(data.get("by_eye") or ()) <= boxes | set(rows) else None


def _state(ctx: Context, target: Target) -> RoomState | SittingState:
    return ctx.state.room(target.sitting, target.room) if target.type == "room" else ctx.state.sitting(target.sitting)


# --- folding ----------------------------------------------------------------------------------------------------------


def _confirmed(state: Any, e: Recorded) -> Any:
    """A room's sheets and a sitting's alike: the last word on a page stands, the earlier ones stay in the record."""
    d = e.data
    key = sheet_key(word(d, "form"), word(d, "number"), whole(d, "page", 1))
    for name in ("print", "attachment", "incident"):
        word(d, name)
    whole(d, "pages", 1)
    lists = {name: words(d, name) for name in ("signed", "unsigned", "differs", "contrary", "by_eye")}
    if not isinstance(d["boxes"], Mapping):
        raise ValueError("boxes: a table is needed")
    data = {**d, **{name: list(found) for name, found in lists.items()}}
    return replace(state, sheets={**state.sheets, key: Done(e.wall, e.officers, data)})


APPLY: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("room", "sheet-confirmed"): _confirmed,
    ("sitting", "sheet-confirmed"): _confirmed,
}

COMMANDS = (
    Spec(
        "confirm-sheet",
        "room",
        confirm_sheet,
        ("sheet-confirmed", "incident-reported"),
        (
            Field("form", "choice", choices=FORMS),
            Field("number", "text", required=False),
            Field("page", "number", least=1, most=1000),
            Field("pages", "number", least=1, most=1000),
            Field("print", "text"),
            Field("attachment", "text"),
            Field("signed", "list", required=False),
            Field("unsigned", "list", required=False),
            Field("boxes", "map", required=False),
            Field("contrary", "list", required=False),
            Field("by_eye", "list", required=False),
        ),
    ),
)
