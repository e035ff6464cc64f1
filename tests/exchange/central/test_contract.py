"""The test server against the contract, by schemathesis: inputs that fit and inputs that do not, every answer checked
for status, media type, headers and shape; calls without a token, and with methods nobody offers, are tried as well.

The server is only worth its word in the client's tests if it says nothing the contract does not say.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import negative_data_rejection

from desktop.exchange.central.client import CentralClient
from desktop.exchange.central.sync import sync_record
from desktop.ledger.entry import entry_to_data
from desktop.ledger.heads import head_code
from desktop.ledger.keys import encode_base64
from tests.exchange.central.test_client import PLAN
from tests.helpers.central.records import SITE, make_record
from tests.helpers.central.running import RunningCentral, central_server

CONTRACT = Path(__file__).parents[3] / "resources" / "contract" / "central.yaml"
RECORD = make_record(desks=2, entries=3, seed=99)
DESK = RECORD.desks[0].key

schema = schemathesis.openapi.from_path(
    CONTRACT,
    config=SchemathesisConfig.from_dict(
        {
            "seed": 20261214,
            "generation": {"deterministic": True, "mode": "all", "database": "none"},
            "phases": {"stateful": {"enabled": False}},
            "checks": {"negative_data_rejection": {"expected-statuses": [400, 401, 404, 405, 409, 413, 415, 422]}},
        }
    ),
)


@pytest.fixture(scope="module")
def full_centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    """A centre that has a plan, an open record with two desks, entries and an attachment."""
    with central_server(tmp_path_factory.mktemp("centre"), plans=(PLAN,)) as running:
        RECORD.attach(b"photo")
        with CentralClient(running.url, running.token) as client:
            assert sync_record(client, RECORD).heads_agree
        yield running


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_server_says_nothing_but_what_the_contract_says(case: Any, full_centre: RunningCentral) -> None:
    _aim(case)
    token = {"Authorization": f"Bearer {full_centre.token}"}
    response = case.call(base_url=full_centre.url, headers=token, timeout=20)
    excluded = []
    if case.operation.label == "POST /records/{record}/entries" and _names_a_malformed_entry(response):
        # An entry that is none does not spoil its neighbours: it is refused by name, inside a 200.
        excluded.append(negative_data_rejection)
    case.validate_response(response, excluded_checks=excluded)


def _names_a_malformed_entry(response: Any) -> bool:
    return response.status_code == 200 and any(one["code"] == "malformed" for one in response.json()["refused"])


def _aim(case: Any) -> None:
    """Random ids only ever meet 404. Where the generated ones fit, they are made to meet something."""
    path = case.path_parameters or {}
    label = case.operation.label
    if _is_uuid(path.get("record")) and label != "PUT /records/{record}":
        path["record"] = RECORD.record
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    if _is_uuid(path.get("site")) and uuid.UUID(path["site"]).int % 2:
        path["site"] = SITE
    if "plan" in path and len(str(path["plan"])) % 2:
        path["plan"] = PLAN["id"]
    if label.endswith("/desks/{desk}") and isinstance(case.body, dict):
        # What the types of the contract cannot say: the id is made from the key.
        path["desk"], case.body["public_key"] = DESK.desk_id, encode_base64(DESK.public)
    if label == "PUT /records/{record}/attachments/{sha256}":
        case.body = repr(case.body).encode()
        path["sha256"] = hashlib.sha256(case.body).hexdigest()


def _is_uuid(text: Any) -> bool:
    return isinstance(text, str) and re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text) is not None


def _calls() -> list[tuple[str, str, str, dict[str, Any]]]:
    record, heads = RECORD.record, RECORD.heads()
    named = {desk: {"number": head.number, "hash": head.hash} for desk, head in heads.items()}
    outcome = {
        "sitting": "s1",
        "registered": 3,
        "present": 3,
        "absent": [],
        "misconduct": [],
        "rooms": [],
        "heads": named,
        "code": head_code(heads),
    }
    spoiled = {**entry_to_data(RECORD.all()[1]), "wall": 0}
    entries = [spoiled, *map(entry_to_data, RECORD.all()), {}, None]
    photo = hashlib.sha256(b"photo").hexdigest()
    return [
        ("GET", "/time", "/time", {}),
        ("GET", "/sites/{site}/plans", f"/sites/{SITE}/plans", {}),
        ("GET", "/plans/{plan}", f"/plans/{PLAN['id']}", {}),
        ("GET", "/plans/{plan}", f"/plans/{PLAN['id']}", {"headers": {"If-None-Match": "*"}}),
        ("GET", "/records/{record}/heads", f"/records/{record}/heads", {}),
        ("POST", "/records/{record}/entries", f"/records/{record}/entries", {"json": {"entries": entries[:-1]}}),
        ("HEAD", "/records/{record}/attachments/{sha256}", f"/records/{record}/attachments/{photo}", {}),
        (
            "PUT",
            "/records/{record}/sittings/{sitting}/outcome",
            f"/records/{record}/sittings/s1/outcome",
            {"json": outcome},
        ),
    ]


@pytest.mark.parametrize(("method", "template", "path", "keys"), _calls(), ids=lambda value: str(value)[:40])
def test_the_answers_that_matter_are_conformant_too(
    full_centre: RunningCentral, method: str, template: str, path: str, keys: dict[str, Any]
) -> None:
    """Chance rarely makes a valid entry; these are the real ones, accepted and refused."""
    headers = {"Authorization": f"Bearer {full_centre.token}", **keys.pop("headers", {})}
    response = httpx.request(method, full_centre.url + path, headers=headers, **keys)
    assert response.status_code in (200, 304)
    schema[template][method].validate_response(response)


def test_the_contract_shipped_is_the_contract() -> None:
    """A changed contract is another contract: a new edition, agreed with the centre, not an edit."""
    digest = hashlib.sha256(CONTRACT.read_bytes()).hexdigest()
    assert digest == "773947a8c8db0fbd540576e4418a0363659390327ee77fd9c4d8e481afe4c1b2"
