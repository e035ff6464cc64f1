"""Voices as programs: what is started, what they are given, that they can be stopped; espeak-ng itself where it is."""

from __future__ import annotations

import base64
import os
import shutil
import struct
import sys
import wave
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.devices.voice import finding, sounds, speaker
from desktop.devices.voice.programs import (
    NO_CHINESE_VOICE,
    Program,
    espeak,
    speech_dispatcher,
    unix_player,
    windows_player,
    windows_speech,
)
from desktop.devices.voice.speaker import SystemVoice
from desktop.faults import SiteFault
from desktop.paths import RESOURCES

WORDS = "距考试结束还有 15 分钟。"
needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


def python(code: str, **more: object) -> Program:
    """A voice that is this code; `sys.argv[1:]` are what it is given by the command line."""
    return Program("voice", (sys.executable, "-c", code), **more)  # type: ignore[arg-type]


def write_wave(path: Path, seconds: float = 0.1, rate: int = 8000) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"\0\0" * int(rate * seconds))
    return path


def fault_of(work: Callable[[], object]) -> str:
    with pytest.raises(SiteFault) as caught:
        work()
    return caught.value.code


# --- speaking ---------------------------------------------------------------------------------------------------------


@needs_espeak
def test_espeak_speaks_mandarin_into_a_file_of_a_fitting_length(tmp_path: Path) -> None:
    program = shutil.which("espeak-ng") or ""
    lengths = []
    for n, words in enumerate(("考试结束。", WORDS + "从现在起不得交卷、不得离开考场。")):
        path = tmp_path / f"{n}.wav"
        SystemVoice(espeak(program, str(path)), None).say(words)
        lengths.append(sounds.length(path))
        with wave.open(str(path)) as file:
            heard = file.readframes(file.getnframes())
        loudest = max(abs(n) for (n,) in struct.iter_unpack("<h", heard))
        assert loudest > 3000, "something is to be heard"
    assert 500 < lengths[0] < 4000
    assert 3000 < lengths[1] < 15000


@needs_espeak
def test_words_that_look_like_options_or_markup_are_spoken_as_words(tmp_path: Path) -> None:
    path = tmp_path / "said.wav"
    SystemVoice(espeak(shutil.which("espeak-ng") or "", str(path)), None).say("--version <break time='9s'/> 请安静")
    assert 1000 < sounds.length(path) < 20000


