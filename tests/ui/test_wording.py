"""The window's wording: every key it uses has a sentence in both languages, with the same facts."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from desktop.faults import SiteFault
from desktop.paths import RESOURCES
from desktop.wording import Wording

UI = Path(__file__).resolve().parents[2] / "desktop" / "ui"
OURS = ("shell", "door", "room")


def messages(locale: str, name: str) -> dict[str, str]:
    """key to its whole text, of one file."""
    found: dict[str, str] = {}
    key = ""
    for line in (RESOURCES / "wording" / locale / f"{name}.ftl").read_text(encoding="utf-8").splitlines():
        start = re.match(r"^([a-z][\w-]*)\s*=\s*(.*)$", line)
        if start:
            key = start[1]
            found[key] = start[2]
        elif key and line.startswith(" "):
            found[key] += line
    return found


@pytest.mark.parametrize("name", OURS)
def test_both_languages_hold_the_same_keys_with_the_same_facts(name: str) -> None:
    chinese, english = messages("zh-CN", name), messages("en", name)
    assert set(chinese) == set(english)
    for key in chinese:
        assert set(re.findall(r"\$(\w+)", chinese[key])) == set(re.findall(r"\$(\w+)", english[key])), key


def test_every_key_the_shell_door_and_room_use_has_a_sentence() -> None:
    known = Wording().keys()
    used: set[str] = set()
    for path in [*UI.glob("*.py"), *UI.glob("shared/**/*.py"), *UI.glob("door/*.py"), *UI.glob("room/*.py")]:
        used |= set(re.findall(r'(?:text|words)\("([a-z]+(?:-[a-z]+)+)"', path.read_text(encoding="utf-8")))
    assert len(used) > 30
    assert used <= known


def test_numbers_are_put_in_without_grouping_and_names_without_marks() -> None:
    words = Wording()
    assert words.text("room-seat", seat=1024, name="欧阳䶮菲") == "1024 号座位 · 欧阳䶮菲"


def test_a_missing_sentence_falls_back_to_english_and_then_to_the_key(tmp_path: Path) -> None:
    for locale, body in (("zh-CN", "both = 两种\n"), ("en", "both = Both\nonly = Only { $n }\n")):
        (tmp_path / locale).mkdir()
        (tmp_path / locale / "a.ftl").write_text(body, encoding="utf-8")
    words = Wording(folder=tmp_path)
    assert words.text("both") == "两种"
    assert words.text("only", n=3) == "Only 3"
    assert words.text("neither") == "neither"


def test_a_fault_is_told_by_its_code(tmp_path: Path) -> None:
    assert Wording().fault(SiteFault("disk-full", path="/考点")).startswith("磁盘已满")
    assert Wording("en").fault(SiteFault("wrong-passphrase")).startswith("Wrong passphrase")


def test_selection_by_number_works(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    body = "rows = { $n ->\n    [one] one row\n   *[other] { $n } rows\n }\n"
    (tmp_path / "en" / "a.ftl").write_text(body, encoding="utf-8")
    words = Wording("en", tmp_path)
    assert words.text("rows", n=1) == "one row"
    assert words.text("rows", n=2000) == "2000 rows"


def test_a_sentence_may_name_another_which_is_given_the_same_facts(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.ftl").write_text("lost = { $path }: { cause }\nplain-too = { bare }\n", encoding="utf-8")
    body = "cause = { $why ->\n    [full] no room\n   *[other] code { $why }\n }\nbare = Bare\n"
    (tmp_path / "en" / "b.ftl").write_text(body, encoding="utf-8")
    words = Wording("en", tmp_path)
    assert words.text("lost", path="a", why="full") == "a: no room"
    assert words.text("lost", path="a", why="errno-7") == "a: code errno-7"
    assert words.text("plain-too") == "Bare"
    assert words.text("cause", why="full") == "no room"


def test_sentences_that_name_each_other_or_nothing_end_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.ftl").write_text("a = A { b }\nb = B { a }\nc = C { gone }\n", encoding="utf-8")
    words = Wording("en", tmp_path)
    assert words.text("a").startswith("A B")
    assert words.text("c") == "C {gone}"


def test_plain_sentences_do_not_load_fluent() -> None:
    import subprocess

    code = (
        "import sys; from desktop.wording import Wording; w = Wording(); w.text('shell-title');"
        "w.text('fault-not-a-home', path='x'); print('fluent' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert ran.stdout.strip() == "False"
