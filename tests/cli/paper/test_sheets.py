"""Signed sheets by the command line: printed, signed by an invented hand, photographed, laid beside the record."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from desktop.store.home import open_home
from forms.page.marks import Box
from tests.cli.morning import Morning
from tests.cli.site import PASSPHRASE, Cli
from tests.helpers import scans


def boxes(home: Path) -> list[Box]:
    """Where to sign on the list that was just printed, as the home has kept it."""
    with open_home(home, PASSPHRASE) as opened:
        bodies = [opened.attachments.get(name) for name in opened.attachments.hashes()]
    found = [json.loads(body) for body in bodies if body is not None and body.startswith(b"{")]
    (page,) = [data["pages"][0] for data in found if "pages" in data]
    return [Box(key, kind, *place, who) for key, kind, *place, who in page]


def signed(closed: Cli, room: str, blank: set[str], folder: Path) -> tuple[Path, dict[str, int]]:
    """A photo of the room's list, signed but for these admission numbers; the seats by admission number."""
    out = folder / "list.pdf"
    closed.ok("print", "summary-sheet", "--room", room, "--signature", "-o", out)
    paper, chance = scans.drawn(out.read_bytes())[0].copy(), np.random.default_rng(5)
    places = [box for box in boxes(closed.home) if box.key.startswith("seat:")]
    for box in places:
        if box.who not in blank:
            scans.sign(paper, box, "plain", chance)
    photo = folder / "photo.jpg"
    photo.write_bytes(scans.photographed(paper, chance, 8.0))
    return photo, {box.who: int(box.key[5:]) for box in places}


def absent(morning: tuple[Path, Morning]) -> tuple[str, str]:
    """Room and admission number of the one who stayed away."""
    day = morning[1]
    return next((room, who["admission_number"]) for room, who in day.seats if who is day.absent)


def test_a_signed_list_agrees_with_the_door(closed: Cli, morning: tuple[Path, Morning], tmp_path: Path) -> None:
    room, away = absent(morning)
    photo, seats = signed(closed, room, {away}, tmp_path)
    before = closed.ok("record", "show")["code"]
    said = closed.ok("record", "sheets", photo)
    (page,) = said["pages"]
    assert (page["form"], page["scope"], page["sheet"]) == ("summary-sheet", room, "1/1")
    answers = {row["who"]: row["signed"] for row in page["rows"] if row["seat"] is not None}
    assert answers == {who: "no" if who == away else "yes" for who in seats}
    assert page["differences"] == page["look"] == []
    assert said["unlisted"] == {}
    with open_home(closed.home, PASSPHRASE) as opened:
        assert hashlib.sha256(photo.read_bytes()).hexdigest() not in opened.attachments.hashes()
    (page,) = closed.ok("record", "sheets", photo, "--keep")["pages"]
    with open_home(closed.home, PASSPHRASE) as opened:
        assert opened.attachments.get(page["attachment"]) == photo.read_bytes()
    assert closed.ok("record", "show")["code"] == before
    assert f"签字 {len(seats) - 1} 处" in closed.run("record", "sheets", photo).out


def test_who_signed_without_being_let_in_is_for_somebody_to_look_at(
    closed: Cli, morning: tuple[Path, Morning], tmp_path: Path
) -> None:
    room, away = absent(morning)
    numbers = [who["admission_number"] for where, who in morning[1].seats if where == room]
    here = next(number for number in numbers if number != away)
    photo, seats = signed(closed, room, {here}, tmp_path)
    said = closed.refused("record", "sheets", photo)
    found = {(d["kind"], d["seat"], d["who"]) for d in said["pages"][0]["differences"]}
    assert found == {("signed-not-admitted", seats[away], away), ("admitted-not-signed", seats[here], here)}
    told = closed.run("record", "sheets", photo)
    assert told.code == 1
    assert f"{seats[away]} 号（准考证号 {away}）：表上有签字，系统没有入场记录" in told.out


def test_what_cannot_be_read_does_not_keep_the_rest_from_it(
    closed: Cli, morning: tuple[Path, Morning], tmp_path: Path
) -> None:
    room, away = absent(morning)
    photo, _ = signed(closed, room, {away}, tmp_path)
    wrong = tmp_path / "wrong.jpg"
    wrong.write_bytes(b"no picture")
    said = closed.refused("record", "sheets", wrong, tmp_path / "nowhere.png", photo)
    assert "attachment" not in said["pages"][0]
    codes: list[Any] = [page.get("fault", {}).get("code") for page in said["pages"]]
    assert codes == ["scan-unreadable", "file-not-found", None]
    assert said["pages"][2]["look"] == []


def test_without_a_file_it_is_wrong_usage(cli: Cli) -> None:
    cli.refused("record", "sheets", code=2)
