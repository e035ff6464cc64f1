"""The rules as data agree with the rules as code: rights, gates, steps, parameters; every file passes its schema."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.exam.decide import COMMANDS
from desktop.exam.plan.catalogue import Catalogue
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import ROLES
from desktop.exam.rules.protocol import Protocol, protocol_from_data
from desktop.exam.rules.ruleset import RuleSet, ruleset_from_data
from desktop.exam.rules.schema import BadRules
from desktop.exchange.catalogues import load_catalogue
from desktop.exchange.rulefiles import RuleFolder
from desktop.wording import RESOURCES
from forms import stock
from tests.architecture.source import constants

# Hats of a duty, not duties of their own.
EXTRA_ROLES = {"keyholder", "escort"}


def toml(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def each(folder: str, pattern: str = "*.toml") -> list[Path]:
    return sorted((RESOURCES / folder).glob(pattern))


@pytest.fixture(params=each("rulesets"), ids=lambda path: path.stem)
def rules(request: pytest.FixtureRequest) -> RuleSet:
    return ruleset_from_data(toml(request.param))


@pytest.fixture(params=each("protocols"), ids=lambda path: path.stem)
def protocol(request: pytest.FixtureRequest) -> Protocol:
    return protocol_from_data(toml(request.param))


def test_every_command_has_its_right_and_every_right_its_command(rules: RuleSet) -> None:
    assert set(rules.rights) == set(COMMANDS)


def test_every_right_names_roles_that_exist_and_its_clause(rules: RuleSet) -> None:
    for right in rules.rights.values():
        assert right.clause, right.command
        for slot in right.slots:
            assert set(slot.roles) <= set(ROLES) | EXTRA_ROLES, f"{right.command}: {slot.text}"


def test_every_parameter_kind_and_clause_says_where_it_stands(rules: RuleSet) -> None:
    assert all(param.clause or param.gap for param in rules.params.values())
    for group, kinds in rules.kinds.items():
        assert len({kind.key for kind in kinds}) == len(kinds), group
        assert all(kind.title for kind in kinds), group
    assert all(rules.clauses.values())


def test_every_parameter_is_asked_for(rules: RuleSet) -> None:
    """A number nobody reads is a rule nobody enforces."""
    asked = constants("desktop") | {field.name.replace("_", "-") for field in fields(PlanningParams)}
    moments = {
        row for path in each("protocols") for row in re.findall(r'param\s*=\s*"([^"]+)"', path.read_text("utf-8"))
    }
    assert not {key for key in rules.params if key not in asked | moments}


def test_every_step_and_gate_names_commands_and_entries_that_exist(protocol: Protocol) -> None:
    kinds = {kind for spec in COMMANDS.values() for kind in spec.writes}
    for step in protocol.steps:
        assert step.command in COMMANDS, step.id
        assert step.kind in kinds, step.id
        assert step.clause, step.id
        assert step.failure, step.id
    assert set(protocol.gates) <= set(COMMANDS)
    for gate in protocol.gates.values():
        assert gate.clause, gate.command


def test_every_gate_is_of_a_command_that_looks_at_gates(protocol: Protocol) -> None:
    assert not {command for command in protocol.gates if not COMMANDS[command].gated}


def test_a_rule_file_with_an_unknown_member_is_refused() -> None:
    data = toml(each("rulesets")[0])
    with pytest.raises(BadRules, match="surprise"):
        ruleset_from_data({**data, "surprise": 1})
    data = toml(each("protocols")[0])
    with pytest.raises(BadRules, match="surprise"):
        protocol_from_data({**data, "surprise": 1})


def test_every_year_of_working_days_has_its_source_and_lies_in_its_year() -> None:
    for path in each("calendars"):
        data = toml(path)
        assert str(data["year"]) == path.stem
        assert data["source"]
        assert all(day.year == data["year"] and day.weekday() >= 5 for day in data["worked"]), path.name  # type: ignore[attr-defined]
        for holiday in data["holidays"]:  # type: ignore[attr-defined]
            assert timedelta(0) <= holiday["last"] - holiday["first"] < timedelta(days=12), holiday["name"]
    assert RuleFolder(RESOURCES).calendar() is not None


def test_the_catalogues_load_and_name_levels_that_exist() -> None:
    catalogue = load_catalogue(RESOURCES / "catalogues")
    assert isinstance(catalogue, Catalogue)
    for path in each("catalogues"):
        rows = toml(path)["occupation"]
        assert all(set(row.get("levels", ())) <= {1, 2, 3, 4, 5} for row in rows)  # type: ignore[attr-defined]


def test_every_label_stock_fits_its_page() -> None:
    for path in each("labels"):
        held = stock.load(path.stem)
        assert held.columns * held.rows > 0
        assert held.left + (held.columns - 1) * held.pitch_x + held.width <= held.page[0] + 0.01, path.name
        assert held.top + (held.rows - 1) * held.pitch_y + held.height <= held.page[1] + 0.01, path.name
