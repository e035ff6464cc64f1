"""A morning of every document: passports, permits and foreigners' cards beside resident ones, a card that is torn away,
a chip that hangs, and a reader that is unplugged and plugged in again. All of it ends with everybody in their seats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.exam.plan.documents import FOREIGNER_CARD, PASSPORT, RESIDENCE_PERMIT, make_number
from desktop.exam.plan.model import PASSES, Candidate
from desktop.rehearsal.cast import Visitor
from desktop.rehearsal.mishaps import pick
from desktop.rehearsal.mishaps.doors import reader_out

if TYPE_CHECKING:
    from desktop.rehearsal.morning import Morning

STORY = "documents"
STATE = "UTO"
"""Utopia, the state of ICAO 9303's specimens."""
ZONE_NAMES = ("YANGBEN YI", "YANGBEN ER", "YANGBEN SAN")
"""What stands in the Latin script on the documents of people whom the roster knows by a Chinese name."""
KEY_WANTED = {"unreadable": True, "trouble": "travel-key-needed"}


def documents(m: Morning) -> None:
    """Whoever the roster has of each kind; the rest, and the reader, from anybody who is free."""
    happened = [
        _holder(m, "持护照、名单上是中文姓名的", _is(PASSPORT, latin=False), _passport),
        _holder(m, "持护照、名单上是拉丁字母姓名的", _is(PASSPORT, latin=True), _passport),
        _holder(m, "持港澳台居民居住证的", _is(RESIDENCE_PERMIT), _permit),
        _holder(m, "以通行证报名的", lambda who: who.document_type in PASSES, _permit_of_a_pass),
        _holder(m, "持 2023 版外国人永久居留身份证的", _is(FOREIGNER_CARD, length=18), _foreigner),
        _holder(m, "持 2017 版外国人永久居留身份证的", _is(FOREIGNER_CARD, length=15), _foreigner),
        _unplugged(m),
        _holder(m, "可以演证件没读完的", lambda who: True, _torn),
        _holder(m, "可以演芯片不回应的", lambda who: True, _hung),
    ]
    if not any(happened):
        m.skip(STORY, "没有可用的考生")


def _holder(
    m: Morning, whom: str, fits: Callable[[Candidate], bool], act: Callable[[Morning, Visitor, Candidate], None]
) -> bool:
    found = pick.holder(m, STORY, fits)
    if found is None:
        m.trace(STORY, f"没有可以参加的{whom}考生，略过", ())
        return False
    act(m, found, m.index.candidates[found.candidate])
    return True


def _is(kind: str, length: int = 0, latin: bool | None = None) -> Callable[[Candidate], bool]:
    def fits(who: Candidate) -> bool:
        return (
            who.document_type == kind
            and length in (0, len(who.document_number))
            and latin in (None, who.name.isascii())
        )

    return fits


# --- what they bring --------------------------------------------------------------------------------------------------


def _passport(m: Morning, v: Visitor, who: Candidate) -> None:
    """The chip asks for the data page's zone first; its name is in the Latin script whatever the roster has."""
    v.before = KEY_WANTED
    v.shows = "出示护照，名单上是" + ("拉丁字母姓名" if who.name.isascii() else "中文姓名")
    v.document |= {"name": _zone_name(who), "nationality": STATE, "authenticity": "not-verified"}


def _permit(m: Morning, v: Visitor, who: Candidate) -> None:
    v.shows = "出示港澳台居民居住证"
    v.document |= {"as": "card", "birth": _birth(who.document_number), "other_numbers": ["H99000001"]}


def _permit_of_a_pass(m: Morning, v: Visitor, who: Candidate) -> None:
    """On the roster by the pass, at the door with the permit, which carries the pass's number."""
    odd = who.sex != "female"
    tried = (make_number("998100", date(1990, 3, 7), n) for n in count(int(odd), 2))
    number = next(n for n in tried if n not in m.index.by_document)
    v.shows = f"报名用{who.document_type}，出示的是港澳台居民居住证"
    v.document |= {
        "as": "card",
        "number": number,
        "document_type": RESIDENCE_PERMIT,
        "birth": _birth(number),
        "other_numbers": [who.document_number[: PASSES[who.document_type]]],
    }


def _foreigner(m: Morning, v: Visitor, who: Candidate) -> None:
    v.shows = "出示外国人永久居留身份证"
    v.document |= {"as": "card", "nationality": STATE, "birth": _birth(who.document_number)}
    if who.name.isascii():
        v.document["name"] = _zone_name(who)
    else:
        v.document["other_name"] = _zone_name(who)


def _zone_name(who: Candidate) -> str:
    """As a machine-readable zone has it: upper case, the family name first."""
    *given, family = who.name.upper().split()
    return " ".join((family, *given)) if who.name.isascii() else ZONE_NAMES[len(who.name) % len(ZONE_NAMES)]


def _birth(number: str) -> str:
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}" if len(number) == 18 else ""


# --- what happens to it -----------------------------------------------------------------------------------------------


def _torn(m: Morning, v: Visitor, who: Candidate) -> None:
    v.before, v.shows = "torn", "证件刚放上就拿起"


def _hung(m: Morning, v: Visitor, who: Candidate) -> None:
    v.before, v.shows = "hung", "证件芯片不再回应，不再等它"


def _unplugged(m: Morning) -> bool:
    """When half of a room are in: two are typed with two officers meanwhile, one waits until the reader is back."""
    people = pick.of_one_room(m, 3, STORY, midst=True) if pick.free(m) else []
    if not people:
        return False
    people[0].shows = "正要读证，读证设备的线被碰掉"
    people[-1].patient = len(people) > 1
    reader_out(m, people, STORY)
    return True


DOCUMENTS: Mapping[str, Callable[[Morning], None]] = MappingProxyType({STORY: documents})
