"""What is printed is read by programs that are not ours: bars by ZXing and zbar, characters by poppler, ink by PDFium.

In `make fuzz` with twenty times as many numbers: 3,000.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from forms import catalogue, fonts
from forms.candidates import seat_labels
from forms.page.sheet import Press
from forms.page.text import put
from tests.forms import people

TIMES = int(os.environ.get("KAODIAN_FUZZ", "1"))
NUMBERS = 150 * TIMES
DPI = 300
PER_SHEET = 24

STANDARD = Path(__file__).with_name("standard.txt")
BLOCKS = {
    "URO": range(0x4E00, 0x9FF0),
    "A": range(0x3400, 0x4DB6),
    "B": range(0x20000, 0x2A6D7),
    "C": range(0x2A700, 0x2B735),
    "D": range(0x2B740, 0x2B81E),
    "E": range(0x2B820, 0x2CEA2),
    "F": range(0x2CEB0, 0x2EBE1),
}
"""The ideographs of GB 18030-2022, level 3, block by block; with the twelve below they are 87,887."""
COMPATIBILITY = "".join(chr(0xFA00 + at) for at in b"\x0e\x0f\x11\x13\x14\x1f\x21\x23\x24\x27\x28\x29")
SIZE, STEP, MARGIN = 12, 16, 30
COLUMNS, LINES = 33, 48


def numbers(count: int, seed: int) -> Iterator[str]:
    """Admission numbers as sites write them: digits of any length, many beginning with 99, some with letters."""
    chance = random.Random(seed)
    for n in range(count):
        kind = n % 10
        if kind < 7:
            digits = "".join(chance.choices("0123456789", k=chance.randint(4, 18)))
            yield f"99{digits}"[:18] if kind == 0 else digits
        else:
            yield (
                "".join(chance.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-", k=chance.randint(4, 14))).strip("-")
                or "A"
            )


@pytest.mark.hypothesis
def test_every_number_is_read_by_both_decoders_and_no_other_one_is(tmp_path: Path) -> None:
    if shutil.which("zbarimg") is None:
        pytest.skip("zbar-tools is not installed")
    pairs = zip(people.labels(NUMBERS), numbers(NUMBERS, 1), strict=True)
    labels = [replace(label, admission_number=number) for label, number in pairs]
    out = tmp_path / "labels.pdf"
    done = seat_labels.render(labels, out, people.CONTEXT)
    assert done.pages == -(-NUMBERS // PER_SHEET)  # the last sheet is not full, and is there
    with pypdfium2.PdfDocument(out) as document:
        for n, page in enumerate(document):
            image = page.render(scale=DPI / 72, grayscale=True).to_pil()
            wanted = Counter(label.admission_number for label in labels[n * PER_SHEET : (n + 1) * PER_SHEET])
            read = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.Code128)
            assert Counter(found.text for found in read) == wanted, f"ZXing, page {n + 1}"
            assert Counter(zbar(image, tmp_path)) == wanted, f"zbar, page {n + 1}"


def zbar(image: Image.Image, folder: Path) -> list[str]:
    picture = folder / "page.pgm"
    image.convert("L").save(picture)
    command = ["zbarimg", "-q", "--raw", "-Sdisable", "-Scode128.enable", str(picture)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def standard() -> str:
    lines = STANDARD.read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


def drawn(characters: str, out: Path) -> None:
    """Every character in a square of its own, by the way every form draws."""
    press = Press(catalogue.form("seat-labels"), people.CONTEXT)
    for n, page in enumerate(paged(characters)):
        font = (fonts.REGULAR, fonts.BOLD)[n % 2]
        for k, ch in enumerate(page):
            put(press.canvas, ch, MARGIN + k % COLUMNS * STEP, 842 - MARGIN - k // COLUMNS * STEP, SIZE, font)
        press.sheet()
    press.deliver(out)


def paged(characters: str) -> Sequence[str]:
    each = COLUMNS * LINES
    return [characters[at : at + each] for at in range(0, len(characters), each)]


def inkless(characters: str, out: Path) -> str:
    """The characters whose square is white."""
    bad = ""
    with pypdfium2.PdfDocument(out) as document:
        for page, text in zip(document, paged(characters), strict=True):
            image = page.render(scale=2, grayscale=True).to_pil()
            for k, ch in enumerate(text):
                x, y = 2 * (MARGIN + k % COLUMNS * STEP), 2 * (MARGIN + k // COLUMNS * STEP)
                low, _ = image.crop((x, y - 2 * SIZE, x + 2 * SIZE, y + 6)).getextrema()
                bad += ch if low > 160 else ""
    return bad


def unfound(characters: str, out: Path) -> set[str]:
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(out), "-"], check=True, capture_output=True)
    return set(characters) - set(done.stdout.decode())


def test_all_8105_standard_characters_have_ink_and_are_found(tmp_path: Path) -> None:
    characters, out = standard(), tmp_path / "standard.pdf"
    assert (len(characters), len(set(characters))) == (8105, 8105)
    assert fonts.missing(characters) == ""
    drawn(characters, out)
    assert inkless(characters, out) == ""
    assert unfound(characters, out) == set()


@pytest.mark.parametrize("block", [*BLOCKS, "compatibility"])
def test_characters_of_every_block_have_ink_and_are_found(tmp_path: Path, block: str) -> None:
    """500 of each; a site without the font of rare characters is told which are missing."""
    codes = BLOCKS.get(block, ())
    chosen = random.Random(block).sample(codes, min(500, len(codes))) if codes else []
    characters = "".join(map(chr, chosen)) or COMPATIBILITY
    missing = fonts.missing(characters)
    if missing and not fonts.face(fonts.REGULAR).has(chr(0x20001)):
        pytest.skip("the font of rare characters is not installed")
    assert missing == ""
    out = tmp_path / "block.pdf"
    drawn(characters, out)
    assert inkless(characters, out) == ""
    assert unfound(characters, out) == set()


def test_names_of_all_standard_characters_are_found_on_labels(tmp_path: Path) -> None:
    characters = random.Random(2).sample(standard(), 8105)
    names = ["".join(characters[at : at + 5]) for at in range(0, len(characters), 5)]
    labels = [replace(label, name=name) for label, name in zip(people.labels(len(names)), names, strict=True)]
    out = tmp_path / "labels.pdf"
    assert seat_labels.render(labels, out, people.CONTEXT).flags == ()
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(out), "-"], check=True, capture_output=True)
    said = done.stdout.decode()
    assert [name for name in names if name not in said] == []
