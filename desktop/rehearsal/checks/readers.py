"""The readers themselves: what is plugged in, and each reader this computer is to use, opened for a moment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.faults import SiteFault
from desktop.operations.desks.readers import KEPT, UNLESS_CHOSEN
from desktop.rehearsal.checks.finding import Finding
from desktop.wording import Wording

if TYPE_CHECKING:
    from desktop.bootstrap.parts import Parts
    from desktop.store.home import Home

LOOK = 1.2
"""Seconds a reader is listened to: a PC/SC reader that is away takes one to be missed."""
ALIVE = frozenset(
    {
        *("read-timeout", "source-ended", "read-torn", "document-unknown"),
        *("code-badge", "code-bag", "code-head"),
    }
)
"""Ways a read ends on a reader that works."""
KEYBOARD = "keyboard:"


def readers(parts: Parts, home: Home | None, folder: Path, words: Wording) -> Finding:
    """Only a chosen reader that is not there is a failure: without one there is still the keyboard, which is said."""
    kept = None if home is None else home.settings.get(KEPT)
    plugged = parts.found_sources()
    found = {"count": len(plugged), "found": "、".join(_named(setting, name) for setting, name in plugged)}
    if kept is None and not any(setting.startswith("pcsc:") for setting, _ in plugged):
        return Finding(True, "selftest-readers-unchosen", found)
    wanted = UNLESS_CHOSEN if kept is None else tuple(map(str, json.loads(kept)))
    if not wanted:
        return Finding(True, "selftest-readers-off", found)
    asked = [_asked(parts, folder, words, setting) for setting in wanted]
    facts = {**found, "told": "；".join(said for _, said in asked)}
    if kept is None:
        return Finding(True, "selftest-readers-usual", facts)
    good = all(there for there, _ in asked)
    return Finding(good, "selftest-readers-good" if good else "selftest-readers-missing", facts)


def _named(setting: str, name: str) -> str:
    return setting if setting.endswith(f":{name}") else f"{name}（{setting}）"


def _asked(parts: Parts, folder: Path, words: Wording, setting: str) -> tuple[bool, str]:
    """Whether the reader is there, in words. Whatever lies on it is read and forgotten."""
    if setting.startswith(KEYBOARD):
        return True, words.text("selftest-source-keyboard")
    states: list[Any] = []
    try:
        with parts.open_source(setting, states.append, dict, folder) as reader:
            reader.read(LOOK)
    except SiteFault as fault:
        if fault.code not in ALIVE:
            return False, _missing(words, setting, fault, states[-1].doing if states else "")
    names = "、".join(dict.fromkeys(s.reader for s in states if s.reader not in ("", setting)))
    if names:
        return True, words.text("selftest-source-named", setting=setting, names=names)
    return True, words.text("selftest-source-ready", setting=setting)


def _missing(words: Wording, setting: str, fault: SiteFault, doing: str) -> str:
    if doing == "no-service":
        return words.text("selftest-source-no-service", setting=setting)
    if fault.code == "reader-lost":
        return words.text("selftest-source-gone", setting=setting)
    return words.text("selftest-source-said", setting=setting, message=words.fault(fault))
