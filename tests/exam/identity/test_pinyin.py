"""Whether a Latin name is how a Chinese one is read, and what the door makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.bootstrap.parts import Parts
from desktop.exam.identity.pinyin import Readings, heard, spelled

READINGS = Readings(Parts().readings)


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("张建国", "ZHANG JIANGUO"),
        ("张建国", "ZHANG<<JIANGUO"),
        ("张建国", "ZHANG JIAN GUO"),
        ("张建国", "Zhang, Jian-guo"),
        ("张建国", "JIANGUO ZHANG"),
        ("吕不韦", "LYU BUWEI"),
        ("吕不韦", "LU BUWEI"),
        ("吕不韦", "LÜ BUWEI"),
        ("吕不韦", "LV BUWEI"),
        *(("张略", f"ZHANG {latin}") for latin in ("LYUE", "LUE", "LVE", "LÜE")),
        *(("虐风", f"{latin} FENG") for latin in ("NYUE", "NUE", "NVE", "NÜE")),
        *(("女华", f"{latin} HUA") for latin in ("NYU", "NU", "NV", "NÜ")),
        ("单田芳", "SHAN TIANFANG"),  # a surname read its own way
        ("曾乐", "ZENG YUE"),
        ("曾乐", "ZENG LE"),
        ("欧阳修", "OUYANG XIU"),
        ("方安安", "FANG AN'AN"),
        ("西安", "XI AN"),
        ("古丽·买买提", "GULI MAIMAITI"),
        ("張建國", "ZHANG JIANGUO"),
    ],
)
def test_a_name_that_fits(chinese: str, latin: str) -> None:
    assert heard(chinese, latin, READINGS) == heard(latin, chinese, READINGS) == "alike"


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("张建国", "ZHANG JIANHUA"),
        ("张建国", "ZHANG JIAN"),
        ("张建", "ZHANG JIANGUO"),
        ("陈大文", "CHAN TAI MAN"),
        ("大山", "ROWSWELL MARK"),
        ("张西安", "ZHANG XIANG"),
        ("张先", "ZHA NGXIAN"),  # a word ends with a character
    ],
)
def test_a_name_that_clearly_does_not_fit(chinese: str, latin: str) -> None:
    assert heard(chinese, latin, READINGS) == heard(latin, chinese, READINGS) == "unlike"


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("古丽·买买提", "GUL MEMET"),
        ("王\ue81e", "WANG YAN"),  # a character of no known reading
        ("张建国", "ZHANG"),
        ("王", "WANG"),
        ("山田たけし", "YAMADA TAKESHI"),
        ("阿卜杜热合曼阿卜杜热伊木江", "ABDUREHMAN ABDUREYIMJAN"),
    ],
)
def test_a_name_nobody_can_judge_by_its_sound(chinese: str, latin: str) -> None:
    assert heard(chinese, latin, READINGS) == ""


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_name_is_too_strange(one: str, other: str) -> None:
    assert heard(one, other, READINGS) in ("alike", "unlike", "")


def test_the_table_is_asked_for_once_and_only_when_a_name_wants_it() -> None:
    asked: list[str] = []

    def table() -> str:
        asked.append("table")
        return "wang 王\nming 明名\n"

    readings = Readings(table)
    assert not asked
    assert heard("王明", "WANG MING", readings) == "alike"
    assert heard("王名", "WANG MING", readings) == "alike"
    assert asked == ["table"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王建国", {"wangjianguo", "wjg"}),
        ("吕岩", {"lvyan", "lyuyan", "luyan", "ly"}),
        ("单雄", {"danxiong", "shanxiong", "dx", "sx"}),
        ("Anna Schmidt", {"Anna", "Schmidt"}),
        ("王\ue000", set()),
        ("", set()),
    ],
)
def test_a_name_is_typed_in_whole_syllables_or_by_its_initials(name: str, typed: set[str]) -> None:
    words = set(spelled(name, READINGS).split())
    assert words >= typed
    assert bool(words) is bool(typed)
