"""Finding people: names and how they are read, seats, numbers and their ends; who may look, and what is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.bootstrap.parts import Parts
from desktop.exam.frame.command import Refused
from desktop.faults import SiteFault
from desktop.operations.boards.people import Found
from desktop.operations.boards.shell import Refusal
from desktop.operations.desks.session import HomeSession
from desktop.operations.search import BEGINS, EXACT, INSIDE, LONGEST, Searched, SearchIndex, plain_words, readings_of
from desktop.store.home import create_home
from desktop.wording import Wording
from tests.helpers.homes import PASSPHRASE, Enrolled, PlainPins, enrolled, published_plan
from tests.helpers.morning import small_plan

READINGS = readings_of(Parts().readings())


def index(*names: str) -> SearchIndex:
    return SearchIndex(
        (
            Searched(name, (name,), f"9901021990010100{n:02d}", f"26112805{n:02d}", (("05", n),))
            for n, name in enumerate(names, 1)
        ),
        READINGS,
    )


def names(found: list[tuple[int, Searched]]) -> list[str]:
    return [person.id for _, person in found]


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("单雄", "sx"),
        ("仇英", "qy"),
        ("解晓东", "xxd"),
        ("查良", "zl"),
        ("曾国", "zg"),
        ("区适", "os"),
        ("尉迟恭", "ycg"),
        ("万俟兴", "mqx"),
        ("欧阳䶮菲", "oyyf"),
        ("缪贤", "mx"),
        ("乐毅", "yy"),
        ("翟志刚", "zzg"),
        ("盖叫天", "gjt"),
        ("覃辉", "qh"),
        ("朴树", "ps"),
        ("种师道", "csd"),
        ("长孙明", "zsm"),
        ("王鑫玥", "wxy"),
        ("古丽·买买提", "glmmt"),
        ("㙍二", "de"),
    ],
)
def test_surnames_are_found_by_the_initials_they_are_really_read_with(name: str, initials: str) -> None:
    assert names(index("陈晓", name, "李建").find(initials)) == [name]


@pytest.mark.parametrize(
    "words",
    ["王建国", "建国", "王", "wjg", "WJG", "ｗｊｇ", "wangjianguo", "wangjg", "wjguo", "王jg", "jianguo", "w建g"],
)
def test_a_name_is_found_by_its_characters_its_letters_or_both(words: str) -> None:
    assert names(index("陈晓", "王建国", "吕布").find(words)) == ["王建国"]


@pytest.mark.parametrize("words", ["lvbu", "lubu", "lyubu", "lübu", "LYU", "lu\u0308", "lyub", "lb", "吕"])
def test_u_with_dots_is_typed_as_v_as_u_as_documents_print_it_or_with_its_dots(words: str) -> None:
    assert names(index("陈晓", "吕布").find(words)) == ["吕布"]


@pytest.mark.parametrize(
    ("name", "initial", "ends"),
    [
        ("略明", "l", ("ve", "ue", "yue", "üe")),
        ("女华", "n", ("v", "u", "yu", "ü")),
        ("虐风", "n", ("ve", "ue", "yue", "üe")),
    ],
)
def test_every_syllable_with_dots_is_found_in_each_of_its_spellings(
    name: str, initial: str, ends: tuple[str, ...]
) -> None:
    for end in ends:
        assert names(index("陈晓", name, "刘牛").find(initial + end)) == [name], end


def test_latin_names_are_found_by_words_and_initials() -> None:
    people = index("SMITH JOHN", "O'BRIEN ANNA", "王建国")
    assert names(people.find("smi")) == ["SMITH JOHN"]
    assert names(people.find("sj")) == ["SMITH JOHN"]
    assert names(people.find("o'brien")) == ["O'BRIEN ANNA"]
    assert names(people.find("anna")) == ["O'BRIEN ANNA"]


def test_numbers_find_by_seat_by_room_and_seat_and_by_their_ends() -> None:
    people = SearchIndex(
        (
            Searched("a", ("陈晓",), "990102199003071178", "2611280501", (("05", 17),)),
            Searched("b", ("李建",), "99010219900307233X", "2611280617", (("06", 17),)),
        ),
        READINGS,
    )
    assert names(people.find("17")) == ["a", "b"]
    assert names(people.find("05-17")) == ["a"]
    assert names(people.find("6-17")) == ["b"]
    assert names(people.find("1178")) == ["a"]
    assert names(people.find("33x")) == ["b"]
    assert names(people.find("2611280617")) == ["b"]
    assert names(people.find("261128")) == ["a", "b"]
    assert names(people.find("0501")) == ["a"]
    assert names(people.find("99")) == []


def test_words_parted_by_blanks_must_all_fit() -> None:
    people = index("王建国", "王丽", "李丽")
    assert names(people.find("王 2")) == ["王丽"]
    assert names(people.find("li 王")) == ["王丽"]
    assert names(people.find("王 3")) == []


def test_whole_names_come_before_beginnings_and_those_before_middles() -> None:
    found = index("李王明", "王明亮", "王明").find("王明")
    assert [(fit, person.id) for fit, person in found] == [(EXACT, "王明"), (BEGINS, "王明亮"), (INSIDE, "李王明")]


def test_nothing_typed_finds_nobody() -> None:
    assert index("王建国").find("") == []
    assert index("王建国").find("   ") == []


HOSTILE = st.text(alphabet="王建阿a zhaA1x-·'/\u3000\ud7ff\U0002a6d6", max_size=80) | st.text(max_size=80)


@given(st.lists(HOSTILE, max_size=5), HOSTILE)
def test_no_words_and_no_names_stop_the_search(people: list[str], words: str) -> None:
    rows = [Searched(str(n), (name,), name, words) for n, name in enumerate(people)]
    for _, person in SearchIndex(rows, READINGS).find(words):
        assert person in rows


@given(st.text(alphabet="王建国李丽吕单䶮", min_size=1, max_size=4))
def test_everybody_is_found_by_each_beginning_of_their_own_initials(name: str) -> None:
    initials = "".join(READINGS[letter][0][0] for letter in name)
    people = index("陈晓", name)
    for length in range(1, len(name) + 1):
        assert name in names(people.find(initials[:length]))
        assert name in names(people.find(name[:length]))


def test_a_name_made_to_branch_is_searched_in_one_pass() -> None:
    people = index(" ".join(["aa"] * 30))
    assert people.find("a" * (LONGEST - 1) + "b") == []
    assert plain_words("Ａａ·b") == "aa b"


# --- from a desk ------------------------------------------------------------------------------------------------------


class Screen:
    def board(self, board: object) -> None:
        pass

    def fault(self, fault: BaseException) -> None:
        raise fault


class Site:
    """One home with its session, and a desk opened by somebody on duty."""

    def __init__(self, desk: Enrolled) -> None:
        self.desk = desk
        parts = Parts()
        parts.__dict__["pins"] = PlainPins()
        parts.open_record = lambda home: desk.record  # type: ignore[assignment, method-assign]
        parts.clock = desk.clock  # type: ignore[assignment]
        self.session = HomeSession(desk.home, parts, Wording("zh-CN"))
        assert self.session.record is not None
        self.record = self.session.record

    def duty(self, role: str, room: str | None = None) -> str:
        return next(d.staff for d in self.record.plan.duties if d.role == role and d.room == room)

    def open(self, desk: Any, role: str, room: str | None = None) -> None:
        from desktop.operations.boards.shell import Credential, Signed

        assert isinstance(self.session.sign_in(Credential(self.duty(role, room), "246810")), Signed)
        self.session.open_desk(desk, Screen())

    def found(self, words: str) -> Found:
        ready = self.session.find("")
        assert isinstance(ready, Found), ready
        assert ready.rows == ()
        found = self.session.find(words)
        assert isinstance(found, Found)
        return found

    def first(self, room: str = "r01") -> Any:
        seat = next(s for s in self.record.plan.seats if s.room == room)
        return self.record.index.candidates[seat.candidate], seat


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    plan = small_plan()
    twins = tuple(
        replace(c, name="单建国") if n in (0, len(plan.candidates) - 1) else c for n, c in enumerate(plan.candidates)
    )
    with enrolled(
        tmp_path / "h", "control", published=published_plan(replace(plan, candidates=twins)), at="8:10"
    ) as desk:
        yield Site(desk)


def test_at_the_door_only_who_may_undo_a_check_may_look_for_a_name(site: Site) -> None:
    site.open("door", "assistant-proctor", "r01")
    refused = site.session.find("单")
    assert isinstance(refused, Refusal)
    assert refused.sentence
    assert refused.next
    assert refused.clause
    site.open("door", "lead-proctor", "r01")
    assert len(site.found("sjg").rows) == 2
    site.open("door", "chief")
    assert len(site.found("sjg").rows) == 2


def test_the_custody_desk_looks_for_nobody(site: Site) -> None:
    site.open("custody", "confidentiality")
    assert isinstance(site.session.find("单"), Refusal)


def test_two_of_one_name_are_marked_and_told_apart_by_their_numbers(site: Site) -> None:
    site.open("control", "chief")
    rows = site.found("单建国").rows
    assert len(rows) == 2
    assert all(row.same_name for row in rows)
    assert len({row.numbers for row in rows}) == 2
    whole = [c.document_number for c in site.record.plan.candidates if c.name == "单建国"]
    assert not any(number in row.numbers for row in rows for number in whole)


def test_a_room_finds_its_own_people_and_nobody_elses(site: Site) -> None:
    site.open("room", "lead-proctor", "r01")
    mine, _ = site.first("r01")
    other, _ = site.first("r03")
    assert site.found(mine.admission_number).rows
    assert not site.found(other.admission_number).rows


def test_the_doors_own_room_comes_first(site: Site) -> None:
    site.open("door", "lead-proctor", "r03")
    here = [row.here for row in site.found("单").rows]
    assert here == sorted(here, reverse=True)


def test_a_person_is_shown_with_what_happened_and_what_may_be_done(site: Site) -> None:
    who, seat = site.first("r01")
    site.open("control", "chief")
    (row,) = site.found(who.admission_number).rows
    board = site.session.person(row.about)
    assert board.row.state == "expected"
    assert str(seat.number) in board.row.place
    assert {"admit-by-order", "move-seat", "correct-candidate"} <= {a.command for a in board.actions}
    assert all(a.about == (row.about,) for a in board.actions)
    assert all(a.enabled or a.why for a in board.actions)
    assert not any(who.document_number in words for _, words in board.lines)


def test_who_was_moved_is_found_at_the_new_seat(site: Site) -> None:
    who, seat = site.first("r01")
    site.open("control", "chief")
    site.found("17")
    data = {"room": "r03", "number": 29, "reason": "桌椅损坏"}
    about = f"candidate:s1/{who.id}"
    signers = (site.duty("chief"), site.duty("lead-proctor", "r03"))
    done = site.desk.act("move-seat", about, data, *signers[:1])
    if isinstance(done, Refused):
        done = site.desk.act("move-seat", about, data, *signers)
    assert not isinstance(done, Refused), done
    label = site.record.index.rooms["r03"].number
    assert [row.about for row in site.found(f"{label}-29").rows] == [about]
    here = site.record.index.rooms["r01"].number
    assert about not in [row.about for row in site.found(f"{here}-{seat.number}").rows]


def test_nobody_of_that_number_is_a_fault_in_words(site: Site) -> None:
    site.open("control", "chief")
    site.found("1")
    with pytest.raises(SiteFault, match="person-unknown"):
        site.session.person("candidate:s1/nobody")


def test_before_the_plan_is_published_the_office_finds_people_of_the_draft(tmp_path: Path) -> None:
    home = create_home(tmp_path / "h", PASSPHRASE)
    home.plans.save_draft(small_plan())
    session = HomeSession(home, Parts(), Wording("en"))
    session.open_desk("office", Screen())
    who = small_plan().candidates[0]
    assert isinstance(session.find(""), Found)
    found = session.find(who.admission_number)
    assert isinstance(found, Found)
    assert [row.name for row in found.rows] == [who.name]
    board = session.person(found.rows[0].about)
    assert board.actions == ()
    assert board.lines
    with pytest.raises(SiteFault, match="person-unknown"):
        session.person("candidate:s1/nobody")
    session.close()


def test_a_desk_is_shown_around_once_for_each_role_and_never_where_that_is_off(site: Site) -> None:
    site.open("door", "assistant-proctor", "r01")
    assert site.session.tour_due()
    assert not site.session.tour_due()
    site.open("door", "chief")
    assert site.session.tour_due()
    site.desk.home.settings.put("tours", "off")
    site.open("control", "chief")
    assert not site.session.tour_due()
