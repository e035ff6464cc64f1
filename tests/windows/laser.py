"""A laser printer of the tests' own: a real CUPS queue that Wine's spooler prints to, and what comes out of it as dots.

Wine's printer driver writes PostScript for the queue's description (laser.ppd); Ghostscript is the engine that puts it
onto paper. Poppler draws what should be there: neither is ours, nor is it what drew the sheets.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from tests.helpers.cups import Service, Tray, wait_until
from tests.helpers.windows import Windows

PPD = Path(__file__).with_name("laser.ppd")
DOTS = 300
Dots = np.ndarray[Any, Any]
"""A sheet: one byte a dot, 0 is ink."""


@dataclass
class Laser:
    """`name` is the queue's; `dots` an inch as its description says."""

    windows: Windows
    service: Service
    name: str
    dots: int
    tray: Tray

    def ask(self, *errands: dict[str, Any]) -> list[Any]:
        """What the Windows spooler answers; see spool.py."""
        ended = self.windows.python("-m", "tests.windows.spool", json.dumps(errands), env=self.environment, timeout=300)
        assert ended.returncode == 0, ended.stderr
        return list(json.loads(ended.stdout))

    @property
    def environment(self) -> dict[str, str]:
        return {"CUPS_SERVER": self.service.server}

    def send(self, path: Path, **wish: Any) -> dict[str, Any]:
        """The errand that prints a file here."""
        return {"do": "send", "file": self.windows.path(path), "printer": self.name, **wish}

    def jobs(self, count: int) -> list[int]:
        """What has come here, once it is so many; Wine's numbers of jobs are not CUPS'."""
        wait_until(lambda: len(self.tray.jobs()) >= count, 60)
        return self.tray.jobs()

    def sheets(self, job: int, folder: Path, coloured: bool = False) -> list[Dots]:
        """The sheets of a job, from the first; in colour blue, green and red of each dot."""
        script = folder / f"{job}.ps"
        script.write_bytes(self.tray.pdf(job))
        device = "ppmraw" if coloured else "pgmraw"
        command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", f"-sDEVICE={device}", f"-r{self.dots}", "-o", f"{job}-%04d.pnm"]
        subprocess.run([*command, script.name], cwd=folder, check=True, timeout=120)
        return _pictures(folder, f"{job}-*.pnm", coloured)


def laser(windows: Windows, service: Service, name: str, dots: int = DOTS) -> Laser:
    """A queue `name` whose printer has `dots` an inch."""
    told = service.folder / f"{name}.ppd"
    told.write_text(PPD.read_text(encoding="ascii").replace("600dpi", f"{dots}dpi"), encoding="ascii")
    return Laser(windows, service, name, dots, service.queue(name, ppd=told))


def drawn(path: Path, folder: Path, dots: int = DOTS) -> list[Dots]:
    """The pages of a PDF as poppler draws them, without smoothing."""
    command = ["pdftoppm", "-r", str(dots), "-gray", "-aa", "no", "-aaVector", "no", str(path), str(folder / "poppler")]
    subprocess.run(command, check=True, timeout=120)
    return _pictures(folder, "poppler-*.pgm")


def astray(one: Dots, other: Dots, dots: int = 2) -> float:
    """Of the ink of both sheets, the share that has no ink of the other within so many dots."""
    tall, wide = (min(a, b) for a, b in zip(one.shape, other.shape, strict=True))
    inks = [np.asarray(sheet[:tall, :wide] < 128, np.uint8) for sheet in (one, other)]
    near = np.ones((2 * dots + 1, 2 * dots + 1), np.uint8)
    lost = sum(int((a & ~cv2.dilate(b, near) & 1).sum()) for a, b in (inks, inks[::-1]))
    ink = sum(int(a.sum()) for a in inks)
    assert ink, "both sheets are blank"
    return lost / ink


def moved(sheet: Dots, right: int, down: int) -> Dots:
    """The sheet with its ink further right and down."""
    out = np.full_like(sheet, 255)
    tall, wide = sheet.shape
    out[max(0, down) : tall + min(0, down), max(0, right) : wide + min(0, right)] = sheet[
        max(0, -down) : tall - max(0, down), max(0, -right) : wide - max(0, right)
    ]
    return out


def _pictures(folder: Path, names: str, coloured: bool = False) -> list[Dots]:
    """Read, and taken away."""
    found = []
    for path in sorted(folder.glob(names)):
        found.append(np.asarray(cv2.imread(str(path), cv2.IMREAD_COLOR if coloured else cv2.IMREAD_GRAYSCALE)))
        path.unlink()
    return found


def codes(sheets: Sequence[Dots]) -> list[set[str]]:
    """What ZXing reads on each sheet."""
    import zxingcpp

    wanted = zxingcpp.BarcodeFormat.Code128
    return [{read.text for read in zxingcpp.read_barcodes(sheet, formats=wanted)} for sheet in sheets]


def bars(sheets: Sequence[Dots], folder: Path) -> list[set[str]]:
    """What ZBar reads on each sheet."""
    out = []
    for sheet in sheets:
        path = folder / "bars.png"
        cv2.imwrite(str(path), sheet)
        command = ["zbarimg", "-q", "--raw", "-Sdisable", "-Scode128.enable", str(path)]
        read = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        out.append(set(read.stdout.split()))
    return out
