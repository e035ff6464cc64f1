"""A virtual display. Its picture lies in a file in memory, so looking costs no process and no time."""

from __future__ import annotations

import mmap
import os
import select
import subprocess
from pathlib import Path
from typing import Self

from PySide6.QtGui import QImage

SIZE = (1366, 768)
_PATIENCE = 60.0
_WORDS = 25
"""The header of an X window dump: that many big-endian words of four bytes."""
_COLOUR = 12
"""Bytes of an entry of the dump's colour table."""


class Screen:
    """A display `:N` of its own; the server picks a free number. `close` it in the end."""

    def __init__(self, folder: Path, size: tuple[int, int] = SIZE) -> None:
        self.size = size
        folder.mkdir(parents=True, exist_ok=True)
        reader, writer = os.pipe()
        whole = f"{size[0]}x{size[1]}x24"
        # -noreset: it does not start anew when a window has gone, for the next might just then find nobody there.
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", whole, "-fbdir", str(folder)]
        self._server = subprocess.Popen(
            [*command, "-nolisten", "tcp", "-noreset"],
            pass_fds=(writer,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        number = b""
        # The server writes its number and its line feed apart, and ends when nobody takes the second.
        while not number.endswith(b"\n"):
            piece = os.read(reader, 16) if select.select([reader], [], [], _PATIENCE)[0] else b""
            if not piece:
                self._server.kill()
                raise RuntimeError("the virtual display did not start")
            number += piece
        os.close(reader)
        self.name = f":{number.decode().strip()}"
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        words = [int.from_bytes(self._memory[4 * n : 4 * n + 4], "big") for n in range(_WORDS)]
        self._begin, self._line = words[0] + words[19] * _COLOUR, words[12]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._memory.close()
        self._server.terminate()
        self._server.wait()

    def rows(self, top: int, bottom: int) -> bytes:
        """The pixels of these lines as they are now."""
        return self._memory[self._begin + top * self._line : self._begin + bottom * self._line]

    def part(self, left: int, top: int, right: int, bottom: int) -> bytes:
        """The pixels of this rectangle as they are now."""
        lines = (self._begin + y * self._line for y in range(top, bottom))
        return b"".join(self._memory[at + 4 * left : at + 4 * right] for at in lines)

    def pixel(self, x: int, y: int) -> str:
        """`#rrggbb`."""
        at = self._begin + y * self._line + 4 * x
        blue, green, red = self._memory[at : at + 3]
        return f"#{red:02x}{green:02x}{blue:02x}"

    def save(self, path: Path) -> Path:
        """The whole picture as a file."""
        wide, tall = self.size
        path.parent.mkdir(parents=True, exist_ok=True)
        image = QImage(self.rows(0, tall), wide, tall, self._line, QImage.Format.Format_RGB32)
        assert image.save(str(path)), path
        return path
