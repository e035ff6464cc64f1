"""`read_sheet`: from the bytes of a photo or a scan to what the sheet says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import cv2

from desktop.devices.scans.corners import SCALE, Found, find_code, lay, straightened
from desktop.devices.scans.crops import crops, seen_by_eye
from desktop.devices.scans.ink import Judged, judge
from desktop.devices.scans.lines import columns, free_place, strip_of
from desktop.devices.scans.picture import Grey, Planes, is_blank, is_bleached, planes
from desktop.devices.scans.sheet import Identity, Place, Plan, Row, Sheet
from desktop.devices.scans.ticks import choices
from desktop.faults import SiteFault

LayoutOf = Callable[[Identity], bytes | None]
"""The layout a page was printed with, as it was kept then or as it is made anew: the bytes whose SHA-256 begins with
`identity.check`. None when this site never printed such a sheet."""

_SEAT: Final = "seat:"


@dataclass(frozen=True, slots=True)
class Seen:
    """A sheet as read, with a picture (JPEG) of each row and question by its key, for a person's eye. `plan` is the
    name of the plan it was printed from, `rehearsal` whether for practice."""

    sheet: Sheet
    pictures: Mapping[str, bytes]
    plan: str
    rehearsal: bool


def read_sheet(data: bytes, layout_of: LayoutOf, page: int = 1) -> Sheet:
    """`see_sheet` without pictures."""
    return see_sheet(data, layout_of, page, pictures=False).sheet


def see_sheet(data: bytes, layout_of: LayoutOf, page: int = 1, *, pictures: bool = True) -> Seen:
    """Read one sheet. `page` counts the pages of a PDF or a TIFF. The picture may be turned, aslant, shaded, in colour.

    Raises SiteFault: scan-unreadable, scan-too-large, scan-too-small, scan-blank, scan-no-code, scan-two-sheets,
    scan-no-corners, scan-unknown-sheet, scan-layout-unfit. What can be read only in part is read, its rest doubtful.
    """
    seen = planes(data, page)
    found = _found(seen)
    identity = found.identity
    layout = layout_of(identity)
    if layout is None:
        raise SiteFault("scan-unknown-sheet", form=identity.form, scope=identity.scope, page=identity.page)
    plan = Plan.of(identity, layout)
    seen, matrix = _laid(seen, found, plan)
    page_in_red = straightened(seen.red, matrix, plan.width, plan.height)
    judged, asked = _rows(page_in_red, plan), choices(page_in_red, plan.ticks)
    page_in_green = None
    if seen.green is not None:
        page_in_green = straightened(seen.green, matrix, plan.width, plan.height)
        coloured = _rows(page_in_green, plan)
        judged = {key: _with_red(one, coloured[key]) for key, one in judged.items()}
        asked = [
            one if one.chosen == other.chosen else replace(one, chosen=None, doubtful=True)
            for one, other in zip(asked, choices(page_in_green, plan.ticks), strict=True)
        ]
    if is_bleached(seen.red):
        judged = {key: _unsure(one) for key, one in judged.items()}
    rows = tuple(_row(place, judged[place.key]) for place in plan.places if place.key in judged)
    cut = crops(seen_by_eye(page_in_red, page_in_green), plan.places) if pictures else {}
    return Seen(Sheet(identity, rows, tuple(asked)), cut, plan.name, plan.rehearsal)


def _found(seen: Planes) -> Found:
    """The page code. Raises SiteFault scan-blank, scan-no-code, scan-two-sheets."""
    try:
        return find_code(seen.red)
    except SiteFault as fault:
        if fault.code == "scan-no-code" and is_blank(seen.red if seen.green is None else seen.green):
            raise SiteFault("scan-blank") from None
        raise


def _laid(seen: Planes, found: Found, plan: Plan) -> tuple[Planes, Any]:
    """The picture and how it is laid straight. The code is read in a mirror too, the marks are not where they should
    be there: then the picture is turned over, as a camera that faces its user would have shown it."""
    try:
        return seen, lay(seen.red, found, plan.width, plan.height)
    except SiteFault as fault:
        over = Planes(cv2.flip(seen.red, 1), None if seen.green is None else cv2.flip(seen.green, 1))
        try:
            return over, lay(over.red, find_code(over.red), plan.width, plan.height)
        except SiteFault:
            raise fault from None


def _unsure(one: Judged) -> Judged:
    """An empty box where paper is as white as can be: what was faint went with the shades."""
    return Judged("doubtful", 300) if one.answer == "no" else one


def _with_red(one: Judged, coloured: Judged) -> Judged:
    """A box that is empty but for red is doubtful: a seal, a finger's print, a red pen."""
    return one if one.answer != "no" or coloured.answer == "no" else Judged("doubtful", 300)


def _rows(page: Grey, plan: Plan) -> dict[str, Judged]:
    """Every place to sign by its key."""
    judged: dict[str, Judged] = {}
    for run in columns([place for place in plan.places if place.kind == "cell"]):
        strip = strip_of(page, run)
        for place, verdict, sound in zip(run, judge(strip.dark, strip.edges), strip.sound, strict=True):
            judged[place.key] = verdict if sound else Judged("doubtful", 0)
    for place in plan.places:
        if place.kind == "sign":
            judged[place.key] = _free(page, place)
    return judged


def _free(page: Grey, place: Place) -> Judged:
    """A place to sign without lines around it: nothing printed reaches into it."""
    dark = free_place(page, place)
    if min(dark.shape) < 4 * SCALE:
        return Judged("doubtful", 0)
    return judge(dark, (0, dark.shape[0]), framed=False)[0]


def _row(place: Place, judged: Judged) -> Row:
    number = place.key.removeprefix(_SEAT)
    seat = int(number) if place.key.startswith(_SEAT) and number.isdecimal() and len(number) < 6 else None
    return Row(place.key, seat, place.who, judged.answer, judged.confidence)
