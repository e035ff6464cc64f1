"""Identity documents, wherever they come from: one port, one document type, chosen by a setting string (DESIGN 7).

    with open_source("virtual:script.json") as reader:
        document = reader.read(timeout=15.0)

A read either gives a document, one that is there but cannot be read included (`unreadable`), or raises a SiteFault.
Whatever it raised, the next read starts anew: no error leaves a reader dead (U12).
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Protocol, Self

from desktop.exam.plan.model import Sex
from desktop.faults import SiteFault

Authenticity = Literal["", "verified", "not-verified", "failed"]
Doing = Literal["no-service", "no-reader", "ready", "reading", "unreadable", "read"]


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it was read. Personal data: for the verdict, never for an entry.

    `number` is in its one form: half width, upper case, no marks. `expires` is ISO `YYYY-MM-DD`, `长期` or empty;
    `valid_from` and `birth` ISO or empty. `ticket` is the admission number where the source reads tickets too, None
    otherwise. `method` is what entries say: reader, wedge, typed, camera, token, virtual. `document_type` is the
    official Chinese name, empty where the source cannot tell it. `source` is the setting.

    `other_name` is the name in the other script (machine-readable zone; a foreigner card's Chinese name),
    `other_numbers` are numbers of the same person's other documents that this one carries (a residence permit's pass
    number). `nationality` is ISO 3166 in three letters. `token` is a contactless chip's serial in upper-case
    hexadecimal; a document that is nothing but a token has no number. `portrait` is JPEG or PNG.
    `authenticity` says what passive authentication came to (ICAO 9303-11); empty where a document knows none.
    `trouble` says why an `unreadable` document could not be read, or what about one that was read wants a look: its
    sentence is `trouble-<code>`.
    """

    number: str = ""
    name: str = ""
    document_type: str = ""
    expires: str = ""
    ticket: str | None = None
    method: str = "reader"
    unreadable: bool = False
    sex: Sex = "unknown"
    birth: str = ""
    source: str = ""
    other_name: str = ""
    other_numbers: tuple[str, ...] = ()
    nationality: str = ""
    ethnic: str = ""
    address: str = ""
    issuer: str = ""
    valid_from: str = ""
    token: str = ""
    portrait: bytes | None = None
    authenticity: Authenticity = ""
    trouble: str = ""

    def as_data(self) -> dict[str, Any]:
        """As JSON, member for member; the portrait in Base64."""
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        data["other_numbers"] = list(self.other_numbers)
        data["portrait"] = None if self.portrait is None else base64.b64encode(self.portrait).decode("ascii")
        return data


@dataclass(frozen=True, slots=True)
class TravelKey:
    """What opens a travel document's chip: the machine-readable zone, or number with birth and expiry (YYMMDD), or the
    card access number. Readers of resident cards need none."""

    mrz: str = ""
    document: str = ""
    birth: str = ""
    expiry: str = ""
    can: str = ""

    @property
    def complete(self) -> bool:
        """Whether it could open a chip at all."""
        parts = all(part.strip() for part in (self.document, self.birth, self.expiry))
        return parts or bool(self.mrz.strip() or self.can.strip())


NO_KEY = TravelKey()


@dataclass(frozen=True, slots=True)
class SourceState:
    """What a reader is doing, for people. `reader` is its name where it has one; `trouble` says what is wrong with the
    document that lies there (`trouble-<code>`) when `doing` is unreadable."""

    doing: Doing
    reader: str = ""
    trouble: str = ""


def _no_key() -> TravelKey:
    return NO_KEY


def _nobody(state: SourceState) -> None:
    del state


def _no_day() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Needs:
    """What a reader may ask of whoever opened it.

    `key` is asked when a travel document lies on the reader, and again for the next one: who stands there may have
    changed; while one lies there that no key has opened, every now and then. `told` hears every change of state, from
    any thread, and must return at once. `certificates` is a folder of the issuing states' certificates (CSCA); None:
    documents stay `not-verified`. `today` is the site's date: it settles two-digit years and whether a certificate is
    valid; None: neither is judged.
    """

    key: Callable[[], TravelKey] = _no_key
    told: Callable[[SourceState], None] = _nobody
    certificates: Path | None = None
    today: Callable[[], date | None] = _no_day


NO_NEEDS = Needs()


class IdentitySource(Protocol):
    """A reader that is open. Belongs to one thread."""

    def read(self, timeout: float) -> Document:
        """The next document, waiting for it at most `timeout` seconds.

        Raises SiteFault: read-timeout (nothing came), read-torn (taken away too soon), document-unknown (no identity
        document), reader-lost (the reader does not answer), source-ended (a file or pipe has no more lines), and for
        typed numbers number-malformed, number-check-digit.
        """
        ...

    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_source(setting: str, needs: Needs = NO_NEEDS) -> IdentitySource:
    """The reader a setting names (DESIGN 7). Close it, or use it in `with`.

    Raises SiteFault: source-unknown, script-unreadable, and what opening the reader itself
    may raise (reader-lost where it is not there).
    """
    whole = setting.strip()
    kind, _, rest = whole.partition(":")
    opening = _OPENING.get(kind) if ":" in whole else None
    if opening is None:
        raise SiteFault("source-unknown", source=setting)
    return opening(rest, whole, needs)


# Drivers are imported when their reader is opened: each brings packages nobody else needs.


def _virtual(rest: str, whole: str, needs: Needs) -> IdentitySource:
    from desktop.devices.virtual import VirtualSource, read_script

    return VirtualSource(read_script(rest), source=whole, needs=needs)


def _keyboard(rest: str, whole: str, needs: Needs) -> IdentitySource:
    from desktop.devices.keyboard import KeyboardSource

    return KeyboardSource(source=whole)


def _pcsc(rest: str, whole: str, needs: Needs) -> IdentitySource:
    from desktop.devices.pcsc.source import PcscSource

    if not rest.strip():
        raise SiteFault("source-unknown", source=whole)
    return PcscSource(rest, whole, needs)


def _serial(rest: str, whole: str, needs: Needs) -> IdentitySource:
    from desktop.devices.resident.serial import SerialSource

    return SerialSource(rest, whole, needs)


def _vendor(rest: str, whole: str, needs: Needs) -> IdentitySource:
    from desktop.devices.resident.vendor import VendorSource

    return VendorSource(rest, whole, needs)


def _camera(rest: str, whole: str, needs: Needs) -> IdentitySource:
    from desktop.devices.camera.source import CameraSource

    return CameraSource(rest, whole, needs)


_OPENING: Mapping[str, Callable[[str, str, Needs], IdentitySource]] = {
    "virtual": _virtual,
    "keyboard": _keyboard,
    "pcsc": _pcsc,
    "serial": _serial,
    "sdt": _vendor,
    "camera": _camera,
}
