"""Which words of a comment did the findings hit? Cuts a text into pieces, each with the findings that cover it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.model import Finding

LEAD = 90
"""How many characters before the first finding an excerpt shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text. `covering` are the findings it lies in; `closing` those that end with it (label goes here)."""

    text: str
    covering: tuple[Finding, ...]
    closing: tuple[Finding, ...]

    @property
    def alert(self) -> bool:
        """One of the findings wants a person at once."""
        return any(finding.alert for finding in self.covering)


def window(text: str, findings: Sequence[Finding], limit: int) -> tuple[int, int]:
    """The part ``[start, end)`` of `text` to show where there is room for `limit` characters.

    It begins a little before the first finding, so that the reason a comment waits is never what gets cut off.
    """
    if len(text) <= limit:
        return 0, len(text)
    places = [f.start for f in findings if 0 <= f.start < f.end]
    first = min(places, default=0)
    start = 0 if first + LEAD < limit else min(first - LEAD, len(text) - limit)
    start = max(start, 0)
    return start, min(start + limit, len(text))


def pieces(text: str, findings: Sequence[Finding], within: tuple[int, int] | None = None) -> tuple[Piece, ...]:
    """Cut ``text[within]`` wherever a finding begins or ends; findings may nest, overlap, or lie partly outside.

    The pieces joined are the text again. Empty findings and findings wholly outside are left out.
    """
    low, high = within or (0, len(text))
    spans = [(max(f.start, low), min(f.end, high), f) for f in findings]
    spans = sorted((s for s in spans if s[0] < s[1]), key=lambda s: (s[0], -s[1]))
    cuts = sorted({low, high, *(s[0] for s in spans), *(s[1] for s in spans)})
    return tuple(_cut(text, spans, cuts))


def _cut(text: str, spans: Sequence[tuple[int, int, Finding]], cuts: Sequence[int]) -> list[Piece]:
    """Sweep from left to right with the spans that are open; a comment of 2,000 findings must not take seconds."""
    cut: list[Piece] = []
    coming = 0
    active: list[tuple[int, int, Finding]] = []
    for start, end in pairwise(cuts):
        active = [span for span in active if span[1] > start]
        while coming < len(spans) and spans[coming][0] <= start:
            active.append(spans[coming])
            coming += 1
        covering = tuple(span[2] for span in active)
        closing = tuple(span[2] for span in active if span[1] == end)
        cut.append(Piece(text=text[start:end], covering=covering, closing=closing))
    return cut
