"""An identity source that is open in another Python, Windows' own: told when to read, it says what came of it.

with FarSource(windows, "serial:COM5") as source:
    document = source.read(5.0)         # raises SiteFault as the source there did
    source.states                       # what it told of itself, so far

    python -m tests.helpers.far_source SETTING      the other end; times come on its input, JSON lines go to its output
"""

from __future__ import annotations

import json
import subprocess
import sys
from types import TracebackType
from typing import Self

from desktop.devices.sources import Document, Needs, SourceState, open_source
from desktop.faults import SiteFault
from tests.helpers.windows import Windows


class FarSource:
    """Its process ends with `close`. `read` waits as long as the source there does."""

    def __init__(self, windows: Windows, setting: str, env: dict[str, str] | None = None) -> None:
        self.states: list[SourceState] = []
        self._process = windows.start_python("-X", "utf8", "-m", "tests.helpers.far_source", setting, env=env)

    @property
    def doings(self) -> list[str]:
        return [state.doing for state in self.states]

    def read(self, timeout: float) -> Document:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{timeout}\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            told = json.loads(line)
            if "state" in told:
                self.states.append(SourceState(*told["state"]))
            elif "fault" in told:
                raise SiteFault(told["fault"], **told["facts"])
            else:
                return Document(**{**told["document"], "other_numbers": tuple(told["document"]["other_numbers"])})
        raise RuntimeError(f"the other end is gone: {self._process.communicate()[1]}")

    def close(self) -> None:
        try:
            self._process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _serve(setting: str) -> None:
    def say(**told: object) -> None:
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()

    def told(state: SourceState) -> None:
        say(state=[state.doing, state.reader, state.trouble])

    with open_source(setting, Needs(told=told)) as source:
        for line in sys.stdin:
            try:
                say(document=source.read(float(line)).as_data())
            except SiteFault as fault:
                say(fault=fault.code, facts=fault.facts)


def _end_reads_as_windows_does() -> None:
    """A serial read whose time is over is a success of no bytes on Windows; Wine calls it ERROR_TIMEOUT."""
    from serial import serialwin32

    wines = serialwin32.win32.GetOverlappedResult

    def result(*given: object) -> int:
        ended: int = wines(*given)
        return ended or int(serialwin32.win32.GetLastError() == 1460)

    serialwin32.win32.GetOverlappedResult = result


if __name__ == "__main__":
    _end_reads_as_windows_does()
    _serve(sys.argv[1])
