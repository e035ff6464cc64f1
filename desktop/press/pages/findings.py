"""How reports word what their facts hold as ids and codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.exam.evidence.sheets import FORMS
from desktop.press.reading.recorded import BALANCES
from desktop.press.source import PrintSource
from forms.report import Head

Facts = dict[str, Any]

EQUATIONS = (
    Head("核对项", 1.5),
    Head("左", 2.2, long=True),
    Head("右", 1.8, long=True),
    Head("结论", 0.8, "centre"),
    Head("差额所在", 1.2),
)


def heading_facts(source: PrintSource, facts: Facts) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Which record, how far, by which rules."""
    text, at = source.words.text, facts["at"]
    return (
        ((text("press-record"), facts["record"]), (text("press-entry-count"), str(facts["entries"]))),
        (
            (text("press-rules"), source.context.rules.name),
            (text("press-as-of"), f"{source.words.day(at)} {source.words.time(at)}"),
        ),
    )


def when(source: PrintSource, at: int | None) -> str:
    return source.words.time(at)


def pairs(proof: Iterable[Facts]) -> list[tuple[str, int]]:
    return [(p["desk"], p["number"]) for p in proof]


def step_title(source: PrintSource, sitting: str, id: str) -> str:
    protocol = source.context.protocol(sitting)
    step = protocol.step(id) if protocol else None
    return source.words.step(step) if step else id


def standing(source: PrintSource, step: Facts) -> str:
    """Where a step stands in a word; parts of it in figures."""
    word = source.words.text(f"standing-{step['standing']}")
    if step["of"] > 1:
        return f"{word} {step['done']}/{step['of']}"
    return word


def of_room(source: PrintSource, about: str) -> str:
    """An aggregate as people name it: room and seat, candidate, bag."""
    kind, _, rest = about.partition(":")
    rest, _, seat = rest.partition("#")
    id = rest.rpartition("/")[2]
    words = source.words
    if kind == "room":
        name = words.text("press-scope-room", room=words.room(id))
        return f"{name} {seat} 号" if seat else name
    if kind == "candidate" and id in source.context.index.candidates:
        return source.candidate(id).name
    return words.bag(id) if kind == "bag" else words.staff(id)


def holder(source: PrintSource, given: str) -> str:
    """Who has a difference in hand."""
    kind, colon, _ = given.partition(":")
    if colon:
        return of_room(source, given)
    return (
        source.words.text(f"place-{kind}")
        if kind in ("office", "secure-room")
        else (source.words.text("press-escort-person") if kind == "escort" else kind)
    )


def sheet_title(source: PrintSource, sheet: Facts) -> str:
    """`考生信息汇总表　第 1/2 页` of a signed sheet read back."""
    form, text = sheet["form"], source.words.text
    name = text(f"choice-{form}") if form in FORMS else form
    name = f"{name} {sheet['number']}".strip()
    return text("press-sheet-title", form=name, page=f"{sheet['page']}/{sheet['pages']}")


def sheet_words(source: PrintSource, sheet: Facts) -> str:
    """What a signed sheet says, what differs on it, and what the chief decided."""
    text = source.words.text
    said = []
    if sheet["signed"] or sheet["unsigned"]:
        said.append(text("press-sheet-signed", signed=sheet["signed"], unsigned=sheet["unsigned"]))
    if sheet["by_eye"]:
        said.append(text("press-sheet-by-eye", count=sheet["by_eye"]))
    if sheet.get("superseded"):
        said.append(text("press-sheet-superseded"))
    seats = "、".join(str(one["seat"]) for one in sheet["differs"])
    if seats:
        said.append(text("press-sheet-differs", seats=seats))
    if sheet["contrary"]:
        said.append(text("press-sheet-contrary", boxes="、".join(_box(source, key) for key in sheet["contrary"])))
    if sheet["incident"]:
        done = sheet["decided"]
        facts = {"time": when(source, done["at"]), "who": source.staff(done["officers"])} if done else {}
        said.append(
            text("press-sheet-decided", decision=done["decision"], **facts) if done else text("press-sheet-undecided")
        )
    return "；".join(said) or text("press-sheet-agrees")


def _box(source: PrintSource, key: str) -> str:
    """A box by what stands beside it on the sheet."""
    kind, _, name = key.partition(":")
    return source.words.text(f"equation-{BALANCES[name]}") if kind == "balance" and name in BALANCES else name or key


def sums(source: PrintSource, terms: dict[str, int]) -> str:
    """`已交 3 + 收卷 25 = 28`."""
    told = " + ".join(f"{source.words.text(f'term-{name}')} {n}" for name, n in terms.items())
    return f"{told} = {sum(terms.values())}" if len(terms) > 1 else told


def equation_rows(
    source: PrintSource, equations: Iterable[Facts]
) -> tuple[tuple[Head, ...], tuple[tuple[str, ...], ...]]:
    rows = []
    for e in equations:
        verdict = {True: "press-holds", False: "press-breaks", None: "press-not-counted"}[e["holds"]]
        who = holder(source, e["holder"]) if e["holds"] is False else ""
        rows.append(
            (
                source.words.text(f"equation-{e['equation']}"),
                sums(source, e["left"]),
                sums(source, e["right"]),
                source.words.text(verdict),
                who,
            )
        )
    return EQUATIONS, tuple(rows)
