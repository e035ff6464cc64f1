"""Three tones: admit, attention, refuse. Sound is optional everywhere: a desk without a device, a player or a file is
silent and works. No QtMultimedia (160 MB): the system's own player does it."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Literal

from desktop.ui.shared.lanes import Lane

Tune = Literal["admit", "attention", "refuse"]
_PLAYERS = ("paplay", "pw-play", "aplay")


class Sound:
    """Plays in its own lane; a tone that comes while others wait replaces them."""

    def __init__(self, folder: Path, enabled: bool = True) -> None:
        self._folder = folder
        self._player = _player() if enabled else None
        self._lane = Lane("sound") if self._player else None

    def play(self, tune: Tune) -> None:
        path = self._folder / f"{tune}.wav"
        if self._lane is None or self._player is None or self._lane.waiting() or not path.is_file():
            return
        self._lane.call(partial(_play, self._player, path))

    def close(self) -> None:
        if self._lane is not None:
            self._lane.close(3.0)


def _player() -> str | None:
    if sys.platform == "win32":
        return "winsound"
    return next((found for name in _PLAYERS if (found := shutil.which(name))), None)


def _play(player: str, path: Path) -> None:
    """Blocks until the tone is over; a device that refuses is as good as none."""
    if player == "winsound":
        if sys.platform == "win32":
            import winsound

            # RuntimeError: no sound device, or it is taken.
            with contextlib.suppress(RuntimeError):
                winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
        return
    try:
        quiet = subprocess.DEVNULL
        subprocess.run([player, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, timeout=3, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return
