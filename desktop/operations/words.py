"""Ids, instants and refusals as people read them. Names come from the plan and never go back into the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Protocol

from desktop.exam.frame.command import Refused
from desktop.exam.identity.pinyin import Readings, spelled
from desktop.exam.plan.model import Index, Staff
from desktop.exam.rules.protocol import Step
from desktop.operations.boards.shell import Choice

INSTANTS = frozenset({"opens", "closes", "closed", "cutoff", "now", "at", "start", "end", "due"})
LEVELS = {5: "五级", 4: "四级", 3: "三级", 2: "二级", 1: "一级"}


class Catalogue(Protocol):
    """The sentences (desktop.wording)."""

    locale: str

    def text(self, key: str, **facts: object) -> str: ...
    def has(self, key: str, locale: str | None = None) -> bool: ...


class Words:
    """Speaks of one plan in one language."""

    def __init__(self, index: Index, catalogue: Catalogue, readings: Readings | None = None) -> None:
        """`readings`: how Chinese characters are read, so that people are found by their letters."""
        self.index = index
        self._readings = readings
        self.catalogue = catalogue
        self._offset = timedelta(minutes=index.plan.site.utc_offset)

    def text(self, key: str, **facts: object) -> str:
        return self.catalogue.text(key, **facts)

    def time(self, at: int | None, seconds: bool = False) -> str:
        """Site time of day, `08:24` or `08:24:10`."""
        if at is None:
            return ""
        local = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at) + self._offset
        return local.strftime("%H:%M:%S" if seconds else "%H:%M")

    def day(self, at: int) -> str:
        local = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at) + self._offset
        return local.strftime("%Y-%m-%d")

    def staff(self, id: str) -> str:
        person = self.index.staff.get(id)
        return person.name if person else id

    @cached_property
    def latin_numbers(self) -> bool:
        """Whether the numbers of documents and tickets are figures and Latin letters throughout the plan."""
        return all(c.document_number.isascii() and c.admission_number.isascii() for c in self.index.plan.candidates)

    @cached_property
    def staff_choices(self) -> tuple[Choice, ...]:
        """Everybody of the plan to choose from. Made once: one board offers it in many forms, one card makes three."""
        return tuple(Choice(p.id, p.name, self.role(p.role), self._spelled(p)) for p in self.index.plan.staff)

    def _spelled(self, person: Staff) -> str:
        letters = spelled(person.name, self._readings) if self._readings is not None else ""
        return f"{person.number} {letters}".strip() if letters else ""

    def people(self, ids: Iterable[str]) -> str:
        return "、".join(self.staff(i) for i in ids)

    def candidate(self, id: str) -> str:
        found = self.index.candidates.get(id)
        return found.name if found else id

    def room(self, id: str | None) -> str:
        found = self.index.rooms.get(id or "")
        return found.number if found else (id or "")

    def floor(self, floor: str) -> str:
        """`1` is read 一层's way: `1 层`; a floor written in words stays."""
        return self.text("floor-number", floor=floor) if floor.isdecimal() else floor

    def bag(self, id: str) -> str:
        found = self.index.bags.get(id)
        return found.label if found else id

    def role(self, role: str) -> str:
        return self.text(f"role-{role}")

    def roles(self, slot: str) -> str:
        """A slot of a right (`lead-proctor|assistant-proctor@room`) as words."""
        roles, _, _ = slot.partition("@")
        return " / ".join(self.role(r) for r in roles.split("|"))

    @property
    def _english(self) -> bool:
        return self.catalogue.locale == "en"

    def step(self, step: Step) -> str:
        """A step's name in the language spoken; the official one where the protocol has no other."""
        return (step.title_en if self._english else "") or step.title

    def step_short(self, step: Step) -> str:
        return (step.short_en if self._english else "") or step.short

    def step_mark(self, step: Step) -> str:
        """As little as tells a step from its neighbours: the first character of the official name, an English name."""
        return (step.short_en if self._english else "") or step.short[:1]

    def step_official(self, step: Step) -> str:
        """The official name to stand beside `step`; empty where `step` is it."""
        return step.title if self.step(step) != step.title else ""

    def step_whole(self, step: Step) -> str:
        """Both names in one line: `Hand out the papers (分发试卷给考生)`."""
        official = self.step_official(step)
        return f"{self.step(step)} ({official})" if official else self.step(step)

    def level(self, level: int | None) -> str:
        return LEVELS.get(level or 0, "")

    # --- facts ----------------------------------------------------------------------------------------------------

    def facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """A refusal's or verdict's facts as its sentence wants them."""
        told = {name: self.fact(name, value) for name, value in facts.items()}
        if self._english and facts.get("title_en"):
            told["title"] = f"{facts['title_en']} ({facts['title']})"
        return told

    def fact(self, name: str, value: Any) -> Any:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, (list, tuple, set, frozenset)):
            return "、".join(str(self.fact(_one(name), v)) for v in value)
        if name in INSTANTS and isinstance(value, int):
            return self.time(value)
        if not isinstance(value, str):
            return value if isinstance(value, int) else ""
        if name == "floor":
            return self.floor(value)
        return self._named(name, value)

    def _named(self, name: str, value: str) -> str:
        if value in self.index.staff:
            return self.staff(value)
        if value in self.index.candidates:
            return self.candidate(value)
        if value in self.index.rooms:
            return self.room(value)
        if value in self.index.bags:
            return self.bag(value)
        if name in ("place", "needs") and self.catalogue.has(f"place-{value}"):
            return self.text(f"place-{value}")
        if name in ("needs", "role"):
            return self.roles(value)
        if name == "status":
            return self.text(f"status-{value}")
        for kind in ("choice", "field", "kind", "equation", "command", "open"):
            if self.catalogue.has(f"{kind}-{value}"):
                return self.text(f"{kind}-{value}")
        return value

    def refusal(self, refused: Refused) -> tuple[str, str]:
        """(the sentence, what to do next)."""
        facts = self.facts(refused.facts)
        return self.text(f"refused-{refused.code}", **facts), self.text(f"next-{refused.code}", **facts)


def _one(name: str) -> str:
    """The singular of a list's name, as far as it matters to `fact`."""
    return name[:-1] if name.endswith("s") and name not in ("needs", "status") else name
