"""Heads: where each desk stands. The head code ties a printed sheet to the file (contract, "Heads and head code")."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from desktop.ledger.entry import Malformed

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}")
_LOOKALIKE = str.maketrans("OIL", "011", "- \t\r\n")


class Head(NamedTuple):
    """The last entry of one desk."""

    number: int
    hash: str


class HeadClaim(NamedTuple):
    """What a printed sheet says: its head code, and from its QR code the record and the desks' last numbers.

    `numbers` is None when only the code was typed from paper; the code then has to fit the whole file.
    """

    code: str
    numbers: Mapping[str, int] | None = None
    record: str | None = None


class _Numbered(Protocol):
    @property
    def desk(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def hash(self) -> str: ...


def heads_of(entries: Iterable[_Numbered]) -> dict[str, Head]:
    """The head of every desk among the entries, in any order."""
    heads: dict[str, Head] = {}
    for e in entries:
        known = heads.get(e.desk)
        if known is None or known.number < e.number:
            heads[e.desk] = Head(e.number, e.hash)
    return heads


def head_text(heads: Mapping[str, Head]) -> str:
    """`<desk> <number> <hash>` and a line end for each desk, ascending."""
    return "".join(f"{desk} {heads[desk].number} {heads[desk].hash}\n" for desk in sorted(heads))


def head_code(heads: Mapping[str, Head]) -> str:
    """The first 60 bits of SHA-256 over the head text in Crockford base 32, as `XXXX-XXXX-XXXX`."""
    bits = int.from_bytes(hashlib.sha256(head_text(heads).encode()).digest()[:8], "big") >> 4
    digits = "".join(_CROCKFORD[bits >> shift & 31] for shift in range(55, -1, -5))
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


def qr_payload(record: str, heads: Mapping[str, Head]) -> str:
    """What the QR code beside a head code holds."""
    numbers = [[desk, heads[desk].number] for desk in sorted(heads)]
    return json.dumps({"record": record, "heads": numbers, "code": head_code(heads)}, separators=(",", ":"))


def read_code(typed: str) -> str:
    """A head code as people type it: case, hyphens and the look-alikes O, I, L do not matter. Raises Malformed."""
    plain = typed.upper().translate(_LOOKALIKE)
    code = f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"
    if not _CODE.fullmatch(code):
        raise Malformed("no head code")
    return code


def read_claim(text: str | bytes) -> HeadClaim:
    """The claim of a scanned QR code. Raises Malformed for anything else."""
    try:
        obj: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed("no JSON") from None
    if type(obj) is not dict or not {"record", "heads", "code"} <= obj.keys():
        raise Malformed("not the members of a head code")
    record, heads, code = obj["record"], obj["heads"], obj["code"]
    if type(record) is not str or type(heads) is not list or type(code) is not str:
        raise Malformed("members of a wrong type")
    numbers: dict[str, int] = {}
    for pair in heads:
        if type(pair) is not list or len(pair) != 2 or type(pair[0]) is not str or type(pair[1]) is not int:
            raise Malformed("a head is a desk and a number")
        if pair[0] in numbers or pair[1] < 1:
            raise Malformed("a desk named twice, or a number below 1")
        numbers[pair[0]] = pair[1]
    return HeadClaim(read_code(code), numbers, record)
