"""What may the tests of this room ask for by name? One page in memory, and the stage that reads it."""

import pytest

from bot.collect.collector import Collector
from bot.model import Capabilities
from bot.store.index import SqliteStore
from tests.builders import ZONE, FixedClock, post
from tests.collect.room import PROMISE
from tests.fakes import FakePlatform


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform(post(), capabilities=Capabilities(hide=True, unhide=True, since=True))


@pytest.fixture
def collector(store: SqliteStore, platform: FakePlatform, clock: FixedClock) -> Collector:
    return Collector(
        platforms={"maple": platform},
        store=store,
        clock=clock,
        zone=ZONE,
        promise=PROMISE,
    )
