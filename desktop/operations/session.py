"""Who signs: PINs are checked here and become signatures; nothing else makes one.

A credential proves one person once. Wrong PINs lock that person for a minute after five tries; the tries are kept in
the home, so that trying from one process after another helps nobody. A checked PIN is remembered for this process only,
as a keyed digest, so that the slow hash is paid once a morning and desk.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence

from desktop.exam.frame.command import Refused, Signature
from desktop.exam.plan.model import Index, Staff
from desktop.operations.ports import PinHasher, SettingStore

TRIES = 5
LOCK_MS = 60_000
BADGE_PREFIX = "KD-"
KEPT = "pin-tries"


class Session:
    """Checks credentials against one published plan.

    Attributes:
        staff: everybody who may sign.
    """

    def __init__(
        self,
        index: Index,
        pins: Mapping[str, str],
        hasher: PinHasher,
        steady: Callable[[], int],
        kept: SettingStore | None = None,
    ) -> None:
        """`steady` is a clock that processes of one machine share and that never runs back but by a restart; `kept`
        holds the wrong tries (staff id to instants of it)."""
        self.index = index
        self._pins = pins
        self._hasher = hasher
        self._steady = steady
        self._key = secrets.token_bytes(32)
        self._known: dict[str, bytes] = {}
        self._kept = kept
        self._wrong: dict[str, list[int]] = _tries(kept)

    def person(self, given: str) -> Staff | None:
        """A person by staff id, staff number (工号), or the text of a badge."""
        return self.index.staff_member(given.strip().removeprefix(BADGE_PREFIX))

    def sign(self, given: str, pin: str, at: int) -> Signature | Refused:
        """A signature of this person, given at `at` (UTC ms), or why not: officer-unknown, pin-locked, pin-wrong."""
        person = self.person(given)
        if person is None:
            return Refused("officer-unknown", {"officer": given})
        now = self._steady()
        # An instant ahead of now is from before the machine was started: long ago.
        recent = [t for t in self._wrong.get(person.id, ()) if 0 <= now - t < LOCK_MS]
        if len(recent) >= TRIES:
            return Refused("pin-locked", {"officer": person.id, "seconds": (LOCK_MS - (now - recent[0])) // 1000 + 1})
        if not self._holds(person.id, pin):
            self._note(person.id, [*recent, now])
            return Refused("pin-wrong", {"officer": person.id, "left": TRIES - len(recent) - 1})
        if person.id in self._wrong:
            self._note(person.id, [])
        return Signature(person.id, at)

    def sign_all(self, given: Sequence[str], pins: Mapping[str, str], at: int) -> tuple[Signature, ...] | Refused:
        """Several signatures for one act; `pins` maps whatever was given (id or number) to the PIN."""
        out = []
        for one in given:
            person = self.person(one)
            keys = (one, person.id, person.number) if person else (one,)
            signed = self.sign(one, next((pins[k] for k in keys if k in pins), ""), at)
            if isinstance(signed, Refused):
                return signed
            out.append(signed)
        return tuple(out)

    def _note(self, staff: str, tries: list[int]) -> None:
        self._wrong.pop(staff, None)
        if tries:
            self._wrong[staff] = tries
        if self._kept is not None:
            self._kept.put(KEPT, json.dumps(self._wrong) if self._wrong else None)

    def _holds(self, staff: str, pin: str) -> bool:
        digest = hmac.new(self._key, pin.encode(), hashlib.sha256).digest()
        known = self._known.get(staff)
        if known is not None and hmac.compare_digest(known, digest):
            return True
        hashed = self._pins.get(staff)
        if not pin or hashed is None or not self._hasher.matches(hashed, pin):
            return False
        self._known[staff] = digest
        return True


def _tries(kept: SettingStore | None) -> dict[str, list[int]]:
    text = kept.get(KEPT) if kept is not None else None
    found: dict[str, list[int]] = json.loads(text) if text else {}
    return found
