from __future__ import annotations

import errno
import gzip
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from desktop.exchange.central.client import CentralClient, Opening
from desktop.exchange.central.problems import CentralProblem
from desktop.faults import SiteFault
from desktop.ledger.entry import entry_to_data
from desktop.ledger.heads import Head, head_code
from desktop.ledger.keys import encode_base64
from desktop.wording import Wording
from tests.helpers.central.records import SITE, make_record
from tests.helpers.central.running import RunningCentral, central_server

RECORD = make_record(desks=1, entries=3)
DESK = RECORD.desks[0].key
PLAN: dict[str, Any] = {
    "id": "20261214-cn-1",
    "name": "20261214成人按摩",
    "revision": 3,
    "kind": "social",
    "organisation": {"name": "某评价机构"},
    "site": {"id": SITE, "name": "某考点"},
    "sittings": [
        {"id": "s1", "subject": "理论", "mode": "paper", "start": 1_797_208_200_000, "end": 1_797_213_600_000}
    ],
    "candidates": [],
}


def opened(client: CentralClient) -> None:
    client.open_record(RECORD.record, RECORD.opening)
    client.enrol_desk(
        RECORD.record, DESK.desk_id, public_key=encode_base64(DESK.public), label="03 查证台", role="door"
    )


def outcome(heads: dict[str, Head]) -> dict[str, Any]:
    return {
        "sitting": "s1",
        "registered": 30,
        "present": 29,
        "absent": ["c00007"],
        "misconduct": [{"candidate": "c00008", "description": "携带手机"}],
        "rooms": [
            {
                "room": "03",
                "registered": 30,
                "present": 29,
                "absent": 1,
                "papers": {"issued": 32, "collected": 29, "unused": 2, "void": 1},
            }
        ],
        "heads": {desk: {"number": head.number, "hash": head.hash} for desk, head in heads.items()},
        "code": head_code(heads),
    }


def test_the_centres_clock_needs_no_valid_token(centre: RunningCentral) -> None:
    with CentralClient(centre.url, "another token") as client:
        assert abs(client.time() - time.time() * 1000) < 5000


def test_plans_are_listed_and_fetched_and_not_fetched_again_when_unchanged(
    centre: RunningCentral, client: CentralClient
) -> None:
    digest = centre.database.add_plan(PLAN)
    (summary,) = client.plans(SITE)
    assert (summary.name, summary.revision, summary.content_hash) == ("20261214成人按摩", 3, digest)
    assert summary.first_exam_date == "2026-12-14"
    assert client.plans("0b0e7a70-0000-4000-8000-000000000098") == ()
    fetched = client.plan("20261214-cn-1")
    assert fetched is not None
    assert (fetched.data, fetched.etag) == (PLAN, f'"{digest}"')
    assert client.plan("20261214-cn-1", fetched.etag) is None
    centre.database.add_plan({**PLAN, "revision": 4})
    newer = client.plan("20261214-cn-1", fetched.etag)
    assert newer is not None
    assert newer.data["revision"] == 4


def test_an_unknown_plan_is_a_problem_with_the_centres_code(client: CentralClient) -> None:
    with pytest.raises(CentralProblem) as caught:
        client.plan("no such plan?")
    assert (caught.value.status, caught.value.problem, caught.value.code) == (404, "no-such-plan", "central-problem")


def test_opening_and_enrolling_again_is_safe_and_another_content_is_a_conflict(client: CentralClient) -> None:
    assert client.open_record(RECORD.record, RECORD.opening)
    assert not client.open_record(RECORD.record, RECORD.opening)
    with pytest.raises(CentralProblem) as caught:
        client.open_record(RECORD.record, Opening(SITE, "another", 1, "00" * 32))
    assert (caught.value.status, caught.value.problem) == (409, "record-differs")
    keys = {"public_key": encode_base64(DESK.public), "label": "03", "role": "door"}
    assert client.enrol_desk(RECORD.record, DESK.desk_id, **keys)
    assert not client.enrol_desk(RECORD.record, DESK.desk_id, **keys)
    with pytest.raises(CentralProblem, match="bad-desk-id"):
        client.enrol_desk(RECORD.record, "0" * 16, **keys)


