"""What every print shares and what comes back. Imports no PDF engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar, overload

T = TypeVar("T")

FlagKind = Literal[
    "missing-glyph",
    "name-does-not-fit",
    "text-cut",
    "unencodable-number",
    "duplicate-number",
    "head-qr-too-long",
    "photo-missing",
    "photo-unreadable",
]

_SENTENCES: dict[FlagKind, str] = {
    "missing-glyph": "{subject}：字库缺字“{value}”（{detail}），纸面以“□”代替，请改用可印的写法或人工补写。",
    "name-does-not-fit": "{subject}：“{value}”过长，缩小后仍放不下一行（{detail}）。",
    "text-cut": "{subject}：“{value}”过长，纸面只印得下开头（{detail}），请改短或人工补写。",
    "unencodable-number": "{subject}：号码“{value}”不能印成条码（{detail}）。",
    "duplicate-number": "{subject}：号码“{value}”重复（{detail}）。",
    "photo-missing": "{subject}：没有照片，纸面留出粘贴处。",
    "photo-unreadable": "{subject}：照片“{value}”不能印出（{detail}），纸面留出粘贴处。",
    "head-qr-too-long": "{subject}：链头二维码放不下（{detail}），纸面只印链头码。",
}


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at before printing. `subject` says who or what, `value` the offending characters or number."""

    kind: FlagKind
    subject: str
    value: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        return _SENTENCES[self.kind].format(subject=self.subject, value=self.value, detail=self.detail)


@dataclass(frozen=True, slots=True)
class HeadMark:
    """Head code of the record and the text of the QR beside it (contract/record-format.md, Heads and head code)."""

    code: str
    payload: str


@dataclass(frozen=True, slots=True)
class PrintContext:
    """One print run. `printed_at` is UTC milliseconds, `utc_offset` the site's minutes east of UTC.

    `told` hears again and again how many sheets or inputs are drawn, of how many; what it raises ends the print.
    `head` is set for forms that record something; `revision` 0 means the plan is not published. `again` says of each
    input, in their order, how many times it was printed before; what it has no number for was not.
    """

    printed_at: int
    organisation: str = ""
    site: str = ""
    plan: str = ""
    revision: int = 0
    printed_by: str = ""
    rehearsal: bool = False
    utc_offset: int = 480
    head: HeadMark | None = None
    again: tuple[int, ...] = ()
    told: Callable[[int, int], None] | None = field(default=None, compare=False, repr=False)

    def reprint(self, place: int) -> str:
        """`重印 2` for the input at `place`, printed twice before; nothing for one that was not."""
        times = self.again[place] if place < len(self.again) else 0
        return f"重印 {times}" if times else ""

    def tell(self, done: int, of: int) -> None:
        """How many are drawn, to whoever wants to know."""
        if self.told is not None:
            self.told(done, of)

    def watched(self, items: Sequence[T]) -> Sequence[T]:
        """The same items, told of whenever they are gone through: where much is laid out or looked through at once."""
        return _Watched(items, self)


class _Watched(Sequence[T]):
    """Items that tell the context when they are gone through."""

    def __init__(self, items: Sequence[T], context: PrintContext) -> None:
        self._items, self._context = items, context

    def __iter__(self) -> Iterator[T]:
        for item in self._items:
            self._context.tell(1, 1)
            yield item

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self._items[at]


@dataclass(frozen=True, slots=True)
class Printed:
    """Result of a print: number of pages, what `preflight` found in the same inputs and what did not stand whole on
    paper; `inputs` says of each page which of them, counted from 0, stand on it."""

    pages: int
    flags: tuple[Flag, ...] = ()
    inputs: tuple[tuple[int, ...], ...] = ()
