"""报告: what a record comes to, on paper: title with head code, facts, and tables under headings. What a report says is
the caller's; this module knows only how it looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from forms.catalogue import Form
from forms.context import Flag, PrintContext, Printed
from forms.page import blocks, flow
from forms.page import preflight as checks
from forms.page.flow import Piece
from forms.page.sheet import PORTRAIT, Draw, Press
from forms.page.table import Cell, Column, columns_of, facts, table
from forms.page.text import Align

FORM = Form("report", "报告", "1", "A4", "", "forms.report", "Report", "record", records=True)
_SIZE = 8.5
_SMALL = 8
"""A table of no more rows stays on one page."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a table; `share` of the page's width beside the others. `long` text wraps at full size, other text
    shrinks before it wraps."""

    title: str
    share: float = 1.0
    align: Align = "left"
    long: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Facts, then a table, under a heading. A table without rows says `nothing` instead; `whole` keeps it on a page;
    `label` is the width of the facts' names in points."""

    title: str
    heads: tuple[Head, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    facts: tuple[tuple[tuple[str, str], ...], ...] = ()
    note: str = ""
    nothing: str = "无"
    whole: bool = False
    label: float = 62


@dataclass(frozen=True, slots=True)
class Report:
    """One document: it counts its own pages. `name` stands in the footer and the outline, `under` below the title,
    `clause` at the foot. `signed` are the roles that sign at the end."""

    title: str
    sections: tuple[Section, ...]
    under: str = ""
    name: str = ""
    clause: str = ""
    facts: tuple[tuple[tuple[str, str], ...], ...] = ()
    signed: tuple[str, ...] = ()


def preflight(inputs: Sequence[Report]) -> tuple[Flag, ...]:
    """Characters without glyph."""
    return tuple(checks.glyphs(inputs, lambda report: report.name or report.title, _texts))


def render(inputs: Sequence[Report], out: BinaryIO | Path, context: PrintContext) -> Printed:
    """Print each report with the head code of `context`. Raises OSError when `out` cannot be written."""
    first = inputs[0] if inputs else Report(FORM.title, ())
    press = Press(replace(FORM, title=first.title, clause=first.clause), context)
    for report in inputs:
        form = replace(FORM, title=report.title, clause=report.clause)
        press.document(_pages(report, context), report.name, form=form)
    return Printed(press.deliver(out), preflight(context.watched(inputs)) + blocks.head_flags(context, first.title))


def _pages(report: Report, context: PrintContext) -> list[Draw]:
    under = report.under or context.plan
    pieces: list[Piece] = [blocks.title(report.title, under, context, PORTRAIT, head=True)]
    if report.facts:
        pieces += facts([[*row] for row in report.facts], PORTRAIT, label=62, height=20)
    for section in report.sections:
        pieces += _section(section)
    if report.signed:
        pieces.append(flow.space(10))
        pieces.append(blocks.signatures([blocks.SignatureBox(role) for role in report.signed], PORTRAIT, 64))
    return flow.pages(pieces, PORTRAIT)


def _section(section: Section) -> list[Piece]:
    pieces: list[Piece] = [blocks.heading(section.title, PORTRAIT)] if section.title else [flow.space(6)]
    if section.facts:
        pieces += [
            replace(p, keep=bool(section.rows))
            for p in facts([[*r] for r in section.facts], PORTRAIT, section.label, 20)
        ]
    if section.heads:
        if section.facts:
            pieces.append(replace(flow.space(4), keep=True))
        rows: Sequence[Sequence[Cell]] = section.rows or [_nothing(section)]
        pieces += table(_columns(section.heads), rows, PORTRAIT, 18, 20, whole=section.whole or len(rows) <= _SMALL)
    if section.note:
        pieces += blocks.note(section.note, PORTRAIT, 8)
    return pieces


def _nothing(section: Section) -> tuple[Cell, ...]:
    widest = max(range(len(section.heads)), key=lambda i: section.heads[i].share)
    return tuple(section.nothing if i == widest else "" for i in range(len(section.heads)))


def _columns(heads: Sequence[Head]) -> tuple[Column, ...]:
    """Whole points that fill the page; what rounding leaves goes to the widest column."""
    total = sum(h.share for h in heads)
    widths = [float(int(PORTRAIT.inner_width * h.share / total)) for h in heads]
    widths[max(range(len(heads)), key=lambda i: widths[i])] += PORTRAIT.inner_width - sum(widths)
    return columns_of(
        PORTRAIT,
        [Column(h.title, w, h.align, _SIZE, 6.5, h.long, h.bold) for h, w in zip(heads, widths, strict=True)],
    )


def _texts(report: Report) -> Iterable[tuple[str, str]]:
    yield "标题", report.title + report.under
    for section in report.sections:
        cells = (cell for row in section.rows for cell in row if isinstance(cell, str))
        yield section.title, "".join(cells)
        yield section.title, section.note + "".join(value for row in section.facts for _, value in row)
