"""`apply` and `Fold`: entries into state. The same set of entries gives the same state, whatever order they came in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from desktop.exam.day import (
    admission,
    corrections,
    custody,
    desks,
    incidents,
    papers,
    presence,
    protocol,
    roomrecord,
    staffing,
)
from desktop.exam.evidence import photos, sheets
from desktop.exam.frame.folded import EMPTY, State
from desktop.exam.frame.state import CandidateState, Recorded
from desktop.exam.identity import tokens

Step = Callable[[Any, Any], Any]


def _tables() -> dict[tuple[str, str], Step]:
    """All nouns' folding tables in one. `papers` comes after `custody`: it refines what opening and sealing fold to."""
    out: dict[tuple[str, str], Step] = {}
    nouns = (desks, protocol, staffing, custody, papers, admission, presence, incidents, corrections, roomrecord)
    for noun in (*nouns, tokens, photos, sheets):
        out.update(noun.APPLY)
    return out


APPLY: Mapping[tuple[str, str], Step] = _tables()


def apply(key: str, value: Any, entry: Recorded) -> Any:
    """One aggregate's next state. Entries of kinds unknown to it leave it as it was."""
    kind = key.partition(":")[0]
    step = APPLY.get((kind, entry.kind))
    if step is None:
        return value
    return step(EMPTY[kind] if value is None else value, entry)


def order_of(entry: Recorded) -> tuple[tuple[int, int], str, int]:
    return (entry.time, entry.desk, entry.number)


class Fold:
    """Keeps a State up to date. Entries may come in any order and more than once; a late one refolds only the
    aggregates it is about.

    Attributes:
        state: what everybody reads.
        count: entries taken in, each once.
    """

    def __init__(self, entries: Iterable[Recorded] = ()) -> None:
        self.state = State()
        self.count = 0
        self._history: dict[str, list[Recorded]] = {}
        self._seen: set[tuple[str, int]] = set()
        self._unread: dict[str, set[tuple[str, int]]] = {}
        for entry in entries:
            self.take(entry)

    def take(self, entry: Recorded) -> tuple[str, ...]:
        """Take one entry in; answers the aggregates it touched. Data nobody can read is set aside and shown."""
        mark = (entry.desk, entry.number)
        if mark in self._seen:
            return ()
        self._seen.add(mark)
        self.count += 1
        history, values = self._history, self.state.values
        about, time, kind = entry.about, entry.time, entry.kind
        if len(about) > 1 and len(set(about)) != len(about):
            about = tuple(dict.fromkeys(about))
        for key in about:
            seen = history.get(key)
            if seen is None:
                history[key] = [entry]
            elif seen[-1].time < time or order_of(seen[-1]) < order_of(entry):
                seen.append(entry)
            else:
                seen.insert(bisect_right(seen, order_of(entry), key=order_of), entry)
                self._refold(key, seen)
                continue
            noun = key[: key.find(":")]
            step = APPLY.get((noun, kind))
            if step is not None:
                self._step(step, key, values.get(key, EMPTY[noun]), entry)
        return about

    def _refold(self, key: str, entries: list[Recorded]) -> None:
        was = self.state.values.pop(key, None)
        if isinstance(was, CandidateState) and was.admission is not None:
            self.state.seated.changed(key, was.admission, None)
        if self._unread.pop(key, None):
            self._show_unread()
        noun = key[: key.find(":")]
        for entry in entries:
            step = APPLY.get((noun, entry.kind))
            if step is not None:
                self._step(step, key, self.state.values.get(key, EMPTY[noun]), entry)

    def _step(self, step: Step, key: str, old: Any, entry: Recorded) -> None:
        try:
            new = self.state.values[key] = step(old, entry)
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
            # A peer's entry is signed but its data is still foreign: one that makes no sense must not stop the morning.
            self._unread.setdefault(key, set()).add((entry.desk, entry.number))
            self._show_unread()
            return
        if isinstance(new, CandidateState) and new.admission is not old.admission:
            self.state.seated.changed(key, old.admission, new.admission)

    def _show_unread(self) -> None:
        """Whether an entry can be read may hang on those before it: every refold of an aggregate asks again."""
        self.state.unreadable[:] = sorted(set().union(*self._unread.values()))

    def history(self, key: str) -> tuple[Recorded, ...]:
        """Every entry about one aggregate, in order."""
        return tuple(self._history.get(key, ()))
