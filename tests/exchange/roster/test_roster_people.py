"""Who is who: sittings, ids that stay, admission numbers, avoidance, defaults."""

from __future__ import annotations

from pathlib import Path

from desktop.exam.plan.documents import RESIDENT
from desktop.exam.plan.model import Plan
from tests.exchange.roster.books import Book, book, number, read, write_xlsx


def plan_of(path: Path, made: Book, existing: Plan | None = None) -> Plan:
    reading = read(write_xlsx(path, made), existing=existing)
    assert reading.rejected == ()
    assert reading.plan
    return reading.plan


def test_empty_sitting_fields_mean_all_that_fit(tmp_path: Path) -> None:
    plan = plan_of(tmp_path / "a.xlsx", book())
    assert [t.subject for t in plan.sittings] == ["理论知识", "操作技能"]
    assert [c.sittings for c in plan.candidates] == [("s1", "s2"), ("s1",), ("s1",)]
    assert [t.mode for t in plan.sittings] == ["paper", "practical"]


def test_one_person_on_two_rows_is_one_candidate_with_two_sittings(tmp_path: Path) -> None:
    made = book()
    made["考生"][1][8] = "操作技能"
    made["考生"].append([*made["考生"][1][:8], "理论知识", "春和饭店"])
    plan = plan_of(tmp_path / "a.xlsx", made)
    assert (plan.candidates[0].name, plan.candidates[0].sittings) == ("甲一", ("s1", "s2"))
    assert len(plan.candidates) == 3


def test_a_temporary_card_is_the_same_person(tmp_path: Path) -> None:
    made = book()
    made["考生"].append(["甲一", "临时居民身份证", number(1), "", "", "中式烹调师", "", "五级", "理论知识", ""])
    assert [f.code for f in read(write_xlsx(tmp_path / "a.xlsx", made)).rejected] == ["duplicate-document"]


def test_a_rejected_row_does_not_make_a_later_one_a_duplicate(tmp_path: Path) -> None:
    made = book()
    made["考生"].insert(1, [*made["考生"][1]])
    made["考生"][1][5] = ""
    reading = read(write_xlsx(tmp_path / "a.xlsx", made))
    assert [(f.code, f.row) for f in reading.rejected] == [("missing", 2)]
    assert reading.accepted["candidates"] == 3


def test_admission_numbers_are_made_where_they_are_missing_and_stay(tmp_path: Path) -> None:
    made = book()
    first = plan_of(tmp_path / "a.xlsx", made)
    assert [c.admission_number for c in first.candidates] == ["2611280001", "2611280002", "2611280003"]
    made["考生"].insert(1, ["新人", "", number(7), "", "", "中式烹调师", "", "五级", "", ""])
    second = plan_of(tmp_path / "b.xlsx", made, first)
    numbers = {c.name: c.admission_number for c in second.candidates}
    assert numbers == {"甲一": "2611280001", "乙二": "2611280002", "丙三": "2611280003", "新人": "2611280004"}
    assert not any(n.startswith("99") for n in numbers.values())


def test_importing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    first = plan_of(tmp_path / "a.xlsx", book())
    assert plan_of(tmp_path / "a.xlsx", book(), first) == first


def test_people_keep_their_ids_in_any_order(tmp_path: Path) -> None:
    made = book()
    first = plan_of(tmp_path / "a.xlsx", made)
    for sheet in ("考生", "考场", "人员"):
        made[sheet] = [made[sheet][0], *reversed(made[sheet][1:])]
    made["考生"][1][0] = "丙三改"
    second = plan_of(tmp_path / "b.xlsx", made, first)
    assert {c.document_number: c.id for c in second.candidates} == {c.document_number: c.id for c in first.candidates}
    assert {r.number: r.id for r in second.rooms} == {r.number: r.id for r in first.rooms} == {"01": "r01", "02": "r02"}
    assert {p.name: p.id for p in second.staff} == {p.name: p.id for p in first.staff}
    assert next(c.name for c in second.candidates if c.document_number == "ZZ0000003") == "丙三改"
    assert (second.id, second.site.id) == (first.id, first.site.id)


def test_a_later_file_adds_and_takes_nothing_away(tmp_path: Path) -> None:
    first = plan_of(tmp_path / "a.xlsx", book())
    header = book()["考生"][0]
    one = {"考生": [header, ["新人", "", number(9), "男", "", "中式烹调师", "", "五级", "", ""]]}
    second = plan_of(tmp_path / "b.xlsx", one, first)
    assert [c.name for c in second.candidates] == ["甲一", "乙二", "丙三", "新人"]
    assert second.candidates[3].id == "c00004"
    assert second.candidates[3].sittings == ("s1", "s2")
    assert (second.rooms, second.staff, second.sittings) == (first.rooms, first.staff, first.sittings)


def test_a_corrected_document_number_keeps_the_candidate(tmp_path: Path) -> None:
    first = plan_of(tmp_path / "a.xlsx", book())
    made = book()
    made["考生"][1][2] = number(11)
    second = plan_of(tmp_path / "b.xlsx", made, first)
    assert second.candidates[0].id == first.candidates[0].id
    assert second.candidates[0].document_number == number(11)
    assert len(second.candidates) == 3


