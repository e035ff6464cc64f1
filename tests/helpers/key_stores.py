"""Key stores of the tests' own, put in the place of the operating system's for one test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError


class KeyStore(KeyringBackend):
    """One in memory. Nobody's key store is found by its priority: it is plugged in by `plugged`."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError


class BrokenKeyStore(KeyStore):
    """One that fails at everything."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringError("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError("no bus")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringError("locked")


class StickyKeyStore(KeyStore):
    """One that says it has deleted, and has not."""

    def delete_password(self, service: str, username: str) -> None:
        return None


@contextmanager
def plugged(store: KeyringBackend) -> Iterator[None]:
    """`store` is the system's key store; what was it before is it again afterwards."""
    before = keyring.get_keyring()
    keyring.set_keyring(store)
    try:
        yield
    finally:
        keyring.set_keyring(before)
