"""Plan packages: a published plan on its way to the desks, signed and encrypted.

A package is age(gzip(document) photos) for a passphrase, the photos as `package_photos.py` says, nothing where there
are none; the document is one JSON object in canonical form (RFC 8785):

    format        "kaodian-plan-package"
    edition       1
    plan          the plan (`plan_to_data`)
    rules         the rule set
    protocols     name -> protocol
    record        record id, a UUID in lower case
    revision      of the plan
    rehearsal     true for a rehearsal
    publisher     staff id of who published
    published_at  UTC milliseconds
    pins          staff id -> argon2 hash of the PIN
    secret        record secret, 64 hexadecimal digits; never leaves packages and invitations
    content_hash  SHA-256, lower-case hexadecimal, over the canonical JSON of this object without
                  `content_hash`, `public_key` and `signature`
    public_key    Base64 of the publishing desk's raw Ed25519 public key
    signature     Base64 of the Ed25519 signature over the 32 raw bytes of `content_hash`

So the hash covers everything the desks act on, secret and PINs included; it tells nothing about them, the secret being
256 random bits. The signature shows that one desk made the whole; whether it is the site's control desk is seen by
comparing `public_key` with what is known.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.exam.plan.model import Plan, photos_named, plan_to_data
from desktop.exchange import sealed
from desktop.exchange.durable import read_start, read_whole, write_durably
from desktop.exchange.package_photos import framed, photos_of
from desktop.exchange.plan_shapes import WrongShape, checked_plan
from desktop.faults import SiteFault
from desktop.ledger.canonical import canonical
from desktop.ledger.keys import DeskKey

FORMAT = "kaodian-plan-package"
EDITION = 1
FILE_LIMIT = 1024 * 1024 * 1024
OTHER_LIMIT = 64 * 1024 * 1024
"""What is no package is not read to the end to find that out."""
PLAIN_LIMIT = 256 * 1024 * 1024

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HEX = re.compile(r"[0-9a-f]{64}")
_ENVELOPE = ("content_hash", "public_key", "signature")
_CONTENT = (
    *("format", "edition", "plan", "rules", "protocols", "record"),
    *("revision", "rehearsal", "publisher", "published_at", "pins", "secret"),
)


@dataclass(frozen=True, slots=True)
class Published:
    """A published plan: what a desk needs to take part in its record.

    `content_hash` and `public_key` (32 raw bytes of the publishing desk's key) are filled by `publish` and by reading.
    `photos` are those of the plan's candidates, as JPEG; the plan names them by hash.
    """

    plan: Plan
    rules: Mapping[str, Any]
    protocols: Mapping[str, Mapping[str, Any]]
    record: str
    secret: bytes
    pins: Mapping[str, str]
    publisher: str
    content_hash: str
    revision: int
    rehearsal: bool
    published_at: int
    public_key: bytes = b""
    photos: Iterable[bytes] = field(default=(), compare=False, repr=False)


def content_hash_of(published: Published) -> str:
    """The content hash as this module's docstring defines it, whatever `published.content_hash` says."""
    return hashlib.sha256(canonical(_content(published))).hexdigest()


def publish(
    plan: Plan,
    rules: Mapping[str, Any],
    protocols: Mapping[str, Mapping[str, Any]],
    *,
    record: str,
    secret: bytes,
    pins: Mapping[str, str],
    publisher: str,
    published_at: int,
    photos: Iterable[bytes] = (),
) -> Published:
    """The published plan with its content hash. Revision and rehearsal are the plan's own; `record` is a new UUID in
    lower case, `secret` 32 random bytes, `published_at` UTC milliseconds; `photos` are gone through at writing."""
    draft = Published(
        plan, rules, protocols, record, secret, pins, publisher, "", plan.revision, plan.rehearsal, published_at
    )
    return replace(draft, content_hash=content_hash_of(draft), photos=photos)


def write_package(path: Path, published: Published, signing_key: DeskKey, passphrase: str) -> Published:
    """Signs, encrypts and writes the package; takes about a second (age's key derivation). Returns it with the
    publishing desk's public key.

    Raises SiteFault: disk-full, cannot-write. ValueError when the content hash does not fit or the passphrase is empty.
    """
    document = _content(published)
    content_hash = hashlib.sha256(canonical(document)).hexdigest()
    if content_hash != published.content_hash:
        raise ValueError("the content hash does not fit the content; use publish()")
    document["content_hash"] = content_hash
    document["public_key"] = base64.b64encode(signing_key.public).decode()
    document["signature"] = base64.b64encode(signing_key.sign(bytes.fromhex(content_hash))).decode()
    packed = io.BytesIO()
    packed.write(sealed.compress((canonical(document),)))
    for piece in framed(published.photos):
        packed.write(piece)
    write_durably(path, (sealed.encrypt(packed.getvalue(), passphrase=passphrase),))
    return replace(published, public_key=signing_key.public)


def read_package(path: Path, passphrase: str, *, public_key: bytes | None = None) -> Published:
    """Reads, decrypts and checks a package; takes about a second. With `public_key` only that desk's signature counts.

    Raises SiteFault:
        file-not-found, file-unreadable, file-too-large: the file cannot be had, or is beyond 1 GiB (its document
            256 MiB, what is no package 64 MiB).
        package-passphrase: the passphrase does not open it.
        package-damaged: it is no package, or a byte of it has changed.
        package-newer: it was made by a newer edition of this program.
        package-bad-signature: signature and content do not belong together, or another desk signed.
    """
    name = str(path)
    whole = sealed.is_sealed(read_start(path, sealed.LONGEST_START))
    plain, behind = _opened(read_whole(path, FILE_LIMIT if whole else OTHER_LIMIT), name, passphrase)
    try:
        document = _document(plain, name)
        published = _published(document)
        published = replace(published, photos=photos_of(behind, photos_named(published.plan)))
        signature = _base64(document["signature"], 64)
    except (WrongShape, ValueError, RecursionError) as error:
        raise SiteFault("package-damaged", path=name, reason=str(error)) from error
    if public_key is not None and public_key != published.public_key:
        raise SiteFault("package-bad-signature", path=name)
    try:
        Ed25519PublicKey.from_public_bytes(published.public_key).verify(
            signature, bytes.fromhex(published.content_hash)
        )
    except (InvalidSignature, ValueError) as error:
        raise SiteFault("package-bad-signature", path=name) from error
    return published


def _content(published: Published) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "edition": EDITION,
        "plan": plan_to_data(published.plan),
        "rules": published.rules,
        "protocols": published.protocols,
        "record": published.record,
        "revision": published.revision,
        "rehearsal": published.rehearsal,
        "publisher": published.publisher,
        "published_at": published.published_at,
        "pins": published.pins,
        "secret": published.secret.hex(),
    }


