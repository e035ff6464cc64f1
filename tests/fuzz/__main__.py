"""`python -m tests.fuzz --inputs N --seed S --only mrz,tlv`: so many inputs for every parser, and what they came to."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz import report
from tests.fuzz.parsers.all import parsers
from tests.fuzz.running import BLOCK, Job, run

INPUTS = 1_000_000
PIECE = 25 * BLOCK
"""Inputs a process takes at a time."""


def main() -> int:
    given = _given()
    known = parsers()
    wanted = [name for name in given.only.split(",") if name] or list(known)
    if unknown := [name for name in wanted if name not in known]:
        sys.stderr.write(f"no parser {', '.join(unknown)}; there are {', '.join(known)}\n")
        return 2
    if given.input:
        for name in wanted:
            sys.stdout.write(f"{name}: {'taken' if known[name].tried(bytes.fromhex(given.input)) else 'refused'}\n")
        return 0
    jobs = [
        Job(name, start // BLOCK, min(PIECE, known[name].inputs(given.inputs) - start))
        for name in wanted
        for start in range(0, known[name].inputs(given.inputs), PIECE)
    ]
    left = dict.fromkeys(wanted, 0)
    for job in jobs:
        left[job.parser] += job.inputs

    def told(job: Job) -> None:
        left[job.parser] -= job.inputs
        if not left[job.parser]:
            sys.stderr.write(f"tried {job.parser}\n")

    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        came = run(parsers, jobs, Path(folder), given.seed, given.workers, given.limit, told)
    sys.stdout.write(f"{report.table(came)}\n")
    if given.output:
        found = report.distinct(came)
        given.output.parent.mkdir(parents=True, exist_ok=True)
        given.output.write_text("".join(f"{f.parser}\t{f.what}\t{f.data.hex()}\n" for f in found), encoding="utf-8")
    return 1 if came.findings or came.broken_off else 0


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--inputs", type=int, default=INPUTS, help="for each parser; dear ones get their share")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="parsers, separated by commas")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=float, default=5.0, help="seconds of processor time one input may take")
    parser.add_argument("--input", default="", help="one input in hexadecimal instead, for --only's parser")
    parser.add_argument("-o", "--output", type=Path, help="where findings go with their whole inputs")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
