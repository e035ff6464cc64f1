"""The numbers of the planning rules, each with its clause. Defaults are 京职技鉴发〔2022〕1号 ("002").

The rule set file fills them (`PlanningParams.from_data`), so another region is other data, not other code (G21).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Protocol

CLAUSES: Mapping[str, str] = MappingProxyType(
    {
        "room_capacity": "002 附件3 三(一)",
        "tiered_row_step": "002 附件3 三(一)",
        "chiefs": "002 附件3 一(1)",
        "deputy_chiefs": "002 附件3 一(1)",
        "candidates_per_proctor": "002 附件3 一(2)",
        "proctors_per_room": "002 附件3 一(2)",
        "office_staff": "002 附件3 一(3)",
        "confidentiality_staff": "002 附件3 一(3)",
        "support_staff": "002 附件3 一(3)",
        "rooms_per_roving_proctor": "002 附件3 一(3)",
        "sample_percent": "002 第十三条",
        "plan_days": "002 第八条",
        "plan_entry_days": "002 第八条",
        "candidates_days": "002 第十二条",
        "rooms_days": "002 第十五条",
        "change_working_days": "002 第二十三条",
        "chain_months": "002 附件1 填表说明六",
        "publicity_days": "002 第二十五条",
        "upload_days": "002 第二十五条",
        "code_valid_days": "002 附件2 三",
        "paper_years": "002 第二十九条",
        "electronic_years": "002 第二十九条",
        "annual_plan_month": "002 第六条",
        "annual_notice_month": "002 第七条",
        "listing_years": "004",
        "yearly_sittings": "001 附件4、5",
        "warn_days": "",
        "spare_per_room": "",
        "no_employer": "",
        "spare_bag_copies": "",
    }
)


_WORDS = ("system_2016", "no_employer")
"""What is no number."""


class _Param(Protocol):
    @property
    def value(self) -> int | str: ...

    @property
    def clause(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PlanningParams:
    """Limits as whole numbers: people, rooms, calendar days, working days, months or years as the name says.

    `system_2016` turns on the old texts (000, D14-D19): "" off, "old", "new" (unified), "new-special" (专场).
    `no_employer` are words, parted by 、, that stand where an employer should and name none: people with one of them
    are no colleagues. Fields without a clause are our own choice (G7, G14).
    """

    room_capacity: int = 30
    tiered_row_step: int = 2
    chiefs: int = 1
    deputy_chiefs: int = 1
    candidates_per_proctor: int = 15
    proctors_per_room: int = 2
    office_staff: int = 3
    confidentiality_staff: int = 1
    support_staff: int = 1
    rooms_per_roving_proctor: int = 10
    sample_percent: int = 30
    plan_days: int = 20
    plan_entry_days: int = 15
    candidates_days: int = 12
    rooms_days: int = 7
    change_working_days: int = 3
    chain_months: int = 1
    publicity_days: int = 7
    upload_days: int = 7
    code_valid_days: int = 180
    paper_years: int = 3
    electronic_years: int = 5
    annual_plan_month: int = 11
    annual_notice_month: int = 1
    listing_years: int = 3
    yearly_sittings: int = 2
    warn_days: int = 5
    spare_per_room: int = 1
    spare_bag_copies: int = 5
    no_employer: str = (
        "无、无单位、没有、待业、待业人员、失业、失业人员、无业、无业人员、个体、个体户、个体经营、个体工商户、"
        "自由职业、自由职业者、灵活就业、灵活就业人员、自主创业、务农、农民、学生、退休、退休人员、其他、-、--、—、——、/、\\"
    )
    system_2016: str = ""
    clauses: Mapping[str, str] = field(default_factory=lambda: CLAUSES)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> PlanningParams:
        """From parsed data: `name = 30` or `name = {value = 30, clause = "..."}`, the name with hyphens or underscores.

        What is not named keeps its default.

        Raises ValueError on an unknown name or a number below zero, so a typing error never loosens a rule.
        """
        known = {f.name for f in fields(cls)} - {"clauses"}
        data = {name.replace("-", "_"): given for name, given in data.items()}
        if unknown := sorted(set(data) - known):
            raise ValueError(f"unknown planning numbers: {', '.join(unknown)}")
        values: dict[str, Any] = {}
        clauses = dict(CLAUSES)
        for name, given in data.items():
            value = given["value"] if isinstance(given, Mapping) else given
            if isinstance(given, Mapping) and "clause" in given:
                clauses[name] = str(given["clause"])
            values[name] = str(value) if name in _WORDS else _count(name, value)
        if values.get("system_2016", "") not in ("", "old", "new", "new-special"):
            raise ValueError(f"system_2016: {values['system_2016']!r}")
        return cls(**values, clauses=MappingProxyType(clauses))

    @classmethod
    def from_rules(cls, rules: Mapping[str, _Param]) -> PlanningParams:
        """From the parameters of a rule set (`RuleSet.params`): those it names, all else by default."""
        known = {f.name.replace("_", "-") for f in fields(cls)} - {"clauses"}
        return cls.from_data({k: {"value": p.value, "clause": p.clause} for k, p in rules.items() if k in known})

    @property
    def words_for_no_employer(self) -> frozenset[str]:
        """What stands where an employer should and names none, as `plain` texts are compared."""
        return frozenset(word.strip().upper() for word in self.no_employer.split("、") if word.strip())

    def clause(self, name: str) -> str:
        """The article a number comes from; "" where the number is our own choice."""
        return self.clauses.get(name, "")

    def proctors_for(self, candidates: int) -> int:
        """N2: how many proctors a room of so many candidates needs."""
        return max(self.proctors_per_room, -(-candidates // self.candidates_per_proctor))

    def roving_for(self, rooms: int) -> int:
        """N4: how many roving proctors so many rooms in use need."""
        return -(-rooms // self.rooms_per_roving_proctor)

    def sample_size(self, candidates: int) -> int:
        """D6: how many candidates the district samples, rounded up."""
        return -(-candidates * self.sample_percent // 100)


_AT_LEAST_ONE = frozenset({"candidates_per_proctor", "rooms_per_roving_proctor", "tiered_row_step", "room_capacity"})


def _count(name: str, value: Any) -> int:
    least = 1 if name in _AT_LEAST_ONE else 0
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"{name}: a whole number of at least {least} is needed, not {value!r}")
    return value
