"""Three tones that differ, and desks that are fine without any."""

from __future__ import annotations

import sys
import wave
from pathlib import Path
from types import ModuleType

import pytest
from pytestqt.qtbot import QtBot

from desktop.paths import RESOURCES
from desktop.ui.shared import sound
from desktop.ui.shared.sound import Sound

TUNES = ("admit", "attention", "refuse")


def read(name: str) -> tuple[float, bytes]:
    with wave.open(str(RESOURCES / "sounds" / f"{name}.wav")) as file:
        return file.getnframes() / file.getframerate(), file.readframes(file.getnframes())


def test_the_three_tones_differ_in_length_and_melody_and_end_soon() -> None:
    lengths = {name: read(name)[0] for name in TUNES}
    assert len({round(length, 1) for length in lengths.values()}) == 3
    assert max(lengths.values()) < 1.0
    assert len({read(name)[1] for name in TUNES}) == 3


def test_a_desk_without_a_player_is_silent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound, "_player", lambda: None)
    quiet = Sound(RESOURCES / "sounds")
    quiet.play("admit")
    quiet.close()


def _refuse(path: str, flags: int) -> None:
    """As Windows does without a sound device."""
    raise RuntimeError("Failed to play sound")


def test_a_player_that_fails_or_is_gone_disturbs_nobody(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    refusing = ModuleType("winsound")
    refusing.SND_FILENAME = refusing.SND_NODEFAULT = 0  # type: ignore[attr-defined]
    refusing.PlaySound = _refuse  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "winsound", refusing)
    monkeypatch.setattr(sys, "platform", "win32")
    for player in ("false", str(tmp_path / "no-such-player"), "winsound"):
        monkeypatch.setattr(sound, "_player", lambda player=player: player)
        broken = Sound(RESOURCES / "sounds")
        faults: list[object] = []
        assert broken._lane is not None
        broken._lane.faulted.connect(faults.append)
        broken.play("refuse")
        broken.close()
        assert faults == []
