"""F7 at the control desk: it suspends the exam, and while the whole site stands still it is the way on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.operations.boards.control import Order
from tests.helpers.homes import enrolled
from tests.operations.test_desks import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with enrolled(tmp_path / "h", "control", at="8:40") as desk:
        made = Site(desk)
        made.open("control", "p01")
        yield made


def f7(site: Site) -> Order:
    site.session.refresh()
    return next(order for order in site.screen.last.orders if order.action.key == "F7")


def test_f7_suspends_and_then_resumes(site: Site) -> None:
    assert f7(site).action.command == "suspend-exam"
    site.desk.act("suspend-exam", "sitting:s1", {"scope": "site", "reason": "火警"}, "p01")
    order = f7(site)
    assert (order.action.command, order.action.enabled, order.state) == ("resume-exam", True, "now")
    site.desk.act("resume-exam", "sitting:s1", {"scope": "site"}, "p01")
    assert f7(site).action.command == "suspend-exam"


def test_one_room_that_stands_still_leaves_f7_as_it_is(site: Site) -> None:
    site.desk.act("suspend-exam", "sitting:s1", {"scope": "room:r02", "reason": "停电"}, "p01")
    assert f7(site).action.command == "suspend-exam"


def test_an_incident_says_in_which_room(site: Site) -> None:
    lead = site.duty("lead-proctor", "r02")
    site.desk.act("report-incident", "room:s1/r02", {"kind": "fire"}, lead)
    site.session.refresh()
    titles = [row.title for row in site.screen.last.alerts]
    assert any("02" in title for title in titles), titles
