"""At the doors: what people do after each verdict, and what happens to them until they leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.exam.day.desks import reader_changed
from desktop.exam.day.verdict import Reading
from desktop.exam.frame.command import Refused
from desktop.faults import SiteFault
from desktop.ledger.entry import Entry
from desktop.operations.door import WANTS_KEY, Checked
from desktop.rehearsal.cast import Visitor
from desktop.rehearsal.desk import Desk, PowerCut
from desktop.rehearsal.script import MINUTE, SECOND

if TYPE_CHECKING:
    from desktop.rehearsal.morning import Morning

TRIES = 6


def arrange(m: Morning) -> None:
    for visitor in m.visitors.values():
        if visitor.at is not None:
            m.at(visitor.at, partial(arrive, m, visitor))
        if visitor.leaves is not None:
            m.at(visitor.leaves, partial(_leave, m, visitor))
        elif visitor.outing is not None:
            m.at(visitor.outing, partial(outing, m, visitor.candidate))


def arrive(m: Morning, visitor: Visitor, room: str = "", desk: Desk | None = None) -> Checked | None:
    """A person puts the document on the reader of a door."""
    visitor.tries += 1
    where = room or visitor.first or visitor.room
    at = desk or m.site.door_of(where)
    if visitor.before:
        at.reader(where).put(visitor.before)
        visitor.before = ""
    if visitor.shows:
        _says(m, visitor, where, visitor.shows)
        visitor.shows = ""
    try:
        reading = at.read(where, visitor.document)
    except SiteFault as fault:
        _reader_failed(m, visitor, at, where, fault)
        return None
    finally:
        at.reader(where).close()  # the document is taken away again
    if reading.unreadable and reading.trouble in WANTS_KEY:
        _says(m, visitor, where, "芯片要机读码才打得开，请考生翻到资料页扫码，再放一次")
        m.after(15, lambda: arrive(m, visitor, where, at))
        return None
    return _present(m, visitor, at, where, reading, ())


def _present(
    m: Morning, visitor: Visitor, desk: Desk, room: str, reading: Reading, officers: tuple[str, ...]
) -> Checked | None:
    desk.store.cut, visitor.cut = visitor.cut, ""
    try:
        checked = desk.check(room, reading, officers, m.now)
    except PowerCut:
        _power_cut(m, visitor, desk)
        return None
    if isinstance(checked, Refused):
        m.trouble.append({"command": "check-candidate", "about": room, "code": checked.code, "time": m.clock()})
        return None
    visitor.seen.add(checked.verdict.code)
    _told(m, visitor, checked)
    _react(m, visitor, desk, room, reading, checked)
    return checked


def _told(m: Morning, visitor: Visitor, checked: Checked) -> None:
    said = m.words.text(f"verdict-{checked.verdict.code}")
    _says(m, visitor, checked.room.room, f"{said}（{checked.verdict.code}）", (checked.entry,))


def _says(m: Morning, visitor: Visitor, room: str, text: str, entries: Sequence[Entry] = ()) -> None:
    """A line of the person's story, where there is one."""
    if not visitor.story:
        return
    number = m.index.rooms[room].number
    who = m.index.candidates[visitor.candidate].admission_number if visitor.candidate else "名单外人员"
    m.trace(visitor.story, f"{m.clock()} {number} 考场 {who}：{text}", entries)


# --- what people do then ----------------------------------------------------------------------------------------------


