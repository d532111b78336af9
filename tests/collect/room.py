"""What do the tests of this room look at? Three comments, and what the index says of them."""

from datetime import timedelta

from bot.model import CommentState, Stage
from bot.store.index import SqliteStore
from tests.builders import NOON, claimed, comment

ONE, TWO, THREE = (comment(name, external_id=name) for name in ("one", "two", "three"))


def texts(store: SqliteStore) -> list[str]:
    return [row["text"] for row in store.connection.rows("SELECT text FROM revision ORDER BY id")]


def judged(store: SqliteStore) -> None:
    """Everything that waited was judged."""
    for work in claimed(store, Stage.JUDGE, at=NOON + timedelta(days=9)):
        store.work.finish(work, NOON)


def state_of(store: SqliteStore, external_id: str) -> CommentState:
    return store.comments.known("maple", [external_id])[external_id].state
