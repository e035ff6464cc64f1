from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.devices.resident import library as helper
from desktop.devices.resident.library import Library
from desktop.devices.resident.vendor import VendorSource, usual_library
from desktop.devices.resident.writing import write_text
from desktop.devices.sources import Document, Needs, SourceState
from desktop.faults import SiteFault
from tests.devices.resident.people import CARD_2023, CARDS, PERMIT, RESIDENT_CARD

HERE = Path(__file__).parent
LONG = 30.0


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stand-in library, compiled."""
    path = tmp_path_factory.mktemp("kit") / "libsdtapi.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(path), str(HERE / "sdtapi.c")], check=True, timeout=120)
    return path


class Desk:
    """A reader behind the library, and a place to lay cards."""

    def __init__(self, built: Path, cards: Path) -> None:
        self.built, self.cards = built, cards
        self.states: list[SourceState] = []
        self._open: list[VendorSource] = []
        self._laid = 0

    def on(self, port: str, patience: float = 1.0) -> VendorSource:
        source = VendorSource(f"{port}@{self.built}", f"sdt:{port}", Needs(told=self.states.append), patience)
        self._open.append(source)
        return source

    def lay(self, card: Document) -> None:
        """In one step: the library must never see half a card. Each card has a time of its own."""
        path = self.cards / "laid"
        path.write_bytes(write_text(card))
        self._laid += 1
        os.utime(path, (self._laid, self._laid))
        path.replace(self.cards / "card")

    def lift(self) -> None:
        (self.cards / "card").unlink()

    def close(self) -> None:
        for source in self._open:
            source.close()

    @property
    def doings(self) -> list[str]:
        return [state.doing for state in self.states]


@pytest.fixture
def desk(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("SDT_CARDS", str(tmp_path))
    desk = Desk(built, tmp_path)
    yield desk
    desk.close()


def fault_of(source: VendorSource, timeout: float = LONG) -> str:
    with pytest.raises(SiteFault) as caught:
        source.read(timeout)
    return caught.value.code


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def process_of(source: VendorSource) -> int:
    pid = source._library.pid
    assert pid is not None
    return pid


@pytest.mark.parametrize("card", CARDS, ids=["resident", "J", "I", "Y"])
def test_a_card_is_read_through_the_library(desk: Desk, card: Document) -> None:
    source = desk.on("1001")
    desk.lay(card)
    read = source.read(LONG)
    assert (read.number, read.name, read.document_type) == (card.number, card.name, card.document_type)
    assert (read.source, read.portrait) == ("sdt:1001", None)
    assert desk.states[0] == SourceState("ready", "sdtapi 1001 05.01-20140001-0000001001-0000001234")
    assert desk.doings[:3] == ["ready", "reading", "read"]


def test_a_card_lying_there_is_read_once_and_again_when_it_comes_back(desk: Desk) -> None:
    source = desk.on("1001")
    desk.lay(PERMIT)
    assert source.read(LONG).number == PERMIT.number
    assert fault_of(source, 1.2) == "read-timeout"
    desk.lift()
    desk.lay(PERMIT)
    assert source.read(LONG).number == PERMIT.number
    desk.lay(RESIDENT_CARD)
    assert source.read(LONG).number == RESIDENT_CARD.number


def test_a_library_that_prints_spoils_no_answer_and_its_added_address_is_appended(desk: Desk) -> None:
    source = desk.on("1008")
    desk.lay(RESIDENT_CARD)
    assert source.read(LONG).address == f"{RESIDENT_CARD.address}；AAAA"


@pytest.mark.parametrize("port", ["1002", "1005", "1006"], ids=["torn", "lengths", "refused"])
def test_what_is_no_whole_record_is_a_card_to_be_lifted(desk: Desk, port: str) -> None:
    source = desk.on(port)
    desk.lay(RESIDENT_CARD)
    read = source.read(LONG)
    assert (read.unreadable, read.trouble) == (True, "lift-card")
    assert desk.states[-1].doing == "unreadable"


def test_a_wrong_checksum_inside_the_library_is_asked_for_once_more(desk: Desk) -> None:
    source = desk.on("1009")
    desk.lay(PERMIT)
    assert source.read(LONG).number == PERMIT.number


def test_a_library_that_garbles_always_is_told(desk: Desk) -> None:
    source = desk.on("1011")
    desk.lay(PERMIT)
    assert fault_of(source) == "reader-garbled"
    assert desk.doings[-1] == "no-reader"


def test_a_reader_pulled_out_while_it_reads_is_lost(desk: Desk) -> None:
    source = desk.on("1012")
    desk.lay(PERMIT)
    assert fault_of(source) == "reader-lost"


def test_a_defective_module_is_told(desk: Desk) -> None:
    assert fault_of(desk.on("1007")) == "reader-defective"


def test_a_library_that_hangs_gives_way_to_a_new_process(desk: Desk) -> None:
    source = desk.on("1003", patience=0.2)
    assert fault_of(source, 0.0) == "read-timeout"
    first = process_of(source)
    desk.lay(RESIDENT_CARD)
    assert fault_of(source) == "library-hung"
    assert not is_alive(first)
    assert desk.doings[-1] == "no-reader"
    assert desk.on("1001").read(LONG).number == RESIDENT_CARD.number, "another reader does not mind"
    desk.lift()
    assert fault_of(source, 2.0) == "read-timeout"
    assert process_of(source) != first


def test_a_library_that_crashes_gives_way_to_a_new_process(desk: Desk) -> None:
    source = desk.on("1004")
    assert fault_of(source, 0.0) == "read-timeout"
    first = process_of(source)
    desk.lay(RESIDENT_CARD)
    assert fault_of(source) == "library-crashed"
    assert not is_alive(first)
    desk.lift()
    assert fault_of(source, 2.0) == "read-timeout"
    assert desk.doings == ["ready", "reading", "no-reader", "ready"]


def test_a_library_that_crashes_again_and_again_is_started_ever_later(built: Path, desk: Desk) -> None:
    library = Library(str(built), "sdt:1004")
    now = 0.0
    library._clock = lambda: now
    desk.lay(RESIDENT_CARD)
    pauses = []
    for _ in range(helper.QUICK_RESTARTS + 2):
        with pytest.raises(SiteFault, match="library-crashed"):
            library.ask("read", 1004)
        pauses.append(library._not_before - now)
        with pytest.raises(SiteFault, match="library-crashed"):
            library.ask("read", 1004)
        assert library.pid is None, "not before its time"
        now = library._not_before
    assert pauses == [0.5, 1, 2, 4, 8, 60, 60]
    assert library.ask("find", 1001)[0] == 0x9F
    library.worked()
    with pytest.raises(SiteFault, match="library-crashed"):
        library.ask("read", 1004)
    assert library._not_before - now == 0.5
    library.close()


def test_auto_looks_on_usb_first_and_a_com_port_without_a_module_is_no_reader(desk: Desk) -> None:
    source = desk.on("auto")
    desk.lay(CARD_2023)
    assert source.read(LONG).number == CARD_2023.number
    assert source._ports[0] == 1001
    source._ports = (3, 1, 1006, 1001)
    source._drop()
    assert fault_of(source, 0.0) == "read-timeout"
    assert source._ports == (1006, 3, 1, 1001)


def test_auto_gets_past_a_port_that_hangs(desk: Desk) -> None:
    source = desk.on("auto", patience=0.2)
    source._ports = (1010, 1001)
    desk.lay(PERMIT)
    assert fault_of(source, 0.0) == "library-hung"
    assert source.read(LONG).number == PERMIT.number


def test_no_reader_on_the_port_is_told_at_once_and_again_when_the_time_is_over(desk: Desk) -> None:
    source = desk.on("16")
    assert fault_of(source) == "reader-lost"
    assert fault_of(source, 0.2) == "reader-lost"
    assert desk.doings == ["no-reader"]


@pytest.mark.parametrize("given", ["", "0", "17", "1000", "1017", "USB", "-1", "1001x", "１", "@lib.so", "99999999"])
def test_a_port_that_is_none_is_refused_before_anything_starts(given: str) -> None:
    with pytest.raises(SiteFault, match="source-unknown"):
        VendorSource(given, f"sdt:{given}", Needs())


def test_a_library_that_is_not_there_is_told_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "libsdtapi.so"
    with VendorSource(f"1001@{path}", "sdt:1001", Needs()) as source, pytest.raises(SiteFault) as caught:
        source.read(LONG)
    assert (caught.value.code, caught.value.facts["path"]) == ("library-missing", str(path))


@pytest.mark.parametrize("kind", ["text", "other"])
def test_a_file_that_is_no_such_library_is_told(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "libother.so"
    if kind == "text":
        path.write_text("no library", encoding="ascii")
    else:
        (tmp_path / "other.c").write_text("int nothing(void) { return 0; }\n", encoding="ascii")
        subprocess.run(["gcc", "-shared", "-o", str(path), str(tmp_path / "other.c")], check=True, timeout=120)
    with VendorSource(f"1001@{path}", "sdt:1001", Needs()) as source:
        assert fault_of(source) == "library-not-loadable"


def test_another_python_may_run_the_library(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    program = tmp_path / "python32"
    program.write_text(f'#!/bin/sh\necho "$@" > {seen}\nexec {sys.executable} -S "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("KAODIAN_SDT_PYTHON", str(program))
    desk.lay(PERMIT)
    assert desk.on("1001").read(LONG).number == PERMIT.number
    assert "desktop.devices.resident.vendor_process" in seen.read_text(encoding="utf-8")


def test_a_program_that_cannot_be_started_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAODIAN_SDT_PYTHON", "/nowhere/python.exe")
    assert fault_of(desk.on("1001")) == "library-not-loadable"


def test_a_python_that_listens_to_nobody_may_run_it_too(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows' embeddable Python, the one without an installer, reads no PYTHONPATH and looks in no current folder."""
    program = tmp_path / "python32"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -I -S "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("KAODIAN_SDT_PYTHON", str(program))
    desk.lay(PERMIT)
    assert desk.on("1001").read(LONG).number == PERMIT.number