def _react(m: Morning, v: Visitor, desk: Desk, room: str, reading: Reading, checked: Checked) -> None:
    verdict = checked.verdict
    if verdict.admits:
        if v.face:
            return
        looks = verdict.code == "ok-name-check"
        if looks:
            _says(m, v, room, "监考员比对两处姓名、照片与本人，相符")
        m.after(20 if looks else 6, lambda: _sign(m, v, desk))
        return
    if v.tries >= TRIES:
        return
    match verdict.code:
        case "wrong-room":
            m.after(75 + m.chance.randrange(60), lambda: arrive(m, v, v.room))
        case "document-unreadable" | "second-officer-needed":
            m.after(25, lambda: typed(m, v, desk, room, reading.ticket))
        case "ticket-missing":
            m.after(180, lambda: _reissue(m, v))
        case "too-early":
            opens = int(verdict.facts["opens"])
            m.at(opens + 20 * SECOND + m.chance.randrange(60) * SECOND, lambda: arrive(m, v, v.room))
        case "suspended" | "room-not-ready":
            m.after(120, lambda: arrive(m, v, v.room))
        case _ if v.overruled:
            m.after(90, lambda: _overrule(m, v))
        case _:
            pass


def typed(
    m: Morning, v: Visitor, desk: Desk, room: str, ticket: str | None, officers: tuple[str, ...] | None = None
) -> None:
    """The number by hand, document and photo looked at by two (G5)."""
    v.tries += 1
    who = m.index.candidates.get(v.candidate)
    number = str(v.document.get("number") or "")
    if who is not None and number not in m.index.by_document:
        number = who.document_number  # the officers find on the roster whom the document names
    pair = _pair(m, desk, room) if officers is None else officers
    _present(m, v, desk, room, Reading(number, method="typed", ticket=ticket), pair)


def _pair(m: Morning, desk: Desk, room: str) -> tuple[str, ...]:
    ctx, now = desk.record.context(), desk.now(m.now)
    lead = sorted(ctx.on_duty(m.sitting.id, room, "lead-proctor", now))[:1]
    return (*lead, *sorted(ctx.on_duty(m.sitting.id, room, "assistant-proctor", now))[:1])


def _sign(m: Morning, v: Visitor, desk: Desk) -> None:
    """The signature on the sheet, seen by the assistant proctor."""
    state = desk.record.state.candidate(m.sitting.id, v.candidate)
    if state.admission is not None and state.signed is None:
        m.act("confirm-signature", m.person_key(v.candidate), desk=desk, story=v.story)


def _reissue(m: Morning, v: Visitor) -> None:
    """The office prints the ticket again under the chief's name (G3); the door desk hears of it by telephone."""
    who = m.index.candidates[v.candidate]

    def back(_: object) -> None:
        v.document["ticket"] = who.admission_number
        m.after(90, lambda: arrive(m, v, v.room))

    m.act("reissue-ticket", m.person_key(v.candidate), {"reason": "考生未带准考证"}, then=back, story=v.story)


def _overrule(m: Morning, v: Visitor) -> None:
    """A chief comes to the door and admits in writing."""
    desk = m.site.door_of(v.room)
    why = {"reason": "主考当面核验本人及补办凭证，准予入场"}
    m.act(
        "admit-by-order",
        m.person_key(v.candidate),
        why,
        desk=desk,
        story=v.story,
        then=lambda _: m.after(10, lambda: _sign(m, v, desk)),
    )


# --- the reader and the plug ------------------------------------------------------------------------------------------


def _reader_failed(m: Morning, v: Visitor, desk: Desk, room: str, fault: SiteFault) -> None:
    """Torn: once more. Lost: the desk notes it, and numbers are typed until the reader is back; some people wait."""
    if fault.code != "reader-lost":
        _says(m, v, room, "拿得太快，证件没有读完，请再放一次")
        m.after(8, lambda: arrive(m, v, room))
        return
    if room not in m.readers_lost:
        m.readers_lost.add(room)
        entries = desk.note([reader_changed(desk.record.desk, "lost", f"virtual:{room}")], m.now)
        story, number = m.readers_out.get(room, "dead-reader"), m.index.rooms[room].number
        m.trace(story, f"{m.clock()} {number} 考场读证设备没有回应，改为人工输入号码、两人核对", entries)
    if v.patient and m.now < m.sitting.start - 2 * MINUTE:
        _says(m, v, room, "愿意等读证设备恢复，让后面的人先录入")
        m.after(30, lambda: arrive(m, v, room))
        return
    ticket = v.document.get("ticket")
    first = () if "second-officer-needed" not in v.seen and not m.busy & {"second-officer-shown"} else None
    m.busy.add("second-officer-shown")
    m.after(20, lambda: typed(m, v, desk, room, ticket, first))


