"""A candidate's photo on a form: checked, shrunk to what prints, handed to the PDF as a JPEG. Pictures come from
outside: what is no picture, or too large to open safely, is told and left out."""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

MOST_PIXELS = 50_000_000
_DPI = 300
KEPT = (71.0, 99.5, 200)
"""Points and dots an inch a photo is kept with: 25 × 35 mm, the usual one-inch photo, as much of it as prints. Ten
thousand of them take about 100 MB."""
_OTHERS = ((b"GIF8", "GIF"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"%PDF", "PDF"))
_KINDS = ("JPEG", "PNG", "BMP", "WEBP")


class BadPhoto(ValueError):
    """`reason` in Chinese, for the person at the printer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def kept(data: bytes) -> bytes:
    """The photo as the site keeps it: a JPEG of the one-inch shape, without what the camera wrote into it. Raises
    BadPhoto."""
    return shrunk(data, *KEPT)


def look(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a photo that is whole: one cut off in the middle has a good head. Raises
    BadPhoto."""
    with _opened(data) as image:
        size = image.size
        image.draft("L", (8, 8))  # a JPEG is read to its end, but hardly drawn
        try:
            image.load()
        except (OSError, ValueError, SyntaxError) as fault:
            raise BadPhoto("图像已损坏") from fault
        return size


def draw(canvas: Any, data: bytes, x: float, y: float, width: float, height: float) -> None:
    """The photo filling the box, cut at its longer side. Raises BadPhoto before anything is drawn."""
    picture = ImageReader(io.BytesIO(data if _fits(data, width, height) else shrunk(data, width, height)))
    canvas.drawImage(picture, x, y, width, height)


def _fits(data: bytes, width: float, height: float) -> bool:
    """Whether a photo goes into the PDF as it is: a JPEG of the box's shape, no larger than what prints."""
    with _opened(data) as image:
        across, down = image.size
        fine = image.format == "JPEG" and image.mode in ("L", "RGB")
        if not fine or across > width / 72 * _DPI + 1 or abs(across * height - down * width) > 2 * max(width, height):
            return False
        try:
            image.load()  # cut off in the middle it would be a broken page
        except (OSError, ValueError, SyntaxError):
            return False
        return True


def shrunk(data: bytes, width: float, height: float, dpi: int = _DPI) -> bytes:
    """A grey or colour JPEG of the box's shape at 300 dpi and no larger. Raises BadPhoto."""
    wide, high = round(width / 72 * dpi), round(height / 72 * dpi)
    try:
        with _opened(data) as image:
            image.draft("RGB", (wide * 2, high * 2))  # a large JPEG is decoded small
            picture = _on_white(ImageOps.exif_transpose(image))  # telephones store it lying
    except BadPhoto:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise BadPhoto("图像已损坏") from fault
    ratio = wide / high
    w, h = picture.size
    if w / h > ratio:
        keep = round(h * ratio)
        picture = picture.crop(((w - keep) // 2, 0, (w - keep) // 2 + keep, h))
    else:
        keep = round(w / ratio)
        picture = picture.crop((0, (h - keep) // 3, w, (h - keep) // 3 + keep))
    if picture.width > wide:
        picture = picture.resize((wide, high), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """In colour; what is cut out of its background stands on white, not on the black hidden under it."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value / 256).convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    cut = image.convert("RGBA")
    white = Image.new("RGBA", cut.size, "white")
    white.alpha_composite(cut)
    return white.convert("RGB")


def _named(data: bytes) -> str:
    """The usual formats that we do not read, by name: what a telephone or a scanner makes."""
    if data[4:8] == b"ftyp":
        return "HEIC"
    return next((name for start, name in _OTHERS if data.startswith(start)), "")


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_KINDS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        name = _named(data)
        raise BadPhoto(f"{name} 格式，请另存为 JPEG" if name else "不是照片文件") from fault
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise BadPhoto(f"{width}×{height} 像素，过大")
    if min(width, height) < 32 or max(width, height) > 4 * min(width, height):
        raise BadPhoto(f"{width}×{height} 像素，不成照片")
    return image
