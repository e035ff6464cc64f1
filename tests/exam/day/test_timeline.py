"""Who was in the room, and who watched, at any minute (X11): compared with walking through the entries."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exam.day.roomrecord import present_at, room_record
from tests.helpers.morning import SITTING, Morning, clock


def day(seed: int) -> Morning:
    chance = random.Random(seed)
    m = Morning(absent=chance.sample([f"c{n:05d}" for n in range(1, 5)], chance.randint(0, 2))).run_until("9:01")
    here = [c for c, s in m.ctx.people("s1", "r01") if s.admission]
    for who in here:
        about = f"candidate:s1/{who}"
        for _ in range(chance.randint(0, 2)):
            if m.person(who).status != "present":
                break
            m.act("let-out", about, {"reason": "toilet", "escort": "p08"}, at=m.now + 60_000)
            m.act("let-back", about, at=m.now + chance.randint(1, 5) * 60_000)
        if chance.random() < 0.4 and m.now < clock("9:40"):
            m.act("hand-in", about, {"paper_checked": True}, at=m.now + 30_000)
    change = {"room": "r01", "role": "assistant-proctor", "absent": "p12", "stand_in": "p07", "reason": "就医"}
    m.act("start-stand-in", SITTING, change, at=m.now + 60_000)
    m.act("end-stand-in", SITTING, {"stand_in": "p07"}, at=m.now + 120_000)
    return m


def walked(m: Morning, minute: int) -> tuple[set[str], set[str]]:
    inside: set[str] = set()
    watching = {"p11", "p12"}
    for e in m.entries:
        if e.wall > minute or "room:s1/r01" not in e.about:
            continue
        who = e.about[0].rpartition("/")[2]
        match e.kind:
            case "candidate-admitted" | "candidate-returned":
                inside.add(who)
            case "candidate-let-out" | "paper-handed-in":
                inside.discard(who)
            case "stand-in-started":
                watching = {"p11", "p07"}
            case "stand-in-ended":
                watching = {"p11", "p12"}
    return inside, watching


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_present_at_any_minute_is_what_walking_the_entries_gives(seed: int) -> None:
    m = day(seed)
    times = sorted({e.wall for e in m.entries} | {e.wall + 1 for e in m.entries} | {e.wall - 1 for e in m.entries})
    for minute in times:
        assert present_at(m.ctx, "s1", "r01", minute) == walked(m, minute), minute


def test_the_room_record_lists_absent_late_early_outings_and_stand_ins() -> None:
    m = day(4)
    record = room_record(m.ctx, "s1", "r01", m.now)
    assert len(record.absent) == record.tally.absent
    assert len(record.early) == record.tally.handed_in
    assert [c.stand_in for c in record.stand_ins] == ["p07"]
    assert all(back is not None and back > out for _, out, back, _, _ in record.outings)
