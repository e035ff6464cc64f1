from __future__ import annotations

import contextlib
import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from desktop.devices.keyboard import KeyboardSource, typed_number
from desktop.devices.sources import Document, Needs, SourceState, TravelKey, open_source
from desktop.devices.virtual import VirtualSource
from desktop.exam.plan.documents import make_number
from desktop.faults import SiteFault
from desktop.wording import Wording

NUMBER = "990102199003072332"
SOURCES = Path(__file__).parents[2] / "desktop" / "devices"
CODES = re.compile(r'SiteFault\(\s*"([a-z-]+)"')
RAISED = sorted({code for path in SOURCES.rglob("*.py") for code in CODES.findall(path.read_text("utf-8"))})


class Waits:
    """Time that passes without being waited for."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)


def fault_of(reader: VirtualSource | KeyboardSource, timeout: float = 5.0) -> str:
    with pytest.raises(SiteFault) as caught:
        reader.read(timeout)
    return caught.value.code


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("code", RAISED)
def test_every_fault_of_a_reader_has_a_sentence(code: str, locale: str) -> None:
    assert Wording(locale).has(f"fault-{code}", locale)


def test_a_script_in_the_setting_gives_its_documents_in_order() -> None:
    script = [{"number": NUMBER, "name": "王䶮", "expires": "长期", "ticket": "2612050001"}, "unreadable"]
    with open_source("virtual:" + json.dumps(script), Needs(key=lambda: TravelKey(can="123456"))) as reader:
        first, second = reader.read(1.0), reader.read(1.0)
    assert (first.number, first.name, first.expires, first.ticket) == (NUMBER, "王䶮", "长期", "2612050001")
    assert (first.method, first.unreadable) == ("virtual", False)
    assert second.unreadable
    assert second.number == ""


@pytest.mark.parametrize("whole", [True, False], ids=["array", "lines"])
def test_a_script_is_a_file_with_an_array_or_a_value_a_line(tmp_path: Path, whole: bool) -> None:
    steps = [{"number": NUMBER}, "torn", {"number": "ZZ0000001", "document_type": "护照"}]
    path = tmp_path / "script.json"
    path.write_text(json.dumps(steps) if whole else "\n".join(map(json.dumps, steps)), encoding="utf-8")
    with open_source(f"virtual:{path}") as reader:
        assert reader.read(1.0).number == NUMBER
        with pytest.raises(SiteFault, match="read-torn"):
            reader.read(1.0)
        assert reader.read(1.0).document_type == "护照"


def test_bare_numbers_and_words_are_a_script_too() -> None:
    with open_source(f"virtual:torn,{NUMBER}") as reader:
        with pytest.raises(SiteFault, match="read-torn"):
            reader.read(1.0)
        assert reader.read(1.0).number == NUMBER


@pytest.mark.parametrize("bad", ['[{"numbre": "1"}]', "[1]", '["sleepy"]', "[", '[{"number": 5}]', "[{}]"])
def test_a_script_nobody_can_play_is_refused_before_it_starts(bad: str) -> None:
    with pytest.raises(SiteFault) as caught:
        open_source(f"virtual:{bad}")
    assert caught.value.code == "script-unreadable"


def test_a_script_that_is_not_there_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(SiteFault, match="file-not-found"):
        open_source(f"virtual:{tmp_path / 'gone.json'}")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SiteFault, match="script-unreadable"):
        open_source(f"virtual:{tmp_path / 'bytes.json'}")


def test_a_typed_source_without_any_input_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(SiteFault, match="source-ended"):
        open_source("keyboard:")


def test_what_a_virtual_reader_is_doing_is_told_as_a_real_one_tells_it() -> None:
    told: list[SourceState] = []
    script = json.dumps(["torn", "hung", "dead", "alive", {"number": NUMBER}])
    with open_source(f"virtual:{script}", Needs(told=told.append)) as reader:
        for _ in range(4):
            with contextlib.suppress(SiteFault):
                reader.read(0.0)
    assert [state.doing for state in told] == [
        *("ready", "reading", "unreadable", "ready", "reading", "unreadable", "ready", "no-reader"),
        *("ready", "reading", "read"),
    ]
    assert {state.trouble for state in told} == {"", "card-torn", "card-hung"}


def test_a_step_as_a_card_is_what_reading_that_card_gives() -> None:
    step = {
        "as": "card",
        "number": make_number("990102", date(1990, 3, 7), 233),
        "name": "欧阳" + "娜" * 20,
        "document_type": "港澳台居民居住证",
        "other_numbers": ["H12345678"],
        "birth": "1990-03-07",
        "expires": "2030-01-01",
        "ticket": "2612050001",
    }
    with open_source("virtual:" + json.dumps([step])) as reader:
        document = reader.read(0.0)
    assert (document.name, len(document.name)) == ("欧阳" + "娜" * 13, 15)
    assert (document.other_numbers, document.ticket, document.method) == (("H12345678",), "2612050001", "virtual")


def test_a_document_as_data_has_every_member_and_is_json() -> None:
    document = Document(number=NUMBER, other_numbers=("H00000001",), portrait=b"\xff\xd8")
    data = document.as_data()
    assert list(data) == [field.name for field in fields(Document)]
    assert json.loads(json.dumps(data)) == data
    assert (data["other_numbers"], data["portrait"]) == (["H00000001"], "/9g=")


@pytest.mark.parametrize("setting", ["", "magic:1", "virtual", "pcsc", "键盘:"])
def test_an_unknown_setting_is_told(setting: str) -> None:
    with pytest.raises(SiteFault) as caught:
        open_source(setting)
    assert caught.value.code == "source-unknown"


def test_an_empty_reader_waits_as_long_as_it_was_told_and_no_longer() -> None:
    waits = Waits()
    reader = VirtualSource(["hang", {"number": NUMBER}], wait=waits)
    assert fault_of(reader, 2.5) == "read-timeout"
    assert reader.read(2.5).number == NUMBER
    assert fault_of(reader, 1.0) == "read-timeout"
    assert waits.waited == [2.5, 1.0]


def test_a_dead_reader_comes_back_on_cue() -> None:
    reader = VirtualSource(["dead", "alive", {"number": NUMBER}, {"dead": 2}, {"number": "ZZ0000001"}])
    assert fault_of(reader) == "reader-lost"
    assert reader.read(1.0).number == NUMBER
    assert [fault_of(reader), fault_of(reader)] == ["reader-lost", "reader-lost"]
    assert reader.read(1.0).number == "ZZ0000001"


def test_a_dead_reader_stays_dead_until_its_cue() -> None:
    reader = VirtualSource(["dead", {"number": NUMBER}])
    assert [fault_of(reader) for _ in range(5)] == ["reader-lost"] * 5
    reader.close()
    reader.put("alive", {"number": NUMBER})
    assert reader.read(1.0).number == NUMBER


def test_a_thousand_mixed_reads_leave_the_reader_working() -> None:
    chance = random.Random(12)
    failures = {"torn": "read-torn", "unknown": "document-unknown", "hang": "read-timeout", "unreadable": ""}
    waits, numbers = Waits(), []
    reader = VirtualSource(wait=waits)
    for n in range(1000):
        if chance.random() < 0.5:
            step = chance.choice(list(failures))
            reader.put(step)
            if failures[step]:
                assert fault_of(reader) == failures[step]
            else:
                assert reader.read(5.0).unreadable
        elif chance.random() < 0.1:
            times = chance.randrange(1, 5)
            reader.put({"dead": times})
            assert {fault_of(reader) for _ in range(times)} == {"reader-lost"}
        else:
            reader.put({"number": f"ZZ{n:07d}"})
            numbers.append(reader.read(5.0).number)
    assert len(numbers) > 300
    assert numbers == sorted(set(numbers)), "each read gave its own document, none twice and none of an earlier read"


@pytest.fixture
def typing() -> Iterator[tuple[KeyboardSource, int]]:
    reading, writing = os.pipe()
    with KeyboardSource(reading) as source:
        yield source, writing
        os.close(writing)
        if source._thread is not None:
            source._thread.join(5)
    os.close(reading)


def test_a_typed_line_is_a_document_a_second_officer_will_confirm(typing: tuple[KeyboardSource, int]) -> None:
    source, keys = typing
    os.write(keys, f" {NUMBER[:6]} {NUMBER[6:]}\r\n".encode())
    document = source.read(5.0)
    assert (document.number, document.method) == (NUMBER, "typed")
    assert (document.sex, document.birth) == ("male", "1990-03-07")


def test_a_wrong_check_digit_is_told_and_the_next_line_read(typing: tuple[KeyboardSource, int]) -> None:
    source, keys = typing
    os.write(keys, f"{NUMBER[:-1]}9\n!!\n\nzz0000001\n".encode())
    assert fault_of(source) == "number-check-digit"
    assert fault_of(source) == "number-malformed"
    assert source.read(5.0).number == "ZZ0000001"


def test_nothing_typed_is_a_timeout_and_the_line_after_it_counts(typing: tuple[KeyboardSource, int]) -> None:
    source, keys = typing
    assert fault_of(source, 0.0) == "read-timeout"
    os.write(keys, f"{NUMBER}\n".encode())
    assert source.read(5.0).number == NUMBER


def test_the_end_of_the_input_is_told_again_and_again() -> None:
    reading, writing = os.pipe()
    os.write(writing, NUMBER.encode())
    os.close(writing)
    with KeyboardSource(reading) as source:
        assert source.read(5.0).number == NUMBER
        assert [fault_of(source), fault_of(source)] == ["source-ended", "source-ended"]
    os.close(reading)


def test_full_width_and_lower_case_are_the_same_number() -> None:
    assert typed_number("９９０１０２１９９００３０７２３３2") == NUMBER
    assert typed_number(" h00000001-") == "H00000001"
