"""Sealed files: gzip inside the age format (age-encryption.org/v1), so that the standard `age` tool opens them.

`age -d FILE | gunzip` gives the plain content. Everything read here may come from a stranger's USB stick: the work
factor is looked at before any key is derived (2^21 already wants 2 GiB of memory), the plain content has a limit.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence

import pyrage

from desktop.exchange import passphrases

AGE_START = b"age-encryption.org/v1\n"
ARMOUR_START = b"-----BEGIN AGE ENCRYPTED FILE-----"
LONGEST_START = max(len(AGE_START), len(ARMOUR_START))

_WORK_LIMIT = 21
_CHUNK = 256 * 1024
_SCRYPT = re.compile(rb"^-> scrypt \S+ (\d{1,4})$", re.MULTILINE)


class WrongKey(Exception):
    """The passphrase or identity does not open the file. A changed salt looks the same: nobody can tell them apart."""


class Damaged(Exception):
    """Not a sealed file, or one that is no longer whole."""


class TooLarge(Exception):
    """The plain content is larger than agreed; a hostile file, or one of another kind."""


def is_sealed(data: bytes) -> bool:
    """Whether the bytes begin as an age file does, binary or armoured."""
    return data.startswith((AGE_START, ARMOUR_START))


def compress(chunks: Iterable[bytes]) -> bytes:
    """gzip of all chunks; the same content gives the same bytes (no time, no name in the header)."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    out = [packer.compress(chunk) for chunk in chunks]
    out.append(packer.flush())
    return b"".join(out)


def decompress(packed: bytes, limit: int) -> Iterator[bytes]:
    """The plain content in pieces of at most 256 KiB.

    Raises TooLarge beyond `limit` bytes, Damaged on broken, cut or trailing data. Pieces come out before the check sum
    at the end was seen: whoever acts on them must read to the end first, or have them authenticated (age does).
    """
    end = yield from _first_member(memoryview(packed), limit)
    if end != len(packed):
        # Further gzip members are allowed by RFC 1952, but nobody writes them here, and a bomb could nest in them.
        raise Damaged("data after gzip")


def decompress_first(packed: bytes, limit: int) -> tuple[bytes, memoryview]:
    """The plain content of the gzip at the beginning, and what stands behind it. Raises as `decompress` does."""
    held = memoryview(packed)
    pieces, members = [], _first_member(held, limit)
    while True:
        try:
            pieces.append(next(members))
        except StopIteration as done:
            return b"".join(pieces), held[done.value :]


def _first_member(packed: memoryview, limit: int) -> Generator[bytes, None, int]:
    """The first gzip in pieces; in the end, where it ends."""
    unpacker = zlib.decompressobj(31)
    total = fed = 0
    while not unpacker.eof:
        pending: bytes | memoryview = unpacker.unconsumed_tail
        if not pending:
            pending = packed[fed : fed + _CHUNK]
            fed += len(pending)
        try:
            piece = unpacker.decompress(pending, _CHUNK)
        except zlib.error as error:
            raise Damaged("gzip") from error
        total += len(piece)
        if total > limit:
            raise TooLarge
        if piece:
            yield piece
        elif not pending and not unpacker.eof:
            raise Damaged("gzip ends too early")
    return fed - len(unpacker.unused_data)


def encrypt(plain: bytes, *, passphrase: str | None = None, recipients: Sequence[str] = ()) -> bytes:
    """An age file for a passphrase (costs about a second and 256 MiB) or for recipients.

    Raises ValueError when neither or both are given, or a recipient is none (`age1…`).
    """
    if (passphrase is None) == (not recipients):
        raise ValueError("either a passphrase or recipients")
    if passphrase is not None:
        if not passphrase:
            raise ValueError("empty passphrase")
        return passphrases.written(plain, passphrase)
    try:
        keys = [pyrage.x25519.Recipient.from_str(text) for text in recipients]
    except pyrage.RecipientError as error:
        raise ValueError(f"no age recipient: {error}") from error
    return bytes(pyrage.encrypt(plain, keys))


def decrypt(data: bytes, *, passphrase: str | None = None, identities: Sequence[str] = ()) -> bytes:
    """The inverse. Raises WrongKey, Damaged; ValueError when an identity is none (`AGE-SECRET-KEY-1…`)."""
    if not is_sealed(data):
        raise Damaged("not an age file")
    work = _work_factor(data)
    if work is not None and work > _WORK_LIMIT:
        raise Damaged(f"work factor {work}")
    try:
        if passphrase is not None and passphrases.is_ours(data):
            return passphrases.opened(data, passphrase)
        if passphrase is not None and (work is not None or not identities):
            return bytes(pyrage.passphrase.decrypt(data, passphrase))
        keys = [pyrage.x25519.Identity.from_str(text) for text in identities]
        return bytes(pyrage.decrypt(data, keys))
    except pyrage.IdentityError as error:
        raise ValueError("no age identity") from error
    except passphrases.WrongPassphrase as error:
        raise WrongKey from error
    except passphrases.Broken as error:
        raise Damaged(str(error)) from error
    except pyrage.DecryptError as error:
        # pyrage tells its cases apart by the text only.
        if str(error) in ("Decryption failed", "No matching keys found"):
            raise WrongKey from error
        raise Damaged(str(error)) from error


def _work_factor(data: bytes) -> int | None:
    """log2 of scrypt's N as the header names it, None for a file of recipients."""
    head = data[:4096]
    if head.startswith(ARMOUR_START):
        text = b"".join(head.split(b"\n")[1:-1]).replace(b"\r", b"")
        try:
            head = base64.b64decode(text[: len(text) // 4 * 4].split(b"-", 1)[0])
        except binascii.Error as error:
            raise Damaged("armour") from error
    found = _SCRYPT.findall(head.split(b"\n---", 1)[0])
    return max(map(int, found)) if found else None
