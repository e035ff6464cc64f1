"""How a command answers: one JSON document with `--json`, Chinese text otherwise; the exit code says which family."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from desktop.faults import SiteFault
from desktop.wording import Wording

DONE, REFUSED, USAGE, OURS = 0, 1, 2, 3

_NOBODY_READS: Final = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)
"""What writing into a pipe says whose reader has gone; Windows calls it an invalid argument."""


class Wrong(Exception):
    """Wrong usage: something the command line cannot take, in a Chinese sentence. Exit 2."""


class Stop(Exception):
    """Ends the command with an exit code; everything has been said."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


class Unheard(Exception):
    """Nobody took the answer: standard output is closed, or where it leads is full. Exit 1."""

    def __init__(self, full: bool = False) -> None:
        self.full = full
        super().__init__(full)


class Answer:
    """Says things on standard output. With `as_json` exactly one document, and nothing else."""

    def __init__(self, as_json: bool, wording: Wording) -> None:
        self.as_json = as_json
        self.wording = wording
        self._lines = False

    def give(self, data: Any, text: str = "") -> None:
        """The command's answer, and its text for people."""
        if self.as_json:
            self.write(json.dumps(data, ensure_ascii=False, indent=None if self._lines else 2, default=str))
        elif text:
            self.write(text)

    def line(self, data: Mapping[str, Any]) -> None:
        """One JSON document on a line of its own, out at once: the reader waits for it."""
        self.write(json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str))
        self.flush()

    def in_lines(self) -> None:
        """From now on every document is one line, faults and all."""
        self._lines = self.as_json = True

    def write(self, text: str) -> None:
        if sys.stdout is None:
            raise Unheard()
        try:
            sys.stdout.write(text + "\n")
        except (OSError, ValueError) as error:
            raise self._unheard(error) from error

    def flush(self) -> None:
        """Everything said is out. Raises Unheard."""
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
        except (OSError, ValueError) as error:
            raise self._unheard(error) from error

    def aside(self, text: str) -> None:
        """A sentence on standard error; where nobody listens there either it is lost."""
        try:
            if sys.stderr is not None:
                sys.stderr.write(text + "\n")
                sys.stderr.flush()
        except (OSError, ValueError):
            pass

    def _unheard(self, error: OSError | ValueError) -> Unheard:
        """What is left in the buffer goes nowhere, or the interpreter would try again at its end and complain."""
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
        except (OSError, ValueError):
            pass
        return Unheard(isinstance(error, OSError) and error.errno not in _NOBODY_READS)

    def refuse(self, data: Any, text: str) -> NoReturn:
        """The answer is no: said, exit 1."""
        self.give(data, text)
        raise Stop(REFUSED)

    def fault_data(self, fault: SiteFault) -> dict[str, Any]:
        facts = {k: v if isinstance(v, (int, str, bool)) or v is None else str(v) for k, v in fault.facts.items()}
        return {"fault": {"code": fault.code, "facts": facts, "message": self.wording.fault(fault)}}

    def fault(self, fault: SiteFault) -> int:
        """A fault of the site: its sentence, exit 1."""
        return self._ended(REFUSED, self.fault_data(fault), self.wording.fault(fault))

    def usage(self, message: str) -> int:
        return self._ended(USAGE, {"usage": message}, message)

    def ours(self, report: str) -> int:
        """Our own fault: never a traceback, but where the report lies."""
        message = self.wording.text("fault-ours-report", report=report)
        return self._ended(OURS, {"error": {"message": message, "report": report}}, message)

    def _ended(self, code: int, data: Any, message: str) -> int:
        try:
            if self.as_json:
                self.give(data)
                self.flush()
            else:
                self.aside(message)
        except Unheard:
            self.aside(message)
        return code


def speak_utf8(as_json: bool) -> None:
    """JSON is UTF-8 whatever the terminal speaks; a character it cannot show must not end a command. Windows' consoles
    take every character; its pipes and files would have the machine's code page, which lacks rare ones of names, so
    there all is UTF-8 unless PYTHONIOENCODING names another."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            utf8 = as_json or (os.name == "nt" and not os.environ.get("PYTHONIOENCODING"))
            reconfigure(errors="backslashreplace", **({"encoding": "utf-8"} if utf8 else {}))
