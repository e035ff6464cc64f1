"""Sentences for people, from resources/wording/<locale>/*.ftl (Fluent).

Code holds keys, the catalogue holds sentences. A key missing in a locale falls back to English, then to the key itself,
so a screen never stays empty. Messages of one line with nothing but facts put in are told by the small reader below;
fluent.runtime is only imported for the first message that chooses, after the first paint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from desktop.faults import SiteFault

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
DEFAULT_LOCALE = "zh-CN"
FALLBACK_LOCALE = "en"

_FACT = re.compile(r"\{\s*\$([a-zA-Z][\w-]*)\s*\}")
_NAMED = re.compile(r"\{\s*([a-zA-Z][\w-]*)\s*\}")
"""A message inside another. Facts begin with `$`, and what is chosen by `->` ends in no brace."""


class Wording:
    """The catalogue of one locale. Loaded on first use, safe to ask from any lane."""

    def __init__(self, locale: str = DEFAULT_LOCALE, folder: Path = RESOURCES / "wording") -> None:
        self.locale = locale
        self._folder = folder
        self._lock = Lock()
        self._read: dict[tuple[str, str], _Message] = {}
        self._bundles: dict[str, Any] = {}

    def text(self, key: str, **facts: object) -> str:
        """The sentence for `key` with `facts` put in. Without a sentence in either language the key comes back."""
        for locale in dict.fromkeys((self.locale, FALLBACK_LOCALE)):
            found = self._message(locale, key)
            if found is not None:
                return self._formatted(locale, key, found.source, facts) if found.plain is None else found.filled(facts)
        return key

    def fault(self, fault: SiteFault) -> str:
        """The sentence of a fault of the site; its code where the catalogue has none."""
        return self.text(f"fault-{fault.code}", **fault.facts)

    def has(self, key: str, locale: str | None = None) -> bool:
        return key in _sources(self._folder, locale or self.locale)

    def keys(self, locale: str | None = None) -> frozenset[str]:
        return frozenset(_sources(self._folder, locale or self.locale))

    def _message(self, locale: str, key: str) -> _Message | None:
        known = self._read.get((locale, key))
        if known is None and (source := _sources(self._folder, locale).get(key)) is not None:
            known = self._read[locale, key] = _message(source)
        return known

    def _formatted(self, locale: str, key: str, source: str, facts: dict[str, object]) -> str:
        """Fluent parses a sentence when it is first said: the whole catalogue would take it most of a second."""
        with self._lock:
            bundle = self._bundles.get(locale)
            if bundle is None:
                from fluent.runtime import FluentBundle

                # No isolation marks: they print as boxes on paper and break copied numbers.
                bundle = self._bundles[locale] = FluentBundle([locale], use_isolating=False)
            self._add(bundle, locale, key, source)
            pattern: Any = bundle.get_message(key).value
            words, _ = bundle.format_pattern(pattern, {name: _given(fact) for name, fact in facts.items()})
            return str(words)

    def _add(self, bundle: Any, locale: str, key: str, source: str) -> None:
        """The message and the messages it names, each once. What a locale lacks is shown by Fluent as its key."""
        from fluent.runtime import FluentResource

        wanted = [(key, source)]
        while wanted:
            key, source = wanted.pop()
            if bundle.has_message(key):
                continue
            bundle.add_resource(FluentResource(source))
            known = _sources(self._folder, locale)
            wanted += [(named, known[named]) for named in _NAMED.findall(source) if named in known]


def _given(fact: object) -> Any:
    """A fact as Fluent takes it. Integers without grouping: 1,024 for a seat or a bag would be wrong on every form."""
    if isinstance(fact, bool) or not isinstance(fact, int):
        return str(fact)
    from fluent.runtime.types import fluent_number

    return fluent_number(fact, useGrouping=False)


@dataclass(frozen=True, slots=True)
class _Message:
    """`plain` where the message is one line with facts at most, None where Fluent must format its `source`."""

    plain: str | None
    source: str

    def filled(self, facts: Mapping[str, object]) -> str:
        """The plain line with the facts put in, as Fluent would; a fact that was not given is shown by its name."""
        line = self.plain or ""
        return _FACT.sub(lambda at: str(facts.get(at[1], f"{{${at[1]}}}")), line) if "{" in line else line


@cache
def _sources(folder: Path, locale: str) -> dict[str, str]:
    """Every message of a locale in its own Fluent text. Read once a process: window and session both speak."""
    found: dict[str, str] = {}
    for path in sorted((folder / locale).glob("*.ftl")):
        found.update(_read_messages(path.read_text(encoding="utf-8")))
    return found


def _read_messages(source: str) -> Iterator[tuple[str, str]]:
    """Each message of a Fluent file. Terms, attributes and functions are not known here; a test keeps them out."""
    key, lines = "", list[str]()
    for line in source.splitlines():
        first = line[:1]
        if first.isalpha():
            if key:
                yield key, "\n".join(lines) + "\n"
            key, lines = line.partition("=")[0].rstrip(), [line]
        elif first in " \t}" or not line.strip():
            lines.append(line)
        else:  # a comment ends a message
            if key:
                yield key, "\n".join(lines) + "\n"
            key, lines = "", []
    if key:
        yield key, "\n".join(lines) + "\n"


def _message(source: str) -> _Message:
    first, _, rest = source.partition("\n")
    value = first.partition("=")[2].strip()
    chooses = "{" in _FACT.sub("", value) or "}" in _FACT.sub("", value)
    return _Message(None if rest.strip() or not value or chooses else value, source)
