"""How words are read: whatever is typed, the answer is a call or a sentence; and no list of words is our own fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.__main__ import window_wanted
from desktop.cli.answer import Wrong
from desktop.cli.commands import FORMS, GROUPS
from desktop.cli.grammar import Call, help_text, parse
from tests.cli.site import Cli

NAMES = sorted({part for form in FORMS for part in form.name.split()})
OPTIONS = sorted({n for form in FORMS for o in form.options for n in (o.name, o.short) if n})
VALUES = ["", "-", "--", "0", "01", "x", "{}", '{"order": "start"}', "room:01", "sitting", "001", "9" * 30, "长期"]
WORDS = st.one_of(
    st.sampled_from([*NAMES, *OPTIONS, *VALUES, "--json", "--help", "--home="]),
    st.text(max_size=8),
    st.text(st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF), min_size=1, max_size=3),
)


@given(st.lists(WORDS, max_size=10))
@settings(max_examples=500, deadline=None)
def test_any_words_are_a_call_or_a_sentence(words: list[str]) -> None:
    call, told = Call(), ""
    try:
        call = parse(words, FORMS)
    except Wrong as wrong:
        told = str(wrong)
    assert not told or any("\u4e00" <= c <= "\u9fff" for c in told)
    if call.form is not None and not call.help:
        wanted = {*(w.parameter for w in call.form.words), *(o.parameter for o in call.form.options)}
        assert set(call.values) == wanted


@given(st.sampled_from(FORMS), st.lists(WORDS, max_size=6))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_words_after_a_command_are_our_own_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: object, words: list[str]
) -> None:
    """Without a home: every command gets as far as its files, and says what is missing there."""
    name = getattr(form, "name", "")
    if name in ("open", "rehearse", "selftest", "hub init"):
        return
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KAODIAN_PASSPHRASE", raising=False)
    ran = Cli(tmp_path / "home", monkeypatch).run(*name.split(), *words)
    assert ran.code in (0, 1, 2), ran


def test_an_option_takes_the_next_word_whatever_it_looks_like() -> None:
    call = parse(["door", "--room", "01", "--number", "-5", "--ticket", "-"], FORMS)
    assert (call.values["number"], call.values["ticket"]) == ("-5", "-")
    call = parse(["plan", "template", "-ofile.xlsx"], FORMS)
    assert call.values["out"] == Path("file.xlsx")
    call = parse(["plan", "template", "--output=a=b"], FORMS)
    assert call.values["out"] == Path("a=b")


def test_words_after_two_dashes_are_no_options() -> None:
    call = parse(["plan", "import", "--", "--check", "-x"], FORMS)
    assert call.values["files"] == [Path("--check"), Path("-x")]
    assert call.values["check"] is False


def test_help_wins_over_what_is_missing() -> None:
    assert parse(["door", "--help"], FORMS).help
    assert "--room" in help_text(parse(["door", "-h"], FORMS), FORMS, GROUPS)
    assert help_text(parse(["hub", "--help"], FORMS), FORMS, GROUPS).startswith(GROUPS["hub"])


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], ("", "", ())),
        (["open"], ("", "", ())),
        (["open", "--desk", "door"], ("", "door", ())),
        (["--home", "h", "open", "--desk=room"], ("h", "room", ())),
        (["open", "--home=h"], ("h", "", ())),
        (["--home", "h"], ("h", "", ())),
        (["open", "--source", "pcsc:*", "--source=serial:COM3"], ("", "", ("pcsc:*", "serial:COM3"))),
        (["open", "--source"], None),
        (["--source", "pcsc:*"], None),
        (["--home"], None),
        (["open", "--desk", "kitchen"], None),
        (["--desk", "door"], None),
        (["record", "show"], None),
        (["open", "--help"], None),
    ],
)
def test_the_window_is_opened_without_the_command_line(arguments: list[str], wanted: object) -> None:
    assert window_wanted(arguments) == wanted
