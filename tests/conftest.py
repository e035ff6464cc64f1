"""Rules for every test: no display, no home, key store or reports of whoever runs them, no warning of ours unseen.

`make fuzz` sets KAODIAN_FUZZ: every property is then tried that many times as often.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.stories.counting import table

# Before anything of Qt, keyring or ours is imported.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
for variable in [v for v in os.environ if v.startswith("KAODIAN_") and v != "KAODIAN_FUZZ"]:
    del os.environ[variable]

FUZZ = int(os.environ.get("KAODIAN_FUZZ", "1"))

# Two cores shared by whatever else runs: how long one example takes says nothing.
settings.register_profile("kaodian", deadline=None, print_blob=True)
settings.load_profile("kaodian")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--reader", metavar="NAME", help="run the reader's tests on a real PC/SC reader; a person lays the cards"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With KAODIAN_FUZZ every property keeps its own settings but is tried more often."""
    if FUZZ == 1:
        return
    done: set[int] = set()
    for item in items:
        test = getattr(item, "obj", None)
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        if test is not None and getattr(test, "hypothesis", None) is not None:
            function = getattr(test, "__func__", test)
            if id(function) in done:  # the cases of one parametrised test share their function
                continue
            done.add(id(function))
            chosen = own or settings()
            function._hypothesis_internal_use_settings = settings(chosen, max_examples=chosen.max_examples * FUZZ)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What each task of the stories cost in keys; the figures come from every worker by their reports."""
    ended = [r for of in terminalreporter.stats.values() for r in of if getattr(r, "when", "") == "teardown"]
    lines = table(told for report in ended for told in report.user_properties)
    if lines:
        terminalreporter.section("keys per task")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def _reports(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ["KAODIAN_REPORTS"] = str(tmp_path_factory.mktemp("reports"))


@pytest.fixture(autouse=True)
def _our_log_is_quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test in which our own log warns fails, unless it is marked `logs` and so says that it expects that."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(f"{record.name}: {record.getMessage()}")

    listener = Listener(logging.WARNING)
    ours = [logging.getLogger(name) for name in ("desktop", "forms")]
    for logger in ours:
        logger.addHandler(listener)
    yield
    for logger in ours:
        logger.removeHandler(listener)
    if request.node.get_closest_marker("logs") is None:
        assert not heard, "our log warned"


@pytest.fixture
def root() -> Path:
    """The project's root."""
    return Path(__file__).resolve().parents[1]
