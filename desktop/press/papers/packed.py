"""What goes back in a bag: one figure for every sheet that names it on its way to the marking."""

from __future__ import annotations

from desktop.exam.plan.model import Bag
from desktop.press.source import PrintSource


def packed(source: PrintSource, bag: Bag, room: str) -> tuple[int, int]:
    """(papers, cards) in a bag that comes out of `room`: as the room counted them where it is its only one (and that
    may be shown), else as found at the opening, else as its label says."""
    state = source.context.state
    counts = state.room(bag.sitting, room).counts
    if counts and not source.hidden(bag.sitting, room) and len(source.bags(bag.sitting, room)) == 1:
        return sum(counts[-1].papers.values()), sum(counts[-1].cards.values())
    seen = state.bag(bag.id)
    return (
        bag.copies if seen.counted is None else seen.counted,
        bag.cards if seen.counted_cards is None else seen.counted_cards,
    )
