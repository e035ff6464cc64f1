"""The pages of the help: all there in both languages, their links and pictures too, and true of the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap.parts import Parts
from desktop.exam.day.verdict import CODES, Verdict
from desktop.operations.boards.shell import Credential, Signed
from desktop.operations.desks.office.desk import BEFORE, ON_THE_DAY
from desktop.operations.desks.session import HomeSession
from desktop.ui.help.page import PAGES, page_file
from desktop.ui.help.tour import STOPS
from desktop.wording import RESOURCES, Wording
from tests.helpers.homes import PlainPins, enrolled

LOCALES = ("zh-CN", "en")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)]+)\)")
KEY = re.compile(r"`([^`]+)`")
EVERYWHERE = {"F1", "F10", "F11", "F12"}
HALL = {"control": {"F8"}, "room": {"F8"}}
OWN = {
    "door": {"F6", "F7"},
    "room": {"F6", "R", "K"},
    "custody": {"F5"},
    "office": {"Y", "N", *"UGWCAMZX", "Space", "F9"},
}
"""Keys a view answers by itself, beside those of its board's rows."""


def page(name: str, locale: str) -> str:
    return (RESOURCES / "help" / locale / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_there_with_its_links_and_pictures(name: str, locale: str) -> None:
    words = page(name, locale)
    assert words.startswith("# ")
    for link in LINK.findall(words):
        assert (RESOURCES / "help" / locale / link).resolve().is_file(), link


def test_there_is_no_page_and_no_picture_nobody_opens() -> None:
    for locale in LOCALES:
        assert {p.stem for p in (RESOURCES / "help" / locale).iterdir()} == set(PAGES)
    shown = {Path(link).name for locale in LOCALES for name in PAGES for link in LINK.findall(page(name, locale))}
    pictures = {p.name: p.stat().st_size for p in (RESOURCES / "help" / "pictures").iterdir()}
    assert set(pictures) <= shown
    assert all(size <= 80_000 for size in pictures.values())


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_name_the_same_keys(name: str) -> None:
    assert set(KEY.findall(page(name, "zh-CN"))) == set(KEY.findall(page(name, "en")))


def test_a_page_is_looked_for_in_the_sites_language_and_then_in_english(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "door.md").write_text("# Door", encoding="utf-8")
    assert page_file("door", "zh-CN", tmp_path) == tmp_path / "en" / "door.md"
    assert page_file("room", "zh-CN", tmp_path) is None
    assert page_file("../secret", "zh-CN", tmp_path) is None


def test_every_verdict_stands_on_its_page_under_its_colour() -> None:
    whole = page("verdicts", "zh-CN")
    parts = re.split(r"^## ", whole, flags=re.MULTILINE)[1:4]
    sections = dict(zip(("ok", "look", "stop"), parts, strict=True))
    assert [p[:2] for p in parts] == ["绿色", "橙色", "红色"]
    wording = Wording("zh-CN")
    missing = {
        (code, wording.text(f"verdict-{code}"))
        for code in CODES
        if wording.text(f"verdict-{code}") not in sections[Verdict(code).colour]
    }
    assert not missing


class Screen:
    def __init__(self) -> None:
        self.last: Any = None

    def board(self, board: object) -> None:
        self.last = board

    def fault(self, fault: BaseException) -> None:
        raise fault


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[dict[str, set[str]]]:
    """Every key each desk really has, over a morning."""
    found: dict[str, set[str]] = {name: set() for name in STOPS}
    with enrolled(tmp_path / "h", "control", at="8:10") as desk:
        parts = Parts()
        parts.__dict__["pins"] = PlainPins()
        parts.open_record = lambda home: desk.record  # type: ignore[assignment, method-assign]
        parts.clock = desk.clock  # type: ignore[assignment]
        session, screen = HomeSession(desk.home, parts, Wording("zh-CN")), Screen()
        duties = desk.record.plan.duties
        who = {
            "door": next(d.staff for d in duties if d.role == "lead-proctor" and d.room == "r01"),
            "custody": next(d.staff for d in duties if d.role == "confidentiality"),
        }
        who["room"] = who["door"]
        who["control"] = who["office"] = next(d.staff for d in duties if d.role == "chief")
        for name in found:
            assert isinstance(session.sign_in(Credential(who[name], "246810")), Signed)
            actions = session.open_desk(name, screen)
            if name == "door":
                seat = next(s for s in desk.record.plan.seats if s.room == "r01")
                actions.scanned(desk.record.index.candidates[seat.candidate].document_number)
            for section in (*BEFORE, *ON_THE_DAY) if name == "office" else ("",):
                if section:
                    actions.turn_to(section)
                board = screen.last
                rows = [*board.available, *getattr(getattr(board, "page", None), "jobs", ())]
                rows += [order.action for order in getattr(board, "orders", ())]
                found[name] |= {row.key for row in rows if row.key}
        yield found


def test_every_function_key_a_page_names_is_a_key_of_that_desk(keys: dict[str, set[str]]) -> None:
    for name, real in keys.items():
        told = {key for key in KEY.findall(page(name, "zh-CN")) if re.fullmatch(r"F[0-9]+|[A-Z]|Space", key)}
        known = real | EVERYWHERE | OWN.get(name, set()) | HALL.get(name, set())
        if name == "control":
            known |= set("RMBXZANOCVPTD")
        if name == "custody":
            known |= {"Space"}
        assert told <= known, (name, told - known)
    assert {"F2", "F3", "F4", "F5", "F6", "F7"} <= keys["control"]
    assert not any("F1" in real for real in keys.values()), "F1 is help at every desk"
