"""Boards of what the office works on before the day. Everything is invented."""

from __future__ import annotations

from dataclasses import replace

from desktop.operations.boards.office import Figure, Guide, Page, StepRule
from desktop.operations.boards.planning.columns import ColumnsBoard, FileColumn, OurColumn, SheetMatch
from desktop.operations.boards.planning.dates import DateRow, DatesBoard, Day, DayKind, Month
from desktop.operations.boards.planning.posts import PostCell, PostDetail, PostRow, PostsBoard
from desktop.operations.boards.shell import ActionRow, Choice, FieldRow, Tone
from tests.ui.office.boards import BEFORE, MARK, PLAN, job

COLUMNS = replace(
    BEFORE,
    deadlines=(),
    page=Page(
        "导入名单",
        "左边是系统的列，右边是文件里供给它的列；同样表头的文件下次自动照此对应",
        work=ColumnsBoard(
            "考生报名表.xlsx",
            (
                SheetMatch(
                    "Sheet1",
                    "考生",
                    3,
                    (
                        FileColumn("人名", ("刘洋", "高远", "陈晓")),
                        FileColumn("身份证号", ("990102199208141137", "990102198811023358")),
                        FileColumn("报考职业", ("中式烹调师", "营业员")),
                        FileColumn("档次", ("四级", "二级")),
                        FileColumn(""),
                        FileColumn("部门", ("金悦餐饮",)),
                    ),
                    {
                        "考生": (
                            OurColumn("姓名", True),
                            OurColumn("证件号码", True, 1),
                            OurColumn("职业", True, 2),
                            OurColumn("等级", True),
                            OurColumn("工作单位"),
                        ),
                        "人员": (OurColumn("姓名", True), OurColumn("角色", True), OurColumn("证件号码", False, 1)),
                    },
                ),
                SheetMatch(
                    "考场", "考场", 1, (FileColumn("考场号", ("01",)),), {"考场": (OurColumn("考场号", True, 0),)}
                ),
            ),
        ),
    ),
)


def _post(room: str, role: str, name: str, mark: str = "", tone: Tone = "plain") -> PostCell:
    return PostCell(f"s1/{room}/{role}", role, name, mark, tone)


PEOPLE = (("何英", "李敏"), ("吴桐", ""), ("赵力", "钱进"), ("孙芳", "周正"), ("郑重", "王宁"), ("冯晓", "陈静"))
CHANGE = ActionRow(
    "job:set-post",
    "调整：02 考场副监考",
    fields=(
        FieldRow(
            "staff",
            "由谁担任",
            "choice",
            (
                Choice("p31", "✓ 郑红南", "未安排岗位，监考员"),
                Choice("p12", "⇄ 周正", "对调：现任 04 考场副监考"),
                Choice("p13", "✕ 余亮景", "须回避「金悦餐饮」：考生 刘洋 在本考场（002 第十七条）"),
            ),
            hint="✓ 可直接安排，⇄ 与对方对调，✕ 规定不允许",
        ),
    ),
    persons=0,
    primary=True,
    about=("s1/02/副监考",),
)
POSTS = replace(
    BEFORE,
    current="staff",
    page=Page(
        "人员与回避",
        "",
        (
            Figure("已安排岗位", 40, "ok"),
            Figure("空缺", 1, "stop"),
            Figure("有回避要求", 8, "warn"),
        ),
        jobs=(job("arrange", "编排", "F6"), job("undo-post", "撤销上一步", "F8")),
        work=PostsBoard(
            (
                *(
                    PostRow(
                        f"{n:02d}",
                        "27 人",
                        (
                            _post(f"{n:02d}", "主监考", lead, "有回避" if n == 3 else ""),
                            _post(f"{n:02d}", "副监考", second or "空缺", tone="plain" if second else "stop"),
                        ),
                    )
                    for n, (lead, second) in enumerate(PEOPLE, start=1)
                ),
                PostRow("全场岗位"),
                PostRow("", "", (_post("", "主考", "时新"),)),
                PostRow("", "", tuple(_post(str(n), "考务人员", f"秦岭{n}") for n in range(3))),
            ),
            PostDetail(
                "s1/02/副监考",
                "02 考场副监考",
                "空缺",
                (("可安排 1 人：郑红南", "ok"), ("须回避考生 2 人：余亮景、任一丽（002 第十七条）", "plain")),
                CHANGE,
            ),
        ),
    ),
)


