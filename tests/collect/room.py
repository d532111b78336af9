"""What do the tests of this room look at? Three comments, what a listing shows of them, and what the index says."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.collect.plan import Promise
from bot.model import Comment, CommentState, Glance, Post, PostWatch, Stage, Wake, WakeKind
from bot.store.index import SqliteStore
from tests.builders import NOON, FixedClock, claimed, comment, post

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PROMISE = Promise(fresh=5 * MINUTE, old=6 * HOUR, whole=DAY, overlap=HOUR)
ONE, TWO, THREE = (comment(name, external_id=name) for name in ("one", "two", "three"))


def texts(store: SqliteStore) -> list[str]:
    return [row["text"] for row in store.connection.rows("SELECT text FROM revision ORDER BY id")]


def judged(store: SqliteStore) -> None:
    """Everything that waited was judged."""
    for work in claimed(store, Stage.JUDGE, at=NOON + timedelta(days=9)):
        store.work.finish(work, NOON)


def state_of(store: SqliteStore, external_id: str) -> CommentState:
    return store.comments.known("maple", [external_id])[external_id].state


def watch_of(store: SqliteStore, post_id: str = "p1") -> PostWatch:
    return store.checkpoints.watch("maple", post_id)


def progress_of(store: SqliteStore, post_id: str = "p1") -> tuple[datetime | None, int | None, datetime | None]:
    """The newest comment known, the count that is settled, and the last whole reading."""
    watch = watch_of(store, post_id)
    return watch.newest, watch.count, watch.whole_at


def glance(
    *shown: Comment,
    of: Post | None = None,
    count: int | None = None,
    newest_first: bool = True,
    shows_all: bool = False,
) -> Glance:
    """A post as a listing shows it: so many comments counted (or as many as shown), and these shown."""
    listed = replace(of or post(), comment_count=len(shown) if count is None else count)
    return Glance(post=listed, shown=shown, shows_all=shows_all, newest_first=newest_first)


def woken(
    store: SqliteStore, clock: FixedClock, post_id: str = "p1", comment_id: str = "", kind: WakeKind = WakeKind.POST
) -> None:
    store.wakes.add(Wake(account_id="maple", kind=kind, post_id=post_id, comment_id=comment_id, at=clock.now()))


def waiting(store: SqliteStore, clock: FixedClock) -> list[tuple[str, str]]:
    return [(wake.post_id, wake.comment_id) for wake in store.wakes.waiting("maple", until=clock.now() + DAY)]
