"""Evidence photos as the rules see them: of what, by whom, once, and nobody's face in the record (002 Art 22, N11)."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from desktop.exam.decide import COMMANDS
from desktop.exam.evidence.photos import PROBLEMS, SHOWS
from desktop.exam.fold import Fold
from desktop.exam.frame.command import Fact
from desktop.exam.plan.limits.setup import FILMED
from tests.helpers.morning import SITTING, Morning, rule_set

ROOM = "room:s1/r01"
PICTURE, OTHER = "ab" * 32, "cd" * 32


def photo(attachment: str = PICTURE, shows: str = "overview", **more: Any) -> dict[str, Any]:
    return {"attachment": attachment, "shows": shows, **more}


def incident(m: Morning, about: str = ROOM) -> str:
    (entry,) = m.act("report-incident", about, {"kind": "paper"}, at="8:50")
    return entry.about[0]


@pytest.mark.parametrize("shows", SHOWS)
def test_a_room_knows_its_photos_and_their_times(shows: str) -> None:
    m = Morning()
    m.act("add-photo", ROOM, photo(shows=shows), at="8:00")
    m.act("add-photo", ROOM, photo(OTHER, shows), at="8:10")
    assert [p.at for p in m.room("r01").photos] == [e.wall for e in m.entries]
    assert [p.data["attachment"] for p in m.room("r01").photos] == [PICTURE, OTHER]
    assert m.room("r02").photos == ()


@pytest.mark.parametrize(
    ("officer", "may"),
    [
        *((p, True) for p in ("p01", "p02", "p03", "p06", "p07", "p11", "p12", "p93")),
        *((p, False) for p in ("p21", "p22", "p91", "p92", "p94", "p99")),
    ],
)
def test_who_may_add_a_photo_of_a_room(officer: str, may: bool) -> None:
    m = Morning()
    if may:
        m.act("add-photo", ROOM, photo(), [officer])
    else:
        m.refuses("add-photo", ROOM, photo(), [officer], code="not-entitled")


def test_the_clause_behind_a_photo_is_the_one_that_asks_for_pictures() -> None:
    assert rule_set().rights["add-photo"].clause == FILMED[1]


def test_a_photo_of_a_candidate_belongs_to_the_room_and_names_them_by_the_id_alone() -> None:
    m = Morning()
    (entry,) = m.act("add-photo", "candidate:s1/c00001", photo(shows="event"))
    assert entry.about == ("candidate:s1/c00001", ROOM)
    who = m.ctx.index.candidates["c00001"]
    assert not any(word in str(entry) for word in (who.name, who.document_number, who.admission_number))
    assert set(entry.data) == {"sitting", "room", "attachment", "shows", "note", "problems"}
    assert len(m.room("r01").photos) == 1


def test_a_photo_of_an_incident_is_signed_by_whoever_is_on_duty_where_it_happened() -> None:
    m = Morning()
    about = incident(m)
    m.refuses("add-photo", about, photo(shows="event"), ["p21"], code="not-entitled")
    (entry,) = m.act("add-photo", about, photo(shows="event"), ["p12"])
    assert entry.about == (about, ROOM)
    assert m.room("r01").photos[0].data["room"] == "r01"


def test_a_photo_of_an_incident_in_no_room_is_the_sittings() -> None:
    m = Morning()
    (entry,) = m.act("add-photo", incident(m, SITTING), photo(shows="event"), ["p01"])
    assert entry.about[1:] == (SITTING,)
    m.refuses("add-photo", SITTING, photo(), ["p01"], code="already-done")
    m.act("add-photo", SITTING, photo(OTHER), ["p01"])
    assert [p.data["attachment"] for p in m.fold.state.sitting("s1").photos] == [PICTURE, OTHER]
    m.refuses("add-photo", "incident:i1", photo(), ["p01"], code="about-unknown")


def test_an_incident_of_a_foreign_desk_that_names_no_place_of_ours_takes_no_photo() -> None:
    m = Morning()
    places: tuple[dict[str, Any], ...] = ({}, {"sitting": 5, "room": []}, {"sitting": "s9", "room": "r01"})
    for n, data in enumerate(places):
        m.record(Fact("incident-reported", (f"incident:x{n}",), {"kind": "paper", **data}))
        m.refuses("add-photo", f"incident:x{n}", photo(), ["p01"], code="about-unknown")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"attachment": "AB" * 32}, "attachment"),
        ({"attachment": "ab" * 31}, "attachment"),
        ({"attachment": "ab" * 32 + "\n"}, "attachment"),
        ({"attachment": "../../x"}, "attachment"),
        ({"shows": "selfie"}, "shows"),
        ({"problems": ["ugly"]}, "problems"),
        ({"problems": "dark"}, "problems"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(given: dict[str, Any], field: str) -> None:
    refused = Morning().refuses("add-photo", ROOM, {**photo(), **given}, code="data-wrong")
    assert refused.facts["field"] == field


def test_one_picture_is_evidence_once() -> None:
    m = Morning()
    m.act("add-photo", ROOM, photo(), at="8:00")
    refused = m.refuses("add-photo", "candidate:s1/c00001", photo(shows="event"), code="already-done")
    assert refused.facts["at"] == m.room("r01").photos[0].at
    m.act("add-photo", "room:s1/r02", photo())


def test_two_desks_that_took_in_one_picture_did_so_once_in_any_order() -> None:
    m = Morning()
    facts = [m.decide("add-photo", ROOM, photo(hash), at=at) for hash, at in ((PICTURE, "8:00"), (OTHER, "8:01"))]
    for n, fact in enumerate((*facts, facts[0])):
        assert isinstance(fact, tuple)
        m.record(fact[0], ["p11"], f"8:0{n}", f"d{n}")
    for order in permutations(m.entries):
        photos = Fold(order).state.room("s1", "r01").photos
        assert [p.data["attachment"] for p in photos] == [PICTURE, OTHER]
        assert photos[0].at == m.entries[0].wall


def test_what_is_wrong_with_a_photo_kept_all_the_same_is_written_down_the_worst_first() -> None:
    m = Morning()
    (entry,) = m.act("add-photo", ROOM, photo(problems=["blurred", "small", "blurred"]))
    assert entry.data["problems"] == ["small", "blurred"]
    assert COMMANDS["add-photo"].writes == ("photo-added",)
    assert PROBLEMS[-1] == "blurred"


def test_photos_may_come_at_any_hour_of_the_day() -> None:
    m = Morning()
    m.act("add-photo", ROOM, photo(), at="7:00")
    m.run_normal_day()
    m.act("add-photo", ROOM, photo(OTHER))
    assert len(m.room("r01").photos) == 2
