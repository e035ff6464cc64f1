from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.faults import SiteFault
from desktop.rehearsal.faults import FAULTS, KINDS
from desktop.rehearsal.morning import Script, rehearse
from desktop.rehearsal.summary import in_words
from desktop.wording import Wording
from tests.days.playing import QuickParts, play

SOURCES = Path(__file__).parents[2] / "desktop" / "rehearsal"
CODES = re.compile(r'SiteFault\(\s*"([a-z-]+)"')
KEYS = re.compile(r'"(selftest-[a-z-]+)"')
TEXT = {path: path.read_text("utf-8") for path in SOURCES.rglob("*.py")}


@pytest.fixture(autouse=True)
def _no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAODIAN_PASSPHRASE", raising=False)


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_every_fault_and_finding_has_a_sentence(locale: str) -> None:
    wanted = {f"fault-{code}" for text in TEXT.values() for code in CODES.findall(text)}
    wanted |= {key for text in TEXT.values() for key in KEYS.findall(text)}
    words = Wording(locale)
    assert [key for key in sorted(wanted) if not words.has(key, locale)] == []


def test_every_mishap_is_listed_and_every_listed_one_happens() -> None:
    assert sorted(name for kind in KINDS for name in kind) == sorted(FAULTS)


def test_the_command_line_of_the_handbook_plays_a_whole_morning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    faults = "wrong-packet,missing-copy,late-candidates,impostor"
    code = main(f"rehearse --json --candidates 320 --rooms 12 --faults {faults} -o {out}".split())
    told = json.loads(capsys.readouterr().out)
    assert told["unexpected"] == []
    assert told["open_points"] == []
    assert code == 0
    assert (told["registered"], told["rooms"]) == (320, 12)
    assert list(told["faults"]) == faults.split(",")
    assert all(told["faults"][f]["entries"] for f in told["faults"])
    names = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert {"roster.xlsx", "record.jsonl", "summary.json", "home/home.db", "forms/room-record.pdf"} <= names
    assert json.loads((out / "summary.json").read_text("utf-8")) == told
    assert main(["--json", "record", "verify", str(out / "record.jsonl")]) == 0
    assert json.loads(capsys.readouterr().out)["code"] == told["head_code"]


def test_a_rehearsal_is_told_in_sentences_too(tmp_path: Path) -> None:
    day = play(tmp_path / "out", "stand-in", "impostor", candidates=12)
    text = in_words(day.told, Wording())
    assert f"登记 {day.told['registered']} 人，到场 {day.told['present']} 人" in text
    assert day.told["head_code"] in text
    assert FAULTS["stand-in"] in text
    assert "准考证与证件不符（ticket-mismatch）" in text
    assert "2 个考场全部关闭" in text
    assert "{" not in text
    broken = {
        **day.told,
        "open_points": [{"room": "01", "code": "bag-open", "facts": {"label": "01-A"}}],
        "balances": {"first_broken": {"key": "C6"}},
    }
    assert "未办结：考场 01，bag-open label 01-A" in in_words(broken, Wording())
    assert "C6" in in_words(broken, Wording("en"))


def test_the_mishaps_can_be_listed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--json", "rehearse", "--list-faults", "-o", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out) == {"faults": list(FAULTS)}


def test_a_mishap_nobody_knows_is_wrong_usage(tmp_path: Path) -> None:
    assert main(["rehearse", "--faults", "earthquake", "-o", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def test_the_smallest_morning_is_one_person_in_one_room(tmp_path: Path) -> None:
    day = play(tmp_path / "out", candidates=1, rooms=1)
    day.assert_good()
    assert (day.told["registered"], day.told["present"], day.told["rooms"]) == (1, 1, 1)


def test_mishaps_that_need_more_people_than_there_are_say_so_and_the_morning_goes_on(tmp_path: Path) -> None:
    day = play(tmp_path / "out", *FAULTS, candidates=1, rooms=1)
    day.assert_good()
    skipped = {name for name, fault in day.told["faults"].items() if fault["skipped"]}
    assert "double-admission" in skipped
    assert all(day.told["faults"][name]["entries"] for name in FAULTS if name not in skipped)


def test_equal_scripts_give_equal_mornings(tmp_path: Path) -> None:
    faults = ("wrong-room", "power-cut", "toilet", "leak-alarm")
    first, second = (play(tmp_path / name, *faults, candidates=20, seed=9) for name in ("a", "b"))

    def shape(entries: list) -> list:  # type: ignore[type-arg]
        keys = ("room", "seat", "late", "code", "staff", "seal", "method", "candidates")
        return [(e.kind, e.wall, e.officers, {k: e.data[k] for k in keys if k in e.data}) for e in entries]

    assert shape(first.entries) == shape(second.entries)
    assert (first.out / "roster.xlsx").read_bytes() == (second.out / "roster.xlsx").read_bytes()
    assert first.told["refusals"] == second.told["refusals"]
    assert first.told["record"] != second.told["record"]


@pytest.mark.parametrize("seed", range(3))
def test_any_handful_of_mishaps_ends_with_a_closed_site(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    names = chance.sample(sorted(FAULTS), chance.randrange(2, 8))
    day = play(
        tmp_path / "out",
        *names,
        candidates=chance.randrange(2, 45),
        rooms=chance.randrange(1, 4),
        desks=chance.randrange(1, 4),
        seed=seed,
    )
    day.assert_good()
    assert set(day.told["faults"]) == set(names)


def test_a_rehearsal_replaces_an_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = play(out, candidates=2, rooms=1)
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    second = play(out, candidates=3, rooms=1)
    assert (first.told["registered"], second.told["registered"]) == (2, 3)
    assert (out / "notes.txt").read_text("utf-8") == "mine"


def test_a_folder_with_somebody_elses_home_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "home.db").write_bytes(b"precious")
    with pytest.raises(SiteFault) as caught:
        rehearse(Script(1, 1), tmp_path, QuickParts())
    assert caught.value.code == "rehearsal-folder"
    assert (tmp_path / "home" / "home.db").read_bytes() == b"precious"


def test_a_morning_can_be_watched_at_sixty_times_its_speed(tmp_path: Path) -> None:
    waited: list[float] = []
    script = Script(1, 1, speed=60, forms=False)
    told = rehearse(script, tmp_path / "out", QuickParts(), waited.append)
    assert told["open_points"] == []
    assert sum(waited) == pytest.approx((4 * 60 + 37) * 60 / 60, abs=60)
    assert Counter(w > 0 for w in waited) == {True: len(waited)}
