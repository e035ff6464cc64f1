from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.devices import wakefulness
from desktop.devices.wakefulness import LogindWakefulness

Program = Callable[[str], Path]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    def written(body: str) -> Path:
        path = tmp_path / "systemd-inhibit"
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="ascii")
        path.chmod(0o755)
        return path

    return written


def test_it_is_held_while_it_is_wanted_and_once_only(tmp_path: Path, program: Program, qtbot: QtBot) -> None:
    said, ended = tmp_path / "said", tmp_path / "ended"
    held = LogindWakefulness(
        str(program(f'echo "$@" >> {said}\nwhile [ $# -gt 1 ]; do shift; done\n"$1"\n: > {ended}'))
    )
    held.keep(False)
    held.keep(True)
    held.keep(True)
    qtbot.waitUntil(lambda: said.exists() and said.read_text(encoding="ascii").endswith("cat\n"))
    assert said.read_text(encoding="ascii") == "--what=idle:sleep --who=Kaodian --why=Kaodian --mode=block cat\n"
    assert not ended.exists()
    held.keep(False)
    qtbot.waitUntil(ended.exists)


@pytest.mark.parametrize("body", ["exit 1", "exec sleep 60"], ids=["refused", "deaf"])
def test_a_logind_that_refuses_or_does_not_listen_holds_nobody_up(
    program: Program, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    monkeypatch.setattr(wakefulness, "_ENDING", 0.2)
    held = LogindWakefulness(str(program(body)))
    held.keep(True)
    holder = held._holder
    assert holder is not None
    held.keep(False)
    assert holder.wait(10) in (1, -9)


def test_a_computer_without_it_sleeps_as_it_is_set_to(tmp_path: Path) -> None:
    for missing in (None, os.fspath(tmp_path / "nothing")):
        held = LogindWakefulness(missing)
        held.keep(True)
        held.keep(False)
        assert held._holder is None
