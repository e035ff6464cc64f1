"""Which readers a home wants armed, what it writes about them, and the key of a travel document on its way to one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop.bootstrap.parts import Parts
from desktop.devices.sources import Doing, SourceState
from desktop.devices.virtual import VirtualSource
from desktop.operations.boards.shell import Credential
from desktop.operations.desks.readers import UNLESS_CHOSEN
from desktop.operations.desks.session import HomeSession
from desktop.operations.publishing import open_record
from desktop.wording import Wording
from tests.helpers.homes import Enrolled, PlainPins, Tireless, enrolled

READER = "serial:COM3"


class Screen:
    def __init__(self) -> None:
        self.last: Any = None

    def board(self, board: object) -> None:
        self.last = board

    def fault(self, fault: BaseException) -> None:
        raise fault


class Site:
    """One door's home. `asked` holds, by setting, what an opened reader may ask."""

    def __init__(self, desk: Enrolled) -> None:
        self.desk = desk
        self.asked: dict[str, Callable[[], Mapping[str, str]]] = {}
        self.screen = Screen()
        self.session = self.open()

    def open(self) -> HomeSession:
        real = Parts()
        parts = SimpleNamespace(
            readings=real.readings,
            wakefulness=Tireless(),
            open_record=lambda home: open_record(home, self.desk.clock),
            pins=PlainPins(),
            clock=self.desk.clock,
            certificates=real.certificates,
            zone_document=real.zone_document,
            open_source=self.open_source,
            found_sources=lambda: [("serial:COM3", "USB Serial"), ("pcsc:ACR122U", "ACR122U")],
        )
        return HomeSession(self.desk.home, parts, Wording("en"))

    def open_source(
        self, setting: str, told: Callable[[object], None], key: Callable[[], Mapping[str, str]], home: Path
    ) -> VirtualSource:
        assert home == self.desk.home.folder
        self.asked[setting] = key
        told(SourceState("ready"))
        return VirtualSource(source=setting)

    def tell(self, doing: Doing, setting: str = READER) -> None:
        self.session.reader_state(setting, SourceState(doing))

    def written(self) -> list[str]:
        assert self.session.record is not None
        entries = self.session.record.fold.history(f"desk:{self.session.record.desk}")
        return [str(e.data["state"]) for e in entries if e.kind == "reader-changed"]

    def door(self) -> Any:
        assert self.session.record is not None
        duties = self.session.record.plan.duties
        officer = next(d.staff for d in duties if d.role == "assistant-proctor" and d.room == "r01")
        self.session.sign_in(Credential(officer, "246810"))
        return self.session.open_desk("door", self.screen)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with enrolled(tmp_path / "h", "door") as desk:
        desk.clock.set("8:10")
        yield Site(desk)


def test_a_reader_that_is_plugged_in_works_before_anybody_chose_one(site: Site) -> None:
    assert site.session.readers == UNLESS_CHOSEN
    site.tell("no-service", *UNLESS_CHOSEN)
    assert site.written() == []
    desk = site.door()
    assert site.screen.last.reader is None
    site.tell("ready", *UNLESS_CHOSEN)
    assert site.screen.last.reader.doing == "ready"
    assert desk.top("").dots[0].tone == "ok"
    site.tell("no-reader", *UNLESS_CHOSEN)  # from now on its going away is news
    assert site.written() == ["lost"]


def test_the_home_keeps_which_readers_were_chosen(site: Site) -> None:
    site.session.choose_readers([READER, " pcsc:* ", READER, ""])
    assert site.session.readers == (READER, "pcsc:*")
    assert site.open().readers == (READER, "pcsc:*")
    site.session.choose_readers(["none"])
    assert site.open().readers == ()


def test_a_chosen_reader_that_is_not_there_is_written_down_once_and_so_is_its_return(site: Site) -> None:
    site.session.choose_readers([READER])
    for doing in ("no-reader", "no-reader", "no-service", "ready", "reading", "read", "ready", "no-reader", "ready"):
        site.tell(doing)  # type: ignore[arg-type]
    assert site.written() == ["lost", "ready", "lost", "ready"]


def test_each_reader_is_lost_and_found_by_itself(site: Site) -> None:
    site.session.choose_readers([READER, "pcsc:*"])
    site.tell("ready")
    site.tell("no-service", "pcsc:*")
    site.tell("read")
    site.tell("ready")
    assert site.session.record is not None
    state = site.session.record.state
    assert state.desk(site.session.record.desk).reader == "lost"
    site.tell("ready", "pcsc:*")
    assert site.written() == ["lost", "ready"]
    assert state.desk(site.session.record.desk).reader == "ready"


def test_a_reader_nobody_wants_any_more_says_nothing(site: Site) -> None:
    site.session.choose_readers([READER])
    site.door()
    site.tell("no-reader")
    site.session.choose_readers(["pcsc:*"])
    site.tell("ready")
    assert site.written() == ["lost"]


def test_a_desk_opened_later_shows_what_its_reader_is_doing(site: Site) -> None:
    site.session.choose_readers([READER])
    site.tell("ready")
    site.door()
    assert site.screen.last.reader.doing == "ready"


def test_an_opened_reader_asks_the_desk_that_is_open_for_a_key(site: Site) -> None:
    states: list[object] = []
    reader = site.session.opening(READER)(states.append)
    assert states == [SourceState("ready")]
    assert site.asked[READER]() == {}
    door = site.door()
    zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3204153ZE184226B<<<<<16"
    site.session.choose_readers([READER])
    site.tell("ready")
    door.scanned(zone)
    assert site.asked[READER]() == {"mrz": zone}
    reader.close()


def test_a_reader_is_looked_for_and_chosen_at_the_desk(site: Site) -> None:
    door = site.door()
    answer = door.act("find-readers", ("desk",), {}, ())
    assert "USB Serial" in answer.text
    row = next(r for r in site.screen.last.available if r.command == "choose-reader")
    assert [c.value for c in row.fields[0].choices] == ["serial:COM3", "pcsc:ACR122U", "pcsc:*", "none"]
    assert door.act("choose-reader", ("desk",), {"reader": "serial:COM3"}, ()).done
    assert site.session.readers == ("serial:COM3",)
    assert door.act("choose-reader", ("desk",), {"setting": " sdt:1001 ", "reader": "none"}, ()).done
    assert site.open().readers == ("sdt:1001",)
    refused = door.act("choose-reader", ("desk",), {}, ()).refused
    assert refused is not None
    assert site.session.readers == ("sdt:1001",)
