"""Telling readers that type from people who type, by rhythm alone (U11, U13). Pure: no Qt, no clock of its own.

Keys are held until the next one or for `gap` ms. A run of at least `shortest` without a longer pause and with a closing
key is a read; so are `unclosed` keys without one. Anything else goes on, in order, as typed. After a read further
closing keys within `tail` ms belong to it: a reader that ends with two of them must not press a button.

Lines of a machine-readable zone that come as a burst each are held until the zone is whole, or for `between` ms after
the last key; what was not completed is told as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop.exam.plan.scans import follows, plain, whole_zone, zone_line

Key = TypeVar("Key")

ENDS = "\x03\x04"
"""ETX and EOT end a frame; the other marks begin one or stand inside it."""
LEADS = "\x01\x02\x1d"
INSIDE = "\x1c\x1d\x1e\x1f"
MARKS = frozenset(ENDS + LEADS + INSIDE)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What tells a reader from a person; times in ms, runs in keys."""

    gap: int = 40
    shortest: int = 4
    unclosed: int = 10
    again: int = 1500
    echo: int = 600
    tail: int = 150
    between: int = 300
    most: int = 2000


class Bursts(Generic[Key]):
    """Keys in, reads and typed keys out. `at` is the key's own time in ms, `now` the time in which repeats are counted.

    `scanned` gets a read's text, without closing keys and marks; `typed` the keys that were a person's, in order.
    """

    def __init__(
        self, scanned: Callable[[str], None], typed: Callable[[list[Key]], None], rhythm: Rhythm | None = None
    ) -> None:
        self._scanned, self._typed = scanned, typed
        self.rhythm = rhythm or Rhythm()
        self._held: list[tuple[Key, str]] = []
        self._too_long = False
        self._last_key = -1e12
        self._closed_at = -1e12
        self._lines: list[str] = []
        self._last = ("", -1e12)
        self._recent: dict[str, float] = {}

    # --- keys -----------------------------------------------------------------------------------------------------

    def press(self, key: Key, text: str, at: float, now: float) -> None:
        """A printable key. It is held."""
        self._settle(at, now)
        self._hold(key, text, at)

    def mark(self, key: Key, text: str, at: float, now: float) -> bool:
        """A frame mark (see MARKS). True: it is held or was part of a read; False: it is somebody's shortcut."""
        self._settle(at, now)
        if text in ENDS:
            return self.close(at, now)
        if text in INSIDE and self._held:
            self._hold(key, text, at)
            return True
        if text not in LEADS:
            self._let_go()
            return False
        if len(self._held) >= self.rhythm.unclosed:
            self._take(now)
        self._let_go()
        self._hold(key, text, at)
        return True

    def close(self, at: float, now: float) -> bool:
        """A closing key. True when it closed a read or follows one, False when it is a person's."""
        self._settle(at, now)
        if self._keys() >= self.rhythm.shortest:
            self._last_key = self._closed_at = at
            self._take(now)
            return True
        if not self._held and at - self._closed_at <= self.rhythm.tail:
            self._closed_at = at
            return True
        self._let_go()
        return False

    def doubled(self, at: float) -> bool:
        """Whether a key that is said to repeat comes too soon for one held down, which no system repeats within `gap`:
        a fast reader's second letter of two alike, whose release and press look like a repetition."""
        return bool(self._held) and at - self._last_key <= self.rhythm.gap

    def break_off(self, now: float) -> None:
        """A key that no reader sends. What is too long for anybody's fingers is told rather than typed somewhere."""
        if len(self._held) > 8 * self.rhythm.unclosed:
            self._take(now)
        self._let_go()

    # --- time -----------------------------------------------------------------------------------------------------

    def holding(self) -> bool:
        """Whether keys are held just now, to see what they become."""
        return bool(self._held)

    def wait(self) -> int | None:
        """After how many ms without a key `pause` is due; None when nothing is held."""
        if self._held:
            return self.rhythm.gap
        return self.rhythm.between if self._lines else None

    def pause(self, now: float) -> None:
        """`wait()` ms have gone by without a key."""
        if self._held:
            self._decide(now)
        else:
            self._tell_lines(now)

    def held(self) -> tuple[Key, ...]:
        """The keys held just now."""
        return tuple(key for key, _ in self._held)

    # --- what it was ----------------------------------------------------------------------------------------------

    def _hold(self, key: Key, text: str, at: float) -> None:
        self._last_key = at
        if len(self._held) < self.rhythm.most:
            self._held.append((key, text))
        else:
            self._too_long = True

    def _keys(self) -> int:
        return sum(text not in LEADS for _, text in self._held[: self.rhythm.unclosed])

    def _settle(self, at: float, now: float) -> None:
        if self._held and at - self._last_key > self.rhythm.gap:
            self._decide(now)
        if self._lines and not self._held and at - self._last_key > self.rhythm.between:
            self._tell_lines(now)

    def _decide(self, now: float) -> None:
        """The run ended without a closing key. One letter over and over is a key held down."""
        if self._keys() >= self.rhythm.unclosed and len({text for _, text in self._held}) > 1:
            self._closed_at = self._last_key
            self._take(now)
        else:
            self._let_go()

    def _take(self, now: float) -> None:
        text = plain("".join(text for _, text in self._held))
        if self._too_long:
            text = f"{text[:40]}…"
        self._held, self._too_long = [], False
        if follows(self._lines, text):
            self._lines.append(text)
            if whole_zone("\n".join(self._lines)):
                self._tell_lines(now)
            return
        self._tell_lines(now)
        place = zone_line(text)
        if place is not None and place[1] == 1:
            self._lines = [text]
        else:
            self._tell(whole_zone(text) or text, now)

    def _tell_lines(self, now: float) -> None:
        if self._lines:
            text, self._lines = "\n".join(self._lines), []
            self._tell(whole_zone(text) or text, now)

    def _tell(self, text: str, now: float) -> None:
        """Told, unless it was the last thing told within `again` ms: such a reader sends twice. One that reads two
        codes of a card and sends them in turn does so faster than hands could: `echo` ms of the keys' own time."""
        at, (last, last_now) = self._last_key, self._last
        self._recent = {word: then for word, then in self._recent.items() if 0 <= at - then < self.rhythm.echo}
        if not text or text in self._recent or (text == last and now - last_now < self.rhythm.again):
            return
        self._recent[text], self._last = at, (text, now)
        self._scanned(text)

    def _let_go(self) -> None:
        keys, self._held, self._too_long = [key for key, _ in self._held], [], False
        if keys:
            self._typed(keys)
