"""Run by Windows' Python: commands of ours one after the other in one process, each line of standard input one, as JSON
(`home`, `arguments`; with `lines` as a process of its own that is ended after `until` answers, as by the task manager).
Each is answered by a line: `code` and `out`, what stood on standard output, or `answers`."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from typing import Any

from desktop.__main__ import main


def _ran(arguments: list[str]) -> dict[str, Any]:
    kept, raw = sys.stdout, io.BytesIO()
    sys.stdout = told = io.TextIOWrapper(raw, encoding="ascii")
    try:
        code = main(arguments)
    finally:
        sys.stdout = kept
    told.flush()
    return {"code": code, "out": raw.getvalue().decode()}


def _ended(arguments: list[str], lines: str, until: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "desktop", *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(lines.encode())
    process.stdin.flush()
    answers = [json.loads(process.stdout.readline()) for _ in range(until)]
    process.kill()  # TerminateProcess
    process.stdout.read()
    return {"code": process.wait(), "answers": answers}


for given in sys.stdin.buffer:
    asked = json.loads(given)
    os.environ["KAODIAN_HOME"] = asked["home"]
    lines = asked.get("lines")
    told = _ran(asked["arguments"]) if lines is None else _ended(asked["arguments"], lines, asked["until"])
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
