"""What a parser under trial is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

Seeds = Callable[[], Sequence[bytes]]
Spoil = Callable[[Random, Sequence[bytes]], bytes]


@dataclass(frozen=True, slots=True)
class Parser:
    """`tried` parses one input: True where it was taken, False where it was refused by the parser's own error; every
    other exception, and an AssertionError of a property that does not hold, is a finding. `seeds` are inputs that are
    valid, and a few as hostile as anybody could think of. `share` makes inputs fewer where each costs a native decoder
    or a key agreement."""

    name: str
    seeds: Seeds
    spoil: Spoil
    tried: Callable[[bytes], bool]
    share: float = 1.0

    def inputs(self, wanted: int) -> int:
        return max(1, round(wanted * self.share))
