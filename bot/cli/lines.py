"""What does one line of a JSON Lines file of comments hold? Hostile lines become faults, never the end."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from bot.judge.repeats import Copies

LONGEST = 16 * 1024 * 1024
"""Bytes of one line; the longest comment a platform takes is some 8,000 characters."""

_REMEDY = 'write one object a line, such as {"id": "1", "text": "…"}'
_BOM = b"\xef\xbb\xbf"


class Lines(Protocol):
    """Where lines come from: a file opened in binary."""

    def readline(self, most: int, /) -> bytes:
        """The next line, or its first `most` bytes; empty at the end."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One comment as it stands in a file. `number` is its line, from 1; `fields` is everything the line holds.

    `copies` tells how often nearly the same stood before it (None: nobody counted).
    """

    number: int
    id: object
    text: str
    post: str
    author: str
    account: str
    fields: dict[str, Any]
    copies: Copies | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that holds no comment: why, with the remedy. `id` is the line's own id where it could be read."""

    number: int
    id: object
    error: str


def rows(source: Lines) -> Iterator[Row | BadLine]:
    """Every line that is not empty, in order. Lazily: nothing but the line itself is held in memory."""
    for number, line in enumerate(_lines(source), start=1):
        if line is None:
            yield BadLine(number=number, id=None, error=f"longer than {LONGEST} bytes; {_REMEDY}")
        elif line.strip():
            yield parsed(line, number)


def _lines(source: Lines) -> Iterator[bytes | None]:
    """The lines; None for one that is too long to be held."""
    first = True
    while line := source.readline(LONGEST):
        if first and line.startswith(_BOM):
            line = line[len(_BOM) :]
        first = False
        if len(line) < LONGEST or line.endswith(b"\n"):
            yield line
            continue
        while (rest := source.readline(LONGEST)) and not rest.endswith(b"\n"):
            pass
        yield None


def parsed(line: bytes, number: int) -> Row | BadLine:
    """One line, read. Never raises."""
    try:
        row = json.loads(line, parse_constant=_no_number)
    except UnicodeDecodeError:
        return BadLine(number=number, id=None, error="isn't JSON, for it isn't UTF-8: save the file as UTF-8")
    except (ValueError, RecursionError):
        return BadLine(number=number, id=None, error=f"isn't JSON; {_REMEDY}")
    if not isinstance(row, dict):
        return BadLine(number=number, id=None, error=f'has no "text"; {_REMEDY}')
    row_id = row.get("id", "")
    if not isinstance(row_id, str | int | float | None) or (isinstance(row_id, float) and not math.isfinite(row_id)):
        return BadLine(number=number, id=None, error='"id" must be a text or a number')
    if "text" in row and not isinstance(row["text"], str):
        return BadLine(number=number, id=row_id, error='"text" must be a text: write it in quotation marks')
    if "text" not in row:
        return BadLine(number=number, id=row_id, error=f'has no "text"; {_REMEDY}')
    wanted = {key: row[key] if row.get(key) is not None else "" for key in ("post", "author", "account")}
    for key, value in wanted.items():
        if not isinstance(value, str):
            return BadLine(number=number, id=row_id, error=f'"{key}" must be a text')
    if time_of(row) is None:
        remedy = 'write it as "2026-11-23T14:05:00-06:00"'
        return BadLine(number=number, id=row_id, error=f'"time" can\'t be read as a time (ISO 8601): {remedy}')
    post, author, account = (str(wanted[key]) for key in ("post", "author", "account"))
    return Row(number=number, id=row_id, text=row["text"], post=post, author=author, account=account, fields=row)


def time_of(fields: Mapping[str, Any]) -> datetime | Literal[""] | None:
    """When a comment was written; empty where the line doesn't say, None for what is no time."""
    said = fields.get("time")
    if said is None:
        return ""
    try:
        time = datetime.fromisoformat(str(said))
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _no_number(said: str) -> object:
    raise ValueError(said)
