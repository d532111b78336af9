"""What may every test ask for by name? A real index, real evidence files, a clock, and a list of alerts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.builders import FixedClock, HeardAlerts, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """An empty index of today's version in a file of its own."""
    made = open_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def archive(tmp_path: Path) -> ObjectFiles:
    """Evidence files beside the index."""
    return ObjectFiles(tmp_path)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at noon."""
    return FixedClock()


@pytest.fixture
def heard() -> HeardAlerts:
    """A notifier that remembers."""
    return HeardAlerts()
