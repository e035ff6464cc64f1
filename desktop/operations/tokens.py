"""Contactless chips by digest: the serial that a reader gives never goes into a command, an entry or a state."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.exam.frame.command import Command
from desktop.exam.identity.tokens import staff_with

if TYPE_CHECKING:
    from desktop.operations.record import Record

_SERIAL = re.compile(r"(?:[0-9A-F]{2}){4,16}")


def token_digest(secret: bytes, serial: str) -> str:
    """HMAC-SHA-256(record secret, the chip's serial as bytes) in lower-case hexadecimal; empty for what is no serial.
    `serial` is hexadecimal, blanks and colons between its bytes allowed (`04:A2:2B:91`)."""
    plain = serial.replace(":", "").replace(" ", "").upper()
    if not _SERIAL.fullmatch(plain):
        return ""
    return hmac.new(secret, bytes.fromhex(plain), hashlib.sha256).hexdigest()


def without_serial(secret: bytes, command: Command) -> Command:
    """The command with a chip's serial in its data replaced by the digest; as it is where there is none."""
    given = command.data.get("token")
    digest = token_digest(secret, given) if isinstance(given, str) else ""
    return replace(command, data={**command.data, "token": digest}) if digest else command


def badge_holder(record: Record, serial: str) -> str:
    """The staff id whose badge this chip was enrolled as, or empty. It says who, not that they may sign."""
    digest = token_digest(record.opened.secret, serial)
    return staff_with(record.context(), digest) if digest else ""
