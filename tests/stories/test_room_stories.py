"""What happens in a room and around it: papers that are not what they should be, people replaced, a fire."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Open
from tests.stories.site import StorySite, story_plan

ROOM = "room:s1/r01"


@pytest.mark.parametrize("site", [story_plan(29)], ids=["29-candidates"], indirect=True)
def test_29_of_30_copies(site: StorySite, open_desk: Open) -> None:
    """The bag says thirty, two people count twenty-nine: the chief's board names equation and holder, a spare copy is
    released, and the room's account holds."""
    first = [s.candidate for s in site.plan.seats if s.number > 3]
    site.begin_at("8:25", absent=first, skip=[("open-bag", "bag:b01"), ("hand-out-papers", ROOM)])
    room, chief = open_desk("room"), open_desk("control")
    room.sign_in("p11")
    chief.sign_in("p01")
    room.set_clock("8:26")
    with room.task("opening a bag, one copy short"):
        room.key("Return", "Return", "Return")
        room.until_changed()
        room.type("29")
        room.signs("p12")
        room.until_entry("bag-opened", about="bag:b01")
    chief.until_alarm()
    chief.picture()
    with chief.task("releasing a spare copy"):
        chief.key("1")
        chief.until_changed()
        chief.key("1", "Return")
        chief.type("1")
        chief.key("Return")
        chief.type("少1份")
        chief.signs("p03")
        chief.until_entry("spare-released")
    room.picture()
    chief.picture()
    (opened,) = site.entries("bag-opened")
    (defect,) = site.entries("paper-defect-reported")
    (spare,) = site.entries("spare-released")
    assert (opened.data["counted"], opened.data["ordered"], opened.officers) == (29, 30, ("p11", "p12"))
    assert (defect.data["what"], defect.data["missing"]) == ("count", 1)
    assert (spare.data["bag"], spare.data["copies"], spare.officers) == ("b90", 1, ("p01", "p03"))
    site.verify()


def test_proctor_replaced(site: StorySite, open_desk: Open) -> None:
    """The assistant proctor falls ill: a roving proctor stands in by the chief's word, checks people at the door, and
    hands the duty back."""
    site.begin_at("8:06")
    chief, door = open_desk("control"), open_desk("door")
    chief.sign_in("p01")
    door.sign_in("p12")
    with chief.task("stand-in"):
        chief.key("P", "N")
        chief.until_changed()
        chief.key("Down", "Return")
        chief.until_changed()
        chief.key("1", "Return", "4", "Return")
        for who in ("p12", "p07"):
            chief.type(who)
            chief.key("Return")
        chief.type("身体不适")
        chief.picture()
        chief.key("Return")
        chief.until_entry("stand-in-started")
    chief.until_changed()
    chief.picture()
    door.take_over("p07")
    door.scan(site.candidate("r01", 1).document_number)
    door.until_verdict("ok")
    door.picture()
    (started,) = site.entries("stand-in-started")
    (admitted,) = site.entries("candidate-admitted")
    assert (started.data["absent"], started.data["stand_in"], started.officers) == ("p12", "p07", ("p01",))
    assert admitted.officers == ("p07",)
    site.verify()


def test_fire_suspension_with_extension(site: StorySite, open_desk: Open) -> None:
    """A fire alarm in mid-exam: the chief suspends, the room sees it at once, nobody hands in meanwhile; resumed, the
    time lost is given back, and ten minutes more."""
    site.begin_at("9:05")
    chief, room = open_desk("control"), open_desk("room")
    chief.sign_in("p01")
    room.sign_in("p11")
    with room.task("incident") as incident:
        room.key("E")
        room.until_changed()
        room.picture()
        room.key("6")
        room.until_entry("incident-reported")
    assert incident.keys == 2
    with chief.task("suspension"):
        chief.key("F7", "Return")
        chief.type("火警，全场疏散")
        chief.key("Return")
        chief.until_entry("exam-suspended")
    room.until_alarm()
    room.picture()
    chief.picture()
    chief.set_clock("9:17")
    with chief.task("resumption"):
        chief.key("F7")
        chief.until_changed()
        chief.key("Return", "Return")
        chief.until_entry("exam-resumed")
    chief.until_changed()
    with chief.task("extension"):
        chief.key("F6", "Return")
        chief.type("10")
        chief.key("Return")
        chief.type("疏散")
        chief.key("Return")
        chief.until_entry("time-extended")
    room.until_changed()
    room.picture()
    chief.until_changed()
    chief.picture()
    (resumed,) = site.entries("exam-resumed")
    (extended,) = site.entries("time-extended")
    assert abs(resumed.data["compensation"] - 12 * 60_000) < 30_000
    assert extended.data["ms"] == 10 * 60_000
    ends = site.state().end("s1", "r01") - site.plan.sittings[0].end
    assert ends == resumed.data["compensation"] + extended.data["ms"]
    site.verify()


def test_broken_seal(site: StorySite, open_desk: Open) -> None:
    """7:40 at the secure room: one bag goes out by three scans, the next has a broken seal. Nobody signs for it, the
    alarm stands where its sender cannot close it, and a spare bag takes its place."""
    site.begin_at("7:41", skip=[("take-out-bag", "bag:b01"), ("take-out-bag", "bag:b03")])
    desk = open_desk("custody")
    desk.sign_in("p06")
    with desk.task("handover") as handover:
        desk.scan("T-01")
        desk.until_changed()
        desk.scan(site.badge("p01"))
        desk.until_changed()
        desk.picture()
        desk.pin()
        desk.until_entry("bag-taken-out", about="bag:b01")
    assert (handover.keys, handover.pins) == (0, 1)
    desk.until_changed()
    with desk.task("reporting a broken seal"):
        desk.scan("T-03")
        desk.until_changed()
        desk.key("F5")
        desk.until_changed()
        desk.key("Return", "space")
        desk.signs("p01")
        desk.until_entry("bag-refused")
    desk.until_changed()
    desk.picture()
    assert site.kinds()[-3:] == ["bag-refused", "leak-alarm-raised", "incident-reported"]
    with desk.task("exchanging a bag"):
        desk.key("F10")
        desk.until_changed()
        desk.type("调换")
        desk.key("Return")
        desk.until_changed()
        desk.key("1", "Return")
        desk.type("封条破损")
        desk.signs("p01")
        desk.until_entry("bag-assigned")
    desk.picture()
    (refused,) = site.entries("bag-refused")
    assert (refused.data["differences"], refused.officers) == (["seal-broken"], ("p01", "p06"))
    assert site.entries("bag-taken-out", "bag:b03") == []
    assert site.state().state.bag("b90").room == "r03"
    site.verify()
