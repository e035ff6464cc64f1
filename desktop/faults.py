"""The two families of error.

A `SiteFault` is the site's: a file, a reader, a passphrase, a full disk. It carries a code and facts; the sentence for
people is in the wording catalogue under `fault-<code>`. Everything else is ours, a bug, and gets a report.

What the operating system says of a file becomes one word here (`why`); the catalogue holds the sentence for each word,
so the system's own English never stands inside a sentence for people.
"""

from __future__ import annotations

import errno
import os
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
_MOST: Final = 259
"""Characters of a whole path, where Windows was not told to take more."""


def why(error: OSError) -> str:
    """The system's reason as one word, or `errno-<number>` where there is none (0: it gave no number)."""
    number = error.errno or 0
    word = _BY_NUMBER.get(number, f"errno-{number}")
    if getattr(error, "winerror", None) in _HELD_OPEN:
        return "in-use"
    return _on_windows(error, word) if os.name == "nt" else word


def _on_windows(error: OSError, word: str) -> str:
    """Windows refuses to open a folder, or to write over a file that a reader of PDFs shows, as a lack of permission;
    a path that is too long is not found, and what no file may be called is an invalid argument."""
    places = [str(place) for place in (error.filename, error.filename2) if place is not None]
    if word == "no-permission":
        opened = getattr(error, "winerror", None) is None  # else a folder's content was asked for, or its renaming
        if any(os.path.isdir(place) for place in places[0 if opened else 1 :]):
            return "is-a-folder"
        return "in-use" if any(map(_held, places)) else word
    if word == "not-found" and any(len(os.path.abspath(place)) > _MOST for place in places):
        return "name-too-long"
    return "bad-name" if error.errno == errno.EINVAL and places else word


def _held(place: str) -> bool:
    """Whether another program has the file open; giving it the name it has changes nothing and needs it to be free."""
    try:
        if os.path.isfile(place):
            os.rename(place, place)
    except OSError as error:
        return getattr(error, "winerror", None) in _HELD_OPEN
    return False


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
