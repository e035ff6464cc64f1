"""A chip on the reader to a Document (ICAO 9303-10 and 9303-11): open it, read what says who it is, say what is wrong.

The chip is opened by PACE where EF.CardAccess offers a way we know, by BAC otherwise; then EF.COM and DG1 are read, the
portrait, the security object when there are certificates to judge it by, and the name in the holder's own script.
Only the card going away, hanging or a lost reader is an error; everything else is a Document, unreadable with a reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop.devices.apdu import OK, Card, StatusError, command, split
from desktop.devices.sources import Document, TravelKey
from desktop.devices.travel import files, passive
from desktop.devices.travel.bac import KeyRefused, open_bac
from desktop.devices.travel.files import FileError, Place
from desktop.devices.travel.keys import Access, KeyMisread, KeyMissing, access, pace_password
from desktop.devices.travel.messaging import Channel, MessagingError, SessionLost
from desktop.devices.travel.mrz import Mrz
from desktop.devices.travel.pace import CAN, MRZ, Offer, PaceUnsupported, offers, open_pace
from desktop.devices.travel.tlv import TlvError, encode, head, only

MOST_BYTES = 256 * 1024
_SELECT = 0xA4
_READ = 0xB0
_READ_ODD = 0xB1
_NOT_SATISFIED = 0x6982
_END_OF_FILE = 0x6282
# What a chip that opens by PACE alone says to the first step of BAC.
_NO_BAC = frozenset({0x6D00, 0x6E00, 0x6A81, 0x6982, 0x6985})
_WRONG_LENGTH = 0x6700
_HEAD = 8
# The usual block: with its wrapping it fits a short answer under every cipher. Extended ones stay below what readers
# are known to carry; the last is for readers and chips that choke on more.
_BLOCK = 223
_SMALL_BLOCK = 96
_LONGEST_BLOCK = 4096
_UNSTATED_BLOCK = 1024
_WRAPPING = 64
_LAST_PLAIN_OFFSET = 0x7FFF


class ChipError(Exception):
    """The chip's answers make no sense."""


class _NoWay(Exception):
    """The chip opens in no way this reader knows."""


def is_travel(card: Card) -> bool:
    """Whether the card has the application of travel documents. Raises what the card raises."""
    _, sw = split(card.transmit(command(0, _SELECT, 4, 0x0C, files.APPLICATION)))
    if sw == OK or sw >> 8 in (0x61, 0x62):
        return True
    # Some chips show the application only after PACE, but what PACE needs they show to anyone.
    return sw in (_NOT_SATISFIED, 0x6985) and bool(_card_access(Channel(card)))


def read_chip(
    card: Card,
    key: TravelKey,
    certificates: Path | None = None,
    today: date | None = None,
    portrait: bool = True,
) -> Document:
    """The document whose chip this is. `today` settles two-digit years and certificates' validity; `certificates` is a
    folder of CSCA certificates.

    What stands in the way is in the document: `unreadable` with `trouble` travel-key-needed, travel-key-wrong,
    travel-key-misread, travel-chip-unsupported or travel-chip-damaged. A document that was read may carry trouble too:
    travel-printed-differs, travel-data-changed, travel-signature-wrong, travel-signer-untrusted,
    travel-signer-not-valid. Raises SiteFault: read-torn, card-hung, reader-lost (apdu.Card).
    """
    try:
        opened = access(key)
        chip = _Chip(card, opened, longer=portrait or certificates is not None)
        chip.open()
        return _read(chip, opened, certificates, today, portrait)
    except KeyMissing:
        trouble = "travel-key-needed"
    except KeyMisread:
        trouble = "travel-key-misread"
    except KeyRefused:
        trouble = "travel-key-wrong"
    except _NoWay:
        trouble = "travel-chip-unsupported"
    except (ChipError, FileError, MessagingError, SessionLost, StatusError):
        trouble = "travel-chip-damaged"
    return Document(unreadable=True, trouble=trouble)


