"""The door's screen: closed, waiting or a verdict; names only beside a verdict (U7, U11)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.exam.frame.command import Refused, Target
from desktop.operations.boards.door import DoorBoard, ReaderLine, Verdict
from desktop.operations.boards.shell import ActionRow, SignerSlot
from desktop.operations.desks.desk import READER_TONES, worst_off
from desktop.operations.desks.door.chip_key import chip_waits, key_row
from desktop.operations.desks.seats import seat_map
from desktop.operations.door import door_of
from desktop.operations.verdicts import verdict_board

if TYPE_CHECKING:
    from desktop.operations.desks.door.desk import DoorDesk, Shown

KEYS = (("check-candidate", "F2"), ("admit-by-order", "F3"), ("annul-admission", "F4"), ("refuse-candidate", "F5"))
MORE_ROOM = (("open-door", ""), ("call-chief", "F9"), ("report-incident", ""), ("log-visitor", ""))
MORE_CANDIDATE = ("confirm-signature", "reissue-ticket", "bar-candidate", "move-seat", "correct-candidate")
SAY_WHAT_TO_DO = frozenset({"no-service", "no-reader", "reading"})


def door_board(desk: DoorDesk) -> DoorBoard:
    ctx, now, words = desk.ctx, desk.now(), desk.words
    door = door_of(ctx, desk.room, now)
    if isinstance(door, Refused):
        sentence, _ = words.refusal(door)
        return DoorBoard(desk.top(words.text("desk-door")), desk.officer, "closed", sentence)
    people = [s for _, s in ctx.people(door.sitting, door.room)]
    arrived = sum(s.admission is not None for s in people)
    shown = desk.shown
    latest = shown.checked.verdict.candidate if shown and shown.checked.verdict.admits else ""
    verdict = _verdict(desk, shown) if shown else None
    opens = ctx.start(door.sitting) - ctx.rules.minutes("door-opens-before")
    closed = now < opens and shown is None
    reading = verdict is None and not closed and any(s.doing == "reading" for s in desk.reader_states())
    prompt = "door-closed" if closed else "reader-reading" if reading else "door-waiting"
    title = words.text("door-title", room=words.room(door.room))
    board = DoorBoard(
        top=desk.top(title, _subject(desk, door), desk.next_step(door.sitting, door.room)),
        officer=desk.officer,
        phase="verdict" if verdict else "closed" if closed else "reading" if reading else "waiting",
        prompt=words.text(prompt),
        prompt_next=words.text("door-opens-at", time=words.time(opens)) if closed else words.text("door-waiting-next"),
        notice=desk.notice,
        notice_tone="ok" if desk.good_news else "warn",
        reader=_reader(desk),
        verdict=verdict,
        expected=len(people),
        arrived=arrived,
        missing=len(people) - arrived,
        seats=seat_map(ctx, words, door.sitting, door.room, now, names=False, latest=latest),
        recent=desk.recent if verdict else tuple(replace(line, name="") for line in desk.recent),
        available=_available(desk, door),
    )
    return desk.round.board(board, door) if desk.round.on else board


def _reader(desk: DoorDesk) -> ReaderLine | None:
    worst, word = worst_off(desk.reader_states()), desk.words.text
    if worst is None:
        return None
    doing, then = worst.doing, ""
    if doing == "unreadable":
        then = word(f"trouble-{worst.trouble or 'unreadable'}")
    elif doing in SAY_WHAT_TO_DO:
        then = word(f"reader-next-{doing}")
    return ReaderLine(doing, word(f"reader-{doing}"), READER_TONES.get(doing, "ok"), then)


def _verdict(desk: DoorDesk, shown: Shown) -> Verdict:
    return verdict_board(desk.words, desk.ctx, shown.checked, shown.reading, shown.portrait, shown.registered)


def _subject(desk: DoorDesk, door: Target) -> str:
    words, sitting = desk.words, desk.record.index.sittings[door.sitting]
    bags = desk.ctx.bags(door.sitting, door.room)
    paper = " / ".join(dict.fromkeys(f"{b.occupation} {words.level(b.level)}" for b in bags))
    return f"{paper} · {sitting.subject} {words.time(sitting.start)}–{words.time(sitting.end)}"


# --- what the door may do ---------------------------------------------------------------------------------------------


def _available(desk: DoorDesk, door: Target) -> tuple[ActionRow, ...]:
    verdict = desk.shown.checked.verdict if desk.shown else None
    candidate = verdict.candidate if verdict else ""
    about = f"candidate:{door.sitting}/{candidate}" if candidate else ""
    out: list[ActionRow | None] = []
    for name, key in KEYS:
        if name == "check-candidate":
            out.append(_typed_number(desk, door, key))
        elif about and (name != "annul-admission" or _came_in_here(desk, door, candidate)):
            # The lead proctor comes out to annul what was admitted at the door (U9).
            out.append(desk.row(name, about, key=key, in_place=name == "annul-admission"))
    out += [desk.round.row(door), *(desk.row(name, door.key, key=key) for name, key in MORE_ROOM)]
    if about:
        out += [desk.row(name, about) for name in MORE_CANDIDATE]
    if chip_waits(desk.reader_states()):
        out.append(key_row(desk.words))
    return tuple(r for r in out if r is not None) + desk.photo_rows(door.key) + desk.reader_rows()


def _came_in_here(desk: DoorDesk, door: Target, candidate: str) -> bool:
    """Whether the person on the screen was admitted at this door: only that can be annulled here."""
    admission = desk.ctx.state.candidate(door.sitting, candidate).admission
    return admission is not None and admission.room == door.room


def _typed_number(desk: DoorDesk, door: Target, key: str) -> ActionRow | None:
    """F2: a typed number needs a second officer beside the one at the door (G5). How long the document is valid may be
    typed too; where it is not, the verdict asks both to look."""
    row, word = desk.row("check-candidate", door.key, key=key), desk.words.text
    if row is None:
        return None
    given = {f.name: f for f in row.fields}
    until = replace(given["expires"], label=word("door-key-expiry"), required=False, hint=word("door-typed-until"))
    fields = (replace(given["number"], required=True), until, replace(given["ticket"], required=False))
    signers = (SignerSlot(word("door-officer"), signed=desk.officer), SignerSlot(word("door-second-officer")))
    return replace(row, title=word("door-typed"), fields=fields, persons=2, signers=signers)
