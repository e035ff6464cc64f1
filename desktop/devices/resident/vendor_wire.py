"""What this desk and the process with the maker's library say to each other: JSON behind a length of four bytes.

    asked     {"n": 7, "call": "read", "port": 1001}
    answered  {"n": 7, "status": 144, "data": "<hexadecimal>"}
    at first  {"n": 0, "status": 0, "data": ""} once the library is loaded, else {"n": 0, "failed": "<reason>"}

The library may have written over anything in that process: what comes from there is believed only in this form. Only
the standard library is used here, so that an old 32-bit Python can run the other end.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

LONGEST = 65536
CALLS = ("open", "close", "status", "number", "find", "select", "read", "added")
FAILURES = ("not-found", "not-loadable", "not-sdtapi")
_HEAD = 4
_MOST_DATA = 16384


class WireError(ValueError):
    """Not what the other end should have said."""


@dataclass(frozen=True)
class Asked:
    n: int
    call: str
    port: int


@dataclass(frozen=True)
class Answered:
    """`status` is what the library's function returned, `failed` why the library is not there."""

    n: int
    status: int = 0
    data: bytes = b""
    failed: str = ""


def write_asked(asked: Asked) -> bytes:
    return _message({"n": asked.n, "call": asked.call, "port": asked.port})


def write_answered(answered: Answered) -> bytes:
    if answered.failed:
        return _message({"n": answered.n, "failed": answered.failed})
    return _message({"n": answered.n, "status": answered.status, "data": answered.data[:_MOST_DATA].hex()})


def read_asked(message: bytes) -> Asked:
    """Raises WireError."""
    data = _members(message)
    if set(data) != {"n", "call", "port"} or data["call"] not in CALLS:
        raise WireError("no question")
    return Asked(_whole(data["n"]), str(data["call"]), _whole(data["port"]))


def read_answered(message: bytes) -> Answered:
    """Raises WireError."""
    data = _members(message)
    if set(data) == {"n", "failed"} and data["failed"] in FAILURES:
        return Answered(_whole(data["n"]), failed=str(data["failed"]))
    if set(data) != {"n", "status", "data"} or not isinstance(data["data"], str):
        raise WireError("no answer")
    try:
        held = bytes.fromhex(data["data"])
    except ValueError as error:
        raise WireError("no hexadecimal") from error
    if len(held) > _MOST_DATA:
        raise WireError("too much data")
    return Answered(_whole(data["n"]), _whole(data["status"]), held)


class MessageParser:
    """Messages out of a stream of pieces."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, piece: bytes) -> list[bytes]:
        """The messages that are whole now. Raises WireError for a length that cannot be: nothing after it has a
        meaning."""
        self._rest += piece
        found = []
        at = 0
        while len(self._rest) - at >= _HEAD:
            length = int.from_bytes(self._rest[at : at + _HEAD], "big")
            if not 2 <= length <= LONGEST:
                raise WireError("length")
            end = at + _HEAD + length
            if len(self._rest) < end:
                break
            found.append(bytes(self._rest[at + _HEAD : end]))
            at = end
        del self._rest[:at]
        return found


def _message(data: dict[str, object]) -> bytes:
    body = json.dumps(data, separators=(",", ":")).encode("ascii")
    return len(body).to_bytes(_HEAD, "big") + body


def _members(message: bytes) -> dict[str, object]:
    try:
        data = json.loads(message.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise WireError("no JSON") from error
    if not isinstance(data, dict):
        raise WireError("no object")
    return data


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**31) <= value < 2**32:
        raise WireError("no whole number")
    return value
