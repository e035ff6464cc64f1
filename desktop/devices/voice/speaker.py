"""One voice of this computer: a program that speaks and a program that plays, one sound at a time."""

from __future__ import annotations

import contextlib
import logging
import subprocess
from pathlib import Path
from threading import Lock

from desktop.devices.voice import sounds
from desktop.devices.voice.programs import Program
from desktop.faults import SiteFault

log = logging.getLogger(__name__)
LONGEST_SPEECH = 90.0
"""Seconds after which a voice is taken to hang."""
LONGEST_WORDS = 400


class SystemVoice:
    """See operations.boards.hall.Voice. `say` and `play` in one thread, `stop` from any.

    `say` raises SiteFault voice-missing (no Chinese voice) and voice-failed (name); `play` sound-no-player,
    voice-failed, and what `sounds.length` raises.
    """

    def __init__(self, speaker: Program | None, player: Program | None) -> None:
        self._speaker, self._player = speaker, player
        self._lock = Lock()
        self._running: tuple[Program, subprocess.Popen[bytes]] | None = None
        self._stops = 0

    @property
    def name(self) -> str:
        return self._speaker.name if self._speaker else ""

    def say(self, words: str) -> None:
        spoken = " ".join(words.replace("\0", " ").split())[:LONGEST_WORDS]
        if self._speaker is None:
            raise SiteFault("voice-missing")
        if spoken:
            self._run(self._speaker, spoken)

    def play(self, path: Path) -> None:
        sounds.length(path)
        if self._player is None:
            raise SiteFault("sound-no-player")
        # An absolute path begins with no hyphen.
        self._run(self._player, str(path.absolute()))

    def length(self, path: Path) -> int:
        return sounds.length(path)

    def stop(self) -> None:
        with self._lock:
            self._stops += 1
            running = self._running
        if running is None:
            return
        program, process = running
        with contextlib.suppress(OSError):
            process.kill()
        if program.silence:
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                quiet = subprocess.DEVNULL
                subprocess.run(program.silence, stdin=quiet, stdout=quiet, stderr=quiet, timeout=5, check=False)

    def _run(self, program: Program, given: str) -> None:
        """Until it has ended or was stopped. Raises SiteFault voice-missing, voice-failed (name)."""
        command = program.command if program.by_input else (*program.command, given)
        with self._lock:
            before = self._stops
        try:
            quiet = subprocess.DEVNULL
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=quiet, stderr=subprocess.PIPE, creationflags=_NO_WINDOW
            )
        except (OSError, ValueError) as error:
            raise SiteFault("voice-failed", name=program.name) from error
        try:
            if not self._take(program, process, before):
                process.kill()
            _, told = process.communicate(given.encode() if program.by_input else b"", timeout=LONGEST_SPEECH)
        except subprocess.TimeoutExpired as error:
            raise SiteFault("voice-failed", name=program.name) from error
        finally:
            stopped = self._leave(before)
            if process.poll() is None:
                process.kill()
                process.communicate()
        complains = bool(program.complaint) and any(line.startswith(program.complaint) for line in told.splitlines())
        if (process.returncode or complains) and not stopped:
            code = "voice-missing" if process.returncode == program.missing else "voice-failed"
            log.info("%s ended with %s: %s", program.name, process.returncode, told[-500:].decode(errors="replace"))
            raise SiteFault(code, name=program.name)

    def _take(self, program: Program, process: subprocess.Popen[bytes], before: int) -> bool:
        """False when somebody has said stop while it was being started."""
        with self._lock:
            self._running = program, process
            return self._stops == before

    def _leave(self, before: int) -> bool:
        """True when somebody has said stop meanwhile."""
        with self._lock:
            self._running = None
            return self._stops != before


_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
