"""The site of `make run`: what is told on the terminal works at the desks."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.bootstrap.parts import Parts
from desktop.exam.day.verdict import Reading
from desktop.exam.frame.command import Refused, Signature
from desktop.operations.door import Checked, check
from desktop.operations.session import Session
from installer import sample_site, walk


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> sample_site.SampleSite:
    return sample_site.make(tmp_path_factory.mktemp("run") / "sample-site")


def test_everybody_who_is_named_can_sign_in(site: sample_site.SampleSite) -> None:
    parts = Parts()
    with parts.open_home(site.home, sample_site.PASSPHRASE) as home:
        record = parts.open_record(home)
        assert record.plan.rehearsal
        session = Session(record.index, record.opened.pins, parts.pins, parts.clock.steady)
        for role in walk.ROLES.values():
            assert isinstance(session.sign(site.officer(role), sample_site.PIN, 0), Signature), role


def test_seven_of_ten_have_come_and_the_next_one_is_let_in(site: sample_site.SampleSite) -> None:
    parts = Parts()
    with parts.open_home(site.home, sample_site.PASSPHRASE) as home:
        record = parts.open_record(home)
        ctx = record.context()
        come = [s for s in site.plan.seats if ctx.state.candidate(s.sitting, s.candidate).admission is not None]
        assert {s.candidate for s in come} == {s.candidate for s in site.plan.seats if sample_site.has_come(s)}
        seat, who = site.waiting()
        at = site.plan.sittings[0].start - 10 * sample_site.MINUTE
        checked = check(record, seat.room, Reading(who.document_number), (), at)
        assert isinstance(checked, Checked)
        assert not isinstance(checked, Refused)
        assert checked.verdict.admits


def test_a_second_time_begins_anew(tmp_path: Path) -> None:
    folder = tmp_path / "sample-site"
    folder.mkdir()
    (folder / "left-over").write_text("from the last time", encoding="utf-8")
    sample_site.make(folder)
    assert not (folder / "left-over").exists()
