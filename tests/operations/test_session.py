"""Who signs: a right PIN once, locks after five wrong ones, two persons never one, a used credential never twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.exam.frame.command import Refused, Signature
from desktop.exam.plan.model import Index
from desktop.operations.boards.shell import Credential, Refusal, Signed
from desktop.operations.desks.credentials import UNTOUCHED, Credentials, IdleLock
from desktop.operations.session import LOCK_MS, TRIES, Session
from desktop.operations.words import Words
from desktop.wording import Wording
from tests.helpers.homes import Enrolled, PlainPins, enrolled
from tests.helpers.morning import clock, small_plan

PIN = "246810"
AT = clock("8:25")


class CountingPins(PlainPins):
    """Tells how often the slow hash was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def matches(self, hashed: str, pin: str) -> bool:
        self.asked += 1
        return super().matches(hashed, pin)


class Settings:
    """A home's settings in memory."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.held.get(key)

    def put(self, key: str, value: str | None) -> None:
        self.held.pop(key, None)
        if value is not None:
            self.held[key] = value


class Site:
    """One session over the small plan with a steady clock the test moves."""

    def __init__(self, kept: Settings | None = None) -> None:
        plan = small_plan()
        self.steady = 1_000_000
        self.pins = CountingPins()
        self.kept = kept
        hashes = {p.id: self.pins.hash(PIN) for p in plan.staff}
        del hashes["p94"]
        self.session = Session(Index(plan), hashes, self.pins, lambda: self.steady, kept)

    def sign(self, given: str = "p01", pin: str = PIN) -> Signature | Refused:
        return self.session.sign(given, pin, AT)

    def code(self, given: str = "p01", pin: str = "000000") -> str:
        found = self.sign(given, pin)
        assert isinstance(found, Refused)
        return found.code


@pytest.mark.parametrize("given", ["p01", "001", "KD-p01", "KD-001", " 001 "])
def test_a_person_is_known_by_id_number_and_badge(given: str) -> None:
    assert Site().sign(given) == Signature("p01", AT)


@pytest.mark.parametrize("given", ["", "KD-", "nobody", "c00001", "p011"])
def test_nobody_else_is_known(given: str) -> None:
    assert Site().code(given, PIN) == "officer-unknown"


@pytest.mark.parametrize(("given", "pin"), [("p01", ""), ("p01", "24681"), ("p94", PIN), ("p94", "")])
def test_a_wrong_missing_or_unset_pin_signs_nothing(given: str, pin: str) -> None:
    assert Site().code(given, pin) == "pin-wrong"


def test_five_wrong_pins_lock_the_person_even_against_the_right_one() -> None:
    site = Site()
    assert [site.code() for _ in range(TRIES)] == ["pin-wrong"] * TRIES
    asked = site.pins.asked
    locked = site.sign()
    assert isinstance(locked, Refused)
    assert (locked.code, locked.facts["seconds"]) == ("pin-locked", LOCK_MS // 1000 + 1)
    assert site.pins.asked == asked, "a locked person's PIN is not even looked at"
    assert site.sign("p02") == Signature("p02", AT), "others go on"


def test_the_lock_ends_by_the_steady_clock() -> None:
    site = Site()
    for _ in range(TRIES):
        site.sign(pin="x")
    site.steady += LOCK_MS - 1
    assert site.code(pin=PIN) == "pin-locked"
    site.steady += 1
    assert site.sign() == Signature("p01", AT)
    assert site.code() == "pin-wrong"


def test_a_right_pin_forgets_the_wrong_ones() -> None:
    site = Site()
    for _ in range(TRIES - 1):
        site.sign(pin="x")
    site.sign()
    found = site.sign(pin="x")
    assert isinstance(found, Refused)
    assert found.facts["left"] == TRIES - 1


def test_wrong_pins_are_counted_from_one_process_to_the_next() -> None:
    kept = Settings()
    for n in range(TRIES):
        found = Site(kept).sign(pin="x")
        assert isinstance(found, Refused)
        assert found.facts["left"] == TRIES - 1 - n
    assert Site(kept).code(pin=PIN) == "pin-locked"
    later = Site(kept)
    later.steady += LOCK_MS
    assert later.sign() == Signature("p01", AT)
    assert kept.held == {}


def test_after_a_restart_of_the_machine_nobody_is_locked_for_ever() -> None:
    kept = Settings()
    for _ in range(TRIES):
        Site(kept).sign(pin="x")
    fresh = Site(kept)
    fresh.steady = 5
    assert fresh.sign() == Signature("p01", AT)


def test_the_slow_hash_is_paid_once_a_person() -> None:
    site = Site()
    for _ in range(3):
        assert site.sign() == Signature("p01", AT)
    assert site.pins.asked == 1
    assert site.code(pin="246811") == "pin-wrong"
    assert site.pins.asked == 2, "a remembered PIN opens for no other"


def test_nothing_a_session_holds_is_a_pin() -> None:
    site = Site(Settings())
    site.sign()
    site.sign(pin="135790")
    held = repr(vars(site.session)) + repr(site.kept and site.kept.held)
    assert "135790" not in held
    assert PIN not in held.replace(f"plain:{PIN}", "")


def test_pins_are_found_by_whatever_name_they_were_given() -> None:
    site = Site()
    for pins in ({"001": PIN, "p02": PIN}, {"p01": PIN, "002": PIN}):
        assert site.session.sign_all(("p01", "002"), pins, AT) == (Signature("p01", AT), Signature("p02", AT))
    refused = site.session.sign_all(("p01", "002"), {"p01": PIN}, AT)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.facts["officer"]) == ("pin-wrong", "p02")


# --- tokens -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Enrolled]:
    with enrolled(tmp_path / "h", at="8:25") as found:
        yield found


@pytest.fixture
def who(desk: Enrolled) -> Credentials:
    session = Session(desk.record.index, desk.record.opened.pins, PlainPins(), desk.clock.steady)
    return Credentials(desk.record, session, Words(desk.record.index, Wording()))


def identified(who: Credentials, given: str) -> Signed:
    found = who.identify(Credential(given, PIN))
    assert isinstance(found, Signed)
    return found


def refused(found: object) -> str:
    assert isinstance(found, Refused)
    return found.code


def test_a_token_signs_once(who: Credentials) -> None:
    lead = identified(who, "p11")
    assert [s.staff for s in who.spend((lead,))] == ["p11"]  # type: ignore[union-attr]
    assert refused(who.spend((lead,))) == "signature-used"


def test_one_token_does_not_fill_two_places(who: Credentials) -> None:
    lead = identified(who, "p11")
    assert refused(who.spend((lead, lead))) == "signature-used"


def test_a_made_up_or_borrowed_token_is_refused(who: Credentials) -> None:
    from dataclasses import replace

    lead, assistant = identified(who, "p11"), identified(who, "p12")
    assert refused(who.spend((replace(lead, token="0" * 32),))) == "signature-used"
    assert refused(who.spend((replace(lead, officer="p01"),))) == "signature-used"
    officer = who.sign_in(Credential("p11", PIN))
    assert isinstance(officer, Signed)
    assert refused(who.spend((replace(officer, officer="p01"),))) == "signature-used"
    assert [s.staff for s in who.spend((assistant,))] == ["p12"]  # type: ignore[union-attr]


def test_the_officer_at_the_desk_signs_again_and_again_others_once(who: Credentials) -> None:
    officer = who.sign_in(Credential("p11", PIN))
    assert isinstance(officer, Signed)
    for _ in range(3):
        assert [s.staff for s in who.spend((officer,))] == ["p11"]  # type: ignore[union-attr]
    other = identified(who, "p12")
    assert [s.staff for s in who.spend((officer, other))] == ["p11", "p12"]  # type: ignore[union-attr]
    assert refused(who.spend((officer, other))) == "signature-used"


def test_somebody_else_at_the_desk_ends_the_first_ones_signing(who: Credentials) -> None:
    first = who.sign_in(Credential("p11", PIN))
    assert isinstance(first, Signed)
    who.sign_in(Credential("p12", PIN))
    assert refused(who.spend((first,))) == "signature-used"


def test_a_wrong_pin_at_the_desk_is_a_sentence_and_changes_nobody(who: Credentials) -> None:
    officer = who.sign_in(Credential("p11", PIN))
    found = who.sign_in(Credential("p12", "000000"))
    assert isinstance(found, Refusal)
    assert found.code == "pin-wrong"
    assert found.sentence
    assert who.officer == officer


def test_two_places_are_two_people_within_the_window(desk: Enrolled) -> None:
    def pair(*officers: tuple[str, str]) -> object:
        signatures = tuple(Signature(o, clock(at)) for o, at in officers)
        from desktop.exam.frame.command import Command

        return desk.record.act(Command("bring-bags", "room:s1/r01", {}, signatures, desk.record.desk), dry_run=True)

    assert refused(pair(("p11", "8:25"), ("p11", "8:25"))) == "same-person"
    assert refused(pair(("p11", "8:25"))) == "signature-missing"
    assert refused(pair(("p11", "8:22:59"), ("p12", "8:25"))) == "signature-expired"
    assert refused(pair(("p11", "8:25:01"), ("p12", "8:25"))) == "signature-expired"
    assert refused(pair(("p11", "8:25"), ("p22", "8:25"))) == "not-entitled"
    found = pair(("p12", "8:23"), ("p11", "8:25"))
    assert not isinstance(found, Refused) or found.code not in ("same-person", "signature-expired", "not-entitled")


def test_who_comes_back_to_a_locked_desk_may_still_sign_what_was_half_filled_in(who: Credentials) -> None:
    before = who.sign_in(Credential("p11", PIN))
    again = who.sign_in(Credential("p11", PIN))
    assert isinstance(before, Signed)
    assert isinstance(again, Signed)
    assert isinstance(who.spend((before,)), tuple)
    other = who.sign_in(Credential("p12", PIN))
    assert isinstance(other, Signed)
    assert isinstance(who.spend((before,)), Refused)


def test_a_home_keeps_after_how_long_its_desks_lock() -> None:
    kept, words = Settings(), Words(Index(small_plan()), Wording())
    lock = IdleLock(kept, words)
    assert lock.minutes == 10
    assert [row.command for row in lock.rows()] == [UNTOUCHED]
    assert lock.act("find-readers", {}) is None
    lock.act(UNTOUCHED, {"minutes": "0"})
    assert lock.minutes == IdleLock(kept, words).minutes == 0
    lock.act(UNTOUCHED, {"minutes": "7"})
    assert lock.minutes == 0
    kept.put(UNTOUCHED, "soon")
    assert IdleLock(kept, words).minutes == 10
