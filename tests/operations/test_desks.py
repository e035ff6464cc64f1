"""What stands behind the five screens: scans become checks, keys become commands, boards say what the record says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop.bootstrap.parts import Parts
from desktop.exam.frame.command import Refused
from desktop.operations.boards.control import ControlBoard
from desktop.operations.boards.custody import CustodyBoard
from desktop.operations.boards.door import DoorBoard
from desktop.operations.boards.office import OfficeBoard
from desktop.operations.boards.returned.acceptance import AcceptBoard
from desktop.operations.boards.room import RoomBoard
from desktop.operations.boards.shell import Credential, Refusal, Signed
from desktop.operations.desks.session import HomeSession
from desktop.operations.publishing import open_record
from desktop.store.home import create_home
from desktop.wording import Wording
from tests.helpers.homes import PASSPHRASE, Enrolled, PlainPins, Tireless, enrolled

PIN = "246810"


class Screen:
    """Takes boards as a window does."""

    def __init__(self) -> None:
        self.boards: list[Any] = []
        self.faults: list[BaseException] = []

    def board(self, board: object) -> None:
        self.boards.append(board)

    def fault(self, fault: BaseException) -> None:
        self.faults.append(fault)

    @property
    def last(self) -> Any:
        assert self.faults == []
        return self.boards[-1]


class Site:
    """One home with its session, before any screen is open."""

    def __init__(self, desk: Enrolled) -> None:
        self.desk = desk
        real = Parts()
        parts = SimpleNamespace(
            readings=real.readings,
            wakefulness=Tireless(),
            open_record=lambda home: open_record(home, desk.clock),
            pins=PlainPins(),
            clock=desk.clock,
            rules=real.rules,
            calendar=real.calendar,
            today=real.today,
            paper=real.paper,
            found_sources=real.found_sources,
            certificates=lambda home: None,
            zone_document=lambda zone: None,
            sheets=lambda: None,
        )
        self.session = HomeSession(desk.home, parts, Wording("en"))
        assert self.session.record is not None
        self.record = self.session.record
        self.screen = Screen()

    def briefed(self, at: str) -> None:
        """Everybody has reported and the chief has briefed them."""
        self.desk.clock.set(at)
        for staff in dict.fromkeys(d.staff for d in self.record.plan.duties):
            self.desk.act("report-staff", "sitting:s1", {"staff": staff}, self.duty("chief"))
        done = self.desk.act(
            "brief-staff", "sitting:s1", {"lists_announced": True, "clocks_compared": True}, self.duty("chief")
        )
        assert not isinstance(done, Refused), done
        self.session.refresh()

    def duty(self, role: str, room: str | None = None) -> str:
        return next(d.staff for d in self.record.plan.duties if d.role == role and d.room == room)

    def sign_in(self, staff: str) -> Signed:
        signed = self.session.sign_in(Credential(staff, PIN))
        assert isinstance(signed, Signed)
        return signed

    def signed(self, desk: Any, staff: str) -> Signed:
        signed = desk.identify(Credential(staff, PIN))
        assert isinstance(signed, Signed)
        return signed

    def open(self, name: Any, staff: str) -> Any:
        self.sign_in(staff)
        return self.session.open_desk(name, self.screen)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with enrolled(tmp_path / "h", "control") as desk:
        yield Site(desk)


def first_of(site: Site, room: str = "r01") -> Any:
    seat = next(s for s in site.record.plan.seats if s.room == room)
    return site.record.index.candidates[seat.candidate], seat


# --- signing ----------------------------------------------------------------------------------------------------------


def test_a_wrong_pin_is_refused_in_words(site: Site) -> None:
    refused = site.session.sign_in(Credential(site.duty("chief"), "000000"))
    assert isinstance(refused, Refusal)
    assert refused.sentence
    assert refused.sentence != "refused-pin-wrong"


def test_a_second_persons_signature_is_good_for_one_act_only(site: Site) -> None:
    site.briefed("7:36")
    desk = site.open("custody", site.duty("confidentiality"))
    chief = site.signed(desk, site.duty("chief"))
    officer = site.session.who.officer  # type: ignore[union-attr]
    assert officer is not None
    bags = [b.id for b in site.record.plan.bags]
    assert desk.act("take-out-bag", (f"bag:{bags[0]}",), {}, (chief, officer)).done
    again = desk.act("take-out-bag", (f"bag:{bags[1]}",), {}, (chief, officer))
    assert again.refused is not None
    assert again.refused.code == "signature-used"


# --- the door ---------------------------------------------------------------------------------------------------------


def test_the_door_is_empty_of_names_until_a_read_and_fills_with_one(site: Site) -> None:
    site.desk.clock.set("8:10")
    desk = site.open("door", site.duty("assistant-proctor", "r01"))
    board: DoorBoard = site.screen.last
    assert board.phase == "waiting"
    assert not any(cell.name for cell in board.seats.cells)
    who, seat = first_of(site)
    desk.scanned(who.document_number)
    board = site.screen.last
    assert board.phase == "verdict"
    assert board.verdict is not None
    assert (board.verdict.tone, board.verdict.seat, board.verdict.name) == ("ok", str(seat.number), who.name)
    assert board.verdict.awaits_signature
    assert (board.arrived, board.expected) == (1, board.arrived + board.missing)
    assert desk.confirm_signature().done
    board = site.screen.last
    assert board.phase == "waiting"
    assert not any(line.name for line in board.recent)
    assert site.record.state.candidate("s1", who.id).signed is not None


def test_the_next_read_replaces_a_refusal_and_a_wrong_room_names_the_right_one(site: Site) -> None:
    site.desk.clock.set("8:10")
    desk = site.open("door", site.duty("assistant-proctor", "r01"))
    other, seat = first_of(site, "r03")
    desk.scanned(other.document_number)
    verdict = site.screen.last.verdict
    assert verdict.tone == "stop"
    assert site.record.index.rooms["r03"].number in verdict.big
    assert str(seat.number) in verdict.place
    desk.scanned("990000199001010017")
    assert site.screen.last.verdict.name == ""
    who, _ = first_of(site)
    desk.scanned(who.document_number)
    assert site.screen.last.verdict.tone == "ok"


@pytest.mark.parametrize("read", ["6901234567892", "KD-%s", "hello", "12"])
def test_what_is_no_document_is_a_notice_and_no_entry(site: Site, read: str) -> None:
    site.desk.clock.set("8:10")
    desk = site.open("door", site.duty("assistant-proctor", "r01"))
    count = site.record.fold.count
    desk.scanned(read % site.duty("chief") if "%" in read else read)
    assert site.screen.last.notice
    assert site.record.fold.count == count


def test_a_ticket_read_first_is_held_against_the_document_after_it(site: Site) -> None:
    site.desk.clock.set("8:10")
    desk = site.open("door", site.duty("assistant-proctor", "r01"))
    who, _ = first_of(site)
    other, _ = first_of(site, "r03")
    desk.scanned(other.admission_number)
    assert site.screen.last.phase == "waiting"
    desk.scanned(who.document_number)
    assert site.screen.last.verdict.tone == "stop"
    desk.scanned(who.admission_number)  # the right one settles it
    assert site.screen.last.verdict.tone == "ok"


def test_a_typed_number_needs_a_second_officer(site: Site) -> None:
    site.desk.clock.set("8:10")
    desk = site.open("door", site.duty("assistant-proctor", "r01"))
    row = next(r for r in site.screen.last.available if r.key == "F2")
    assert row.persons == 2
    me = site.session.who.officer  # type: ignore[union-attr]
    assert me is not None
    who, _ = first_of(site)
    desk.act("check-candidate", ("room:s1/r01",), {"number": who.document_number}, (me,))
    assert site.screen.last.verdict.tone == "warn"
    second = site.signed(desk, site.duty("lead-proctor", "r01"))
    desk.act("check-candidate", ("room:s1/r01",), {"number": who.document_number}, (me, second))
    assert site.screen.last.verdict.tone == "ok"


# --- the room ---------------------------------------------------------------------------------------------------------


def test_the_room_shows_its_next_step_and_does_it_with_ticks(site: Site) -> None:
    site.desk.clock.set("7:58")
    desk = site.open("room", site.duty("lead-proctor", "r01"))
    board: RoomBoard = site.screen.last
    assert board.step is not None
    rows = {r.command: r for r in board.available}
    assert rows["prepare-room"].enabled
    assert not rows["open-bag"].enabled
    assert rows["open-bag"].why
    assert rows["open-bag"].clause
    ticks = {f.name: True for f in rows["prepare-room"].fields if f.kind == "tick"}
    assert desk.complete_step("room-prepared", ticks).done
    assert "room-prepared" in site.record.state.room("s1", "r01").steps


def test_the_room_names_what_a_person_in_another_role_cannot_do(site: Site) -> None:
    site.desk.clock.set("7:58")
    site.open("room", site.duty("support"))
    assert not [r for r in site.screen.last.available if r.command in ("prepare-room", "hand-in", "start-exam")]


# --- control ----------------------------------------------------------------------------------------------------------


def test_an_order_is_one_key_and_shows_that_it_was_given(site: Site) -> None:
    site.desk.clock.set("8:10")
    desk = site.open("control", site.duty("chief"))
    board: ControlBoard = site.screen.last
    prepare = board.orders[0]
    assert (prepare.state, prepare.action.command) == ("now", "give-order:prepare")
    start = board.orders[1]
    assert not start.action.enabled
    assert start.action.why
    me = site.session.who.officer  # type: ignore[union-attr]
    assert me is not None
    assert desk.act(prepare.action.command, prepare.action.about, {}, (me,)).done
    assert site.screen.last.orders[0].state == "given"
    assert len(board.rooms) == len(site.record.context().rooms("s1"))
    late = [a for a in site.screen.last.alerts if a.id.startswith("late-")]
    assert late
    assert all(a.clause for a in late)


def test_enter_on_a_cell_tells_who_and_when_and_what_can_be_done(site: Site) -> None:
    site.desk.clock.set("7:40")
    site.desk.act("check-clock", "room:s1/r01", {"seconds_off": 4}, site.duty("lead-proctor", "r01"))
    desk = site.open("control", site.duty("chief"))
    site.session.refresh()
    detail = desk.look("r01", "room-prepared")
    assert detail.title
    assert any("07:40" in words for _, words in detail.lines)
    assert detail.actions


# --- custody ----------------------------------------------------------------------------------------------------------


def test_a_scanned_bag_shows_its_next_hand_over_and_what_is_missing_is_counted(site: Site) -> None:
    site.briefed("7:41")
    desk = site.open("custody", site.duty("confidentiality"))
    board: CustodyBoard = site.screen.last
    assert board.missing is not None
    mine = [b for b in site.record.plan.bags if b.room is not None]
    assert str(len(mine)) in board.missing.headline
    desk.choose(mine[0].label)
    hand = site.screen.last.hand
    assert hand is not None
    assert hand.action is not None
    assert hand.action.command == "take-out-bag"
    assert hand.differs is not None
    assert hand.differs.fields
    me = site.session.who.officer  # type: ignore[union-attr]
    assert me is not None
    chief = site.signed(desk, site.duty("chief"))
    assert desk.act("take-out-bag", hand.action.about, {}, (chief, me)).done
    assert site.record.state.bag(mine[0].id).place == "office"
    desk.choose(mine[1].label)
    differs = site.screen.last.hand.differs
    chief = site.signed(desk, site.duty("chief"))
    assert desk.act(differs.command, differs.about, {"seal_intact": False}, (chief, me)).done
    assert site.record.state.bag(mine[1].id).place == "secure-room"
    assert site.screen.last.alarm


def test_a_bag_nobody_knows_is_said_so(site: Site) -> None:
    desk = site.open("custody", site.duty("confidentiality"))
    assert "zzz" in desk.choose("zzz").text


# --- the office -------------------------------------------------------------------------------------------------------


def test_the_office_turns_a_file_into_a_published_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAODIAN_PASSPHRASE", PASSPHRASE)
    home = create_home(tmp_path / "h", PASSPHRASE)
    parts = Parts()
    parts.__dict__["pins"] = PlainPins()
    session = HomeSession(home, parts, Wording("zh-CN"))
    assert not session.needs_officer
    assert [d.name for d in session.desks] == ["office"]
    screen = Screen()
    desk = session.open_desk("office", screen)
    assert not desk.act("job:import", (), {"path": "nowhere.xlsx"}, ()).refused or screen.last.page.told
    sample = Path(__file__).resolve().parents[2] / "resources" / "sample" / "roster.xlsx"
    assert desk.act("job:import", (), {"path": str(sample)}, ()).done
    board: OfficeBoard = screen.last
    assert board.current == "import"
    assert any(f.count == 320 for f in board.page.figures)
    desk.turn_to("seats")
    assert desk.act("job:arrange", (), {}, ()).done
    board = screen.last
    assert [s.state for s in board.sections if s.id == "seats"] == ["done"]
    desk.turn_to("publish")
    board = screen.last
    assert board.deadlines
    assert any(m.state == "today" for m in board.deadlines)
    out = tmp_path / "plan.kaodian"
    assert desk.act("job:publish", (), {"out": str(out), "rehearsal": True}, ()).done
    assert out.exists()
    desk.turn_to("print")
    pdf = tmp_path / "labels.pdf"
    desk.printing.choose("door-sign", desk.printing.leave())
    assert desk.act("job:print-scope", (), {"room": "01"}, ()).done
    assert desk.act("job:print-save", (), {"out": str(pdf)}, ()).done
    assert pdf.read_bytes().startswith(b"%PDF")
    session.close()


def test_the_office_opens_on_the_papers_that_come_back(site: Site) -> None:
    site.desk.clock.set("10:20")
    site.open("office", site.duty("office"))
    board: OfficeBoard = site.screen.last
    assert board.current == "accept"
    assert isinstance(board.page.work, AcceptBoard)
    assert {room.wait for room in board.page.work.rooms} == {"out"}


def test_an_office_without_a_record_says_what_to_do_first(tmp_path: Path) -> None:
    home = create_home(tmp_path / "h", PASSPHRASE)
    session = HomeSession(home, Parts(), Wording("zh-CN"))
    screen = Screen()
    desk = session.open_desk("office", screen)
    assert screen.last.page.nothing
    refused = desk.act("close-sitting", ("sitting:s1",), {}, ())
    assert refused.refused is not None
    assert isinstance(session.sign_in(Credential("x", "y")), Refusal)
    session.close()


def test_the_office_enrols_badges_and_cards_by_laying_them_down(site: Site) -> None:
    site.desk.clock.set("7:00")
    office = site.duty("office")
    desk = site.open("office", office)
    desk.turn_to("cards")
    page = site.screen.last.page
    line = next(one for one in page.lines if one.action is not None and one.action.about == (f"staff:{office}",))
    assert [f.kind for f in line.action.fields] == ["token"]
    officer = site.session.who.officer  # type: ignore[union-attr]
    assert officer is not None
    assert desk.act(line.action.command, line.action.about, {"token": "04A22B91"}, (officer,)).done
    assert site.session.badge_of(SimpleNamespace(token="04A22B91")) == f"KD-{office}"
    who, _ = first_of(site)
    [job] = site.screen.last.page.jobs
    given = {"candidate": who.admission_number, "kind": "ticket", "token": "04A22B92"}
    assert desk.act(job.command, job.about, given, (officer,)).done
    assert [figure.count for figure in site.screen.last.page.figures] == [1, 1, 0]
    nobody = desk.act(job.command, job.about, {**given, "candidate": "0000"}, (officer,)).refused
    assert nobody is not None
    assert nobody.code == "about-unknown"
    assert "04A22B9" not in b"".join(site.desk.home.entries.lines(site.record.opened.record)).decode()
