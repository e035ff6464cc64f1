"""Names of files, as this system and as Windows takes them, and how a draft takes a file's place."""

from __future__ import annotations

import os
import threading
from pathlib import Path, PureWindowsPath

import pytest

from desktop.faults import writing_fault
from desktop.paths import fit_for_windows, take_place
from forms.page.sheet import write_whole


@pytest.mark.parametrize(
    "place",
    [
        r"C:\考点\桌签 第1考场.pdf",
        r"\\server\考务\a.pdf",
        r"..\out\.\a.pdf",
        r"D:a.pdf",
        "console.pdf",
        "nullable",
        ".hidden.pdf",
    ],
)
def test_names_that_windows_takes(place: str) -> None:
    assert fit_for_windows(PureWindowsPath(place))


@pytest.mark.parametrize(
    "place",
    [
        r"C:\考点\第1场 8:30.pdf",
        "a?.pdf",
        "a*.pdf",
        'say "yes".pdf',
        "a|b.pdf",
        "<a>.pdf",
        "a\tb.pdf",
        r"C:\out\a.pdf.",
        r"C:\out \a.pdf",
        r"C:\out\nul",
        "CON.pdf",
        r"out\com1\a.pdf",
    ],
)
def test_names_that_windows_would_take_for_something_else(place: str) -> None:
    """`8:30.pdf` would be a hidden stream of a file called 8, a last dot would be lost, NUL swallows everything."""
    assert not fit_for_windows(PureWindowsPath(place))


def test_a_draft_takes_the_place_of_what_is_there_and_of_nothing(tmp_path: Path) -> None:
    draft, path = tmp_path / "draft", tmp_path / "file"
    for content in (b"first", b"second"):
        draft.write_bytes(content)
        take_place(draft, path)
        assert path.read_bytes() == content
        assert not draft.exists()


def test_what_cannot_be_replaced_is_told_at_once_and_the_draft_stays(tmp_path: Path) -> None:
    draft = tmp_path / "draft"
    draft.write_bytes(b"new")
    with pytest.raises(OSError):
        take_place(draft, tmp_path)
    assert draft.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "nt", reason="Windows lets nobody replace a file that is open")
def test_a_form_waits_for_who_looks_at_its_file_for_a_moment_and_names_who_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "桌签.pdf"
    path.write_bytes(b"old")
    scanner = path.open("rb")
    free = threading.Timer(0.2, scanner.close)
    free.start()
    write_whole(path, b"new", take_place)
    free.join()
    assert path.read_bytes() == b"new"
    with path.open("rb"):
        with pytest.raises(OSError) as caught:
            write_whole(path, b"newer", take_place)
        assert writing_fault(caught.value, path).facts["why"] == "in-use"
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"new"]
