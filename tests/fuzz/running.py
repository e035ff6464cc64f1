"""Processes that try inputs. Each writes every input on a board before it is tried, so that whoever watches can name
the one at which a process died, or over which it sits.

Inputs come in blocks, each with its own Random of seed, parser and number: a block can be made again alone.
"""

from __future__ import annotations

import contextlib
import mmap
import multiprocessing
import os
import resource
import struct
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from time import monotonic, thread_time

from tests.fuzz.mutation import MOST
from tests.fuzz.parser import Parser

BLOCK = 1000
MOST_FINDINGS = 20
MEMORY = 4 << 30
"""Address space of one process: an input that asks for more is a MemoryError, and so a finding."""
ASLEEP = 120.0
"""Seconds without any progress after which a process is taken for stuck even where it uses no processor."""
_HEAD = struct.Struct("<QI")


@dataclass(frozen=True, slots=True)
class Job:
    """Blocks of one parser; the last may be cut short by `inputs`."""

    parser: str
    first: int
    inputs: int


@dataclass(frozen=True, slots=True)
class Finding:
    parser: str
    what: str
    data: bytes


@dataclass
class Tally:
    """What one parser's inputs came to. `longest` in ms of processor time."""

    inputs: int = 0
    taken: int = 0
    refused: int = 0
    longest: float = 0.0
    seconds: float = 0.0
    slowest: bytes = b""

    def add(self, other: Tally) -> None:
        self.inputs += other.inputs
        self.taken += other.taken
        self.refused += other.refused
        self.seconds += other.seconds
        if other.longest > self.longest:
            self.longest, self.slowest = other.longest, other.slowest


@dataclass
class Came:
    tallies: dict[str, Tally] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    broken_off: bool = False


# --- in a process of its own ------------------------------------------------------------------------------------------


def try_block(
    parser: Parser,
    seed: int,
    block: int,
    inputs: int,
    note: Callable[[bytes], None] = lambda data: None,
    found: Callable[[Finding], None] = lambda finding: None,
) -> Tally:
    """`note` hears each input before it is tried, `found` what went wrong."""
    tally, seeds = Tally(), parser.seeds()
    rng = Random(f"{seed}/{parser.name}/{block}")
    begun = thread_time()
    for _ in range(inputs):
        data = parser.spoil(rng, seeds)
        note(data)
        began = thread_time()
        try:
            taken = parser.tried(data)
        except Exception as error:
            found(Finding(parser.name, _where(error), data))
            taken = False
        took = (thread_time() - began) * 1000
        tally.inputs += 1
        tally.taken += taken
        tally.refused += not taken
        if took > tally.longest:
            tally.longest, tally.slowest = took, data
    tally.seconds = thread_time() - begun
    return tally


def _where(error: BaseException) -> str:
    """The kind of an error and the line it came from: two of the same are one finding."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    ours = next((frame for frame in reversed(frames) if "desktop" in Path(frame.filename).parts), last)
    places = dict.fromkeys(f"{Path(frame.filename).name}:{frame.lineno}" for frame in (ours, last))
    return f"{type(error).__name__}: {str(error)[:120]} ({', '.join(places)})"


def work(parsers: Callable[[], Mapping[str, Parser]], board: str, line: Connection, seed: int, memory: int) -> None:
    """Takes jobs from the line until it closes; answers (tally, findings) for each."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Image libraries write their complaints there.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    known = parsers()
    with open(board, "r+b") as file, mmap.mmap(file.fileno(), 0) as shown:
        count = 0

        def note(data: bytes) -> None:
            nonlocal count
            count += 1
            shown[_HEAD.size : _HEAD.size + len(data)] = data
            _HEAD.pack_into(shown, 0, count, len(data))

        with contextlib.suppress(EOFError, BrokenPipeError):
            while True:
                line.send(_done(known, line.recv(), seed, note))


