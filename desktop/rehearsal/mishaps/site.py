"""The mishaps of papers, staff, clocks and the whole site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.exam.day.desks import clock_measured
from desktop.exam.day.staffing import avoided
from desktop.exam.plan.model import Bag
from desktop.ledger.entry import Entry
from desktop.rehearsal import steps
from desktop.rehearsal.mishaps import pick
from desktop.rehearsal.script import MINUTE, SECOND

if TYPE_CHECKING:
    from desktop.rehearsal.morning import Morning


def _a_bag(m: Morning, taken: set[str]) -> Bag:
    """The first bag of a room, of a room no other mishap of bags has where there is one."""
    chosen = pick.room(m, taken)
    return m.index.bags_in[(m.sitting.id, chosen)][0]


def _number(m: Morning, bag: Bag) -> str:
    return m.index.rooms[bag.room].number if bag.room else ""


# --- papers -----------------------------------------------------------------------------------------------------------


def wrong_packet(m: Morning) -> None:
    """The label read aloud is another bag's: not signed (C1). Then the right bag comes."""
    bag = _a_bag(m, m.bag_rooms)
    others = [b for b in m.index.plan.bags if b.id != bag.id and b.sitting == bag.sitting]
    other = next((b for b in others if steps.paper(b) != steps.paper(bag)), None) or others[0]

    def refuse() -> None:
        seen = steps.label_of(other)
        text = f"{m.clock()} {_number(m, bag)} 考场应领 {bag.label}，拿到的是 {other.label}，不签收"
        m.trace("wrong-packet", text, ())
        settle = pick.settled(m, "已换回正确的试卷袋", "wrong-packet")
        m.act("issue-bag", f"bag:{bag.id}", seen, then=settle, story="wrong-packet")
        m.after(45, lambda: steps.issue(m, bag, story="wrong-packet"))

    m.instead[("issue-bag", bag.id)] = refuse


def missing_copy(m: Morning) -> None:
    bag = _a_bag(m, m.bag_rooms)
    room = bag.room or ""
    m.copies_short[room] = 1
    about, decided = m.room_key(room), "已启用备用卷一份"
    pick.incident(m, m.minute(-3), about, "paper", f"{bag.label} 少一份", decided, "missing-copy")


def broken_seal(m: Morning) -> None:
    """A torn seal at the receipt: nobody signs, it is a leak until shown otherwise, a whole spare bag replaces it."""
    bag = _a_bag(m, m.bag_rooms)
    room = bag.room or ""
    spares = [b for b in m.index.bags_in[(bag.sitting, None)] if steps.paper(b) == steps.paper(bag)]
    whole = max(spares, key=lambda b: b.copies)

    def refuse() -> None:
        m.trace("broken-seal", f"{m.clock()} {_number(m, bag)} 考场 {bag.label} 密封破损，不签收", ())
        seen = {**steps.label_of(bag), "seal_intact": False}
        settle = pick.settled(m, "启用整袋备用卷，原袋封存备查", "broken-seal")
        m.act("issue-bag", f"bag:{bag.id}", seen, then=settle, story="broken-seal")
        alarm(m, f"{bag.label} 密封破损", "broken-seal")
        swap = {"replacement": whole.id, "reason": "密封破损"}
        m.after(30, lambda: m.act("exchange-bag", f"bag:{bag.id}", swap, then=swapped, story="broken-seal"))

    def swapped(_: tuple[Entry, ...]) -> None:
        m.trace("broken-seal", f"{m.clock()} 以 {whole.label} 替换 {bag.label}", ())
        pair = [m.on_duty("chief")[0], *m.on_duty("lead-proctor", room)[:1], *m.on_duty("assistant-proctor", room)[:1]]
        data = {**steps.label_of(whole), "room": room}
        m.after(30, lambda: m.act("issue-bag", f"bag:{whole.id}", data, officers=pair, story="broken-seal"))

    m.instead[("issue-bag", bag.id)] = refuse


def alarm(m: Morning, cause: str, story: str) -> None:
    """A leak alarm; its sender cannot close it, another chief does after looking into it."""
    sender = m.on_duty("chief")[:1]

    def raised(entries: tuple[Entry, ...]) -> None:
        close_later(m, str(entries[0].data["alarm"]), sender, story)

    m.act("raise-leak-alarm", m.site_key, {"cause": cause}, officers=sender, then=raised, story=story)


def close_later(m: Morning, alarm_id: str, senders: list[str], story: str, seconds: int = 900) -> None:
    data = {"alarm": alarm_id, "decision": "已查明，试卷内容未外泄，封存备查"}
    others = [p for p in (*m.on_duty("deputy-chief"), *m.on_duty("chief")) if p not in senders]
    m.after(60, lambda: m.blocked_at("close-leak-alarm", m.site_key, data, story, senders))
    m.after(seconds, lambda: m.act("close-leak-alarm", m.site_key, data, officers=others[:1], story=story))


