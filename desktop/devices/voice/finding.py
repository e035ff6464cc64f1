"""What this computer speaks Chinese with and plays sound files with, if anything."""

from __future__ import annotations

import shutil
import sys

from desktop.devices.voice.programs import (
    Program,
    espeak,
    speech_dispatcher,
    unix_player,
    windows_player,
    windows_speech,
)
from desktop.devices.voice.speaker import SystemVoice

PLAYERS = ("paplay", "pw-play", "aplay")


def find_voice() -> SystemVoice:
    """The system's voice; without one it still plays sound files."""
    return SystemVoice(find_program(), find_player())


def find_program() -> Program | None:
    """A speaking program that is installed. The desktop's own speech service is asked last: whether it has a Chinese
    voice only shows when it speaks."""
    if sys.platform == "win32":
        program = shutil.which("powershell.exe")
        return windows_speech(program) if program else None
    if program := shutil.which("espeak-ng"):
        return espeak(program)
    if program := shutil.which("spd-say"):
        return speech_dispatcher(program)
    return None


def find_player() -> Program | None:
    """The system's player of wave files."""
    if sys.platform == "win32":
        program = shutil.which("powershell.exe")
        return windows_player(program) if program else None
    found = next((path for name in PLAYERS if (path := shutil.which(name))), None)
    return unix_player(found) if found else None
