"""Is a picture what it should be, and how does it look small? Pure; every picture here may be hostile."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageStat, UnidentifiedImageError

from bot.errors import CaptureFailed

CARD_WIDTH = 760
"""Width of a card in pixels, as its template sets it."""
MOST_HEIGHT = 12_000
"""Chromium's pictures break above 16,384 pixels; a card that comes near is made shorter."""
LEAST_HEIGHT = 200
LEAST_COLOURS = 12
LEAST_SPREAD = 2.0
"""Standard deviation of the grey values below which a picture counts as blank (a card has about 30)."""
THUMBNAIL = 320
MOST_PIXELS = 50_000_000
"""Larger attachments aren't drawn on the card: a few kilobytes can unpack to gigabytes."""
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_BROKEN = (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, EOFError)
_TROUBLES = (*_BROKEN, OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, OverflowError)
"""What Pillow's decoders raise on hostile bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Pixels."""

    width: int
    height: int

    @property
    def is_too_tall(self) -> bool:
        """Whether a shorter excerpt has to be photographed."""
        return self.height > MOST_HEIGHT


def size_of(png: bytes) -> Size:
    """What the PNG's header says. Raises `CaptureFailed` when it isn't a PNG."""
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            return Size(width=image.width, height=image.height)
    except _TROUBLES as error:
        raise CaptureFailed(f"the picture is no PNG ({type(error).__name__})") from error


def check(png: bytes, *, width: int = CARD_WIDTH) -> Size:
    """Decode every pixel; raises `CaptureFailed` naming what is wrong: broken, wrong size, blank."""
    size = size_of(png)
    if size.width != width:
        raise CaptureFailed(f"the picture is {size.width} pixels wide instead of {width}")
    if not LEAST_HEIGHT <= size.height <= MOST_HEIGHT:
        raise CaptureFailed(f"the picture is {size.height} pixels high (allowed: {LEAST_HEIGHT} to {MOST_HEIGHT})")
    image = _decoded(png)
    if image.getcolors(LEAST_COLOURS - 1) is not None:
        raise CaptureFailed("the picture is blank: it has almost no colours")
    if ImageStat.Stat(image.convert("L")).stddev[0] < LEAST_SPREAD:
        raise CaptureFailed("the picture is blank: all of it looks the same")
    return size


def thumbnail(png: bytes) -> bytes:
    """The top part of a checked picture as a PNG at most `THUMBNAIL` pixels wide and high."""
    image = _decoded(png)
    top = image.crop((0, 0, image.width, min(image.height, image.width)))
    top.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    return _as_png(top)


def attachment_picture(content: bytes, *, width: int = 300, height: int = 300) -> bytes | None:
    """An attachment drawn anew as a small PNG, so that nothing of its own bytes reaches the browser.

    None when it is no picture, is broken, or unpacks to more than `MOST_PIXELS`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                image.draft("RGB", (width * 2, height * 2))
                small = image.convert("RGBA")
        small.thumbnail((width, height), Image.Resampling.LANCZOS)
        paper = Image.new("RGB", small.size, "white")
        paper.paste(small, mask=small.getchannel("A"))
        return _as_png(paper)
    except _TROUBLES:
        return None


def _decoded(png: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            return image.convert("RGB")
    except _TROUBLES as error:
        raise CaptureFailed(f"the picture is broken ({type(error).__name__})") from error


def _as_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
