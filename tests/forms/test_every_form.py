"""What holds of every form of the catalogue, whatever it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from forms import catalogue, words
from forms.catalogue import FORMS, Form
from forms.page.flow import Piece
from tests.forms import reading
from tests.forms.people import CONTEXT
from tests.forms.samples import emptied, rewritten, samples

Printed = Callable[[str], Path]
ALL = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
CARDS = {"admission-ticket", "badge", "bag-label", "seat-labels"}
BY_HAND = {"summary-sheet", "door-sign", "room-record", "custody-slip"}
MADE = [form for form in FORMS if form.name not in CARDS | BY_HAND]
PAPERS = {"A4": (595, 842), "A4 横": (842, 595), "A3": (842, 1191), "A3 横": (1191, 842)}

UNPRINTABLE = "\U000e0fff\ue863\U000fffff\uffff"
HOSTILE = {
    "sixty characters": "欧阳" * 30,
    "two hundred characters": "北京示例餐饮管理有限公司" * 17,
    "marks, scripts, emoji, controls": "e\u0301\u0308\u0323\u202eمحمد عبد الله\u202c\u200f👩‍🏫🎓🈲王\x00\x1b\t\n"
    + UNPRINTABLE,
    "nothing": "",
}


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_form_has_a_sample() -> None:
    assert set(samples()) == {form.name for form in FORMS}


@ALL
def test_every_page_says_form_edition_clause_page_and_print_time(form: Form, printed: Printed) -> None:
    path = printed(form.name)
    pages = [squeezed(text) for text in reading.texts(path)]
    assert pages
    for text in pages:
        assert squeezed(f"打印 {words.moment(CONTEXT.printed_at, 480)}") in text
        if form.name == "door-sign":
            continue  # the sign's list is another form
        assert f"第{form.edition}版" in text
        assert squeezed(form.clause) in text
    if form.name not in CARDS:
        counts = [re.search(r"第(\d+)页共(\d+)页", text) for text in pages]
        assert all(counts)
        assert [found.group(1) for found in counts[:1] if found] == ["1"]


@ALL
def test_titles_stand_on_the_first_page(form: Form, printed: Printed) -> None:
    title = {"blackboard-card-a3": "板书（A3）", "crib-sheet": "流程卡"}.get(form.name, form.title)
    assert squeezed(title) in squeezed(reading.texts(printed(form.name))[0])


@ALL
def test_what_records_something_carries_the_head_code_and_nothing_else_does(form: Form, printed: Printed) -> None:
    assert CONTEXT.head is not None
    path = printed(form.name)
    assert (CONTEXT.head.code in reading.texts(path)[0]) == form.records
    codes = reading.symbols(path, "QRCode", 200)[0]
    assert (CONTEXT.head.payload in codes) == form.records


@ALL
def test_every_form_is_black_on_white(form: Form, printed: Printed) -> None:
    """But for the photo (grey-blue in the sample): no printer for colours is needed to understand it."""
    with pypdfium2.PdfDocument(printed(form.name)) as document:
        for page in document:
            pixels = page.render(scale=0.5).to_numpy().astype(int)
            assert (pixels.max(axis=2) - pixels.min(axis=2)).max() <= (20 if form.name == "admission-ticket" else 0)


@ALL
def test_the_paper_is_what_the_catalogue_says(form: Form, printed: Printed) -> None:
    wanted = PAPERS.get(form.paper.split("（")[0].split("、")[0].removesuffix(" 三联"), PAPERS["A4"])
    with pypdfium2.PdfDocument(printed(form.name)) as document:
        size = document[0].get_size()
    assert size == pytest.approx(wanted, abs=1)
    assert reading.strays(printed(form.name)) == []
    assert b"/PrintScaling /None" in printed(form.name).read_bytes()


@ALL
def test_a_sample_has_nothing_to_look_at(form: Form, tmp_path: Path) -> None:
    assert form.load().preflight(samples()[form.name]) == ()
    assert form.load().render(samples()[form.name], tmp_path / "form.pdf", CONTEXT).flags == ()


@pytest.mark.parametrize("name", ["admission-ticket", "badge", "door-sign", "entrance-sign", "roster", "custody-slip"])
def test_text_that_paper_shows_the_beginning_of_is_told_once(name: str, tmp_path: Path) -> None:
    body = "北京示例餐饮管理有限公司" * 17
    inputs = [rewritten(item, body) for item in samples()[name]] if name == "entrance-sign" else samples()[name]
    done = catalogue.form(name).load().render(inputs, tmp_path / "form.pdf", replace(CONTEXT, organisation=body))
    cut = [flag for flag in done.flags if flag.kind == "text-cut" and flag.value.startswith(body)]
    assert cut
    assert len({flag.value for flag in cut}) == len(cut)
    assert all("只印得下开头" in flag.sentence for flag in cut)


def test_a_character_without_glyph_in_what_stands_on_every_sheet_is_told(tmp_path: Path) -> None:
    context = replace(CONTEXT, organisation="示例\ue863学校", site="考点\U000fffff")
    flags = catalogue.form("door-sign").load().render(samples()["door-sign"], tmp_path / "f.pdf", context).flags
    assert [(flag.kind, flag.value) for flag in flags] == [
        ("missing-glyph", "\ue863"),
        ("missing-glyph", "\U000fffff"),
    ]
    assert flags[0].subject.startswith("评价机构")


@ALL
@pytest.mark.parametrize("kind", list(HOSTILE))
def test_no_text_breaks_a_form_or_leaves_its_page(form: Form, kind: str, tmp_path: Path) -> None:
    inputs = [rewritten(item, HOSTILE[kind]) for item in samples()[form.name]]
    out = tmp_path / "form.pdf"
    done = form.load().render(inputs, out, replace(CONTEXT, organisation=HOSTILE[kind], site=HOSTILE[kind]))
    assert done.pages == reading.pages(out) > 0
    assert reading.strays(out) == []
    if UNPRINTABLE in HOSTILE[kind]:
        assert "missing-glyph" in {flag.kind for flag in done.flags}


NAMES = {
    "admission-ticket": "2612",
    "roster": "2612",
    "badge": "P7",
    "duty-list": "考场监考",
    "sign-in": "P7",
    "eligibility-index": "2612",
    "sampling-list": "2612",
    "stand-in": "考场副监考",
    "leave-log": "7号买买提",
    "fallback": "号买买提",
    "score-roster": "2612",
    "seat-labels": "号买买提",
    "summary-sheet": "号买买提",
}
"""Forms with people in lines, and what must be in the flag so that the person is found."""


@pytest.mark.parametrize("name", list(NAMES))
def test_a_name_too_long_for_its_line_is_told_by_person(name: str) -> None:
    def longer(item: Any) -> Any:
        if isinstance(item, tuple):
            return tuple(longer(part) for part in item)
        if not is_dataclass(item) or isinstance(item, type):
            return item
        new = {f.name: longer(getattr(item, f.name)) for f in fields(item) if f.type.startswith("tuple")}
        long = {key: "买买提·" * 15 for key in ("name", "lead") if hasattr(item, key)}
        known = {"number": "P7"} if name in ("badge", "sign-in") else {"admission_number": "2612"}
        return replace(item, **new, **long, **{k: v for k, v in known.items() if hasattr(item, k)})

    flags = catalogue.form(name).load().preflight([longer(item) for item in samples()[name]])
    found = [flag for flag in flags if flag.kind == "name-does-not-fit"]
    assert found
    assert all(NAMES[name] in flag.subject for flag in found), found[0]


@ALL
def test_nobody_and_nothing_still_prints(form: Form, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    done = form.load().render([emptied(item) for item in samples()[form.name]], out, CONTEXT)
    assert done.pages == reading.pages(out) > 0
    assert form.load().render([], out, CONTEXT).pages == 1


@ALL
def test_a_rehearsal_is_on_every_page_of_every_form(form: Form, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    form.load().render(samples()[form.name], out, replace(CONTEXT, rehearsal=True))
    assert all("演练" in text or "演　练" in text for text in reading.texts(out))


@pytest.mark.parametrize("form", MADE, ids=lambda form: form.name)
def test_grids_lie_on_whole_points(form: Form) -> None:
    """Rows of tables and facts: whole points are whole printer steps, so that lines are equally black."""
    making = form.load()._MAKING
    pieces: list[Piece] = [piece for item in samples()[form.name] for piece in making.pieces(item, CONTEXT)]
    assert not [piece.height for piece in pieces if piece.frame and piece.height != int(piece.height)]


def test_the_catalogue_tells_titles_apart() -> None:
    titles = [form.title for form in FORMS]
    assert len(set(titles)) == len(titles)
    assert len(FORMS) >= 38
    for form in FORMS:
        assert catalogue.form(form.name) is form
        assert form.scope in {"candidate", "room", "hop", "staff", "bag", "site"}