@dataclass
class _Chip:
    """One chip being read. `block` is how much is asked for at a time; `longer`: as much as the chip says it gives at
    once."""

    card: Card
    key: Access
    longer: bool = False
    block: int = _BLOCK
    channel: Channel = field(init=False)

    def open(self) -> None:
        """A fresh session with the application selected. Raises KeyMissing, KeyRefused, _NoWay and what a chip may do
        wrong."""
        channel = self.channel = Channel(self.card)
        found = _card_access(channel)
        if self.longer:
            self.longer = False
            self.block = _extended_block(channel, self.card.atr)
        for offer in found:
            if self._by_pace(offer):
                return
        if not self.key.information:
            raise KeyMissing
        _, sw = channel.send(_SELECT, 4, 0x0C, files.APPLICATION)
        if sw not in (OK, _END_OF_FILE):
            raise _NoWay if sw == _NOT_SATISFIED else StatusError(sw)
        try:
            channel.session = open_bac(channel, self.key.information)
        except StatusError as fault:
            raise (_NoWay if fault.sw in _NO_BAC else fault) from None

    def _by_pace(self, offer: Offer) -> bool:
        kind = MRZ if self.key.information else CAN
        password = pace_password(self.key.information) if kind == MRZ else self.key.can.encode("ascii")
        try:
            self.channel.session = open_pace(self.channel, offer, password, kind)
        except PaceUnsupported:
            return False
        self.channel.ask(_SELECT, 4, 0x0C, files.APPLICATION)
        return True

    def read(self, place: Place) -> bytes:
        """A whole file. A chip that drops the session over it, or finds the length wrong, is asked again in smaller
        blocks: what chokes chips and readers is length. Raises what `open` does, ChipError, StatusError."""
        while True:
            try:
                return self._file(place)
            except (SessionLost, StatusError) as fault:
                lost = isinstance(fault, SessionLost)
                if self.block == _SMALL_BLOCK or not (lost or fault.sw == _WRONG_LENGTH):
                    raise
                self.block = _BLOCK if self.block > _BLOCK else _SMALL_BLOCK
                if lost:
                    self.open()

    def optional(self, place: Place) -> bytes | None:
        """A file that may be kept from us, or None. Raises what `read` does but StatusError."""
        try:
            return self.read(place)
        except StatusError:
            return None

    def _file(self, place: Place) -> bytes:
        self.channel.ask(_SELECT, 2, 0x0C, place.identifier.to_bytes(2, "big"))
        return _content(self._piece, place, self.block)

    def _piece(self, offset: int, length: int) -> bytes:
        if offset <= _LAST_PLAIN_OFFSET:
            data, sw = self.channel.send(_READ, offset >> 8, offset & 0xFF, expect=length)
        else:
            where = encode(0x54, offset.to_bytes(3, "big"))
            data, sw = self.channel.send(_READ_ODD, 0, 0, where, expect=length + (4 if length < 256 else 5))
            try:
                data = only(data, 0x53) if data else b""
            except TlvError:
                raise ChipError("an odd answer to an odd instruction") from None
        if sw not in (OK, _END_OF_FILE):
            raise StatusError(sw)
        return data