def test_entries_are_taken_once_and_their_heads_are_ours(centre: RunningCentral, client: CentralClient) -> None:
    opened(client)
    assert client.heads(RECORD.record) == {}
    wire = [entry_to_data(entry) for entry in RECORD.all()]
    for _ in range(2):
        taken = client.entries(RECORD.record, wire)
        assert (taken.accepted, taken.refused) == ({DESK.desk_id: 4}, ())
    assert client.heads(RECORD.record) == RECORD.heads()
    assert centre.database.count(RECORD.record) == 4
    with pytest.raises(ValueError, match="501"):
        client.entries(RECORD.record, [{}] * 501)


def test_attachments_are_asked_for_first_and_checked_by_hash(client: CentralClient) -> None:
    opened(client)
    digest = RECORD.attach("现场照片".encode())
    assert not client.has_attachment(RECORD.record, digest)
    assert client.put_attachment(RECORD.record, digest, RECORD.kept[digest])
    assert client.has_attachment(RECORD.record, digest)
    assert not client.put_attachment(RECORD.record, digest, RECORD.kept[digest])
    with pytest.raises(CentralProblem) as caught:
        client.put_attachment(RECORD.record, digest, b"another photo")
    assert caught.value.status == 422


def test_an_outcome_waits_for_the_heads_and_gets_one_receipt_even_after_a_restart(tmp_path: Path) -> None:
    with central_server(tmp_path) as centre, CentralClient(centre.url, centre.token) as client:
        opened(client)
        with pytest.raises(CentralProblem) as caught:
            client.outcome(RECORD.record, "s1", outcome(RECORD.heads()))
        assert (caught.value.status, caught.value.problem) == (409, "heads-differ")
        client.entries(RECORD.record, [entry_to_data(entry) for entry in RECORD.all()])
        receipt = client.outcome(RECORD.record, "s1", outcome(RECORD.heads()))
        with pytest.raises(CentralProblem, match="heads-differ"):
            client.outcome(RECORD.record, "s1", {**outcome(RECORD.heads()), "code": "0000-0000-0000"})
    with central_server(tmp_path) as centre, CentralClient(centre.url, centre.token) as client:
        assert client.outcome(RECORD.record, "s1", outcome(RECORD.heads())) == receipt
        assert client.heads(RECORD.record) == RECORD.heads()


def test_a_wrong_token_is_told_as_such(centre: RunningCentral) -> None:
    with CentralClient(centre.url, "another") as client, pytest.raises(SiteFault, match="central-token"):
        client.plans(SITE)
    for nothing in ("", " ", "line\nbreak", "考点"):
        with pytest.raises(SiteFault, match="central-token"):
            CentralClient(centre.url, nothing)


def test_a_busy_centre_is_waited_for_as_long_as_it_asks(
    centre: RunningCentral, client: CentralClient, waits: list[float]
) -> None:
    centre.mishaps.busy(429, retry_after=7, times=2)
    centre.mishaps.busy(503, retry_after=9999)
    assert client.time()
    assert waits == [7, 7, 60]


def test_a_centre_that_stays_busy_is_a_problem_in_the_end(
    centre: RunningCentral, client: CentralClient, waits: list[float]
) -> None:
    centre.mishaps.busy(429, retry_after=1, times=99)
    with pytest.raises(CentralProblem) as caught:
        client.time()
    assert (caught.value.status, caught.value.problem, caught.value.detail) == (429, "busy", "请稍后再试")
    assert len(waits) == 4


def test_a_broken_connection_is_tried_again_with_longer_waits(
    centre: RunningCentral, client: CentralClient, waits: list[float]
) -> None:
    centre.mishaps.drop(times=3)
    assert client.time()
    assert waits == [0.5, 1.0, 2.0]


def test_no_centre_at_all_is_unreachable(waits: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    nobody_there = CentralClient(f"http://127.0.0.1:{port}/v1", "t", sleep=waits.append)
    with nobody_there as client, pytest.raises(SiteFault, match="central-unreachable") as caught:
        client.time()
    assert len(waits) == 4
    assert caught.value.facts["why"] == "refused"


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (socket.gaierror(-2, "Name or service not known"), "no-such-host"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "no-network"),
        (TimeoutError("timed out"), "timeout"),
        (OSError(errno.EPROTO, "Protocol error"), "other"),
    ],
)
def test_what_stands_in_the_way_is_said_in_words_of_ours(
    error: OSError, word: str, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, "create_connection", fail)
    monkeypatch.setattr(socket, "getaddrinfo", fail)
    nowhere = CentralClient("https://centre.example/v1", "t", sleep=waits.append)
    with nowhere as client, pytest.raises(SiteFault, match="central-unreachable") as caught:
        client.time()
    assert caught.value.facts["why"] == word
    sentence = Wording("zh-CN").fault(caught.value)
    assert "https://centre.example/v1" in sentence
    assert str(error) not in sentence


