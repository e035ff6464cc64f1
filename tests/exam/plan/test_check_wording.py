"""Every code the planning rules give has a sentence in both languages, and the sentence takes its facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.exam.plan.arranging.findings import spoken
from desktop.wording import Wording

PLAN = Path(__file__).parents[3] / "desktop" / "exam" / "plan"


def codes(pattern: str, *folders: str) -> set[str]:
    text = "".join(p.read_text("utf-8") for f in folders for p in sorted((PLAN / f).glob("*.py")))
    return set(re.findall(pattern, text))


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_every_code_has_a_sentence(locale: str) -> None:
    known = Wording(locale).keys(locale)
    found = {f"finding-{c}" for c in codes(r'(?:Finding|_tell|_say|_no)\(\s*"([a-z-]+)"', ".", "arranging", "editing")}
    found |= {f"conflict-{c}" for c in codes(r'Conflict\("([a-z-]+)"', "limits")}
    found |= {f"why-{c}" for c in codes(r'(?:why=|beside_the_point\(\w+, |unsure\(\w+, )"([a-z-]+)"', "limits")}
    found |= {f"check-{c}" for c in codes(r'^[A-Z0-9_]+: Rule = \("([DN]\d+)"', "limits")}
    found |= {f"check-{k}{n}" for k, last in (("D", 22), ("N", 14)) for n in range(1, last + 1)}
    assert len(found) > 60
    assert found <= known


def test_a_finding_reads_as_a_sentence() -> None:
    facts = {
        "rooms": ("01", "02"),
        "needed": 4,
        "available": 3,
        "missing": 1,
        "people": ("何英", "李敏"),
        "pairs": (("何英", "金悦餐饮", "01"),),
    }
    assert Wording("zh-CN").text("finding-avoidance-blocks", **spoken(facts)) == (
        "因回避无法配齐监考：01、02 考场共需 4 人，可用 3 人，缺 1 人。须回避的人员：何英、李敏（何英/金悦餐饮/01）"
    )
    assert spoken({"a": True, "b": {"x": 1, "y": ("p", "q")}}) == {"a": "yes", "b": "1/p、q"}
