"""One desk's morning with every document a candidate may bring, on real readers: the PC/SC service with its virtual
readers, and a security module on a serial line. Everything goes the way the window sends it, without the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.devices.resident.writing import write_text
from desktop.devices.sources import Document
from desktop.exam.plan.documents import FOREIGNER_CARD, HOME_RETURN, PASSPORT, make_number
from desktop.exam.plan.model import Plan
from desktop.ledger.verify import verify
from tests.days.driving import ROOM, Desk
from tests.devices.resident.people import CARD_2023, PERMIT, RESIDENT_CARD
from tests.helpers.cards.page import Page, record
from tests.helpers.cards.passport import PassportChip, specimen_files
from tests.helpers.cards.passport_files import td3
from tests.helpers.cards.service import PcscService, pcsc_service
from tests.helpers.cards.vpcd import PAGE, REFUSED, VirtualCard
from tests.helpers.homes import enrolled, published_plan
from tests.helpers.modules import Line, SyntheticModule
from tests.helpers.morning import small_plan

ZONE = td3("YANGBEN<<ANNA", "E00000001")
PACE_ZONE = td3("SAMPLE<<JOHN", "E00000002", birth="881231", sex="M")
PAGE_NUMBER = make_number("990102", date(1990, 3, 7), 236)
BROUGHT: tuple[dict[str, str], ...] = (
    {"name": "样安娜", "document_type": PASSPORT, "document_number": "E00000001"},
    {"name": "John Sample", "document_type": PASSPORT, "document_number": "E00000002"},
    {"name": RESIDENT_CARD.name, "document_number": RESIDENT_CARD.number},
    {"name": PERMIT.name, "document_type": HOME_RETURN, "document_number": PERMIT.other_numbers[0]},
    {"name": CARD_2023.name, "document_type": FOREIGNER_CARD, "document_number": CARD_2023.number},
    {"name": "王䶮", "document_number": PAGE_NUMBER},
)
"""What the roster has of the first ones; the others have resident cards."""


def plan() -> Plan:
    """Nine people in one room, nobody elsewhere."""
    whole = small_plan(per_room=9)
    seats = tuple(seat for seat in whole.seats if seat.room == ROOM)
    known = {who.id: who for who in whole.candidates}
    people = [known[seat.candidate] for seat in seats]
    people[: len(BROUGHT)] = [
        replace(who, **has)  # type: ignore[arg-type]
        for who, has in zip(people, BROUGHT, strict=False)
    ]
    return replace(whole, candidates=tuple(people), seats=seats)


@pytest.fixture(scope="module")
def pcscd() -> Iterator[PcscService]:
    with pcsc_service() as service:
        yield service


@pytest.fixture
def module() -> SyntheticModule:
    return SyntheticModule()


@pytest.fixture
def line(module: SyntheticModule, tmp_path: Path) -> Iterator[Line]:
    with Line(module, tmp_path) as line:
        yield line


@pytest.fixture
def desk(pcscd: PcscService, line: Line, tmp_path: Path) -> Iterator[Desk]:
    with enrolled(tmp_path / "home", "door", published=published_plan(plan())) as home:
        home.clock.set("8:10")
        with Desk(home, "pcsc:*", f"serial:{line.path}@115200") as desk:
            desk.until(lambda: desk.came.count("ready") >= 3)
            yield desk


def page(torn: bool = False) -> VirtualCard:
    """A resident card on a page reader; torn: taken away in the middle of its record."""
    reader = Page(record(PAGE_NUMBER))

    def answer(command: bytes) -> bytes | None:
        if torn and len(reader.asked) == 3:
            return None
        return reader.transmit(command) if command[:2] == b"\xff\xb0" else REFUSED

    return VirtualCard(answer, atr=PAGE)


def lines(zone: str) -> str:
    """As an OCR reader sends it."""
    return f"{zone[:44]}\n{zone[44:]}"


def held(desk: Desk, pcscd: PcscService, card: VirtualCard, until: str = "document") -> None:
    """On the first virtual reader, until the desk has it or hears what is wrong."""
    pcscd.empty()
    with card:
        desk.until_came(until)


def laid(desk: Desk, module: SyntheticModule, card: Document) -> None:
    """On the security module's reader, until the desk has it."""
    module.lay(write_text(card))
    desk.until_came("document")
    module.lift()


