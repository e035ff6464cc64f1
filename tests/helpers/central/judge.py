"""What the centre thinks of an entry. Written from record-format.md alone, with SHA-256, Ed25519 and RFC 8785 from
elsewhere, so that a mistake in desktop.ledger cannot hide behind itself here."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_TYPES: dict[str, type | tuple[type, ...]] = {
    "v": int,
    "record": str,
    "desk": str,
    "number": int,
    "time": list,
    "wall": int,
    "offset": (int, type(None)),
    "officers": list,
    "kind": str,
    "edition": int,
    "about": list,
    "data": dict,
    "previous": str,
    "hash": str,
    "signature": str,
}
_DESK = re.compile(r"[0-9a-f]{16}")
_HASH = re.compile(r"[0-9a-f]{64}")
_KIND = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LARGEST = 2**53 - 1
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Held:
    """The last entry held of a desk."""

    number: int
    hash: str
    time: tuple[int, int]


NOTHING = Held(0, "0" * 64, (-1, -1))


def is_malformed(entry: Any) -> bool:
    """Whether it is no entry at all."""
    if not isinstance(entry, dict) or entry.keys() != _TYPES.keys():
        return True
    if any(isinstance(entry[m], bool) or not isinstance(entry[m], kind) for m, kind in _TYPES.items()):
        return True
    time = entry["time"]
    if len(time) != 2 or any(type(part) is not int for part in time):
        return True
    texts = [*entry["officers"], *entry["about"]]
    return (
        entry["v"] != 1
        or entry["number"] < 1
        or entry["edition"] < 1
        or not entry["about"]
        or not all(isinstance(text, str) for text in texts)
        or not _DESK.fullmatch(entry["desk"])
        or not _HASH.fullmatch(entry["previous"])
        or not _HASH.fullmatch(entry["hash"])
        or not _KIND.fullmatch(entry["kind"])
        or not _plain(entry)
    )


def content_hash(entry: dict[str, Any]) -> bytes:
    content = {member: value for member, value in entry.items() if member not in ("hash", "signature")}
    return hashlib.sha256(rfc8785.dumps(content)).digest()


def refusal(entry: dict[str, Any], record: str, public_key: bytes | None, last: Held, same: str | None) -> str | None:
    """Why a well-formed entry is not taken, or None. `last` is the desk's last entry held, `same` the hash of the one
    held with this number."""
    if entry["record"] != record:
        return "wrong-record"
    if public_key is None or (entry["number"] == 1 and entry["kind"] != "desk-enrolled"):
        return "not-enrolled"
    if entry["number"] > last.number + 1:
        return "gap"
    digest = content_hash(entry)
    if digest.hex() != entry["hash"]:
        return "bad-hash"
    if same is not None:
        return None if same == entry["hash"] else "broken-chain"
    if entry["previous"] != last.hash:
        return "broken-chain"
    signature = from_base64(entry["signature"], 64)
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature or b"", digest)
    except (InvalidSignature, ValueError):
        return "bad-signature"
    if tuple(entry["time"]) <= last.time:
        return "clock-backwards"
    return None


def desk_id(public_key: bytes) -> str:
    return hashlib.sha256(public_key).hexdigest()[:16]


def head_code(heads: dict[str, Any]) -> str:
    """The head code of the heads an outcome names."""
    text = "".join(f"{desk} {heads[desk]['number']} {heads[desk]['hash']}\n" for desk in sorted(heads))
    bits = int(hashlib.sha256(text.encode()).hexdigest()[:15], 16)
    letters = "".join(_CROCKFORD[bits >> (5 * place) & 31] for place in reversed(range(12)))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def from_base64(text: Any, length: int) -> bytes | None:
    """The bytes, or None when it is not standard Base64 of so many."""
    if not isinstance(text, str):
        return None
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == length and base64.b64encode(raw).decode() == text else None


def _plain(value: Any, depth: int = 0) -> bool:
    """No floats, no integer beyond 2^53-1, no half characters, no bottomless nesting."""
    if depth > 50 or isinstance(value, float):
        return False
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    if isinstance(value, str):
        return not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, list):
        return all(_plain(item, depth + 1) for item in value)
    if isinstance(value, dict):
        return all(_plain(name) and _plain(item, depth + 1) for name, item in value.items())
    return value is None
