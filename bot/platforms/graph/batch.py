"""How are many reads made in one call? As Meta's batch: up to 50 items, each with its own status, headers and body."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bot.errors import PlatformError, PlatformUnavailable, RequestRefused, Throttled, TokenRefused
from bot.platforms.graph.answer import Answer
from bot.platforms.graph.caller import Param, quoted, spelt
from bot.platforms.graph.faults import TooMuchAsked
from bot.platforms.graph.reading import node_of, rows_of
from bot.platforms.graph.slices import bytes_of
from bot.platforms.graph.wire import Raw

MOST_ITEMS = 50
"""Meta's bound for one batch. Each item counts as a call."""

Outcome = Answer | PlatformError


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRead:
    """One read of a batch: a node or an edge, and its parameters as for `GraphClient.read`."""

    path: str
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def item(self) -> dict[str, str]:
        """The read as Meta's `batch` parameter wants it. Raises `RequestRefused` for an id that can't be called."""
        asked = urlencode(spelt(self.params))
        return {"method": "GET", "relative_url": f"{quoted(self.path)}?{asked}" if asked else quoted(self.path)}


class Batcher:
    """Sends batches. `send` makes the one call; `learn` makes an answer of an item, or raises its error."""

    def __init__(
        self, *, send: Callable[[Mapping[str, str]], Answer], learn: Callable[[str, str, Raw], Answer]
    ) -> None:
        self._send = send
        self._learn = learn

    def read(self, reads: Sequence[BatchRead]) -> list[Outcome]:
        """The answers in the order of the reads, an error in the place of a read that was refused.

        Items that Meta left out (null) or that met a passing trouble are asked again once. Raises what concerns all:
        no answer at all, `Throttled`, `TokenRefused`.
        """
        faults = [_fault(read) for read in reads]
        found: list[Outcome] = [fault or _unanswered() for fault in faults]
        for _ in range(2):
            waiting = [at for at, outcome in enumerate(found) if _passes(outcome)]
            for at, outcome in zip(waiting, self._all([reads[at] for at in waiting]), strict=True):
                found[at] = outcome
        return found

    def _all(self, reads: Sequence[BatchRead]) -> list[Outcome]:
        return [
            outcome
            for start in range(0, len(reads), MOST_ITEMS)
            for outcome in self._some(reads[start : start + MOST_ITEMS])
        ]

    def _some(self, reads: Sequence[BatchRead]) -> list[Outcome]:
        """One batch; in halves where Meta (or our own bound) finds the whole too large."""
        form = {"batch": json.dumps([each.item for each in reads]), "include_headers": "true"}
        try:
            rows = rows_of(self._send(form).json)
        except TooMuchAsked as error:
            if len(reads) == 1:
                return [error.with_traceback(None)]
            half = len(reads) // 2
            return [*self._some(reads[:half]), *self._some(reads[half:])]
        rows = [*rows, *[None] * len(reads)]
        return [self._outcome(read, row) for read, row in zip(reads, rows, strict=False)]

    def _outcome(self, read: BatchRead, row: object) -> Outcome:
        raw = _raw(row)
        if raw is None:
            return _unanswered()
        try:
            return self._learn("GET", read.path, raw)
        except (Throttled, TokenRefused):
            raise
        except PlatformError as error:
            # Kept, not raised: without its frames, which hold more than anybody should print.
            return error.with_traceback(None)


def _unanswered() -> PlatformUnavailable:
    return PlatformUnavailable("Meta left this part of a batch unanswered")


def _fault(read: BatchRead) -> RequestRefused | None:
    """Why this read can't be asked at all."""
    try:
        quoted(read.path)
    except RequestRefused as error:
        return error.with_traceback(None)
    return None


def _passes(outcome: Outcome) -> bool:
    return isinstance(outcome, PlatformUnavailable) and not isinstance(outcome, TooMuchAsked)


def _raw(row: object) -> Raw | None:
    """An item as an answer of its own; None when it is null or has no readable status or body.

    The bytes are those of the item's `body`, which is what Meta sent, unescaped once (it comes as a string in JSON).
    """
    node = node_of(row)
    code, body = node.get("code"), node.get("body")
    if not isinstance(code, int) or isinstance(code, bool) or not isinstance(body, str):
        return None
    headers = {
        str(node_of(each).get("name")).lower(): str(node_of(each).get("value")) for each in rows_of(node.get("headers"))
    }
    return Raw(status=code, headers=headers, body=bytes_of(body))
