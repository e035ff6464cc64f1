"""The paper equations of a room, line by line as a form shows them (002 附件5 8:25, 9:00, 10:00, 10:05). Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forms import words
from forms.page.sheet import PORTRAIT
from forms.page.table import Cell, Choices, Column, columns_of

LEGEND = (
    "R 应考　S 签到　A 缺考　P 袋上标明的份数（启封短少未补足的，总份数按启封实数）\n"
    "H 提前交卷　F 结束时收卷（含被取消考试资格者）　B 备用　V 作废（错印、漏印等）\n"
    "任何一行不符，考生不得退场、试卷袋不得封装。"
)
HIDDEN = "考务清点以前，本表不印考场清点的数（附件5 10:05）；考务录入清点数后重新打印，即印出。"
"""Stands below counts that are left off because the office counts blind."""
COUNTED = ("袋标 P", "启封实数", "提前 H", "收卷 F", "缺考 A", "备用 B", "作废 V", "交回合计", "考务实数")
"""Titles of the count columns, in the order of `count_row`."""
COUNTS = columns_of(PORTRAIT, [Column("项目", 52, bold=True), *(Column(title, 51, size=10) for title in COUNTED)])
BALANCE = columns_of(
    PORTRAIT,
    [
        Column("核对项", 108, "left"),
        Column("关系", 119, "left"),
        Column("试卷", 90, smallest=6.5),
        Column("结论", 52, size=8),
        Column("答题卡", 90, smallest=6.5),
        Column("结论", 52, size=8),
    ],
)
"""The columns of `balance_rows`."""
_HAND = "__"
VERDICTS = ("符", "不符")


@dataclass(frozen=True, slots=True)
class PaperCount:
    """Counts of papers or of answer cards in one room; None is not counted yet.

    `labelled` P on the bag, `opened` counted at opening, `early` H, `collected` F, `absent` A, `spare` B, `void` V,
    `office` the exam office's own count of what came back. `held` is what the room had to give back: as counted at the
    opening, copies out of the spare bag added; until that is known it is P. A bag that was short and was not made good
    differs at the opening, once, and not again in the sum (C2, C5). `hidden`: what the room has counted is left off,
    the office has not counted it yet.
    """

    labelled: int | None = None
    opened: int | None = None
    early: int | None = None
    collected: int | None = None
    absent: int | None = None
    spare: int | None = None
    void: int | None = None
    office: int | None = None
    held: int | None = None
    hidden: bool = False

    @property
    def returned(self) -> int | None:
        """What the room says it brings back: H + F + A + B + V."""
        parts = (self.early, self.collected, self.absent, self.spare, self.void)
        known = [part for part in parts if part is not None]
        return sum(known) if len(known) == len(parts) else None


def hidden_note(*counts: PaperCount | None) -> str:
    """Why the boxes of a count are empty though the room has counted; nothing where they are not."""
    return HIDDEN if any(count is not None and count.hidden for count in counts) else ""


def count_row(name: str, count: PaperCount | None) -> tuple[Cell, ...]:
    """The counts as a row of boxes, to read or to write in."""
    c = count or PaperCount()
    values = (c.labelled, c.opened, c.early, c.collected, c.absent, c.spare, c.void, c.returned, c.office)
    return (name, *map(words.number, values))


def balance_rows(
    registered: int | None,
    present: int | None,
    absent: int | None,
    papers: PaperCount | None,
    cards: PaperCount | None,
) -> list[tuple[Cell, ...]]:
    """Rows of (item and clause, relation, papers, verdict, cards, verdict)."""
    paper = papers or PaperCount()
    out: list[tuple[Cell, ...]] = [
        ("考生人数（确认缺考后）", "R = S + A", *_equation(registered, [present, absent], "balance:people"), "—", ""),
    ]
    lines: tuple[tuple[str, str, str, Callable[[PaperCount], tuple[int | None, list[int | None]]]], ...] = (
        ("opening", "启封清点（启封时）", "P = 启封实数", lambda c: (c.labelled, [c.opened])),
        ("collecting", "收卷份数（收卷时）", "S = H + F", lambda c: (present, [c.early, c.collected])),
        (
            "total",
            "总份数（收卷时）",
            "P = H + F + A + B + V",
            lambda c: (c.labelled if c.held is None else c.held, [c.early, c.collected, c.absent, c.spare, c.void]),
        ),
        ("return", "送还验收（送还时）", "考务实数 = 考场交回", lambda c: (c.office, [c.returned])),
    )
    for key, name, relation, sides in lines:
        card: Sequence[Cell] = (
            ("无", "")
            if cards is None and papers is not None
            else _equation(*sides(cards or PaperCount()), f"balance:cards-{key}")
        )
        out.append((name, relation, *_equation(*sides(paper), f"balance:papers-{key}"), *card))
    return out


def _equation(whole: int | None, parts: Sequence[int | None], key: str) -> tuple[Cell, Cell]:
    """How the equation reads with its numbers, and whether it holds (to be ticked while a number is missing)."""
    known = [part for part in parts if part is not None]
    text = f"{_known(whole)} = {' + '.join(map(_known, parts))}" if known or whole is not None else ""
    if whole is None or len(known) < len(parts):
        return text, Choices(VERDICTS, None, key)
    return text, Choices(VERDICTS, 0 if whole == sum(known) else 1)


def _known(value: int | None) -> str:
    return _HAND if value is None else str(value)
