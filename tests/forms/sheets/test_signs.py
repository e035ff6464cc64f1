"""What hangs on walls: large enough to read, the words of the regulation, arrows that point where they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest

from forms import catalogue
from forms.page.sheet import LANDSCAPE
from forms.page.sign import balanced
from forms.page.text import BOLD, cell_lines, parted, put, tidy, width, wrapped
from forms.rooms import blackboard_card
from forms.site import direction_signs, entrance_sign, site_map
from forms.site.site_map import MapBuilding, MapFloor, MapRoom, SiteMap
from tests.forms import reading
from tests.forms.people import CONTEXT, labels, room_sheet
from tests.forms.samples import EXAM, samples

Printed = Callable[[str], Path]
MM = 25.4 / 72


def heights(path: Path) -> Iterator[tuple[str, float]]:
    """(character, height of its ink in millimetres) on the first page."""
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage()
        for i in range(text.count_chars()):
            _, bottom, _, top = text.get_charbox(i)
            yield text.get_text_range(i, 1), (top - bottom) * MM


def test_a_seat_number_can_be_read_from_five_metres(printed: Printed) -> None:
    """Five minutes of arc are 7.3 mm at 5 m; half as much again for a hall's light."""
    tall = sorted((high for ch, high in heights(printed("seat-labels")) if ch.isdigit()), reverse=True)
    assert all(high >= 11 for high in tall[: 2 * len(labels(5))])


def test_the_entrance_has_the_words_of_the_annex(printed: Printed) -> None:
    text = "".join(reading.text(printed("entrance-sign")).split())
    assert "示例学校中式烹调师（四级/中级工）、电工（三级/高级工）职业技能等级认定考场" in text


def test_an_enumeration_is_broken_between_its_parts() -> None:
    parts = ["中式烹调师（四级/中级工）", "互联网营销师（五级/初级工）", "电工（三级/高级工）", "焊工（五级/初级工）"]
    lines = balanced("、".join(parts), 40, 700, BOLD)
    assert len(lines) > 1
    assert all(line.endswith("、") for line in lines[:-1])
    assert "".join(lines) == "、".join(parts)


def test_many_occupations_are_counted(tmp_path: Path) -> None:
    sign = entrance_sign.EntranceSign("示例学校", tuple(f"职业{n}（五级/初级工）" for n in range(40)))
    entrance_sign.render([sign], tmp_path / "s.pdf", CONTEXT)
    assert "等40个职业等级" in "".join(reading.text(tmp_path / "s.pdf").split())


def test_the_board_has_exactly_the_lines_of_the_annex(printed: Printed) -> None:
    lines = [line.strip() for line in reading.text(printed("blackboard-card")).splitlines() if line.strip()]
    assert lines[:5] == ["职业：中式烹调师", "等级：四级", "科目：理论知识", "关闭手机！", "考试时间：08:30-10:00"]
    for name, least in (("blackboard-card", 14), ("blackboard-card-a3", 20)):
        assert max(high for _, high in heights(printed(name))) > least


def test_a_board_of_many_occupations_goes_on_under_its_value(tmp_path: Path) -> None:
    board = blackboard_card.Blackboard("03", ("职业：" + "、".join(f"职业第{n}种" for n in range(9)), "等级：五级"))
    blackboard_card.render([board], tmp_path / "b.pdf", CONTEXT)
    text = "".join(reading.text(tmp_path / "b.pdf").split())
    assert "职业第8种" in text
    assert reading.strays(tmp_path / "b.pdf") == []


@pytest.mark.parametrize("way", ["left", "right", "ahead", "down"])
def test_arrows_point_where_they_say(way: str, tmp_path: Path) -> None:
    """The head is the heavier half of the arrow."""
    sign = direction_signs.DirectionSign("", "", way)
    direction_signs.render([sign], tmp_path / "d.pdf", CONTEXT)
    with pypdfium2.PdfDocument(tmp_path / "d.pdf") as document:
        page = np.asarray(document[0].render(scale=1, grayscale=True).to_pil())
    half = page.shape[0] / 2
    ink = np.argwhere(page[60:-60] < 90)
    ink[:, 0] += 60
    arrow = ink[(abs(ink[:, 0] - half) < 96) & (ink[:, 1] > 60) & (ink[:, 1] < 780)]
    side = arrow[arrow[:, 1] < LANDSCAPE.width / 2] if way == "left" else arrow[arrow[:, 1] > LANDSCAPE.width / 2]
    rows, columns = side[:, 0], side[:, 1]
    across = (columns.max() + columns.min()) / 2
    down = (rows.max() + rows.min()) / 2
    heavier = {
        "left": np.median(columns) < across,
        "right": np.median(columns) > across,
        "ahead": np.median(rows) < down,
        "down": np.median(rows) > down,
    }
    assert heavier[way]


def test_a_map_of_many_rooms_keeps_its_floors_whole(tmp_path: Path) -> None:
    floors = tuple(
        MapFloor(f"{n} 层", tuple(MapRoom(f"{n * 20 + k:02d}", f"{n}{k:02d}", 30) for k in range(19)))
        for n in range(1, 7)
    )
    out = tmp_path / "m.pdf"
    site_map.render([SiteMap(EXAM, (MapBuilding("主楼", floors), MapBuilding("副楼", floors[:1])))], out, CONTEXT)
    pages = reading.texts(out)
    assert len(pages) > 1
    for floor in floors:
        holders = [n for n, page in enumerate(pages) if all(room.number in page for room in floor.rooms)]
        assert holders
    assert "主楼（114 个考场，3420 人）" in pages[0]
    assert reading.strays(out) == []


