"""What else is inside a package, by whose leave: a list for people, from what the wheels say of themselves."""

from __future__ import annotations

import email
import email.message
from pathlib import Path
from typing import Final

_HEAD: Final = """Kaodian is under the Apache Licence 2.0 (LICENSE). This package also holds, unchanged, what others
made; the texts of their licences lie beside them, in the folders named *.dist-info and in resources/fonts.

"""
_FONTS: Final = (
    ("Noto Sans SC", "2.004", "SIL OFL 1.1"),
    ("HanaMinB", "fonts-hanazono", "SIL OFL 1.1 or its own free licence"),
    ("LXGW WenKai", "fonts-lxgw-wenkai", "SIL OFL 1.1"),
)


def licence_list(wheels: Path, others: tuple[tuple[str, str, str], ...] = ()) -> str:
    """One line a part: name, version, licence. A wheel that names none is told as such, never left out."""
    rows = [*others, *_FONTS]
    for file in sorted(wheels.glob("*.dist-info/METADATA"), key=lambda path: path.parent.name.lower()):
        told = email.message_from_string(file.read_text(encoding="utf-8"))
        rows.append((str(told["Name"]), str(told["Version"]), _licence(told)))
    width = max(len(name) for name, _, _ in rows)
    return _HEAD + "\n".join(f"{name:<{width}}  {number:<18}  {licence}" for name, number, licence in rows) + "\n"


def _licence(told: email.message.Message) -> str:
    expression = told["License-Expression"] or ""
    if expression:
        return str(expression)
    classifiers = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if "License ::" in line]
    stated = str(told["License"] or "").strip().splitlines()
    return "; ".join(classifiers) or (stated[0][:80] if stated else "see its folder")
