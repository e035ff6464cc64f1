"""Curve arithmetic against the library's own, and points that are none."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.devices.travel.curves import CURVES, Curve, CurveError

KNOWN: dict[str, type[ec.EllipticCurve]] = {
    "secp192r1": ec.SECP192R1,
    "secp224r1": ec.SECP224R1,
    "secp256r1": ec.SECP256R1,
    "secp384r1": ec.SECP384R1,
    "secp521r1": ec.SECP521R1,
    "brainpoolP256r1": ec.BrainpoolP256R1,
    "brainpoolP384r1": ec.BrainpoolP384R1,
    "brainpoolP512r1": ec.BrainpoolP512R1,
}
TOY = Curve("toy", "", 1, 97, 2, 3, (3, 6), 5)


@pytest.mark.parametrize("curve", CURVES.values(), ids=lambda curve: curve.name)
def test_the_generator_is_on_the_curve_and_has_its_order(curve: Curve) -> None:
    assert curve.holds(*curve.g)
    assert curve.multiply(curve.n, curve.g) is None
    minus = curve.multiply(curve.n - 1, curve.g)
    assert minus == (curve.g[0], curve.p - curve.g[1])
    assert curve.add(minus, curve.g) is None


@pytest.mark.parametrize("curve", [c for c in CURVES.values() if c.name in KNOWN], ids=lambda curve: curve.name)
def test_public_keys_and_agreements_are_the_librarys(curve: Curve) -> None:
    one, other = (ec.generate_private_key(KNOWN[curve.name]()) for _ in range(2))
    numbers = other.public_key().public_numbers()
    secret = one.private_numbers().private_value
    mine = one.private_numbers().public_numbers
    assert curve.multiply(secret, curve.g) == (mine.x, mine.y)
    shared = curve.finite(secret, (numbers.x, numbers.y))
    assert shared[0].to_bytes(curve.size, "big") == one.exchange(ec.ECDH(), other.public_key())


@pytest.mark.parametrize("curve", [c for c in CURVES.values() if c.name in KNOWN], ids=lambda curve: curve.name)
def test_signatures_are_judged_as_the_library_makes_them(curve: Curve) -> None:
    key = ec.generate_private_key(KNOWN[curve.name]())
    r, s = decode_dss_signature(key.sign(b"said", ec.ECDSA(hashes.SHA512())))
    numbers = key.public_key().public_numbers()
    digest = hashlib.sha512(b"said").digest()
    assert curve.verifies((numbers.x, numbers.y), digest, r, s)
    assert not curve.verifies((numbers.x, numbers.y), hashlib.sha512(b"sold").digest(), r, s)
    assert not curve.verifies((numbers.x, numbers.y), digest, r, 0)
    assert not curve.verifies((numbers.x, numbers.y), digest, r + curve.n, s)


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x04" + bytes(64), b"\x02" + bytes(32), b"\x04" + b"\xff" * 64])
def test_what_is_no_point_is_refused(data: bytes) -> None:
    with pytest.raises(CurveError):
        CURVES[12].decode(data)


def test_infinity_is_refused_where_a_point_is_needed() -> None:
    with pytest.raises(CurveError):
        CURVES[12].finite(0, CURVES[12].g)


@settings(max_examples=50)
@given(st.integers(0, 2**256), st.integers(0, 2**256))
def test_multiplying_distributes_over_adding(one: int, other: int) -> None:
    curve = CURVES[13]
    split = curve.add(curve.multiply(one, curve.g), curve.multiply(other, curve.g))
    assert split == curve.multiply(one + other, curve.g)


def test_all_sums_of_a_small_curve_stay_on_it() -> None:
    points = [curve_point for n in range(5) if (curve_point := TOY.multiply(n, TOY.g)) is not None]
    assert len(set(points)) == 4
    for one in points:
        for other in points:
            found = TOY.add(one, other)
            assert found is None or TOY.holds(*found)
