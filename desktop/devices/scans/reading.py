"""`read_sheet`: from the bytes of a photo or a scan to what the sheet says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.devices.scans.corners import SCALE, find_code, straightened
from desktop.devices.scans.ink import Judged, judge
from desktop.devices.scans.lines import columns, free_place, strip_of
from desktop.devices.scans.picture import Grey, grey_pixels
from desktop.devices.scans.sheet import Identity, Place, Plan, Row, Sheet
from desktop.devices.scans.ticks import choices
from desktop.faults import SiteFault

LayoutOf = Callable[[Identity], bytes | None]
"""The layout a page was printed with, as it was kept then or as it is made anew: the bytes whose SHA-256 begins with
`identity.check`. None when this site never printed such a sheet."""

_SEAT: Final = "seat:"


def read_sheet(data: bytes, layout_of: LayoutOf, page: int = 1) -> Sheet:
    """Read one sheet. `page` counts the pages of a PDF. The picture may be turned, aslant, shaded, in colour.

    Raises SiteFault: scan-unreadable, scan-too-large, scan-too-small, scan-no-code, scan-two-sheets, scan-no-corners,
    scan-unknown-sheet, scan-layout-unfit. What can be read only in part is read, its rest marked doubtful.
    """
    grey = grey_pixels(data, page)
    found = find_code(grey)
    identity = found.identity
    layout = layout_of(identity)
    if layout is None:
        raise SiteFault("scan-unknown-sheet", form=identity.form, scope=identity.scope, page=identity.page)
    plan = Plan.of(identity, layout)
    straight = straightened(grey, found, plan.width, plan.height)
    judged: dict[str, Judged] = {}
    for run in columns([place for place in plan.places if place.kind == "cell"]):
        strip = strip_of(straight, run)
        for place, verdict, sound in zip(run, judge(strip.dark, strip.edges), strip.sound, strict=True):
            judged[place.key] = verdict if sound else Judged("doubtful", 0)
    for place in plan.places:
        if place.kind == "sign":
            judged[place.key] = _free(straight, place)
    rows = tuple(_row(place, judged[place.key]) for place in plan.places if place.key in judged)
    return Sheet(identity, rows, tuple(choices(straight, [p for p in plan.places if p.kind == "tick"])))


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
