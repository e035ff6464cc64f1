"""Names as a proctor compares them: what is only spelt otherwise agrees, what a machine cannot hold asks for a look.

Chinese names: dots, spaces, width and variant marks do not count; a character one side cannot hold (private use, a box,
a question mark) may be any one. A resident card's record ends a name after fifteen code units (GA/T 490).
Latin names: case, marks, apostrophes, hyphens and order do not count; marks are dropped or written out as ICAO 9303-3
section 6 does (Ä is A or AE). A machine-readable zone cuts a name at 39, 31 or 30 places (9303-4, -6, -5).
A Latin name beside a Chinese one cannot be compared here: `pinyin.py` says whether it sounds so, people do the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

Likeness = Literal["same", "similar", "other-script", "different"]

_BEST: tuple[Likeness, ...] = ("same", "similar", "different")
CHINESE_CUT = 15
ZONE_CUTS = (30, 31, 39)
LONGEST = 120
_DOTS = frozenset("•・‧∙⋅．.●·｡。")
_APART = str.maketrans(dict.fromkeys("-‐‑‒–—<,;/.·•", " "))
_APOSTROPHES = str.maketrans("", "", "'’ʼ‘`´")
# Letters that no accent makes: always written out. Those an accent makes: either way (ICAO 9303-3, table A).
_WRITTEN_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "þ": "th", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i",
     "ĳ": "ij", "ŋ": "n", "ĸ": "q"}
)  # fmt: skip
_MARK = re.compile("([aou])e|(?<=n)xx|(?<=u)xx|(?<=a)a")


def same_name(roster: str, read: str) -> Likeness:
    """How a name that was read compares with the roster's. Both non-empty."""
    if roster == read:
        return "same"
    a, b = script_of(roster), script_of(read)
    if a != b:
        return "other-script"
    return _latin(roster, read) if a == "latin" else _chinese(roster, read)


def likeness(roster: Iterable[str], read: Iterable[str]) -> Likeness:
    """The best any name of the roster (corrected ones too) and any name on the document come to. Where two are of one
    script, they decide: another script beside them is no way round a name that differs."""
    found: set[Likeness] = {same_name(a, b) for a in roster if a for b in read if b}
    return next((best for best in _BEST if best in found), "other-script")


