#!/usr/bin/env python3
"""Checks the record of an exam site without the program that wrote it.

    python3 verify_record.py RECORD.jsonl [--heads QR.json | --code XXXX-XXXX-XXXX] [--record ID]
                             [--record-secret HEX] [--json]

Needs Python 3.9 or newer and the package `cryptography` (for Ed25519), nothing else of ours. It follows the page "The
record format, edition 1" and shares no line with the program. An encrypted file is opened first with the standard
tools: `age -d record.jsonl.age | gunzip > record.jsonl`.

--heads takes the text of the QR code printed beside a head code (a file, or the text itself); --code the head code as
typed from paper, when the record has not grown since. Exit 0: intact. 1: not intact, the first fault is named.
2: wrong usage.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MEMBERS = {
    "v": int,
    "record": str,
    "desk": str,
    "number": int,
    "time": list,
    "wall": int,
    "offset": (int, type(None)),
    "officers": list,
    "kind": str,
    "edition": int,
    "about": list,
    "data": dict,
    "previous": str,
    "hash": str,
    "signature": str,
}
ROLES = ("control", "door", "room", "custody", "office")
LARGEST = 2**53 - 1
LONGEST_LINE = 4 << 20
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


class Fault(Exception):
    """The first thing found wrong."""

    def __init__(self, reason, desk=None, number=None, line=None):
        super().__init__(reason)
        self.reason, self.desk, self.number, self.line = reason, desk, number, line


class Unreadable(Exception):
    """A line that is no entry."""


# --- canonical JSON (RFC 8785, without floating-point numbers) -----------------------------------------------------


def quoted(text):
    return '"' + re.sub(r'["\\\x00-\x1f]', lambda m: ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04x}", text) + '"'


def canonical(value):
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(f"{quoted(key)}:{canonical(value[key])}" for key in keys) + "}"


def whole(digits):
    value = int(digits)
    if abs(value) > LARGEST:
        raise Unreadable
    return value


def refuse(_):
    raise Unreadable


# --- one line ------------------------------------------------------------------------------------------------------


def read_entry(line):
    """The members of a line, checked against the table of the format. Raises Unreadable."""
    try:
        text = line.decode("utf-8")
        entry = json.loads(text, parse_int=whole, parse_float=refuse, parse_constant=refuse)
        if type(entry) is not dict or entry.keys() != MEMBERS.keys():
            raise Unreadable
        if canonical(entry) != text:
            raise Unreadable
    except (ValueError, RecursionError):
        raise Unreadable from None
    for name, kind in MEMBERS.items():
        if not isinstance(entry[name], kind) or isinstance(entry[name], bool):
            raise Unreadable
    time = entry["time"]
    if len(time) != 2 or any(type(part) is not int for part in time):
        raise Unreadable
    if not entry["about"] or any(type(item) is not str for item in entry["about"] + entry["officers"]):
        raise Unreadable
    if entry["v"] != 1 or entry["number"] < 1:
        raise Unreadable
    return entry


def read_base64(text, size):
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return raw if len(raw) == size and base64.b64encode(raw).decode() == text else None


def key_of(entry):
    """The public key an enrolment gives, or None when the desk's id is not made from it."""
    text = entry["data"].get("public_key")
    raw = read_base64(text, 32) if isinstance(text, str) else None
    return raw if raw and hashlib.sha256(raw).hexdigest()[:16] == entry["desk"] else None


def is_whole_enrolment(entry):
    data = entry["data"]
    return (
        entry["about"] == ["desk:" + entry["desk"]]
        and isinstance(data.get("label"), str)
        and data.get("role") in ROLES
        and isinstance(data.get("proof"), str)
    )


# --- heads ---------------------------------------------------------------------------------------------------------


def head_code(heads):
    """heads: desk to (number, hash)."""
    text = "".join(f"{desk} {heads[desk][0]} {heads[desk][1]}\n" for desk in sorted(heads))
    bits = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big") >> 196
    digits = ""
    for _ in range(12):
        digits = DIGITS[bits % 32] + digits
        bits //= 32
    return "-".join((digits[:4], digits[4:8], digits[8:]))


def read_code(typed):
    plain = re.sub(r"[-\s]", "", typed.upper()).translate(str.maketrans("OIL", "011"))
    if len(plain) != 12 or any(digit not in DIGITS for digit in plain):
        raise ValueError("no head code")
    return "-".join((plain[:4], plain[4:8], plain[8:]))


# --- the record ----------------------------------------------------------------------------------------------------


