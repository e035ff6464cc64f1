"""The site's paper account: every equation, the first broken one, and who holds the difference (X2, C1 to C8)."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.exam.day.balance import Equation, site_equations
from desktop.operations.boards.control import EquationRow, SiteBalance
from desktop.operations.boards.shell import BalanceBoard, BalanceLine
from desktop.operations.desks.desk import DeskBehind
from desktop.operations.desks.room import equation_words


def site_balance(desk: DeskBehind, sitting: str, equations: Mapping[str, tuple[Equation, ...]]) -> SiteBalance:
    """`equations` of every room in the order of the board; the site's own follow."""
    ctx, words = desk.ctx, desk.words
    found = [
        (words.text("board-room", room=words.room(room)), e) for room, in_room in equations.items() for e in in_room
    ]
    found += [(words.text("board-whole"), e) for e in site_equations(ctx, sitting)]
    broken = next(((p, e) for p, e in found if e.holds is False), None)
    # What does not hold comes first, then what is still open, then what is settled.
    order = {False: 0, None: 1, True: 2}
    rows = tuple(_equation(desk, sitting, place, e) for place, e in sorted(found, key=lambda one: order[one[1].holds]))
    bags = [b for b in ctx.index.plan.bags if b.sitting == sitting]
    places: dict[str, int] = {}
    for bag in bags:
        place = ctx.state.bag(bag.id).place
        places[place] = places.get(place, 0) + 1
    lines = tuple(BalanceLine(words.text(f"place-{p}"), n) for p, n in places.items())
    sum_ = "+".join(str(n) for n in places.values()) or "0"
    sheet = BalanceBoard(words.text("board-bags"), lines, sum_, f"= {len(bags)}")
    if broken is not None:
        place, e = broken
        return SiteBalance(
            f"{place} {equation_words(words.text, e)}", False, holder_words(desk, sitting, e), rows, sheet
        )
    settled = all(e.holds for _, e in found)
    headline = words.text("board-balanced" if settled else "board-open", count=len(ctx.rooms(sitting)))
    return SiteBalance(headline, True if settled else None, "", rows, sheet)


def _equation(desk: DeskBehind, sitting: str, place: str, e: Equation) -> EquationRow:
    left, right = sum(n for _, n in e.left), sum(n for _, n in e.right)
    words = "—" if e.holds is None else f"{left} = {right}" if e.holds else f"{left} ≠ {right}"
    holder = holder_words(desk, sitting, e) if e.holds is False else ""
    return EquationRow(place, "", desk.words.text(f"equation-{e.key}"), words, e.holds, holder)


def holder_words(desk: DeskBehind, sitting: str, e: Equation) -> str:
    """Who has the difference in hand, by place and by name: the proctors of a room, the last signers of a bag."""
    words = desk.words
    kind, _, id = e.holder.partition(":")
    count, people = abs(e.difference), ""
    if kind == "room":
        room = id.partition("/")[2]
        roles = ("lead-proctor", "assistant-proctor")
        on_duty = [s for role in roles for s in sorted(desk.ctx.on_duty(sitting, room, role, desk.now()))]
        said, people = words.text("board-holder-room", room=words.room(room), count=count), words.people(on_duty)
    elif kind == "bag":
        said = words.text("board-holder-bag", bag=words.bag(id), count=count)
        people = words.people(desk.ctx.state.bag(id).holders)
    else:
        said = words.text(f"board-holder-{kind or 'office'}", count=count)
    return words.text("board-holder-people", holder=said, people=people) if people else said
