"""Which id does a thing get? Always the same one for the same seed and key, shaped as the platform shapes its own."""

import base64
import hashlib
from collections.abc import Container

from bot.simulator.model import Platform


def number(platform: Platform, seed: str, kind: str, key: str, taken: Container[str]) -> str:
    """A digit string: 16 digits on Facebook, 17 on Instagram, as in captured payloads."""
    for attempt in range(100):
        low, span = (10**15, 8 * 10**15) if platform is Platform.FACEBOOK else (178 * 10**14, 2 * 10**14)
        found = str(low + _hash(f"{seed}/{kind}/{key}/{attempt}") % span)
        if found not in taken:
            return found
    raise RuntimeError("no free id after 100 attempts")


def shortcode(media: str) -> str:
    """The eleven signs that name an Instagram medium in its address."""
    digest = hashlib.sha256(media.encode()).digest()
    return "C" + base64.urlsafe_b64encode(digest).decode()[:10]


def bare(spelling: str) -> str:
    """The last segment of an id: Meta spells one comment with and without its prefix."""
    return spelling.rsplit("_", 1)[-1]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:12], "big")
