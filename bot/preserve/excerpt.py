"""Which parts of a long comment fit on one picture? Pure.

A picture taller than about 12,000 pixels breaks, and comments may have 60,000 characters. The record holds them whole;
the picture shows the beginning and the surroundings of every finding, and says how much is left out where.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model import Finding

LIMIT = 4_000
"""What one picture holds, in characters; a line break counts as `LINE` of them."""
LINE = 60
AROUND = 240
"""Characters shown before and after a finding."""
SNAP = 24
"""So far a cut moves to stand at a space instead of inside a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of the comment's own text, or (when `left_out` > 0) the sign that stands for so many characters."""

    text: str
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """What stands on the picture, in order."""

    pieces: tuple[Piece, ...]

    @property
    def excerpted(self) -> bool:
        """Whether anything is left out."""
        return any(piece.left_out for piece in self.pieces)

    @property
    def left_out(self) -> int:
        """Characters that are not on the picture."""
        return sum(piece.left_out for piece in self.pieces)

    @property
    def shown_text(self) -> str:
        """What a reader finds in the comment's box, signs included."""
        return "\n".join(piece.text for piece in self.pieces)


def excerpt(text: str, findings: Sequence[Finding], limit: int = LIMIT) -> Excerpt:
    """The beginning of `text` and windows around `findings` (alerts and hides first) for at most `limit`."""
    if _cost(text) <= limit:
        return Excerpt(pieces=(Piece(text=text),))
    windows = [(0, _reach(text, 0, limit // 2))]
    left = limit - _cost(text[: windows[0][1]])
    for finding in sorted(findings, key=_urgency):
        window = _window(text, finding, min(AROUND, limit // 8))
        cost = sum(_cost(text[start:end]) for start, end in _without(window, windows))
        if cost > left:
            continue
        left -= cost
        windows = _merged([*windows, window])
    return Excerpt(pieces=tuple(_pieces(text, windows)))


def _cost(text: str) -> int:
    return len(text) + LINE * len(text.splitlines()) - LINE if text else 0


def _urgency(finding: Finding) -> tuple[bool, bool, int]:
    return (not finding.alert, finding.routing.value == "review", finding.start)


def _reach(text: str, start: int, budget: int) -> int:
    """The place up to which `budget` reaches from `start`, at a space where one is near."""
    end, spent = start, 0
    while end < len(text):
        spent += 1 + (LINE if text[end] in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029" else 0)
        if spent > budget:
            break
        end += 1
    return _snapped(text, end)


def _window(text: str, finding: Finding, around: int) -> tuple[int, int]:
    """The finding with its surroundings; a finding longer than the window shows its beginning."""
    start = max(0, min(finding.start, len(text)))
    end = min(max(finding.end, start), start + 2 * around, len(text))
    before = text[max(0, start - 2 * around) : start]
    low = start - (_reach(before[::-1], 0, around) if before else 0)
    return low, max(end, _reach(text, end, around))


def _snapped(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    for step in range(SNAP):
        if place - step > 0 and text[place - step - 1].isspace():
            return place - step
    return place


def _without(window: tuple[int, int], others: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of `window` that none of `others` (sorted, disjoint) covers."""
    parts, (at, end) = [], window
    for low, high in others:
        if high <= at or low >= end:
            continue
        if low > at:
            parts.append((at, low))
        at = max(at, high)
    return [*parts, (at, end)] if at < end else parts


def _merged(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(windows):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def _pieces(text: str, windows: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces, at = [], 0
    for low, high in windows:
        if low > at:
            pieces.append(_sign(low - at))
        if high > low:
            pieces.append(Piece(text=text[low:high]))
        at = high
    return [*pieces, _sign(len(text) - at)] if at < len(text) else pieces


def _sign(count: int) -> Piece:
    plural = "" if count == 1 else "s"
    words = f"[… {count:,} character{plural} left out of this picture; complete in the record …]"
    return Piece(text=words, left_out=count)
