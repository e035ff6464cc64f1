"""One published plan for all tests of the command line: packages are scrypt-slow on purpose."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.morning import Morning
from tests.cli.site import PASSPHRASE, Cli, pins, workbook


def _at_a_site(patch: pytest.MonkeyPatch, reports: Path) -> None:
    """What the environment of a site's scripts holds."""
    patch.setenv("KAODIAN_PASSPHRASE", PASSPHRASE)
    patch.setenv("KAODIAN_PINS", pins())
    patch.setenv("KAODIAN_REPORTS", str(reports))
    patch.delenv("KAODIAN_PACKAGE_PASSPHRASE", raising=False)
    # No key store of whoever runs the tests is asked.
    patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """For one test at a time: a longer life would reach tests of other folders in the same process."""
    _at_a_site(monkeypatch, tmp_path / "reports")


@dataclass(frozen=True)
class Published:
    """The office's home, the package it published, and a control desk's home enrolled with it."""

    roster: Path
    office: Path
    package: Path
    answer: Any
    control: Path


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("site")
    roster, office, package, control = (folder / n for n in ("roster.xlsx", "office", "plan.kdp", "control"))
    workbook(roster)
    with pytest.MonkeyPatch.context() as patch:
        _at_a_site(patch, folder / "reports")
        cli = Cli(office, patch)
        cli.ok("plan", "import", roster)
        cli.ok("plan", "arrange")
        answer = cli.ok("plan", "publish", "--rehearsal", "-o", package)
        cli.at(control).ok(
            *("desk", "enrol", package, "--label", "主考台", "--role", "control", "--at", "2026-12-05T07:05")
        )
    return Published(roster, office, package, answer, control)


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A command line whose home is not there yet."""
    return Cli(tmp_path / "home", monkeypatch)


@pytest.fixture
def office(cli: Cli, published: Published) -> Cli:
    """The office's home, with the published plan as its draft."""
    shutil.copytree(published.office, cli.home)
    return cli


@pytest.fixture
def control(cli: Cli, published: Published) -> Cli:
    """The control desk's home, enrolled and with an empty day before it."""
    shutil.copytree(published.control, cli.home)
    return cli


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory, published: Published) -> tuple[Path, Morning]:
    """The control desk's home after a whole morning by commands alone. Read it; to write, copy it (`closed`)."""
    home = tmp_path_factory.mktemp("morning") / "home"
    shutil.copytree(published.control, home)
    with pytest.MonkeyPatch.context() as patch:
        _at_a_site(patch, home.parent / "reports")
        day = Morning(Cli(home, patch))
        day.run()
    return home, day


@pytest.fixture
def closed(cli: Cli, morning: tuple[Path, Morning]) -> Cli:
    """A copy of the control desk's home after the whole morning."""
    shutil.copytree(morning[0], cli.home)
    return cli