def _power_cut(m: Morning, v: Visitor, desk: Desk) -> None:
    """Dark in the middle of a check. Everything acknowledged must be on the disk; the check itself may or may not be,
    its verdict was never shown. The person is asked once more when the desk is back."""
    known = desk.record.heads()
    found = desk.lose_power()
    lost = [d for d, h in known.items() if d not in found or found[d].number < h.number]
    more = sum(found[d].number - h.number for d, h in known.items() if d in found)
    if lost:
        m.trouble.append({"command": "power-cut", "about": desk.name, "code": "confirmed-lost", "time": m.clock()})
    text = f"{m.clock()} {desk.name} 查证中途断电；重开后已确认的 {sum(h.number for h in known.values())} 条记录"
    text += "有缺失" if lost else "全部在"
    text += "，未给出结论的一条已写入" if more else "，未给出结论的一条未写入"
    m.trace("power-cut", text, ())
    m.after(60, lambda: arrive(m, v, v.room))
    m.after(90, lambda: _signed_after_all(m, v, desk))


def _signed_after_all(m: Morning, v: Visitor, desk: Desk) -> None:
    """Written but not shown: the second check says "already in", here, a minute ago; the signature follows."""
    if "already-in" in v.seen:
        _sign(m, v, desk)


# --- inside -----------------------------------------------------------------------------------------------------------


def second_check(m: Morning, candidate: str) -> None:
    state = m.ctx.state.candidate(m.sitting.id, candidate)
    if state.status == "present" and state.second_check is None:
        m.act("check-at-seat", m.person_key(candidate), {"result": "same"})


def _leave(m: Morning, v: Visitor, story: str = "") -> None:
    """A raised hand between T+30 and E-15; outside of it people stay."""
    state = m.ctx.state.candidate(m.sitting.id, v.candidate)
    closes = m.ctx.end(m.sitting.id) - 15 * MINUTE - 10 * SECOND
    if state.status != "present" or m.now >= closes:
        return
    if m.ctx.state.sitting(m.sitting.id).pause_of("site") is not None:
        m.after(90, lambda: _leave(m, v, story))
        return
    m.act("hand-in", m.person_key(v.candidate), {"paper_checked": True}, story=story)


def outing(m: Morning, candidate: str, story: str = "", minutes: int = 4, tries: int = 0) -> None:
    """To the toilet with a roving proctor who is free, one at a time (G11)."""
    state = m.ctx.state.candidate(m.sitting.id, candidate)
    closes = m.ctx.end(m.sitting.id) - 16 * MINUTE
    if state.status != "present" or m.now >= closes or tries > 30:
        return
    room = m.index.seat_of[(m.sitting.id, candidate)].room
    someone = any(s.status == "out" for _, s in m.ctx.people(m.sitting.id, room))
    free = [p for p in m.on_duty("roving-proctor") if p not in m.busy]
    if someone or not free or m.ctx.state.sitting(m.sitting.id).pause_of("site") is not None:
        m.after(60, lambda: outing(m, candidate, story, minutes, tries + 1))
        return
    escort = free[0]
    m.busy.add(escort)

    def back(_: tuple[Entry, ...]) -> None:
        m.busy.discard(escort)

    def gone(_: tuple[Entry, ...]) -> None:
        m.after(minutes * 60, lambda: m.act("let-back", m.person_key(candidate), then=back, story=story))

    m.act("let-out", m.person_key(candidate), {"reason": "toilet", "escort": escort}, then=gone, story=story)


def copy_of(v: Visitor, **changes: object) -> Visitor:
    """Another person much like this one."""
    other = replace(v, document=dict(v.document), seen=set(), tries=0)
    for name, value in changes.items():
        setattr(other, name, value)
    return other
