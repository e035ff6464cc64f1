"""Whether a Latin name is how a Chinese one is read: 张建国 is ZHANG JIANGUO.

Surname and given name in either order, the given name in one word or in several; ü is yu in passports of today, u or v
in older papers; a character of several readings may be read by any. Names of Hong Kong, Macau, Taiwan and of
foreigners are spelt by other rules or are other names altogether: what does not fit asks for a look and proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, product
from typing import Literal

from desktop.exam.identity.names import chinese_letters, latin_words, script_of

Heard = Literal["alike", "unlike", ""]
"""Empty: nobody can say; a character of unknown reading, a name of many parts."""

MOST = 8
"""More characters or words than this are a transcription of another language, which pinyin says nothing of."""
_WRITTEN = ("yu", "u", "ue")


class Readings:
    """How characters are read. `table` gives the text of `resources/pinyin/syllables.txt` (a syllable, a blank, its
    characters; ü as v) and is asked once, when the first name wants it."""

    def __init__(self, table: Callable[[], str]) -> None:
        self._table = table
        self._text: str | None = None

    def of(self, character: str) -> tuple[str, ...]:
        """Every syllable it is read by, without tones; nothing for one the table does not have."""
        if self._text is None:
            self._text = self._table()
        out, at = [], self._text.find(character)
        while at >= 0:
            start = self._text.rfind("\n", 0, at) + 1
            out.append(self._text[start : self._text.index(" ", start)])
            at = self._text.find(character, at + 1)
        return tuple(out)


def heard(one: str, other: str, readings: Readings) -> Heard:
    """How two names of two scripts compare by sound, whichever of them is the Chinese one."""
    chinese, latin = (other, one) if script_of(one) == "latin" else (one, other)
    characters, words = chinese_letters(chinese), latin_words(latin)
    if not 2 <= len(characters) <= MOST or not 2 <= len(words) <= MOST:
        return ""
    said = [_spellings(readings.of(character)) for character in characters]
    if not all(said):
        return ""
    if any(_spells(words[n:] + words[:n], said) for n in range(len(words))):
        return "alike"
    # A dot parts the names of peoples who write their names in another language than Chinese first.
    return "unlike" if len(characters) == len("".join(chinese.split())) else ""


def spelled(name: str, readings: Readings) -> str:
    """What a name is typed as without an input method: a Chinese one in whole syllables and by its initials, in as many
    of the ways its characters may be read as are usual (`MOST`). Nothing where a reading is not known."""
    if script_of(name) == "latin":
        return name
    said = [sorted(_spellings(readings.of(character))) for character in chinese_letters(name)]
    if not said or not all(said):
        return ""
    ways = list(islice(product(*said), MOST))
    words = ["".join(way) for way in ways] + ["".join(syllable[0] for syllable in way) for way in ways]
    return " ".join(dict.fromkeys(words))


def _spellings(syllables: tuple[str, ...]) -> frozenset[str]:
    out = set(syllables)
    for syllable in syllables:
        if "v" in syllable:
            out.update(syllable.replace("v", letter) for letter in _WRITTEN)
    return frozenset(out)


def _spells(words: tuple[str, ...], said: list[frozenset[str]]) -> bool:
    """Whether each word is the next one or several characters, and all are used up."""
    places = {0}
    for word in words:
        places = {end for place in places for end in _ends(word, said, place)}
    return len(said) in places


def _ends(word: str, said: list[frozenset[str]], place: int) -> set[int]:
    """The places at which the word ends when it begins with the character at `place`."""
    out, left = set[int](), {(place, 0)}
    while left:
        at, used = left.pop()
        if used == len(word):
            out.add(at)
        elif at < len(said):
            left.update((at + 1, used + len(one)) for one in said[at] if word.startswith(one, used))
    return out
