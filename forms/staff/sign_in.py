"""工作人员签到表: report-in, badge out and back, and the signature of work done (002 第二十一条, 附件5 7:30, 7:35)."""

from __future__ import annotations

from dataclasses import dataclass

from forms import catalogue, words
from forms.context import PrintContext
from forms.exam import Exam
from forms.page import blocks
from forms.page.flow import Piece, space
from forms.page.making import Making
from forms.page.sheet import LANDSCAPE
from forms.page.table import Cell, Choices, Column, columns_of, facts, table

FORM = catalogue.form("sign-in")
_NOTE = "手表与考场钟表对时后在“对时”栏打勾；胸卡考后交回；“工作完成”签字即为本人工作记录（第二十一条）。"
_SPARE = 3
COLUMNS = columns_of(
    LANDSCAPE,
    [
        Column("序号", 30),
        Column("工号", 56, size=10, smallest=7),
        Column("姓名", 88, size=11, smallest=7.5, name=True, bold=True),
        Column("岗位", 74, size=10, smallest=7),
        Column("考场", 48, size=10),
        Column("应到", 44, size=10),
        Column("到岗时间", 62, size=10),
        Column("签到", 92),
        Column("对时", 38, size=10),
        Column("胸卡领取", 66, size=9),
        Column("胸卡交回", 66, size=9),
        Column("工作完成签字", 94),
    ],
)


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One person on duty. Times are UTC milliseconds: `due` by the protocol, `reported` by the record; `badge` and
    `badge_back` whether the record has the badge handed out and back."""

    number: str
    name: str
    role: str
    room: str = ""
    due: int | None = None
    reported: int | None = None
    badge: bool = False
    badge_back: bool = False

    @property
    def subject(self) -> str:
        return f"{self.role}{self.name}（{self.number}）"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sitting's staff."""

    exam: Exam
    rows: tuple[SignInRow, ...]


def _pieces(item: SignIn, context: PrintContext) -> list[Piece]:
    offset = context.utc_offset
    pieces = [blocks.title(FORM.title, context.plan, context, LANDSCAPE, head=True)]
    pieces += facts(
        [[("考试科目", item.exam.title), ("考试时间", item.exam.when(offset)), ("应到人数", f"{len(item.rows)} 人")]],
        LANDSCAPE,
        label=56,
        height=22,
    )
    pieces.append(space(5))
    rows = [_row(n, row, offset) for n, row in enumerate(item.rows, 1)]
    rows += [
        (str(len(item.rows) + n), *[""] * 7, _tick(False), _tick(False), _tick(False), "") for n in range(1, _SPARE + 1)
    ]
    pieces += table(COLUMNS, context.watched(rows), LANDSCAPE, 24, 24, who=[row.subject for row in item.rows])
    pieces += [space(4), *blocks.note(_NOTE, LANDSCAPE)]
    pieces.append(blocks.signature_line("实到 ______ 人　　未到 ______ 人", [blocks.SignatureBox("主考")], LANDSCAPE))
    return pieces


def _row(n: int, row: SignInRow, offset: int) -> tuple[Cell, ...]:
    return (
        str(n),
        row.number,
        row.name,
        row.role,
        row.room,
        words.clock(row.due, offset),
        words.clock(row.reported, offset),
        "",
        _tick(False),
        _tick(row.badge),
        _tick(row.badge_back),
        "",
    )


def _tick(done: bool) -> Choices:
    return Choices(("",), 0 if done else None)


_MAKING = Making(FORM, _pieces, lambda item: item.exam.subject, LANDSCAPE)
preflight, render, tables = _MAKING.preflight, _MAKING.render, _MAKING.tables
