"""The match (002 Art 19, U16): document against roster and ticket. Number first; what contradicts stops, what cannot be
compared asks for a look, and what is not known never counts against anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.bootstrap.parts import Parts
from desktop.exam.day.verdict import Reading, Verdict, judge
from desktop.exam.frame.command import Target
from desktop.exam.identity import tokens
from desktop.exam.identity.pinyin import Readings
from desktop.exam.plan.documents import make_number
from desktop.exam.plan.model import Candidate, Plan
from tests.helpers.morning import Morning, clock, document_number, small_plan, with_params

R1 = Target("room:s1/r01", "room", "s1", "r01", id="r01")
ONE, TWO = "c00001", "c00002"


def morning(plan: Plan | None = None, **kwargs: object) -> Morning:
    plan = plan or small_plan()
    return Morning(plan, absent=[c.id for c in plan.candidates], **kwargs).run_until("8:10")  # type: ignore[arg-type]


def with_first(**changes: object) -> Plan:
    """The plan with its first candidate otherwise."""
    plan = small_plan()
    return replace(plan, candidates=(replace(plan.candidates[0], **changes), *plan.candidates[1:]))  # type: ignore[arg-type]


def one(m: Morning) -> Candidate:
    return m.ctx.index.candidates[ONE]


def verdict(m: Morning, officers: int = 1, **reading: object) -> Verdict:
    given = {"number": one(m).document_number, "name": one(m).name, **reading}
    return judge(m.ctx, R1, Reading(**given), officers, m.now)  # type: ignore[arg-type]


# --- names ------------------------------------------------------------------------------------------------------------


def test_verdict_name_check_for_a_latin_name_beside_a_chinese_one_and_why() -> None:
    v = verdict(morning(), name="KAOSHENG JIA", document_type="护照")
    assert (v.code, v.facts["why"], v.colour) == ("ok-name-check", "other-script", "look")


def test_a_latin_name_wants_no_look_where_it_is_how_the_chinese_one_is_read_and_is_never_a_refusal() -> None:
    m = morning(with_first(name="吕建国"))
    m.ctx = replace(m.ctx, readings=Readings(Parts().readings))
    assert verdict(m, name="LYU JIANGUO", document_type="护照").code == "ok"
    assert verdict(m, name="ROWSWELL MARK", other_name="JIAN GUO LU").code == "ok"
    other = verdict(m, name="LYU JIANHUA", document_type="护照")
    assert (other.code, other.facts["why"], other.colour) == ("ok-name-check", "sounds-other", "look")
    assert verdict(m, name="LYU", document_type="护照").facts["why"] == "other-script"
    assert verdict(m, name="LYU JIANGUO", other_name="别人").code == "name-mismatch"


def test_a_name_in_the_rosters_script_never_asks_how_it_is_read() -> None:
    def table() -> str:
        raise AssertionError("asked")

    m = morning()
    m.ctx = replace(m.ctx, readings=Readings(table))
    assert verdict(m).code == "ok"
    assert verdict(m, name="别人").code == "name-mismatch"
    assert verdict(m, name=f"{one(m).name[0]}?{one(m).name[2:]}").code == "ok-name-check"


def test_a_document_with_two_names_is_compared_in_the_script_of_the_roster() -> None:
    m = morning()
    assert verdict(m, name="KAOSHENG JIA", other_name=one(m).name).code == "ok"
    assert verdict(m, name="KAOSHENG JIA", other_name="别人").code == "name-mismatch"
    latin = morning(with_first(name="Anna Maria Eriksson"))
    assert verdict(latin, name="埃里克森", other_name="ERIKSSON ANNA MARIA").code == "ok"
    assert verdict(latin, name="UTOPIA ANNE").code == "name-mismatch"


def test_no_verdict_carries_a_name_or_a_number() -> None:
    """Facts may be written down one day: they hold positions and codes."""
    m = morning()
    for reading in ({"name": "□" + one(m).name[1:]}, {"name": "别人"}, {"sex": "male", "birth": "1990-01-01"}):
        said = str(verdict(m, **reading).facts)
        assert one(m).name not in said
        assert one(m).document_number not in said


# --- sex and birth date -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reading", "fields"),
    [
        ({"sex": "female"}, ("sex",)),
        ({"birth": "1990-12-31"}, ("birth",)),
        ({"sex": "female", "birth": "1990-12-31"}, ("sex", "birth")),
    ],
)
def test_verdict_details_mismatch_names_what_differs(reading: dict[str, object], fields: tuple[str, ...]) -> None:
    m = morning(with_first(sex="male", document_number=_number("19900307")))
    v = verdict(m, **reading)
    assert (v.code, v.facts["fields"], v.colour) == ("details-mismatch", fields, "stop")
    m.door("r01", ONE, **reading)
    m.act("admit-by-order", f"candidate:s1/{ONE}", {"reason": "名册有误，已核实"})


@pytest.mark.parametrize(
    "reading",
    [
        {},
        {"sex": "unknown", "birth": ""},
        {"sex": "male", "birth": "1990-03-07"},
        {"birth": "2090-03-07"},  # a machine-readable zone has no century
        {"birth": "1990-00-00"},
        {"birth": "1990"},
        {"birth": "??????????"},
    ],
)
def test_unknown_never_contradicts(reading: dict[str, object]) -> None:
    assert verdict(morning(with_first(sex="male", document_number=_number("19900307"))), **reading).code == "ok"


def test_a_roster_without_an_eighteen_digit_number_knows_no_birth_date() -> None:
    m = morning(with_first(document_type="护照", document_number="L898902C3"))
    assert verdict(m, birth="1974-08-12", sex="female").code == "ok"


def test_a_corrected_sex_is_the_one_that_counts() -> None:
    m = morning(with_first(sex="male"))
    m.ctx = replace(m.ctx, corrections={ONE: {"sex": "女"}})
    assert verdict(m, sex="female").code != "details-mismatch"
    assert verdict(m, sex="male").code == "details-mismatch"


def _number(birth: str) -> str:
    return make_number("990102", date(int(birth[:4]), int(birth[4:6]), int(birth[6:])), 1)


# --- validity, kind, authenticity -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "code"),
    [
        ("2026-12-06", "document-not-yet-valid"),
        ("2026-12-05", "ok"),
        ("20261206", "document-not-yet-valid"),
        ("", "ok"),
    ],
)
def test_verdict_document_not_yet_valid_before_its_first_day(since: str, code: str) -> None:
    m = morning()
    v = verdict(m, valid_from=since, expires="长期")
    assert v.code == code
    assert code == "ok" or v.code in m.ctx.rules.overridable


def test_verdict_document_doubtful_when_the_chips_signature_does_not_hold() -> None:
    m = morning()
    v = verdict(m, authenticity="failed", document_type="学生证", expires="2001-01-01")
    assert (v.code, v.colour) == ("document-doubtful", "stop")
    assert verdict(m, authenticity="verified").warnings == ()
    v = verdict(m, authenticity="not-verified")
    assert (v.code, v.warnings) == ("ok", ("not-verified",))
    v = verdict(m, authenticity="verified", trouble="travel-printed-differs")
    assert (v.code, v.warnings) == ("ok", ("printed-differs",))


# --- another document of the same person ------------------------------------------------------------------------------


def test_verdict_other_document_when_a_permit_carries_the_registered_pass_number() -> None:
    m = morning(with_first(document_type="港澳居民来往内地通行证", document_number="H12345678"))
    permit = {"number": document_number(88), "document_type": "港澳台居民居住证"}
    for passes in (("H12345678",), ("x", "h12345678"), ("H1234567801",)):  # the issue count does not matter
        v = verdict(m, **permit, other_numbers=passes)
        assert (v.code, v.candidate, v.colour) == ("ok-other-document", ONE, "look"), passes
    assert verdict(m, **permit, other_numbers=("H12345679",)).code == "not-on-roster"
    assert verdict(m, **permit, other_numbers=("H12345678",), name="别人").code == "name-mismatch"
    m.ctx = replace(m.ctx, rules=replace(m.ctx.rules, documents=("居民身份证",)))
    assert verdict(m, **permit, other_numbers=("H12345678",)).code == "document-not-accepted"


def test_a_renewed_pass_is_known_by_the_number_for_life_and_a_passport_is_not() -> None:
    m = morning(with_first(document_type="台湾居民来往大陆通行证", document_number="0012345601"))
    taiwan = "台湾居民来往大陆通行证"
    assert verdict(m, number="00123456", document_type=taiwan).code == "ok-other-document"
    assert verdict(m, number="0012345602(B)", document_type=taiwan).code == "ok-other-document"
    assert verdict(m, number="00123456", document_type="护照").code == "not-on-roster"
    assert verdict(m, number="00123456").code == "not-on-roster"


def test_an_equal_number_on_another_kind_of_document_asks_for_a_look() -> None:
    m = morning(with_first(document_type="护照", document_number="H12345678"))
    assert verdict(m, document_type="港澳居民来往内地通行证").code == "ok-other-document"
    assert verdict(m, document_type="护照").code == "ok"
    assert verdict(morning(), document_type="临时居民身份证").code == "ok"  # one number for life


def test_verdict_other_number_when_the_ticket_is_theirs_and_the_document_is_not_the_registered_one() -> None:
    m = morning(with_first(document_number=_number("19900307"), sex="male"))
    ticket = {"number": "E99999999", "document_type": "护照", "ticket": one(m).admission_number}
    v = verdict(m, **ticket)
    assert (v.code, v.candidate, v.place) == ("other-number", ONE, None)  # theirs, but not told where to go
    latin = {**ticket, "name": "KAOSHENG"}
    assert verdict(m, **latin, birth="1990-03-07").code == "other-number"
    assert verdict(m, **latin).code == "ticket-mismatch"
    assert verdict(m, **latin, birth="1991-03-07").code == "ticket-mismatch"
    assert verdict(m, **ticket, sex="female").code == "ticket-mismatch"
    assert verdict(m, **{**ticket, "name": "别人"}).code == "ticket-mismatch"


# --- several, and namesakes -------------------------------------------------------------------------------------------


def test_verdict_several_match_lets_the_officer_choose() -> None:
    plan = small_plan()
    twins = [
        replace(c, document_type=kind, document_number="12345678")
        for c, kind in zip(plan.candidates[:2], ("护照", "台湾居民来往大陆通行证"), strict=True)
    ]
    m = morning(replace(plan, candidates=(*twins, *plan.candidates[2:])))
    v = verdict(m, name="")
    assert (v.code, v.facts["count"], v.choices, v.candidate, v.colour) == ("several-match", 2, (ONE, TWO), "", "look")
    assert verdict(m, name="", ticket=twins[1].admission_number).candidate == TWO
    assert verdict(m, name=twins[1].name).candidate == TWO
    assert verdict(m, name="", chosen=TWO).candidate == TWO
    assert verdict(m, name="", chosen="c00009").code == "several-match"
    assert m.door("r01", TWO, name="").about == ("room:s1/r01",)
    assert m.door("r01", TWO, name="", chosen=TWO).data["seat"] == 2


def test_a_namesake_in_the_sitting_is_a_warning_beside_the_verdict_and_never_stops() -> None:
    plan = small_plan()
    name = plan.candidates[0].name
    m = morning(
        replace(plan, candidates=(*plan.candidates[:4], replace(plan.candidates[4], name=name), *plan.candidates[5:]))
    )
    v = verdict(m)
    assert (v.code, v.warnings) == ("ok", ("same-name",))
    assert m.door("r01", ONE).data["warnings"] == ["same-name"]
    v = verdict(m, number=document_number(77777))
    assert (v.code, v.candidate, v.warnings) == ("not-on-roster", "", ("same-name",))
    assert verdict(morning(), number=document_number(77777), name="没有的人").warnings == ()


def test_a_late_person_whose_name_needs_a_look_is_looked_at_and_stays_late() -> None:
    m = morning()
    m.now = clock("8:40")
    v = verdict(m, name="□" + one(m).name[1:])
    assert (v.code, v.late, "late" in v.warnings) == ("ok-name-check", 10, True)
    assert verdict(m).warnings == ()


# --- tokens -----------------------------------------------------------------------------------------------------------

CARD, OTHER = "a1" * 32, "b2" * 32


def test_a_ticket_read_as_a_contactless_card_is_the_ticket_scanned() -> None:
    m = morning(rules=with_params(ticket_scan="required"))
    m.act("enrol-token", f"candidate:s1/{ONE}", {"token": CARD, "kind": "ticket"})
    m.act("enrol-token", f"candidate:s1/{TWO}", {"token": OTHER, "kind": "ticket"})
    assert verdict(m).code == "ticket-missing"
    assert verdict(m, token=CARD).code == "ok"
    assert verdict(m, token=OTHER).code == "ticket-mismatch"
    m.act("withdraw-token", f"candidate:s1/{ONE}", {"token": CARD, "reason": "遗失"})
    assert verdict(m, token=CARD).code == "ticket-missing"


def test_an_enrolled_chip_alone_tells_who_it_is_and_is_no_document_unless_the_rule_set_says_so() -> None:
    m = morning()
    m.act("enrol-token", f"candidate:s1/{ONE}", {"token": CARD, "kind": "resident-chip"})
    alone = {"number": "", "name": "", "token": CARD, "method": "token"}
    v = verdict(m, **alone)
    assert (v.code, v.candidate, v.warnings, v.place) == ("document-unreadable", ONE, ("same-chip",), None)
    assert verdict(m, **{**alone, "token": OTHER}).candidate == ""
    typed = {"token": CARD, "method": "typed"}
    assert verdict(m, **typed).code == "second-officer-needed"
    assert verdict(m, officers=2, **typed).code == "ok"
    m.ctx = replace(m.ctx, rules=with_params(chip_as_document="accept"))
    assert verdict(m, **alone).code == "ok"
    old = replace(m.ctx.rules, params={k: p for k, p in m.ctx.rules.params.items() if k != "chip-as-document"})
    m.ctx = replace(m.ctx, rules=old)  # a rule set of before
    assert verdict(m, **alone).code == "document-unreadable"


def test_another_chip_than_the_enrolled_one_is_a_warning() -> None:
    m = morning()
    assert verdict(m, token=CARD).warnings == ()
    m.act("enrol-token", f"candidate:s1/{ONE}", {"token": CARD, "kind": "resident-chip"})
    assert verdict(m, token=CARD).warnings == ()
    assert verdict(m, token=OTHER).warnings == ("other-chip",)
    assert verdict(m).warnings == ()
    m.act("enrol-token", f"candidate:s1/{ONE}", {"token": OTHER, "kind": "ticket"})
    assert verdict(m, token=OTHER).warnings == ()  # a ticket is no resident card


def test_tokens_are_given_by_the_office_to_the_right_people_once() -> None:
    m = morning()
    about, data = f"candidate:s1/{ONE}", {"token": CARD, "kind": "ticket"}
    m.refuses("enrol-token", about, data, officers=["p12"], code="not-entitled")
    m.refuses("enrol-token", about, {**data, "token": "A1" * 32}, code="data-wrong")
    m.refuses("enrol-token", about, {**data, "kind": "badge"}, code="token-kind")
    m.refuses("enrol-token", "staff:p12", data, code="token-kind")
    m.refuses("withdraw-token", about, {"token": CARD, "reason": "x"}, code="token-not-theirs")
    (entry,) = m.act("enrol-token", about, data, officers=["p03"])
    assert entry.about == ("candidate:s1/c00001", f"token:{CARD}")
    m.refuses("enrol-token", about, data, code="already-done")
    refused = m.refuses("enrol-token", f"candidate:s1/{TWO}", data, code="token-taken")
    assert refused.facts["owner"] == ONE
    m.act("enrol-token", "staff:p12", {"token": OTHER, "kind": "badge"})
    assert tokens.staff_with(m.ctx, OTHER) == "p12"
    assert tokens.staff_with(m.ctx, CARD) == tokens.candidate_with(m.ctx, OTHER, "ticket") == ""


def test_one_card_given_to_two_people_at_two_desks_is_nobodys_until_a_chief_decides() -> None:
    m = morning()
    first = m.decide("enrol-token", f"candidate:s1/{ONE}", {"token": CARD, "kind": "ticket"})
    second = m.decide("enrol-token", f"candidate:s1/{TWO}", {"token": CARD, "kind": "ticket"})
    m.record(first[0], desk="d1")  # type: ignore[index]
    m.record(second[0], desk="d2")  # type: ignore[index]
    (conflict,) = m.ctx.conflicts()
    assert (conflict.kind, conflict.about, len(conflict.versions)) == ("token-twice", f"token:{CARD}", 2)
    assert tokens.candidate_with(m.ctx, CARD, "ticket") == ""
    keep = next(n for n, v in enumerate(conflict.versions, 1) if v.data["owner"] == f"candidate:{TWO}")  # type: ignore[union-attr]
    m.act("resolve-conflict", "site:k1", {"conflict": conflict.id, "keep": keep, "reason": "实物在第二人手中"})
    assert m.ctx.conflicts() == []
    assert tokens.candidate_with(m.ctx, CARD, "ticket") == TWO
