"""Photos behind a package's document: what the plan names and nothing else. The age layer, which costs seconds each, is
left out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.exchange import packages, sealed
from desktop.exchange.package_photos import PHOTO_LIMIT, framed
from desktop.exchange.packages import Published, content_hash_of, publish, read_package, write_package
from desktop.faults import SiteFault
from desktop.ledger.canonical import canonical
from tests.exchange.test_packages import KEY, PASSPHRASE, PLAN, published_plan, signed

PHOTOS = (b"\xff\xd8\xffone", b"\xff\xd8\xfftwo")
PEOPLE = tuple(
    replace(PLAN.candidates[0], id=f"c{n}", photo=hashlib.sha256(photo).hexdigest()) for n, photo in enumerate(PHOTOS)
)
WITH_PHOTOS = published_plan(replace(PLAN, candidates=PEOPLE))


def packed(*behind: bytes) -> bytes:
    document = json.loads(canonical(packages._content(WITH_PHOTOS)))
    return sealed.compress([signed(document)]) + b"".join(behind)


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], Published]:
    monkeypatch.setattr(packages.sealed, "decrypt", lambda data, passphrase: data)

    def opened(plain: bytes) -> Published:
        path = tmp_path / "plain"
        path.write_bytes(plain)
        return read_package(path, "x")

    return opened


def test_photos_come_back_as_often_as_they_are_asked_for_and_change_no_hash(
    read: Callable[[bytes], Published], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages.sealed, "encrypt", lambda plain, passphrase: plain)
    made = replace(WITH_PHOTOS, photos=PHOTOS)
    assert content_hash_of(made) == WITH_PHOTOS.content_hash
    write_package(tmp_path / "p", made, KEY, PASSPHRASE)
    found = read((tmp_path / "p").read_bytes())
    assert tuple(found.photos) == tuple(found.photos) == PHOTOS


def test_a_package_without_photos_is_written_as_ever(
    read: Callable[[bytes], Published], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages.sealed, "encrypt", lambda plain, passphrase: plain)
    write_package(tmp_path / "p", WITH_PHOTOS, KEY, "x")
    assert (tmp_path / "p").read_bytes() == packed()
    assert tuple(read(packed()).photos) == ()


def test_some_photos_may_be_missing_and_their_order_does_not_count(read: Callable[[bytes], Published]) -> None:
    assert tuple(read(packed(*framed(PHOTOS[1:]))).photos) == PHOTOS[1:]
    assert tuple(read(packed(*framed(reversed(PHOTOS)))).photos) == PHOTOS[::-1]


@pytest.mark.parametrize(
    "behind",
    [
        b"\x00",
        b"\x00\x00\x00\x00",
        b"\x00\x00\x00\x06" + PHOTOS[0][:-1],
        b"".join(framed(PHOTOS))[:-1],
        b"".join(framed(PHOTOS)) + b"\n",
        b"".join(framed((*PHOTOS, PHOTOS[0]))),
        b"".join(framed((*PHOTOS, b"\xff\xd8\xffof nobody"))),
        (PHOTO_LIMIT + 1).to_bytes(4, "big") + b"x" * (PHOTO_LIMIT + 1),
        b"\xff\xff\xff\xff" + PHOTOS[0],
        sealed.compress([b"another member"]),
    ],
    ids=["one byte", "empty", "cut", "cut later", "trailing", "twice", "nobody's", "too long", "huge", "gzip"],
)
def test_anything_else_behind_the_document_is_damage(read: Callable[[bytes], Published], behind: bytes) -> None:
    with pytest.raises(SiteFault, match="package-damaged"):
        read(packed(behind))


@given(st.binary(min_size=1, max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_behind_the_document_bring_a_photo_of_their_own(
    read: Callable[[bytes], Published], behind: bytes
) -> None:
    with pytest.raises(SiteFault, match="package-damaged"):
        read(packed(behind))


def test_what_is_no_photo_of_an_import_is_our_own_mistake_and_never_written(tmp_path: Path) -> None:
    for wrong in (b"", b"x" * (PHOTO_LIMIT + 1)):
        with pytest.raises(ValueError, match="photo"):
            write_package(tmp_path / "p", replace(WITH_PHOTOS, photos=(wrong,)), KEY, PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_a_large_file_of_another_kind_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "OTHER_LIMIT", 1000)
    (tmp_path / "film").write_bytes(b"x" * 2000)
    with pytest.raises(SiteFault, match="file-too-large"):
        read_package(tmp_path / "film", PASSPHRASE)


def test_publish_takes_photos_along() -> None:
    made = publish(
        PLAN, {}, {}, record=WITH_PHOTOS.record, secret=bytes(32), pins={}, publisher="", published_at=0, photos=PHOTOS
    )
    assert tuple(made.photos) == PHOTOS