def test_an_admission_number_of_an_earlier_import_is_taken(tmp_path: Path) -> None:
    first = plan_of(tmp_path / "a.xlsx", book())
    header = book()["考生"][0]
    one = {"考生": [header, ["新人", "", number(9), "男", "2611280001", "中式烹调师", "", "五级", "", ""]]}
    reading = read(write_xlsx(tmp_path / "b.xlsx", one), existing=first)
    assert [f.code for f in reading.rejected] == ["duplicate-admission-number"]
    assert "甲一" in reading.rejected[0].message


def test_a_name_of_an_earlier_import_is_told(tmp_path: Path) -> None:
    first = plan_of(tmp_path / "a.xlsx", book())
    header = book()["考生"][0]
    one = {"考生": [header, ["甲一", "", number(9), "男", "", "中式烹调师", "", "五级", "", ""]]}
    reading = read(write_xlsx(tmp_path / "b.xlsx", one), existing=first)
    assert [(f.code, f.row) for f in reading.warnings] == [("same-name", 2)]


def test_a_moved_sitting_keeps_its_id(tmp_path: Path) -> None:
    first = plan_of(tmp_path / "a.xlsx", book())
    made = book()
    made["场次"][1][3:5] = ["09:00", "10:30"]
    second = plan_of(tmp_path / "b.xlsx", made, first)
    assert [t.id for t in second.sittings] == ["s1", "s2"]
    assert second.sittings[0].start == first.sittings[0].start + 30 * 60_000


def test_the_plan_sheet_fills_the_plan_and_the_name_follows_the_rule(tmp_path: Path) -> None:
    made = book()
    made["计划"] += [["计划类型", "企业"], ["备案号", "S1"], ["联系人", "庚七"], ["联系电话", "00000000009"]]
    plan = plan_of(tmp_path / "a.xlsx", made)
    assert (plan.name, plan.kind, plan.first_exam_date) == ("20261128京饪评价", "enterprise", "2026-11-28")
    assert (plan.organisation.filing_number, plan.contact, plan.contact_phone) == ("S1", "庚七", "00000000009")
    assert plan.site.name == "京饪考点"


def test_rooms_get_their_defaults(tmp_path: Path) -> None:
    first, second = plan_of(tmp_path / "a.xlsx", book()).rooms
    assert (first.capacity, first.columns, first.rows, first.door, first.kind) == (30, 5, 6, "front-left", "standard")
    assert (second.capacity, second.columns, second.rows) == (28, 7, 4)
    assert (second.door, second.kind) == ("back-right", "tiered")


def test_a_tiered_hall_gets_rows_for_alternate_seating(tmp_path: Path) -> None:
    made = book()
    made["考场"][1][8] = "阶梯"
    made["考场"].append(["甲", "礼堂", "", "", "20", "", "", "", "", ""])
    rooms = plan_of(tmp_path / "a.xlsx", made).rooms
    assert (rooms[0].columns, rooms[0].rows) == (5, 11)
    assert (rooms[2].id, rooms[2].columns, rooms[2].rows) == ("r03", 5, 4)


def test_staff_have_roles_and_people_they_must_not_meet(tmp_path: Path) -> None:
    staff = plan_of(tmp_path / "a.xlsx", book()).staff
    assert [(p.id, p.role) for p in staff] == [("p001", "chief"), ("p002", "lead-proctor"), ("p003", "confidentiality")]
    assert staff[1].avoids == ("甲一", "春和饭店", "乙二")


def test_the_sex_comes_from_the_number_and_the_type_has_its_official_name(tmp_path: Path) -> None:
    made = book()
    made["考生"][1][1] = "二代身份证"
    made["考生"][1][3] = ""
    candidate = plan_of(tmp_path / "a.xlsx", made).candidates[0]
    assert (candidate.document_type, candidate.sex) == (RESIDENT, "male")


def test_photos_beside_the_roster_are_found(tmp_path: Path) -> None:
    (tmp_path / "照片").mkdir()
    (tmp_path / "照片" / "1.jpg").write_bytes(b"")
    made = book()
    for n, row in enumerate(made["考生"]):
        row.append(["照片", "照片/1.jpg", "照片\\1.jpg", "../1.jpg"][n])
    reading = read(write_xlsx(tmp_path / "a.xlsx", made))
    assert [(f.code, f.row) for f in reading.warnings] == [("photo-missing", 4)]
    for row in made["考生"][1:]:
        row[-1] = "照片/1.JPG"
    reading = read(write_xlsx(tmp_path / "b.xlsx", made))
    missing = 0 if (tmp_path / "照片" / "1.JPG").exists() else 3  # Windows takes both for one name
    assert [f.code for f in reading.warnings] == ["photo-missing"] * missing


def test_a_word_for_nobody_is_nobody_to_avoid(tmp_path: Path) -> None:
    made = book()
    for row, words in zip(made["人员"][1:], ("无", "/、甲一", "没有"), strict=True):
        row[6] = words
    plan = read(write_xlsx(tmp_path / "a.xlsx", made)).plan
    assert plan is not None
    assert [p.avoids for p in plan.staff] == [(), ("甲一",), ()]
