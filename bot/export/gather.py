"""What of the log does a box need in memory? One line after the other is read, few are kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.export import happenings, selfcheck
from bot.export.happenings import number
from bot.export.lines import as_plain
from bot.export.span import Span
from bot.model import LedgerEntry

_EVER = ("decision", "action", "guidelines")
"""Kinds of lines that are kept from before the box too: what ends in its week may have been decided before, and under
guidelines that were kept before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The revisions whose records belong into the box, and the lines that tell of them, of the week and of the ends.

    `by_comment` are all lines about the members' comments; `lines` are those the box covers, and older decisions
    and texts of guidelines.
    """

    members: Sequence[int]
    by_comment: Mapping[int, Sequence[LedgerEntry]]
    lines: tuple[LedgerEntry, ...]
    first: LedgerEntry | None
    last: LedgerEntry | None


class _Seen:
    """What is remembered of lines while they pass."""

    def __init__(self, after: int) -> None:
        self._after = after
        self.comments: dict[object, int] = {}
        self.kept: list[LedgerEntry] = []
        self.first: LedgerEntry | None = None
        self.last: LedgerEntry | None = None

    def passing(self, lines: Iterable[LedgerEntry]) -> Iterator[dict[str, Any]]:
        for line in lines:
            self.first, self.last = self.first or line, line
            if line.body.get("comment") and line.body.get("revision"):
                self.comments[line.body.get("revision")] = number(line, "comment")
            if line.seq > self._after or line.kind in _EVER:
                self.kept.append(line)
            yield as_plain(line)


def gather(span: Span, read: Callable[[], Iterable[LedgerEntry]]) -> Gathered:
    """Go through the log twice; `read` begins at its first line and ends at the box's last."""
    seen = _Seen(span.after)
    members = selfcheck.belonging(seen.passing(read()), span.after)
    wanted = {seen.comments[member] for member in members}
    return Gathered(
        members=members,
        by_comment=happenings.by_comment(read(), seen.comments, wanted) if wanted else {},
        lines=tuple(seen.kept),
        first=seen.first,
        last=seen.last,
    )
