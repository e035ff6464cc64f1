"""What the reader, the scanner or the keyboard gave, as the rules read it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.exam.plan.model import Sex


@dataclass(frozen=True, slots=True)
class Reading:
    """Personal data: it never goes into an entry.

    `ticket` None: looked at by eye; empty: none was shown; else the scanned number. `expires` is ISO, `长期` or empty;
    `valid_from` and `birth` ISO or empty. `unreadable`: the document was there and could not be read, `trouble` says
    why. `method` reader|wedge|typed|camera|token|virtual. `other_name` is the name in the other script,
    `other_numbers` are numbers of the same person's other documents. `token` is a contactless chip's digest
    (`tokens.py`), never its serial. `authenticity` is what passive authentication came to; empty where nobody asked.
    `chosen` is the candidate an officer picked where several have the number (U16).
    """

    number: str = ""
    name: str = ""
    document_type: str = ""
    expires: str = ""
    ticket: str | None = None
    method: str = "reader"
    unreadable: bool = False
    other_name: str = ""
    other_numbers: tuple[str, ...] = ()
    sex: Sex = "unknown"
    birth: str = ""
    nationality: str = ""
    valid_from: str = ""
    token: str = ""
    authenticity: str = ""
    trouble: str = ""
    chosen: str = ""