def leak_alarm(m: Morning) -> None:
    """The seal's number is not the one ordered: the hand-over stops and an alarm is raised by the rules themselves."""
    bag = _a_bag(m, m.bag_rooms)

    def differ() -> None:
        chief, keeper = m.on_duty("chief")[:1], m.on_duty("confidentiality")[:1]
        m.trace("leak-alarm", f"{m.clock()} {bag.label} 封条号与登记不符，停止交接", ())

        def raised(entries: tuple[Entry, ...]) -> None:
            found = next(str(e.data["alarm"]) for e in entries if e.kind == "leak-alarm-raised")
            pick.settled(m, "抄录有误，封条号经两人复核相符", "leak-alarm")(entries)
            close_later(m, found, chief, "leak-alarm", 150)

        seen = {"seal": f"{bag.seal}9", "seal_intact": True}
        m.act("take-out-bag", f"bag:{bag.id}", seen, officers=chief + keeper, then=raised, story="leak-alarm")
        m.after(60, lambda: steps.take_out(m, bag))

    m.instead[("take-out-bag", bag.id)] = differ


# --- staff, clocks, site ----------------------------------------------------------------------------------------------


def stand_in(m: Morning) -> None:
    """An assistant proctor has not come: a roving one stands in until the other arrives, both times on record."""
    room = pick.room(m, set(m.bag_rooms))
    missing = m.on_duty("assistant-proctor", room)[0]
    m.instead[("report-staff", missing)] = lambda: None

    def begin() -> None:
        now = m.control.now(m.now)
        free = [p for p in m.on_duty("roving-proctor") if not avoided(m.ctx, p, m.sitting.id, room, now)]
        if not free:
            m.skip("stand-in", "没有可以顶替的流动监考员")
            steps.arrives(m, missing)
            return
        data = {"room": room, "role": "assistant-proctor", "absent": missing, "stand_in": free[-1], "reason": "未到岗"}
        m.busy.add(free[-1])
        number = m.index.rooms[room].number
        m.trace("stand-in", f"{m.clock()} {number} 考场副监考未到，流动监考员顶替", ())
        m.act("start-stand-in", m.sitting_key, data, story="stand-in")
        m.at(m.minute(40), lambda: steps.arrives(m, missing))
        m.at(m.minute(42), lambda: end(free[-1]))

    def end(person: str) -> None:
        m.busy.discard(person)
        m.trace("stand-in", f"{m.clock()} 本人到岗，交回", ())
        m.act("end-stand-in", m.sitting_key, {"stand_in": person}, story="stand-in")

    m.at(m.minute(-55.5), begin)


def clock_set_back(m: Morning) -> None:
    """A desk's clock goes back; its next entry says so, the difference to the site's clock is measured, the clock is
    set right four minutes later and measured again (X14)."""
    desk = m.site.doors[-1] if m.site.doors else m.control

    def back() -> None:
        last = desk.home.entries.last(desk.record.opened.record, desk.record.desk)
        lag = m.now - (last.wall if last else m.now) + 2 * MINUTE
        desk.skew = -lag
        entries = desk.note([clock_measured(desk.record.desk, lag, "site")], m.now)
        m.trace("clock-set-back", f"{m.clock()} {desk.name} 的钟拨回 {lag // 1000} 秒，已记录并按基准校正", entries)

    def right() -> None:
        desk.skew = 0
        entries = desk.note([clock_measured(desk.record.desk, 0, "site")], m.now)
        m.trace("clock-set-back", f"{m.clock()} {desk.name} 的钟已校准", entries)

    m.at(m.minute(-19) + 3 * SECOND, back)
    m.at(m.minute(-15) + 3 * SECOND, right)


def suspension(m: Morning) -> None:
    """Fire: the site is suspended for twelve minutes, which all get back; a hand-in meanwhile is refused (G13)."""
    lasts = 12

    def stop() -> None:
        m.act("suspend-exam", m.sitting_key, {"scope": "site", "reason": "火警"}, story="suspension")
        someone = next((c for r in m.rooms for c, s in m.ctx.people(m.sitting.id, r) if s.status == "present"), "")
        if someone:
            paper = {"paper_checked": True}
            m.after(60, lambda: m.blocked_at("hand-in", m.person_key(someone), paper, "suspension"))
        m.after(lasts * 60, resume)

    def resume() -> None:
        before = m.ctx.end(m.sitting.id)

        def resumed(_: tuple[Entry, ...]) -> None:
            ends = m.ctx.end(m.sitting.id)
            text = f"{m.clock()} 恢复考试，结束时间由 {m.clock(before)} 顺延到 {m.clock(ends)}"
            m.trace("suspension", text, ())

        m.act("resume-exam", m.sitting_key, {"scope": "site"}, then=resumed, story="suspension")

    pick.incident(m, m.minute(45), m.sitting_key, "fire", "二楼烟感报警", "误报，已排除，恢复考试并补时", "suspension")
    m.at(m.minute(45) + 20 * SECOND, stop)


SITE: Mapping[str, Callable[[Morning], None]] = MappingProxyType(
    {
        "wrong-packet": wrong_packet,
        "missing-copy": missing_copy,
        "broken-seal": broken_seal,
        "leak-alarm": leak_alarm,
        "stand-in": stand_in,
        "clock-set-back": clock_set_back,
        "suspension": suspension,
    }
)
