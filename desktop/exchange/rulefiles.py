"""Rule sets, protocols and calendars as TOML files: read, or refused with the place and the reason."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from desktop.exam.plan.limits.calendar import WorkingCalendar
from desktop.exam.rules.protocol import protocol_from_data
from desktop.exam.rules.ruleset import ruleset_from_data
from desktop.exam.rules.schema import BadRules
from desktop.faults import SiteFault, reading_fault


class RuleFolder:
    """The rule files below one resources folder. Raises SiteFault `bad-rules` (path, reason), `unknown-rules` (id)."""

    def __init__(self, resources: Path) -> None:
        self.resources = resources

    def rule_set(self, id: str) -> Mapping[str, Any]:
        for path in sorted((self.resources / "rulesets").glob("*.toml")):
            data = _parsed(path)
            if data.get("id") == id:
                try:
                    ruleset_from_data(data)
                except BadRules as fault:
                    raise SiteFault("bad-rules", path=str(path), reason=str(fault)) from fault
                return data
        raise SiteFault("unknown-rules", id=id)

    def protocols(self) -> Mapping[str, Mapping[str, Any]]:
        out = {}
        for path in sorted((self.resources / "protocols").glob("*.toml")):
            data = _parsed(path)
            try:
                protocol = protocol_from_data(data)
            except BadRules as fault:
                raise SiteFault("bad-rules", path=str(path), reason=str(fault)) from fault
            out[protocol.id] = data
        return out

    def calendar(self) -> WorkingCalendar:
        """All years there are files for; a year without one is refused where it is asked for (G14)."""
        found = [_parsed(path) for path in sorted((self.resources / "calendars").glob("*.toml"))]
        try:
            return WorkingCalendar.from_data(*found)
        except (ValueError, KeyError, TypeError) as fault:
            raise SiteFault("bad-rules", path=str(self.resources / "calendars"), reason=str(fault)) from fault


def _parsed(path: Path) -> Mapping[str, Any]:
    """A file as it is now; parsed once for as long as it stays the same, since every board of the office asks."""
    try:
        found = path.stat()
        return _parsed_at(path, found.st_mtime_ns, found.st_size)
    except OSError as error:
        raise reading_fault(error, path) from error


@lru_cache(maxsize=64)
def _parsed_at(path: Path, changed: int, size: int) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SiteFault("bad-rules", path=str(path), reason=str(fault)) from fault