def _done(
    known: Mapping[str, Parser], job: Job, seed: int, note: Callable[[bytes], None]
) -> tuple[Tally, list[Finding]]:
    whole, kinds = Tally(), dict[str, Finding]()

    def found(finding: Finding) -> None:
        before = kinds.get(finding.what)
        if before is None or len(finding.data) < len(before.data):
            kinds[finding.what] = finding

    for block, start in enumerate(range(0, job.inputs, BLOCK), job.first):
        whole.add(try_block(known[job.parser], seed, block, min(BLOCK, job.inputs - start), note, found))
    return whole, list(kinds.values())[:MOST_FINDINGS]


# --- watching ---------------------------------------------------------------------------------------------------------


class Worker:
    """One process and its board."""

    def __init__(self, parsers: Callable[[], Mapping[str, Parser]], board: Path, seed: int, memory: int) -> None:
        board.write_bytes(bytes(_HEAD.size + MOST * 2))
        self._board = board
        self.job: Job | None = None
        context = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(parsers, str(board), theirs, seed, memory), daemon=True)
        self.process.start()
        theirs.close()
        self._seen = (-1, 0.0, 0.0)

    def give(self, job: Job) -> None:
        self.job = job
        self.line.send(job)
        self._seen = (-1, 0.0, 0.0)

    def stuck(self, limit: float) -> bool:
        """Whether one input has taken more than `limit` seconds of processor time, or ASLEEP seconds at all."""
        count, _ = self._shown()
        before, used, since = self._seen
        if count == 0 or count != before:
            self._seen = (count, self._used(), monotonic())
            return False
        return self._used() - used > limit or monotonic() - since > ASLEEP

    def input(self) -> bytes:
        """The input it is at, or was when it died."""
        _, length = self._shown()
        with self._board.open("rb") as file:
            file.seek(_HEAD.size)
            return file.read(length)

    def end(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.join()

    def _shown(self) -> tuple[int, int]:
        with self._board.open("rb") as file:
            count, length = _HEAD.unpack(file.read(_HEAD.size))
            return int(count), int(length)

    def _used(self) -> float:
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(
    parsers: Callable[[], Mapping[str, Parser]],
    jobs: Iterable[Job],
    folder: Path,
    seed: int = 1,
    workers: int = 2,
    limit: float = 5.0,
    told: Callable[[Job], None] = lambda job: None,
    memory: int = MEMORY,
) -> Came:
    """Every job tried. `parsers` is called in each process; `limit` is in seconds of processor time for one input.
    Broken off by Ctrl-C it gives what came until then."""
    came, waiting = Came(), list(reversed(list(jobs)))
    hands: list[Worker] = []
    try:
        for number in range(min(workers, len(waiting))):
            hands.append(Worker(parsers, folder / f"board-{number}", seed, memory))
            hands[-1].give(waiting.pop())
        while any(hand.job for hand in hands):
            wait([hand.line for hand in hands if hand.job], timeout=0.5)
            for place, hand in enumerate(hands):
                if hand.job is None:
                    continue
                if not _ended(hand, came, limit, told):
                    continue
                if not hand.process.is_alive() or hand.job is not None:
                    hand.end()
                    hand = hands[place] = Worker(parsers, folder / f"board-{place}", seed, memory)
                if waiting:
                    hand.give(waiting.pop())
    except KeyboardInterrupt:
        came.broken_off = True
    finally:
        for hand in hands:
            hand.end()
    return came


def _ended(hand: Worker, came: Came, limit: float, told: Callable[[Job], None]) -> bool:
    """Whether the job is over. Where it ended badly the worker keeps it: the rest of it is not tried."""
    job = hand.job
    assert job is not None
    if hand.line.poll():
        try:
            tally, findings = hand.line.recv()
        except (EOFError, OSError):
            hand.process.join(5)
            came.findings.append(Finding(job.parser, f"the process died ({hand.process.exitcode})", hand.input()))
            return True
        came.tallies.setdefault(job.parser, Tally()).add(tally)
        came.findings.extend(findings)
        hand.job = None
        told(job)
        return True
    if hand.stuck(limit):
        came.findings.append(Finding(job.parser, f"more than {limit:g} s for one input", hand.input()))
        return True
    return False
