"""Files that are either there completely or not at all: written beside, flushed to the disk, then renamed.

A USB stick is pulled out, a disk fills up: the file of before is still whole. Every `OSError` becomes the sentence
for people it stands for. A file belongs to whoever writes it: nobody else may read it, except on Windows, where a file
has the rights of its folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from desktop.faults import SiteFault, reading_fault, writing_fault
from desktop.paths import take_place


def read_whole(path: Path, limit: int) -> bytes:
    """The file's bytes, at most `limit` of them.

    Raises SiteFault: file-not-found, file-unreadable, file-too-large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise reading_fault(error, path) from error
    if len(data) > limit:
        raise SiteFault("file-too-large", path=str(path), limit=limit)
    return data


def read_start(path: Path, length: int) -> bytes:
    """The first bytes of a file, to see what it is before all of it is read.

    Raises SiteFault: file-not-found, file-unreadable.
    """
    try:
        with path.open("rb") as file:
            return file.read(length)
    except OSError as error:
        raise reading_fault(error, path) from error


def write_durably(path: Path, chunks: Iterable[bytes]) -> int:
    """Writes the chunks as the whole new content of `path`; returns the bytes written.

    Raises SiteFault: disk-full, cannot-write. Whatever happens, `path` holds the old content or the new, never a part.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    written = 0
    try:
        # The first argument to fail is the folder, and nothing is there yet to tidy up.
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise writing_fault(error, path) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
                written += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        take_place(beside, path)
        _flush_folder(path.parent)
    except BaseException as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise writing_fault(error, path) from error
        raise
    return written


def _flush_folder(folder: Path) -> None:
    """The rename itself must survive a power cut. Windows knows no descriptor of a folder and needs none (NTFS)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # FAT on some sticks, and network shares, refuse this; the file itself is flushed already.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(descriptor)
