"""What one print run is to be: which printer, pages, copies, sides, paper; and how a printer is put right. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from desktop.faults import SiteFault

Sides = Literal["one-sided", "long-edge", "short-edge"]

MOST_COPIES: Final = 999
_MOST_PAGE: Final = 99_999
_MEDIA: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
_RANGE: Final = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far a printer misses, undone in the file: everything is moved right by `offset_x` and down by `offset_y`,
    tenths of a millimetre, and made larger by `scale` parts in a million, seen from the sheet's upper left corner."""

    offset_x: int = 0
    offset_y: int = 0
    scale: int = 0

    @property
    def neutral(self) -> bool:
        return self == NEUTRAL

    @staticmethod
    def measured(ruler: int, left: int, top: int) -> Calibration:
        """From the ruler page, all in tenths of a millimetre as measured on paper: `ruler` the 100 mm ruler, `left` and
        `top` from the sheet's edges to the middle of the cross that should stand 20 mm from both.

        Raises SiteFault calibration-far-off where the page was scaled on purpose or is measured wrongly.
        """
        if not (950 <= ruler <= 1050 and 100 <= left <= 300 and 100 <= top <= 300):
            raise SiteFault("calibration-far-off", ruler=_mm(ruler), left=_mm(left), top=_mm(top))
        # The paper shows p = s*q + o; printed is q' = q/s - o/s.
        scale = round(1_000_000 * 1000 / ruler) - 1_000_000
        across, down = (round((200 * ruler / 1000 - place) * 1000 / ruler) for place in (left, top))
        return Calibration(across, down, scale)


NEUTRAL: Final = Calibration()


@dataclass(frozen=True, slots=True)
class Wish:
    """One print run. `pages` like `3-5,8`, empty for all; `media` a name the printer knows (A4); `title` is shown in
    the queue. `copies_in_file`: the copies are put into the file, for drivers that lose the number of copies.

    Raises SiteFault: print-copies, print-pages-malformed, print-media.
    """

    printer: str
    copies: int = 1
    pages: str = ""
    sides: Sides = "one-sided"
    media: str = "A4"
    title: str = ""
    calibration: Calibration = NEUTRAL
    copies_in_file: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.copies <= MOST_COPIES:
            raise SiteFault("print-copies", given=self.copies, most=MOST_COPIES)
        if not _MEDIA.fullmatch(self.media):
            raise SiteFault("print-media", given=self.media[:40])
        page_ranges(self.pages)


def page_ranges(pages: str) -> tuple[tuple[int, int], ...]:
    """`3-5,8` as ((3, 5), (8, 8)), counted from 1; nothing for all. Full-width digits and marks are taken for plain
    ones. Raises SiteFault print-pages-malformed."""
    plain = pages.translate(_NARROW).replace(" ", "")
    if not plain:
        return ()
    found: list[tuple[int, int]] = []
    for part in plain.split(","):
        match = _RANGE.fullmatch(part)
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        if not 1 <= first <= last <= _MOST_PAGE or len(found) == 1000:
            raise SiteFault("print-pages-malformed", given=pages[:40])
        found.append((first, last))
    return tuple(found)


def plain_ranges(pages: str) -> str:
    """The ranges as printers spell them: `3-5,8`. Raises SiteFault print-pages-malformed."""
    return ",".join(f"{a}-{b}" if a != b else str(a) for a, b in page_ranges(pages))


_NARROW: Final = {**{0xFF10 + i: str(i) for i in range(10)}, **dict.fromkeys(map(ord, "，、；;"), ",")}
_NARROW.update(dict.fromkeys(map(ord, "－–—~～至"), "-"))


def _mm(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"
