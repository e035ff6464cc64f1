"""The sheets of the roster workbook: columns, synonyms, what is required, how long a cell may be."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["计划", "场次", "考生", "考场", "人员"]


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the contract's word and what findings say. `number`: may carry a mark before it."""

    name: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    limit: int = 200
    number: bool = False
    example: str = ""


@dataclass(frozen=True)
class Sheet:
    kind: Kind
    synonyms: tuple[str, ...]
    columns: tuple[Column, ...]

    @cached_property
    def by_header(self) -> Mapping[str, Column]:
        """Every spelling of a header, cleaned by `header_key`, to its column."""
        return {header_key(word): c for c in reversed(self.columns) for word in (c.name, *c.synonyms)}

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        return {c.name: c for c in self.columns}

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns if c.required)


_WHITE = dict.fromkeys(map(ord, " \t\r\n*＊:'`\u200b\ufeff\u3000\xa0"))


def header_key(written: str) -> str:
    """A header without white space, stars and width: `证 件\\n号码＊` is `证件号码`."""
    return unicodedata.normalize("NFKC", written[:200]).translate(_WHITE).upper()


def column_letters(number: int) -> str:
    """A column as a spreadsheet names it: 1 is A, 28 is AB."""
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("A") + rest) + out
    return out


PLAN = Sheet(
    "计划",
    ("计划信息", "认定计划", "基本信息"),
    (
        Column("计划名称", ("名称",), example="20261128京饪评价"),
        Column("评价机构", ("机构名称", "评价机构名称", "机构"), required=True),
        Column("机构简称", ("简称",), limit=60),
        Column("计划类型", ("类型", "机构类型"), limit=40, example="社会培训评价组织"),
        Column("备案号", ("机构备案号", "备案编号"), limit=60),
        Column("考点名称", ("考点", "认定考点"), required=True),
        Column("考点地址", ("地址", "评价地点地址")),
        Column("首次认定日期", ("首次考试日期", "首场日期"), limit=40, example="2026-11-28"),
        Column("联系人", (), limit=100),
        Column("联系电话", ("电话", "手机"), limit=60, number=True),
    ),
)
SITTINGS = Sheet(
    "场次",
    ("场次信息", "考试场次", "场次安排", "考试安排"),
    (
        Column("科目", ("考试科目", "认定科目"), required=True, limit=60, example="理论知识"),
        Column("方式", ("评价方式", "考试方式"), limit=40, example="笔试"),
        Column("日期", ("考试日期", "评价日期", "认定日期"), required=True, limit=40, example="2026-11-28"),
        Column("开始", ("开始时间",), required=True, limit=40, example="8:30"),
        Column("结束", ("结束时间",), required=True, limit=40, example="10:00"),
        Column("职业", ("职业名称", "职业（工种）", "评价职业"), limit=100),
        Column("等级", ("申报等级", "级别", "职业等级", "评价等级"), limit=40),
    ),
)
CANDIDATES = Sheet(
    "考生",
    ("考生信息", "考生名单", "考生名册", "考生花名册", "花名册", "报名信息"),
    (
        Column("姓名", ("考生姓名",), required=True, limit=100),
        Column("证件类型", ("证件种类", "证件类别"), limit=60),
        Column(
            "证件号码",
            ("身份证号", "身份证号码", "证件号", "身份证", "居民身份证号", "居民身份证号码"),
            required=True,
            limit=100,
            number=True,
        ),
        Column("性别", (), limit=20),
        Column("准考证号", ("考号", "准考证号码", "准考证编号"), limit=40, number=True),
        Column("职业", ("职业名称", "职业（工种）", "申报职业", "报考职业"), required=True, limit=100),
        Column("工种", ("方向", "工种名称", "工种（方向）", "职业方向"), limit=100),
        Column("等级", ("申报等级", "级别", "职业等级", "报考等级", "申报级别"), required=True, limit=40),
        Column("科目", ("考试科目", "认定科目", "报考科目"), limit=60),
        Column("工作单位", ("单位", "单位名称", "所在单位")),
        Column("联系电话", ("手机号", "手机", "手机号码", "电话"), limit=60, number=True),
        Column("照片", ("照片文件", "照片文件名")),
        Column("特殊需要", ("特殊需求", "合理便利"), limit=1000),
        Column("备注", (), limit=1000),
    ),
)
ROOMS = Sheet(
    "考场",
    ("考场信息", "考场安排", "考场名单"),
    (
        Column("考场号", ("考场编号", "考场序号"), required=True, limit=40, number=True),
        Column("地点", ("考场名称", "教室", "考场地点"), required=True),
        Column("楼栋", ("楼", "教学楼"), limit=100),
        Column("楼层", ("层",), limit=40, number=True),
        Column("容量", ("座位数", "容纳人数"), limit=40),
        Column("列数", ("列",), limit=40),
        Column("行数", ("行", "排数"), limit=40),
        Column("门", ("门的位置", "门位置"), limit=40),
        Column("类型", ("考场类型",), limit=40),
        Column("备注", (), limit=1000),
    ),
)
STAFF = Sheet(
    "人员",
    ("工作人员", "人员信息", "考务人员名单", "工作人员名单", "人员名单"),
    (
        Column("编号", ("工号", "人员编号"), limit=40, number=True),
        Column("姓名", (), required=True, limit=100),
        Column("角色", ("岗位", "职责", "职务"), required=True, limit=60),
        Column("单位", ("工作单位", "所在单位")),
        Column("证件号码", ("身份证号", "身份证号码", "证件号"), limit=100, number=True),
        Column("联系电话", ("手机号", "手机", "手机号码", "电话"), limit=60, number=True),
        Column("回避", ("回避人员", "回避对象", "需回避"), limit=2000),
    ),
)
SHEETS: Mapping[Kind, Sheet] = {s.kind: s for s in (PLAN, SITTINGS, CANDIDATES, ROOMS, STAFF)}
