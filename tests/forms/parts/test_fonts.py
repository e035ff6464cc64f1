"""Fonts: nothing is lost in silence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import fonts

FOLDER = Path(fonts.__file__).resolve().parents[1] / "resources" / "fonts"
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)


def test_the_shipped_font_files_are_the_ones_we_chose() -> None:
    for line in (FOLDER / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest
    assert (FOLDER / "OFL.txt").is_file()


@pytest.mark.parametrize(
    "name", ["王䶮", "李㛃", "赵𬭎", "钱𣲗", "孙𠅤", "周\U00020bb7", "张喆堃", "阿卜杜·热合曼", "O'Brien Zoë"]
)
def test_rare_names_are_printable(name: str) -> None:
    assert fonts.missing(name) == ""


def test_missing_names_each_character_once_in_order() -> None:
    assert fonts.missing("李😀明😀\ue863") == "😀\ue863"


@pytest.mark.parametrize(
    "bad", ["\ue000", "\ue863", "\U000f0000", "\n", "\x00", "\u202e", "\u200d", "\ud800", "\ufe0f"]
)
def test_private_and_shapeless_characters_count_as_missing(bad: str) -> None:
    assert fonts.missing(f"王{bad}") == bad


def test_a_decomposed_letter_is_printed_composed() -> None:
    assert fonts.missing("Zoe\u0308") == ""
    assert fonts.face(fonts.REGULAR).drawable("Zoe\u0308") in ("Zoë", "Zoe\u0308")


def test_a_mark_without_a_letter_of_its_own_is_told_and_not_set_over_the_next_letter() -> None:
    assert fonts.missing("e\u0301\u0323ric") == "\u0301\u0323"
    assert fonts.face(fonts.REGULAR).drawable("e\u0301\u0323ric") == "\u1eb9ric"


def test_what_no_font_has_is_drawn_as_a_box() -> None:
    assert fonts.face(fonts.BOLD).drawable("李😀明") == f"李{fonts.BLANK_BOX}明"


def test_a_missing_first_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "_FOLDERS", [tmp_path])
    with pytest.raises(fonts.FontFileMissing, match="NotoSansSC-Regular"):
        fonts.CompositeFont("Another", ("NotoSansSC-Regular.ttf",))


def test_faces_are_registered_once() -> None:
    first = fonts.face(fonts.REGULAR)
    fonts.ensure()
    assert fonts.face(fonts.REGULAR) is first
    assert first.face.name != fonts.face(fonts.BOLD).face.name


@given(ANY_TEXT)
def test_what_is_drawn_never_misses_a_character(text: str) -> None:
    drawn = fonts.face(fonts.REGULAR).drawable(text)
    assert fonts.missing(drawn) == ""
    assert fonts.face(fonts.REGULAR).stringWidth(text, 10) >= 0


@given(ANY_TEXT)
def test_text_without_missing_characters_is_drawn_unchanged_or_composed(text: str) -> None:
    import unicodedata

    if not fonts.missing(text):
        assert fonts.face(fonts.REGULAR).drawable(text) in (text, unicodedata.normalize("NFC", text))
