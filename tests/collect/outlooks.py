"""What may the plan have before it? An outlook and a post, at rest unless a test says otherwise."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.collect.plan import FRESH_FROM, SLOW_FROM, Outlook
from bot.model import AccountWatch, PostKind, PostWatch, Quota
from tests.builders import NOON
from tests.collect.room import HOUR, PROMISE

FRESH, OLD = PROMISE.fresh, PROMISE.old
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
CALM, SLOW, ONLY_FRESH = Quota(), Quota(percent=SLOW_FROM), Quota(percent=FRESH_FROM)
BLOCKED = Quota(percent=100, blocked_until=NOON + HOUR)


def outlook(
    *posts: PostWatch,
    fresh_at: datetime | None = NOON,
    watched_at: datetime | None = NOON,
    quota: Quota = CALM,
    woken: Sequence[str] = (),
    fresh: Sequence[str] = (),
    window: Sequence[str] | None = (),
    heat: int = 0,
) -> Outlook:
    """Both listings were made at noon, and nothing else is known."""
    account = AccountWatch(fresh_at=fresh_at, watched_at=watched_at)
    return Outlook(account=account, posts=posts, quota=quota, woken=woken, fresh=fresh, window=window, heat=heat)


def a_post(name: str = "p", **more: datetime | PostKind | None) -> PostWatch:
    """Nobody has talked there for four hours; read whole and at all at noon, unless told otherwise."""
    known = PostWatch(post_id=name, newest=NOON - 4 * HOUR, read_at=NOON, whole_at=NOON)
    return replace(known, **more)  # type: ignore[arg-type]  # one table of dates and kinds for several fields
