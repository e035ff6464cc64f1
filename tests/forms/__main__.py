"""Looking at the forms: `python -m tests.forms gallery [folder]` prints every form of the catalogue, from the samples
and, where it may be printed empty, blank, with a picture of each page; `golden` writes down what is right: their
structure and their pictures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pypdfium2

from forms.catalogue import FORMS
from tests.forms import golden
from tests.forms.people import CONTEXT
from tests.forms.samples import prints

DPI = 90


def printed(folder: Path) -> dict[str, Path]:
    """Every form as PDF in `folder`, in the order of the catalogue, by its name in `prints`."""
    folder.mkdir(parents=True, exist_ok=True)
    out: dict[str, Path] = {}
    for n, form in enumerate(FORMS, 1):
        for key, (name, inputs) in prints().items():
            if name == form.name:
                out[key] = folder / f"{n:02d}-{key}.pdf"
                form.load().render(inputs, out[key], CONTEXT)
    return out


def gallery(folder: Path) -> None:
    for path in printed(folder).values():
        with pypdfium2.PdfDocument(path) as document:
            for n, page in enumerate(document, 1):
                page.render(scale=DPI / 72).to_pil().save(path.with_name(f"{path.stem}-{n}.png"))


def write_golden() -> None:
    golden.FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for key, path in printed(Path(folder)).items():
            golden.write(key, path)


if __name__ == "__main__":
    what, *where = sys.argv[1:] or ["gallery"]
    if what == "golden":
        write_golden()
    else:
        gallery(Path(where[0] if where else "out/forms"))
