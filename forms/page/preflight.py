"""What to look at before printing, shared by the forms: missing characters, names too long, numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from forms import barcode, fonts
from forms.context import Flag
from forms.page.text import REGULAR, fitted

T = TypeVar("T")


def glyphs(items: Sequence[T], who: Callable[[T], str], texts: Callable[[T], Iterable[tuple[str, str]]]) -> list[Flag]:
    """Flags for characters that cannot be printed; `texts` gives (what it is, text) pairs of one input."""
    seen: set[str] = set()
    for item in items:
        for _, text in texts(item):
            seen.update(text)
    bad = set(fonts.missing("".join(seen)))
    flags: list[Flag] = []
    for item in items if bad else ():
        for what, text in texts(item):
            characters = "" if bad.isdisjoint(text) else fonts.missing(text)
            if characters:
                codes = " ".join(f"U+{ord(ch):04X}" for ch in characters)
                flags.append(Flag("missing-glyph", who(item), characters, f"{what} {codes}"))
    return flags


def spelling(items: Sequence[T], name: Callable[[T], str]) -> list[Flag]:
    """`glyphs` over every text of the inputs, however deep. A part that has a `subject` (a candidate, a person on duty)
    is named by it, everything else by its input's name."""
    pairs = [pair for item in items for pair in _walk(item, name(item))]
    found = glyphs(pairs, lambda pair: pair[0], lambda pair: (("", pair[1]),))
    return list(dict.fromkeys(Flag(f.kind, f.subject, f.value, f.detail.strip()) for f in found))


def _walk(item: Any, subject: str) -> Iterator[tuple[str, str]]:
    if isinstance(item, str):
        yield subject, item
    elif isinstance(item, tuple):
        for part in item:
            yield from _walk(part, subject)
    elif is_dataclass(item):
        subject = getattr(item, "subject", "") or subject
        for field in fields(item):
            yield from _walk(getattr(item, field.name), subject)


def name_fits(subject: str, name: str, size: float, room: float, smallest: float, font: str = REGULAR) -> list[Flag]:
    """A flag when `name` does not fit one line of `room` points even at `smallest`."""
    if fitted(name, size, room, smallest, font)[1]:
        return []
    return [Flag("name-does-not-fit", subject, name, f"{len(name)} 字")]


def code128(subject: str, number: str, room: float) -> list[Flag]:
    """A flag when `number` cannot be printed as Code 128 within `room` points."""
    if not barcode.encodable(number):
        return [
            Flag("unencodable-number", subject, number, "空号码" if not number else "只能用可见的半角字符，不超过48位")
        ]
    if barcode.code128_most(number) * barcode.MODULE > room and barcode.code128(number).width > room:
        return [Flag("unencodable-number", subject, number, "条码宽于标签")]
    return []


def duplicates(
    items: Sequence[T], who: Callable[[T], str], key: Callable[[T], tuple[object, str]], what: str
) -> list[Flag]:
    """Flags for items whose (scope, number) occurs before; empty numbers do not count."""
    first: dict[tuple[object, str], T] = {}
    flags: list[Flag] = []
    for item in items:
        scope, number = key(item)
        if not number:
            continue
        other = first.setdefault((scope, number), item)
        if other is not item:
            flags.append(Flag("duplicate-number", who(item), number, f"{what}，与{who(other)}相同"))
    return flags
