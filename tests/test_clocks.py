"""Clocks of rehearsals: moved to another day, and led by whoever leads the rehearsal."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.clocks import LedClock, RehearsalClock, SystemClock, read_time, site_time, window_clock
from desktop.faults import SiteFault

NEAR = 60_000
Lead = Callable[[str], None]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (0, "1970-01-01T08:00:00+08:00"),
        (-1, "1970-01-01T07:59:59.999000+08:00"),
        (1_795_824_300_000, "2026-11-28T08:05:00+08:00"),
        (95_617_584_000_000, "5000-01-01T08:00:00+08:00"),
    ],
)
def test_a_time_of_the_site_is_the_same_on_every_system(at: int, said: str) -> None:
    assert site_time(at, 480).isoformat() == said


def test_what_is_outside_the_calendar_is_told_as_that() -> None:
    with pytest.raises(OverflowError):
        site_time(10**15, 480)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clock"
    path.write_text("2026-12-05T08:05:00\n", encoding="utf-8")
    return path


@pytest.fixture
def lead(file: Path) -> Lead:
    """Write another time; each writing is later than the one before, however coarse the disk's clock is."""
    written = [file.stat().st_mtime_ns]

    def write(words: str) -> None:
        file.write_text(words, encoding="utf-8")
        written.append(written[-1] + 1_000_000_000)
        os.utime(file, ns=(written[-1], written[-1]))

    return write


def near(clock: SystemClock, time: str) -> bool:
    return 0 <= clock.wall() - read_time(time) < NEAR


def test_without_a_word_the_window_has_the_machines_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAODIAN_CLOCK", raising=False)
    assert type(window_clock()) is SystemClock


def test_a_time_starts_a_rehearsals_clock_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAODIAN_CLOCK", "2026-12-05T08:12:00")
    clock = window_clock()
    assert isinstance(clock, RehearsalClock)
    assert near(clock, "2026-12-05T08:12:00+08:00")


def test_what_is_neither_a_time_nor_a_file_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAODIAN_CLOCK", "tomorrow")
    with pytest.raises(SiteFault) as raised:
        window_clock()
    assert raised.value.code == "bad-date"


def test_a_file_leads_the_clock_forward_and_back(monkeypatch: pytest.MonkeyPatch, file: Path, lead: Lead) -> None:
    monkeypatch.setenv("KAODIAN_CLOCK", str(file))
    clock = window_clock()
    assert near(clock, "2026-12-05T08:05:00")
    lead("2026-12-05T09:00:00")
    assert near(clock, "2026-12-05T09:00:00")
    lead("2026-12-05T08:50:00")
    assert near(clock, "2026-12-05T08:50:00")


def test_a_file_half_written_or_gone_lets_the_clock_run_on(file: Path, lead: Lead) -> None:
    clock = LedClock(file)
    lead("2026-12-")
    assert near(clock, "2026-12-05T08:05:00")
    lead("2026-12-05T08:20:00")
    assert near(clock, "2026-12-05T08:20:00")
    file.unlink()
    assert near(clock, "2026-12-05T08:20:00")


def test_the_same_time_written_again_does_not_stop_the_clock(
    monkeypatch: pytest.MonkeyPatch, file: Path, lead: Lead
) -> None:
    now = [1_000_000_000_000_000_000]
    monkeypatch.setattr("desktop.clocks.time.time_ns", lambda: now[0])
    clock = LedClock(file)
    now[0] += 10_000_000_000
    lead("2026-12-05T08:05:00")
    assert clock.wall() == read_time("2026-12-05T08:05:10")
