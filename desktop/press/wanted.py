"""What one print run is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop.devices.printers.wish import NEUTRAL, Calibration
from forms.context import Printed
from forms.stock import Order

Filled = tuple[Any, Callable[..., Printed]]
"""A form's inputs and its `render`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One print run.

    `room` names rooms by id or number, singly and from-to (`01-05,07`); `candidate` people by id, admission or document
    number, separated by commas; None means all. `start_at` is the label to begin with, `stock` another label sheet than
    the form's own, `order` how labels run over the sheets. `blank` is an empty form to fill in by hand, `signature` the
    unmasked copy. `pages` are of the whole run (`3-5,8`); `copies` and `calibration` go into the file.

    `accept_flags` is somebody's decision to print what the preflight has found, `again` to print what was printed
    before; such sheets say that they are reprints.
    """

    form: str
    room: str | None = None
    candidate: str | None = None
    start_at: int = 1
    blank: bool = False
    signature: bool = False
    stock: str = ""
    order: Order = "sheets"
    pages: str = ""
    copies: int = 1
    calibration: Calibration = NEUTRAL
    accept_flags: bool = False
    again: bool = False
