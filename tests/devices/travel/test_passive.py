"""Passive authentication with an invented issuing state."""

from __future__ import annotations

import base64
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.devices.travel.passive import Proof, judge
from desktop.devices.travel.tlv import TlvError
from desktop.devices.travel.trust.certificates import read_certificate, read_folder
from tests.helpers.cards.passport_issuer import Issuer, Kind, in_force, security_object

TODAY = date(2026, 11, 28)
KINDS: list[Kind] = ["rsa", "pss", "ec", "ec-by-numbers"]
GROUPS = {1: b"the first group", 2: b"the second group"}
VERIFIED = Proof("verified")


@cache
def issuer(kind: Kind) -> Issuer:
    return Issuer(kind)


@cache
def signed(kind: Kind, authority: Kind) -> bytes:
    return security_object(GROUPS, issuer(authority).signer(kind), kind)


SIGNED = signed("ec", "ec")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site's certificates, one of each kind, in both forms, among files that are none."""
    path = tmp_path_factory.mktemp("csca")
    for kind in KINDS:
        (path / f"{kind}.cer").write_bytes(issuer(kind).certificate)
    text = base64.encodebytes(Issuer("ec").certificate).decode()
    both = f"-----BEGIN CERTIFICATE-----\n{text}-----END CERTIFICATE-----\n"
    (path / "other.pem").write_text(
        f"subject=/C=UT\n{both}{both}-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----"
    )
    (path / "broken.der").write_bytes(issuer("ec").certificate[:100])
    (path / "notes.txt").write_text("not a certificate")
    (path / "folder.cer").mkdir()
    return path


