"""Photos beside a roster: what is kept, what is told, what is never opened."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from desktop.exchange.roster.photos import with_photos
from tests.helpers.morning import small_plan


class Bad(ValueError):
    reason = "不是照片文件"


def shrink(data: bytes) -> bytes:
    if data == b"bad":
        raise Bad
    return data[:4]


def named(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_only_what_lies_beside_the_roster_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "roster"
    (folder / "in").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    for name, data in {"1.jpg": b"first", "in/2.jpg": b"second", "3.jpg": b"bad"}.items():
        (folder / name).write_bytes(data)
    already = "a" * 64
    given = (
        *("1.jpg", "in\\2.jpg", "3.jpg", "../secret.jpg", str(tmp_path / "secret.jpg"), "C:\\x.jpg", "in", "no.jpg"),
        *(already, "", "x\0y.jpg"),
    )
    plan = small_plan(6)
    people = tuple(replace(who, photo=photo) for who, photo in zip(plan.candidates, given, strict=False))
    plan = replace(plan, candidates=people)
    kept: list[bytes] = []

    def keep(data: bytes) -> str:
        kept.append(data)
        return named(data)

    done, found = with_photos(plan, [folder / "a.xlsx", folder / "b.xlsx"], shrink, Bad, keep)
    assert [who.photo for who in done.candidates] == [named(b"firs"), named(b"seco"), *given[2 : len(people)]]
    assert kept == [b"firs", b"seco"]
    assert [(f.code, f.value) for f in found] == [("photo-unreadable", "3.jpg")]
    assert people[2].name in found[0].message
    looked, again = with_photos(plan, [folder / "a.xlsx"], shrink, Bad, None)
    assert looked == plan
    assert [f.code for f in again] == ["photo-unreadable"]
    assert with_photos(plan, [], shrink, Bad, keep)[0] == plan
