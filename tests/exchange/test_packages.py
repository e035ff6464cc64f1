from __future__ import annotations

import base64
import hashlib
import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.plan.model import (
    Bag,
    Candidate,
    Duty,
    Organisation,
    Plan,
    Room,
    Seat,
    Site,
    Sitting,
    Staff,
    plan_to_data,
)
from desktop.exchange import packages, sealed
from desktop.exchange.packages import Published, content_hash_of, publish, read_package, write_package
from desktop.exchange.plan_shapes import WrongShape, checked_plan
from desktop.faults import SiteFault
from desktop.ledger.canonical import canonical
from desktop.ledger.keys import DeskKey
from tests.exchange.age_tool import AGE, age_with_passphrase

PASSPHRASE = "试卷袋-2026"
KEY = DeskKey.from_bytes(b"k" * 32)
START = 1_797_208_200_000

PLAN = Plan(
    id="20261214-cn-1",
    name="20261214成人按摩",
    kind="social",
    organisation=Organisation("北京某评价机构", "某机构", "S000011000099"),
    site=Site("0b0e7a70-0000-4000-8000-000000000099", "某考点"),
    revision=3,
    rehearsal=True,
    sittings=(Sitting("s1", "理论知识", "paper", START, START + 5_400_000, level=None),),
    rooms=(Room("r03", "03", "教学楼 201", row_sizes=(7, 8, 8, 7)),),
    candidates=(
        Candidate(
            "c00001", "𠮷野静", "居民身份证", "990102199003072335", "female", "0001", "按摩师", 4, sittings=("s1",)
        ),
    ),
    staff=(Staff("p012", "012", "王主考", "chief", avoids=("某学校",)),),
    seats=(Seat("c00001", "s1", "r03", 1, 1, 1),),
    duties=(Duty("p012", "s1", None, "chief"),),
    bags=(Bag("b-s1-r03-a", "A-03", "s1", "r03", "按摩师", 4, 32),),
)


def published_plan(plan: Plan = PLAN) -> Published:
    return publish(
        plan,
        {"id": "beijing-2022-1", "door": {"opens": -30}},
        {"theory-paper": {"steps": [{"id": "report-in", "offset": -60}]}},
        record="1f0e7a70-0000-4000-8000-000000000001",
        secret=bytes(range(32)),
        pins={"p012": "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaA"},
        publisher="p012",
        published_at=START - 86_400_000,
    )


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "plan.kdp"
    write_package(path, published_plan(), KEY, PASSPHRASE)
    return path


def test_a_package_comes_back_member_for_member_with_the_publishers_key(package: Path) -> None:
    assert read_package(package, PASSPHRASE, public_key=KEY.public) == replace(published_plan(), public_key=KEY.public)


def test_another_desks_signature_does_not_count_where_the_publisher_is_known(package: Path) -> None:
    with pytest.raises(SiteFault, match="package-bad-signature"):
        read_package(package, PASSPHRASE, public_key=DeskKey.generate().public)


def test_another_passphrase_or_none_does_not_open_it(package: Path) -> None:
    for wrong in ("试卷袋-2027", ""):
        with pytest.raises(SiteFault, match="package-passphrase"):
            read_package(package, wrong)


def test_a_changed_or_missing_byte_is_noticed(package: Path, tmp_path: Path) -> None:
    whole = package.read_bytes()
    path = tmp_path / "changed"
    for at in (0, 10, 24, whole.index(b"---") + 5, -1, -200):
        changed = bytearray(whole)
        changed[at] ^= 1
        path.write_bytes(changed)
        with pytest.raises(SiteFault, match="package-damaged"):
            read_package(path, PASSPHRASE)
    for cut in (0, 30, len(whole) - 1):
        path.write_bytes(whole[:cut])
        with pytest.raises(SiteFault, match="package-damaged"):
            read_package(path, PASSPHRASE)
    with pytest.raises(SiteFault, match="file-not-found"):
        read_package(tmp_path / "none", PASSPHRASE)


@pytest.mark.skipif(AGE is None, reason="the age tool is not installed")
def test_a_stranger_can_open_it_with_age_and_gunzip_and_recompute_the_content_hash(
    package: Path, tmp_path: Path
) -> None:
    packed = tmp_path / "plan.gz"
    assert age_with_passphrase(PASSPHRASE, "-d", "-o", str(packed), str(package)) == 0
    document = json.loads(subprocess.run(["gunzip", "-c", str(packed)], check=True, capture_output=True).stdout)
    stated = document.pop("content_hash")
    del document["public_key"], document["signature"]
    again = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert stated == hashlib.sha256(again).hexdigest() == content_hash_of(published_plan())


def test_any_difference_changes_the_content_hash() -> None:
    whole = published_plan()
    changed = [
        replace(whole, secret=b"s" * 32),
        replace(whole, pins={}),
        replace(whole, rules={}),
        replace(whole, protocols={}),
        replace(whole, record="1f0e7a70-0000-4000-8000-000000000002"),
        replace(whole, plan=replace(PLAN, candidates=())),
        replace(whole, published_at=0),
        replace(whole, publisher="p013"),
    ]
    assert len({content_hash_of(one) for one in [whole, *changed]}) == len(changed) + 1


def test_a_hash_that_does_not_fit_is_our_own_mistake_and_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="content hash"):
        write_package(tmp_path / "p", replace(published_plan(), content_hash="00" * 32), KEY, PASSPHRASE)
    with pytest.raises(ValueError, match="passphrase"):
        write_package(tmp_path / "p", published_plan(), KEY, "")
    assert list(tmp_path.iterdir()) == []


