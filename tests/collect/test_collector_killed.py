"""Is nothing lost and nothing doubled when the process dies between any two of its writes?"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.collect.collector import Collector
from bot.model import Capabilities, CommentState, PostKind, Stage, Wake, WakeKind
from bot.store.connection import Connection
from bot.store.index import SqliteStore
from tests.builders import NOON, ZONE, FixedClock, account, comment, edited, log_lines, post
from tests.collect.room import ONE, PROMISE, THREE, TWO, glance, state_of
from tests.fakes import FakePlatform

NAMED = comment("Ask @mapleridge", external_id="named", post_id="far")
BELOW = [comment(name, external_id=name, post_id="p2") for name in ("first", "second")]


class Killed(BaseException):
    """The process ends here."""


class Death:
    """Strikes before the write of this number; the reads go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left: int | None = None
        for name in ("run", "add"):
            monkeypatch.setattr(Connection, name, self._counting(getattr(Connection, name)))

    def _counting(self, write: Any) -> Any:
        def counted(connection: Connection, *words: Any) -> Any:
            if self.left is not None:
                self.left -= 1
                if self.left < 0:
                    raise Killed
            return write(connection, *words)

        return counted


@pytest.fixture
def death(monkeypatch: pytest.MonkeyPatch) -> Death:
    return Death(monkeypatch)


def a_page() -> FakePlatform:
    """One post that was read an hour ago and has changed in every way since; another one that is new; a mention."""
    page = FakePlatform(post("p1"), post("p2"), capabilities=Capabilities(hide=True, unhide=True, since=True))
    page.put(edited(ONE, "one, edited"), THREE, *BELOW)
    page.prepared = {
        "p1": glance(THREE, edited(ONE, "one, edited"), count=2),
        "p2": glance(*BELOW, of=post("p2"), shows_all=True),
    }
    far = replace(post("far"), kind=PostKind.MENTION, comment_count=None)
    page.mentions["named"] = (far, NAMED)
    return page


def before(store: SqliteStore, clock: FixedClock) -> None:
    """One and two were known an hour ago; three wakes came in."""
    page = FakePlatform(post("p1"))
    page.prepared["p1"] = glance(ONE, TWO, shows_all=True)
    a_pass(store, page, clock)
    clock.tick(3600)
    for kind, post_id, comment_id in ((WakeKind.POST, "p1", ""), (WakeKind.MENTION, "far", "named")):
        store.wakes.add(Wake(account_id="maple", kind=kind, post_id=post_id, comment_id=comment_id, at=clock.now()))


def a_pass(store: SqliteStore, page: FakePlatform, clock: FixedClock) -> None:
    """As after a start: nothing is remembered but what stands in the index."""
    collector = Collector(platforms={"maple": page}, store=store, clock=clock, zone=ZONE, promise=PROMISE)
    collector.collect_due(account())


def test_killed_before_any_write_nothing_is_lost_and_nothing_doubled(
    tmp_path: Path, empty_index: Path, death: Death
) -> None:
    deaths = 0
    for store, clock in indexes(tmp_path, empty_index):
        before(store, clock)
        death.left, died = deaths, True
        with suppress(Killed):
            a_pass(store, a_page(), clock)
            died = False
        death.left = None
        for wait in (2 * PROMISE.fresh, PROMISE.whole):  # what a count can't tell is found by the next whole reading
            clock.tick(wait.total_seconds())
            a_pass(store, a_page(), clock)
        everything_once(store, f"killed before write {deaths}")
        if not died:
            break
        deaths += 1
    assert deaths > 20, "the pass must have that many places to die in"


def indexes(root: Path, empty: Path) -> Iterator[tuple[SqliteStore, FixedClock]]:
    """One empty index after the other."""
    for number in range(500):
        file = root / f"{number}.db"
        shutil.copy(empty, file)
        store = SqliteStore.open_as_it_is(file, busy_seconds=5)
        yield store, FixedClock(NOON)
        store.close()


def everything_once(store: SqliteStore, when: str) -> None:
    """Every comment, revision, row of work and line of the log, each once."""
    said = sorted(row["text"] for row in store.connection.rows("SELECT text FROM revision"))
    assert said == sorted(["one", "two", "one, edited", "three", "Ask @mapleridge", "first", "second"]), when
    judged = [row["subject"] for row in store.connection.rows("SELECT subject FROM work WHERE stage = ?", Stage.JUDGE)]
    assert sorted(judged) == list(range(1, 8)), when
    collected = [told for _, _, body in log_lines(store, "collected") for told in body["revisions"]]  # type: ignore[attr-defined]  # a body's values are objects
    assert sorted(told[0] for told in collected) == [1, 2, 3, 4, 5, 6], when
    assert len(log_lines(store, "edited")) == 1, when
    assert len(log_lines(store, "vanished")) == 1, when
    assert state_of(store, "two") is CommentState.VANISHED, when
    assert store.wakes.waiting("maple", until=NOON + 9 * PROMISE.whole) == [], when
    assert store.checkpoints.watch("maple", "p1").count == 2, when
