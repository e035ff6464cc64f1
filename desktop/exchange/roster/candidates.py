"""考生: row by row what the cells say, then over all rows who is who.

The two passes are apart for speed: the first keeps everything that depends on one value in a dictionary, so ten
thousand rows cost little more than looking up.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from desktop.exam.plan import documents
from desktop.exam.plan.catalogue import Catalogue
from desktop.exam.plan.model import Candidate, Sex, Sitting
from desktop.exchange.roster.cells import Printable, level_of
from desktop.exchange.roster.findings import Findings, Place
from desktop.exchange.roster.layout import Table, cleaned
from desktop.exchange.roster.site import subject_of

_SEXES: Mapping[str, Sex] = {
    **dict.fromkeys(("男", "男性", "M", "MALE", "1"), "male"),
    **dict.fromkeys(("女", "女性", "F", "FEMALE", "2"), "female"),
    **dict.fromkeys(("", "未知", "未说明", "0", "9"), "unknown"),
}
_SEX_WORDS: Mapping[Sex, str] = {"male": "男", "female": "女", "unknown": "未知"}
_ADMISSION = re.compile(r"[0-9A-Za-z-]{1,32}")


@dataclass(slots=True)
class Person:
    """One candidate in the making: the first row that names the person, and the sittings of all rows. `rows` says
    which row gave which sitting, once there is more than one row."""

    place: Place
    row: int
    name: str
    document_type: str
    document_number: str
    sex: Sex
    admission_number: str
    occupation: str
    direction: str
    level: int
    others: tuple[str, ...]
    sittings: tuple[str, ...]
    rows: dict[str, tuple[Place, int]] | None = None
    known: Candidate | None = None


@dataclass(frozen=True, slots=True)
class _Fit:
    """What occupation, direction, level and subject together mean; worked out once for all rows that share them."""

    level: int | None
    unknown_occupation: bool
    not_offered: bool
    sittings: tuple[str, ...]


class CandidateRows:
    """The first pass. `people` holds one entry a row that can be taken, in the order of the rows."""

    def __init__(
        self,
        sittings: Sequence[Sitting],
        catalogue: Catalogue,
        printable: Printable,
        found: Findings,
        today: date,
        day_of: Callable[[Sitting], date],
        document_types: Iterable[str] = (),
    ) -> None:
        self.people: list[Person] = []
        self._sittings = sittings
        self._catalogue = catalogue
        self._printable = printable
        self._found = found
        self._today = today
        self._days = {s.id: day_of(s) for s in sittings}
        self._also = tuple(document_types)
        self._fits: dict[tuple[str, str, str, str], _Fit] = {}
        self._types: dict[str, str] = {}
        self._folders: dict[Path, frozenset[str]] = {}
        self._canonical = {s.id: catalogue.canonical(s.occupation) if s.occupation else "" for s in sittings}

    def read(self, table: Table) -> None:
        sheet = cleaned(table, self._printable, self._found)
        # The columns in the order of the sheet's definition: one tuple a row, no look-up by name.
        rows = list(zip(*sheet.texts.values(), strict=True))
        for n in sheet.filled:
            cells = rows[n]
            fine = bool(cells[0] and cells[2] and cells[5] and cells[7]) and n not in sheet.spoilt
            if not fine:
                sheet.missing(n, self._found)
            person = self._person(cells, table.place, table.first_row + n, table.folder)
            if fine and person is not None and not sheet.blocked:
                self.people.append(person)

    def _person(self, cells: tuple[str, ...], place: Place, row: int, folder: Path) -> Person | None:
        """The row as a person, or None with its findings told. Empty cells were told before."""
        name, written, number, sex_text, admission, occupation, direction, level_text, subject = cells[:9]
        photo = cells[11]
        number = number.upper()
        if " " in number:
            number = number.replace(" ", "")
        kind = self._types.get(written) or self._type(written)
        fault, sex, born = documents.read_number(kind, number, self._today)
        fine = bool(kind and number) and fault is None
        if not fine:
            self._refuse_document(kind, written, number, fault, place, row)
        if admission and not _ADMISSION.fullmatch(admission):
            self._refuse_admission(admission, place, row)
            fine = False
        fit_key = (occupation, direction, level_text, subject)
        fit = self._fits.get(fit_key) or self._fit(fit_key)
        if fit.level is None and level_text:
            self._found.add(place, row, "等级", "unknown-level", level_text)
        elif not fit.sittings and occupation and level_text:
            self._found.add(place, row, None, "no-sitting", " ".join(filter(None, (subject, *fit_key[:3]))))
        if not fine or fit.level is None or not fit.sittings:
            return None
        if fit.unknown_occupation:
            self._found.add(place, row, "职业", "unknown-occupation", occupation)
        elif fit.not_offered:
            self._found.add(place, row, "等级", "level-not-offered", level_text)
        if sex == "unknown":
            sex = _SEXES.get(sex_text.upper(), "unknown")
        elif sex_text and _SEXES.get(sex_text.upper()) != sex:
            self._found.add(place, row, "性别", "sex-mismatch", sex_text, other=_SEX_WORDS[sex])
        if born is not None:
            self._check_age(place, row, born, fit.sittings)
        if photo and not self._has_photo(folder, photo):
            self._found.add(place, row, "照片", "photo-missing", photo)
        return Person(
            place, row, name, kind, number, sex, admission, occupation, direction, fit.level, cells[9:], fit.sittings
        )

    def _type(self, written: str) -> str:
        found = documents.document_type(written, self._also)
        kind = self._types[written] = "" if found is None else found.name
        return kind

    def _refuse_document(self, kind: str, written: str, number: str, fault: str | None, place: Place, row: int) -> None:
        if not kind:
            self._found.add(place, row, "证件类型", "unknown-document-type", written)
            fault = None
        if documents.lost_digits(number):
            fault = "number-lost-digits"
        if fault and number:
            self._found.add(place, row, "证件号码", fault, number, kind=kind, wanted=f"{kind}上的号码")

    def _refuse_admission(self, admission: str, place: Place, row: int) -> None:
        code = "number-lost-digits" if documents.lost_digits(admission) else "bad-number"
        wanted = "数字、字母或连字符（不超过 32 位）"
        self._found.add(place, row, "准考证号", code, admission, wanted=wanted)

    def _fit(self, key: tuple[str, str, str, str]) -> _Fit:
        occupation, direction, level_text, subject_text = key
        level = level_of(level_text)
        known = self._catalogue.find(occupation)
        canonical = self._catalogue.canonical(occupation)
        subject = subject_of(subject_text)
        sittings = tuple(
            s.id
            for s in self._sittings
            if (not subject or s.subject == subject)
            and self._canonical[s.id] in ("", canonical)
            and s.level in (None, level)
        )
        offered = level is None or not known or level in self._catalogue.levels(occupation, direction)
        fit = self._fits[key] = _Fit(level, not known, not offered, sittings)
        return fit

    def _check_age(self, place: Place, row: int, born: date, sittings: tuple[str, ...]) -> None:
        day = self._days[sittings[0]] if len(sittings) == 1 else min(self._days[s] for s in sittings)
        if 17 <= day.year - born.year <= 90:
            return
        age = documents.age_on(born, day)
        if not 16 <= age <= 90:
            self._found.add(place, row, "证件号码", "birth-implausible", born.isoformat(), age=age)

    def _has_photo(self, folder: Path, photo: str) -> bool:
        """Photos lie beside the roster or in a folder there; a path that leaves it is not followed."""
        relative = PurePosixPath(photo.replace("\\", "/"))
        if relative.is_absolute() or ".." in relative.parts or ":" in photo:
            return False
        parent = folder / relative.parent
        if parent not in self._folders:
            try:
                self._folders[parent] = frozenset(map(os.path.normcase, os.listdir(parent)))
            except (OSError, ValueError):
                self._folders[parent] = frozenset()
        return os.path.normcase(relative.name) in self._folders[parent]


# --- who is who -------------------------------------------------------------------------------------------------------


def one_each(people: Iterable[Person], existing: Sequence[Candidate], found: Findings) -> list[Person]:
    """One entry a candidate. A later row of the same document and sitting is rejected, in another sitting it joins
    the first; an admission number belongs to one candidate. `known` is set where `existing` has the person."""
    kept: list[Person] = []
    by_document: dict[tuple[str, str], list[Person]] = {}
    by_admission: dict[str, Person] = {}
    known = _Known(existing)
    for person in people:
        number = person.admission_number
        key = _document_key(person.document_type, person.document_number)
        same = by_document.get(key)
        if same is not None and _is_duplicate(person, same, found):
            continue
        first = same and next((p for p in same if _what(p) == _what(person)), None)
        if first is None and existing:
            person.known = known.match(person)
        if number and _is_taken(person, by_admission.get(number), first or None, known, found):
            continue
        if first:
            _join(first, person)
        else:
            by_document.setdefault(key, []).append(person)
            kept.append(person)
            first = person
        if number and first.admission_number == number:
            by_admission[number] = first
    return kept


def _is_duplicate(person: Person, same: list[Person], found: Findings) -> bool:
    for earlier in same:
        for sitting in person.sittings:
            if sitting in earlier.sittings:
                other = _place_of(*_rows(earlier)[sitting], person.place)
                value = person.document_number
                found.add(person.place, person.row, "证件号码", "duplicate-document", value, other=other)
                return True
    return False


def _is_taken(person: Person, owner: Person | None, first: Person | None, known: _Known, found: Findings) -> bool:
    """True when the row's admission number is another candidate's, of this import or of an earlier one."""
    number = person.admission_number
    if owner is not None:
        other = "" if owner is first else _place_of(owner.place, owner.row, person.place)
    else:
        holder = known.holder(number)
        other = "" if holder in (None, (first or person).known) else f"已有考生「{holder.name if holder else ''}」"
    if other:
        found.add(person.place, person.row, "准考证号", "duplicate-admission-number", number, other=other)
    return bool(other)


def _rows(person: Person) -> dict[str, tuple[Place, int]]:
    return person.rows or dict.fromkeys(person.sittings, (person.place, person.row))


def _join(first: Person, person: Person) -> None:
    first.rows = _rows(first) | _rows(person)
    first.sittings += person.sittings
    first.admission_number = first.admission_number or person.admission_number


def warn_of_same_names(people: Sequence[Person], existing: Sequence[Candidate], found: Findings) -> None:
    """Stands on both rows; a candidate of an earlier import has no row here and is named instead."""
    by_name: dict[str, list[Person]] = {}
    for person in people:
        by_name.setdefault(person.name, []).append(person)
    updated = {p.known.id for p in people if p.known}
    before = {c.name for c in existing if c.id not in updated}
    for name, named in by_name.items():
        if len(named) > 1:
            for n, person in enumerate(named):
                other = named[0] if n else named[1]
                told = _place_of(other.place, other.row, person.place)
                found.add(person.place, person.row, "姓名", "same-name", name, other=told)
        elif name in before:
            found.add(named[0].place, named[0].row, "姓名", "same-name", name, other="以前导入的考生")


def _place_of(place: Place, row: int, here: Place) -> str:
    if place == here:
        return f"第 {row} 行"
    return f"文件「{place.file}」{place.at(row)}" if place.sheet and place.file != here.file else place.at(row)


def _document_key(kind: str, number: str) -> tuple[str, str]:
    """A temporary card carries the resident card's number: the same person."""
    return (documents.RESIDENT if kind == documents.TEMPORARY else kind, number)


def _what(person: Person | Candidate) -> tuple[str, str, int]:
    return person.occupation, person.direction, person.level


class _Known:
    """Candidates of an earlier import, found by document first (U16), then by admission number and name."""

    def __init__(self, existing: Sequence[Candidate]) -> None:
        self._documents: dict[tuple[str, str], list[Candidate]] = {}
        self._admissions = {c.admission_number: c for c in existing if c.admission_number}
        self._used: set[str] = set()
        for c in existing:
            self._documents.setdefault(_document_key(c.document_type, c.document_number), []).append(c)

    def match(self, person: Person) -> Candidate | None:
        same = self._documents.get(_document_key(person.document_type, person.document_number), [])
        free = [c for c in same if c.id not in self._used]
        found = next((c for c in free if _what(c) == _what(person)), free[0] if free else None)
        if found is None and person.admission_number:
            holder = self._admissions.get(person.admission_number)
            if holder is not None and holder.name == person.name and holder.id not in self._used:
                found = holder
        if found is not None:
            self._used.add(found.id)
        return found

    def holder(self, admission_number: str) -> Candidate | None:
        return self._admissions.get(admission_number)
