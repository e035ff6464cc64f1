"""Finding a person by what somebody at a desk can say: a name, its initials or pinyin, a seat, the ticket's number, the
end of a document's number (U14, U16). Pure; built once over a plan, asked at every key.

Words parted by blanks must all fit ("王 17"). A part of figures is a seat (`17`, `05-17`), the end of a document number
or the beginning or the end of an admission number; anything else is a name: its characters, the letters they are read
by, or both mixed ("王jg", "wangjg", "wjg").
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop import collector

EXACT, BEGINS, INSIDE = 0, 1, 2
"""How well something fits, best first: wholly, from its beginning, somewhere in it."""

INITIALS = frozenset({*"abcdefghijklmnopqrstuvwxyz", "zh", "ch", "sh"})

LONGEST = 60
"""Nobody types more; a reader that ran into the line may have."""

_MARKS = re.compile(r"[·•・.'’\-,]+")
_SEAT = re.compile(r"(?:0*(\d{1,4})[-/])?0*(\d{1,3})")
_NUMBER = re.compile(r"[0-9]+[0-9x]|[a-z]{1,3}[0-9]{3,}|[0-9]")
_DOTTED = ("v", "u", "yu", "ü")
_TAIL = 3
"""The fewest figures that are taken for the end of a number; two would be half the room."""


@dataclass(frozen=True, slots=True)
class Searched:
    """One person as the index wants them: every name they may go by, and their seats as (room number, seat)."""

    id: str
    names: tuple[str, ...]
    document: str
    admission: str
    seats: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a name: one Chinese character with its readings, or one word of letters, which reads as itself.
    `letters` are those of a to z that occur in it, a bit each."""

    text: str
    readings: tuple[str, ...]
    letters: int = 0


def readings_of(syllables: str) -> dict[str, tuple[str, ...]]:
    """Character to the syllables it is read by, from `resources/pinyin/syllables.txt`."""
    out: dict[str, tuple[str, ...]] = {}
    for line in syllables.splitlines():
        syllable, _, characters = line.partition(" ")
        # ü is typed as v by most, as u by some, with its dots, or as yu by who reads it off a document.
        said = tuple(syllable.replace("v", typed) for typed in _DOTTED) if "v" in syllable else (syllable,)
        for character in characters:
            known = out.get(character)
            out[character] = said if known is None else known + said
    return out


def plain_words(words: str) -> str:
    """As typed in any width and case; marks inside names (古丽·买买提, O'Brien) count as blanks."""
    return _MARKS.sub(" ", unicodedata.normalize("NFKC", words).casefold()).strip()


class SearchIndex:
    """Ten thousand people take some tenths of a second to build and single milliseconds to ask."""

    def __init__(self, people: Iterable[Searched], readings: Mapping[str, tuple[str, ...]]) -> None:
        self.people: tuple[Searched, ...] = tuple(people)
        self._units: list[tuple[tuple[tuple[Unit, ...], int], ...]] = []
        self._starts: defaultdict[str, set[int]] = defaultdict(set)
        self._seats: defaultdict[int, list[int]] = defaultdict(list)
        known: dict[str, Unit] = {}
        for place, person in enumerate(self.people):
            names = [_units(name, readings, known) for name in person.names]
            self._units.append(tuple((units, _letters_of(units)) for units in names))
            for units in names:
                for start in _starts(units):
                    self._starts[start].add(place)
            for _, seat in person.seats:
                self._seats[seat].append(place)
        self._admissions = sorted((p.admission.casefold(), n) for n, p in enumerate(self.people) if p.admission)
        self._admission_tails = sorted((word[::-1], n) for word, n in self._admissions)
        self._documents = sorted((p.document.casefold()[::-1], n) for n, p in enumerate(self.people) if p.document)

    def find(self, words: str) -> list[tuple[int, Searched]]:
        """Everybody who fits, as (how well, person), best first and then in the order given. Nobody for no words."""
        with collector.resting():
            return self._found(words)

    def _found(self, words: str) -> list[tuple[int, Searched]]:
        whole = unicodedata.normalize("NFKC", words[:LONGEST]).casefold().strip()
        found: dict[int, int] | None = None
        for part in whole.split():
            fits = self._fitting(part)
            if found is None:
                found = fits
            else:
                found = {place: max(fit, fits[place]) for place, fit in found.items() if place in fits}
        ranked: tuple[list[int], ...] = ([], [], [])
        for place, fit in (found or {}).items():
            ranked[fit].append(place)
        return [(fit, self.people[place]) for fit in (EXACT, BEGINS, INSIDE) for place in sorted(ranked[fit])]

    def _fitting(self, part: str) -> dict[int, int]:
        """Place of each person who fits one part, and how well."""
        out: dict[int, int] = {}
        if seat := _SEAT.fullmatch(part):
            for place in self._seats.get(int(seat[2]), ()):
                if seat[1] is None or _sits(self.people[place], seat[1], int(seat[2])):
                    _note(out, place, EXACT)
        if _NUMBER.fullmatch(part):
            self._numbers(part, out)
        if not part.isdigit():
            for word in plain_words(part).split():
                self._names(word, out)
        return out

    def _numbers(self, part: str, out: dict[int, int]) -> None:
        lists = [(self._documents, part[::-1]), (self._admission_tails, part[::-1])] if len(part) >= _TAIL else []
        if len(part) > _TAIL:
            lists.append((self._admissions, part))
        for words, first in lists:
            for word, place in _beginning(words, first):
                if word == first:
                    out[place] = EXACT
                else:
                    out.setdefault(place, BEGINS)

    def _names(self, word: str, out: dict[int, int]) -> None:
        # Two letters or characters leave a few hundred of ten thousand to look at closely.
        letters = _letters(word)
        for place in self._starts.get(word[:2], ()):
            for units, known in self._units[place]:
                # Most of them lack one of the letters altogether, and that costs a single comparison.
                fit = _fit(units, word) if letters & known == letters else None
                if fit is not None:
                    _note(out, place, fit)


