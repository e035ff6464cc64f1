"""Parsers that go wrong in every way, for tests of the run itself. Apart: processes import whatever they try."""

from __future__ import annotations

import os
from collections.abc import Mapping
from random import Random

from tests.fuzz.parser import Parser


def faulty(data: bytes) -> bool:
    """Undocumented errors, a process that dies and one that hangs, each for one input of the eight."""
    match data:
        case b"6":
            raise ZeroDivisionError
        case b"7":
            os._exit(3)
        case b"8":
            while True:
                pass
    return data in (b"1", b"2")


def counted(rng: Random, seeds: object) -> bytes:
    return str(rng.randrange(10**9)).encode()[:1]


def samples() -> Mapping[str, Parser]:
    """Called in the processes that try."""
    one = {str(n): Parser(str(n), lambda: (b"",), lambda rng, seeds, n=n: str(n).encode(), faulty) for n in range(1, 9)}
    return one | {"many": Parser("many", lambda: (b"",), counted, lambda data: data in b"135")}
