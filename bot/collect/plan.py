"""What shall be read next? The plan of a pass, from the promise, the age and heat of each post, and the quota. Pure.

The promise: a comment under a fresh post (one that the first page of a listing shows) is seen within minutes, under any
other watched post within hours. One listing of posts brings, in one call, each post's count of comments and its newest
few; so most passes need no call beside it. What a listing can't show is read by itself, the hotter the sooner.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model import AccountWatch, PostKind, PostWatch, Quota, Reach

SLOW_FROM, FRESH_FROM = 75, 85
"""Per cent of the quota: from here on slower, and only fresh posts. At 100, and while Meta wants us to stay away, the
limiter of the token blocks. (Others advise 75 to 90; Meta names no number.)"""

STRETCH = 3
"""So many times longer are all intervals when the quota runs low."""

COOLING = 4
"""A post outside the listing is read again after this part of the time since its newest comment."""

LONGEST_SILENCE = timedelta(days=7)
"""Even a post on which nobody has talked for years is looked at this often."""

RELEARN = timedelta(hours=1)
"""After a restart the whole window is listed when it was last listed so long ago."""

MOST_ALONE = 50
"""So many posts outside the listing are read in one pass; the others' turn comes in the next."""

HOT_COMMENTS, HOT_WINDOW = 5, timedelta(minutes=30)
"""So many new comments within this time make a page hot: its fresh posts are then listed twice as often."""


