"""Names of files, as this system and as Windows takes them, and how a draft takes a file's place."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from desktop.paths import fit_for_windows, take_place


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
