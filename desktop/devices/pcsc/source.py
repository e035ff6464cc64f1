"""PC/SC readers as one identity source (`pcsc:*`, `pcsc:<reader name>`).

The loop queues what happens on the readers, errands queue what they came to, and `read` takes from that one queue:
cards on two readers are read side by side, and one that hangs holds up nobody but itself. Every way a read can end
leaves the readers armed (U12); a card is read once for each time it is laid down.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from math import ceil
from types import TracebackType

from desktop.devices.pcsc.connection import Connection
from desktop.devices.pcsc.errand import CameBack, Errand, Finished, KeyWanted, Message
from desktop.devices.pcsc.loop import AGAIN, Arrived, Attached, Event, Left, ReaderLoop, Service
from desktop.devices.pcsc.lying import Lying
from desktop.devices.pcsc.scard import Scard, system_scard
from desktop.devices.pcsc.shut import AGAIN as KEY_AGAIN
from desktop.devices.pcsc.shut import Shut
from desktop.devices.pcsc.states import States
from desktop.devices.sources import NO_NEEDS, Document, Doing, Needs, TravelKey
from desktop.faults import SiteFault

EXCHANGE_LIMIT = 5.0
"""Seconds one exchange may take. A contactless chip has 4.95 s for an answer before it has to ask for more time (ISO
14443-4, 7.2); agreeing on keys takes a slow one two or three, and who comes back later is looked at again."""
READ_LIMIT = 60.0
"""Seconds a whole document may take: a large portrait over a slow link takes ten."""
AFTER_LEAVING = 1.0
"""Seconds an exchange is still waited for once its card is gone."""
GRACE = 1.0
"""Seconds a reader may be away before a read says that it is lost."""
LOOK = 0.2
"""Seconds between two looks at the time an errand has left: its calls begin and end unseen."""
MOST_STUCK = 6
"""Errands that were given up and have not come back, on one reader, before it counts as lost itself."""
BOUNCE = 0.3
"""Seconds within which a card that comes back was never lifted: at the edge of the field a reader loses it and finds it
again, and a second verdict for the same document would cover the first."""
_TROUBLES = {"read-torn": "card-torn", "document-unknown": "card-unknown"}


class PcscSource:
    """See IdentitySource. `rest` is what stands after `pcsc:`, `setting` the whole."""

    def __init__(
        self,
        rest: str,
        setting: str,
        needs: Needs = NO_NEEDS,
        scard: Scard | None = None,
        exchange_limit: float = EXCHANGE_LIMIT,
        read_limit: float = READ_LIMIT,
        again: float = AGAIN,
        bounce: float = BOUNCE,
    ) -> None:
        self._wanted, self._setting, self._needs = rest.strip(), setting, needs
        self._exchange_limit, self._read_limit, self._bounce = exchange_limit, read_limit, bounce
        self._scard = system_scard() if scard is None else scard
        self._inbox: queue.SimpleQueue[Event | Message] = queue.SimpleQueue()
        self._names: tuple[str, ...] | None = None
        self._ambiguous = False
        self._lying = Lying()
        self._shut = Shut()
        self._errands: dict[str, Errand] = {}
        self._stuck: list[Errand] = []
        self._last_read: dict[str, Document] = {}
        self._closed = False
        self._states = States(needs.told, self._chosen, "" if self._wanted == "*" else self._wanted)
        self._loop = ReaderLoop(self._scard, self._happened, again=again)
        self._loop.start()
        threading.Thread(target=_warm, name="pcsc-warm", daemon=True).start()

    def read(self, timeout: float) -> Document:
        """See IdentitySource. A document whose reading began within `timeout` is read to its end. Raises SiteFault
        reader-ambiguous too, once, where the setting's name fits several readers."""
        if self._closed:
            raise SiteFault("source-ended", source=self._setting)
        until = time.monotonic() + max(0.0, timeout)
        lost_at = min(until, time.monotonic() + GRACE)
        while True:
            message = self._next(until if self._names != () else lost_at)
            if isinstance(message, Finished):
                document = self._come_to(message)
                if document is not None:
                    return document
            elif isinstance(message, KeyWanted):
                self._answer_key(message.errand)
            elif isinstance(message, CameBack):
                self._lying.again(message.errand.card, message.errand.look + 1, time.monotonic())
            elif message is not None:
                self._take(message)
            else:
                overdue = self._overdue(time.monotonic())
                if overdue is not None:
                    document = self._give_up(overdue)
                    if document is not None:
                        return document
                elif not self._errands and time.monotonic() >= (until if self._names != () else lost_at):
                    raise self._nothing(timeout)
            if self._inbox.empty():  # what came and went meanwhile is not read
                self._send_out()

    def close(self) -> None:
        """The loop ends, errands are given up. Returns within a second or so whatever hangs."""
        self._closed = True
        for errand in self._errands.values():
            errand.give_up()
        self._errands.clear()
        self._loop.close()

    def __enter__(self) -> PcscSource:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _happened(self, event: Event) -> None:
        """From the loop's thread."""
        if not self._closed:
            self._states.note(event)
            self._inbox.put(event)

    def _chosen(self, readers: tuple[str, ...]) -> tuple[str, ...]:
        return chosen(self._wanted, readers)

    def _next(self, until: float) -> Event | Message | None:
        """The next message, None when `until` is reached, or before that a card is due or an errand overdue."""
        now = time.monotonic()
        if self._errands:
            until = min(self._limit(errand) for errand in self._errands.values())
        until = min(until, self._lying.next_due(self._idle()))
        if self._errands:
            until = min(until, now + min(LOOK, self._exchange_limit / 4))
        if self._shut:
            until = min(until, now + KEY_AGAIN)
        try:
            return self._inbox.get(timeout=max(0.0, until - now))
        except queue.Empty:
            return None

    def _take(self, event: Event) -> None:
        match event:
            case Service(up):
                self._names = None if up else ()
            case Attached(readers):
                self._names = self._chosen(readers)
                self._ambiguous = not self._names and bool(fitting(self._wanted, readers))
            case Arrived():
                self._lying.note(event)
                self._shut.note(event)
            case Left(reader, visit):
                self._lying.note(event)
                self._shut.note(event)
                if reader in self._errands and self._errands[reader].card.visit == visit:
                    self._errands[reader].left_at = time.monotonic()

    def _idle(self) -> list[str]:
        """The readers of this source on which nothing is being read."""
        return [reader for reader in self._names or () if reader not in self._errands]

    def _send_out(self) -> None:
        for card in self._shut.opened_by(self._needs.key, self._idle()):
            self._lying.anew(card, time.monotonic())
        for look in self._lying.take(self._idle(), time.monotonic()):
            reader = look.card.reader
            self._stuck = [errand for errand in self._stuck if errand.alive]
            if sum(errand.card.reader == reader for errand in self._stuck) >= MOST_STUCK:
                raise SiteFault("reader-lost", source=self._setting)
            errand = self._errands[reader] = Errand(self._scard, look, self._reading, self._inbox.put)
            if not look.number:
                self._states.card(reader, look.card.visit, "reading")
            errand.start()

    def _reading(self, connection: Connection, ask_key: Callable[[], TravelKey]) -> Document:
        from desktop.devices.pcsc.identify import read_card

        return read_card(connection, ask_key, self._needs.certificates, self._needs.today())

    def _answer_key(self, errand: Errand) -> None:
        if self._errands.get(errand.card.reader) is not errand:
            return
        try:
            key = self._needs.key()
        except BaseException:
            self._errands.pop(errand.card.reader).give_up()
            raise
        errand.answer_key(key)

    def _come_to(self, finished: Finished) -> Document | None:
        """The document; None for one that is already told, or comes from an errand that was given up."""
        errand, document = finished.errand, finished.document
        reader = errand.card.reader
        if self._errands.get(reader) is not errand:
            return None
        del self._errands[reader]
        if document is None:
            fault = self._fault(errand, finished.error)
            if fault is None:
                return None
            raise fault
        document = replace(document, source=self._setting)
        self._shut.came(errand.card, errand.key, document)
        self._say(errand, document)
        if errand.card.away < self._bounce and self._last_read.get(reader) == document:
            return None
        self._last_read.pop(reader, None)
        if not document.unreadable:
            self._last_read[reader] = document
        return document

    def _say(self, errand: Errand, document: Document) -> None:
        doing: Doing = "unreadable" if document.unreadable else "read"
        self._states.card(errand.card.reader, errand.card.visit, doing, document.trouble)

    def _fault(self, errand: Errand, error: Exception | None) -> Exception | None:
        """What a read raises, told to people as well; None for a second look that found nothing. What is no fault of
        the site is ours and stays as it is."""
        code = error.code if isinstance(error, SiteFault) else ""
        if code == "read-torn":
            self._lying.again(errand.card, errand.look + 1, time.monotonic())
        if errand.look and code in ("read-torn", "reader-lost"):
            return None
        if code != "reader-lost":
            trouble = _TROUBLES.get(code, "card-failed")
            self._states.card(errand.card.reader, errand.card.visit, "unreadable", trouble)
        return SiteFault(code, source=self._setting) if code in (*_TROUBLES, "reader-lost") else error

    def _limit(self, errand: Errand) -> float:
        """When an errand is overdue (time.monotonic())."""
        began, call_began = errand.since()
        limit = began + self._read_limit
        if call_began is not None:
            limit = min(limit, call_began + self._exchange_limit)
        return limit if errand.left_at is None else min(limit, errand.left_at + AFTER_LEAVING)

    def _overdue(self, now: float) -> Errand | None:
        return next((errand for errand in self._errands.values() if now >= self._limit(errand)), None)

    def _give_up(self, errand: Errand) -> Document | None:
        del self._errands[errand.card.reader]
        errand.give_up()
        self._stuck.append(errand)
        if errand.left_at is not None:
            fault = self._fault(errand, SiteFault("read-torn"))
            if fault is None:
                return None
            raise fault
        document = Document(unreadable=True, trouble="card-hung", source=self._setting)
        self._say(errand, document)
        return document

    def _nothing(self, timeout: float) -> SiteFault:
        if self._ambiguous:
            self._ambiguous = False  # said once; until the readers change it is a reader that is not there
            return SiteFault("reader-ambiguous", source=self._setting)
        if self._names == ():
            return SiteFault("reader-lost", source=self._setting)
        return SiteFault("read-timeout", source=self._setting, seconds=ceil(timeout))


def fitting(wanted: str, readers: tuple[str, ...]) -> tuple[str, ...]:
    """The readers a setting's name may mean: all for `*`, the one of exactly that name, else those whose names begin
    with it, else those that contain it. Capitals do not count there."""
    if wanted == "*":
        return readers
    name = wanted.casefold()
    exact = tuple(reader for reader in readers if reader == wanted)
    begin = tuple(reader for reader in readers if reader.casefold().startswith(name))
    return exact or begin or tuple(reader for reader in readers if name in reader.casefold())


def chosen(wanted: str, readers: tuple[str, ...]) -> tuple[str, ...]:
    """The readers a setting drives: a name that fits several means none of them."""
    fit = fitting(wanted, readers)
    return fit if wanted == "*" or len(fit) == 1 else ()


def _warm() -> None:
    """Loads what the first card would otherwise wait for: ciphers take a good part of a second."""
    import desktop.devices.pcsc.identify  # noqa: F401
