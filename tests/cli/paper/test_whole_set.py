"""The whole set to a printer from the command line: decided on first, a job a form, taken back by Ctrl-C."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.devices.printers.cups import CupsPrinters
from desktop.devices.printers.port import Job, JobState
from desktop.devices.printers.wish import Wish
from desktop.press import batch
from desktop.progress import Progress
from tests.cli.site import Cli
from tests.helpers.cups import Service, service, wait_until


@pytest.fixture(scope="module")
def printing() -> Iterator[Service]:
    with service() as one:
        yield one


def test_the_set_is_decided_on_and_then_every_form_arrives(
    office: Cli, printing: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", printing.server)
    tray = printing.queue("office")
    asked = office.refused("print", "--all", "--printer", "office")
    assert asked["fault"]["code"] == "print-set-undecided"
    assert [one["form"] for one in asked["undecided"]] == ["admission-ticket"]
    assert len(asked["undecided"][0]["flags"]) == 6
    assert tray.jobs() == []
    done = office.ok("print", "--all", "--printer", "office", "--accept-flags")
    assert {job["progress"] for job in done["jobs"]} == {"done"}
    assert done["labels"] == ["座位号", "试卷袋标签"]
    wait_until(lambda: sorted(tray.jobs()) == [job["job"] for job in done["jobs"]], 60)
    logged = {line["form"] for line in office.ok("print", "--log")["prints"]}
    assert {"admission-ticket", "summary-sheet", "rules-poster"} <= logged
    assert "seat-labels" not in logged


def test_ctrl_c_stops_the_set_and_takes_back_what_is_not_printed(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    ended: list[int] = []

    def send(queues: CupsPrinters, path: Path, wish: Wish, tell: Progress) -> Job:
        if len(sent) == 3:
            raise KeyboardInterrupt
        sent.append(wish.title)
        return Job(wish.printer, len(sent))

    def cancel(queues: CupsPrinters, job: Job) -> JobState:
        ended.append(job.number)
        return JobState("done" if job.number == 1 else "cancelled")  # the first one is out already

    monkeypatch.setattr(CupsPrinters, "send", send)
    monkeypatch.setattr(CupsPrinters, "cancel", cancel)
    ran = office.run("--json", "print", "--all", "--printer", "office", "--accept-flags")
    assert ran.code == 1
    told = json.loads(ran.out)
    assert told["fault"]["code"] == "interrupted"
    assert [job["progress"] for job in told["jobs"]] == ["done", "cancelled", "cancelled"]
    assert ended == [1, 2, 3]
    assert {line["form"] for line in office.ok("print", "--log")["prints"]} == {"admission-ticket"}


def test_ctrl_c_while_the_set_is_drawn_sends_nothing(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "lay_down", broken_off)
    ran = office.run("--json", "print", "--all", "--printer", "office", "--accept-flags")
    assert ran.code == 1
    assert json.loads(ran.out)["fault"]["code"] == "interrupted"
    assert office.ok("print", "--log")["prints"] == []
