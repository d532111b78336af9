"""What does a thread of comments look like to the plan, and to somebody who reads it as `follow` says? In memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.collect.glancing import Question, Settled, follow
from bot.collect.plan import Pace, Promise, Reading, is_due
from bot.model import Comment, Glance, PostWatch
from tests.builders import NOON, comment, post
from tests.collect.room import MINUTE

QUICK = Promise(fresh=5 * MINUTE, old=30 * MINUTE, whole=60 * MINUTE, overlap=10 * MINUTE)
"""A promise whose day lasts an hour."""


@dataclass(slots=True)
class Thread:
    """The platform's side: `listed` comments, so many `withheld` that are counted and never listed.

    `peek` come along with a listing; a `ranked` one shows the oldest; one that `counts` tells how many there are; one
    that `says_all` lets us know that it shows everything.
    """

    peek: int = 2
    ranked: bool = False
    counts: bool = True
    says_all: bool = False
    listed: dict[str, Comment] = field(default_factory=dict)
    withheld: int = 0
    changed: dict[str, datetime] = field(default_factory=dict)
    made: int = 0

    def add(self, now: datetime, *, late: timedelta = timedelta(0)) -> None:
        """A comment appears; a late one was made before (approved only now, or shown after a hide)."""
        self.made += 1
        name = f"c{self.made:03}"
        self.listed[name] = comment(name, external_id=name, created_at=now - late)
        self.changed[name] = now

    def delete(self, which: int, now: datetime) -> None:
        """One of them goes."""
        if self.listed:
            name = sorted(self.listed)[which % len(self.listed)]
            del self.listed[name]
            self.changed[name] = now

    def edit(self, which: int, now: datetime) -> None:
        """One of them gets other words."""
        if self.listed:
            name = sorted(self.listed)[which % len(self.listed)]
            self.listed[name] = replace(self.listed[name], text=f"edited at {now}")
            self.changed[name] = now

    def glance(self) -> Glance:
        """The thread as a listing of posts shows it."""
        order = sorted(self.listed.values(), key=lambda each: each.created_at or NOON, reverse=not self.ranked)
        shown = tuple(order[: self.peek])
        told = len(self.listed) + self.withheld if self.counts else None
        return Glance(
            post=post(count=told),
            shown=shown,
            shows_all=self.says_all and len(shown) == len(self.listed),
            newest_first=not self.ranked,
        )


@dataclass(slots=True)
class Reader:
    """Our side: what is known, what is remembered of the post, and how many calls that took."""

    known: dict[str, Comment] = field(default_factory=dict)
    watch: PostWatch = field(default_factory=lambda: PostWatch(post_id="p1"))
    calls: int = 0

    def look(self, thread: Thread, now: datetime, pace: Pace = Pace.NORMAL) -> None:
        """Take what a listing shows, and do what follows."""
        glance = thread.glance()
        new = self._take(glance.shown)
        asked = Question(glance=glance, watch=self.watch, new=new, promise=QUICK, pace=pace, now=now)
        after = follow(asked)
        if isinstance(after, Reading):
            self._read(thread, after, new, now)
        elif after is not Settled.LATER:
            self._settle(glance, new, now, whole=after is Settled.WHOLE)

    def _take(self, shown: tuple[Comment, ...]) -> int:
        new = sum(each.external_id not in self.known for each in shown)
        self.known.update({each.external_id: each for each in shown})
        return new

    def _read(self, thread: Thread, plan: Reading, shown: int, now: datetime) -> None:
        self.calls += 1
        found = [
            each for each in thread.listed.values() if plan.since is None or (each.created_at or now) >= plan.since
        ]
        new, whole = self._take(tuple(found)), plan.whole
        told = thread.glance().post.comment_count
        adds_up = told is None or self.watch.count is None or told - self.watch.count <= shown + new
        if not whole and not adds_up:
            self.calls += 1
            new, whole, found = new + self._take(tuple(thread.listed.values())), True, list(thread.listed.values())
        if whole:
            self._forget({each.external_id for each in found})
        self._remember(found, new, told, now, whole=whole)

    def _settle(self, glance: Glance, new: int, now: datetime, *, whole: bool) -> None:
        told = glance.post.comment_count
        is_time = is_due(self.watch.whole_at, QUICK.whole, now)
        if whole and (new or told != self.watch.count or is_time or len(glance.shown) != self.watch.listed):
            self._forget({each.external_id for each in glance.shown})
            self._remember(list(glance.shown), new, told, now, whole=True)
        elif new or told != self.watch.count:
            self._remember(list(glance.shown), new, told, now, whole=False)

    def _forget(self, seen: set[str]) -> None:
        for name in set(self.known) - seen:
            del self.known[name]

    def _remember(self, found: list[Comment], new: int, told: int | None, now: datetime, *, whole: bool) -> None:
        times = [each.created_at for each in found if each.created_at is not None]
        newest = max([*times, *([self.watch.newest] if self.watch.newest else [])], default=None)
        ours = None if self.watch.count is None else self.watch.count + new
        self.watch = replace(
            self.watch, newest=newest, count=ours if told is None else told, read_at=now, listed=len(found)
        )
        if whole:
            self.watch = replace(self.watch, whole_at=now)
