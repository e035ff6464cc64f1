"""The two families of error.

A `SiteFault` is the site's: a file, a reader, a passphrase, a full disk. It carries a code and facts; the sentence for
people is in the wording catalogue under `fault-<code>`. Everything else is ours, a bug, and gets a report.

What the operating system says of a file becomes one word here (`why`); the catalogue holds the sentence for each word,
so the system's own English never stands inside a sentence for people.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final


class SiteFault(Exception):
    """Something at the site stands in the way; the person there can act on it.

    Attributes:
        code: lower case with hyphens, a key of the wording catalogue (`fault-<code>`).
        facts: what the sentence needs: names, paths, numbers. Never secrets.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        self.code = code
        self.facts: dict[str, object] = facts
        super().__init__(code, facts)

    def __str__(self) -> str:
        told = ", ".join(f"{k}={v}" for k, v in self.facts.items())
        return f"{self.code} ({told})" if told else self.code


_WORDS: Final = {
    "not-found": ("ENOENT",),
    "is-a-folder": ("EISDIR",),
    "no-such-folder": ("ENOTDIR",),
    "no-permission": ("EACCES", "EPERM"),
    "disk-full": ("ENOSPC", "EDQUOT"),
    "name-taken": ("EEXIST",),
    "read-only": ("EROFS",),
    "name-too-long": ("ENAMETOOLONG",),
    "in-use": ("EBUSY", "ETXTBSY"),
    "device-error": ("EIO", "ENXIO", "ENODEV", "ESTALE", "ETIMEDOUT", "EHOSTDOWN", "ENOTCONN"),
}
# Not every system knows every name.
_BY_NUMBER: Final = {
    getattr(errno, name): word for word, names in _WORDS.items() for name in names if hasattr(errno, name)
}
_HELD_OPEN: Final = (32, 33)
"""ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION: Windows tells both as a lack of permission."""


def why(error: OSError) -> str:
    """The system's reason as one word, or `errno-<number>` where there is none (0: it gave no number)."""
    if getattr(error, "winerror", None) in _HELD_OPEN:
        return "in-use"
    number = error.errno or 0
    return _BY_NUMBER.get(number, f"errno-{number}")


def reading_fault(error: OSError, path: Path) -> SiteFault:
    """What an error on reading a file means to people: file-not-found, or file-unreadable (path, why)."""
    word = why(error)
    if word == "not-found":
        return SiteFault("file-not-found", path=str(path))
    return SiteFault("file-unreadable", path=str(path), why=word)


def writing_fault(error: OSError, path: Path) -> SiteFault:
    """What an error on writing a file or into a folder means to people: disk-full, or cannot-write (path, why)."""
    word = why(error)
    if word == "disk-full":
        return SiteFault("disk-full", path=str(path))
    # A file that is to be written need not be there; what was not found is the folder it goes into.
    return SiteFault("cannot-write", path=str(path), why="no-such-folder" if word == "not-found" else word)
