"""Has nearly the same been written before, how often, by how many and under how many posts?

Two comments are near-equal when most of their runs of three words agree, whatever their case, signs and disguises. Of
each text only the few smallest hashes of these runs are kept (a bottom-k sketch), never the text. Short comments are
not counted: many people write "Congratulations!", and nobody floods by that.
"""

import re
import zlib
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.judge.text import normal_form

_WORD = re.compile(r"[a-z0-9$]+")
_RUN, _KEPT, _AGREE = 3, 12, 0.6
HOURS = 24
"""How far back near-equal comments are counted."""
_FEWEST = 6
"""Words below which a comment has no sketch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """How many near-equal comments stand in the window, the one that is judged among them."""

    comments: int = 1
    authors: int = 1
    posts: int = 1


def shown_as(kind: str) -> Copies | None:
    """What an example of a rule of this kind stands for: for "repeats" a flood of it, for all others a comment."""
    return Copies(comments=99, authors=9, posts=99) if kind == "repeats" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One comment as the window sees it: ids of the comment, its author and its post, and when it was written."""

    comment: str
    author: str
    post: str
    at: datetime
    text: str


def sketch(text: str) -> frozenset[int]:
    """The smallest hashes of the runs of words in `text`; empty for a short one."""
    words = _WORD.findall(normal_form(text[:4_000]).text)
    if len(words) < _FEWEST:
        return frozenset()
    runs = {" ".join(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1)}
    return frozenset(sorted({zlib.crc32(run.encode()) for run in runs})[:_KEPT])


def near_equal(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two sketches are of nearly the same text (of the smallest hashes of both, most stand in both)."""
    if one == other:  # a flood is mostly of the very same text: it must not cost more with every copy
        return bool(one)
    smallest = sorted(one | other)[: max(len(one), len(other))]
    return bool(smallest) and sum(item in one and item in other for item in smallest) >= _AGREE * len(smallest)


@dataclass(slots=True, kw_only=True)
class _Seen:
    sighting: Sighting
    sketch: frozenset[int]


@dataclass(slots=True, kw_only=True)
class Window:
    """What was written in the last `hours`, at most the last `limit` comments. In memory: warm it with the archive.

    Feed sightings in the order of their times; the same comment twice (an edit, a second judging) counts once.
    """

    hours: int = HOURS
    limit: int = 20_000
    _order: "deque[_Seen]" = field(default_factory=deque)
    _by_hash: "dict[int, dict[int, _Seen]]" = field(default_factory=lambda: defaultdict(dict))

    def __len__(self) -> int:
        return len(self._order)

    def see(self, sighting: Sighting) -> Copies:
        """Note a comment and tell how many near-equal ones stand in the window with it."""
        self._forget(sighting.at - timedelta(hours=self.hours))
        made = sketch(sighting.text)
        if not made:
            return Copies()
        seen = _Seen(sighting=sighting, sketch=made)
        self._order.append(seen)
        for item in made:
            self._by_hash[item][id(seen)] = seen
        alike = self._alike(made)
        return Copies(
            comments=len({one.comment for one in alike}),
            authors=len({one.author for one in alike}),
            posts=len({one.post for one in alike}),
        )

    def _alike(self, made: frozenset[int]) -> list[Sighting]:
        near = {place: seen for item in made for place, seen in self._by_hash[item].items()}
        return [seen.sighting for seen in near.values() if near_equal(made, seen.sketch)]

    def _forget(self, before: datetime) -> None:
        while self._order and (len(self._order) >= self.limit or self._order[0].sighting.at < before):
            old = self._order.popleft()
            for item in old.sketch:
                del self._by_hash[item][id(old)]
                if not self._by_hash[item]:
                    del self._by_hash[item]
