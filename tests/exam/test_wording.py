"""Every code of the rules has its sentences in both languages, and a sentence asks only for facts the code carries."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from desktop.exam.day.admission import REFUSABLE
from desktop.exam.day.balance import OFFICE_NAMES, PAPER_NAMES
from desktop.exam.day.verdict import CODES, WARNINGS
from desktop.exam.decide import COMMANDS
from desktop.exam.fold import APPLY
from desktop.exam.frame.gates import CONDITIONS
from desktop.exam.frame.state import BAG_PLACES
from desktop.exam.plan.model import ROLES
from desktop.wording import RESOURCES

EXAM = Path(__file__).resolve().parents[2] / "desktop" / "exam"
LOCALES = ("zh-CN", "en")
MESSAGE = re.compile(r"^([a-z][\w-]*) = (.+)$", re.MULTILINE)
PLACEABLE = re.compile(r"\{ \$(\w+) \}")
TERMS = "copies cards present registered counted spare-released ordered signatures heads taken-out sealed never-issued"


@cache
def sentences(locale: str) -> dict[str, str]:
    return dict(MESSAGE.findall((RESOURCES / "wording" / locale / "rules.ftl").read_text("utf-8")))


@cache
def calls(name: str) -> tuple[tuple[str, frozenset[str] | None], ...]:
    """Every `Refused("code", {…})` or `Verdict("code", {…})` of the rules: code, and facts where written out."""
    out = []
    for path in sorted(EXAM.glob("**/*.py")):
        if "plan" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and node.args:
                code = node.args[0]
                if not isinstance(code, ast.Constant):
                    continue
                out.append((code.value, facts(node.args[1:2])))
    return tuple(out)


def facts(args: list[ast.expr]) -> frozenset[str] | None:
    if not args:
        return frozenset()
    if not isinstance(args[0], ast.Dict) or None in args[0].keys:
        return None
    return frozenset(k.value for k in args[0].keys if isinstance(k, ast.Constant))


def equations() -> set[str]:
    source = (EXAM / "day" / "balance.py").read_text("utf-8")
    return set(re.findall(r'"(C\d(?:-[a-z-]+)?)"', source))


def wanted() -> set[str]:
    refused = {code for code, _ in calls("Refused")} | set(CONDITIONS) | {"step-first", "order-first"}
    points = re.findall(r'out\.(?:append|extend)\(\(+"([a-z-]+)"', (EXAM / "day" / "roomrecord.py").read_text("utf-8"))
    kinds = {kind for _, kind in APPLY} | {kind for spec in COMMANDS.values() for kind in spec.writes}
    terms = {*PAPER_NAMES, *OFFICE_NAMES, *TERMS.split(), "loaded", "received", "settled"}
    fields = [f for spec in COMMANDS.values() for f in spec.fields]
    conflict = (EXAM / "frame" / "context.py").read_text("utf-8")
    assert "absent-and-admitted" in conflict
    assert "token-twice" in conflict
    return {
        *(f"{k}-{c}" for k in ("verdict", "reason", "todo") for c in (*CODES, *REFUSABLE)),
        *(f"{k}-{c}" for k in ("refused", "next") for c in refused),
        *(f"warning-{w}" for w in WARNINGS),
        *(f"open-{c}" for c in (*points, "equation-open", "equation-broken")),
        *(f"command-{name}" for name in COMMANDS),
        *(f"field-{f.name}" for f in fields),
        *(f"choice-{c}" for f in fields for c in f.choices),
        *(f"role-{r}" for r in ROLES),
        *(f"place-{p}" for p in BAG_PLACES),
        *(f"status-{s}" for s in ("expected", "present", "out", "handed-in", "removed", "absent")),
        *(f"standing-{s}" for s in ("done", "due", "late", "waiting")),
        *(f"kind-{k}" for k in kinds),
        *(f"equation-{e}" for e in equations()),
        *(f"term-{t}" for t in terms),
        *("conflict-absent-and-admitted", "conflict-token-twice"),
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_every_code_has_its_sentence(locale: str) -> None:
    assert sorted(wanted() - set(sentences(locale))) == []


def test_no_sentence_is_left_from_a_code_that_is_gone() -> None:
    known = wanted() | {"field-value", "field-candidate", "equation-C1", "next-no-window"}
    assert sorted(set(sentences("zh-CN")) - known) == []


def test_both_languages_hold_the_same_sentences_with_the_same_facts() -> None:
    one, other = (sentences(locale) for locale in LOCALES)
    assert list(one) == list(other)
    for key in one:
        assert set(PLACEABLE.findall(one[key])) == set(PLACEABLE.findall(other[key])), key


@pytest.mark.parametrize(
    ("call", "families"), [("Refused", ("refused", "next")), ("Verdict", ("verdict", "reason", "todo"))]
)
def test_a_sentence_asks_only_for_facts_its_code_always_carries(call: str, families: tuple[str, ...]) -> None:
    for code, given in calls(call):
        for family in families:
            asked = set(PLACEABLE.findall(sentences("zh-CN").get(f"{family}-{code}", "")))
            if given is not None:
                assert asked <= given, f"{family}-{code} asks for {asked - given}"


@pytest.mark.parametrize("locale", LOCALES)
def test_verdicts_are_short_enough_to_be_read_from_three_metres(locale: str) -> None:
    for code in CODES:
        assert len(sentences(locale)[f"verdict-{code}"]) <= (14 if locale == "zh-CN" else 32), code