def test_a_certificate_is_checked_against_the_file_given(tmp_path: Path, waits: list[float]) -> None:
    with central_server(tmp_path, tls=True) as centre:
        with CentralClient(centre.url, centre.token, ca_file=centre.ca_file) as client:
            assert client.time()
        trusting_others = CentralClient(centre.url, centre.token, sleep=waits.append)
        with trusting_others as client, pytest.raises(SiteFault, match="central-certificate"):
            client.time()
    assert waits == []
    (tmp_path / "empty.pem").write_bytes(b"")
    for wrong in ("empty.pem", "none.pem"):
        with pytest.raises(SiteFault, match="central-ca-file"):
            CentralClient(centre.url, "t", ca_file=tmp_path / wrong)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://central.example/v1", "central-insecure"),
        ("http://192.168.1.2/v1", "central-insecure"),
        ("ftp://central.example", "central-address"),
        ("central.example", "central-address"),
        ("https://user:word@central.example", "central-address"),
        ("https://[::1", "central-address"),
        ("", "central-address"),
    ],
)
def test_the_token_only_travels_encrypted(address: str, code: str) -> None:
    with pytest.raises(SiteFault, match=code):
        CentralClient(address, "t")


HOSTILE = [
    b"",
    b"no json",
    b"[]",
    b"[" * 100_000,
    b'{"heads":[]}',
    b'{"heads":{"x":{"number":1,"hash":"00"}}}',
    b'{"heads":{"0123456789abcdef":{"number":true,"hash":"' + b"0" * 64 + b'"}}}',
    b'{"heads":{"0123456789abcdef":{"number":-1,"hash":"' + b"0" * 64 + b'"}}}',
    b'{"heads":{"0123456789abcdef":{"number":1e400,"hash":"' + b"0" * 64 + b'"}}}',
    b'{"heads":{"0123456789abcdef":{"number":' + b"9" * 5000 + b',"hash":""}}}',
    b'{"heads":{"0123456789abcdef":7}}',
    b" " * 9_000_000,
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_an_answer_that_does_not_fit_is_not_used(centre: RunningCentral, client: CentralClient, body: bytes) -> None:
    centre.mishaps.answer(200, body)
    with pytest.raises(SiteFault, match="central-bad-answer"):
        client.heads(RECORD.record)


@pytest.mark.parametrize(
    "body",
    [
        b'{"accepted":{"0123456789abcdef":"4"},"refused":[]}',
        b'{"accepted":{},"refused":{}}',
        b'{"accepted":{},"refused":[1]}',
        b'{"accepted":{},"refused":[{"desk":"","number":1,"code":"gap"}]}',
    ],
)
def test_an_answer_to_entries_that_does_not_fit_is_not_used(
    centre: RunningCentral, client: CentralClient, body: bytes
) -> None:
    centre.mishaps.answer(200, body)
    with pytest.raises(SiteFault, match="central-bad-answer"):
        client.entries(RECORD.record, [])


def test_a_packed_answer_is_refused_because_nobody_asked_for_one(centre: RunningCentral, client: CentralClient) -> None:
    bomb = gzip.compress(b" " * 1_000_000)
    centre.mishaps.answer(200, bomb, {"content-type": "application/json", "content-encoding": "gzip"})
    with pytest.raises(SiteFault, match="central-bad-answer"):
        client.heads(RECORD.record)


@pytest.mark.parametrize("body", [b"<html>", b"", b'{"code":5,"detail":[]}', b'{"code":"A B"}'])
def test_an_error_without_a_problem_still_has_a_code(
    centre: RunningCentral, client: CentralClient, body: bytes
) -> None:
    centre.mishaps.answer(500, body, {"content-type": "text/html"})
    with pytest.raises(CentralProblem) as caught:
        client.heads(RECORD.record)
    assert (caught.value.status, caught.value.problem) == (500, "http-500")


def test_the_client_does_not_follow_the_centre_elsewhere(centre: RunningCentral, client: CentralClient) -> None:
    centre.mishaps.answer(302, b"", {"location": "http://127.0.0.1:1/steal"})
    with pytest.raises(CentralProblem) as caught:
        client.heads(RECORD.record)
    assert caught.value.status == 302
