"""Pages of a PDF as pictures: the preview, its thumbnails, scans that come as PDF.

PDFium belongs to one thread at a time, so one lock stands around all its calls. A PDF is somebody else's bytes:
whatever is wrong with it is told as SiteFault pdf-unreadable, and no picture is larger than `MOST_PIXELS`.
"""

from __future__ import annotations

import io
import struct
import threading
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pypdfium2

from desktop.faults import SiteFault, reading_fault

LOCK: Final = threading.RLock()
MOST_BYTES: Final = 512 * 1024 * 1024
MOST_PAGES: Final = 50_000
MOST_PIXELS: Final = 40_000_000
MOST_SIDE: Final = 20_000
_LONGEST: Final = 14_400.0
"""Points: the longest side a PDF page may have."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: red, green and blue of each, row by row without gaps."""

    width: int
    height: int
    pixels: bytes

    def png(self) -> bytes:
        """The picture as a PNG file."""
        row = self.width * 3
        lines = b"".join(b"\0" + self.pixels[y * row : (y + 1) * row] for y in range(self.height))
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 1)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in parts
        )


class Pages:
    """A PDF that is open. Any thread may ask; close it, or use it in `with`."""

    def __init__(self, data: bytes) -> None:
        """Raises SiteFault pdf-unreadable: no PDF, damaged, locked by a password, or beyond the limits."""
        if len(data) > MOST_BYTES or b"%PDF-" not in data[:1024]:
            raise SiteFault("pdf-unreadable")
        with LOCK:
            try:
                self._document: Any = pypdfium2.PdfDocument(data)
                self.count: int = len(self._document)
            except (pypdfium2.PdfiumError, ValueError, TypeError) as error:
                raise SiteFault("pdf-unreadable") from error
            if not 1 <= self.count <= MOST_PAGES:
                self._document.close()
                raise SiteFault("pdf-unreadable")

    @staticmethod
    def of(path: Path) -> Pages:
        """Open a file. Raises SiteFault pdf-unreadable, file-not-found, file-unreadable."""
        try:
            if path.stat().st_size > MOST_BYTES:
                raise SiteFault("pdf-unreadable")
            return Pages(path.read_bytes())
        except OSError as error:
            raise reading_fault(error, path) from error

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points; pages count from 1. Raises SiteFault pdf-no-page, pdf-unreadable."""
        with LOCK:
            self._check(number)
            try:
                width, height = self._document.get_page_size(number - 1)
            except pypdfium2.PdfiumError as error:
                raise SiteFault("pdf-unreadable") from error
        if not (0 < width <= _LONGEST and 0 < height <= _LONGEST):
            raise SiteFault("pdf-unreadable")
        return width, height

    def picture(self, number: int, width: int) -> Picture:
        """A page `width` pixels wide, less where it would be larger than `MOST_PIXELS`.

        Raises SiteFault pdf-no-page, pdf-unreadable.
        """
        across, down = self.size(number)
        scale = max(1, width) / across
        scale = min(scale, MOST_SIDE / max(across, down), (MOST_PIXELS / (across * down)) ** 0.5)
        with LOCK:
            self._check(number)
            try:
                page = self._document[number - 1]
                try:
                    bitmap = page.render(scale=scale, rev_byteorder=True)
                finally:
                    page.close()
            except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
                raise SiteFault("pdf-unreadable") from error
            try:
                return _picture(bitmap)
            finally:
                bitmap.close()

    def close(self) -> None:
        """Whoever asks for a page after this is told that there is none."""
        with LOCK:
            self.count = 0
            self._document.close()

    def _check(self, number: int) -> None:
        if not 1 <= number <= self.count:
            raise SiteFault("pdf-no-page", page=number, pages=self.count)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _picture(bitmap: Any) -> Picture:
    """The bitmap's rows without the gaps between them; four bytes a pixel become three."""
    width, height, stride, channels = bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels
    raw = bytes(bitmap.buffer)
    row = width * channels
    out = io.BytesIO()
    for y in range(height):
        line = raw[y * stride : y * stride + row]
        if channels == 4:
            kept = bytearray(width * 3)
            for k in range(3):
                kept[k::3] = line[k::4]
            line = bytes(kept)
        out.write(line)
    return Picture(width, height, out.getvalue())
