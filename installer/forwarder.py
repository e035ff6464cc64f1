"""A Windows library that has no code of its own: each name it exports is another library's.

python3 installer/forwarder.py FILE NAME=LIBRARY.NAME...

Wine 8 lacks bcryptprimitives.dll, which has been part of Windows since 7; programs in Rust take chance from its
ProcessPrng. Set-up puts one onto Wine's drive that passes the call to advapi32's SystemFunction036, the same source of
chance under its older name.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

_FILE, _PAGE = 0x200, 0x1000


def library(name: str, forwards: dict[str, str]) -> bytes:
    """A 64-bit library (PE32+) of one section: the export directory. `forwards`: exported name to LIBRARY.NAME."""
    exports = _exports(name, dict(sorted(forwards.items())))
    body = exports.ljust(-(-len(exports) // _FILE) * _FILE, b"\0")
    optional = struct.pack("<HBBIIIII", 0x20B, 14, 0, 0, len(body), 0, 0, _PAGE)
    optional += struct.pack(
        "<QIIHHHHHHIIIIHH", 0x180000000, _PAGE, _FILE, 6, 0, 0, 0, 6, 0, 0, 2 * _PAGE, _FILE, 0, 3, 0x100
    )
    optional += struct.pack("<QQQQII", 0x100000, _PAGE, 0x100000, _PAGE, 0, 16)
    optional += struct.pack("<II", _PAGE, len(exports)) + bytes(8 * 15)
    dos = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64)
    file = b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, len(optional), 0x2022)
    section = struct.pack("<8sIIIIIIHHI", b".edata", len(exports), _PAGE, len(body), _FILE, 0, 0, 0, 0, 0x40000040)
    return (dos + file + optional + section).ljust(_FILE, b"\0") + body


def _exports(name: str, forwards: dict[str, str]) -> bytes:
    """The export directory as it lies at _PAGE. An address inside the directory is a forwarder's text."""
    count = len(forwards)
    texts = _PAGE + 40 + 10 * count
    said, places = b"", []
    for text in (name, *forwards, *forwards.values()):
        places.append(texts + len(said))
        said += text.encode("ascii") + b"\0"
    addresses, names, ordinals = _PAGE + 40, _PAGE + 40 + 4 * count, _PAGE + 40 + 8 * count
    head = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, places[0], 1, count, count, addresses, names, ordinals)
    tables = struct.pack(f"<{count}I{count}I{count}H", *places[1 + count :], *places[1 : 1 + count], *range(count))
    return head + tables + said


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_bytes(library(target.name, dict(word.split("=") for word in sys.argv[2:])))
