"""Files of a travel document's chip: each spoiled as bytes and as objects of tag, length and value."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path

from desktop.devices.travel import files, passive, tlv
from desktop.devices.travel.curves import CURVES, CurveError
from desktop.devices.travel.pace import offers
from desktop.devices.travel.trust.certificates import read_certificate
from tests.fuzz.mutation import spoiled
from tests.fuzz.parser import Parser
from tests.fuzz.trees import spoiled_tree
from tests.helpers.cards import passport_files as written
from tests.helpers.cards.passport import EXTENDED_ATR, PLAIN_ATR
from tests.helpers.cards.passport_issuer import Issuer, security_object

TODAY = date(2026, 11, 28)
GROUPS = {1: written.dg1(written.SPECIMEN), 2: written.dg2(b"\xff\xd8\xff" + bytes(60))}
_DEEPEST = 5
_KINDS = (*("rsa", "pss") * 6, "ec")
"""Few on curves: their signatures cost milliseconds."""
_PLACES = {"verified", "failed", "not-verified"}


@cache
def issued() -> tuple[tuple[bytes, ...], tuple[bytes, ...], Path]:
    """Security objects, certificates, and the folder of the state that issued them."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-csca-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    objects, certificates = [], []
    for n, kind in enumerate(_KINDS):
        issuer = Issuer("rsa" if kind != "ec" else "ec")
        signer = issuer.signer(kind)
        (folder / f"{n}.der").write_bytes(issuer.certificate)
        objects.append(security_object(GROUPS, signer, kind, attributes=n != 2))
        certificates += [signer[1], issuer.certificate]
    certificates.append(Issuer("ec-by-numbers").certificate)
    return tuple(objects), tuple(certificates), folder


@cache
def access_files() -> tuple[bytes, ...]:
    every = [(suite, parameter) for suite in written.SUITES for parameter in (8, 12, 13, 15)]
    return written.card_access(every[0]), written.card_access(*every), written.card_access(("AES-128", 13))


@cache
def every_file() -> tuple[bytes, ...]:
    return (*access_files(), *GROUPS.values(), written.com(0x61, 0x75), written.dg11("唐<<诗一", "7"), *issued()[0][:2])


def try_tlv(data: bytes) -> bool:
    """Down as deep as any caller goes, and every way to ask for a part."""
    try:
        level = tlv.objects(data)
    except tlv.TlvError:
        return False
    assert b"".join(item.raw for item in level) == data
    for _ in range(_DEEPEST):
        below: list[tlv.Object] = []
        for item in level[:16]:
            _parts(item)
            try:
                below += tlv.objects(item.value)
            except tlv.TlvError:
                continue
        level = below
    return True


def _parts(item: tlv.Object) -> None:
    for read in (tlv.number, tlv.oid, tlv.head, partial(tlv.only, tag=item.tag)):
        try:
            read(item.value)
        except tlv.TlvError:
            continue
    assert tlv.only(item.raw, item.tag) == item.value


def by(*reads: Callable[[bytes], object]) -> Callable[[bytes], bool]:
    def tried(data: bytes) -> bool:
        try:
            for read in reads:
                read(data)
        except files.FileError:
            return False
        return True

    return tried


def _face(data: bytes) -> None:
    image = files.read_dg2(data)
    assert image in data


def try_length_info(data: bytes) -> bool:
    stated = files.read_length_info(data)
    assert stated == 0 or 256 < stated <= 65536
    return files.offers_extended(data) or stated > 0


def try_sod(data: bytes) -> bool:
    proof = passive.judge(data, GROUPS, issued()[2], TODAY)
    assert proof.authenticity in _PLACES
    return proof.authenticity == "verified"


def try_certificate(data: bytes) -> bool:
    try:
        read_certificate(data)
    except (tlv.TlvError, ValueError):
        return False
    return True


def try_point(data: bytes) -> bool:
    curve = CURVES[(8, 12, 13)[len(data) % 3]]
    try:
        return curve.holds(*curve.decode(data))
    except CurveError:
        return False


PARSERS = (
    Parser("tlv", every_file, spoiled_tree, try_tlv),
    Parser("card-access", access_files, spoiled_tree, by(lambda data: offers(files.read_card_access(data)))),
    Parser(
        "com", lambda: (written.com(0x61, 0x75), written.com(0x61, 0x75, 0x6B, 0x6E)), spoiled_tree, by(files.read_com)
    ),
    Parser("dg1", lambda: (GROUPS[1], written.dg1(written.td1("A<<B", "D23145890"))), spoiled_tree, by(files.read_dg1)),
    Parser("dg2", lambda: (GROUPS[2], written.dg2(b"\xff\x4f\xff\x51" + bytes(50), True, 3)), spoiled_tree, by(_face)),
    Parser(
        "dg11", lambda: (written.dg11("唐<<诗一", "7"), written.dg11("Đặng<<Thị")), spoiled_tree, by(files.read_dg11)
    ),
    Parser("length-info", lambda: (written.card_info(2048), EXTENDED_ATR, PLAIN_ATR), spoiled, try_length_info),
    Parser("sod", lambda: issued()[0], spoiled_tree, try_sod),
    Parser("certificate", lambda: issued()[1], spoiled_tree, try_certificate),
    Parser("curve-point", lambda: tuple(c.encode(c.g) for c in CURVES.values()), spoiled, try_point),
)