def passports(desk: Desk, pcscd: PcscService) -> None:
    """One is laid down before anybody thought of its zone: nothing is written, the desk says what to do. The other's
    chip opens by PACE, and the roster has the name as the passport does."""
    chip = PassportChip(specimen_files(ZONE), ZONE)
    held(desk, pcscd, VirtualCard(chip, atr=chip.atr))
    assert desk.codes() == []
    assert desk.screen.notice == desk.door.words.text("trouble-travel-key-needed")
    desk.door.scanned(lines(ZONE))
    held(desk, pcscd, VirtualCard(chip, atr=chip.atr))
    desk.seated(0, "ok-name-check")
    chip = PassportChip(specimen_files(PACE_ZONE), PACE_ZONE, offers=(("AES-128", 13),), bac=False)
    desk.door.scanned(lines(PACE_ZONE))
    held(desk, pcscd, VirtualCard(chip, atr=chip.atr))
    desk.seated(1, "ok")


def torn(desk: Desk, pcscd: PcscService) -> None:
    """The desk says so, and the same card is read when it is laid down again."""
    held(desk, pcscd, page(torn=True), "read-torn")
    said = desk.door.words.text("fault-read-torn")
    assert desk.screen.verdict is None
    assert desk.screen.notice == desk.door.words.text("door-read-failed", said=said)
    held(desk, pcscd, page())
    desk.seated(5, "ok")


def service_gone(desk: Desk, pcscd: PcscService, module: SyntheticModule) -> None:
    """The desk notes it; one officer alone cannot type a number, two can; the other reader goes on."""
    pcscd.stop()
    desk.until(lambda: desk.changes() == [("lost", "pcsc")])
    assert desk.screen.reader.doing == "no-service"
    number = desk.number(6)
    desk.typed(number, two=False)
    assert desk.codes()[-1] == "second-officer-needed"
    desk.typed(number)
    desk.seated(6, "ok")
    laid(desk, module, RESIDENT_CARD)
    desk.seated(2, "ok")
    pcscd.start()
    desk.until(lambda: desk.changes() == [("lost", "pcsc"), ("ready", "pcsc")])


def cable_pulled(desk: Desk, module: SyntheticModule, line: Line) -> None:
    """One is typed meanwhile, a foreigner waits until it is back."""
    line.pull()
    desk.until(lambda: desk.changes()[2:] == [("lost", "serial")])
    assert desk.screen.reader.doing == "no-reader"
    desk.typed(desk.number(7))
    desk.seated(7, "ok")
    line.plug()
    desk.until(lambda: desk.changes()[3:] == [("ready", "serial")])
    laid(desk, module, CARD_2023)
    desk.seated(4, "ok")


def test_a_morning_of_every_document_and_lost_readers_ends_with_everybody_seated(
    desk: Desk, pcscd: PcscService, module: SyntheticModule, line: Line
) -> None:
    passports(desk, pcscd)
    laid(desk, module, PERMIT)
    desk.seated(3, "ok-other-document")
    torn(desk, pcscd)
    service_gone(desk, pcscd, module)
    cable_pulled(desk, module, line)
    desk.typed(desk.number(8))
    desk.seated(8, "ok")

    assert (desk.screen.expected, desk.screen.arrived, desk.screen.missing) == (9, 9, 0)
    opened = desk.record.opened
    written = list(desk.home.home.entries.lines(opened.record))
    report = verify(iter(written), opened.record, opened.secret)
    assert (report.ok, report.entries) == (True, len(written))
    text = b"".join(written).decode()
    assert not [who.id for who in desk.record.plan.candidates if who.document_number in text or who.name in text]
