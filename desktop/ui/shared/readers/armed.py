"""Readers at a desk: one thread each, armed from the first desk until the window closes.

A reader waits for people, so nothing here may wait for a reader: its thread does, and what it read arrives in the GUI
thread by a signal. Whatever a read came to, the next one begins at once (U12).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from threading import Event, Lock, Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.faults import SiteFault
from desktop.operations.boards.session import OpenReader, Reader

log = logging.getLogger(__name__)

LOOK_UP = 1.0
"""Seconds a read waits before the thread looks whether it is still wanted."""
OF_ONE_DOCUMENT = frozenset(
    {"read-torn", "document-unknown", "card-hung", "number-malformed", "number-check-digit", "number-old"}
)
"""Faults of what was laid down or typed; all others are the reader's and last."""
AGAIN = 1.0
"""Seconds before a reader that is not there is tried again."""


class Readers(QObject):
    """The readers of one window. Build it in the GUI thread.

    Signals, in the GUI thread, `setting` first: `document_read(setting, document)`, `failed(setting, fault)` once for
    each fault that begins, `state_changed(setting, state)`.
    """

    document_read = Signal(str, object)
    failed = Signal(str, object)
    state_changed = Signal(str, object)
    _told = Signal(str, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._armed: dict[str, _Armed] = {}
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def match(self, settings: tuple[str, ...], opening: Callable[[str], OpenReader]) -> None:
        """Have exactly these readers armed; those that stay are left alone."""
        for gone in [setting for setting in self._armed if setting not in settings]:
            self._armed.pop(gone).stop()
        for setting in settings:
            if setting not in self._armed:
                self._armed[setting] = _Armed(setting, opening(setting), self._told.emit)

    def close(self) -> None:
        """Ask every reader to stop; one that hangs is left behind, its thread ends with the program."""
        for armed in self._armed.values():
            armed.stop()
        self._armed.clear()

    @Slot(str, str, object)
    def _pass_on(self, what: str, setting: str, value: object) -> None:
        if setting not in self._armed:
            return  # it came while its reader was being taken away
        signal = {"document": self.document_read, "fault": self.failed, "state": self.state_changed}[what]
        signal.emit(setting, value)


class _Armed:
    """One reader's thread. `tell(what, setting, value)` from that thread."""

    def __init__(self, setting: str, opening: OpenReader, tell: Callable[[str, str, object], None]) -> None:
        self._setting, self._opening, self._tell = setting, opening, tell
        self._stopped = Event()
        self._wrong = ""
        self._speaking = Lock()
        self._thread = Thread(target=self._run, name=f"kaodian-reader {setting}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Nothing is told any more once this returns, whatever the reader's thread hangs in."""
        with self._speaking:
            self._stopped.set()

    def _run(self) -> None:
        reader: Reader | None = None
        try:
            while not self._stopped.is_set():
                if reader is None:
                    reader = self._open()
                elif not self._read(reader):
                    return
        except RuntimeError:
            log.debug("a reader outlived its window")
        finally:
            if reader is not None:
                reader.close()

    def _open(self) -> Reader | None:
        try:
            return self._opening(partial(self._say, "state"))
        except SiteFault as fault:
            self._fault(fault)
        except Exception as error:
            self._ours(error)
        self._stopped.wait(AGAIN)
        return None

    def _read(self, reader: Reader) -> bool:
        """One read; False when there will never be another."""
        try:
            document: Any = reader.read(LOOK_UP)
        except SiteFault as fault:
            if fault.code == "read-timeout":
                self._wrong = ""
                return True
            self._fault(fault)
            if fault.code == "source-ended":
                return False
            if fault.code == "reader-lost":
                self._stopped.wait(AGAIN)
            return True
        except Exception as error:
            self._ours(error)
            self._stopped.wait(AGAIN)
            return True
        self._wrong = ""
        self._say("document", document)
        return True

    def _fault(self, fault: SiteFault) -> None:
        """What lasts is said once; what is wrong with one document is said each time."""
        if fault.code not in OF_ONE_DOCUMENT and self._wrong == fault.code:
            return
        self._wrong = fault.code
        self._say("fault", fault)

    def _ours(self, error: Exception) -> None:
        log.error("a reader failed", exc_info=error)
        if self._wrong != "ours":
            self._wrong = "ours"
            self._say("fault", error)

    def _say(self, what: str, value: object) -> None:
        with self._speaking:
            if not self._stopped.is_set():
                self._tell(what, self._setting, value)