def test_the_words_come_in_on_one_line_as_utf_8_and_no_longer_than_can_be_listened_to(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    voice = SystemVoice(python(f"import sys; open({str(heard)!r}, 'wb').write(sys.stdin.buffer.read())"), None)
    voice.say(" 考试\n结束\0，请 停笔 ")
    assert heard.read_text("utf-8") == "考试 结束 ，请 停笔"
    voice.say("长" * 1000)
    assert len(heard.read_text("utf-8")) == speaker.LONGEST_WORDS


def test_a_program_that_reads_no_input_gets_the_words_after_its_options(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    code = f"import sys; open({str(heard)!r}, 'w').write(repr(sys.argv[1:]))"
    SystemVoice(python(code, by_input=False), None).say("--wait 停笔")
    assert heard.read_text("utf-8") == repr(["--wait 停笔"])
    assert speech_dispatcher("spd-say").command[-1] == "--", "what follows is never an option"


@pytest.mark.parametrize(
    ("code", "missing", "fault"),
    [("raise SystemExit(1)", None, "voice-failed"), ("raise SystemExit(3)", NO_CHINESE_VOICE, "voice-missing")],
)
def test_a_voice_that_fails_says_which_fault_it_is(code: str, missing: int | None, fault: str) -> None:
    assert fault_of(lambda: SystemVoice(python(code, missing=missing), None).say(WORDS)) == fault


@needs_espeak
def test_espeak_without_a_sound_device_has_said_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends with 0 all the same."""
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.devnull)
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    assert fault_of(lambda: SystemVoice(espeak(shutil.which("espeak-ng") or ""), None).say(WORDS)) == "voice-failed"


def test_a_voice_that_complains_has_failed_whatever_it_ends_with() -> None:
    code = "import sys; sys.stderr.write('a warning\\nerror: no device\\n')"
    assert fault_of(lambda: SystemVoice(python(code, complaint=b"error:"), None).say(WORDS)) == "voice-failed"
    SystemVoice(python(code), None).say(WORDS)


def test_no_voice_and_a_voice_that_is_gone_are_faults_of_the_site(tmp_path: Path) -> None:
    assert fault_of(lambda: SystemVoice(None, None).say(WORDS)) == "voice-missing"
    gone = Program("voice", (str(tmp_path / "gone"),))
    assert fault_of(lambda: SystemVoice(gone, None).say(WORDS)) == "voice-failed"
    assert SystemVoice(None, None).name == ""


def test_a_voice_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaker, "LONGEST_SPEECH", 0.3)
    assert fault_of(lambda: SystemVoice(python("import time; time.sleep(60)"), None).say(WORDS)) == "voice-failed"


def test_stop_ends_what_sounds_at_once_and_is_no_fault(tmp_path: Path) -> None:
    silenced, begun = tmp_path / "silenced", tmp_path / "begun"
    quiet = (sys.executable, "-c", f"open({str(silenced)!r}, 'w')")
    code = f"import time; open({str(begun)!r}, 'w'); time.sleep(60)"
    voice = SystemVoice(python(code, silence=quiet), None)
    over = Event()
    thread = Thread(target=lambda: (voice.say(WORDS), over.set()))
    thread.start()
    pause = Event()
    for _ in range(1000):
        if begun.exists():
            break
        pause.wait(0.01)
    voice.stop()
    assert over.wait(10)
    thread.join(10)
    assert silenced.exists()
    voice.stop()
    assert not thread.is_alive(), "a stop with nothing to stop is none"


# --- Windows ----------------------------------------------------------------------------------------------------------


def test_the_windows_voice_reads_the_words_and_never_has_them_in_its_script() -> None:
    for program in (windows_speech("powershell.exe"), windows_player("powershell.exe")):
        *options, encoded = program.command
        script = base64.b64decode(encoded).decode("utf-16-le")
        assert options == ["powershell.exe", "-NoLogo", "-NoProfile", "-NonInteractive", "-EncodedCommand"]
        assert program.by_input
        assert "OpenStandardInput()" in script
        assert "UTF8" in script
        assert script.count("{") == script.count("}")
        assert script.count("(") == script.count(")")
        assert len(encoded) < 8000, "a command line of Windows ends"


def test_the_windows_voice_takes_a_chinese_one_or_says_that_there_is_none() -> None:
    script = base64.b64decode(windows_speech("p").command[-1]).decode("utf-16-le")
    assert "-like 'zh*'" in script
    assert f"exit {NO_CHINESE_VOICE}" in script
    assert windows_speech("p").missing == NO_CHINESE_VOICE


# --- finding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "there", "voice", "player"),
    [
        ("linux", {"espeak-ng", "spd-say", "aplay"}, "eSpeak NG", "aplay"),
        ("linux", {"spd-say", "paplay", "aplay"}, "Speech Dispatcher", "paplay"),
        ("linux", set(), "", ""),
        ("win32", {"powershell.exe"}, "Windows 语音", "Windows"),
        ("win32", set(), "", ""),
    ],
)
def test_what_is_installed_is_what_speaks(
    monkeypatch: pytest.MonkeyPatch, platform: str, there: set[str], voice: str, player: str
) -> None:
    monkeypatch.setattr(finding.sys, "platform", platform)
    monkeypatch.setattr(finding.shutil, "which", lambda name: f"/bin/{name}" if name in there else None)
    assert finding.find_voice().name == voice
    found = finding.find_player()
    assert (found.name if found else "") == player


# --- sound files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["start", "fifteen", "end", "custom"])
def test_every_bell_is_there_and_no_two_sound_alike(name: str) -> None:
    assert 1000 < sounds.length(RESOURCES / "sounds" / f"{name}.wav") < 5000
    others = {p.read_bytes() for p in (RESOURCES / "sounds").glob("*.wav")}
    assert len(others) == 7


def test_a_file_is_played_by_its_whole_path(tmp_path: Path) -> None:
    heard, path = tmp_path / "heard", write_wave(tmp_path / "-w 铃 声.wav")
    code = f"import sys; open({str(heard)!r}, 'w').write(sys.argv[1])"
    SystemVoice(None, python(code, by_input=False)).play(path)
    assert heard.read_text("utf-8") == str(path)
    assert unix_player("/usr/bin/aplay").name == "aplay"


def test_a_file_that_cannot_be_played_is_told_before_anything_is_started(tmp_path: Path) -> None:
    voice = SystemVoice(None, python("raise SystemExit(1)", by_input=False))
    (tmp_path / "text.wav").write_text("RIFF")
    assert fault_of(lambda: voice.play(tmp_path / "none.wav")) == "file-not-found"
    assert fault_of(lambda: voice.play(tmp_path / "text.wav")) == "sound-unreadable"
    assert fault_of(lambda: voice.play(write_wave(tmp_path / "empty.wav", 0))) == "sound-unreadable"
    assert fault_of(lambda: voice.length(write_wave(tmp_path / "long.wav", 61, 100))) == "sound-too-long"
    good = write_wave(tmp_path / "good.wav")
    assert voice.length(good) == 100
    assert fault_of(lambda: voice.play(good)) == "voice-failed"
    assert fault_of(lambda: SystemVoice(None, None).play(good)) == "sound-no-player"


def test_a_file_that_promises_more_than_it_holds_is_not_played(tmp_path: Path) -> None:
    path = write_wave(tmp_path / "cut.wav", 1.0)
    path.write_bytes(path.read_bytes()[:60])
    assert fault_of(lambda: sounds.length(path)) == "sound-unreadable"


def test_a_file_too_large_for_an_announcement_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.wav"
    with path.open("wb") as file:
        file.truncate(sounds.LARGEST + 1)
    assert fault_of(lambda: sounds.length(path)) == "sound-too-long"


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cut=st.integers(0, 200), changed=st.lists(st.tuples(st.integers(0, 199), st.integers(0, 255)), max_size=8))
def test_no_file_however_broken_is_more_than_a_fault(tmp_path: Path, cut: int, changed: list[tuple[int, int]]) -> None:
    body = bytearray(write_wave(tmp_path / "whole.wav", 0.02).read_bytes())
    for at, value in changed:
        if at < len(body):
            body[at] = value
    path = tmp_path / "broken.wav"
    path.write_bytes(bytes(body[: len(body) - cut]))
    found: int | str
    try:
        found = sounds.length(path)
    except SiteFault as fault:
        found = fault.code
    assert found in ("sound-unreadable", "sound-too-long") or 0 <= int(found) <= sounds.LONGEST
