"""What the codes in a frame are. Only the two kinds our forms print are looked for: Code 128 and QR.

Printed codes and what is in them (`forms/`): seat labels and tickets carry the admission number, badges `KD-` and the
staff number, bags their label, sheets with a head code its claim (contract, "Heads and head code"). A camera cannot
tell an admission number from a bag's label; the plan can, so such a text is a `number` and nothing more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

import cv2
import zxingcpp

from desktop.devices.camera.pictures import Pixels, grey
from desktop.exam.plan.documents import RESIDENT, check_number
from desktop.exam.plan.scans import MOST, plain
from desktop.ledger.entry import Malformed
from desktop.ledger.heads import read_claim

Kind = Literal["number", "document", "badge", "bag", "head", "foreign"]

AGAIN = 1.5
"""Seconds without a code after which the same code is a new showing."""
MOST_CODES = 12
SHORTEST, LONGEST = 3, 48
BADGE, BAG = "KD-", "bag:"
_KINDS = zxingcpp.barcode_formats_from_str("Code128,QRCode")
# GS1-128 and GS1 QR say so in their identifier (ISO 15424): a product's, never ours.
_PRODUCTS = ("]C1", "]C2", "]Q3", "]Q5")
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*")
_FAR = date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Seen:
    """One code. `number`: an admission number or a bag's label; `document`: a resident number with its check digit;
    `badge`: a staff number, without KD-; `bag`: a bag by its id; `head`: the claim's JSON; `foreign`: nothing of ours,
    `text` is empty."""

    kind: Kind
    text: str


FOREIGN = Seen("foreign", "")


def meaning(text: str, identifier: str = "") -> Seen:
    """What the text of a code is. `identifier` as ISO 15424 writes it. Takes any text."""
    if identifier in _PRODUCTS or not 0 < len(text) <= MOST or not text.isprintable():
        return FOREIGN
    if text.lstrip().startswith("{"):
        try:
            read_claim(text)
        except Malformed:
            return FOREIGN
        return Seen("head", text)
    word = plain(text)
    kind: Kind = "number"
    if word.startswith(BADGE):
        kind, word = "badge", word.removeprefix(BADGE)
    elif word.startswith(BAG):
        kind, word = "bag", word.removeprefix(BAG)
    if not _NUMBER.fullmatch(word) or (kind == "number" and len(word) < SHORTEST) or len(word) > LONGEST:
        return FOREIGN
    if kind == "number" and len(word) == 18 and check_number(RESIDENT, word.upper(), _FAR) is None:
        return Seen("document", word.upper())
    return Seen(kind, word)


def look(pixels: Pixels) -> tuple[Seen, ...]:
    """Every code of a frame, each once, in the order in which they stand: top to bottom, left to right."""
    try:
        found = zxingcpp.read_barcodes(grey(pixels), formats=_KINDS, text_mode=zxingcpp.TextMode.Plain)
    except (ValueError, RuntimeError, cv2.error):
        return ()
    placed = sorted(found[:MOST_CODES], key=lambda code: (code.position.top_left.y, code.position.top_left.x))
    return tuple(dict.fromkeys(meaning(code.text, code.symbology_identifier) for code in placed if code.valid))


class Showings:
    """Tells one showing of a code from the next: a code that stays in view is one, however long it stays."""

    def __init__(self, again: float = AGAIN) -> None:
        self._again = again
        self._last: dict[Seen, float] = {}

    def fresh(self, seen: tuple[Seen, ...], at: float) -> list[Seen]:
        """Those of a frame's codes that were not in view within the last moments. `at` in seconds."""
        self._last = {code: then for code, then in self._last.items() if 0 <= at - then < self._again}
        new = [code for code in seen if code not in self._last]
        for code in seen:
            self._last[code] = at
        return new
