"""考场情况记录单: what the record says of a room, laid out for the form; or the room's blank one."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.exam.day.protocol import step_standing
from desktop.exam.day.roomrecord import RoomRecord as Folded
from desktop.exam.day.roomrecord import room_record
from desktop.exam.frame.state import RoomState
from desktop.exam.plan.model import Bag, Room, Sitting
from desktop.press.events import events
from desktop.press.source import PrintSource, mode_of
from desktop.press.wanted import Filled, Wanted
from forms.page.balance import PaperCount
from forms.rooms.room_record import Incident, Misconduct, RecordPerson, RoomRecord, StandIn, Step, render

Where = tuple[Sitting, Room]


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    return room_records(source, wanted.room, wanted.candidate, now, blank=wanted.blank), render


def room_records(
    source: PrintSource, room: str | None, candidate: str | None, now: int, *, blank: bool
) -> list[RoomRecord]:
    """One record a room and sitting; a blank one when asked or when there is no record yet.

    A room that is not closed keeps empty lines, so that the morning can go on by hand on the printed sheet (X13).
    """
    where = source.rooms(room, candidate)
    if blank or source.record is None:
        return [_blank(source, w, now) for w in where]
    return [_filled(source, w, now) for w in where]


def _blank(source: PrintSource, where: Where, now: int) -> RoomRecord:
    sitting, room = where
    bags = source.context.index.bags_in.get((sitting.id, room.id), ())
    cards = sum(b.cards for b in bags)
    occupation, level = source.kind_of(sitting, room.id)
    return RoomRecord(
        room=room.number,
        place=source.place_of(room),
        subject=sitting.subject,
        start=sitting.start,
        end=sitting.end,
        occupation=occupation,
        level=level,
        mode=mode_of(sitting),
        registered=len(source.seated(sitting.id, room.id)),
        papers=PaperCount(labelled=sum(b.copies for b in bags)) if bags else None,
        cards=PaperCount(labelled=cards) if cards else None,
        steps=tuple(_steps(source, where, None)),
        bags=tuple(b.label for b in bags),
        lead_proctor=source.on_duty(sitting, room.id, "lead-proctor", now),
        assistant_proctor=source.on_duty(sitting, room.id, "assistant-proctor", now),
        chief=source.on_duty(sitting, None, "chief", now),
        blank=True,
    )


def _filled(source: PrintSource, where: Where, now: int) -> RoomRecord:
    sitting, room = where
    ctx = source.context
    found = room_record(ctx, sitting.id, room.id, now)
    state = ctx.state.room(sitting.id, room.id)
    bags = ctx.bags(sitting.id, room.id)
    frozen, hidden = "absentees-frozen" in state.steps, source.hidden(sitting.id, room.id)
    occupation, level = source.kind_of(sitting, room.id)
    happened = list(events(source, sitting, room))
    return RoomRecord(
        room=room.number,
        place=source.place_of(room),
        subject=sitting.subject,
        start=sitting.start,
        end=ctx.end(sitting.id, room.id),
        occupation=occupation,
        level=level,
        mode=mode_of(sitting),
        registered=found.tally.registered,
        present=found.tally.present if "door-opened" in state.steps or found.tally.present else None,
        absent=found.tally.absent if frozen else None,
        early=found.tally.handed_in,
        absentees=tuple(_absent(source, where, c) for c in found.absent) if frozen else (),
        late=tuple(_late(source, where, c, minutes) for c, minutes in found.late),
        misconduct=tuple(_misconduct(source, where, found)),
        incidents=tuple(Incident(e.at, e.what, e.disposal, e.by) for e in happened),
        stand_ins=tuple(_stand_ins(source, found)),
        papers=_papers(state, bags, source, hidden),
        cards=_cards(state, bags, source, hidden),
        steps=tuple(_steps(source, where, now)),
        bags=tuple(b.label for b in bags),
        seal_number="、".join(
            f"{seal}（卡 {card}）" if card else seal
            for label, seal, card in found.seals
            if _sealed(source, bags, label) and seal
        ),
        lead_proctor=source.on_duty(sitting, room.id, "lead-proctor", now),
        assistant_proctor=source.on_duty(sitting, room.id, "assistant-proctor", now),
        office=source.staff(state.accepted.officers) if state.accepted else "",
        chief=source.staff(state.sealing.officers) if state.sealing else source.on_duty(sitting, None, "chief", now),
        blank=found.closed is None,
    )


def _sealed(source: PrintSource, bags: tuple[Bag, ...], label: str) -> bool:
    """Before sealing, a bag's seal is still that of its delivery."""
    return any(
        b.label == label and source.context.state.bag(b.id).place in ("sealed", "departed", "received") for b in bags
    )