def _opened(data: bytes, name: str, passphrase: str) -> tuple[bytes, memoryview]:
    """The document's bytes, and what stands behind them."""
    if not passphrase:
        raise SiteFault("package-passphrase", path=name)
    try:
        packed = sealed.decrypt(data, passphrase=passphrase)
        return sealed.decompress_first(packed, PLAIN_LIMIT)
    except sealed.WrongKey as error:
        raise SiteFault("package-passphrase", path=name) from error
    except sealed.TooLarge as error:
        raise SiteFault("file-too-large", path=name, limit=PLAIN_LIMIT) from error
    except sealed.Damaged as error:
        raise SiteFault("package-damaged", path=name, reason=str(error)) from error


def _document(plain: bytes, name: str) -> dict[str, Any]:
    document = json.loads(plain)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise WrongShape("format")
    edition = document.get("edition")
    if type(edition) is not int or edition < 1:
        raise WrongShape("edition")
    if edition > EDITION:
        raise SiteFault("package-newer", path=name, edition=edition, known=EDITION)
    if document.keys() != {*_CONTENT, *_ENVELOPE}:
        raise WrongShape("members")
    content = {member: document[member] for member in _CONTENT}
    # Hashing what was parsed, and asking for canonical form, leaves no room for a member given twice.
    if canonical(document) != plain:
        raise WrongShape("not canonical")
    if hashlib.sha256(canonical(content)).hexdigest() != document["content_hash"]:
        raise WrongShape("content_hash")
    return document


def _published(document: dict[str, Any]) -> Published:
    plan = checked_plan(document["plan"])
    strings = (document["record"], document["publisher"], document["secret"], document["content_hash"])
    if not all(isinstance(value, str) for value in strings):
        raise WrongShape("record, publisher or secret")
    if not _UUID.fullmatch(document["record"]) or not _HEX.fullmatch(document["secret"]):
        raise WrongShape("record or secret")
    protocols, pins = document["protocols"], document["pins"]
    if not isinstance(document["rules"], dict) or not isinstance(protocols, dict) or not isinstance(pins, dict):
        raise WrongShape("rules, protocols or pins")
    if not all(isinstance(one, dict) for one in protocols.values()):
        raise WrongShape("protocols")
    if not all(isinstance(one, str) for one in pins.values()):
        raise WrongShape("pins")
    if type(document["published_at"]) is not int:
        raise WrongShape("published_at")
    if document["revision"] != plan.revision or document["rehearsal"] is not plan.rehearsal:
        raise WrongShape("revision or rehearsal")
    return Published(
        plan=plan,
        rules=document["rules"],
        protocols=protocols,
        record=document["record"],
        secret=bytes.fromhex(document["secret"]),
        pins=pins,
        publisher=document["publisher"],
        content_hash=document["content_hash"],
        revision=plan.revision,
        rehearsal=plan.rehearsal,
        published_at=document["published_at"],
        public_key=_base64(document["public_key"], 32),
    )


def _base64(text: object, length: int) -> bytes:
    if not isinstance(text, str):
        raise WrongShape("Base64")
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise WrongShape("Base64") from error
    if len(raw) != length:
        raise WrongShape("Base64")
    return raw