@pytest.mark.parametrize("authority", KINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_signature_up_to_the_issuing_state_is_verified(authority: Kind, kind: Kind, folder: Path) -> None:
    assert judge(signed(kind, authority), GROUPS, folder, TODAY) == VERIFIED


@pytest.mark.parametrize("digest", ["sha1", "sha256", "sha384", "sha512"])
def test_groups_may_be_hashed_in_every_way_of_the_standard(digest: str, folder: Path) -> None:
    sod = security_object(GROUPS, issuer("ec").signer(), digest=digest)
    assert judge(sod, GROUPS, folder, TODAY) == VERIFIED


def test_a_signature_over_the_content_itself_counts(folder: Path) -> None:
    sod = security_object(GROUPS, issuer("ec").signer(), attributes=False)
    assert judge(sod, GROUPS, folder, TODAY) == VERIFIED


def test_without_certificates_nothing_is_claimed(tmp_path: Path) -> None:
    assert judge(SIGNED, GROUPS, None, TODAY) == Proof("not-verified", "no-certificates")
    assert judge(SIGNED, GROUPS, tmp_path, TODAY) == Proof("not-verified", "no-issuer")
    assert judge(SIGNED, GROUPS, tmp_path / "missing", TODAY) == Proof("not-verified", "no-issuer")


def test_without_a_date_or_a_security_object_nothing_is_claimed(folder: Path) -> None:
    assert judge(SIGNED, GROUPS, folder, None) == Proof("not-verified", "no-date")
    assert judge(None, GROUPS, folder, TODAY) == Proof("not-verified", "no-security-object")


def test_changed_data_is_told(folder: Path) -> None:
    assert judge(SIGNED, {1: b"another name"}, folder, TODAY) == Proof("failed", "data-changed")


def test_a_group_that_was_never_signed_is_changed_data(folder: Path) -> None:
    assert judge(SIGNED, {**GROUPS, 11: b"added"}, folder, TODAY) == Proof("failed", "data-changed")


def test_hashes_changed_with_the_data_break_the_signature(folder: Path) -> None:
    forged = security_object({1: b"another name"}, issuer("ec").signer())
    mixed = SIGNED.replace(content_of(SIGNED), content_of(forged))
    assert len(mixed) == len(SIGNED)
    assert judge(mixed, {1: b"another name"}, folder, TODAY) == Proof("failed", "signature-wrong")


def content_of(sod: bytes) -> bytes:
    """The hash of the first group, where both objects have theirs."""
    at = sod.index(b"\x02\x01\x01\x04\x20") + 5
    return sod[at : at + 32]


def test_another_signature_is_wrong(folder: Path) -> None:
    spoiled = SIGNED[:-1] + bytes((SIGNED[-1] ^ 1,))
    assert judge(spoiled, GROUPS, folder, TODAY) == Proof("failed", "signature-wrong")


def test_a_state_whose_certificate_the_site_lacks_is_not_verified(folder: Path) -> None:
    stranger = security_object(GROUPS, Issuer("ec", "XX").signer())
    assert judge(stranger, GROUPS, folder, TODAY) == Proof("not-verified", "no-issuer")


def test_the_right_name_with_another_key_is_not_the_state(folder: Path) -> None:
    unnamed = security_object(GROUPS, Issuer("ec").signer(keyed=False))
    assert judge(unnamed, GROUPS, folder, TODAY) == Proof("not-verified", "no-issuer")


def test_a_signer_that_names_the_states_key_without_its_signature_is_untrusted(folder: Path) -> None:
    key, certificate = issuer("ec").signer()
    forged = certificate[:-1] + bytes((certificate[-1] ^ 1,))
    sod = security_object(GROUPS, (key, forged))
    assert judge(sod, GROUPS, folder, TODAY) == Proof("failed", "signer-untrusted")


def test_a_signer_out_of_force_is_told(folder: Path, tmp_path: Path) -> None:
    sod = security_object(GROUPS, issuer("ec").signer("ec", *in_force(5)))
    assert judge(sod, GROUPS, folder, TODAY) == Proof("failed", "signer-not-valid")
    assert judge(SIGNED, GROUPS, folder, date(2040, 1, 1)) == Proof("failed", "signer-not-valid")
    old = Issuer("ec", "UT", *in_force(5))
    (tmp_path / "old.cer").write_bytes(old.certificate)
    assert judge(security_object(GROUPS, old.signer()), GROUPS, tmp_path, TODAY) == Proof("failed", "signer-not-valid")


def test_a_signers_certificate_is_no_anchor(tmp_path: Path) -> None:
    signer = issuer("ec").signer()
    (tmp_path / "signer.cer").write_bytes(signer[1])
    assert judge(security_object(GROUPS, signer), GROUPS, tmp_path, TODAY) == Proof("not-verified", "no-issuer")


def test_the_folder_holds_what_certificates_it_has(folder: Path) -> None:
    assert len(read_folder(folder)) == len(KINDS) + 2


@pytest.mark.parametrize("sod", [b"", b"\x77\x00", b"\x77\x03\x30\x01\x00", b"\x30\x00", bytes(400)])
def test_what_is_no_security_object_is_told(sod: bytes, folder: Path) -> None:
    assert judge(sod, GROUPS, folder, TODAY) == Proof("failed", "sod-malformed")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(KINDS),
    changes=st.lists(
        st.tuples(st.integers(0, 10**6), st.binary(max_size=2), st.integers(0, 2)), min_size=1, max_size=3
    ),
)
def test_a_spoiled_security_object_never_proves_more(
    kind: Kind, changes: list[tuple[int, bytes, int]], folder: Path
) -> None:
    whole = signed(kind, kind)
    data = whole
    for at, new, gone in changes:
        at %= len(data) + 1
        data = data[:at] + new + data[at + gone :]
    assert judge(data, GROUPS, folder, TODAY).authenticity
    assert judge(data, {1: b"another name"}, folder, TODAY).authenticity != "verified"


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=2), st.integers(0, 2)), min_size=1, max_size=3))
def test_a_spoiled_certificate_is_read_or_refused(changes: list[tuple[int, bytes, int]]) -> None:
    data = issuer("ec-by-numbers").certificate
    for at, new, gone in changes:
        at %= len(data) + 1
        data = data[:at] + new + data[at + gone :]
    try:
        read_certificate(data)
    except (TlvError, ValueError):
        return
