"""The passphrase of a home: where it comes from, and the key made from it.

The key is argon2id of the passphrase with the 16 bytes of salt that SQLCipher keeps at the start of the file. SQLCipher
then gets key and salt raw and skips its own derivation (PBKDF2, 100 ms, and cheap for an attacker with graphics cards);
argon2id with these parameters takes 25 to 30 ms and 19 MiB. Neither passphrase nor key is ever written anywhere; the
only copy outside memory is the one the operating system's key store may keep.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

from desktop.faults import SiteFault

VARIABLE: Final = "KAODIAN_PASSPHRASE"
SERVICE: Final = "kaodian"
SALT_SIZE: Final = 16
_RANDOM: Final = 12

# OWASP's first choice for argon2id. A change makes every home unreadable: it needs a new file header to tell by.
_TIME, _MEMORY_KIB, _LANES = 2, 19 * 1024, 1


def new_salt() -> bytes:
    """Salt for a new home: twelve random bytes, then four that only ours have behind them, so that a home opened with a
    wrong passphrase can be told from a file of noise."""
    random = secrets.token_bytes(_RANDOM)
    return random + _mark(random)


def is_ours(salt: bytes) -> bool:
    """Whether a home's file begins as ours do. Homes of before this mark begin with sixteen random bytes."""
    return salt[_RANDOM:] == _mark(salt[:_RANDOM])


def _mark(random: bytes) -> bytes:
    return hashlib.sha256(b"kaodian home" + random).digest()[: SALT_SIZE - _RANDOM]


def derive_key(passphrase: str, salt: bytes) -> bytes:
    """The raw 32-byte key of a home. Composed and decomposed spellings of the passphrase give the same key."""
    from argon2.low_level import Type, hash_secret_raw

    secret = unicodedata.normalize("NFC", passphrase).encode()
    return hash_secret_raw(secret, salt, _TIME, _MEMORY_KIB, _LANES, 32, Type.ID)


def readable(passphrase: str) -> str:
    """A passphrase from the environment as it is, where it is text at all. Raises SiteFault passphrase-not-text."""
    try:
        passphrase.encode()
    except UnicodeEncodeError:
        raise SiteFault("passphrase-not-text") from None
    return passphrase


def find_passphrase(folder: Path, ask: Callable[[], str | None] | None = None) -> str | None:
    """From the environment, else the operating system's key store, else by asking; None when nobody knows."""
    return given_passphrase() or recall(folder) or given_passphrase(ask)


def given_passphrase(ask: Callable[[], str | None] | None = None) -> str | None:
    """From the environment, else by asking: what somebody gives now, whatever the key store holds."""
    return os.environ.get(VARIABLE) or (ask() if ask is not None else None)


def recall(folder: Path) -> str | None:
    """What the key store holds for this home. Any trouble with the key store counts as nothing held."""
    try:
        import keyring

        return keyring.get_password(SERVICE, _name(folder))
    except Exception:  # a broken or absent key store must never keep anyone from typing the passphrase
        return None


def remember(folder: Path, passphrase: str) -> bool:
    """Ask the key store to keep it. False when it does not."""
    try:
        import keyring

        keyring.set_password(SERVICE, _name(folder), passphrase)
    except Exception:
        return False
    return recall(folder) == passphrase


def forget(folder: Path) -> bool:
    """Take it out of the key store; False when there was nothing to take out. Raises SiteFault passphrase-not-forgotten
    when the key store does not say what it holds, or keeps it: nobody is told that it is gone while it may be there."""
    try:
        import keyring
        from keyring.errors import NoKeyringError
    except ImportError:
        return False
    name = _name(folder)
    try:
        if keyring.get_password(SERVICE, name) is None:
            return False
        keyring.delete_password(SERVICE, name)
        left = keyring.get_password(SERVICE, name)
    except NoKeyringError:
        return False
    except Exception:  # whatever a backend raises: locked, refused by the person, no bus
        left = ""
    if left is not None:
        raise SiteFault("passphrase-not-forgotten", path=str(folder))
    return True


def _name(folder: Path) -> str:
    return str(folder.resolve())