class Verification:
    """Reads a record line by line. `record`, `secret` and `claim` may be None; `claim` is (code, {desk: number} or
    None)."""

    def __init__(self, record=None, secret=None, claim=None):
        self.record, self.secret, self.claim = record, secret, claim
        self.heads, self.claimed, self.entries = {}, {}, 0
        self.desk, self.key, self.last = None, None, (0, "0" * 64, None)

    def run(self, lines):
        """The verdict as a dict of `ok`, `entries`, `heads`, `code`, `proof_checked`, `desk`, `number`, `line`,
        `reason`."""
        fault = None
        try:
            numbered = enumerate(lines, 1)
            for at, line in numbered:
                self.take(at, line, numbered)
            if not self.entries:
                raise Fault("malformed")
            self.compare()
        except Fault as found:
            fault = found
        return {
            "ok": fault is None,
            "entries": self.entries,
            "heads": [[desk, *self.heads[desk]] for desk in sorted(self.heads)],
            "code": head_code(self.heads),
            "proof_checked": self.secret is not None,
            "desk": fault and fault.desk,
            "number": fault and fault.number,
            "line": fault and fault.line,
            "reason": fault and fault.reason,
        }

    def take(self, at, line, rest):
        try:
            entry = read_entry(line)
        except Unreadable:
            raise Fault("malformed", line=at) from None
        desk, number = entry["desk"], entry["number"]
        here = (desk, number, at)
        if self.record is None:
            self.record = entry["record"]
        if entry["record"] != self.record:
            raise Fault("wrong-record", *here)
        enrols = desk != self.desk and entry["kind"] == "desk-enrolled"
        key = key_of(entry) if enrols else None
        if desk != self.desk and (not re.fullmatch("[0-9a-f]{16}", desk) or (enrols and key is None)):
            raise Fault("bad-desk-id", *here)
        hashed = {name: entry[name] for name in entry if name not in ("hash", "signature")}
        digest = hashlib.sha256(canonical(hashed).encode()).digest()
        if digest.hex() != entry["hash"]:
            raise Fault("bad-hash", *here)
        self.place(entry, here, key, rest)
        _, last_hash, last_time = self.last
        if entry["previous"] != last_hash:
            raise Fault("broken-chain", *here)
        if not self.signed(entry, digest):
            raise Fault("bad-signature", *here)
        if last_time is not None and entry["time"] <= last_time:
            raise Fault("clock-backwards", *here)
        if key and self.secret is not None:
            proof = hmac.new(self.secret, key, hashlib.sha256).hexdigest()
            if proof != entry["data"]["proof"]:
                raise Fault("bad-proof", *here)
        self.last = (number, entry["hash"], entry["time"])
        self.heads[desk] = self.last[:2]
        self.entries += 1
        if self.claim and self.claim[1] and self.claim[1].get(desk) == number:
            self.claimed[desk] = self.last[:2]

    def place(self, entry, here, key, rest):
        """Order of the file, enrolment, numbers without gap or repetition."""
        desk, number, _ = here
        if self.desk is not None and (desk, number) < (self.desk, self.last[0]):
            raise Fault("malformed", *here)
        if desk != self.desk:
            if key is None or (number == 1 and not is_whole_enrolment(entry)):
                self.look_ahead((desk, number), rest)
                raise Fault("not-enrolled", *here)
            self.desk, self.key, self.last = desk, Ed25519PublicKey.from_public_bytes(key), (0, "0" * 64, None)
        if number == self.last[0]:
            raise Fault("duplicate", *here)
        if number != self.last[0] + 1:
            self.look_ahead((desk, number), rest)
            raise Fault("gap", *here)

    @staticmethod
    def look_ahead(here, rest):
        """A later line that belongs before this one: nothing is missing, the file is out of order."""
        for at, line in rest:
            try:
                entry = read_entry(line)
            except Unreadable:
                continue
            if (entry["desk"], entry["number"]) < here:
                raise Fault("malformed", entry["desk"], entry["number"], at)

    def signed(self, entry, digest):
        signature = read_base64(entry["signature"], 64)
        if signature is None:
            return False
        try:
            self.key.verify(signature, digest)
        except InvalidSignature:
            return False
        return True

    def compare(self):
        """What was printed must be in the record as it was then; the record may have grown since."""
        if self.claim is None:
            return
        code, numbers = self.claim
        if numbers is None:
            if head_code(self.heads) != code:
                raise Fault("head-mismatch")
            return
        for desk in sorted(numbers):
            if desk not in self.claimed:
                raise Fault("head-mismatch", desk, self.heads[desk][0] if desk in self.heads else None)
        if head_code(self.claimed) != code:
            only = next(iter(self.claimed)) if len(self.claimed) == 1 else None
            raise Fault("head-mismatch", only, self.claimed[only][0] if only else None)


def lines_of(stream):
    """Lines without line feeds; a last line without one, or one too long, is handed on empty: it is no entry."""
    while True:
        raw = stream.readline(LONGEST_LINE)
        if not raw:
            return
        if not raw.endswith(b"\n"):
            yield b""
            return
        yield raw[:-1]


# --- command line --------------------------------------------------------------------------------------------------


def read_claim(given):
    """(record, (code, numbers)) from the text of a QR code, or from a file that holds it."""
    if not given.lstrip().startswith("{"):
        with open(given, encoding="utf-8") as file:
            given = file.read()
    obj = json.loads(given)
    return obj["record"], (read_code(obj["code"]), dict(obj["heads"]))


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--heads", metavar="QR.json")
    parser.add_argument("--code", type=read_code)
    parser.add_argument("--record", metavar="ID")
    parser.add_argument("--record-secret", metavar="HEX", type=bytes.fromhex)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    record, claim = options.record, (options.code, None) if options.code else None
    try:
        if options.heads:
            printed_record, claim = read_claim(options.heads)
            record = printed_record if record is None else record
        with open(options.file, "rb") as stream:
            verdict = Verification(record, options.record_secret, claim).run(lines_of(stream))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        parser.error(str(fault))
    if options.json:
        sys.stdout.write(json.dumps(verdict) + "\n")
    elif verdict["ok"]:
        proofs = "checked" if verdict["proof_checked"] else "NOT checked (no record secret given)"
        sys.stdout.write(f"INTACT  {verdict['entries']} entries, head code {verdict['code']}\n")
        sys.stdout.writelines(f"  desk {desk}  1..{number}\n" for desk, number, _ in verdict["heads"])
        sys.stdout.write(f"Enrolment proofs: {proofs}\n")
    else:
        sys.stdout.write(
            f"NOT INTACT  {verdict['reason']}: desk {verdict['desk'] or '-'}, number {verdict['number'] or '-'}, "
            f"line {verdict['line'] or '-'} ({verdict['entries']} entries before it are good)\n"
        )
    return 0 if verdict["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
