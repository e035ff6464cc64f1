"""A post changed by hand, small enough to be kept: what went, what came, and how everything stood afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

from desktop.exam.plan.model import Duty, row_to_data


@dataclass(frozen=True, slots=True)
class PostChange:
    """`came` are duties that were not there before, `gone` those that are there no more, each with its place; `after`
    is the digest of all duties as they became. `post` is the post's name on the page."""

    post: str
    came: tuple[Duty, ...]
    gone: tuple[tuple[int, Duty], ...]
    after: str


def digest_of(duties: tuple[Duty, ...]) -> str:
    return sha256(json.dumps([row_to_data(d) for d in duties], ensure_ascii=False).encode()).hexdigest()


def post_change(before: tuple[Duty, ...], after: tuple[Duty, ...], post: str) -> PostChange:
    """What lies between two lists of duties."""
    was, now = set(before), set(after)
    gone = tuple((n, d) for n, d in enumerate(before) if d not in now)
    return PostChange(post, tuple(d for d in after if d not in was), gone, digest_of(after))


def duties_before(now: tuple[Duty, ...], change: PostChange) -> tuple[Duty, ...] | None:
    """The duties as they were before the change; None where they are not any more as it left them."""
    if digest_of(now) != change.after:
        return None
    came = set(change.came)
    out = [d for d in now if d not in came]
    for place, duty in change.gone:
        out.insert(place, duty)
    return tuple(out)
