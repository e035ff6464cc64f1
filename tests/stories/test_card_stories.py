"""Cards on a reader of the real PC/SC service: strangers with true cards, and a reader that is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.exam.plan.model import Candidate
from tests.helpers.cards.page import Page, record
from tests.helpers.cards.service import PcscService, pcsc_service
from tests.helpers.cards.vpcd import PAGE, VirtualCard
from tests.stories.conftest import Open
from tests.stories.program import Program
from tests.stories.site import StorySite


@pytest.fixture(scope="module")
def service() -> Iterator[PcscService]:
    with pcsc_service() as running:
        yield running


@pytest.fixture
def pcscd(service: PcscService) -> PcscService:
    service.empty()
    return service


NOBODY = "990102199003077774"


def lay(door: Program, who: Candidate, name: str = "") -> None:
    """Lay somebody's resident card on the reader, until there is an answer, and take it away again."""
    door.laid()
    before = len(door.site.entries())
    with VirtualCard(Page(record(who.document_number, name or who.name)).transmit, atr=PAGE):
        door.until(lambda: len(door.site.entries()) > before, "the card was not read")


def test_wrong_room_and_impostor(site: StorySite, open_desk: Open, pcscd: PcscService) -> None:
    """One after the other at the door of room 01: somebody who belongs there, somebody of room 03, somebody with the
    number of a candidate and another name, and somebody who is on no list. Nobody presses a key for any of them."""
    site.begin_at("8:06")
    door = open_desk("door", sources=("pcsc:*",))
    door.sign_in("p12")
    with door.task("normal candidate") as normal:
        lay(door, site.candidate("r01", 1))
        door.until_verdict("ok")
        door.picture()
        door.scan(site.candidate("r01", 1).admission_number)
        pcscd.empty()
    with door.task("wrong room and impostors") as others:
        lay(door, site.candidate("r03", 4))
        door.until_verdict("stop")
        door.picture()
        pcscd.empty()
        lay(door, site.candidate("r01", 2), "李四")
        door.until_verdict("stop")
        door.picture()
        door.scan(NOBODY)
        door.until_entry("candidate-refused", 3)
        door.until_verdict("stop")
        door.picture()
    assert (normal.keys, others.keys) == (0, 0)
    assert [e.data["code"] for e in site.entries("candidate-admitted")] == ["ok"]
    codes = [(e.data["code"], e.data["method"]) for e in site.entries("candidate-refused")]
    assert codes == [("wrong-room", "reader"), ("name-mismatch", "reader"), ("not-on-roster", "wedge")]
    site.verify()


def test_reader_lost(site: StorySite, open_desk: Open, pcscd: PcscService) -> None:
    """The reader goes away in the morning's middle: the desk says so, the next candidate is typed in and a second
    officer signs for it, and the reader works again by itself once it is back."""
    site.begin_at("8:06")
    door = open_desk("door", sources=("pcsc:*",))
    door.sign_in("p12")
    lay(door, site.candidate("r01", 1))
    door.until_verdict("ok")
    pcscd.stop()
    door.until(lambda: states(site) == ["lost"], "nobody noticed that the reader is gone")
    door.key("Escape")
    door.until_changed()
    door.picture()
    typed = site.candidate("r01", 2)
    with door.task("typed candidate") as task:
        door.scan(typed.admission_number)
        door.key("F2")
        door.type(typed.document_number)
        door.signs("p11")
        door.until_entry("candidate-admitted", 2)
    door.until_verdict("ok")
    door.picture()
    pcscd.start()
    door.until(lambda: states(site) == ["lost", "ready"], "the reader is not back")
    lay(door, site.candidate("r01", 3))
    door.until_verdict("ok")
    door.picture()
    admitted = site.entries("candidate-admitted")
    assert [e.data["method"] for e in admitted] == ["reader", "typed", "reader"]
    assert admitted[1].officers == ("p12", "p11")
    assert task.keys <= 20
    assert task.pins == 1
    site.verify()


def states(site: StorySite) -> list[str]:
    """What the desk wrote about its reader."""
    return [str(e.data["state"]) for e in site.entries("reader-changed")]
