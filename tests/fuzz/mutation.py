"""Valid inputs, spoiled: bits, bytes, pieces, ends, lengths, and halves of one input on halves of another.

Every function draws from the Random it is given and from nothing else, so that a block of inputs can be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

MOST = 70_000
"""Bytes of one input at most: more than the longest APDU, less than would make a million of them take all day."""
_EDGES = (0x00, 0x01, 0x02, 0x7F, 0x80, 0x81, 0x82, 0x83, 0x84, 0xFE, 0xFF)
_WIDE = (0, 1, 2, 127, 128, 255, 256, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF)
_CHARACTERS = (
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<abcdefxyz ()-:;,./{}[]\"'"
    "\x00\x01\x02\x03\x04\t\n\r\x0b\x1c\x1d\x1e\x1f\x7f\x85\u2028\u200b\u200e\ufeff\uffff"
    "«‹《〈０９ＡＺ＜（）　①²½٣߃߀ıİßŉǅﬁﷺ중䶮王\u0301\U0001d7d8\U00020000\U0010ffff\udc80"
)

Change = Callable[[Random, bytearray, Sequence[bytes]], None]


def spoiled(rng: Random, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds with one to four changes; now and then untouched, now and then nothing but chance."""
    draw = rng.random()
    if draw < 0.02:
        return rng.randbytes(rng.randrange(300))
    data = bytearray(rng.choice(seeds))
    if draw < 0.04:
        return bytes(data)
    for _ in range(1 + int(rng.random() * rng.random() * 4)):
        _CHANGES[int(rng.random() * len(_CHANGES))](rng, data, seeds)
    return bytes(data[:MOST])


def _flip(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    if data:
        data[int(rng.random() * len(data))] ^= 1 << int(rng.random() * 8)


def _byte(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    if data:
        data[int(rng.random() * len(data))] = int(rng.random() * 256)


def _edge(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    if data:
        data[int(rng.random() * len(data))] = rng.choice(_EDGES)


def _nearby(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    """A length that lies by a little."""
    if data:
        at = int(rng.random() * len(data))
        data[at] = (data[at] + rng.choice((-2, -1, 1, 2))) & 0xFF


def _wide(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    """Two bytes, or four, as a length at the edge of something, or one that fits what is there all but exactly."""
    if data:
        at, size = int(rng.random() * len(data)), rng.choice((2, 4))
        value = rng.choice(_WIDE) if rng.random() < 0.6 else max(0, len(data) - at - rng.randrange(6))
        data[at : at + size] = value.to_bytes(4, rng.choice(("big", "little")))[-size:]


def _head(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    """Near the beginning, where lengths and tags stand."""
    if data:
        data[int(rng.random() * min(16, len(data)))] = int(rng.random() * 256)


def _insert(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    at = int(rng.random() * (len(data) + 1))
    data[at:at] = rng.randbytes(1 + int(rng.random() * rng.random() * 16))


def _delete(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    at = int(rng.random() * (len(data) + 1))
    del data[at : at + 1 + int(rng.random() * rng.random() * 24)]


def _repeat(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    at = int(rng.random() * (len(data) + 1))
    piece = data[at : at + 1 + int(rng.random() * 32)]
    data[at:at] = piece * rng.choice((1, 1, 1, 2, 60))


def _cut(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    del data[int(rng.random() * (len(data) + 1)) :]


def _more(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    data += rng.choice((b"\x00", b"\xff", b"\x90\x00", rng.randbytes(8))) * (1 + int(rng.random() * rng.random() * 40))


def _splice(rng: Random, data: bytearray, seeds: Sequence[bytes]) -> None:
    other = rng.choice(seeds)
    at, start = int(rng.random() * (len(data) + 1)), int(rng.random() * (len(other) + 1))
    data[at:] = other[start:]


_CHANGES: tuple[Change, ...] = (
    *(_flip, _flip, _byte, _byte, _edge, _edge, _nearby, _nearby, _wide, _head, _head),
    *(_insert, _delete, _repeat, _cut, _more, _splice),
)


# --- texts ------------------------------------------------------------------------------------------------------------


def spoiled_text(rng: Random, seeds: Sequence[bytes]) -> bytes:
    """As `spoiled`, character by character; the input is UTF-8, lone surrogates included (see `text_of`)."""
    draw = rng.random()
    if draw < 0.02:
        words = [rng.choice(_CHARACTERS) for _ in range(rng.randrange(100))]
    else:
        words = list(text_of(rng.choice(seeds)))
        for _ in range(0 if draw < 0.04 else 1 + int(rng.random() * rng.random() * 4)):
            _respell(rng, words, seeds)
    return "".join(words[:MOST]).encode("utf-8", "surrogatepass")


def text_of(data: bytes) -> str:
    """The text an input stands for."""
    return data.decode("utf-8", "surrogatepass")


def _respell(rng: Random, words: list[str], seeds: Sequence[bytes]) -> None:
    at = int(rng.random() * (len(words) + 1))
    match int(rng.random() * 9):
        case 0 | 1 | 2:
            words[at : at + 1] = rng.choice(_CHARACTERS)
        case 3:
            words[at:at] = rng.choice(_CHARACTERS) * rng.choice((1, 1, 1, 2, 30))
        case 4:
            del words[at : at + 1 + int(rng.random() * rng.random() * 12)]
        case 5:
            words[at:at] = words[at : at + 1 + int(rng.random() * 12)]
        case 6:
            words[at : at + 1] = [c.lower() if c.isupper() else c.upper() for c in words[at : at + 1]]
        case 7:
            del words[at:]
        case _:
            other = text_of(rng.choice(seeds))
            words[at:] = other[int(rng.random() * (len(other) + 1)) :]


# --- lists of pieces --------------------------------------------------------------------------------------------------


def joined(pieces: Sequence[bytes]) -> bytes:
    """Pieces as one input: each behind its length in two bytes."""
    return b"".join(len(piece[:0xFFFF]).to_bytes(2, "big") + piece[:0xFFFF] for piece in pieces)


def pieces_of(data: bytes) -> list[bytes]:
    """The pieces of an input; whatever its bytes are, they are some."""
    found, at = [], 0
    while at + 2 <= len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        found.append(data[at + 2 : end])
        at = end
    return found


def spoiled_pieces(change: Callable[[Random, Sequence[bytes]], bytes] = spoiled) -> Callable[..., bytes]:
    """Spoils one or two pieces of a list, or its order; `change` spoils one piece, given it and its neighbours."""

    def spoil(rng: Random, seeds: Sequence[bytes]) -> bytes:
        pieces = pieces_of(rng.choice(seeds))
        for _ in range(1 + int(rng.random() * 2)):
            at = int(rng.random() * (len(pieces) + 1))
            match int(rng.random() * 10):
                case 0:
                    del pieces[at : at + 1]
                case 1:
                    pieces[at:at] = pieces[at : at + 1] * rng.choice((1, 1, 40))
                case 2:
                    pieces[at:] = pieces_of(rng.choice(seeds))[at:]
                case 3:
                    pieces[at:at] = [rng.randbytes(rng.randrange(20))]
                case _ if at < len(pieces):
                    pieces[at] = change(rng, [pieces[at]])
                case _:
                    pass
        return joined(pieces)

    return spoil
