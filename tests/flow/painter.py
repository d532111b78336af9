"""Which camera needs no browser? One that paints the words it reads on the card, a different picture for each."""

import hashlib
import html
import io
import re

from PIL import Image

from bot.model import Photograph
from bot.preserve.image import CARD_WIDTH


class Painter:
    """A `bot.ports.Camera` in memory; `pages` are the cards it was given."""

    def __init__(self) -> None:
        self.pages: list[str] = []

    def photograph(self, html: str) -> Photograph:
        """A picture made of the page's bytes."""
        self.pages.append(html)
        return Photograph(png=painted(html), shown_text=words_on(html), tool="painter 1.0")

    def close(self) -> None:
        """Nothing to end."""


def words_on(page: str) -> str:
    """The text in ``#comment-text``, as a browser shows it (without its special letters for line ends)."""
    inside = re.search(r'id="comment-text"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert inside is not None, "the card has no text of a comment"
    return html.unescape(re.sub(r"<[^>]*>", "\n", inside[1]))


def painted(page: str) -> bytes:
    """A PNG of a card's width, whose stripes spell the hash of the page."""
    digest = hashlib.sha512(page.encode("utf-8", "replace")).digest()
    image = Image.new("RGB", (CARD_WIDTH, 4 * len(digest)), "white")
    for row, value in enumerate(digest):
        colour = (value, 255 - value, value * 7 % 256)
        image.paste(colour, (0, 4 * row, CARD_WIDTH - value, 4 * row + 3))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
