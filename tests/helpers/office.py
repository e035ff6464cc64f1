"""An office home in the middle of a morning, with everything real behind it: store, rules, paper, pictures. Only the
clock and the slow hash of the PINs are the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from desktop.bootstrap.parts import Parts
from desktop.exam.frame.command import Command, Fact, Refused, Signature
from desktop.exam.plan.model import Plan
from desktop.operations.boards.office import OfficeBoard, Page
from desktop.operations.boards.shell import Credential, Signed
from desktop.operations.desks.session import HomeSession
from desktop.press.printing import Wanted, print_form
from desktop.wording import Wording
from forms import catalogue
from forms.page.marks import Box
from tests.helpers import scans
from tests.helpers.homes import Enrolled, PlainPins, enrolled, published_plan
from tests.helpers.morning import Morning, clock, small_plan

PIN = "246810"
OFFICE, SECOND, CHIEF = "p03", "p04", "p01"


class Screen:
    """Takes boards as a window does."""

    def __init__(self) -> None:
        self.boards: list[OfficeBoard] = []

    def board(self, board: Any) -> None:
        self.boards.append(board)

    def fault(self, fault: BaseException) -> None:
        raise fault

    @property
    def page(self) -> Page:
        return self.boards[-1].page


class Office:
    """The office desk over a home in which the morning was played until some time."""

    def __init__(self, desk: Enrolled, morning: Morning, locale: str = "zh-CN") -> None:
        self.desk, self.home, self.morning, self.screen = desk, desk.home, morning, Screen()
        self.parts = Parts(clock=desk.clock)  # type: ignore[arg-type]
        self.parts.__dict__["pins"] = PlainPins()
        self.closing: Callable[[], None] = lambda: None
        self.session = HomeSession(_Kept(self), self.parts, Wording(locale))
        assert self.session.record is not None
        self.record = self.session.record
        assert isinstance(self.session.sign_in(Credential(OFFICE, PIN)), Signed)
        self.actions: Any = self.session.open_desk("office", self.screen)

    def act(self, name: str, about: str, data: Mapping[str, Any], *officers: str) -> None:
        """An act of somebody at this home, now."""
        signatures = tuple(Signature(o, self.desk.clock.wall()) for o in officers)
        done = self.record.act(Command(name, about, data, signatures, self.record.desk))
        assert not isinstance(done, Refused), done

    def signed(self, staff: str) -> Signed:
        found = self.actions.identify(Credential(staff, PIN))
        assert isinstance(found, Signed)
        return found

    @property
    def kinds(self) -> list[str]:
        return [e.kind for e in self.home.entries.load(self.record.opened.record)]

    def printed(self, folder: Path, form: str, number: int = 0, **wanted: Any) -> tuple[tuple[Any, ...], list[Box]]:
        """The pages (grey) of a form this home prints now, and the boxes of page `number`."""
        source, at = self.parts.print_source(self.home), self.desk.clock.wall()
        out = folder / f"{form}-{len(list(folder.iterdir()))}.pdf"
        print_form(source, Wanted(form, again=True, accept_flags=True, **wanted), out, at)
        inputs, _ = catalogue_fill(form)(source, Wanted(form, **wanted), at)
        layout = catalogue.form(form).load().layout(inputs[0], source.print_context(at))
        return scans.drawn(out.read_bytes()), list(layout.pages[number])

    def signed_list(self, folder: Path, blank: Sequence[int], room: str = "01", seed: int = 3, name: str = "") -> Path:
        """A scan of a room's signature copy, signed at every seat but these."""
        pages, boxes = self.printed(folder, "summary-sheet", room=room, signature=True)
        paper, chance = pages[0].copy(), np.random.default_rng(seed)
        for box in boxes:
            if box.key.startswith("sign:") or int(box.key.removeprefix("seat:")) not in blank:
                scans.sign(paper, box, "plain", chance)
        path = folder / (name or f"IMG_{seed:04d}.jpg")
        path.write_bytes(scans.scanned(paper, chance, 200))
        return path

    def seats(self, room: str, absent: bool | None = None) -> list[int]:
        """Seat numbers of a room: all, or of those who stayed away (True) or came (False)."""
        people = ((s, self.record.state.candidate("s1", s.candidate)) for s in self.record.plan.seats if s.room == room)
        return [s.number for s, person in people if absent is None or (person.admission is None) == absent]


class _Kept:
    """A home that is closed by whoever made it: `closing` when the session closes, or the test at its end."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def __getattr__(self, name: str) -> Any:
        return getattr(self._office.home, name)

    def close(self) -> None:
        self._office.closing()


def catalogue_fill(form: str) -> Callable[..., Any]:
    from importlib import import_module

    found: Callable[..., Any] = import_module(f"desktop.press.{catalogue.form(form).place}").fill
    return found


@contextmanager
def office(
    folder: Path, until: str, plan: Plan | None = None, absent: Sequence[str] = (), locale: str = "zh-CN"
) -> Iterator[Office]:
    """An office home after everything of a normal day before `until`."""
    published = published_plan(plan or small_plan())
    morning = Morning(published.plan, absent=absent).run_until(until)
    with enrolled(folder, "office", published=published) as desk:
        for entry in morning.entries:
            desk.clock.set(entry.wall)
            desk.record.write([Fact(entry.kind, entry.about, entry.data)], entry.officers)
        desk.clock.set(clock(until))
        yield Office(desk, morning, locale)
