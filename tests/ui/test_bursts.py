"""The rhythm that tells readers from people, without a window (U11, U13)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exam.plan.documents import make_number
from desktop.ui.shared.readers.bursts import Bursts, Rhythm

PASSPORT = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
NUMBER = "990102199003072332"


class Bench:
    """Keys with their times; a key is its own text, closing keys are a line feed, other keys have names."""

    def __init__(self, rhythm: Rhythm | None = None) -> None:
        self.at = 0.0
        self.read: list[str] = []
        self.typed: list[str] = []
        self.through: list[str] = []
        self.bursts: Bursts[str] = Bursts(self.read.append, self.typed.extend, rhythm)

    def pass_time(self, ms: float) -> None:
        end = self.at + ms
        while (wait := self.bursts.wait()) is not None and self.at + wait <= end:
            self.at += wait
            self.bursts.pause(self.at)
        self.at = end

    def send(self, text: str, every: float = 3, closing: str = "\n") -> None:
        for letter in text + closing:
            self.pass_time(every)
            self.key(letter)

    def key(self, letter: str) -> None:
        if letter in "\r\n\t":
            if not self.bursts.close(self.at, self.at):
                self.through.append(letter)
        elif letter < " ":
            if not self.bursts.mark(letter, letter, self.at, self.at):
                self.through.append(letter)
        else:
            self.bursts.press(letter, letter, self.at, self.at)


@pytest.mark.parametrize("closing", ["\n", "\r", "\t", "\r\n", "\n\n", "\t\r", "\x03", "\x03\r\n", ""])
def test_whatever_ends_a_read_belongs_to_it_and_presses_nothing(closing: str) -> None:
    bench = Bench()
    bench.send(NUMBER, closing=closing)
    bench.pass_time(500)
    assert (bench.read, bench.typed, bench.through) == ([NUMBER], [], [])


def test_an_enter_of_a_person_after_a_read_is_the_persons() -> None:
    bench = Bench()
    bench.send(NUMBER)
    bench.pass_time(400)
    bench.key("\n")
    assert bench.through == ["\n"]


@pytest.mark.parametrize("before", ["]C0", "\x02", "\x02]C0", "]Q1", "]A0"])
def test_marks_and_identifiers_around_a_read_are_taken_off(before: str) -> None:
    bench = Bench()
    bench.send(f"{before}2611280317\x03")
    assert bench.read == ["2611280317"]


@pytest.mark.parametrize("before", ["]C1", "]E0", "]d2", "\x1d"])
def test_what_says_that_a_code_is_a_products_stays(before: str) -> None:
    bench = Bench()
    bench.send(f"{before}0106901234567892\x1d10ABC")
    assert len(bench.read) == 1
    assert bench.read[0].startswith(before)
    assert bench.typed == []


def test_a_shortcut_of_a_person_goes_on_as_one() -> None:
    bench = Bench()
    bench.key("\x03")
    bench.key("\x02")
    bench.pass_time(100)
    assert bench.through == ["\x03"]
    assert bench.typed == ["\x02"]


def test_full_width_is_read_as_half_width() -> None:
    bench = Bench()
    bench.send("ＥＡ１２３４５６７")
    assert bench.read == ["EA1234567"]


def test_two_barcodes_of_one_pull_are_two_reads_in_order() -> None:
    bench = Bench()
    bench.send("6901234567892", closing="\t")
    bench.send(NUMBER)
    assert bench.read == ["6901234567892", NUMBER]


def test_two_codes_sent_twice_in_turn_are_each_read_once() -> None:
    bench = Bench()
    for text in ("6901234567892", NUMBER, "6901234567892", NUMBER):
        bench.send(text)
        bench.pass_time(100)
    assert bench.read == ["6901234567892", NUMBER]


def test_the_same_code_is_read_again_after_a_while_even_from_a_reader_that_repeats_all_the_time() -> None:
    bench = Bench()
    for _ in range(40):
        bench.send("2611280317")
        bench.pass_time(200)
    assert 4 <= len(bench.read) <= 7


@pytest.mark.parametrize("lines", [PASSPORT, CARD], ids=["passport", "card"])
@pytest.mark.parametrize("between", [0, 60, 250])
def test_the_lines_of_a_zone_are_one_read(lines: tuple[str, ...], between: int) -> None:
    bench = Bench()
    for line in lines:
        bench.send(line, closing="\r")
        bench.pass_time(between)
    assert bench.read == ["\n".join(lines)]


@pytest.mark.parametrize("lines", [PASSPORT, CARD], ids=["passport", "card"])
def test_a_zone_in_one_burst_is_divided_into_its_lines(lines: tuple[str, ...]) -> None:
    bench = Bench()
    bench.send("".join(lines))
    assert bench.read == ["\n".join(lines)]


def test_a_first_line_that_lost_its_fillers_is_made_whole() -> None:
    bench = Bench()
    bench.send(PASSPORT[0].rstrip("<"))
    bench.send(PASSPORT[1])
    assert bench.read == ["\n".join(PASSPORT)]


def test_a_zone_sent_twice_is_one_read() -> None:
    bench = Bench()
    for line in PASSPORT + PASSPORT:
        bench.send(line)
    assert bench.read == ["\n".join(PASSPORT)]


def test_half_a_zone_is_told_after_a_moment_and_the_next_read_is_itself() -> None:
    bench = Bench()
    bench.send(PASSPORT[0])
    assert bench.read == []
    bench.pass_time(400)
    assert bench.read == [PASSPORT[0]]
    bench.send(NUMBER)
    assert bench.read == [PASSPORT[0], NUMBER]


def test_another_read_between_two_lines_loses_neither() -> None:
    bench = Bench()
    for text in (PASSPORT[0], NUMBER, PASSPORT[1]):
        bench.send(text)
    bench.pass_time(400)
    assert bench.read == [PASSPORT[0], NUMBER, PASSPORT[1]]


def test_a_key_held_down_is_typing_even_where_nobody_says_that_it_repeats() -> None:
    bench = Bench()
    bench.send("7" * 60, every=33, closing="")
    bench.pass_time(100)
    assert bench.read == []
    assert bench.typed == ["7"] * 60


def test_a_flood_is_cut_told_once_and_the_next_read_is_itself() -> None:
    bench = Bench()
    bench.send("AB12" * 5000)
    bench.pass_time(100)
    bench.send(NUMBER)
    assert [len(text) for text in bench.read] == [41, len(NUMBER)]
    assert bench.typed == []


def test_a_long_read_that_breaks_off_is_never_typed_into_a_form() -> None:
    bench = Bench()
    bench.send("AB12" * 50, closing="")
    bench.bursts.break_off(bench.at)
    assert bench.typed == []
    assert bench.read == ["AB12" * 50]


def test_keys_after_a_busy_moment_are_judged_by_their_own_times() -> None:
    """No timer came between: the times of the keys alone divide two reads without closing keys."""
    bench = Bench()
    for start, text in ((0, "2611280317"), (700, "2611280318")):
        for n, letter in enumerate(text):
            bench.bursts.press(letter, letter, start + 3 * n, 5000)
    bench.bursts.pause(5000)
    assert bench.read == ["2611280317", "2611280318"]


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("read"), st.text("0123456789ABCX<-/:]", min_size=4, max_size=50)),
            st.tuples(st.just("typed"), st.text("abcdefgh", min_size=1, max_size=6)),
            st.tuples(st.just("noise"), st.text("\x00\x01\x02\x03\x1dA1\t\n", min_size=1, max_size=9)),
        ),
        max_size=12,
    )
)
def test_nothing_makes_it_deaf_and_no_key_of_a_person_is_lost(acts: list[tuple[str, str]]) -> None:
    bench = Bench()
    fingers = ""
    for kind, text in acts:
        bench.pass_time(2000)
        before = len(bench.typed)
        if kind == "typed":
            bench.send(text, every=120, closing="")
            bench.pass_time(100)
            assert bench.typed[before:] == list(text)
            fingers += text
        else:
            bench.send(text, closing="\n" if kind == "read" else "")
    bench.pass_time(5000)
    assert not bench.bursts.holding()
    assert bench.bursts.wait() is None
    number = make_number("990102", date(1991, 2, 3), 77)
    bench.send(number)
    assert bench.read[-1] == number


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_text_in_any_alphabet_leaves_it_armed(text: str) -> None:
    bench = Bench()
    for letter in text:
        bench.at += 2
        if letter == "\x00":
            bench.bursts.break_off(bench.at)
        else:
            bench.key(letter)
    bench.pass_time(5000)
    bench.send(NUMBER)
    assert bench.read[-1] == NUMBER
    assert all("\x02" not in told for told in bench.read)
