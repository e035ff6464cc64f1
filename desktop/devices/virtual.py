"""The virtual reader: scripted documents and failures, for rehearsal, training, self-test and tests. A driver like any.

A script is a JSON array (or one JSON value a line) of

    {"number": "990102199003072332", "name": "…", "document_type": "…", "expires": "…", "ticket": "…", …}
    {"as": "card", …}   the same through the 256 bytes a resident card or permit holds: cut and blanked as a card is
    "unreadable"   a document that cannot be read        "torn"       taken away too soon
    "hung"         a chip that stops answering           "unknown"    something that is no identity document
    "hang"         nothing comes before the timeout
    "dead"         the reader is gone until "alive" is reached; each read before that fails
    {"dead": 3}    gone for three reads, then back by itself

given as a file, or inline after the colon; inline, a bare document number or failure word will do, several with commas.
What the reader is doing is told as a real one tells it.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import Any

from desktop.devices.sources import NO_NEEDS, Document, Needs, SourceState
from desktop.faults import SiteFault, reading_fault

UNREAD: Mapping[str, str] = {"unreadable": "", "hung": "card-hung"}
"""Words that are a document which could not be read, and its trouble."""
FAILURES = (*UNREAD, "torn", "unknown", "hang", "dead", "alive")
CARD = "card"
SCRIPT_LIMIT = 16 * 1024 * 1024
_MEMBERS = frozenset(f.name for f in fields(Document)) - {"source", "portrait"}

Step = str | Mapping[str, Any]


class VirtualSource:
    """Plays a script, one step a read. `put` adds steps while it is open. `wait` is how it lets time pass."""

    def __init__(
        self,
        script: Iterable[Step] = (),
        source: str = "virtual:",
        wait: Callable[[float], None] = time.sleep,
        needs: Needs = NO_NEEDS,
    ) -> None:
        self._steps: deque[Step] = deque()
        self._source, self._wait, self._needs = source, wait, needs
        self._dead = False
        self._lost = 0
        self._told = SourceState("no-reader")
        self.put(*script)
        self._tell(SourceState("ready", source))

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
            raise self._gone()
        if self._dead:
            raise self._gone()
        while self._steps and self._steps[0] == "alive":
            self._steps.popleft()
        self._tell(SourceState("ready", self._source))
        if not self._steps:
            return self._nothing(timeout)
        return self._play(self._steps.popleft(), timeout)

    def _play(self, step: Step, timeout: float) -> Document:
        if isinstance(step, Mapping):
            if "dead" in step:
                self._lost = int(step["dead"]) - 1
                raise self._gone()
            return self._come_to(replace(document_of(step), source=self._source))
        if step in UNREAD:
            unread = Document(method="virtual", unreadable=True, source=self._source, trouble=UNREAD[step])
            return self._come_to(unread)
        match step:
            case "torn":
                raise self._unread("read-torn", "card-torn")
            case "unknown":
                raise self._unread("document-unknown", "card-unknown")
            case "dead":
                self._dead = True
                raise self._gone()
            case _:
                return self._nothing(timeout)

    def _come_to(self, document: Document) -> Document:
        self._tell(SourceState("reading", self._source))
        doing = SourceState("unreadable" if document.unreadable else "read", self._source, document.trouble)
        self._tell(doing)
        return document

    def _unread(self, code: str, trouble: str) -> SiteFault:
        self._tell(SourceState("reading", self._source))
        self._tell(SourceState("unreadable", self._source, trouble))
        return SiteFault(code, source=self._source)

    def _gone(self) -> SiteFault:
        self._tell(SourceState("no-reader", self._source))
        return SiteFault("reader-lost", source=self._source)

    def _nothing(self, timeout: float) -> Document:
        self._wait(timeout)
        raise SiteFault("read-timeout", source=self._source, seconds=ceil(timeout))

    def _tell(self, state: SourceState) -> None:
        if state != self._told:
            self._told = state
            self._needs.told(state)

    def close(self) -> None:
        self._steps.clear()

    def __enter__(self) -> VirtualSource:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def document_of(step: Mapping[str, Any]) -> Document:
    """What a step says, or what reading a card that holds it gives: a card has no room for more."""
    given = {name: value for name, value in step.items() if name != "as"}
    if "other_numbers" in given:
        given["other_numbers"] = tuple(given["other_numbers"])
    document = Document(**{"method": "virtual", **given})
    if step.get("as") != CARD:
        return document
    from desktop.devices.resident.record import read_text
    from desktop.devices.resident.writing import write_text

    return replace(read_text(write_text(document)), method=document.method, ticket=document.ticket)


def read_script(given: str) -> list[Step]:
    """The steps of a setting: inline, or a file's. Raises SiteFault script-unreadable (path, line), file-not-found,
    file-unreadable, file-too-large."""
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
                raise SiteFault("file-too-large", path=str(path))
            return _steps_of(body.decode("utf-8-sig"), str(path))
        except OSError as error:
            raise reading_fault(error, path) from error
        except UnicodeDecodeError as error:
            raise SiteFault("script-unreadable", path=str(path), line=0) from error
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
        raise SiteFault("script-unreadable", path=path, line=line) from error
    return [checked_step(v, n, path) for n, v in values]


def checked_step(step: Any, n: int, path: str = "virtual:") -> Step:
    """The step, when it is one. Raises SiteFault script-unreadable."""
    if isinstance(step, str) and step in FAILURES:
        return step
    if isinstance(step, Mapping):
        if set(step) == {"dead"} and type(step["dead"]) is int and step["dead"] > 0:
            return step
        if set(step) - {"as"} and set(step) <= _MEMBERS | {"as"} and all(_fits(k, v) for k, v in step.items()):
            return step
    raise SiteFault("script-unreadable", path=path, line=n)


def _fits(member: str, value: Any) -> bool:
    match member:
        case "as":
            return bool(value == CARD)
        case "unreadable":
            return isinstance(value, bool)
        case "other_numbers":
            return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
        case "ticket":
            return value is None or isinstance(value, str)
        case _:
            return isinstance(value, str)
