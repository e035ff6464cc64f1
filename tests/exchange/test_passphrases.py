"""Age files for a passphrase by our own hand, held against the library's; files of the `age` tool's own are opened in
test_ledger_files.py."""

from __future__ import annotations

import pyrage
import pytest

from desktop.exchange import passphrases
from desktop.exchange.passphrases import Broken, WrongPassphrase, is_ours, opened, written

SIZES = (0, 1, 65_535, 65_536, 65_537, 131_072, 200_000)
QUICK = 10
"""2^10: the same path with a key that is derived at once."""


@pytest.mark.parametrize("size", SIZES)
def test_the_library_opens_what_we_write(size: int) -> None:
    plain = bytes(n % 251 for n in range(size))
    data = written(plain, "口令 a", QUICK)
    assert is_ours(data)
    assert pyrage.passphrase.decrypt(data, "口令 a") == opened(data, "口令 a") == plain


def test_another_passphrase_is_told_from_a_broken_file() -> None:
    data = written(b"plain", "right", QUICK)
    with pytest.raises(WrongPassphrase):
        opened(data, "wrong")
    assert opened(data, "right") == b"plain"


def test_every_changed_or_missing_byte_is_noticed() -> None:
    data = written(b"plain", "right", QUICK)
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises((WrongPassphrase, Broken)):
            opened(changed, "right")
    for end in range(len(data)):
        with pytest.raises((WrongPassphrase, Broken)):
            opened(data[:end], "right")
    two = written(bytes(70_000), "right", QUICK)
    with pytest.raises(Broken):
        opened(two[: -70_000 + 65_536 - 16], "right")  # the last piece is missing


def test_the_size_of_the_key_is_the_age_tools_own() -> None:
    assert b"-> scrypt " in written(b"", "right", QUICK)
    assert passphrases.WORK == 18
