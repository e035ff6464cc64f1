"""The process that holds the maker's library `sdtapi`, which may be 32-bit, may hang and may crash.

Started by library.py with the library's path. Questions come on standard input, answers go to standard output
(vendor_wire.py). The process ends when its input does, in the middle of a call too. Only the standard library is used:
a 32-bit Python 3.8 or later without anything installed runs it for a 32-bit library.
"""

from __future__ import annotations

import ctypes
import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import Any

from desktop.devices.resident.vendor_wire import (
    Answered,
    Asked,
    MessageParser,
    WireError,
    read_asked,
    write_answered,
)

INSIDE = 1
"""Every function opens the port and closes it again by itself, so that a reader pulled out is noticed by the next."""
NO_SUCH_CONTENT = 0x91
_NEEDED = ("SDT_OpenPort", "SDT_ClosePort", "SDT_StartFindIDCard", "SDT_SelectIDCard", "SDT_ReadBaseMsg")
# Larger than anything a card holds: a library that does not keep to the lengths should hit its own memory last.
_TEXT = 4096
_PHOTO = 8192


class NotThere(Exception):
    """The library cannot be used; the reason is one of vendor_wire.FAILURES."""


def main(arguments: list[str]) -> int:
    answers = _answers()
    asked: queue.Queue[Asked] = queue.Queue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()

    def say(answered: Answered) -> None:
        os.write(answers, write_answered(answered))

    try:
        library = load(arguments[0])
    except NotThere as reason:
        say(Answered(0, failed=str(reason)))
        return 1
    say(Answered(0))
    while True:
        question = asked.get()
        status, data = call(library, question.call, question.port)
        say(Answered(question.n, status, data))


def _answers() -> int:
    """A way out for answers alone: libraries that print would speak between them."""
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


def _listen(asked: queue.Queue[Asked]) -> None:
    parser = MessageParser()
    try:
        while piece := os.read(0, 4096):
            for message in parser.feed(piece):
                asked.put(read_asked(message))
    except (OSError, WireError):
        pass
    # Not sys.exit: the other thread may be inside the library for good.
    os._exit(0)


def load(path: str) -> Any:
    """The library, with its functions declared. Raises NotThere."""
    folder = os.path.dirname(path)
    if folder and not os.path.isfile(path):
        raise NotThere("not-found")
    try:
        if folder:
            # Licences and further libraries lie beside it and are looked for in the current folder.
            path = os.path.abspath(path)
            os.chdir(os.path.dirname(path))
        library = _opened(path)
    except OSError as error:
        # A library that is there but wants another one is another matter.
        missing = not folder and (isinstance(error, FileNotFoundError) or str(error).startswith(path + ":"))
        raise NotThere("not-found" if missing else "not-loadable") from error
    if not all(hasattr(library, name) for name in _NEEDED):
        raise NotThere("not-sdtapi")
    return library


def _opened(path: str) -> Any:
    if sys.platform == "win32":
        # No box of the system's for a crash: nobody would see it, and the process would not end.
        ctypes.windll.kernel32.SetErrorMode(0x8003)
        if os.path.dirname(path):
            os.add_dll_directory(os.path.dirname(path))
        return ctypes.WinDLL(path)
    return ctypes.CDLL(path)


def call(library: Any, name: str, port: int) -> tuple[int, bytes]:
    """What one function returned, and what it wrote. Buffers are new and empty each time: no last person's."""
    return _CALLS[name](library, port)


def _plain(function: str, *more: int) -> Callable[[Any, int], tuple[int, bytes]]:
    def run(library: Any, port: int) -> tuple[int, bytes]:
        return _status(library, function, port, *more), b""

    return run


def _card(function: str) -> Callable[[Any, int], tuple[int, bytes]]:
    def run(library: Any, port: int) -> tuple[int, bytes]:
        return _status(library, function, port, ctypes.create_string_buffer(64), INSIDE), b""

    return run


def _read(library: Any, port: int) -> tuple[int, bytes]:
    text, photo = ctypes.create_string_buffer(_TEXT), ctypes.create_string_buffer(_PHOTO)
    length, photo_length = ctypes.c_uint(0), ctypes.c_uint(0)
    status = _status(
        library, "SDT_ReadBaseMsg", port, text, ctypes.byref(length), photo, ctypes.byref(photo_length), INSIDE
    )
    return status, text.raw[: length.value]


def _added(library: Any, port: int) -> tuple[int, bytes]:
    text, length = ctypes.create_string_buffer(_TEXT), ctypes.c_uint(0)
    status = _status(library, "SDT_ReadNewAppMsg", port, text, ctypes.byref(length), INSIDE)
    return status, text.raw[: length.value]


def _number(library: Any, port: int) -> tuple[int, bytes]:
    text = ctypes.create_string_buffer(256)
    status = _status(library, "SDT_GetSAMIDToStr", port, text, INSIDE)
    return status, text.raw.partition(b"\0")[0]


def _status(library: Any, function: str, *arguments: Any) -> int:
    """Not every kit has every function: one that is missing has nothing to say."""
    try:
        found = getattr(library, function)
    except AttributeError:
        return NO_SUCH_CONTENT
    found.restype = ctypes.c_int
    return int(found(*arguments))


_CALLS: dict[str, Callable[[Any, int], tuple[int, bytes]]] = {
    "open": _plain("SDT_OpenPort"),
    "close": _plain("SDT_ClosePort"),
    "status": _plain("SDT_GetSAMStatus", INSIDE),
    "find": _card("SDT_StartFindIDCard"),
    "select": _card("SDT_SelectIDCard"),
    "read": _read,
    "added": _added,
    "number": _number,
}
