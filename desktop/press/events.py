"""Everything out of the ordinary that the record holds of a room, in words: for room record and day report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.exam.frame.context import MINUTE
from desktop.exam.frame.state import Done
from desktop.exam.plan.model import Room, Sitting
from desktop.press.source import PrintSource


@dataclass(frozen=True, slots=True)
class Event:
    """What happened at `at` (UTC ms), what was done about it, and who wrote it down (names)."""

    at: int
    what: str
    disposal: str
    by: str


def events(source: PrintSource, sitting: Sitting, room: Room) -> list[Event]:
    """Incidents, paper defects, refused and exchanged bags, outings, suspensions, extra time, visitors: by time."""
    parts: tuple[Callable[[PrintSource, Sitting, Room], Iterator[Event]], ...] = (
        _incidents,
        _bags,
        _papers,
        _outings,
        _times,
        _visitors,
    )
    return sorted((e for part in parts for e in part(source, sitting, room)), key=lambda e: e.at)


def site_events(source: PrintSource, sitting: Sitting) -> list[Event]:
    """What happened to the sitting as a whole: incidents without a room, suspensions and extra time for all."""
    out = [_incident(source, o, r) for o, r in _opened(source, sitting, "")]
    out += _scoped(source, sitting, {"site"})
    return sorted(out, key=lambda e: e.at)


def _opened(source: PrintSource, sitting: Sitting, room: str) -> Iterator[tuple[Done, Done | None]]:
    for one in source.context.state.incidents().values():
        opened = one.opened
        if opened is None or opened.data.get("sitting", sitting.id) not in (sitting.id, ""):
            continue
        if (opened.data.get("room") or "") == room:
            yield opened, one.resolved


def _incident(source: PrintSource, opened: Done, resolved: Done | None) -> Event:
    kind = source.context.rules.kind("incident", str(opened.data.get("kind", "")))
    title = kind.title if kind else str(opened.data.get("kind", ""))
    # Incidents that the rules open at a hand-over note their differences as codes.
    note = source.differences(str(opened.data.get("note", "")).split(", "))
    disposal = source.words.text("press-unresolved")
    if resolved is not None:
        disposal = f"{source.words.time(resolved.at)} {resolved.data.get('decision', '')}".strip()
    return Event(opened.at, f"{title}：{note}" if note else title, disposal, source.staff(opened.officers))


def _incidents(source: PrintSource, sitting: Sitting, room: Room) -> Iterator[Event]:
    for opened, resolved in _opened(source, sitting, room.id):
        yield _incident(source, opened, resolved)


def _bags(source: PrintSource, sitting: Sitting, room: Room) -> Iterator[Event]:
    """Defects found at the opening and bags not signed for, the withdrawn one included."""
    words, index = source.words, source.context.index
    own = {b.id: b for b in index.bags_in.get((sitting.id, room.id), ())}
    own |= {b.id: b for b in source.context.bags(sitting.id, room.id)}
    for bag in own.values():
        state = source.context.state.bag(bag.id)
        for d in state.defects:
            copies = d.data.get("missing", d.data.get("copies", 0))
            what = words.text(f"press-defect-{d.data.get('what')}", label=bag.label, copies=copies)
            yield Event(d.at, what, "", source.staff(d.officers))
        for d in state.refused:
            found = source.differences(d.data.get("differences", ()))
            what = words.text("press-bag-refused", label=bag.label, differences=found)
            disposal = words.text("press-bag-withdrawn") if state.withdrawn else words.text("press-not-signed")
            yield Event(d.at, what, disposal, source.staff(d.officers))


def _papers(source: PrintSource, sitting: Sitting, room: Room) -> Iterator[Event]:
    """Copies out of use and copies of the spare bag, as the entries have them."""
    if source.record is None:
        return
    for e in source.record.fold.history(f"room:{sitting.id}/{room.id}"):
        d = e.data
        if e.kind == "papers-voided":
            what = source.words.text("press-voided", copies=d.get("copies", 0), cards=d.get("cards", 0))
            yield Event(e.wall, what, str(d.get("reason", "")), source.staff(e.officers))
        elif e.kind == "spare-released":
            label = source.words.bag(str(d.get("bag", "")))
            what = source.words.text("press-spare-released", label=label, copies=d.get("copies", 0))
            yield Event(e.wall, what, str(d.get("reason", "")), source.staff(e.officers))


def _outings(source: PrintSource, sitting: Sitting, room: Room) -> Iterator[Event]:
    words = source.words
    for id, state in source.context.people(sitting.id, room.id):
        place = source.context.place(sitting.id, id)
        for o in state.outings:
            kind = source.context.rules.kind("outing", o.reason)
            what = words.text(
                "press-outing",
                seat=place.number if place else 0,
                name=source.candidate(id).name,
                reason=kind.title if kind else o.reason,
            )
            back = words.text("press-back", time=words.time(o.back)) if o.back is not None else words.text("press-out")
            escort = words.text("press-escort", name=words.staff(o.escort))
            yield Event(o.out, what, f"{escort}，{back}", words.staff(o.escort))


def _times(source: PrintSource, sitting: Sitting, room: Room) -> Iterator[Event]:
    here = {f"candidate:{id}" for id, _ in source.context.people(sitting.id, room.id)}
    yield from _scoped(source, sitting, {"site", f"room:{room.id}", *here})


def _scoped(source: PrintSource, sitting: Sitting, scopes: set[str]) -> Iterator[Event]:
    """Suspensions (with their compensation) and extra time of these scopes."""
    words = source.words
    for p in source.context.state.sitting(sitting.id).pauses:
        if p.scope not in scopes:
            continue
        disposal = words.text("press-suspended-still")
        if p.until is not None:
            until, given = words.time(p.until), p.compensation // MINUTE
            disposal = words.text("press-resumed", time=until, minutes=given)
        yield Event(p.since, words.text("press-suspended", whom=_whom(source, p.scope), reason=p.reason), disposal, "")
    if source.record is None:
        return
    for e in source.record.fold.history(f"sitting:{sitting.id}"):
        if e.kind == "time-extended" and e.data.get("scope") in scopes:
            minutes = int(e.data.get("ms", 0)) // MINUTE
            whom = _whom(source, str(e.data["scope"]))
            what = words.text("press-extended", whom=whom, minutes=minutes)
            yield Event(e.wall, what, str(e.data.get("reason", "")), source.staff(e.officers))


def _whom(source: PrintSource, scope: str) -> str:
    """A scope in words: everybody, a room, a person."""
    kind, _, id = scope.partition(":")
    if kind == "room":
        return source.words.text("press-scope-room", room=source.words.room(id))
    if kind == "candidate":
        known = id in source.context.index.candidates
        return source.candidate(id).name if known else id
    return source.words.text("press-scope-site")


def _visitors(source: PrintSource, sitting: Sitting, room: Room) -> Iterator[Event]:
    for v in source.context.state.room(sitting.id, room.id).visitors:
        who = source.words.staff(str(v.data.get("visitor", "")))
        yield Event(v.at, source.words.text("press-visitor", name=who), "", source.staff(v.officers))