# --- people -----------------------------------------------------------------------------------------------------------


def _who(source: PrintSource, where: Where, id: str) -> tuple[int, str, str]:
    place, who = source.context.place(where[0].id, id), source.candidate(id)
    return (place.number if place else 0, who.name, who.admission_number)


def _absent(source: PrintSource, where: Where, id: str) -> RecordPerson:
    """An absentee; why, where the door refused or a bar stood."""
    state = source.context.state.candidate(where[0].id, id)
    note = ""
    if state.barred:
        note = source.words.text("press-barred", reason=state.barred)
    elif state.refusals:
        at, code = state.refusals[-1]
        note = source.words.text(
            "press-refused", time=source.words.time(at), verdict=source.words.text(f"verdict-{code}")
        )
    return RecordPerson(*_who(source, where, id), None, note)


def _late(source: PrintSource, where: Where, id: str, minutes: int) -> RecordPerson:
    admission = source.context.state.candidate(where[0].id, id).admission
    note = source.words.text("press-late", minutes=minutes)
    return RecordPerson(*_who(source, where, id), admission.at if admission else None, note)


def _misconduct(source: PrintSource, where: Where, found: Folded) -> Iterator[Misconduct]:
    for id, done in found.misconduct:
        kind = source.context.rules.kind("misconduct", str(done.data.get("kind", "")))
        title = kind.title if kind else str(done.data.get("kind", ""))
        note = str(done.data.get("note", ""))
        what = f"{title}：{note}" if note else title
        did = "press-removed" if done.data.get("removed") is True else "press-stays"
        told = source.words.text("press-told" if done.data.get("told") is True else "press-not-told")
        disposal = f"{source.words.text(did)}；{told}"
        yield Misconduct(*_who(source, where, id), done.at, what, disposal)


def _stand_ins(source: PrintSource, found: Folded) -> Iterator[StandIn]:
    for change in found.stand_ins:
        yield StandIn(
            source.words.role(change.role),
            source.words.staff(change.absent),
            source.words.staff(change.stand_in),
            change.since,
            change.until,
            change.reason,
        )


# --- papers and times -------------------------------------------------------------------------------------------------


def _papers(state: RoomState, bags: tuple[Bag, ...], source: PrintSource, hidden: bool) -> PaperCount | None:
    if not bags:
        return None
    seen = [source.context.state.bag(b.id).counted for b in bags]
    return _counted(state, sum(b.copies for b in bags), seen, hidden, cards=False)


def _cards(state: RoomState, bags: tuple[Bag, ...], source: PrintSource, hidden: bool) -> PaperCount | None:
    labelled = sum(b.cards for b in bags)
    if not labelled:
        return None
    return _counted(state, labelled, [source.context.state.bag(b.id).counted_cards for b in bags], hidden, cards=True)


def _counted(state: RoomState, labelled: int, seen: list[int | None], hidden: bool, *, cards: bool) -> PaperCount:
    """The last count of the room, unless it is `hidden`, and of the office; earlier attempts stay in the record (U30).

    P is what the labels say. Copies out of the spare bag (G7) first make good what was short at the opening; what is
    left of them came in besides and stands in P and in the count alike, so that the sheet's sums are the record's.
    """
    known = [n for n in seen if n is not None]
    opened = sum(known) if len(known) == len(seen) else None
    held = None if opened is None else opened + state.spare_copies
    besides = state.spare_copies - min(state.spare_copies, max(0, labelled - (opened or 0)))
    if opened is not None:
        labelled, opened = labelled + besides, opened + besides
    counts, office = state.counts, state.office_counts
    own = (counts[-1].cards if cards else counts[-1].papers) if counts and not hidden else {}
    theirs = (office[-1].cards if cards else office[-1].papers) if office else {}
    return PaperCount(
        labelled=labelled,
        opened=opened,
        early=own.get("handed_in"),
        collected=own.get("collected"),
        absent=own.get("absent"),
        spare=own.get("spare"),
        void=own.get("void"),
        office=sum(theirs.values()) if theirs else None,
        held=held,
        hidden=hidden,
    )


def _steps(source: PrintSource, where: Where, now: int | None) -> Iterator[Step]:
    """The room's steps with their time; `now` None leaves the actual ones open."""
    sitting, room = where
    ctx = source.context
    protocol = ctx.protocol(sitting.id)
    for step in protocol.steps if protocol else ():
        if step.scope != "room":
            continue
        standing = step_standing(ctx, step, sitting.id, room.id, now if now is not None else sitting.start)
        done = standing.at if now is not None and standing.standing == "done" else None
        yield Step(step.title, standing.due, done)
