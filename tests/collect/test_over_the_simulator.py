"""Does the stage read what both platforms really answer? Over the simulator's HTTP, without a socket."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.collect.collector import Collector
from bot.collect.fetcher import Fetcher
from bot.model import Account, AttachmentState, CommentState, PlatformName, Stage
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.builders import ZONE, FixedClock, claimed, log_lines
from tests.collect.room import PROMISE, texts
from tests.platforms.sites import NOW, Site, account_on, full_site, said


@pytest.fixture(params=list(PlatformName)[:2])
def site(request: pytest.FixtureRequest) -> Site:
    return full_site(request.param)


@pytest.fixture
def account(site: Site) -> Account:
    return account_on(site.name)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def collector(store: SqliteStore, site: Site, clock: FixedClock) -> Collector:
    return Collector(
        platforms={"it": site.open(page_size=2)},
        store=store,
        clock=clock,
        zone=ZONE,
        promise=replace(PROMISE, whole=timedelta(0)),
    )


def test_every_comment_and_reply_is_kept_once(
    store: SqliteStore, site: Site, account: Account, collector: Collector
) -> None:
    assert collector.collect(account) == 6
    lines = len(log_lines(store))
    assert collector.collect(account) == 0
    assert (len(texts(store)), len(log_lines(store))) == (6, lines)
    replies = store.connection.rows("SELECT * FROM comment WHERE parent_id IS NOT NULL")
    assert [row["parent_id"] for row in replies] == [site.world.comment("first").bare]


def test_a_failing_page_loses_nothing(store: SqliteStore, site: Site, account: Account, collector: Collector) -> None:
    site.world.apply([said(f"more {number}", minute=9 + number) for number in range(30)])
    site.fail(effect="error", path="/comments", body={"code": 10}, nth=2)
    collector.collect(account)
    assert 0 < len(texts(store)) < 36
    collector.collect(account)
    assert len(texts(store)) == 36


def test_edits_hides_and_deletions_on_the_page_are_noticed(
    store: SqliteStore, site: Site, account: Account, collector: Collector, clock: FixedClock
) -> None:
    collector.collect(account)
    clock.tick(600)
    site.world.apply(
        [
            {"type": "edit", "comment": "nobody", "text": "Who was I?"},
            {"type": "hide", "comment": "second"},
            {"type": "delete", "comment": "wordless"},
        ]
    )
    assert collector.collect(account) == 1
    assert {kind for kind, _, _ in log_lines(store)} == {"collected", "edited", "visibility", "vanished"}
    known = store.comments.known("it", [site.world.comment(key).bare for key in ("second", "wordless")])
    assert known[site.world.comment("second").bare].is_hidden is True
    assert known[site.world.comment("wordless").bare].state is CommentState.VANISHED


def test_the_picture_of_a_comment_is_kept(
    store: SqliteStore, archive: ObjectFiles, account: Account, collector: Collector, site: Site
) -> None:
    collector.collect(account)
    rows = claimed(store, Stage.FETCH, at=NOW)
    fetcher = Fetcher(platforms={"it": site.platform}, store=store, archive=archive, clock=FixedClock(NOW))
    fetcher.run(rows)
    states = {store.comments.attachment(row.subject).state for row in rows}
    assert states <= {AttachmentState.KEPT}
    assert len(rows) == (1 if site.name is PlatformName.FACEBOOK else 0)
