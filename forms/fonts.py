"""Fonts of the printed forms: two faces, each with a fallback per character, and the check before printing.

reportlab draws a character its font lacks as nothing, without a word, and writes a wrong ToUnicode above U+FFFF. Here
a face is several files behind one name, the next file being loaded only when a character needs it (a third file costs
0.1 s and 80 MB), and `missing` names what no file has, so that a rare name is never a blank on a desk.
"""

from __future__ import annotations

import threading
import unicodedata
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfmetrics, ttfonts

REGULAR = "Kaodian"
BOLD = "Kaodian-Bold"
BLANK_BOX = "□"
"""Stands for a character that no font has: a gap must be seen (缺字)."""

_ABSENT = -1
_SAID = 4096
"""Texts of a document that are remembered as they were written: half of a list is on the next one too."""
_DEBIAN = (Path("/usr/share/fonts/truetype/hanazono"), Path("/usr/share/fonts/truetype/lxgw-wenkai"))
_FACES: dict[str, tuple[str, ...]] = {
    REGULAR: ("NotoSansSC-Regular.ttf", "HanaMinB.ttf", "LXGWWenKai-Regular.ttf"),
    BOLD: ("NotoSansSC-Bold.ttf", "HanaMinB.ttf", "LXGWWenKai-Bold.ttf"),
}
_FOLDERS = (Path(__file__).resolve().parents[1] / "resources" / "fonts", *_DEBIAN)
_lock = threading.RLock()
_loaded: dict[Path, Any] = {}
_faces: dict[str, CompositeFont] = {}


class FontFileMissing(RuntimeError):
    """A face has not even its first file: the installation is broken. `name` is the file looked for."""

    def __init__(self, name: str) -> None:
        super().__init__(f"font file {name} not found in {', '.join(map(str, _FOLDERS))}")
        self.name = name


class _Metrics:
    """What reportlab asks a face for. The name must be ours alone: `registerFont` hands back the font registered first
    for a face name, so a composite that kept its member's face would be ignored in silence."""

    def __init__(self, name: str, ascent: float, descent: float) -> None:
        self.name, self.ascent, self.descent = name, ascent, descent


class CompositeFont:
    """Several TrueType files behind one reportlab font name; the first file that has a character draws it."""

    _multiByte = _dynamicFont = 1
    shapable = False

    def __init__(self, name: str, files: tuple[str, ...]) -> None:
        first = _load(files[0])
        if first is None:
            raise FontFileMissing(files[0])
        self.fontName = name
        self.face = _Metrics(f"{name}-composite", first.face.ascent, first.face.descent)
        self._members: list[Any] = [first]
        self._waiting = list(files[1:])
        self._who: dict[str, int] = {}
        self._plain: set[str] = set()
        self._maps: WeakKeyDictionary[Any, tuple[dict[tuple[int, int], int], list[tuple[int, int]]]] = (
            WeakKeyDictionary()
        )
        self._drawn: WeakKeyDictionary[Any, tuple[dict[str, tuple[str, str]], dict[tuple[str, float], str]]] = (
            WeakKeyDictionary()
        )

    def has(self, ch: str) -> bool:
        """Whether a file has a glyph for this one character."""
        return self._member(ch) != _ABSENT

    def drawable(self, text: str) -> str:
        """The text as it can be drawn: what no file has becomes a box, what has no shape (controls) is dropped."""
        if self._plain.issuperset(text) or all(map(self.has, text)):
            return text
        text = unicodedata.normalize("NFC", text)
        return "".join(ch if self.has(ch) else _stand_in(ch) for ch in text)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        if self._plain.issuperset(text):
            return float(self._members[0].stringWidth(text, size))
        return float(sum(self._members[k].stringWidth(part, size) for k, part in self._runs(text)))

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        numbers, inverse = self._maps.setdefault(doc, ({}, []))
        out: list[tuple[int, bytes]] = []
        for k, part in self._runs(text):
            for subset, coded in self._members[k].splitString(part, doc):
                number = numbers.get((k, subset))
                if number is None:
                    number = numbers[k, subset] = len(inverse)
                    inverse.append((k, subset))
                out.append((number, coded))
        return out

    def getSubsetInternalName(self, number: int, doc: Any) -> str:
        k, subset = self._maps[doc][1][number]
        return str(self._members[k].getSubsetInternalName(subset, doc))

    def operators(self, text: str, size: float, doc: Any) -> str:
        """The text as PDF operators, font and string by turns, to stand between BT and ET of `doc`. A character keeps
        its place in a document's subsets, so each is looked up once a document."""
        if not self._plain.issuperset(text):
            text = self.drawable(text)
        known, said = self._drawn.get(doc) or self._drawn.setdefault(doc, ({}, {}))
        shown = said.get((text, size))
        if shown is None:
            shown = self._spelled(text, size, doc, known)
            if len(said) < _SAID:
                said[text, size] = shown
        return shown

    def _spelled(self, text: str, size: float, doc: Any, known: dict[str, tuple[str, str]]) -> str:
        try:
            drawn = [known[ch] for ch in text]
        except KeyError:
            for ch in text:  # in order: equal documents are equal to the byte
                if ch not in known:
                    ((number, coded),) = self.splitString(ch, doc)
                    known[ch] = self.getSubsetInternalName(number, doc), escapePDF(coded)
            drawn = [known[ch] for ch in text]
        names = {name for name, _ in drawn}
        if len(names) == 1:
            return f"{names.pop()} {size:g} Tf ({''.join([code for _, code in drawn])}) Tj"
        runs = groupby(drawn, itemgetter(0))
        return " ".join(f"{name} {size:g} Tf ({''.join([code for _, code in run])}) Tj" for name, run in runs)

    def pdfScale(self, value: float) -> float:
        return float(self._members[0].pdfScale(value))

    def _member(self, ch: str) -> int:
        k = self._who.get(ch)
        if k is None:
            k = self._who[ch] = _ABSENT if _shapeless(ch) else self._search(ord(ch))
            if k == 0:
                self._plain.add(ch)
        return k

    def _search(self, code: int) -> int:
        with _lock:
            for k, font in enumerate(self._members):
                if code in font.face.charToGlyph:
                    return k
            while self._waiting and code > 0x7F:
                font = _load(self._waiting.pop(0))
                if font is not None:
                    self._members.append(font)
                    if code in font.face.charToGlyph:
                        return len(self._members) - 1
        return _ABSENT

    def _runs(self, text: str) -> list[tuple[int, str]]:
        if self._plain.issuperset(text):  # nearly always: the first file has it all
            return [(0, text)] if text else []
        text = self.drawable(text)
        kinds = {self._member(ch) for ch in text}
        if len(kinds) == 1:
            return [(kinds.pop(), text)]
        out: list[tuple[int, str]] = []
        for ch in text:
            k = self._member(ch)
            if out and out[-1][0] == k:
                out[-1] = (k, out[-1][1] + ch)
            else:
                out.append((k, ch))
        return out