def test_a_building_that_fits_a_sheet_is_not_parted(tmp_path: Path) -> None:
    buildings = [
        MapBuilding(
            f"{'甲乙丙'[b]}楼",
            tuple(
                MapFloor(f"{f} 层", tuple(MapRoom(f"{b}{f}{k}", f"{f}0{k} 教室", 20) for k in range(1, 5)))
                for f in (1, 2, 3)
            ),
        )
        for b in range(3)
    ]
    out = tmp_path / "m.pdf"
    assert site_map.render([SiteMap(EXAM, tuple(buildings))], out, CONTEXT).flags == ()
    pages = reading.texts(out)
    assert len(pages) == 2
    for building in buildings:
        numbers = [room.number for floor in building.floors for room in floor.rooms]
        holders = [page for page in pages if all(number in page for number in numbers)]
        assert len(holders) == 1
        assert building.name in holders[0]
    assert reading.strays(out) == []


def test_floors_stand_with_the_ground_below(printed: Printed) -> None:
    text = "".join(reading.text(printed("site-map")).split())
    assert text.index("2层") < text.index("1层")
    assert samples()["site-map"][0].buildings[0].floors[0].name == "1 层"


def test_marks_that_follow_each_other_are_squeezed() -> None:
    assert width("（四级）。", 10) < width("（四级", 10) + width("）", 10) + width("。", 10)
    assert width("四级。", 10) == pytest.approx(30, abs=1)


def test_squeezed_text_is_still_found(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "t.pdf"))
    put(canvas, "“验封、启封”（附件5），“收卷”。", 100, 700, 12)
    canvas.save()
    assert "“验封、启封”（附件5），“收卷”。" in "".join(reading.text(tmp_path / "t.pdf").split())


def test_closing_marks_never_begin_a_line_not_even_two_of_them() -> None:
    text = "请各位核对手表和考场钟表时间。”"
    for room in range(40, 200):
        assert not [line for line in wrapped(text, 10, room) if line[0] in "。”"], room


def test_no_short_line_hangs_at_the_end_where_a_narrower_column_avoids_it() -> None:
    text = "服从监考员和工作人员管理，保持安静，不吸烟，不得扰乱考场秩序。"
    assert len(tidy(text, 10, 295)[-1]) > 3
    assert "".join(tidy(text, 10, 295)) == text


def test_a_name_of_several_parts_is_broken_at_its_dots() -> None:
    name = "尼格买提·热合曼·艾合买提江·伊敏"
    assert parted(name, 8, 100) == ["尼格买提·热合曼·", "艾合买提江·伊敏"]
    assert "".join(parted(name, 8, 20)) == name, "parts wider than the line are wrapped as anything else"


def test_what_does_not_fit_a_line_is_broken_between_its_parts_and_not_set_small() -> None:
    lines, size = cell_lines("中式烹调师（五级/初级工）、西式面点师（四级/中级工）", 9, 112, 7)
    assert lines == ["中式烹调师（五级/初级工）、", "西式面点师（四级/中级工）"]
    assert size > 8
    assert cell_lines("电工、焊工", 9, 112, 7) == (["电工、焊工"], 9)


@pytest.mark.parametrize("name", ["door-sign", "slate-card", "site-map", "room-list", "seat-labels"])
def test_a_room_of_two_occupations_with_long_names_is_cut_nowhere(name: str, tmp_path: Path) -> None:
    kinds = ("建筑信息模型技术员（二级/技师）", "互联网营销师（三级/高级工）")
    sheet = room_sheet(2)
    rows = tuple(
        replace(row, occupation=kind.partition("（")[0], level=level)
        for row, kind, level in zip(sheet.rows, kinds, (2, 3), strict=True)
    )
    label = replace(labels(1)[0], occupation="互联网营销师", direction="视频创推员", level=3)
    listed = replace(samples()["room-list"][0].rooms[0], occupation="、".join(kinds))
    room = MapRoom("03", "203 教室", 30, "建筑信息模型技术员 二级、互联网营销师 三级")
    inputs: dict[str, Any] = {
        "door-sign": replace(sheet, rows=rows, occupation="", level=None),
        "slate-card": replace(samples()["slate-card"][0], occupation="、".join(kinds)),
        "site-map": SiteMap(EXAM, (MapBuilding("主楼", (MapFloor("1 层", (room,)),)),)),
        "room-list": replace(samples()["room-list"][0], rooms=(listed,)),
        "seat-labels": label,
    }
    done = catalogue.form(name).load().render([inputs[name]], tmp_path / "f.pdf", CONTEXT)
    assert done.flags == ()
    assert "…" not in reading.text(tmp_path / "f.pdf")


def test_times_dates_and_clauses_are_not_broken() -> None:
    text = "与副监考共同办理，留存 2026-12-05 的记录，002 附件5 8:25(二)"
    for room in range(80, 300, 7):
        lines = wrapped(text, 10, room)
        assert any("8:25" in line for line in lines)
        assert any("2026-12-05" in line for line in lines)
