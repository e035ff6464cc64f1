"""Two records of one thing: what each says, of whom, when, from which desk, and the decision between them (U3, U17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.exam.frame.context import Conflict
from desktop.exam.frame.state import Admission, Done
from desktop.operations.boards.control import SHOW, MatterRow, Version
from desktop.operations.boards.shell import ActionRow, AlertRow
from desktop.operations.desks.desk import DeskBehind


def conflict_rows(desk: DeskBehind) -> Iterator[MatterRow]:
    """Every conflict nobody has decided, with its versions; the first version is the one that stands now."""
    word = desk.words.text
    for c in desk.ctx.conflicts():
        found = tuple(_version(desk, c, place, one) for place, one in enumerate(c.versions, start=1))
        keep = tuple(v.keep for v in found if v.keep is not None)
        title = " ".join(part for part in (word(f"conflict-{c.kind}"), _whose(desk, c)) if part)
        time = desk.words.time(max(v.at for v in c.versions))
        text = conflict_words(desk, c)
        yield MatterRow(c.id, time, _rooms(desk, c), title, text, word("matter-open"), "warn", keep, found)


def conflict_alerts(desk: DeskBehind) -> Iterator[AlertRow]:
    """One alert a conflict; its button turns to the two versions."""
    word = desk.words.text
    for c in desk.ctx.conflicts():
        row = _decide(desk, c, 1)
        compare = ActionRow(f"{SHOW}conflicts", word("conflict-compare"), about=(c.id,))
        clause = row.clause if row is not None else ""
        yield AlertRow(c.id, word(f"conflict-{c.kind}"), conflict_words(desk, c), clause, "brand", (compare,))


def conflict_words(desk: DeskBehind, conflict: Conflict) -> str:
    """Both versions with desk and time, in one sentence."""
    said = []
    for v in conflict.versions:
        if isinstance(v, Admission):
            said.append(
                desk.words.text(
                    "conflict-version",
                    room=desk.words.room(v.room),
                    seat=v.seat,
                    desk=_desk(desk, v.desk),
                    time=desk.words.time(v.at),
                )
            )
        elif "owner" in v.data:
            said.append(_owner(desk, v.data))
        else:
            said.append(f"{_told(desk, v)} {desk.words.time(v.at)}".strip())
    return " ".join(part for part in (_whose(desk, conflict), *said) if part)


def _version(desk: DeskBehind, conflict: Conflict, place: int, version: Admission | Done) -> Version:
    word, words = desk.words.text, desk.words
    when = (word("conflict-when"), words.time(version.at, seconds=True))
    who = (word("conflict-by"), words.people(version.officers) or "—")
    if isinstance(version, Admission):
        where = word("conflict-seat", room=words.room(version.room), seat=version.seat)
        how = word("conflict-late", minutes=version.late) if version.late > 0 else "—"
        lines = (
            (word("conflict-what"), where),
            when,
            (word("conflict-desk"), _desk(desk, version.desk)),
            who,
            (word("conflict-remark"), how),
        )
    else:
        what = _owner(desk, version.data) if "owner" in version.data else _told(desk, version)
        came = str(version.data.get("version", "")).partition(".")[0]
        from_desk = _desk(desk, came) if came in desk.record.state.desks() else "—"
        lines = (
            (word("conflict-what"), what),
            when,
            (word("conflict-desk"), from_desk),
            who,
            (word("conflict-remark"), "—"),
        )
    stands = word("conflict-stands") if place == 1 else word("conflict-other")
    return Version(stands, lines, _decide(desk, conflict, place))


def _told(desk: DeskBehind, version: Done) -> str:
    name, place = str(version.data.get("version", "")), str(version.data.get("place", ""))
    if name == "absent":
        return desk.words.text("conflict-absent")
    kind = str(version.data.get("kind", ""))
    return desk.words.text(f"place-{place}") if place else desk.words.text(f"kind-{kind}")


def _owner(desk: DeskBehind, data: Any) -> str:
    kind, _, id = str(data["owner"]).partition(":")
    return desk.words.staff(id) if kind == "staff" else desk.words.candidate(id)


def _whose(desk: DeskBehind, conflict: Conflict) -> str:
    kind, _, id = conflict.about.partition(":")
    if kind == "candidate":
        return desk.words.candidate(id.partition("/")[2])
    return desk.words.bag(id) if kind == "bag" else ""


def _rooms(desk: DeskBehind, conflict: Conflict) -> str:
    rooms = dict.fromkeys(v.room for v in conflict.versions if isinstance(v, Admission))
    return " / ".join(desk.words.room(r) for r in rooms) or desk.words.room(conflict.room)


def _desk(desk: DeskBehind, id: str) -> str:
    return desk.record.state.desk(id).label or id[:8]


def _decide(desk: DeskBehind, conflict: Conflict, keep: int) -> ActionRow | None:
    """The decision for one version: its number is filled in, the reason is asked, the chief signs."""
    site = f"site:{desk.record.plan.site.id}"
    return desk.row(f"resolve-conflict:{conflict.id}", site, primary=keep == 1, values={"keep": keep})
