"""From a card's document to its painted verdict, in the real window over a site of 10,000; and a table of 10,000 rows
from nothing to its first paint.

The document comes as a reader's thread hands it over. Painted is when the event loop has gone round once after the
verdict's own painting: by then everything else of the same picture is painted too.
"""

from __future__ import annotations

import os
from itertools import islice
from time import perf_counter
from typing import Any

from desktop.bootstrap.parts import Parts
from desktop.devices.sources import Document
from desktop.operations.boards.office import Line, Page
from desktop.operations.boards.shell import Signed
from desktop.operations.desks.session import HomeSession
from tests.bench import site
from tests.bench.measure import Measure, percentile
from tests.bench.screens.boards import turn_until

READS, WARM = 300, 20
VERDICT, ROWS = 80.0, 200.0
"""Milliseconds: the reach."""


def measure(made: site.Site) -> list[Measure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.ui.app import application

    application(["kaodian-bench"])
    took = _Door(made).read()
    told = {
        "documents read": len(took),
        "p50, p99, max, ms": ", ".join(f"{percentile(took, share):.1f}" for share in (0.5, 0.99, 1.0)),
    }
    return [
        Measure(
            *("verdict-painted", "card's document to painted verdict, p99, 10,000 candidates", "-", "ms"),
            *(percentile(took, 0.99), None, VERDICT, True, told),
        ),
        Measure("rows", "a table of 10,000 rows to its first paint", "-", "ms", _rows(), None, ROWS, True),
    ]


class _Door:
    """The window on the door of the room most people are registered in, signed in, at 1366 by 768."""

    def __init__(self, made: site.Site) -> None:
        from desktop.ui.shell.window import Window
        from desktop.wording import Wording

        self._site, self._parts = made, Parts()
        self.window = Window(self._open, Wording(), "door")
        self.window.resize(1366, 768)

    def _open(self, passphrase: str | None) -> HomeSession:
        """In the lane, as in the program."""
        session = HomeSession(self._parts.open_home(self._site.home, site.PASSPHRASE), self._parts, self.window.wording)
        record = session.record
        assert record is not None
        assert session.who is not None
        record.now = lambda at=None: self._site.doors_open  # type: ignore[method-assign]
        duty = next(d for d in record.plan.duties if d.role == "assistant-proctor" and d.room)
        name = record.index.staff[duty.staff].name
        session.who.officer = Signed(duty.staff, name, "", self._site.doors_open, "bench")
        return session

    def read(self) -> list[float]:
        """One person after the other, of every room: most are sent to their own. Milliseconds, the first left out."""
        window = self.window
        window.show()
        window.begin()
        turn_until(lambda: window.entry.sign_in is not None)
        window.open_desk("door")
        turn_until(window.on_desk)
        took = [self._one(document) for document in islice(self._documents(), READS + WARM)]
        window.close()
        window.deleteLater()
        return took[WARM:]

    def _documents(self) -> Any:
        people = {c.id: c for c in self._site.plan.candidates}
        for n in range(len(self._site.plan.seats)):
            who = people[self._site.plan.seats[n * 7919 % len(self._site.plan.seats)].candidate]
            yield Document(number=who.document_number, name=who.name, ticket=who.admission_number, method="reader")

    def _one(self, document: Document) -> float:
        from PySide6.QtCore import QTimer

        view: Any = self.window.view
        before = view.board().verdict
        painted: list[float] = []
        paint = view.pane.paintEvent

        def painting(event: Any) -> None:
            paint(event)
            now = view.board().verdict
            if now is not None and (before is None or now.id != before.id) and not painted:
                painted.append(0.0)
                QTimer.singleShot(0, lambda: painted.append(perf_counter()))

        view.pane.paintEvent = painting
        began = perf_counter()
        view.take_document(document)
        turn_until(lambda: len(painted) == 2, every=1)
        del view.pane.paintEvent
        return (painted[1] - began) * 1000


def _rows() -> float:
    """The office's table, as its page builds it."""
    from PySide6.QtCore import QTimer

    from desktop.ui.office.page import PagePane

    lines = tuple(Line((str(n), f"考生{n}", f"99010219900101{n:04}", "请核对")) for n in range(10_000))
    page = Page("导入名单", heads=("行", "姓名", "证件号码", "问题"), widths=(70, 160, 260), lines=lines)
    pane = PagePane(lambda work: (_ for _ in ()).throw(TypeError(work)))
    pane.resize(1130, 600)
    pane.show()
    over: list[float] = []
    began = perf_counter()
    pane.show_page(page)
    table: Any = pane.table
    paint = table.paintEvent

    def painting(event: Any) -> None:
        paint(event)
        if len(over) == 0:
            over.append(0.0)
            QTimer.singleShot(0, lambda: over.append(perf_counter()))

    table.paintEvent = painting
    turn_until(lambda: len(over) == 2, every=1)
    pane.close()
    pane.deleteLater()
    return (over[1] - began) * 1000
