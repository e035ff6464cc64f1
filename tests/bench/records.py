"""Text records of resident cards and permits made into documents, beside decoding and cutting the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from desktop.devices.resident.record import read_text
from desktop.devices.resident.writing import write_text
from desktop.devices.sources import Document
from desktop.exam.plan.documents import FOREIGNER_CARD, RESIDENCE_PERMIT, RESIDENT, make_number
from tests.bench.measure import Measure, seconds, turns

LEAST = 50_000
_FIELDS = ((0, 15), (15, 16), (16, 18), (18, 26), (26, 61), (61, 79), (79, 94), (94, 102), (102, 110))


def measure(records: int = 10_000, rounds: int = 7) -> list[Measure]:
    """Of twenty cards seventeen are residents', the others one permit and one of each foreigner's."""
    texts = [write_text(_person(n)) for n in range(records)]

    def ours() -> float:
        def work() -> None:
            for text in texts:
                read_text(text)

        return records / seconds(work)

    def theirs() -> float:
        def work() -> None:
            for text in texts:
                units = text.decode("utf-16-le", "replace")
                for start, end in _FIELDS:
                    units[start:end].strip()

        return records / seconds(work)

    rate, bare = turns(rounds, ours, theirs)
    work, unit = f"SAM text records to documents, {records:,}", "a second"
    return [
        Measure("records", work, "", unit, rate, None, LEAST, False),
        Measure("records-bare", work, "decoding and cutting alone", unit, rate, bare, 0.15, False),
    ]


def _person(n: int) -> Document:
    born = date(1960, 1, 1) + timedelta(days=n * 7 % 15_000)
    card = Document(
        number=make_number("990102", born, n % 1000),
        name="欧阳样例"[: 2 + n % 3],
        document_type=RESIDENT,
        expires="长期" if n % 5 == 0 else "2036-05-06",
        sex="male" if n % 2 else "female",
        birth=born.isoformat(),
        ethnic="汉",
        address=f"虚构省虚构市样例路{n}号",
        issuer="虚构市公安局",
        valid_from="2016-05-06",
    )
    if n % 20 == 17:
        return replace(card, document_type=RESIDENCE_PERMIT, ethnic="", other_numbers=(f"H{n:08d}",))
    if n % 20 > 17:
        number = f"UTO{n:012d}" if n % 20 == 18 else card.number
        return replace(card, document_type=FOREIGNER_CARD, number=number, other_name="SAMPLE, ANNA", nationality="UTO")
    return card
