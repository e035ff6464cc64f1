"""Text as people and spreadsheets write it, made one: white space, full-width forms, Kangxi radicals, stray marks.

Names are never guessed: a private-use character stays as it is and is told; only what has exactly one meaning changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_WIDE = "\u3000\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_BREAKS = "\t\n\x0b\x0c\r\x85\u2028\u2029"

_PRIVATE_ONE = re.compile(f"[{_PRIVATE}]")
_KANGXI_ONE = re.compile("[\u2f00-\u2fdf]")
_CONTROL_ONE = re.compile(f"[{_CONTROL}]")
_BREAK_RUN = re.compile(f"\r\n|[{_BREAKS}]")
_ZERO_WIDTH_ONE = re.compile(f"[{_ZERO_WIDTH}]")
# Anything `normalise` would act on. A line feed is left out of the joined form: it separates the values there.
_DIRTY = re.compile(
    f"[{_CONTROL}{_PRIVATE}{_ZERO_WIDTH}{_WIDE}\u2f00-\u2fdf\t\x0b\x0c\r\x85\u2028\u2029'`\u00a0\u2000-\u200a]|^ | $",
    re.MULTILINE,
)
_TABLE: dict[int, str] = {0x3000: " ", 0xA0: " "}
_TABLE |= {c: chr(c - 0xFEE0) for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B)) for c in range(*span)}
_TABLE |= {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}


@dataclass(frozen=True, slots=True)
class Written:
    """`text` as it is kept. `kangxi` and `private` hold the characters found; `control` is true when a control
    character stands in it, which makes the cell unusable."""

    text: str
    kangxi: str = ""
    private: str = ""
    control: bool = False


def normalise(text: str) -> Written:
    """One cell's text. A line break or tab becomes one space; surrounding white space and zero-width characters go;
    full-width digits and letters become ASCII; Kangxi radicals (U+2F00-2FDF) the unified ideographs."""
    if text.isascii() and text.isprintable():
        return Written(text.strip(" "))
    text = _ZERO_WIDTH_ONE.sub("", _BREAK_RUN.sub(" ", text))
    kangxi = "".join(_KANGXI_ONE.findall(text))
    private = "".join(_PRIVATE_ONE.findall(text))
    control = _CONTROL_ONE.search(text) is not None
    return Written(text.translate(_TABLE).strip(), kangxi, private, control)


def all_clean(values: Collection[str]) -> bool:
    """True when `normalise` would change none of the values and has nothing to tell: one scan over all of them."""
    joined = "\n".join(values)
    if joined.count("\n") != max(0, len(values) - 1):
        return False
    if joined.isascii() and "'" not in joined and "`" not in joined and " " not in joined:
        return joined.replace("\n", "").isprintable()
    if " " in joined and any(value[:1] == " " or value[-1:] == " " for value in values):
        return False
    return _DIRTY.search(joined) is None


def without_marks(text: str) -> str:
    """A number without the mark a spreadsheet puts before it (`'`, `` ` ``)."""
    return text.lstrip("'` ")


def meaning_of_private(character: str) -> str:
    """What a legacy private-use code (U+E815-E864 of GB 18030-2000) most likely stands for, or "".

    Only a hint and an offer: the same code point means other things in other fonts (forms.md section 6).
    """
    place = ord(character) - 0xE815
    if not 0 <= place < 80:
        return ""
    raw = bytes((0xFE, 0x50 + place if place < 47 else 0x80 + place - 47))
    found = raw.decode("gb18030", errors="ignore")
    return "" if not found or _PRIVATE_ONE.match(found) else found


def with_standard_characters(text: str) -> str:
    """`text` with every private-use code whose likely meaning is known as that character; for a person to compare with
    the document, never done by an import of itself."""
    return _PRIVATE_ONE.sub(lambda found: meaning_of_private(found[0]) or found[0], text)
