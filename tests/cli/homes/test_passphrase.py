"""desk remember and desk forget: what opens the home is kept by the key store, and what was kept is taken out again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from desktop.bootstrap.parts import Parts
from desktop.faults import SiteFault
from desktop.operations.desks.session import HomeSession
from desktop.store.home import open_home
from desktop.store.passphrase import recall
from desktop.wording import Wording
from tests.cli.site import PASSPHRASE, Cli
from tests.helpers.key_stores import BrokenKeyStore, KeyStore, plugged


@pytest.fixture
def key_store() -> Iterator[KeyStore]:
    store = KeyStore()
    with plugged(store):
        yield store


def test_a_remembered_home_opens_without_its_passphrase_until_it_is_forgotten(
    control: Cli, key_store: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert control.ok("desk", "remember") == {"remembered": True}
    assert list(key_store.held.items()) == [(("kaodian", str(control.home.resolve())), PASSPHRASE)]
    monkeypatch.delenv("KAODIAN_PASSPHRASE")
    assert control.entries() > 0
    assert control.ok("desk", "forget") == {"forgotten": True}
    assert not key_store.held
    assert control.refused("record", "show")["fault"]["code"] == "passphrase-needed"
    assert control.ok("desk", "forget") == {"forgotten": False}
    assert "没有记着" in control.run("desk", "forget").out


def test_only_what_opens_the_home_is_kept(control: Cli, key_store: KeyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAODIAN_PASSPHRASE", "wrong")
    assert control.refused("desk", "remember")["fault"]["code"] == "wrong-passphrase"
    assert control.at(control.home / "nothing").refused("desk", "remember")["fault"]["code"] == "not-a-home"
    assert not key_store.held


def test_what_the_key_store_holds_already_is_replaced_by_what_is_given(
    control: Cli, key_store: KeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = ("kaodian", str(control.home.resolve()))
    key_store.held[place] = "of the home that was here before"
    with monkeypatch.context() as alone:
        alone.delenv("KAODIAN_PASSPHRASE")
        assert control.refused("desk", "remember")["fault"]["code"] == "passphrase-needed"
    control.ok("desk", "remember")
    assert key_store.held == {place: PASSPHRASE}


@pytest.mark.parametrize("store", [fail.Keyring(), null.Keyring(), BrokenKeyStore()], ids=["fail", "null", "broken"])
def test_a_computer_that_keeps_nothing_says_so(control: Cli, store: KeyringBackend) -> None:
    with plugged(store):
        assert control.refused("desk", "remember")["fault"]["code"] == "passphrase-not-kept"
        told = control.run("desk", "remember")
        assert (told.code, told.out) == (1, "")
        assert "没有存下" in told.err
        assert control.ok("record", "show"), "the home is as it was"


def test_a_home_that_is_gone_is_forgotten_too(cli: Cli, key_store: KeyStore) -> None:
    key_store.held["kaodian", str(cli.home.resolve())] = PASSPHRASE
    assert cli.ok("desk", "forget") == {"forgotten": True}
    with plugged(BrokenKeyStore()):
        assert cli.refused("desk", "forget")["fault"]["code"] == "passphrase-not-forgotten"


def test_the_window_s_home_asks_the_same_key_store(control: Cli, key_store: KeyStore) -> None:
    session = HomeSession(open_home(control.home, PASSPHRASE), Parts(), Wording())
    try:
        session.remember(PASSPHRASE)
        assert recall(control.home) == PASSPHRASE
        assert list(key_store.held.values()) == [PASSPHRASE]
        with plugged(fail.Keyring()), pytest.raises(SiteFault) as fault:
            session.remember(PASSPHRASE)
        assert fault.value.code == "passphrase-not-kept"
    finally:
        session.close()