def _content(piece: Callable[[int, int], bytes], place: Place, block: int) -> bytes:
    """A file by its own length: its head first, then the rest in blocks. Raises ChipError for another file than was
    asked for, one that is too long, and one that ends too soon."""
    data = piece(0, _HEAD)
    try:
        tag, _, total = head(data)
    except TlvError:
        raise ChipError("no length at the start of a file") from None
    if tag != place.tag:
        raise ChipError("another file than was asked for")
    if total > MOST_BYTES:
        raise ChipError("longer than any file of a travel document")
    pieces, got = [data], len(data)
    # A chip that gives a byte at a time would keep the queue waiting for ever.
    for _ in range(32 + total // 16):
        if got >= total:
            return b"".join(pieces)[:total]
        # No block crosses from one instruction to the other.
        room = _LAST_PLAIN_OFFSET + 1 - got if got <= _LAST_PLAIN_OFFSET else block
        data = piece(got, min(block, room, total - got))
        if not data:
            break
        pieces.append(data)
        got += len(data)
    raise ChipError("the file ends before its end")


def _card_access(channel: Channel) -> list[Offer]:
    """What EF.CardAccess offers; nothing where there is none or it is none. The master file is selected first, since an
    application may be by now."""

    def piece(offset: int, length: int) -> bytes:
        data, sw = channel.send(_READ, offset >> 8, offset & 0xFF, expect=length)
        return data if sw in (OK, _END_OF_FILE) else b""

    _, sw = channel.send(_SELECT, 0, 0x0C, files.MASTER_FILE)
    if sw != OK:
        channel.send(_SELECT, 0, 0x0C)  # the other way to say it (ISO 7816-4, 11.2.2)
    _, sw = channel.send(_SELECT, 2, 0x0C, files.CARD_ACCESS.identifier.to_bytes(2, "big"))
    if sw != OK:
        return []
    try:
        return offers(files.read_card_access(_content(piece, files.CARD_ACCESS, _BLOCK)))
    except (ChipError, FileError):
        return []


def _extended_block(channel: Channel, atr: bytes) -> int:
    """How much to ask for at a time: what EF.ATR/INFO states, less the wrapping, where the answer to reset says that
    extended lengths are understood. The master file is selected."""
    if not files.offers_extended(atr):
        return _BLOCK
    stated = 0
    _, sw = channel.send(_SELECT, 2, 0x0C, files.CARD_INFO.to_bytes(2, "big"))
    if sw == OK:
        data, sw = channel.send(_READ, 0, 0, expect=256)
        stated = files.read_length_info(data) if sw in (OK, _END_OF_FILE) else 0
    return max(_BLOCK, min(stated or _UNSTATED_BLOCK, _LONGEST_BLOCK) - _WRAPPING)


def _read(chip: _Chip, opened: Access, certificates: Path | None, today: date | None, portrait: bool) -> Document:
    there = files.read_com(chip.read(files.COM))
    groups = {1: chip.read(files.DG1)}
    zone = files.read_dg1(groups[1], opened.printed)
    sod = face = own = None
    try:
        if certificates is not None:
            sod = chip.optional(files.SOD)
        if portrait and files.DG2.tag in there:
            face = chip.optional(files.DG2)
        if files.DG11.tag in there:
            own = chip.optional(files.DG11)
    except (ChipError, MessagingError, SessionLost, StatusError, KeyRefused, KeyMissing, _NoWay):
        pass  # Who it is, is known; what is missing is not worth sending the person away.
    groups |= {number: data for number, data in ((2, face), (11, own)) if data is not None}
    proof = passive.judge(sod, groups, certificates, today)
    return _document(zone, opened.printed, face, own, proof, today)


def _document(
    zone: Mrz, printed: Mrz | None, face: bytes | None, own: bytes | None, proof: passive.Proof, today: date | None
) -> Document:
    full, personal = _own(own)
    trouble = _TROUBLES.get(proof.reason, "") if proof.authenticity == "failed" else ""
    if not trouble and printed is not None and printed.text != zone.text:
        trouble = "travel-printed-differs"
    return Document(
        number=zone.number,
        name=full if full and full.upper() != zone.name else zone.name,
        other_name=zone.name,
        other_numbers=(personal.upper(),) if personal else (),
        document_type=zone.document_type,
        birth=zone.birth_on(today),
        sex=zone.sex,
        expires=zone.expires_on(today),
        nationality=zone.nationality,
        issuer=zone.issuer,
        method="reader",
        portrait=_portrait(face),
        authenticity=proof.authenticity,
        trouble=trouble,
    )


_TROUBLES = {
    "sod-malformed": "travel-signature-wrong",
    "signature-wrong": "travel-signature-wrong",
    "data-changed": "travel-data-changed",
    "signer-untrusted": "travel-signer-untrusted",
    "signer-not-valid": "travel-signer-not-valid",
}


def _own(group: bytes | None) -> tuple[str, str]:
    """The name in the holder's script and the personal number, which is that of the identity card in many states."""
    if group is None:
        return "", ""
    try:
        return files.read_dg11(group)
    except FileError:
        return "", ""


def _portrait(group: bytes | None) -> bytes | None:
    if group is None:
        return None
    try:
        image = files.read_dg2(group)
    except FileError:
        return None
    from desktop.devices.travel.portrait import show

    return show(image)
