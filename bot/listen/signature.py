"""Did Meta send exactly these bytes?"""

import hashlib
import hmac
import re
from collections.abc import Sequence

from bot.config import Secret

HEADER = "X-Hub-Signature-256"
"""The older X-Hub-Signature (SHA-1) comes beside it and is not looked at."""
_SHAPE = re.compile(r"sha256=([0-9a-f]{64})", re.IGNORECASE)


class Signature:
    """Knows the app's secret, and the Instagram app's when the district has one: either may have signed."""

    def __init__(self, secrets: Sequence[Secret]) -> None:
        self._keys = [secret.reveal().encode() for secret in secrets]

    def fits(self, body: bytes, header: str) -> bool:
        """Whether `header` is the HMAC-SHA256 of the raw `body`; takes as long for a wrong one as for the right one.

        The bytes are never decoded first: Meta signs its own escaped spelling (ä as \\u00e4, / as \\/).
        """
        told = _SHAPE.fullmatch(header)
        if told is None:
            return False
        digests = [hmac.digest(key, body, hashlib.sha256).hex() for key in self._keys]
        matches = [hmac.compare_digest(digest, told[1].lower()) for digest in digests]
        return any(matches)


def is_same(told: str, secret: Secret) -> bool:
    """Whether a stranger's text is the secret, in constant time."""
    return hmac.compare_digest(told.encode("utf-8", "surrogatepass"), secret.reveal().encode())
