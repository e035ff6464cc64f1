"""The morning's forms as PDF, printed by the same operation as `kaodian print`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.bootstrap import Parts
    from desktop.rehearsal.morning import Morning

FORMS = ("seat-labels", "door-sign", "summary-sheet", "room-record", "custody-slip")


def print_forms(m: Morning, folder: Path, parts: Parts) -> list[dict[str, Any]]:
    """Every form of the site into `folder`, and the summary sheet to sign beside the posted one: file, pages, flags.

    Raises SiteFault as printing does.
    """
    from desktop.press.printing import Wanted, print_form

    folder.mkdir(parents=True, exist_ok=True)
    source = parts.print_source(m.site.control.home)
    out = []
    wanted = [Wanted(form) for form in FORMS] + [Wanted("summary-sheet", signature=True)]
    for one in wanted:
        path = folder / f"{one.form}{'-signature' if one.signature else ''}.pdf"
        done = print_form(source, one, path, m.now)
        out.append({"file": f"forms/{path.name}", "pages": done.pages, "flags": len(done.flags)})
    return out
