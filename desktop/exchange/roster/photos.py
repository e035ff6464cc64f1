"""The photos a roster names: read beside it, shrunk, kept by hash. A candidate's `photo` is then that hash; a name that
leads nowhere stays a name, and the row that gave it was told of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from desktop.exam.plan.model import Candidate, Plan
from desktop.exchange.roster.findings import Finding, Findings, Place
from desktop.progress import Progress, unwatched, watched

MOST_BYTES: Final = 64 * 1024 * 1024


def with_photos(
    plan: Plan,
    files: Sequence[Path],
    shrink: Callable[[bytes], bytes],
    bad: type[ValueError],
    keep: Callable[[bytes], str] | None,
    tell: Progress = unwatched,
) -> tuple[Plan, list[Finding]]:
    """The plan with its photos kept, and what cannot be used as a warning. `shrink` raises `bad` (with a `reason`)
    where a file is no photo; what it gives goes to `keep`, which names it by hash; None keeps none."""
    found = Findings()
    folders = list(dict.fromkeys(path.parent for path in files))
    place = Place(files[0].name if files else "", "考生")

    def kept(who: Candidate) -> Candidate:
        if not who.photo or who.has_photo:
            return who
        data = _read(folders, who.photo)
        if data is None:
            return who
        try:
            body = shrink(data)
        except bad as fault:
            reason = getattr(fault, "reason", str(fault))
            found.add(place, None, "照片", "photo-unreadable", who.photo, who=who.name, reason=reason)
            return who
        return replace(who, photo=keep(body)) if keep else who

    people = tuple(map(kept, watched(plan.candidates, tell, len(plan.candidates), "photos", every=1)))
    return replace(plan, candidates=people), list(found.warnings)


def _read(folders: Sequence[Path], photo: str) -> bytes | None:
    """A file beside one of the rosters; None where there is none, it leaves the folder, or it is no sensible file."""
    relative = PurePosixPath(photo.replace("\\", "/"))
    if relative.is_absolute() or ".." in relative.parts or ":" in photo:
        return None
    for folder in folders:
        path = folder / relative
        try:
            if path.is_file() and path.stat().st_size <= MOST_BYTES:
                return path.read_bytes()
        except (OSError, ValueError):
            continue
    return None
