"""The window with a home behind it: painted first, then opened in the record's lane."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from desktop import collector
from desktop.bootstrap.parts import Parts
from desktop.clocks import RehearsalClock, window_clock
from desktop.faults import SiteFault
from desktop.paths import default_home

if TYPE_CHECKING:
    from desktop.operations.boards.session import DeskSession


def _import_session() -> None:
    import desktop.operations.desks.session  # noqa: F401


def open_window(home: str = "", desk: str = "", sources: Sequence[str] = ()) -> int:
    """Show the window: first the paint, then everything else in the record's lane. `sources` are readers to use from
    now on; the home keeps them."""
    from desktop.ui.app import run

    folder = Path(home).expanduser() if home else default_home()

    def open_session(passphrase: str | None) -> DeskSession:
        # The home's key is derived on one core while what works with the home is imported on another.
        Thread(target=_import_session, name="kaodian-import", daemon=True).start()
        parts = Parts(clock=window_clock())
        given = passphrase or parts.passphrase(folder)
        # A passphrase that somebody typed may begin a new home; one from the key store only opens its own.
        home = parts.open_or_create(folder, given) if passphrase else parts.open_home(folder, given)
        from desktop.operations.desks.session import HomeSession
        from desktop.wording import Wording

        session = HomeSession(home, parts, Wording())
        if sources:
            session.choose_readers(sources)
        record = session.record
        if isinstance(parts.clock, RehearsalClock) and record is not None and not record.plan.rehearsal:
            session.close()
            raise SiteFault("at-needs-rehearsal")
        return session

    def opened(passphrase: str | None) -> DeskSession:
        try:
            return open_session(passphrase)
        finally:
            collector.wake()

    collector.rest()  # until the home is open: what is made by then lives as long as the window
    return run(opened, desk)
