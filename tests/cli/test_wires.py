"""Hub and central system by command: bring both sides together once, and nothing the second time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Published
from tests.cli.site import DATE, Cli, document, workbook
from tests.helpers.central.running import RunningCentral, central_server
from tests.helpers.postgres import Cluster, cluster

PLAN: dict[str, Any] = {
    "id": "20261205-fitter-1",
    "name": "20261205钳工",
    "revision": 3,
    "kind": "social",
    "organisation": {"name": "示例评价机构"},
    "site": {"id": "0b0e7a70-0000-4000-8000-000000000099", "name": "示例考点"},
    "sittings": [
        {"id": "s1", "subject": "理论知识", "mode": "paper", "start": 1_796_430_600_000, "end": 1_796_436_000_000}
    ],
    "candidates": [
        {
            "id": f"c{n:05d}",
            "name": f"考生第{n}",
            "document_type": "居民身份证",
            "document_number": document(n),
            "admission_number": f"26120501{n:05d}",
            "occupation": "钳工",
            "level": 3,
            "sittings": ["s1"],
        }
        for n in range(1, 4)
    ],
}


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentral]:
    with central_server(tmp_path / "centre", plans=(PLAN,)) as running:
        (tmp_path / "token").write_text(f"{running.token}\n")
        yield running


def to_centre(centre: RunningCentral, tmp_path: Path) -> tuple[str, ...]:
    return ("--central", centre.url, "--token-file", str(tmp_path / "token"))


def test_a_plan_is_fetched_and_fetched_again_without_losing_what_was_added(
    cli: Cli, centre: RunningCentral, tmp_path: Path
) -> None:
    fetch = ("plan", "fetch", PLAN["id"], *to_centre(centre, tmp_path))
    said = cli.ok(*fetch)
    assert said["plan"] == PLAN["id"]
    assert said["accepted"] == {"candidates": 3, "rooms": 0, "staff": 0, "sittings": 1}
    assert cli.ok("plan", "show")["plan"]["revision"] == 3
    cli.ok("plan", "import", workbook(tmp_path / "rooms.xlsx", rooms=1, candidates=0))
    cli.ok("plan", "arrange")
    arranged = cli.ok("plan", "show")
    assert len(arranged["seats"]) == 3
    cli.ok(*fetch)
    assert cli.ok("plan", "show")["seats"] == arranged["seats"]


def test_a_plan_the_centre_does_not_have_changes_nothing(cli: Cli, centre: RunningCentral, tmp_path: Path) -> None:
    fault = cli.refused("plan", "fetch", "nothing", *to_centre(centre, tmp_path))["fault"]
    assert fault["code"] == "central-problem"
    assert not (cli.home / "home.db").exists()
    (tmp_path / "token").write_text("wrong")
    fault = cli.refused("plan", "fetch", PLAN["id"], *to_centre(centre, tmp_path))["fault"]
    assert fault["code"] == "central-token"


def test_sync_hands_over_the_record_and_the_outcome_once(closed: Cli, centre: RunningCentral, tmp_path: Path) -> None:
    sync = ("sync", *to_centre(centre, tmp_path))
    said = closed.ok(*sync)
    assert {"sent", "received", "refused", "heads_agree"} <= set(said)
    assert (said["sent"], said["received"], said["refused"]) == (closed.entries(), 0, [])
    assert said["heads_agree"] is True
    (receipt,) = said["receipts"]
    assert receipt["receipt"]
    again = closed.ok(*sync)
    assert (again["sent"], again["heads_agree"], again["receipts"]) == (0, True, [receipt])
    assert "两边一致" in closed.run(*sync).out


def test_what_the_centre_refuses_is_shown_with_its_reason(closed: Cli, centre: RunningCentral, tmp_path: Path) -> None:
    desk = closed.ok("record", "show")["desks"][0]["desk"]
    centre.mishaps.refuse(desk, 5, "bad-signature", "不认识")
    sync = ("sync", *to_centre(centre, tmp_path))
    for _ in range(2):
        said = closed.refused(*sync)
        assert said["heads_agree"] is False
        (refused,) = said["refused"]
        assert (refused["desk"], refused["number"], refused["code"]) == (desk, 5, "bad-signature")
        assert said["receipts"] == []
    assert "bad-signature" in closed.run(*sync).out


def test_a_centre_out_of_reach_is_a_sentence_and_the_record_stays(
    closed: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.exchange.central.client._FIRST_WAIT", 0.01)
    (tmp_path / "token").write_text("x")
    rest = ("--token-file", str(tmp_path / "token"))
    before = closed.entries()
    fault = closed.refused("sync", "--central", "http://127.0.0.1:9/v1", *rest)["fault"]
    assert fault["code"] == "central-unreachable"
    assert "记录都在本机" in fault["message"]
    for url, code in (("http://example.org/v1", "central-insecure"), ("nonsense", "central-address")):
        assert closed.refused("sync", "--central", url, *rest)["fault"]["code"] == code
    wrong = ("sync", "--central", "https://127.0.0.1:9/v1", "--token-file")
    for file in (tmp_path / "none", tmp_path):
        assert closed.refused(*wrong, file)["fault"]["code"] == "central-token-file"
    assert closed.refused(*wrong, tmp_path / "token", "--ca", tmp_path / "none")["fault"]["code"] == "central-ca-file"
    assert closed.entries() == before


def test_which_side_to_sync_with_must_be_said(closed: Cli) -> None:
    for given in ((), ("--central", "https://x"), ("--token-file", "x"), ("--hub", "a", "--central", "b")):
        assert "--central" in closed.refused("sync", *given, code=2)["usage"]


# --- the hub ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def postgres() -> Iterator[Cluster]:
    with cluster() as running:
        yield running


def test_desks_meet_at_a_hub(closed: Cli, published: Published, postgres: Cluster, tmp_path: Path) -> None:
    url = postgres.fresh()
    assert closed.ok("hub", "init", url) == {"hub": "ready"}
    assert closed.refused("sync", "--hub", postgres.fresh())["fault"]["code"] == "hub-not-ready"
    first = closed.ok("sync")
    assert (first["sent"], first["received"], first["refused"]) == (closed.entries(), 0, [])
    assert first["heads_agree"] is True
    second = closed.at(tmp_path / "second")
    second.ok("desk", "enrol", published.package, "--label", "副台", "--role", "office", "--at", f"{DATE}T07:06")
    away = second.ok("hub", "status", "--hub", url)
    assert away["heads_agree"] is False
    assert sorted((d["here"], d["hub"]) for d in away["desks"].values()) == [(0, first["sent"]), (1, 0)]
    joined = second.ok("sync", "--hub", url)
    assert (joined["sent"], joined["received"], joined["heads_agree"]) == (1, first["sent"], True)
    assert closed.ok("sync")["received"] == 1
    assert closed.ok("sync")["sent"] == 0
    assert closed.ok("hub", "status")["heads_agree"] is True
    assert closed.ok("record", "show")["code"] == second.ok("record", "show")["code"]


def test_a_hub_out_of_reach_is_a_sentence_without_its_password(control: Cli) -> None:
    url = "postgresql://kaodian:s3cret@127.0.0.1:9/kaodian"
    for command in (("hub", "init", url), ("sync", "--hub", url), ("hub", "status", "--hub", url)):
        ran = control.run(*command, "--json")
        assert ran.code == 1
        assert ran.json["fault"]["code"] == "hub-unreachable"
        assert "s3cret" not in ran.out + ran.err
    for wrong in (
        "mysql://u:s3cret@h/d",
        "postgresql://u:s3cret@h:port/x",
        "u:s3cret@h",
        "postgresql://u:s3cret@[::bad/x",
    ):
        command = ("hub", "init", wrong)
        ran = control.run(*command, "--json")
        assert (ran.code, ran.json["fault"]["code"]) == (1, "hub-url")
        assert "s3cret" not in ran.out + ran.err
    assert "--hub" in control.refused("hub", "status", code=2)["usage"]


def test_a_home_that_is_no_desk_has_nothing_to_sync(cli: Cli, published: Published) -> None:
    shutil.copytree(published.office, cli.home)
    for command in (("sync", "--hub", "postgresql://x"), ("record", "show"), ("act", "give-order", "--about", "site")):
        assert cli.refused(*command)["fault"]["code"] == "not-enrolled"
