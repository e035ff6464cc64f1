"""What happens at a door: late ones, a plug pulled out, a clock set back."""

from __future__ import annotations

from tests.stories.conftest import Open
from tests.stories.site import StorySite

LATE = (3, 5)


def test_late_candidate(site: StorySite, open_desk: Open) -> None:
    _late_candidate(site, open_desk, "")


def test_late_candidate_in_english(site: StorySite, open_desk: Open) -> None:
    _late_candidate(site, open_desk, "ctrl+e")


def _late_candidate(site: StorySite, open_desk: Open, language: str) -> None:
    """One comes within the time and is let in by the sheet, one comes after it and is turned away, until the chief
    decides otherwise beside the proctor; the language is changed in mid-day."""
    site.begin_at("8:32", absent=[site.candidate("r01", seat).id for seat in LATE])
    first, second = (site.candidate("r01", seat) for seat in LATE)
    door = open_desk("door")
    door.sign_in("p12")
    if language:
        door.key(language)
        door.until_changed()
    door.set_clock("8:52")
    door.scan(first.document_number)
    door.until_verdict("warn")
    door.picture()
    with door.task("signature") as signature:
        door.key("Return")
        door.until_entry("signature-confirmed")
    door.set_clock("9:01")
    door.scan(second.document_number)
    door.until_verdict("stop")
    door.picture()
    admitted, refused = site.entries("candidate-admitted"), site.entries("candidate-refused")
    assert [e.data["code"] for e in admitted] == ["ok-late"]
    assert [e.data["code"] for e in refused] == ["after-cutoff"]
    assert signature.keys == 1
    state = site.state().state
    assert state.candidate("s1", first.id).signed is not None
    assert state.candidate("s1", second.id).admission is None
    site.verify()


def test_clock_set_back(site: StorySite, open_desk: Open) -> None:
    """Somebody turns the computer's clock back by ten minutes between two candidates: the record says so before
    anything else, its order stays, and the desk shows it."""
    site.begin_at("8:06")
    door = open_desk("door")
    door.sign_in("p12")
    door.set_clock("8:16")
    door.scan(site.candidate("r01", 1).document_number)
    door.until_verdict("ok")
    door.set_clock("8:06")
    door.scan(site.candidate("r01", 2).document_number)
    door.until_entry("candidate-admitted", 2)
    door.until_changed()
    door.picture()
    assert site.kinds() == ["candidate-admitted", "clock-set-back", "candidate-admitted"]
    before, note, after = site.entries()
    assert abs(note.data["back"] - 600_000) < 10_000
    assert before.time < note.time < after.time
    assert after.wall < before.wall
    site.verify()


def test_power_cut_in_mid_check(site: StorySite, open_desk: Open) -> None:
    """The plug comes out while people pass the door. What a verdict was seen for is in the record; the program starts
    again, knows who is in, and goes on."""
    site.begin_at("8:06")
    door = open_desk("door")
    door.sign_in("p12")
    for seat in (1, 2, 3):
        door.scan(site.candidate("r01", seat).document_number)
        door.until_entry("candidate-admitted", seat)
    door.until_verdict("ok")
    shown = [e.hash for e in site.entries()]
    door.picture()
    door.scan(site.candidate("r01", 4).document_number)
    door.kill()
    assert [e.hash for e in site.entries()][:3] == shown
    site.verify()
    cut = len(site.entries("candidate-admitted"))
    site.set_clock("8:07:30")
    door.start()
    door.sign_in("p12")
    door.scan(site.candidate("r01", 3).document_number)
    door.until_entry("candidate-refused")
    door.until_verdict("stop")
    door.picture()
    door.scan(site.candidate("r01", 5).document_number)
    door.until_entry("candidate-admitted", cut + 1)
    assert site.entries("candidate-refused")[0].data["code"] == "already-in"
    site.verify()
