"""A print is whole or not there; nothing a person can be called breaks it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms import catalogue
from forms.candidates import seat_labels, summary_sheet
from forms.page.sheet import write_whole
from forms.papers import custody_slip
from forms.rooms import door_sign, room_record
from tests.forms import reading
from tests.forms.people import CONTEXT, labels, room_sheet
from tests.forms.people import custody_slip as slip
from tests.forms.people import room_record as record

ROOT = Path(__file__).resolve().parents[3]
NAMES = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text(
        "e\u0301\u0308\u0627\u0644\u202e\u202b\u200d\u200f\ufe0f\U000e0100\U0001f469\x00\x1b\n\t葛䶮\U00020bb7 ·",
        max_size=40,
    ),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES)
def test_no_name_breaks_a_form(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    out = tmp_path_factory.mktemp("forms") / "form.pdf"
    context = replace(CONTEXT, organisation=name, site=name, plan=name, printed_by=name)
    label = replace(
        labels(1)[0], name=name, occupation=name, place=name, sitting=name, room=name, admission_number=name
    )
    rows = (replace(room_sheet(1).rows[0], name=name, note=name, document_number=name, document_type=name),)
    sheet = replace(room_sheet(), rows=rows, room=name, place=name, occupation=name)
    filled = replace(record(), absentees=(replace(record().absentees[0], name=name, note=name),), place=name, room=name)
    bags = (replace(slip().bags[0], label=name, note=name, seal=name),)
    handed = replace(slip(), bags=bags, hop=name, note=name, takers=(replace(slip().takers[0], name=name, role=name),))
    prints = (
        lambda: seat_labels.render([label], out, context),
        lambda: summary_sheet.render([replace(sheet, posted=False)], out, context),
        lambda: door_sign.render([sheet], out, context),
        lambda: room_record.render([filled], out, context),
        lambda: custody_slip.render([handed], out, context),
    )
    for make in prints:
        assert make().pages == reading.pages(out)
        assert reading.strays(out) == []


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a POSIX thing")
def test_a_disk_that_fills_up_leaves_no_broken_file(tmp_path: Path) -> None:
    out = tmp_path / "labels.pdf"
    out.write_bytes(b"the print of yesterday")
    code = (
        "import resource, sys; from pathlib import Path; from forms.candidates import seat_labels\n"
        "from tests.forms.people import CONTEXT, labels\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "try: seat_labels.render(labels(60), Path(sys.argv[1]), CONTEXT)\n"
        "except OSError: sys.exit(7)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(out)], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 7, done.stderr
    assert out.read_bytes() == b"the print of yesterday"
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "none" / "x.pdf", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="umask is a POSIX thing")
def test_a_file_has_the_usual_permissions(tmp_path: Path) -> None:
    write_whole(tmp_path / "ours.pdf", b"x")
    (tmp_path / "plain").touch()
    assert os.stat(tmp_path / "ours.pdf").st_mode == os.stat(tmp_path / "plain").st_mode


def test_a_stream_gets_the_same_pages_as_a_path(tmp_path: Path) -> None:
    stream, path = io.BytesIO(), tmp_path / "slip.pdf"
    custody_slip.render([slip()], stream, CONTEXT)
    custody_slip.render([slip()], path, CONTEXT)
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        assert len(document) == reading.pages(path) == 1


def test_printers_are_told_not_to_scale(tmp_path: Path) -> None:
    for form, inputs in (
        (seat_labels, labels(1)),
        (summary_sheet, [room_sheet(1)]),
        (room_record, [record()]),
        (custody_slip, [slip()]),
    ):
        form.render(inputs, tmp_path / "form.pdf", CONTEXT)
        assert b"/PrintScaling /None" in (tmp_path / "form.pdf").read_bytes()


def test_every_form_of_the_catalogue_loads_and_says_who_it_is() -> None:
    assert len({form.name for form in catalogue.FORMS}) == len(catalogue.FORMS)
    for form in catalogue.FORMS:
        module = form.load()
        assert module.FORM is catalogue.form(form.name)
        assert callable(module.render)
        assert callable(module.preflight)
        assert isinstance(getattr(module, form.input), type)
        assert module.preflight([]) == ()
        assert form.title
        assert form.clause
    with pytest.raises(KeyError):
        catalogue.form("no-such-form")


def test_the_catalogue_costs_no_pdf_engine() -> None:
    code = "import sys, forms.catalogue, forms.context, forms.words, forms.stock; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_forms_know_nothing_of_the_application() -> None:
    for path in (ROOT / "forms").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "desktop" not in source, path
        assert "PySide6" not in source, path


def test_prints_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    def job(n: int) -> None:
        room = room_sheet(20, posted=False, room=f"{n:02d}")
        summary_sheet.render([room], tmp_path / f"{n}.pdf", CONTEXT)

    threads = [threading.Thread(target=job, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = [row.name for row in room_sheet(20).rows]
    for n in range(6):
        text = reading.text(tmp_path / f"{n}.pdf")
        assert f"{n:02d}" in text
        assert all(name in text for name in names)
