"""The readers of one desk: which are wanted, what each is doing, what is plugged in; chosen by a person, kept by the
home, their going and coming written down (X14)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.exam.day.desks import reader_changed
from desktop.operations.boards.shell import ActionRow, Answer, Choice, FieldRow, Refusal
from desktop.operations.ports import ReaderDoing, SettingStore
from desktop.operations.record import Record
from desktop.operations.words import Words

KEPT = "readers"
NONE = "none"
UNLESS_CHOSEN = ("pcsc:*",)
"""Armed while nobody has chosen: a PC/SC reader that is plugged in works at once. One that is not is no news."""
FIND, CHOOSE = "find-readers", "choose-reader"
MISSING = frozenset({"no-service", "no-reader"})
CAMERA = "camera:"

Found = Callable[[], Sequence[tuple[str, str]]]
"""(setting, name) of everything plugged in now. May take a moment."""


class DeskReaders:
    """Confined to the session's lane but for `wanted`, which any thread may read.

    Attributes:
        wanted: the settings of the readers to arm (DESIGN 7).
        states: setting to what that reader is doing.
    """

    def __init__(self, kept: SettingStore, found: Found, words: Words, record: Record | None) -> None:
        self._kept, self._look, self._words, self._record = kept, found, words, record
        text = kept.get(KEPT)
        self.wanted: tuple[str, ...] = UNLESS_CHOSEN if text is None else tuple(map(str, json.loads(text)))
        self.states: dict[str, ReaderDoing] = {}
        self._quiet = text is None
        self._found: tuple[tuple[str, str], ...] = ()

    def choose(self, settings: Sequence[str]) -> None:
        """Want these from now on; the home keeps them. `none` alone is none."""
        chosen = tuple(dict.fromkeys(s.strip() for s in settings if s.strip() not in ("", NONE)))
        self._kept.put(KEPT, json.dumps(chosen, ensure_ascii=False))
        self.wanted, self._quiet = chosen, False
        self.states = {s: state for s, state in self.states.items() if s in chosen}

    def is_news(self, code: str) -> bool:
        """Whether a read that failed so is anybody's business: that nobody's reader is not there is none, and that a
        chosen one is not is said by its state."""
        return code != "reader-lost" or (not self._quiet and not self.states)

    def camera(self) -> str:
        """The setting of a camera that gives pictures now, the first one wanted; empty where there is none."""
        there = (s for s in self.wanted if s.startswith(CAMERA) and s in self.states)
        return next((s for s in there if self.states[s].doing not in MISSING), "")

    def note(self, setting: str, state: Any) -> bool:
        """What a reader says it is doing; False when that is nobody's business."""
        missing = state.doing in MISSING
        if setting not in self.wanted or (missing and self._quiet):
            return False
        self._quiet = False
        self.states[setting] = state
        if self._record is not None:
            self._write(self._record, setting, "lost" if missing else "ready" if state.doing == "ready" else "")
        return True

    def _write(self, record: Record, setting: str, now: str) -> None:
        known = record.state.desk(record.desk).readers.get(setting, "")
        if now and now != known and (known or now == "lost"):
            record.settle(lambda: (reader_changed(record.desk, now, setting),), ())

    # --- choosing -------------------------------------------------------------------------------------------------

    def rows(self) -> tuple[ActionRow, ...]:
        """What a desk offers: look for readers, then choose one, or type the setting of one that cannot be found."""
        word = self._words.text
        group = word("group-desk")
        find = ActionRow(FIND, word("reader-find"), persons=0, about=("desk",), group=group)
        named = [Choice(setting, name, setting) for setting, name in self._found]
        listed = {setting for setting, _ in self._found}
        named += [Choice(s, s) for s in self.wanted if s not in (*listed, *UNLESS_CHOSEN)]
        named += [Choice(s, word("reader-any"), s) for s in UNLESS_CHOSEN]
        named.append(Choice(NONE, word("reader-none")))
        choices = tuple(dict.fromkeys(named))
        fields = (
            FieldRow("reader", word("reader-which"), "choice", choices, required=False),
            FieldRow("setting", word("reader-setting"), required=False, hint="serial:COM3  sdt:1001  camera:0"),
        )
        return find, ActionRow(CHOOSE, word("reader-choose"), fields=fields, persons=0, about=("desk",), group=group)

    def act(self, command: str, data: Mapping[str, Any]) -> Answer | None:
        """None for a command that is not about readers."""
        if command == FIND:
            self._found = tuple(self._look())
            names = "、".join(name for _, name in self._found)
            return Answer(text=self._words.text("reader-found", count=len(self._found), names=names))
        if command != CHOOSE:
            return None
        setting = str(data.get("setting") or "").strip() or str(data.get("reader") or "")
        if not setting:
            return Answer(refused=Refusal("reader-not-chosen", self._words.text("reader-not-chosen")))
        self.choose([setting])
        return Answer(text=self._words.text("reader-chosen", setting=setting))