@pytest.mark.parametrize("said", ["x", "\\377\\377\\377\\377", "\\0\\0\\0\\002{}", "\\0\\0\\0\\004null"])
def test_a_process_that_talks_rubbish_is_ended(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    program = tmp_path / "rubbish"
    program.write_text(f"#!/bin/sh\nprintf '{said}'\nread nothing\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("KAODIAN_SDT_PYTHON", str(program))
    if said == "x":
        monkeypatch.setattr(helper, "START_LIMIT", 0.5)
    source = desk.on("1001")
    assert fault_of(source) == ("library-hung" if said == "x" else "library-crashed")
    assert source._library.pid is None


def test_closing_ends_the_process(desk: Desk) -> None:
    source = desk.on("1001")
    assert fault_of(source, 0.0) == "read-timeout"
    pid = process_of(source)
    source.close()
    assert not is_alive(pid)


def test_the_process_ends_with_its_input_even_inside_the_library(built: Path) -> None:
    process = helper._Process(str(built))
    assert process.first(LONG).failed == ""
    with pytest.raises(helper._Hung):
        process.ask(helper.Asked(1, "open", 1010), 0.2)
    stdin = process._child.stdin
    assert stdin is not None
    stdin.close()
    assert process._child.wait(LONG) == 0
    process.end()


def test_a_library_the_system_does_not_know_either_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "")
    with VendorSource("1001@libsdtapi-of-nobody.so", "sdt:1001", Needs()) as source:
        assert fault_of(source) == "library-missing"


@pytest.mark.parametrize(
    ("kits", "program", "found"),
    [
        (("SysWOW64", "System32"), "", "System32"),
        (("SysWOW64", "System32"), "python32.exe", "SysWOW64"),
        (("SysWOW64",), "", "SysWOW64"),
        (("System32",), "python32.exe", "System32"),
        ((), "", ""),
    ],
)
def test_windows_library_is_the_one_of_the_program_that_runs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kits: tuple[str, ...], program: str, found: str
) -> None:
    """A 64-bit program finds 64-bit libraries in System32 and 32-bit ones in SysWOW64, whatever the names say."""
    for folder in kits:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "sdtapi.dll").write_bytes(b"")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path))
    monkeypatch.setenv("KAODIAN_SDT_PYTHON", program)
    assert usual_library() == (str(tmp_path / found / "sdtapi.dll") if found else "sdtapi.dll")


def test_the_usual_library_is_looked_for_by_its_name_where_no_kit_put_it() -> None:
    assert usual_library().endswith("libsdtapi.so")
