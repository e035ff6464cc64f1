"""How a command answers: one JSON document with `--json`, Chinese text otherwise; the exit code says which family."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

from desktop.faults import SiteFault
from desktop.wording import Wording

DONE, REFUSED, USAGE, OURS = 0, 1, 2, 3


class Stop(Exception):
    """Ends the command with an exit code; everything has been said."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


class Answer:
    """Says things on standard output. With `as_json` exactly one document, and nothing else."""

    def __init__(self, as_json: bool, wording: Wording) -> None:
        self.as_json = as_json
        self.wording = wording

    def give(self, data: Any, text: str = "") -> None:
        """The command's answer, and its text for people."""
        if self.as_json:
            self.write(json.dumps(data, ensure_ascii=False, indent=2, default=str))
        elif text:
            self.write(text)

    def line(self, data: Mapping[str, Any]) -> None:
        """One JSON document on a line of its own, out at once: the reader waits for it."""
        self.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        sys.stdout.flush()

    def write(self, text: str) -> None:
        sys.stdout.write(text + "\n")

    def refuse(self, data: Any, text: str) -> NoReturn:
        """The answer is no: said, exit 1."""
        self.give(data, text)
        raise Stop(REFUSED)

    def fault(self, fault: SiteFault) -> int:
        """A fault of the site: its sentence, exit 1."""
        message = self.wording.fault(fault)
        if self.as_json:
            facts = {k: v if isinstance(v, (int, str, bool)) or v is None else str(v) for k, v in fault.facts.items()}
            self.give({"fault": {"code": fault.code, "facts": facts, "message": message}})
        else:
            sys.stderr.write(message + "\n")
        return REFUSED

    def usage(self, message: str) -> int:
        if self.as_json:
            self.give({"usage": message})
        else:
            sys.stderr.write(message + "\n")
        return USAGE

    def ours(self, report: str) -> int:
        """Our own fault: never a traceback, but where the report lies."""
        message = self.wording.text("fault-ours-report", report=report)
        if self.as_json:
            self.give({"error": {"message": message, "report": report}})
        else:
            sys.stderr.write(message + "\n")
        return OURS