# --- documents a hostile hand made; the age layer, which costs seconds each, is left out ----------------------------


def signed(document: dict[str, Any]) -> bytes:
    body = {k: v for k, v in document.items() if k not in ("content_hash", "public_key", "signature")}
    digest = hashlib.sha256(canonical(body))
    body["content_hash"] = digest.hexdigest()
    body["public_key"] = base64.b64encode(KEY.public).decode()
    body["signature"] = base64.b64encode(KEY.sign(digest.digest())).decode()
    return canonical(body)


def document() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(canonical(packages._content(published_plan())))
    return made


@pytest.fixture
def read_plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], Published]:
    monkeypatch.setattr(packages.sealed, "decrypt", lambda data, passphrase: data)

    def read(plain: bytes) -> Published:
        path = tmp_path / "plain"
        path.write_bytes(sealed.compress([plain]))
        return read_package(path, "x")

    return read


def test_a_newer_edition_says_so_and_not_that_it_is_damaged(read_plain: Callable[[bytes], Published]) -> None:
    with pytest.raises(SiteFault) as caught:
        read_plain(b'{"edition":2,"format":"kaodian-plan-package","whatever":[]}')
    assert (caught.value.code, caught.value.facts["edition"]) == ("package-newer", 2)


def test_a_signature_of_something_else_is_a_bad_signature(read_plain: Callable[[bytes], Published]) -> None:
    whole = json.loads(signed(document()))
    for public in (KEY.public, DeskKey.generate().public, b"\xff" * 32):
        whole["public_key"] = base64.b64encode(public).decode()
        whole["signature"] = base64.b64encode(KEY.sign(b"something else")).decode()
        with pytest.raises(SiteFault, match="package-bad-signature"):
            read_plain(canonical(whole))


CHANGES: list[Callable[[dict[str, Any]], Any]] = [
    lambda d: d.update(edition=0),
    lambda d: d.update(edition=True),
    lambda d: d.update(format="another"),
    lambda d: d.update(more=1),
    lambda d: d.pop("pins"),
    lambda d: d.update(record="1F0E7A70-0000-4000-8000-000000000001"),
    lambda d: d.update(secret="00"),
    lambda d: d.update(secret=5),
    lambda d: d.update(pins={"p012": 5}),
    lambda d: d.update(pins=[]),
    lambda d: d.update(rules=[]),
    lambda d: d.update(protocols={"a": []}),
    lambda d: d.update(published_at="now"),
    lambda d: d.update(revision=4),
    lambda d: d.update(rehearsal=False),
    lambda d: d.update(plan=[]),
    lambda d: d["plan"].update(more=1),
    lambda d: d["plan"].update(kind="party"),
    lambda d: d["plan"].update(revision=True),
    lambda d: d["plan"].update(milestones={"D1": 5}),
    lambda d: d["plan"].update(site=None),
    lambda d: d["plan"].update(seats={}),
    lambda d: d["plan"].pop("name"),
    lambda d: d["plan"]["candidates"][0].update(level="4"),
    lambda d: d["plan"]["candidates"][0].update(sittings=[1]),
    lambda d: d["plan"]["candidates"][0].update(more=1),
    lambda d: d["plan"]["candidates"][0].pop("name"),
    lambda d: d["plan"]["candidates"].append(d["plan"]["candidates"][0]),
    lambda d: d["plan"]["rooms"].append("r04"),
    lambda d: d["plan"]["rooms"][0].update(row_sizes=[True]),
    lambda d: d["plan"]["bags"][0].update(room=3),
]


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_a_signed_document_of_a_wrong_shape_is_damaged(
    read_plain: Callable[[bytes], Published], change: Callable[[dict[str, Any]], Any]
) -> None:
    made = document()
    change(made)
    with pytest.raises(SiteFault, match="package-damaged"):
        read_plain(signed(made))


@pytest.mark.parametrize(
    "plain",
    [b"", b"[]", b"{", b"[" * 200_000, b'{"a":' * 200_000, b"\xff", b"1" * 10_000, b'"\\ud800"', b"null"],
    ids=range(9),
)
def test_what_is_no_document_is_damaged(read_plain: Callable[[bytes], Published], plain: bytes) -> None:
    with pytest.raises(SiteFault, match="package-damaged"):
        read_plain(plain)


def test_another_spelling_of_the_same_document_is_damaged(read_plain: Callable[[bytes], Published]) -> None:
    whole = signed(document())
    assert read_plain(whole).plan == PLAN
    for spelling in (whole + b"\n", whole.replace(b'"edition":1', b'"edition":9,"edition":1'), b" " + whole):
        with pytest.raises(SiteFault, match="package-damaged"):
            read_plain(spelling)


def test_a_bomb_in_a_package_is_too_large(
    read_plain: Callable[[bytes], Published], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "PLAIN_LIMIT", 100_000)
    with pytest.raises(SiteFault, match="file-too-large"):
        read_plain(b" " * 1_000_000)


def test_a_checked_plan_is_the_plan_and_takes_defaults_where_members_are_missing() -> None:
    assert checked_plan(json.loads(json.dumps(plan_to_data(PLAN)))) == PLAN
    least = {"id": "x", "name": "x", "kind": "social", "organisation": {"name": "x"}, "site": {"id": "x", "name": "x"}}
    assert checked_plan(least).rooms == ()
    with pytest.raises(WrongShape):
        checked_plan({**least, "rooms": [{"id": ["r"], "number": "1", "place": ""}]})
