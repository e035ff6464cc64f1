"""Where SQLite is told a home lies."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from desktop.store.database import uri_of


@pytest.mark.parametrize(
    ("place", "uri"),
    [
        (PureWindowsPath(r"C:\考点\a b#1\home.db"), "file:///C:/%E8%80%83%E7%82%B9/a%20b%231/home.db"),
        (PureWindowsPath(r"\\server\share\home.db"), "file:////server/share/home.db"),
        (PurePosixPath("/data/a%b/home.db"), "file:///data/a%25b/home.db"),
    ],
)
def test_a_home_on_a_network_drive_has_an_address_that_sqlite_takes(place: PurePath, uri: str) -> None:
    assert uri_of(place) == uri
