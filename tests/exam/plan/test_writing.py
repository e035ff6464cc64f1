"""Text normalisation: only what has exactly one meaning changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.exam.plan.naming import name_fault, plan_name
from desktop.exam.plan.writing import all_clean, meaning_of_private, normalise, with_standard_characters, without_marks


def test_full_width_breaks_and_radicals_become_one_writing() -> None:
    assert normalise("　张　三 ").text == "张 三"
    assert normalise("Ａ１９ｚ").text == "A19z"
    assert normalise("甲\r\n乙\t丙").text == "甲 乙 丙"
    assert normalise("\u200b王\ufeff五").text == "王五"
    found = normalise("⽣⼥")
    assert (found.text, found.kangxi) == ("生女", "⽣⼥")


def test_private_use_and_rare_characters_stay() -> None:
    found = normalise("王\ue863")
    assert (found.text, found.private) == ("王\ue863", "\ue863")
    assert meaning_of_private("\ue863") == "䶮"
    assert meaning_of_private("\ue000") == ""
    assert normalise("王𠅤䶮𬭎㛃喆").text == "王𠅤䶮𬭎㛃喆"
    assert normalise("古丽·买买提").text == "古丽·买买提"


def test_private_use_codes_of_the_old_standard_are_written_with_the_new_ones_when_somebody_asks() -> None:
    assert with_standard_characters("王\ue863\ue000") == "王䶮\ue000"
    assert with_standard_characters("王五") == "王五"
    known = [chr(code) for code in range(0xE815, 0xE865) if meaning_of_private(chr(code))]
    assert len(known) >= 60
    assert all(normalise(with_standard_characters(c)).private == "" for c in known)


def test_control_characters_are_told() -> None:
    assert normalise("a\x00b").control
    assert normalise("王\x1b").control
    assert normalise("\ud800").control
    assert not normalise("a\tb").control


def test_marks_before_numbers_go() -> None:
    assert without_marks("' 990102 1990") == "990102 1990"
    assert without_marks("`12") == "12"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(st.lists(st.text(max_size=6), max_size=5))
def test_the_one_scan_never_calls_dirty_text_clean(values: list[str]) -> None:
    if all_clean(values):
        for value in values:
            found = normalise(value)
            assert (found.text, found.kangxi, found.private, found.control) == (value, "", "", False)


def test_the_one_scan_sees_ordinary_columns_as_clean() -> None:
    assert all_clean(["张三", "", "古丽·买买提", "John Smith"])
    assert all_clean(["990102199003072335", "E12345678"])
    assert not all_clean(["张三 "])
    assert not all_clean(["a\nb"])
    assert not all_clean(["'1"])


def test_the_plan_is_named_by_date_and_body() -> None:
    assert plan_name("2020-11-03", "成人按摩") == "20201103成人按摩"
    assert name_fault("20201103 成人按摩", "2020-11-03", "成人按摩") == ""
    assert name_fault("成人按摩", "", "") == "shape"
    assert name_fault("20201303成人按摩", "", "") == "date"
    assert name_fault("20201104成人按摩", "2020-11-03", "成人按摩") == "other-date"
    assert name_fault("20201103别家", "2020-11-03", "成人按摩") == "other-body"
