"""What may the tests of this room ask for by name? One page in memory, and the stage that reads it."""

from datetime import timedelta

import pytest

from bot.collect.collector import Collector
from bot.store.index import SqliteStore
from tests.builders import ZONE, FixedClock, post
from tests.fakes import FakePlatform


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform(post())


@pytest.fixture
def collector(store: SqliteStore, platform: FakePlatform, clock: FixedClock) -> Collector:
    return Collector(
        platforms={"maple": platform},
        store=store,
        clock=clock,
        zone=ZONE,
        overlap=timedelta(hours=1),
        reconcile_every=timedelta(days=1),
    )