class Pace(StrEnum):
    """How fast we may read."""

    NORMAL = "normal"
    SLOW = "slow"
    FRESH = "fresh"
    """Only fresh posts (and what a webhook names), slowly."""
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What the district was promised. `fresh`: fresh posts are listed this often; `old`: the whole watch window;
    `whole`: every post is read completely this often; `overlap`: a reading goes back this far before what is known."""

    fresh: timedelta
    old: timedelta
    whole: timedelta
    overlap: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What to read of one post: everything (`whole`), or what was made since a moment."""

    post_id: str
    since: datetime | None
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """All that the plan looks at. `woken` are posts that webhooks named, `fresh` those that a fresh listing shows,
    `window` those of the whole watch window (None: not listed yet since we started), `heat` the number of new comments
    within `HOT_WINDOW`."""

    account: AccountWatch
    posts: Sequence[PostWatch]
    quota: Quota
    woken: Sequence[str] = ()
    fresh: Collection[str] = ()
    window: Collection[str] | None = None
    heat: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a pass begins with: read these, then list the posts (or not); `alone` says what comes after the listing.

    Nothing more is due before `next_at`.
    """

    listing: Reach | None
    readings: tuple[Reading, ...]
    next_at: datetime


def pace_of(quota: Quota, now: datetime) -> Pace:
    """How fast we may read."""
    used = quota.percent or 0
    if quota.blocked_until is not None and quota.blocked_until > now:
        return Pace.STOPPED
    if used >= FRESH_FROM:
        return Pace.FRESH
    return Pace.SLOW if used >= SLOW_FROM else Pace.NORMAL


def step(outlook: Outlook, promise: Promise, now: datetime, *, at_once: bool = False, whole: bool = False) -> Step:
    """The next pass. `at_once`: list now, whatever was promised; `whole`: and everything, completely."""
    pace = pace_of(outlook.quota, now)
    if pace is Pace.STOPPED:
        until = outlook.quota.blocked_until
        return Step(listing=None, readings=(), next_at=until if until and until > now else now + promise.fresh)
    is_hot = outlook.heat >= HOT_COMMENTS and pace is Pace.NORMAL
    fresh = promise.fresh * _stretch(pace) / (2 if is_hot else 1)
    listing = _listing(outlook, fresh, promise, now, pace)
    # A woken post that a fresh listing shows is settled by one, which also stands in for the next: no call is added.
    if at_once or whole or any(post_id in outlook.fresh for post_id in outlook.woken):
        listing = Reach.WATCHED if whole or listing is Reach.WATCHED else Reach.FRESH
    listed_at = now if listing else outlook.account.fresh_at or now
    readings = tuple(_of(watch, promise, now, whole=whole) for watch in _woken(outlook))
    next_at = max(listed_at, now - fresh) + fresh
    window_at = now if listing is Reach.WATCHED else outlook.account.watched_at
    if window_at is not None and pace is not Pace.FRESH:
        next_at = max(now, min(next_at, window_at + promise.old * _stretch(pace)))
    return Step(listing=listing, readings=readings, next_at=next_at)


def _stretch(pace: Pace) -> int:
    return 1 if pace is Pace.NORMAL else STRETCH


def _listing(outlook: Outlook, fresh: timedelta, promise: Promise, now: datetime, pace: Pace) -> Reach | None:
    # What the window holds is forgotten at a restart; but a worker that dies every minute must not list it every time.
    old = promise.old * _stretch(pace) if outlook.window is not None else min(promise.old, RELEARN)
    if pace is not Pace.FRESH and is_due(outlook.account.watched_at, old, now):
        return Reach.WATCHED
    return Reach.FRESH if is_due(outlook.account.fresh_at, fresh, now) else None


def _woken(outlook: Outlook) -> list[PostWatch]:
    """Woken posts that no fresh listing shows: they are read by themselves."""
    known = {watch.post_id: watch for watch in outlook.posts}
    alone = [post_id for post_id in dict.fromkeys(outlook.woken) if post_id not in outlook.fresh]
    return [known.get(post_id, PostWatch(post_id=post_id)) for post_id in alone]


def alone(outlook: Outlook, promise: Promise, now: datetime, *, whole: bool = False) -> tuple[Reading, ...]:
    """Posts that a fresh listing doesn't show and whose turn it is, the longest unread first.

    Nothing before the window is known: every post would seem to be outside it.
    """
    pace = pace_of(outlook.quota, now)
    if outlook.window is None or pace in (Pace.FRESH, Pace.STOPPED):
        return ()
    turns = [
        watch
        for watch in outlook.posts
        if watch.kind is not PostKind.MENTION
        and watch.post_id not in outlook.fresh
        and ((whole and watch.post_id not in outlook.window) or _is_turn(watch, outlook, promise, now, _stretch(pace)))
    ]
    turns.sort(key=lambda watch: (watch.read_at is not None, watch.read_at or now, watch.post_id))
    return tuple(_of(watch, promise, now, whole=whole) for watch in turns[:MOST_ALONE])


def _is_turn(watch: PostWatch, outlook: Outlook, promise: Promise, now: datetime, stretch: int) -> bool:
    looked_at = [watch.read_at, outlook.account.watched_at if watch.post_id in (outlook.window or ()) else None]
    last = max((at for at in looked_at if at is not None and at <= now), default=None)
    return is_due(last, patience(watch, promise, now) * stretch, now)


def patience(watch: PostWatch, promise: Promise, now: datetime) -> timedelta:
    """How long a post outside the listings may stay unread: a part of how long nobody has talked there."""
    last = not_after(watch.newest or watch.created_at, now)
    if last is None:
        return promise.old
    return min(max((now - last) / COOLING, promise.fresh), max(LONGEST_SILENCE, promise.old))


def _of(watch: PostWatch, promise: Promise, now: datetime, *, whole: bool) -> Reading:
    if whole or is_due(watch.whole_at, promise.whole, now):
        return Reading(post_id=watch.post_id, since=None, whole=True)
    return since_known(watch, promise, now)


def since_known(watch: PostWatch, promise: Promise, now: datetime) -> Reading:
    """Read what is newer than we know. A newest comment of the future proves nothing: then the last whole reading, and
    without one everything."""
    seen = not_after(watch.newest, now)
    since = _earlier(watch.newest if watch.newest == seen else watch.whole_at, promise.overlap)
    return Reading(post_id=watch.post_id, since=since, whole=since is None)


def is_due(last: datetime | None, every: timedelta, now: datetime) -> bool:
    """Whether something last done then is due again; a time in the future (a clock that was set back) is no time."""
    return last is None or last > now or now - last >= every


def not_after(at: datetime | None, now: datetime) -> datetime | None:
    """`at`, or `now` where `at` lies in the future; None stays None."""
    return None if at is None else min(at, now)


def _earlier(at: datetime | None, by: timedelta) -> datetime | None:
    """`at` less `by`; None (from the beginning) where the calendar ends before that."""
    try:
        return None if at is None else at - by
    except OverflowError:
        return None
