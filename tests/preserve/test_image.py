"""Is a broken, blank or hostile picture told from a good one?"""

import io
import struct
import zlib

import pytest
from PIL import Image

from bot.errors import CaptureFailed
from bot.preserve.image import attachment_picture, check, thumbnail
from tests.preserve.builders import striped


def _plain(width: int, height: int, colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def _bomb(side: int) -> bytes:
    """A PNG of a few bytes whose header claims `side` x `side` pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def test_a_good_picture_passes_with_its_size() -> None:
    size = check(striped())
    assert (size.width, size.height) == (760, 600)


@pytest.mark.parametrize(
    ("png", "words"),
    [
        (b"", "no PNG"),
        (b"GIF89a....", "no PNG"),
        (striped()[:-400], "broken"),
        (striped(width=759), "759 pixels wide"),
        (striped(height=13_000), "13000 pixels high"),
        (striped(height=20), "20 pixels high"),
        (_plain(760, 600), "blank"),
        (_plain(760, 600, "black"), "blank"),
        (_bomb(60_000), "no PNG|wide"),
    ],
)
def test_a_bad_picture_is_refused_by_name(png: bytes, words: str) -> None:
    with pytest.raises(CaptureFailed, match=words):
        check(png)


def test_a_thumbnail_is_small_and_shows_the_top() -> None:
    small = Image.open(io.BytesIO(thumbnail(striped(height=9_000))))
    assert (small.width, small.height) == (320, 320)


def test_an_attachment_is_drawn_anew_as_png() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4_000, 3_000), "teal").save(out, "JPEG")
    drawn = attachment_picture(out.getvalue())
    assert drawn is not None
    assert Image.open(io.BytesIO(drawn)).size == (300, 225)


@pytest.mark.parametrize(
    "content",
    [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", _bomb(60_000), _bomb(8_000)],
    ids=["empty", "text", "svg", "bomb", "smaller bomb"],
)
def test_an_attachment_that_is_no_safe_picture_is_left_out(content: bytes) -> None:
    assert attachment_picture(content) is None