def ensure() -> None:
    """Load and register both faces, once a process and from any thread. About 0.1 s the first time.

    Raises FontFileMissing when Noto Sans SC is not there.
    """
    if BOLD in _faces:
        return
    with _lock:
        for name, files in _FACES.items():
            if name not in _faces:
                face = CompositeFont(name, files)
                pdfmetrics.registerFont(face)
                _faces[name] = face


def face(name: str) -> CompositeFont:
    """A registered face by its name."""
    ensure()
    return _faces[name]


def missing(text: str) -> str:
    """The characters of `text` that cannot be printed, each once, in order.

    Private-use characters count as missing even where a font has them: nobody else's font shows the same shape.
    Controls, direction marks and variation selectors count too: what they mean would not be on the paper. So do marks
    that go over another character and have no letter of their own with it: we would set them over the next one.
    """
    regular = face(REGULAR)
    bad = [ch for ch in dict.fromkeys(text) if not regular.has(ch)]
    if not bad:
        return ""
    composed = unicodedata.normalize("NFC", text)
    if composed != text and all(map(regular.has, composed)):
        return ""
    return "".join(bad)


def _load(name: str) -> Any:
    """The TTFont of a file, or None when it is not installed. One object a file, shared by both faces."""
    with _lock:
        for folder in _FOLDERS:
            path = folder / name
            if path in _loaded:
                return _loaded[path]
            if path.is_file():
                ttfonts.makeToUnicodeCMap = _to_unicode
                font = ttfonts.TTFont(f"Kaodian-{path.stem}", str(path))
                _loaded[path] = font
                return font
    return None


def _shapeless(ch: str) -> bool:
    return unicodedata.category(ch) in ("Cc", "Cf", "Co", "Cs", "Me", "Mn", "Zl", "Zp")  # selectors are Mn


def _stand_in(ch: str) -> str:
    if _shapeless(ch) and unicodedata.category(ch) not in ("Co", "Cs"):
        return ""
    return BLANK_BOX


def _to_unicode(name: str, subset: list[int]) -> str:
    """ToUnicode in UTF-16BE; reportlab's own writes five digits above U+FFFF, which readers take for two characters."""
    pairs = [(i, chr(code).encode("utf-16-be").hex().upper()) for i, code in enumerate(subset) if code]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for i in range(0, len(pairs), 100):
        part = pairs[i : i + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{byte:02X}> <{text}>" for byte, text in part]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])