def differing(roster: str, read: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Positions of characters in which two names of one script differ, for showing them side by side; nothing where
    they are of two scripts. What does not count in comparing is never marked."""
    script = script_of(roster)
    if script != script_of(read):
        return (), ()
    if script == "latin":
        a, b = _open_letters(roster, _keys(read)), _open_letters(read, _keys(roster))
        if same_name(roster, read) == "same":
            return (), ()
    else:
        a, b = _letters(roster), _letters(read)
    marks: tuple[list[int], list[int]] = ([], [])
    matched = SequenceMatcher(None, [c for _, c in a], [c for _, c in b], autojunk=False)
    for what, a1, a2, b1, b2 in matched.get_opcodes():
        if what != "equal":
            marks[0].extend(at for at, _ in a[a1:a2])
            marks[1].extend(at for at, _ in b[b1:b2])
    return tuple(dict.fromkeys(marks[0])), tuple(dict.fromkeys(marks[1]))


def _letters(name: str, start: int = 0) -> list[tuple[int, str]]:
    """Every character that counts, with its place in the text."""
    return [(n, c) for n, ch in enumerate(name[:LONGEST], start) for c in _plain(ch)]


def _open_letters(name: str, others: tuple[str, ...]) -> list[tuple[int, str]]:
    """The letters of the words the other name does not have."""
    out = []
    for word in re.finditer(r"\S+", name[:LONGEST].translate(_APART)):
        if not set(_keys(word[0])) <= set(others):
            out += _letters(word[0], word.start())
    return out


def script_of(name: str) -> Literal["latin", "chinese"]:
    """Latin is a name with Latin letters and no ideograph; everything else is compared character by character."""
    if name.isascii():
        return "latin" if any(c.isalpha() for c in name) else "chinese"
    latin = False
    for ch in name:
        if _ideograph(ch) or unicodedata.category(ch) == "Co":
            return "chinese"
        latin = latin or unicodedata.name(ch, "").startswith(("LATIN", "FULLWIDTH LATIN"))
    return "latin" if latin else "chinese"


def _ideograph(ch: str) -> bool:
    return unicodedata.name(ch, "").startswith("CJK ")


# --- Chinese and everything that is compared character by character ---------------------------------------------------


def _chinese(roster: str, read: str) -> Likeness:
    a, b = _plain(roster), _plain(read)
    if a == b:
        return "same"
    if not a or not b:
        return "different"
    if _fits(a[:LONGEST], b[:LONGEST]):
        return "similar"
    if _code_units(read.rstrip()) == CHINESE_CUT and a.startswith(b):
        return "similar"
    return "different"


def _plain(name: str) -> str:
    wide = unicodedata.normalize("NFKC", name)
    return "".join(ch for ch in wide if not (ch.isspace() or ch in _DOTS or _invisible(ch))).casefold()


def _invisible(ch: str) -> bool:
    """Variant selectors and joiners."""
    code = ord(ch)
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x200B <= code <= 0x200D or code == 0xFEFF


def chinese_letters(name: str) -> str:
    """Its ideographs, where it has nothing else but dots and blanks; else nothing."""
    letters = _plain(name)
    return letters if all(map(_ideograph, letters)) else ""


def _code_units(text: str) -> int:
    return sum(2 if ord(ch) > 0xFFFF else 1 for ch in text)


def _fits(a: str, b: str) -> bool:
    """Whether two names agree when each character that could not be held stands for any one; two such in a row may be
    the halves of one character above U+FFFF."""
    if len(a) == len(b):
        return all(p == q or unholdable(p) or unholdable(q) for p, q in zip(a, b, strict=True))
    joined = _halves_joined(a), _halves_joined(b)
    return joined != (a, b) and _fits(*joined)


def _halves_joined(name: str) -> str:
    """Runs of question marks and the like as half as many: the halves of surrogate pairs, each lost by itself."""
    out: list[str] = []
    held = False
    for ch in name:
        lost = unholdable(ch) and unicodedata.category(ch) != "Co"
        if lost and held:
            held = False
            continue
        out.append(ch)
        held = lost
    return "".join(out)


def unholdable(ch: str) -> bool:
    """A character that stands for one a machine could not hold."""
    return ch in "?□〓\ufffd" or unicodedata.category(ch) in ("Co", "Cs")


# --- Latin ------------------------------------------------------------------------------------------------------------


def _latin(roster: str, read: str) -> Likeness:
    a, b = _keys(roster), _keys(read)
    if _run_together(a) & _run_together(b):
        return "same"
    return "similar" if _shorter(a, b) or _shorter(b, a) or (_filled(read) and _begun(a, b)) else "different"


@lru_cache(maxsize=1024)
def latin_words(name: str) -> tuple[str, ...]:
    """A name's words in lower case without marks."""
    low = unicodedata.normalize("NFKC", name[:LONGEST]).casefold().translate(_APOSTROPHES).translate(_WRITTEN_OUT)
    bare = "".join(ch for ch in unicodedata.normalize("NFD", low) if not unicodedata.combining(ch))
    return tuple(bare.translate(_APART).split())


def _keys(name: str) -> tuple[str, ...]:
    """Its words with a mark written out (MUELLER) and a mark left out (MULLER) made one."""
    return tuple(_MARK.sub(r"\1", word) for word in latin_words(name))


def _run_together(words: tuple[str, ...]) -> set[str]:
    """The name run together from every word on: where a space stands and which name comes first do not count."""
    return {"".join(words[n:] + words[:n]) for n in range(len(words))} | {" ".join(sorted(words))}


def _shorter(some: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Whether one leaves out or shortens words of the other (a middle name, Zach for Zachary), one being in both."""
    return len(some) >= 2 and not set(some).isdisjoint(more) and _begun(more, some)


def _filled(read: str) -> bool:
    """Whether a name fills a machine-readable zone: one filler between its words, two after the first name."""
    words = latin_words(read)
    return sum(map(len, words)) + len(words) in ZONE_CUTS


def _begun(roster: tuple[str, ...], read: tuple[str, ...]) -> bool:
    """Whether every word that was read begins a word of the roster's, each another one."""
    left = list(roster)
    for word in sorted(read, key=len, reverse=True):
        begun = next((w for w in left if w.startswith(word)), None)
        if begun is None:
            return False
        left.remove(begun)
    return True
