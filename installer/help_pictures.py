"""`python -m installer.help_pictures`: the pictures of the help, taken on a walk through the sample site's desks.

They stand in `resources/help/pictures`, scaled down. Everybody on them is invented.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop.wording import RESOURCES
from installer import sample_site, walk

PICTURES = {
    "1-door-sign-in": "sign-in",
    "1-door-tour": "tour",
    "1-door-admitted": "door-admitted",
    "1-door-refused": "door-refused",
    "2-room-seat": "room",
    "3-control": "control",
    "4-custody-scanned": "custody",
    "5-office-dates": "office",
    "5-office-seats": "office-seats",
    "5-office-print": "office-print",
}
"""A picture of the walk to its name in the help."""
WIDTH, QUALITY, MOST = 960, 72, 80_000


def scaled(picture: Path, to: Path) -> None:
    """One picture as the help wants it. Raises OSError when it cannot be written or comes out too large."""
    image = QImage(str(picture)).scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    if not image.save(str(to), "JPG", QUALITY):
        raise OSError(f"{to} cannot be written")
    if to.stat().st_size > MOST:
        raise OSError(f"{to} has {to.stat().st_size} bytes, more than {MOST}")


def main() -> int:
    into = RESOURCES / "help" / "pictures"
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        taken = {p.stem: p for p in walk.all_desks(sample_site.make(out / "site"), out)}
        for name, wanted in PICTURES.items():
            scaled(taken[name], into / f"{wanted}.jpg")
    sys.stdout.write(f"{len(PICTURES)} pictures in {into.relative_to(RESOURCES.parent)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
