"""What lies on a reader: a page reader's record, a travel document, a resident card's chip, a token; in this order.

A storage chip is asked for its serial only. A travel document's key is asked for once one is found, and the card is not
held meanwhile: a person may have to type it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

from desktop.devices.apdu import StatusError
from desktop.devices.pcsc.connection import BadCard, Connection
from desktop.devices.pcsc.pages import is_page, read_page
from desktop.devices.pcsc.tokens import is_storage, read_chip_serial, read_uid
from desktop.devices.sources import Document, TravelKey
from desktop.devices.travel.chip import is_travel, read_chip
from desktop.faults import SiteFault

_PORTRAIT = "desktop.devices.travel.portrait"
"""What decodes a portrait is fetched while its chip is still being read: a door without passports never needs it."""


def read_card(
    connection: Connection,
    ask_key: Callable[[], TravelKey],
    certificates: Path | None = None,
    today: date | None = None,
) -> Document:
    """The document that lies there. Raises SiteFault document-unknown, and what the connection raises."""
    try:
        with connection.undisturbed():
            found = _told_at_once(connection)
        if found is not None:
            return found
        if _PORTRAIT not in sys.modules:
            threading.Thread(target=import_module, args=(_PORTRAIT,), name="portrait-warm", daemon=True).start()
        key = ask_key()
        with connection.undisturbed():
            return read_chip(connection, key, certificates, today)
    except StatusError as error:
        raise BadCard("card-failed", error.sw) from error


def _told_at_once(card: Connection) -> Document | None:
    """A document that needs no key; None for a travel document, which does."""
    if not (card.atr_holds and is_storage(card)):
        if is_page(card) or not card.atr_holds:
            page = read_page(card)
            if page is not None:
                return page
        if is_travel(card):
            return None
        chip = read_chip_serial(card)
        if chip is not None:
            return chip
    token = read_uid(card)
    if token is None:
        raise SiteFault("document-unknown")
    return token
