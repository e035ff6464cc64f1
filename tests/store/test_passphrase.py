"""Where a passphrase comes from, in which order, and that a broken key store stops nobody."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from desktop.faults import SiteFault
from desktop.store.home import create_home, open_home
from desktop.store.passphrase import (
    VARIABLE,
    derive_key,
    find_passphrase,
    forget,
    is_ours,
    new_salt,
    recall,
    remember,
)
from tests.helpers.key_stores import BrokenKeyStore, KeyStore, StickyKeyStore, plugged


@pytest.fixture
def key_store() -> Iterator[KeyStore]:
    store = KeyStore()
    with plugged(store):
        yield store


def test_environment_comes_before_key_store_before_asking(
    tmp_path: Path, key_store: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_passphrase(tmp_path) is None
    assert find_passphrase(tmp_path, lambda: "typed") == "typed"
    assert find_passphrase(tmp_path, lambda: None) is None
    assert remember(tmp_path, "kept")
    assert find_passphrase(tmp_path, lambda: "typed") == "kept"
    monkeypatch.setenv(VARIABLE, "given")
    assert find_passphrase(tmp_path, lambda: "typed") == "given"


def test_each_home_has_its_own_place_in_the_key_store(tmp_path: Path, key_store: KeyStore) -> None:
    remember(tmp_path / "a", "one")
    assert recall(tmp_path / "b") is None
    assert recall(tmp_path / "b" / ".." / "a") == "one"
    assert forget(tmp_path / "a")
    assert recall(tmp_path / "a") is None
    assert not forget(tmp_path / "a")


def test_a_broken_key_store_counts_as_none(tmp_path: Path) -> None:
    with plugged(BrokenKeyStore()):
        assert recall(tmp_path) is None
        assert not remember(tmp_path, "kept")
        assert find_passphrase(tmp_path, lambda: "typed") == "typed"


@pytest.mark.parametrize("store", [fail.Keyring(), null.Keyring()], ids=["fail", "null"])
def test_where_there_is_no_key_store_there_is_nothing_to_forget(tmp_path: Path, store: KeyringBackend) -> None:
    with plugged(store):
        assert not remember(tmp_path, "kept")
        assert not forget(tmp_path)


@pytest.mark.parametrize("kind", [BrokenKeyStore, StickyKeyStore])
def test_nobody_is_told_that_it_is_gone_while_it_may_be_there(tmp_path: Path, kind: type[KeyStore]) -> None:
    store = kind()
    store.held["kaodian", str(tmp_path.resolve())] = "kept"
    with plugged(store), pytest.raises(SiteFault) as fault:
        forget(tmp_path)
    assert fault.value.code == "passphrase-not-forgotten"


def test_a_key_store_that_forgets_is_not_trusted(tmp_path: Path) -> None:
    assert not remember(tmp_path, "kept")  # the null key store of the tests


def test_the_key_depends_on_passphrase_and_salt_and_costs_something() -> None:
    keys = {derive_key(word, salt) for word in ("a", "b") for salt in (b"1" * 16, b"2" * 16)}
    assert len(keys) == 4
    assert {len(key) for key in keys} == {32}
    assert derive_key("a", b"1" * 16) in keys
    start = perf_counter()
    derive_key("a", b"1" * 16)
    assert perf_counter() - start > 0.005


def test_the_parameters_never_change_by_accident() -> None:
    """They are in no file: another value locks every home."""
    assert derive_key("synthetic", bytes(range(16))).hex() == (
        "ec804147a9a43e9cd0b104a1f93e47f90aa422ea0d90fcf722383b98fe109922"
    )


def test_a_salt_of_ours_is_known_by_itself_and_no_noise_is(tmp_path: Path) -> None:
    assert all(is_ours(new_salt()) for _ in range(50))
    assert len({new_salt() for _ in range(50)}) == 50
    assert not any(is_ours(secrets.token_bytes(16)) for _ in range(1000))


def test_noise_is_not_told_as_a_wrong_passphrase_alone(tmp_path: Path) -> None:
    def code() -> str:
        with pytest.raises(SiteFault) as fault:
            open_home(tmp_path, "another")
        return fault.value.code

    (tmp_path / "home.db").write_bytes(secrets.token_bytes(5 * 4096))
    assert code() == "passphrase-or-damage"
    (tmp_path / "home.db").unlink()
    create_home(tmp_path, "right").close()
    assert code() == "wrong-passphrase"
    with (tmp_path / "home.db").open("r+b") as file:
        file.write(b"\0" * 16)
    assert code() == "passphrase-or-damage", "the beginning is gone, and with it what tells the two apart"
