"""What one print run is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forms.context import Printed

Filled = tuple[Any, Callable[..., Printed]]
"""A form's inputs and its `render`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One print run. `room` is an id or number, `candidate` an id, admission or document number; None means all.

    `start_at` is the label to begin with, `blank` an empty form to fill in by hand, `signature` the unmasked copy.
    """

    form: str
    room: str | None = None
    candidate: str | None = None
    start_at: int = 1
    blank: bool = False
    signature: bool = False
