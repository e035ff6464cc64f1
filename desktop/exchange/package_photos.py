"""The photos of a plan package: behind the gzip of its document, one after the other, each as its length (4 bytes,
big-endian) and its bytes.

The plan names each by its SHA-256 (`Candidate.photo`), so the document's content hash and signature cover them too.
They are not packed again: JPEGs do not become smaller, and ten thousand of them (100 MB) would take half a minute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Set

from desktop.exchange.plan_shapes import WrongShape

PHOTO_LIMIT = 1024 * 1024
"""Bytes of one photo; an import keeps them with some 10,000."""
_LENGTH = 4


class Photos:
    """The photos of a package that was read, one at a time as often as they are asked for."""

    def __init__(self, held: memoryview, places: tuple[slice, ...]) -> None:
        self._held, self._places = held, places

    def __iter__(self) -> Iterator[bytes]:
        return (bytes(self._held[place]) for place in self._places)

    def __len__(self) -> int:
        return len(self._places)


def framed(photos: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces that stand behind the document. Raises ValueError for a photo beyond the limit."""
    for photo in photos:
        if not 0 < len(photo) <= PHOTO_LIMIT:
            raise ValueError("a photo of this size was kept by nobody")
        yield len(photo).to_bytes(_LENGTH, "big")
        yield photo


def photos_of(held: memoryview, named: Set[str]) -> Photos:
    """The photos in what stands behind a document; each must be one the plan names, and come once.

    Raises WrongShape.
    """
    places: list[slice] = []
    seen: set[str] = set()
    at = 0
    while at < len(held):
        begins = at + _LENGTH
        length = int.from_bytes(held[at:begins], "big")
        at = begins + length
        if not 0 < length <= PHOTO_LIMIT or at > len(held):
            raise WrongShape("a photo's length")
        name = hashlib.sha256(held[begins:at]).hexdigest()
        if name not in named or name in seen:
            raise WrongShape("a photo nobody has")
        seen.add(name)
        places.append(slice(begins, at))
    return Photos(held, tuple(places))
