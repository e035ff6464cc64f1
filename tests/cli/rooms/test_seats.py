"""Seats by hand from the command line: a move is weighed before it is done, a layout never moves a printed seat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Published
from tests.cli.site import PER_ROOM, Cli, workbook


@pytest.fixture
def arranged(cli: Cli, published: Published) -> Cli:
    cli.ok("plan", "import", published.roster)
    cli.ok("plan", "arrange", "--seed", "3")
    return cli


def seats(cli: Cli) -> dict[str, tuple[str, int]]:
    return {s["candidate"]: (s["room"], s["number"]) for s in cli.ok("plan", "show")["seats"]}


def test_two_people_change_seats_and_stay_there_through_a_new_draw(arranged: Cli) -> None:
    before = seats(arranged)
    one = next(c for c, (room, _) in before.items() if room == "r01")
    other, (room, number) = next((c, at) for c, at in before.items() if at[0] == "r02")
    tried = arranged.ok("plan", "move", one, "--room", "2", "--seat", str(number), "--dry-run")
    assert (tried["moved"], tried["swapped"], tried["refused"]) == (False, other, None)
    assert seats(arranged) == before
    done = arranged.ok("plan", "move", one, "--room", "02", "--seat", str(number))
    assert done["moved"] is True
    wanted = before | {one: (room, number), other: before[one]}
    assert seats(arranged) == wanted
    arranged.ok("plan", "arrange", "--seed", "9")
    now = seats(arranged)
    assert (now[one], now[other]) == (wanted[one], wanted[other])
    assert "手工" in arranged.run("plan", "why", one).out
    arranged.ok("plan", "arrange", "--seed", "9", "--release")
    assert "手工" not in arranged.run("plan", "why", one).out


def test_a_warning_keeps_a_move_back_until_it_was_seen(cli: Cli, tmp_path: Path) -> None:
    workbook(tmp_path / "r.xlsx", D2="焊工", rooms=3, candidates=6)
    cli.ok("plan", "import", tmp_path / "r.xlsx")
    cli.ok("plan", "arrange")
    before = seats(cli)
    people = {c["id"]: c["occupation"] for c in cli.ok("plan", "show")["candidates"]}
    welder = next(c for c, o in people.items() if o == "焊工")
    room = next(
        r for c, (r, _) in before.items() if people[c] == "钳工" and sum(at[0] == r for at in before.values()) < 3
    )
    told = cli.refused("plan", "move", welder, "--room", room)
    assert [w["code"] for w in told["warnings"] if w["code"] == "would-mix"] == ["would-mix"]
    assert told["moved"] is False
    assert seats(cli) == before
    assert "--accept-flags" in cli.run("plan", "move", welder, "--room", room).out
    assert cli.ok("plan", "move", welder, "--room", room, "--accept-flags")["moved"] is True
    assert "合并安排" in cli.run("plan", "why", welder).out


def test_printed_seats_stay_and_say_so(office: Cli) -> None:
    before = seats(office)
    who = next(iter(before))
    told = office.refused("plan", "move", who, "--room", "01", "--seat", "2")
    assert told["refused"]["code"] == "seat-locked"
    assert "已打印或已发布" in told["refused"]["message"]
    assert (
        office.refused("plan", "layout", "01", "--door", "front-right")["refused"][0]["code"] == "layout-moves-printed"
    )
    assert office.ok("plan", "layout", "01", "--aisles", "2")["saved"] is True
    assert seats(office) == before
    why = office.ok("plan", "why", who)
    assert why["locked"] is True
    assert {"sentence", "clause"} == set(why["said"][0])


def test_a_layout_is_shown_changed_and_kept_from_taking_seats(arranged: Cli) -> None:
    shown = arranged.ok("plan", "layout", "01")
    assert (shown["columns"], shown["seats"], shown["printed"]) == (5, PER_ROOM, [])
    drawn = arranged.ok(
        *("plan", "layout", "01", "--sizes", "7-8-8-7", "--capacity", "30", "--aisles", "2", "--gaps", "1-1"),
        *("--door", "front-right"),
    )
    assert drawn["saved"] is True
    layout = drawn["layout"]
    assert (layout["sizes"], layout["aisles"], layout["gaps"], layout["seats"]) == ([7, 8, 8, 7], [2], ["1-1"], 29)
    assert (layout["desks"][0], layout["desks"][-1]) == (
        {"number": 1, "row": 1, "column": 4},
        {"number": 29, "row": 2, "column": 1},
    )
    drawing = arranged.run("plan", "layout", "01").out
    assert drawing.splitlines()[0].endswith("门")
    assert "×" in drawing
    before = seats(arranged)
    told = arranged.refused("plan", "layout", "02", "--columns", "1", "--rows", "1")
    assert len(told["lost"]) == PER_ROOM - 1
    assert seats(arranged) == before
    assert arranged.ok("plan", "layout", "02", "--columns", "1", "--rows", "1", "--lose-seats")["saved"] is True
    assert len(seats(arranged)) == len(before) - PER_ROOM + 1
    assert arranged.refused("plan", "layout", "02", "--gaps", "1-1")["refused"][0]["code"] == "layout-empty"


def test_a_drawn_layout_stays_when_the_roster_is_imported_again(arranged: Cli, published: Published) -> None:
    arranged.ok("plan", "layout", "01", "--aisles", "1", "--gaps", "1-5")
    arranged.ok("plan", "import", published.roster)
    shown = arranged.ok("plan", "layout", "01")
    assert (shown["aisles"], shown["gaps"]) == ([1], ["1-5"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("move", "nobody", "--room", "01"), "plan-no-candidate"),
        (("move", "c00001", "--room", "99"), "plan-no-room"),
        (("move", "c00001", "--room", "01", "--sitting", "s9"), "plan-which-sitting"),
        (("layout", "99"), "plan-no-room"),
    ],
)
def test_what_is_not_in_the_plan_is_named(arranged: Cli, words: tuple[str, ...], code: str) -> None:
    assert arranged.refused("plan", *words)["fault"]["code"] == code


def test_a_candidate_without_a_seat_has_no_reason(cli: Cli, published: Published) -> None:
    cli.ok("plan", "import", published.roster)
    assert cli.refused("plan", "why", "c00001")["fault"]["code"] == "plan-no-seat"


@pytest.mark.parametrize("words", [("--sizes", "7-x"), ("--aisles", "0"), ("--gaps", "3:2"), ("--gaps", "100-1")])
def test_a_layout_nobody_can_read_is_wrong_usage(arranged: Cli, words: tuple[str, str]) -> None:
    told: Any = json.loads(arranged.run("plan", "layout", "01", *words, "--json").out)
    assert "usage" in told


def test_what_was_printed_locks_its_seats_until_it_is_called_in(arranged: Cli, tmp_path: Path) -> None:
    arranged.ok("print", "slate-card", "--room", "01", "-o", tmp_path / "slate.pdf")
    assert not any(s["locked"] for s in arranged.ok("plan", "show")["seats"]), "nobody's seat stands on it"
    arranged.ok("print", "seat-labels", "--room", "01", "-o", tmp_path / "labels.pdf")
    before = seats(arranged)
    locked = {s["candidate"] for s in arranged.ok("plan", "show")["seats"] if s["locked"]}
    assert locked == {c for c, (room, _) in before.items() if room == "r01"}
    who = next(iter(locked))
    assert arranged.refused("plan", "move", who, "--room", "02")["refused"]["code"] == "seat-locked"
    arranged.ok("plan", "arrange", "--seed", "99", "--release")
    assert {c: at for c, at in seats(arranged).items() if c in locked} == {c: before[c] for c in locked}
    assert arranged.ok("plan", "unlock", "01") == {"unlocked": PER_ROOM, "locked": 0}
    assert arranged.ok("plan", "unlock", "01")["unlocked"] == 0
    assert arranged.ok("plan", "move", who, "--room", "02", "--seat", "1", "--accept-flags")["moved"] is True


def test_a_published_plan_is_not_unlocked(office: Cli) -> None:
    told = office.ok("plan", "unlock", "01")
    assert (told["unlocked"], told["locked"]) == (0, PER_ROOM)
