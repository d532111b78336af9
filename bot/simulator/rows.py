"""How does a file of plain comments become a week on the pretend platform? Lazily: rows are read as they are played."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import overload

from bot.simulator.events import Event, EventType, ScenarioError
from bot.simulator.model import Account, Author, Platform
from bot.simulator.script import Scenario, Step, check_accounts

WEEK_MINUTES = 7 * 24 * 60

ONE_PAGE = (
    Account(
        key="page",
        platform=Platform.FACEBOOK,
        id="1000000000001",
        name="Maple Ridge School District",
        username="mapleridge",
        token="page-token",
    ),
)


def from_comments_file(
    path: str | Path,
    *,
    accounts: Sequence[Account] = ONE_PAGE,
    comments_per_post: int = 50,
    seed: str = "1",
) -> Scenario:
    """Make a scenario of a JSON Lines file whose rows have `text` and, if they like, `post`, `author` and `id`.

    One step plays `comments_per_post` rows. Rows that name no post share one post per step; rows with the same `post`
    share one post with that text. A row's key is its `id`, or "row-<line number>". The file is checked once, whole,
    and then read again step by step. Raises ScenarioError naming the line.
    """
    if comments_per_post < 1:
        raise ScenarioError("comments_per_post: expected 1 or more")
    check_accounts(accounts, "from_comments_file")
    steps = _FileSteps(Path(path), tuple(accounts), comments_per_post)
    return Scenario(name=Path(path).name, accounts=tuple(accounts), steps=steps, seed=seed, seconds_between=1)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    key: str
    text: str | None
    post: str | None
    author: Author


@dataclass(slots=True)
class _Index:
    """Where each step begins in the file, and which account the first row of a post put it on."""

    starts: list[tuple[int, int]] = field(default_factory=list)
    first_lines: set[int] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)


class _FileSteps(Sequence[Step]):
    def __init__(self, path: Path, accounts: tuple[Account, ...], size: int) -> None:
        self._path = path
        self._accounts = accounts
        self._size = size
        self._index = _indexed(path, size)

    def __len__(self) -> int:
        return len(self._index.starts)

    @overload
    def __getitem__(self, number: int) -> Step: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Step]: ...
    def __getitem__(self, number: int | slice) -> Step | Sequence[Step]:
        if isinstance(number, slice):
            return [self._step(each) for each in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return self._step(number % len(self))

    def _step(self, number: int) -> Step:
        rows = self._rows(number)
        happenings: list[Event] = []
        own_post = f"post-of-step-{number + 1}"
        if any(row.post is None for row in rows):
            happenings.append(self._post(number, own_post, f"Post {number + 1}"))
        for row in rows:
            if row.post is not None and row.line in self._index.first_lines:
                happenings.append(self._post(number, _post_key(row.post), row.post))
            happenings.append(_comment(row, own_post))
        minutes = number * WEEK_MINUTES / len(self)
        return Step(label=f"Part {number + 1} of {len(self)}", minutes=minutes, events=tuple(happenings))

    def _rows(self, number: int) -> list[_Row]:
        offset, line = self._index.starts[number]
        rows: list[_Row] = []
        with self._path.open("rb") as file:
            file.seek(offset)
            for position, raw in enumerate(file):
                if raw.strip():
                    rows.append(_row(raw, self._path, line + position))
                if len(rows) == self._size:
                    break
        return rows

    def _post(self, number: int, key: str, text: str) -> Event:
        account = self._accounts[number % len(self._accounts)]
        return Event(type=EventType.POST, subject=key, account=account.key, text=text, by_account=True)


def _indexed(path: Path, size: int) -> _Index:
    index, keys, count, offset = _Index(), set[str](), 0, 0
    try:
        file = path.open("rb")
    except OSError as fault:
        raise ScenarioError(f"{path.name}: cannot be read ({fault.strerror})") from fault
    with file:
        for line, raw in enumerate(file, start=1):
            if raw.strip():
                row = _row(raw, path, line)
                if row.key in keys:
                    raise ScenarioError(f"{path.name}, line {line}: the id {row.key!r} was used before")
                keys.add(row.key)
                if count % size == 0:
                    index.starts.append((offset, line))
                if row.post is not None and row.post not in index.posts:
                    index.posts.add(row.post)
                    index.first_lines.add(line)
                count += 1
            offset += len(raw)
    return index


def _row(raw: bytes, path: Path, line: int) -> _Row:
    place = f"{path.name}, line {line}"
    try:
        value = json.loads(raw)
    except ValueError as fault:
        raise ScenarioError(f"{place}: not JSON") from fault
    if not isinstance(value, dict):
        raise ScenarioError(f"{place}: expected an object")
    if not isinstance(value.get("text"), str):
        raise ScenarioError(f'{place}: expected a string under "text"')
    for name in ("post", "id"):
        if not isinstance(value.get(name), str | int | None):
            raise ScenarioError(f'{place}: expected a string under "{name}"')
    post = value.get("post")
    key = value.get("id")
    return _Row(
        line=line,
        key=f"row-{line}" if key is None else str(key),
        text=value["text"],
        post=None if post is None else str(post),
        author=_author(value.get("author"), place, line),
    )


def _author(value: object, place: str, line: int) -> Author:
    if value is None:
        return Author(id=str(2_000_000_000 + line), name=f"Reader {line}")
    if isinstance(value, str):
        return Author(id=str(int(_digest(value)[:12], 16) + 10**15), name=value)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return Author(id=str(value.get("id", 2_000_000_000 + line)), name=value["name"])
    raise ScenarioError(f'{place}: expected a name, or an object with id and name, under "author"')


def _comment(row: _Row, own_post: str) -> Event:
    post = own_post if row.post is None else _post_key(row.post)
    return Event(type=EventType.COMMENT, subject=row.key, post=post, text=row.text, author=row.author)


def _post_key(text: str) -> str:
    return f"post-{_digest(text)[:16]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
