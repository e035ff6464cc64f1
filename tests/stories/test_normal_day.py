"""A normal day of one room, from the open door to the sealed bag, at four desks of the running program. The other two
rooms have theirs beside it."""

from __future__ import annotations

from tests.stories.conftest import Open
from tests.stories.program import Program
from tests.stories.site import StorySite

ROOM, BAG, SITTING = "room:s1/r01", "bag:b01", "sitting:s1"


def test_normal_day(site: StorySite, open_desk: Open) -> None:
    day = Day(site, open_desk)
    day.people_come()
    day.papers_are_handed_out()
    day.the_exam()
    day.papers_are_counted()
    day.bags_are_sealed()
    assert len(site.entries("candidate-admitted")) == 35
    assert site.entries("clock-set-back") == []
    (sealed,) = site.entries("bag-sealed", BAG)
    assert sealed.data["seal"] == "M-0101"
    assert sealed.officers == ("p11", "p12")
    assert [e.data["agreed"] for e in site.entries("bags-counted", ROOM)] == [True]
    assert site.state().state.bag("b01").place == "sealed"
    site.verify()


class Day:
    """The chief's window and the room's, side by side; `others` does what the other rooms do."""

    def __init__(self, site: StorySite, open_desk: Open) -> None:
        self.site, self._open = site, open_desk
        self._people = [site.candidate("r01", seat) for seat in range(1, 13)]
        mine = (ROOM, BAG, SITTING, *(f"candidate:s1/{who.id}" for who in self._people))
        self.others = site.begin_at("8:05", story=mine, since="8:04")
        self.chief, self.room = open_desk("control"), open_desk("room")
        self.chief.sign_in("p01")
        self.room.sign_in("p11")

    def people_come(self) -> None:
        room = self.room
        room.key("Return")
        room.until_entry("door-opened", about=ROOM)
        room.key("F6")
        room.until_changed()
        room.take_over("p12")
        self.others.run_until("8:10")
        room.set_clock("8:12")
        with room.task("eleven candidates") as task:
            for who in self._people[:-1]:
                room.scan(who.document_number)
                room.until_entry("candidate-admitted", about=f"candidate:s1/{who.id}")
        assert task.keys == 0
        room.until_verdict("ok")
        room.picture()
        self._order(2)
        room.take_over("p11")
        room.key("F6")
        room.until_changed()

    def papers_are_handed_out(self) -> None:
        room = self.room
        self.others.run_until("8:20:20")
        room.set_clock("8:20:30")
        room.until_offered()
        self._step("rules-read")
        self.others.run_until("8:25:20")
        with room.offers():
            room.set_clock("8:25:30")
        with room.task("opening the bag"):
            room.key("Return", "Return", "Return")
            room.until_changed()
            room.type("13")
            room.signs("p12")
            room.until_entry("bag-opened", about=BAG)
        room.until_changed()
        room.picture()
        with room.task("handing out the papers"):
            room.key("Return", "Return")
            room.until_changed()
            room.signs("p12")
            room.until_entry("papers-handed-out", about=ROOM)
        room.until_changed()

    def the_exam(self) -> None:
        room, chief = self.room, self.chief
        self.others.run_until("8:29")
        room.set_clock("8:30:10")
        self._order(3)
        room.until_offered()
        self._step("exam-started")
        self.others.run_until("8:31")
        chief.set_clock("8:31:10")
        chief.until_changed()
        chief.picture()
        self.others.run_until("9:02")
        room.set_clock("9:02:10")
        room.until_offered()
        with room.task("absentees"):
            room.key("Return")
            room.until_changed()
            room.type("11")
            room.key("Return")
            room.type("11")
            room.signs("p12")
            room.until_entry("absentees-frozen", about=ROOM)
        room.until_changed()
        self.others.run_until("9:46")
        room.set_clock("9:46:10")
        self._order(4)
        room.until_offered()
        room.picture()
        self._step("fifteen-announced")
        room.set_clock("10:00:10")
        self._order(5)
        self.others.run_until("10:01")
        room.set_clock("10:01:10")
        room.until_offered()
        self._step("exam-ended")

    def papers_are_counted(self) -> None:
        room = self.room
        with room.task("counting the papers"):
            room.key("Return")
            room.until_changed()
            for counted in ("0", "11", "1", "1"):
                room.type(counted)
                room.key("Return")
            room.type("0")
            room.picture()
            room.signs("p12")
            room.until_entry("papers-collected", about=ROOM)
        room.until_changed()
        self._signed_step("candidates-released")
        self.others.run_until("10:04")
        room.set_clock("10:05:10")
        with room.task("returning the bags"):
            self._signed_step("bags-returned")

    def bags_are_sealed(self) -> None:
        room, chief, office = self.room, self.chief, self._open("office")
        office.sign_in("p03")
        with office.task("blind count"):
            office.key("Return")
            office.until_changed()
            for counted in ("11", "2", "0"):
                office.type(counted)
                office.key("Return")
            office.until_entry("bags-counted", about=ROOM)
        office.until_changed()
        office.picture()
        chief.set_clock("10:08:10")
        with chief.task("approving the sealing"):
            chief.key("Return")
            chief.until_changed()
            chief.picture()
            chief.key("2")
            chief.until_entry("sealing-approved", about=ROOM)
        room.until_offered()
        with room.task("sealing"):
            room.key("Return")
            room.until_changed()
            room.type("M-0101")
            room.signs("p12")
            room.until_entry("bag-sealed", about=BAG)
        room.until_changed()
        room.picture()

    # --- hands ------------------------------------------------------------------------------------------------------

    def _order(self, number: int) -> None:
        """The chief's order on this function key."""
        chief: Program = self.chief
        before = len(self.site.entries("order-given"))
        chief.until_order(number)
        with chief.task("order") as order:
            chief.twice(f"F{number}")
            chief.until_entry("order-given", before + 1)
        assert order.keys == 2

    def _step(self, kind: str) -> None:
        """A step of the lead proctor alone."""
        self.room.key("Return")
        self.room.until_entry(kind, about=ROOM)
        self.room.until_changed()

    def _signed_step(self, kind: str) -> None:
        """A step both proctors sign."""
        self.room.key("Return")
        self.room.until_changed()
        self.room.signs("p12")
        self.room.until_entry(kind, about=ROOM)
        self.room.until_changed()
