"""PINs as slow hashes (argon2id). Six digits are few: the hash only has to outlast a look at an opened home."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type


class Argon2Pins:
    """About 15 ms a PIN on a small laptop."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=8 * 1024, parallelism=1, type=Type.ID)

    def hash(self, pin: str) -> str:
        return self._hasher.hash(pin)

    def matches(self, hashed: str, pin: str) -> bool:
        try:
            return self._hasher.verify(hashed, pin)
        except (VerificationError, InvalidHashError):
            return False
