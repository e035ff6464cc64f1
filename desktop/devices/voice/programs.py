"""Programs that speak Chinese or play a file, as data: what to start, and how it takes the words or the path.

Words never stand in a command line where the program can read them from its input: a text beginning with a hyphen
would be taken for an option, and a command line has an end.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import PurePosixPath

NO_CHINESE_VOICE = 3
"""What the Windows script ends with when no Chinese voice is installed."""

# System.Speech is part of the .NET Framework every supported Windows has. Read from the raw input as UTF-8: the
# console's own encoding would lose characters.
_WINDOWS_SCRIPT = f"""
$ErrorActionPreference = 'Stop'
$reader = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8)
$words = $reader.ReadToEnd()
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$chinese = $voice.GetInstalledVoices() |
    Where-Object {{ $_.Enabled -and $_.VoiceInfo.Culture.Name -like 'zh*' }} | Select-Object -First 1
if ($null -eq $chinese) {{ exit {NO_CHINESE_VOICE} }}
$voice.SelectVoice($chinese.VoiceInfo.Name)
$voice.SetOutputToDefaultAudioDevice()
$voice.Rate = -1
$voice.Speak($words)
"""


_WINDOWS_PLAYER = """
$ErrorActionPreference = 'Stop'
$reader = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8)
(New-Object System.Media.SoundPlayer $reader.ReadToEnd()).PlaySync()
"""


@dataclass(frozen=True, slots=True)
class Program:
    """`command` as arguments; words or path go to its input (UTF-8), or as its last argument where it reads no input.

    Attributes:
        name: what people call it.
        missing: the exit code that means there is no Chinese voice.
        complaint: what a line of its error output begins with when it failed but says by its exit code that it did not.
        silence: a command that ends what still sounds after the program was stopped.
    """

    name: str
    command: tuple[str, ...]
    by_input: bool = True
    missing: int | None = None
    complaint: bytes = b""
    silence: tuple[str, ...] = ()


def espeak(program: str, wave: str = "") -> Program:
    """espeak-ng in Mandarin, a little slower than it speaks by itself. `wave` names a file to speak into.

    Without a sound device version 1.51 prints `error: …` and ends with 0.
    """
    into = ("-w", wave) if wave else ()
    command = (program, "-v", "cmn", "-s", "150", "-b", "1", *into, "--stdin")
    return Program("eSpeak NG", command, complaint=b"error:")


def speech_dispatcher(program: str) -> Program:
    """spd-say, waiting until it has spoken; the speech goes on in its service, so stopping needs a word to that."""
    command = (program, "--wait", "--language", "zh-CN", "--")
    return Program("Speech Dispatcher", command, by_input=False, silence=(program, "--cancel"))


def windows_speech(program: str) -> Program:
    """The Windows voices (SAPI 5) through PowerShell."""
    return Program("Windows 语音", _powershell(program, _WINDOWS_SCRIPT), missing=NO_CHINESE_VOICE)


def windows_player(program: str) -> Program:
    """A wave file through PowerShell: a process of its own can be ended in mid-sound, winsound cannot."""
    return Program("Windows", _powershell(program, _WINDOWS_PLAYER))


def unix_player(program: str) -> Program:
    """paplay, pw-play, aplay: all take a path."""
    return Program(PurePosixPath(program).name, (program,), by_input=False)


def _powershell(program: str, script: str) -> tuple[str, ...]:
    """Encoded, so nothing of the script is quoted twice and nothing of the words is ever part of it."""
    encoded = base64.b64encode(script.encode("utf-16-le")).decode()
    return (program, "-NoLogo", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded)
