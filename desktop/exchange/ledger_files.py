"""Ledger files: a record, or part of one, on a USB stick (record-format.md, "Files").

* `*.jsonl`: one entry a line in canonical JSON, sorted by (desk, number), lines ended by `\\n`.
* `*.jsonl.age`: the same, gzip-compressed, then encrypted in the age format, for a passphrase or for recipients.

What is read is told apart by its first bytes, never by its name: people rename files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.exchange import sealed
from desktop.exchange.durable import read_whole, write_durably
from desktop.faults import SiteFault, reading_fault
from desktop.ledger.entry import Entry, Malformed, entry_line, parse_entry
from desktop.ledger.verify import LONGEST_LINE

# A morning of 900 candidates is some 20 000 entries, 15 MB plain, 5 MB packed. A hundred such mornings still fit.
FILE_LIMIT = 512 * 1024 * 1024
PLAIN_LIMIT = 2 * 1024 * 1024 * 1024
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Written:
    """What a file got: entries, and its size in bytes."""

    entries: int
    size: int


def write_ledger(
    path: Path, entries: Iterable[Entry], *, passphrase: str | None = None, recipients: Sequence[str] = ()
) -> Written:
    """Writes the entries, whatever their order, as `*.jsonl`, or as `*.jsonl.age` when a passphrase or recipients
    (`age1…`) are given.

    Raises SiteFault: disk-full, cannot-write. ValueError on an empty passphrase, both, or what is no recipient.
    """
    ordered = sorted(entries, key=lambda entry: (entry.desk, entry.number))
    return write_lines(path, map(entry_line, ordered), passphrase=passphrase, recipients=recipients)


def write_lines(
    path: Path, lines: Iterable[bytes], *, passphrase: str | None = None, recipients: Sequence[str] = ()
) -> Written:
    """The same for lines that are canonical and in (desk, number) order already, as a store hands them out."""
    count = 0

    def ended() -> Iterator[bytes]:
        nonlocal count
        for line in lines:
            count += 1
            yield line + b"\n"

    if passphrase is None and not recipients:
        size = write_durably(path, ended())
    else:
        packed = sealed.encrypt(sealed.compress(ended()), passphrase=passphrase, recipients=recipients)
        size = write_durably(path, (packed,))
    return Written(count, size)


def read_ledger(path: Path, *, passphrase: str | None = None, identities: Sequence[str] = ()) -> Iterator[Entry]:
    """The file's entries in the file's order, read as they are asked for. Chains and signatures are not checked here.

    Raises SiteFault as `read_lines` does, and not-a-record (with `line` from 1 and `reason`) where a line is no entry.
    An empty file is not a record.
    """
    number = 0
    for number, line in enumerate(read_lines(path, passphrase=passphrase, identities=identities), start=1):
        try:
            yield parse_entry(line)
        except Malformed as error:
            raise SiteFault("not-a-record", path=str(path), line=number, reason=str(error)) from error
    if not number:
        raise SiteFault("not-a-record", path=str(path), line=0, reason="empty")


def read_lines(path: Path, *, passphrase: str | None = None, identities: Sequence[str] = ()) -> Iterator[bytes]:
    """The file's lines without their `\\n`, for the verifier: nothing but the envelope is judged here. A last line that
    is not ended comes out with a `\\r` it never had, so that the verifier finds it as malformed as it is.

    Raises SiteFault:
        file-not-found, file-unreadable: the file cannot be had.
        wrong-file-passphrase: it is encrypted and the passphrase or identity given (or none) does not open it.
        not-a-record: it is no ledger file, or no longer whole.
        file-too-large: beyond 512 MiB as it lies there, 2 GiB unpacked.
    """
    data = read_whole(path, FILE_LIMIT)
    if not sealed.is_sealed(data):
        return _lines_of((data[at : at + _PIECE] for at in range(0, len(data), _PIECE)), path)
    return _lines_of(sealed.decompress(_opened(data, path, passphrase, identities), PLAIN_LIMIT), path)


def is_encrypted(path: Path) -> bool:
    """Whether a passphrase or identity must be asked for. Raises SiteFault: file-not-found, file-unreadable."""
    try:
        with path.open("rb") as file:
            return sealed.is_sealed(file.read(64))
    except OSError as error:
        raise reading_fault(error, path) from error


def _opened(data: bytes, path: Path, passphrase: str | None, identities: Sequence[str]) -> bytes:
    if not passphrase and not identities:
        raise SiteFault("wrong-file-passphrase", path=str(path))
    try:
        return sealed.decrypt(data, passphrase=passphrase or None, identities=identities)
    except (sealed.WrongKey, ValueError) as error:
        raise SiteFault("wrong-file-passphrase", path=str(path)) from error
    except sealed.Damaged as error:
        raise SiteFault("not-a-record", path=str(path), line=0, reason=str(error)) from error


def _lines_of(chunks: Iterable[bytes], path: Path) -> Iterator[bytes]:
    """Splits at `\\n` only. Holds one chunk and one line at a time."""
    rest = b""
    try:
        for chunk in chunks:
            *whole, rest = (rest + chunk).split(b"\n") if rest else chunk.split(b"\n")
            yield from whole
            if len(rest) > LONGEST_LINE:
                break
    except sealed.TooLarge as error:
        raise SiteFault("file-too-large", path=str(path), limit=PLAIN_LIMIT) from error
    except sealed.Damaged as error:
        raise SiteFault("not-a-record", path=str(path), line=0, reason=str(error)) from error
    if rest:
        yield b""