def _note(out: dict[int, int], place: int, fit: int) -> None:
    out[place] = min(fit, out.get(place, fit))


def _sits(person: Searched, room: str, seat: int) -> bool:
    return any(number == seat and (label.lstrip("0") or "0") == room for label, number in person.seats)


def _beginning(words: Sequence[tuple[str, int]], start: str) -> Sequence[tuple[str, int]]:
    """The sorted words that begin so."""
    return words[bisect_left(words, (start,)) : bisect_left(words, (f"{start}\U0010ffff",))]


def _units(name: str, readings: Mapping[str, tuple[str, ...]], known: dict[str, Unit]) -> tuple[Unit, ...]:
    out: list[Unit] = []
    for word in plain_words(name).split():
        pieces = [word] if word.isascii() else list(word)
        for piece in pieces:
            unit = known.get(piece)
            if unit is None:
                said = readings.get(piece, (piece,))
                unit = known[piece] = Unit(piece, said, _letters(piece + "".join(said)))
            out.append(unit)
    return tuple(out)


def _letters(word: str) -> int:
    out = 0
    for sign in word:
        if "a" <= sign <= "z":
            out |= 1 << (ord(sign) - ord("a"))
    return out


def _letters_of(units: Sequence[Unit]) -> int:
    out = 0
    for unit in units:
        out |= unit.letters
    return out


def _starts(units: Sequence[Unit]) -> set[str]:
    """The first one and two signs of everything that could be typed for a name, from any of its pieces on."""
    out: set[str] = set()
    for unit, after in zip(units, (*units[1:], None), strict=False):
        nexts = {after.text[0], *(r[0] for r in after.readings)} if after is not None else set()
        for said in {unit.text, *unit.readings}:
            out.add(said[0])
            if len(said) > 1:
                out.add(said[:2])
            out.update(said[0] + sign for sign in nexts)
    return out


def _fit(units: Sequence[Unit], word: str) -> int | None:
    for start in range(len(units)):
        left = _eaten(units, start, word)
        if left is not None:
            return INSIDE if start else EXACT if left == 0 else BEGINS
    return None


def _eaten(units: Sequence[Unit], at: int, word: str) -> int | None:
    """How many pieces are left when `word` is used up on the pieces from `at` on; None when it does not fit. Each piece
    takes itself, a whole reading of it, its initial, or, as the last one, any beginning of these."""
    reached = {0}
    for place in range(at, len(units)):
        unit, further = units[place], set[int]()
        for said in (unit.text, *unit.readings):
            for begun in reached:
                if said.startswith(word[begun:]):
                    return len(units) - place - 1
                if word.startswith(said, begun):
                    further.add(begun + len(said))
                for initial in (said[:1], said[:2]):
                    if initial in INITIALS and word.startswith(initial, begun):
                        further.add(begun + len(initial))
        if not further:
            return None
        reached = further
    return None
