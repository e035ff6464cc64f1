"""A security module behind the maker's library `sdtapi`: `sdt:1001`, `sdt:1001@C:\\reader\\sdtapi.dll`, `sdt:auto`.

Ports 1001 to 1016 are USB, 1 to 16 are COM; `auto` looks for a reader on all of them, USB first. The library is held by
a process of its own (vendor_process.py). Where it is 32-bit, `KAODIAN_SDT_PYTHON` names a 32-bit python.exe (3.8 or
later, nothing else installed) that runs this process; so it does where the program is one file without a Python beside.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop.devices.resident.frame import FOUND, NOT_FOUND, NOTHING_THERE, OK, reaction
from desktop.devices.resident.library import Library
from desktop.devices.resident.module import SecurityModule
from desktop.devices.resident.source import ModuleSource
from desktop.devices.sources import Needs
from desktop.faults import SiteFault

USB_PORTS = range(1001, 1017)
COM_PORTS = range(1, 17)
# What the library says about its own port: it cannot be opened, nothing came from there in time, it is not usable.
_PORT_TROUBLE = frozenset((0x01, 0x02, 0x05))
_MODULE_SAYS = frozenset((OK, 0x60, 0x66))


class VendorSource(ModuleSource):
    """Cards through the library. `given` is `1001`, `auto`, either with `@` and the library's path. Nothing is started
    before the first read.

    Raises SiteFault source-unknown for a port that is none. A read raises, on top of ModuleSource: reader-lost (no
    reader on that port), library-missing, library-not-loadable, library-hung and library-crashed: the process was ended
    and the next read starts another, later each time it happens again.
    """

    def __init__(
        self,
        given: str,
        source: str,
        needs: Needs,
        patience: float = 1.0,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        port, _, path = given.strip().partition("@")
        self._ports = _ports(port.strip(), source)
        self._library = Library(path.strip() or usual_library(), source, patience)
        super().__init__(self._find_reader, source, needs, wait)

    def close(self) -> None:
        super().close()
        self._library.close()

    def _find_reader(self) -> SecurityModule:
        self._library.start()
        for port in self._ports:
            others = tuple(p for p in self._ports if p != port)
            try:
                there = self._is_there(port)
            except SiteFault:
                # A port that hangs the library must not hide those behind it: it is looked at last from now on.
                self._ports = (*others, port)
                raise
            if there:
                # The port that worked is looked at first when the reader comes back.
                self._ports = (port, *others)
                return LibraryModule(self._library, port, self._source)
        raise SiteFault("reader-lost", source=self._source)

    def _is_there(self, port: int) -> bool:
        if self._library.ask("open", port)[0] != OK:
            return False
        self._library.ask("close", port)
        # Any COM port can be opened; only a module says how it is.
        return len(self._ports) == 1 or self._library.ask("status", port)[0] in _MODULE_SAYS


class LibraryModule:
    """A SecurityModule: the library's functions on one port."""

    def __init__(self, library: Library, port: int, source: str) -> None:
        self._library = library
        self._port = port
        self._source = source
        status, number = library.ask("number", port)
        told = number.decode("ascii", "replace")[:48]
        self._name = f"sdtapi {port} {told}".strip() if status == OK and told.isprintable() else f"sdtapi {port}"

    @property
    def name(self) -> str:
        return self._name

    def status(self) -> int:
        status = self._ask("status")[0]
        # A kit without that function: whether the module works shows when a card is looked for.
        return OK if status == NOTHING_THERE else status

    def find(self) -> int:
        status = self._ask("find")[0]
        return status if status in (FOUND, NOT_FOUND) or reaction(status) == "defective" else NOT_FOUND

    def select(self) -> int:
        return self._ask("select")[0]

    def read(self) -> tuple[int, bytes]:
        status, text = self._ask("read")
        if status == OK:
            self._library.worked()
        return status, text

    def added(self) -> tuple[int, bytes]:
        return self._ask("added")

    def close(self) -> None:
        """The library stays loaded for the next one."""

    def _ask(self, call: str) -> tuple[int, bytes]:
        """Raises SiteFault: reader-lost, reader-garbled, and what Library.ask raises."""
        status, data = 0, b""
        for _ in range(2):
            status, data = self._library.ask(call, self._port)
            if status in _PORT_TROUBLE:
                raise SiteFault("reader-lost", source=self._source)
            if reaction(status) != "again":
                return status, data
        raise SiteFault("reader-garbled", source=self._source, status=f"{status & 0xFF:02X}")


def usual_library() -> str:
    """Where makers' kits put the library; its bare name, for the system to find, when it is in none of these places."""
    if sys.platform == "win32":
        name = "sdtapi.dll"
        system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))
        # The names say the contrary: a 64-bit program's libraries are in System32. One that is only in the other
        # folder is told as not loadable, and why.
        bits = ("System32", "SysWOW64")
        folders = [system / name for name in (reversed(bits) if os.environ.get("KAODIAN_SDT_PYTHON") else bits)]
        folders.insert(0, Path(sys.executable).parent)
    else:
        name = "libsdtapi.so"
        folders = [Path(sys.executable).parent, Path("/usr/local/lib"), Path("/usr/lib"), Path("/opt/sdtapi")]
    return next((str(folder / name) for folder in folders if (folder / name).is_file()), name)


def _ports(port: str, source: str) -> tuple[int, ...]:
    if port == "auto":
        return (*USB_PORTS, *COM_PORTS)
    number = int(port) if port.isascii() and port.isdigit() and len(port) <= 4 else 0
    if number not in USB_PORTS and number not in COM_PORTS:
        raise SiteFault("source-unknown", source=source)
    return (number,)
