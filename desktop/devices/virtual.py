"""The virtual reader: scripted documents and failures, for rehearsal, self-test and tests. An ordinary driver.

A script is a JSON array (or one JSON value a line) of

    {"number": "990102199003072332", "name": "…", "document_type": "…", "expires": "…", "ticket": "…", …}
    "unreadable"   a document that cannot be read        "torn"      taken away too soon
    "unknown"      something that is no identity document "hang"      nothing comes before the timeout
    "dead"         the reader is gone until "alive" is reached; each read before that fails
    {"dead": 3}    gone for three reads, then back by itself

given as a file, or inline after the colon; inline, a bare document number or failure word will do, several with commas.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any

from desktop.devices.sources import Document
from desktop.faults import SiteFault

FAILURES = ("unreadable", "torn", "unknown", "hang", "dead", "alive")
SCRIPT_LIMIT = 16 * 1024 * 1024
_MEMBERS = frozenset(f.name for f in fields(Document))

Step = str | Mapping[str, Any]


class VirtualSource:
    """Plays a script, one step a read. `put` adds steps while it is open. `wait` is how it lets time pass."""

    def __init__(
        self, script: Iterable[Step] = (), source: str = "virtual:", wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._steps: deque[Step] = deque()
        self._source = source
        self._wait = wait
        self._dead = False
        self._lost = 0
        self.put(*script)

    def put(self, *steps: Step) -> None:
        """Add steps to the script. Raises SiteFault script-unreadable."""
        for n, step in enumerate(steps, start=1):
            self._steps.append(checked_step(step, n))

    def read(self, timeout: float) -> Document:
        """See IdentitySource. A script that is over is an empty reader: read-timeout."""
        if self._dead and self._steps and self._steps[0] == "alive":
            self._dead = False
        if self._lost:
            self._lost -= 1
            raise SiteFault("reader-lost", source=self._source)
        if self._dead:
            raise SiteFault("reader-lost", source=self._source)
        while self._steps and self._steps[0] == "alive":
            self._steps.popleft()
        if not self._steps:
            return self._nothing(timeout)
        return self._play(self._steps.popleft(), timeout)

    def _play(self, step: Step, timeout: float) -> Document:
        if isinstance(step, Mapping):
            if "dead" in step:
                self._lost = int(step["dead"]) - 1
                raise SiteFault("reader-lost", source=self._source)
            return Document(**{"method": "virtual", **step, "source": self._source})
        match step:
            case "unreadable":
                return Document(method="virtual", unreadable=True, source=self._source)
            case "torn":
                raise SiteFault("read-torn", source=self._source)
            case "unknown":
                raise SiteFault("document-unknown", source=self._source)
            case "dead":
                self._dead = True
                raise SiteFault("reader-lost", source=self._source)
            case _:
                return self._nothing(timeout)

    def _nothing(self, timeout: float) -> Document:
        self._wait(timeout)
        raise SiteFault("read-timeout", source=self._source, seconds=round(timeout))

    def close(self) -> None:
        self._steps.clear()

    def __enter__(self) -> VirtualSource:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_script(given: str) -> list[Step]:
    """The steps of a setting: inline, or a file's. Raises SiteFault script-unreadable (path, line, reason)."""
    text = given.strip()
    if not text:
        return []
    if text[0] in '[{"':
        return _steps_of(text, "virtual:")
    path = Path(text).expanduser()
    if path.suffix or "/" in text or "\\" in text or path.is_file():
        try:
            with path.open("rb") as file:
                body = file.read(SCRIPT_LIMIT + 1)
            if len(body) > SCRIPT_LIMIT:
                raise SiteFault("script-unreadable", path=str(path), line=0, reason="too-large")
            return _steps_of(body.decode("utf-8-sig"), str(path))
        except (OSError, UnicodeDecodeError) as error:
            raise SiteFault("script-unreadable", path=str(path), line=0, reason=type(error).__name__) from error
    words = [w.strip() for w in text.split(",") if w.strip()]
    return [w if w in FAILURES else {"number": w} for w in words]


def _steps_of(text: str, path: str) -> list[Step]:
    """A JSON array, or one JSON value a line."""
    whole = text.strip()
    if not whole:
        return []
    try:
        if whole.startswith("["):
            values = [(1, v) for v in json.loads(whole)]
        else:
            values = [(n, json.loads(line)) for n, line in enumerate(whole.splitlines(), start=1) if line.strip()]
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise SiteFault("script-unreadable", path=path, line=line, reason="json") from error
    return [checked_step(v, n, path) for n, v in values]


def checked_step(step: Any, n: int, path: str = "virtual:") -> Step:
    """The step, when it is one. Raises SiteFault script-unreadable."""
    if isinstance(step, str) and step in FAILURES:
        return step
    if isinstance(step, Mapping):
        if set(step) == {"dead"} and type(step["dead"]) is int and step["dead"] > 0:
            return step
        if step and set(step) <= _MEMBERS - {"source"} and all(_fits(k, v) for k, v in step.items()):
            return step
    raise SiteFault("script-unreadable", path=path, line=n, reason="step")


def _fits(member: str, value: Any) -> bool:
    if member == "unreadable":
        return isinstance(value, bool)
    if member in ("portrait", "other_numbers"):
        return False
    return isinstance(value, str) or (member == "ticket" and value is None)
