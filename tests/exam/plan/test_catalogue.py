"""The catalogue against the regulation's own counts and oddities (REQUIREMENTS K)."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from desktop.exam.plan.catalogue import Catalogue, CatalogueError, catalogue_from_data

FOLDER = Path(__file__).parents[3] / "resources" / "catalogues"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_from_data([tomllib.loads(p.read_text(encoding="utf-8")) for p in sorted(FOLDER.glob("*.toml"))])


def test_no_entry_of_the_lists_is_lost(catalogue: Catalogue) -> None:
    lists = Counter((e.source, e.annex, e.levels) for e in catalogue.entries if e.source == "000")
    assert lists == {("000", 1, (5, 4, 3)): 149, ("000", 2, (2, 1)): 33, ("000", 2, (2,)): 3}
    assert len({e.code for e in catalogue.entries if e.source == "001"}) == 20


def test_the_second_list_is_not_a_subset_of_the_first(catalogue: Catalogue) -> None:
    first = {e.name for e in catalogue.entries if (e.source, e.annex) == ("000", 1) and not e.trades}
    second = {e.name for e in catalogue.entries if (e.source, e.annex) == ("000", 2)}
    missing = {"汽车维修工", "数控车工", "汽车装配工", "电气设备安装工", "家用电器产品维修工"}
    assert second - first == missing


def test_levels_of_both_lists_add_up(catalogue: Catalogue) -> None:
    assert catalogue.levels("中式烹调师") == {5, 4, 3, 2, 1}
    assert catalogue.levels("营业员") == {5, 4, 3, 2}
    assert catalogue.levels("数控车工") == {2, 1}
    assert catalogue.levels("茶艺师") == {5, 4, 3}


def test_old_names_and_trades_in_brackets_find_their_occupation(catalogue: Catalogue) -> None:
    assert catalogue.canonical("瓦斯检查工") == "矿山安全检测工"
    assert catalogue.canonical("花卉园艺师（绿化工）") == "花卉园艺师"
    assert catalogue.canonical("插花员") == "插花花艺师"
    assert {e.trades for e in catalogue.find("纺织纤维检验工")} == {
        ("纺织纤维分类分级检验工",),
        ("纺织纤维物理性能检验工",),
    }
    assert catalogue.canonical("摩托车维修工") == "摩托车维修工"
    assert catalogue.find("不存在的职业") == ()


def test_directions_have_their_own_levels(catalogue: Catalogue) -> None:
    assert catalogue.levels("互联网营销师", "平台管理员") == {5, 4, 3}
    assert catalogue.levels("互联网营销师", "选品员") == {5, 4, 3, 2, 1}
    assert catalogue.directions("建筑信息模型技术员", 5) == ()
    assert len(catalogue.directions("建筑信息模型技术员", 3)) == 6
    assert len(catalogue.directions("出生缺陷防控咨询师", 1)) == 3
    assert catalogue.directions("出生缺陷防控咨询师", 2) == ()
    assert catalogue.canonical("4-01-02-07") == "互联网营销师"


def test_computer_examined_occupations_have_dates(catalogue: Catalogue) -> None:
    assert catalogue.computer_system("摄影师", date(2016, 3, 31)) == "old"
    assert catalogue.computer_system("摄影师", date(2016, 4, 1)) == "new"
    assert catalogue.computer_system("保育员", date(2016, 4, 30)) == ""
    assert catalogue.computer_system("插花员", date(2016, 5, 1)) == "old"
    assert catalogue.computer_system("茶艺师", date(2016, 9, 1)) == "old"
    assert catalogue.computer_system("中式烹调师", date(2026, 11, 28)) == "new"
    assert catalogue.computer_system("爆破工", date(2026, 11, 28)) == ""


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"name": "甲工", "levels": [6]}, "levels"),
        ({"name": "甲工", "levels": [5, 5]}, "levels"),
        ({"name": "甲工"}, "levels"),
        ({"levels": [5]}, "name"),
        ({"name": "甲工", "levels": [5], "code": "41"}, "code"),
        ({"name": "甲工", "levels": [5], "trades": "乙"}, "trades"),
        ({"name": "甲工", "levels": [5], "trade": ["乙"]}, "unknown members trade"),
    ],
)
def test_a_wrong_entry_is_named(row: dict[str, object], told: str) -> None:
    with pytest.raises(CatalogueError, match=told):
        catalogue_from_data([{"edition": 1, "source": "x", "occupation": [row]}])


def test_a_computer_entry_must_be_an_occupation() -> None:
    with pytest.raises(CatalogueError, match="乙工"):
        catalogue_from_data([{"edition": 1, "source": "x", "computer": [{"name": "乙工", "system": "old"}]}])


def test_an_unknown_edition_is_refused() -> None:
    with pytest.raises(CatalogueError, match="edition"):
        catalogue_from_data([{"edition": 2, "source": "x"}])
