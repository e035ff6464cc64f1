"""Looking at the forms: `python -m tests.forms gallery [folder]` prints every form of the catalogue, blank and from the
samples, with a picture of each page; `golden` writes their structure down as what is right."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pypdfium2

from forms.catalogue import FORMS
from tests.forms.golden import FOLDER, structure
from tests.forms.people import CONTEXT
from tests.forms.samples import samples

DPI = 72


def printed(folder: Path) -> list[Path]:
    """Every form as PDF in `folder`, in the order of the catalogue."""
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for n, form in enumerate(FORMS, 1):
        path = folder / f"{n:02d}-{form.name}.pdf"
        form.load().render(samples()[form.name], path, CONTEXT)
        out.append(path)
    return out


def gallery(folder: Path) -> None:
    for path in printed(folder):
        with pypdfium2.PdfDocument(path) as document:
            for n, page in enumerate(document, 1):
                page.render(scale=DPI / 72).to_pil().save(path.with_name(f"{path.stem}-{n}.png"))


def golden() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for form, path in zip(FORMS, printed(Path(folder)), strict=True):
            (FOLDER / f"{form.name}.txt").write_text("\n".join(structure(path)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    what, *where = sys.argv[1:] or ["gallery"]
    if what == "golden":
        golden()
    else:
        gallery(Path(where[0] if where else "out/forms"))
