"""How often did nearly the same stand in this file before? Counted for lines that name their post and their author."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from bot.cli.lines import BadLine, Row, time_of
from bot.judge.repeats import Sighting, Window

T = TypeVar("T", bound=BadLine)
_REMEMBERED = 1_000
"""Comments that are compared: a file of nothing but the same one must not cost more and more for each line."""


def counted(rows: Iterable[Row | T]) -> Iterator[Row | T]:
    """The same rows, each with its `copies` where post and author are named.

    "time" (ISO 8601) says when it was written; lines without one are taken as written at the time of the line before.
    A line that is older than one before it is not counted: the window only goes forward.
    """
    window, now = Window(limit=_REMEMBERED), datetime.min.replace(year=2, tzinfo=UTC)
    for row in rows:
        at = time_of(row.fields) or now if isinstance(row, Row) and row.post and row.author else None
        if isinstance(row, Row) and at is not None and at >= now:
            seen = Sighting(comment=str(row.number), author=row.author, post=row.post, at=at, text=row.text)
            now, row = at, replace(row, copies=window.see(seen))
        yield row
