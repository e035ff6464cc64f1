"""One catalogue for everything a person reads: complete, used, and the same in both languages."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax import ast as ast_
from fluent.syntax.visitor import Visitor

from desktop.exam.decide import COMMANDS
from desktop.wording import RESOURCES, Wording
from tests.architecture.source import constants, dotted, name, python, tree

LOCALES = ("zh-CN", "en")
KEY = re.compile(r"[a-z][a-z0-9]*(?:-[A-Za-z0-9]+)+")
# Functions whose first argument is a key.
ASKS = {"text", "words", "word"}
NOT_WORDING = {"ctx.rules.word", "rules.word"}
# Families whose second half is data, not a literal in an f-string: a code somebody else's answer or file carries.
FAMILIES_OF_DATA = {
    "roster-code-": "the codes of the roster contract, by which the office desk groups what an import found",
    "check-": "the D and N keys of the requirements",
    "why-": "why a D or N rule does not apply or cannot be judged",
    "central-refused-": "the centre's reasons for one entry (central.yaml)",
    "central-heads-": "how heads can differ between the centre and us",
    "verify-": "the reasons of record verification (record-format.md)",
}


@cache
def catalogue(locale: str) -> tuple[tuple[str, ast_.Message], ...]:
    """(file, message) of every sentence of a language."""
    parser = FluentParser()
    return tuple(
        (path.name, entry)
        for path in sorted((RESOURCES / "wording" / locale).glob("*.ftl"))
        for entry in parser.parse(path.read_text(encoding="utf-8")).body
        if isinstance(entry, ast_.Message)
    )


@cache
def messages(locale: str) -> dict[str, ast_.Message]:
    return {message.id.name: message for _, message in catalogue(locale)}


def facts(message: ast_.Message) -> set[str]:
    """What a sentence wants put in, the sentences it names included."""
    found: set[str] = set()

    class Finder(Visitor):
        def visit_VariableReference(self, node: ast_.VariableReference) -> None:
            found.add(node.id.name)

        def visit_MessageReference(self, node: ast_.MessageReference) -> None:
            # Both languages name the same sentences (a test holds it), so either tells what they want.
            self.visit(messages("zh-CN")[node.id.name])

    Finder().visit(message)
    return found


@cache
def borrowed(locale: str) -> dict[str, tuple[str, ...]]:
    """Every sentence that is made of others, with the keys of those."""
    found: dict[str, tuple[str, ...]] = {}
    for key, message in messages(locale).items():
        named: list[str] = []

        class Finder(Visitor):
            def visit_MessageReference(self, node: ast_.MessageReference, named: list[str] = named) -> None:
                named.append(node.id.name)

        Finder().visit(message)
        if named:
            found[key] = tuple(named)
    return found


@cache
def families() -> frozenset[str]:
    """`prefix-` of every key put together in code."""
    found = set(FAMILIES_OF_DATA)
    for path in python("desktop"):
        for node in ast.walk(tree(path)):
            first: ast.expr | None = None
            if isinstance(node, ast.JoinedStr) and len(node.values) > 1:
                first = node.values[0]
            elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
                first = node.left
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and KEY.fullmatch(first.value + "x"):
                found.add(first.value)
    return frozenset(found)


@cache
def shapes() -> re.Pattern[str]:
    """Every text put together in code from a word and something else, as one pattern."""
    found = set()
    for path in python("desktop"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.JoinedStr):
                continue
            parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
            words = [p for p in parts if isinstance(p, str)]
            if any(re.search("[a-z]{3}", word) for word in words) and all(re.fullmatch(r"[\w-]*", w) for w in words):
                found.add("".join(r"[\w-]+" if p is None else re.escape(str(p)) for p in parts))
    return re.compile("|".join(sorted(found)))


def asked() -> dict[str, str]:
    """Every key asked for by name, with a place where."""
    found: dict[str, str] = {}
    for path in python("desktop"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            key, function = node.args[0].value, dotted(node.func)
            if (
                isinstance(key, str)
                and KEY.fullmatch(key)
                and function not in NOT_WORDING
                and function.rpartition(".")[2] in ASKS
            ):
                found.setdefault(key, f"{name(path)}:{node.lineno}")
    return found


def raised(kind: str) -> dict[str, str]:
    """Every code given to `kind(...)` by name, with a place where."""
    found: dict[str, str] = {}
    for path in python("desktop"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and dotted(node.func) == kind and node.args:
                for code in _codes(node.args[0]):
                    found.setdefault(code, f"{name(path)}:{node.lineno}")
    return found


def _codes(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _codes(node.body) + _codes(node.orelse)
    return []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_key_is_told_twice(locale: str) -> None:
    told = [message.id.name for _, message in catalogue(locale)]
    assert not {key for key in told if told.count(key) > 1}, "which of the two is shown depends on the files' names"


def test_both_languages_hold_the_same_keys() -> None:
    assert set(messages("zh-CN")) == set(messages("en"))


def test_both_languages_put_in_the_same_facts() -> None:
    chinese, english = messages("zh-CN"), messages("en")
    different = {key for key in set(chinese) & set(english) if facts(chinese[key]) != facts(english[key])}
    assert not different


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_can_be_formatted(locale: str) -> None:
    bundle = FluentBundle([locale], use_isolating=False)
    paths = sorted((RESOURCES / "wording" / locale).glob("*.ftl"))
    for path in paths:
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    for path in paths:
        parsed = FluentParser().parse(path.read_text(encoding="utf-8")).body
        assert not [entry.content for entry in parsed if isinstance(entry, ast_.Junk)], path.name
        for message in (entry for entry in parsed if isinstance(entry, ast_.Message)):
            pattern = bundle.get_message(message.id.name).value
            words, errors = bundle.format_pattern(pattern, dict.fromkeys(facts(message), "1"))
            assert not errors, f"{path.name}: {message.id.name}: {errors}"
            assert str(words).strip(), f"{path.name}: {message.id.name}"


def test_a_sentence_names_others_that_are_there_and_never_itself() -> None:
    for locale in LOCALES:
        for key, named in borrowed(locale).items():
            assert set(named) <= set(messages(locale)), key
            below = set(named)
            for _ in borrowed(locale):
                below |= {deeper for each in below for deeper in borrowed(locale).get(each, ())}
            assert key not in below, key
    assert borrowed("zh-CN") == borrowed("en")


def test_no_sentence_uses_what_the_reader_of_sentences_does_not_know() -> None:
    """Terms, attributes and functions: sentences are parsed one by one, when first said (desktop/wording.py)."""
    unknown: list[str] = []

    class Finder(Visitor):
        def visit_TermReference(self, node: ast_.TermReference) -> None:
            unknown.append(node.id.name)

        def visit_FunctionReference(self, node: ast_.FunctionReference) -> None:
            unknown.append(node.id.name)

        def visit_Attribute(self, node: ast_.Attribute) -> None:
            unknown.append(node.id.name)

    for locale in LOCALES:
        for _, message in catalogue(locale):
            Finder().visit(message)
    assert not unknown


def test_a_sentence_said_alone_is_the_same_as_out_of_the_whole_catalogue() -> None:
    for locale in LOCALES:
        bundle, wording = FluentBundle([locale], use_isolating=False), Wording(locale)
        for path in sorted((RESOURCES / "wording" / locale).glob("*.ftl")):
            bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        assert wording.keys() == set(messages(locale))
        for key, message in messages(locale).items():
            given = dict.fromkeys(facts(message), "1")
            whole, _ = bundle.format_pattern(bundle.get_message(key).value, given)
            assert wording.text(key, **given) == whole


def test_every_key_asked_for_is_there() -> None:
    known = set(messages("zh-CN"))
    assert not {key: where for key, where in asked().items() if key not in known}


def test_every_fault_of_the_site_has_its_sentence() -> None:
    known = set(messages("zh-CN"))
    assert not {code: where for code, where in raised("SiteFault").items() if f"fault-{code}" not in known}


@pytest.mark.parametrize("half", ["refused", "next"])
def test_every_refusal_says_why_and_what_to_do(half: str) -> None:
    known = set(messages("zh-CN"))
    assert not {code: where for code, where in raised("Refused").items() if f"{half}-{code}" not in known}


def test_every_command_and_every_entry_has_a_name() -> None:
    known = set(messages("zh-CN"))
    kinds = {kind for spec in COMMANDS.values() for kind in spec.writes}
    assert not {command for command in COMMANDS if f"command-{command}" not in known}
    assert not {kind for kind in kinds if f"kind-{kind}" not in known}


def test_every_sentence_is_used() -> None:
    literals = constants("desktop", "forms") | _words_of_resources()
    literals |= {key for named in borrowed("zh-CN").values() for key in named}
    unused = set()
    for key in messages("zh-CN"):
        if key in literals:
            continue
        tails = [key.removeprefix(family) for family in families() if key.startswith(family)]
        if not any(word in literals or shapes().fullmatch(word) for word in tails or [key]):
            unused.add(key)
    assert not unused, "nobody asks for it: take it out, or use it"


def _words_of_resources() -> set[str]:
    found: set[str] = set()
    for folder in ("rulesets", "protocols", "contract"):
        for path in (RESOURCES / folder).iterdir():
            found.update(re.findall(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", path.read_text(encoding="utf-8")))
    return found


def test_no_sentence_is_only_a_key() -> None:
    """A code read aloud at a door helps nobody."""
    wording = Wording()
    assert not {key for key in messages("zh-CN") if KEY.fullmatch(wording.text(key))}
    assert wording.text("no-such-key") == "no-such-key"
