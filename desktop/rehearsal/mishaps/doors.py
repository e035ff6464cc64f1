"""The mishaps at the doors. Each picks people who are in no other story and leaves its trace in the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.exam.day.desks import reader_changed
from desktop.faults import SiteFault
from desktop.rehearsal import door
from desktop.rehearsal.cast import Visitor, stranger
from desktop.rehearsal.mishaps import pick
from desktop.rehearsal.script import MINUTE, SECOND

if TYPE_CHECKING:
    from desktop.rehearsal.desk import Desk
    from desktop.rehearsal.morning import Morning

AFTER_CUTOFF = 31


def late_candidates(m: Morning) -> None:
    """A late bus: most come within the cut-off, the last ones after it and are absent (G1)."""
    people = pick.people(m, max(3, len(m.visitors) // 60), "late-candidates")
    for n, v in enumerate(people):
        late = n >= max(1, len(people) * 2 // 3)
        minute = AFTER_CUTOFF + n / 10 if late else 3 + 22 * n / max(1, len(people))
        v.at, v.first, v.leaves, v.outing = m.minute(minute), v.room, None, None


def wrong_room(m: Morning) -> None:
    if len(m.rooms) < 2:
        m.skip("wrong-room", "只有一个考场")
        return
    for n, v in enumerate(pick.people(m, max(2, len(m.visitors) // 100), "wrong-room")):
        others = [r for r in m.rooms if r != v.room]
        v.first = others[n % len(others)]


def impostor(m: Morning) -> None:
    """One brings a friend's ticket with his own document, one the friend's document with his own face."""
    people = pick.people(m, 2, "impostor")
    for n, v in enumerate(people):
        v.at = v.leaves = v.outing = None  # who should have come does not
        at = m.minute(-14) + n * 40 * SECOND
        if n == 0:
            strange = stranger(n, m.index)
            strange["ticket"] = m.index.candidates[v.candidate].admission_number
            other = door.copy_of(v, candidate="", at=at, document=strange, first=v.room, story="impostor")
            m.at(at, partial(door.arrive, m, other))
        else:
            m.at(at, partial(_other_face, m, v))


def _other_face(m: Morning, v: Visitor) -> None:
    """Document and ticket are right, the person is not: the officer at the door refuses."""
    desk = m.site.door_of(v.room)
    m.act("refuse-candidate", m.person_key(v.candidate), {"code": "face-mismatch"}, desk=desk, story="impostor")
    number = m.index.rooms[v.room].number
    m.trace("impostor", f"{m.clock()} {number} 考场：人证不符，拒绝入场", ())


def early_candidate(m: Morning) -> None:
    for n, v in enumerate(pick.people(m, 2, "early-candidate")):
        v.at, v.first = m.minute(-34) + n * MINUTE, v.room


def unknown_person(m: Morning) -> None:
    for n in range(2):
        room = m.rooms[(m.script.seed + n) % len(m.rooms)]
        at = m.minute(-17) + n * 35 * SECOND
        v = Visitor("", room, at, stranger(20 + n, m.index), first=room, story="unknown-person")
        m.at(at, partial(door.arrive, m, v))


def expired_document(m: Morning) -> None:
    """One is admitted by the chief's written order, the other goes home."""
    day = (m.script.day - timedelta(days=1)).isoformat()
    for n, v in enumerate(pick.people(m, 2, "expired-document")):
        v.document["expires"] = day
        v.overruled = n == 0


def dead_reader(m: Morning) -> None:
    """The reader of one door dies, numbers are typed with a second officer, the reader comes back."""
    people = pick.of_one_room(m, 3, "dead-reader")
    if not people:
        m.skip("dead-reader", "没有可用的考生")
        return
    reader_out(m, people, "dead-reader")


def reader_out(m: Morning, people: Sequence[Visitor], story: str) -> None:
    """The reader of one door is gone when the first of these comes, and back when the last is in."""
    people[0].before = "dead"
    room = people[0].room
    m.readers_out.setdefault(room, story)
    until = max(v.at or 0 for v in people) + 70 * SECOND
    m.at(until, lambda: _reader_back(m, room, story))


def _reader_back(m: Morning, room: str, story: str) -> None:
    """On cue; a read of a card that must be known proves it before anybody trusts it."""
    desk = m.site.door_of(room)
    known = next(iter(m.index.plan.candidates)).document_number
    try:
        good = desk.read(room, "alive", {"number": known}).number == known
    except SiteFault:
        good = False
    if not good:
        m.trouble.append({"command": "read", "about": room, "code": "reader-lost", "time": m.clock()})
        return
    if room not in m.readers_lost:
        return  # nobody came while it was gone
    m.readers_lost.discard(room)
    entries = desk.note([reader_changed(desk.record.desk, "ready", f"virtual:{room}")], m.now)
    number = m.index.rooms[room].number
    m.trace(story, f"{m.clock()} {number} 考场读证设备恢复，读已知证件正常", entries)


