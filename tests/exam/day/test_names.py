"""Names compared as a proctor would (U16, ICAO 9303), and where two of them differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exam.identity.names import differing, likeness, same_name

PUA = "\ue81e"


@pytest.mark.parametrize(
    ("roster", "read", "like"),
    [
        ("张三", "张三", "same"),
        ("张三", " 张　三", "same"),
        ("买买提·吐尔逊", "买买提•吐尔逊", "same"),
        ("买买提·吐尔逊", "买买提吐尔逊", "same"),
        ("葛󠄀城", "葛城", "same"),
        ("张三", "李四", "different"),
        ("张三", "张三丰", "different"),
        ("王䶮", f"王{PUA}", "similar"),
        (f"王{PUA}", "王䶮", "similar"),
        ("王𠅤", "王??", "similar"),
        ("王𠅤明", "王□明", "similar"),
        ("王䶮", "李?", "different"),
        ("王小明", "王?", "different"),
        ("阿卜杜热合曼·阿卜杜热伊木江·买买提", "阿卜杜热合曼·阿卜杜热伊木江·", "similar"),  # a card's fifteen places
        ("阿卜杜热合曼·阿卜杜热伊木江·买买提", "阿卜杜热合曼·阿卜杜热伊木江", "different"),
    ],
)
def test_chinese_names(roster: str, read: str, like: str) -> None:
    assert same_name(roster, read) == like


@pytest.mark.parametrize(
    ("roster", "read", "like"),
    [
        ("Li  Ming", "li ming", "same"),
        ("Li Ming", "MING LI", "same"),
        ("ZHANG XIAOMING", "ZHANG XIAO MING", "same"),
        ("Jürgen Müller", "MUELLER<<JUERGEN", "same"),
        ("Jürgen Müller", "MULLER JURGEN", "same"),
        ("Jürgen Müller", "MUELLER JURGEN", "same"),
        ("Łukasz Ångström", "AANGSTROEM LUKASZ", "same"),
        ("José Muñoz", "MUNXXOZ JOSE", "same"),
        ("Strauß, Ørjan", "STRAUSS OERJAN", "same"),
        ("Mary-Ann O'Connor", "OCONNOR MARY ANN", "same"),
        ("Anna Maria Eriksson", "ERIKSSON ANNA", "similar"),
        ("Zach Smith", "SMITH ZACHARY", "similar"),
        ("Nilavadhanananda Chayapa Dejthamrong Krasuang", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "similar"),
        ("Bennelong Wooloomooloo Warrandyte Warnambool", "BENNELONG<<WOOLOOMOOLOO<WARRAND", "similar"),
        ("Anna Eriksson", "ERIKSSON BERTA", "different"),
        ("Anna Eriksson", "ERIKSON ANNE", "different"),
        ("Ng", "NG", "same"),
    ],
)
def test_latin_names_by_icao_9303(roster: str, read: str, like: str) -> None:
    assert same_name(roster, read) == like


def test_two_scripts_cannot_be_compared_and_a_common_script_decides() -> None:
    assert same_name("张三", "ZHANG SAN") == same_name("ZHANG SAN", "张三") == "other-script"
    assert likeness(("张三", ""), ("ZHANG SAN", "")) == "other-script"
    assert likeness(("张三", ""), ("ZHANG SAN", "张三")) == "same"
    assert likeness(("张三", ""), ("ZHANG SAN", "李四")) == "different"
    assert likeness(("张三", "张叁"), ("张叁", "")) == "same"


@pytest.mark.parametrize(
    ("roster", "read", "marks"),
    [
        ("王䶮", "王?", ((1,), (1,))),
        ("张三", "张三丰", ((), (2,))),
        ("张 三", "张四", ((2,), (1,))),
        ("Anna Eriksson", "ERIKSSON ANNA MARIA", ((), (14, 15, 16, 17, 18))),
        ("Zach Smith", "SMITH ZACHARY", ((), (10, 11, 12))),
        ("Jürgen Müller", "MUELLER JURGEN", ((), ())),
        ("张三", "ZHANG SAN", ((), ())),
    ],
)
def test_what_differs_is_marked_and_nothing_else(roster: str, read: str, marks: object) -> None:
    assert differing(roster, read) == marks


NAMES = st.text(max_size=12) | st.text(alphabet="张三李四·? □\ue81e𠅤ABab-'<ÄÖÜßñ", max_size=45)


@given(a=NAMES, b=NAMES)
def test_any_two_texts_are_compared_and_their_marks_lie_inside_them(a: str, b: str) -> None:
    assert same_name(a, b) in ("same", "similar", "other-script", "different")
    ours, theirs = differing(a, b)
    assert all(0 <= n < len(a) for n in ours)
    assert all(0 <= n < len(b) for n in theirs)
    if same_name(a, b) == "same":
        assert (ours, theirs) == ((), ())


@given(a=NAMES)
def test_a_name_is_its_own(a: str) -> None:
    assert same_name(a, a) == "same"
    assert differing(a, a) == ((), ())
