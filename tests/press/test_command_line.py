"""Paper by the command line: from the draft plan before the day, from the record on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.bootstrap.parts import Parts
from desktop.press.printing import Wanted, print_form
from desktop.store.home import open_home
from tests.forms import reading
from tests.helpers.homes import PASSPHRASE, enrolled
from tests.helpers.morning import RESOURCES, clock


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample roster, arranged."""
    folder = tmp_path_factory.mktemp("office") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAODIAN_PASSPHRASE", PASSPHRASE)
        assert main(["--home", str(folder), "plan", "import", str(RESOURCES / "sample" / "roster.xlsx")]) == 0
        assert main(["--home", str(folder), "plan", "arrange"]) == 0
    return folder


def test_forms_of_every_scope_print_from_the_sample_before_the_day(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAODIAN_PASSPHRASE", PASSPHRASE)
    capsys.readouterr()
    assert main(["--json", "print", "--list"]) == 0
    listed = json.loads(capsys.readouterr().out)["forms"]
    first = {f["input"]: f["name"] for f in reversed(listed)}  # one of each scope: every form is printed elsewhere
    forms = [f["name"] for f in listed if f["name"] in {*first.values(), "summary-sheet", "room-record", "roster"}]
    whole = {f["name"] for f in listed if f["input"] in ("site", "staff")} & set(forms)
    for form in forms:
        out = tmp_path / f"{form}.pdf"
        only = [] if form in whole else ["--room", "3"]
        assert main(["--home", str(home), "--json", "print", form, *only, "--accept-flags", "-o", str(out)]) == 0, form
        answer = json.loads(capsys.readouterr().out)
        assert answer["pages"] == reading.pages(out)
        if only:
            assert "03" in reading.text(out), form
    with open_home(home, PASSPHRASE) as opened:
        logged = opened.prints.all()
        assert list(dict.fromkeys(p.form for p in logged)) == forms
        (room,) = (r for r in opened.plans.draft().rooms if r.number == "03")  # type: ignore[union-attr]
        about = {form: {p.about for p in logged if p.form == form} for form in forms}
        scopes = {f["name"]: f["input"] for f in listed}
        for form in forms:
            kinds = {a.partition(":")[0] for a in about[form]}
            assert kinds == {scopes[form] if scopes[form] != "hop" else "room"}, form
        assert about["summary-sheet"] == {f"room:{room.id}"}


@pytest.mark.parametrize("arguments", [["door-sign", "--room", "77"], ["seat-labels", "--candidate", "nobody"]])
def test_what_cannot_be_printed_is_refused_with_its_reason(
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    monkeypatch.setenv("KAODIAN_PASSPHRASE", PASSPHRASE)
    capsys.readouterr()
    assert main(["--home", str(home), "print", *arguments, "-o", str(tmp_path / "x.pdf")]) == 1
    told = capsys.readouterr()
    assert arguments[-1] in told.out + told.err
    assert not (tmp_path / "x.pdf").exists()


def test_an_enrolled_home_prints_from_its_record(tmp_path: Path) -> None:
    with enrolled(tmp_path / "a") as desk:
        source = Parts().print_source(desk.home)
        assert source.record is not None
        out = tmp_path / "r.pdf"
        print_form(source, Wanted("room-record", "01"), out, clock("8:00"))
        assert desk.record.head_code() in reading.text(out)
        (line,) = desk.home.prints.all()
        assert (line.form, line.about, line.time) == ("room-record", "room:r01", clock("8:00"))
        assert line.edition == f"1 {desk.record.head_code()}"