def power_cut(m: Morning) -> None:
    """Twice in the middle of a check: before the entry is written, and after it is on the disk but not shown."""
    people = pick.of_one_room(m, 2, "power-cut")
    if not people:
        m.skip("power-cut", "没有可用的考生")
        return
    for v, moment in zip(people, ("before", "after"), strict=False):
        v.cut = moment
    room = people[0].room
    last = max(v.at or 0 for v in people)
    pick.incident(
        m, last + 5 * MINUTE, m.room_key(room), "power", "查证台断电后重启", "断电已恢复，记录完整", "power-cut"
    )


def double_admission(m: Morning) -> None:
    """Two desks that do not know of one another admit one ticket; the merge shows the pair, a chief decides (U3)."""
    found = next(iter(pick.people(m, 1, "double-admission")), None)
    if found is None or len(m.site.doors) < 2:
        m.skip("double-admission", "需要两台查证台" if found else "没有可用的考生")
        return
    v = found
    v.at, v.first = m.minute(-23), v.room
    own = m.site.door_of(v.room)
    other = next(d for d in m.site.doors if d is not own)
    again = door.copy_of(v, story="double-admission")
    m.at(m.minute(-16), lambda: _again(m, again, other))

    def decide() -> None:
        for conflict in m.ctx.conflicts():
            if conflict.about != m.person_key(v.candidate):
                continue
            data = {"conflict": conflict.id, "keep": 1, "reason": "两台各查一次，以先入场为准"}
            m.trace("double-admission", f"{m.clock()} 合并后发现同一考生两次入场，主考裁定", ())
            m.act("resolve-conflict", m.site_key, data, story="double-admission")

    m.at(m.minute(-11), decide)


def _again(m: Morning, v: Visitor, desk: Desk) -> None:
    v.face = "again"  # the signature was given at the first desk
    door.arrive(m, v, v.room, desk)


def toilet(m: Morning) -> None:
    """Two of one room want to go at once: the second waits. Tried, the rules refuse it."""
    people = pick.of_one_room(m, 2, "toilet")
    for v in people:
        v.leaves = v.outing = None
    if people:
        m.at(m.minute(36), lambda: door.outing(m, people[0].candidate, "toilet", 5))
    if len(people) > 1:
        first, second = people[0].candidate, people[1].candidate
        m.at(m.minute(36) + 90 * SECOND, lambda: _both(m, first, second))


def _both(m: Morning, first: str, second: str, tries: int = 0) -> None:
    """Once the first one is out, the second one asks."""
    ctx, sitting = m.ctx, m.sitting.id
    if ctx.state.candidate(sitting, second).status != "present" or tries > 20:
        return
    if ctx.state.candidate(sitting, first).status != "out":
        m.after(60, lambda: _both(m, first, second, tries + 1))
        return
    data = {"reason": "toilet", "escort": m.on_duty("roving-proctor")[-1]}
    m.blocked_at("let-out", m.person_key(second), data, "toilet")
    m.after(240, lambda: door.outing(m, second, "toilet", 4))


def cheating(m: Morning) -> None:
    """Two staff record and sign, the candidate is told and removed (G12)."""
    for v in pick.people(m, 1, "cheating"):
        v.leaves = v.outing = None
        m.at(m.minute(50), partial(_caught, m, v))


def _caught(m: Morning, v: Visitor) -> None:
    if m.ctx.state.candidate(m.sitting.id, v.candidate).status != "present":
        m.skip("cheating", "该考生没有到场")
        return
    data = {"kind": "phone", "told": True, "removed": True, "note": "桌屉内使用手机，当场收缴"}
    m.act("record-misconduct", m.person_key(v.candidate), data, story="cheating")
    number = m.index.rooms[v.room].number
    m.trace("cheating", f"{m.clock()} {number} 考场：使用通讯工具，两人登记，告知考生并请离考场", ())


DOORS: Mapping[str, Callable[[Morning], None]] = MappingProxyType(
    {
        "late-candidates": late_candidates,
        "wrong-room": wrong_room,
        "impostor": impostor,
        "early-candidate": early_candidate,
        "unknown-person": unknown_person,
        "expired-document": expired_document,
        "dead-reader": dead_reader,
        "power-cut": power_cut,
        "double-admission": double_admission,
        "toilet": toilet,
        "cheating": cheating,
    }
)
