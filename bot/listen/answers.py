"""What does a caller hear? A status and a word of ours; never a byte of what was sent."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from werkzeug.wrappers import Response

SOON = {"Retry-After": "60"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class Outcome(StrEnum):
    """How a call ended. The value stands in the log."""

    KEPT = "kept"
    HANDSHAKE = "handshake"
    ALIVE = "alive"
    ODD = "odd-question"
    UNSIGNED = "unsigned"
    WRONG_SIGNATURE = "wrong-signature"
    WRONG_TOKEN = "wrong-verify-token"
    NOWHERE = "other-address"
    NO_METHOD = "other-method"
    TOO_LARGE = "too-large"
    BROKEN_OFF = "broken-off"
    TOO_MANY_WRONG = "too-many-wrong"
    TOO_MANY = "too-many"
    FULL = "inbox-full"
    NOT_KEPT = "not-kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said for one outcome, and how loud the log is about it."""

    status: int
    words: str
    level: int = logging.WARNING
    headers: Mapping[str, str] = field(default_factory=dict)


ANSWERS: Mapping[Outcome, Answer] = {
    Outcome.KEPT: Answer(status=200, words="ok", level=logging.INFO),
    Outcome.HANDSHAKE: Answer(status=200, words="", level=logging.INFO),
    Outcome.ALIVE: Answer(status=200, words="ok", level=logging.DEBUG),
    Outcome.ODD: Answer(status=400, words="not understood", level=logging.INFO),
    Outcome.UNSIGNED: Answer(status=403, words="refused"),
    Outcome.WRONG_SIGNATURE: Answer(status=403, words="refused"),
    Outcome.WRONG_TOKEN: Answer(status=403, words="refused"),
    Outcome.NOWHERE: Answer(status=404, words="nothing here", level=logging.DEBUG),
    Outcome.NO_METHOD: Answer(status=405, words="not this way", level=logging.DEBUG, headers={"Allow": "GET, POST"}),
    Outcome.TOO_LARGE: Answer(status=413, words="too large"),
    Outcome.BROKEN_OFF: Answer(status=400, words="not understood", level=logging.INFO),
    Outcome.TOO_MANY_WRONG: Answer(status=429, words="too many", headers=SOON),
    Outcome.TOO_MANY: Answer(status=429, words="too many", headers=SOON),
    # Meta tries again for 36 hours whenever the answer isn't 200.
    Outcome.FULL: Answer(status=503, words="come again later", headers=SOON),
    Outcome.NOT_KEPT: Answer(status=503, words="come again later", headers=SOON),
}


def response(outcome: Outcome, words: str | None = None) -> Response:
    """The answer as HTTP; `words` only for the handshake's number."""
    answer = ANSWERS[outcome]
    text = f"{answer.words}\n" if words is None else words
    return Response(text, status=answer.status, mimetype="text/plain", headers={**HEADERS, **answer.headers})