def _month(id: str, title: str, lead: int, length: int, marked: dict[int, tuple[str, Tone]], **days: int) -> Month:
    def day(n: int) -> Day:
        keys, tone = marked.get(n, ("", "plain"))
        kind: DayKind = "off" if (lead + n - 1) % 7 > 4 else "work"
        return Day(n, kind, "", tuple(keys.split()), tone, n == days.get("today"), n == days.get("first"))

    return Month(id, title, lead, tuple(map(day, range(1, length + 1))))


NOVEMBER = _month(
    "2026-11",
    "2026 年 11 月",
    6,
    30,
    {8: ("D3", "ok"), 13: ("D4", "stop"), 16: ("D5", "warn"), 21: ("D7", "plain"), 27: ("D6 N10", "plain")},
    today=14,
    first=28,
)
DATES = replace(
    BEFORE,
    current="plan",
    deadlines=(),
    page=Page(
        "计划与期限",
        "京饪技能评价中心 · 场次 1 · 考场 12 · 考生 320 · 工作人员 44",
        jobs=PLAN.page.jobs,
        work=DatesBoard(
            tuple(
                DateRow(key, title, due or "—", state, tone, due, told="002 第八条 · 办完后按回车登记日期", action=MARK)
                for key, title, due, state, tone in (
                    ("D3", "申报认定计划表（附件1）", "2026-11-08", "已完成", "ok"),
                    ("D4", "在认定系统填报并确认计划", "2026-11-13", "已逾期", "stop"),
                    ("D5", "确认考生信息", "2026-11-16", "即将到期", "warn"),
                    ("D7", "导入考场、考评员、质量内控人员信息", "2026-11-21", "待办", "plain"),
                    ("N1", "主考、副主考各1名", "", "已完成", "ok"),
                )
            ),
            (NOVEMBER, _month("2026-12", "2026 年 12 月", 1, 31, {28: ("D9", "plain")})),
            "2026-11-14",
            "2026-11-28",
        ),
    ),
)
SUPPOSED = replace(
    DATES,
    page=replace(
        DATES.page,
        work=replace(
            DATES.page.work,
            rows=tuple(replace(r, moved="原 2026-11-28" if r.day else "") for r in DATES.page.work.rows),
            supposed="2026-11-25",
            words="试算：首次认定日 2026-11-25（星期三），4 项期限移动，会逾期 D4、D5。计划没有改动",
            tone="stop",
        ),
    ),
)


GUIDED = replace(
    POSTS,
    sections=tuple(replace(s, next=s.id == "staff") for s in POSTS.sections),
    deadlines=(),
    guide=Guide(
        (
            StepRule("N1", "主考、副主考各1名", "ok"),
            StepRule(
                "N2",
                "监考人员15:1，每考场2名",
                "stop",
                "不符合（002 附件3 一(2)）",
                "选红色的空缺按回车安排人，或由主考按 F7 说明理由",
                1,
            ),
            StepRule("N14", "本机构题库试卷、回避、按批次留存", "plain", "待办（002 第十七条）", "核实后登记", 4),
        ),
        "先做这一步：补齐岗位",
        here=True,
    ),
)
GO_ON = replace(
    BEFORE,
    page=replace(BEFORE.page, lines=BEFORE.page.lines[:2]),
    guide=Guide(GUIDED.guide.rules if GUIDED.guide else (), "下一步：人员与回避", "4"),
)
