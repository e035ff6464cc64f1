"""Identity documents, wherever they come from: one port, one document type, chosen by a setting string (DESIGN 7).

    with open_source("virtual:script.json") as reader:
        document = reader.read(timeout=15.0)

A read either gives a document, one that is there but cannot be read included (`unreadable`), or raises a SiteFault.
Whatever it raised, the next read starts anew: no error leaves a reader dead (U12).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from desktop.exam.plan.model import Sex
from desktop.faults import SiteFault

LATER = ("pcsc", "serial", "sdt", "camera")
"""Settings of readers this edition has no driver for."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it was read. Personal data: for the verdict, never for an entry.

    `expires` is ISO `YYYY-MM-DD`, `长期` or empty; `birth` ISO or empty. `ticket` is the admission number where the
    source reads tickets too, None otherwise. `method` is what entries say: reader, wedge, typed, camera, virtual.
    `document_type` is the official Chinese name, empty where the source cannot tell it. `source` is the setting.
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

    def as_data(self) -> dict[str, Any]:
        """As JSON, member for member."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class TravelKey:
    """What opens a travel document's chip: the machine-readable zone, or number with birth and expiry (YYMMDD), or the
    card access number. Readers of resident cards need none."""

    mrz: str = ""
    document: str = ""
    birth: str = ""
    expiry: str = ""
    can: str = ""


NO_KEY = TravelKey()


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


def open_source(setting: str, key: TravelKey = NO_KEY) -> IdentitySource:
    """The reader a setting names: `virtual:<file or script>` or `keyboard:`. Close it, or use it in `with`.

    Raises SiteFault: source-unknown, source-not-in-this-edition (a reader later editions drive), script-unreadable.
    """
    kind, colon, rest = setting.strip().partition(":")
    if colon and kind == "virtual":
        from desktop.devices.virtual import VirtualSource, read_script

        return VirtualSource(read_script(rest), source=setting.strip())
    if colon and kind == "keyboard":
        from desktop.devices.keyboard import KeyboardSource

        return KeyboardSource(source=setting.strip())
    if colon and kind in LATER:
        raise SiteFault("source-not-in-this-edition", source=setting)
    raise SiteFault("source-unknown", source=setting)
