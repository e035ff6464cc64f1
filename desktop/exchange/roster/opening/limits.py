"""How much is too much, and the fault that says so."""

from __future__ import annotations

MAX_BYTES = 80_000_000
MAX_UNPACKED = 600_000_000
MAX_MEMBERS = 5_000
MAX_ROWS = 150_000
MAX_CELLS = 12_000_000


class FileFault(Exception):
    """A whole-file code of the contract and what the file is instead, in Chinese.

    `sentence` names another sentence than the code's: the contract has one code for a file that is no spreadsheet and
    for one that cannot be had at all, and a person does different things about them.
    """

    def __init__(self, code: str, what: str = "", sentence: str = "") -> None:
        self.code = code
        self.what = what
        self.sentence = sentence or code
        super().__init__(code, what, self.sentence)


def check_extent(rows: int, columns: int) -> None:
    """Raises FileFault `too-large` for a sheet that cannot be laid out."""
    if rows > MAX_ROWS:
        raise FileFault("too-large", f"超过 {MAX_ROWS} 行")
    if rows * columns > MAX_CELLS:
        raise FileFault("too-large", f"有 {columns} 列")
