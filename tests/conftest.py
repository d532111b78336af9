"""What may every test ask for by name? A real index, real evidence files, a clock, and a list of alerts."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.builders import FixedClock, HeardAlerts, open_store


@pytest.fixture(scope="session", autouse=True)
def locks_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The tests' tokens are locked in a folder of this run, so that two runs on one machine don't meet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        yield


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """A command that ran in this process leaves its log levels to no other test."""
    known = [logging.getLogger(name) for name in ("", "urllib3", "waitress.queue", "PIL", "asyncio", "apscheduler")]
    before = [(logger, logger.level, list(logger.handlers)) for logger in known]
    yield
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers = handlers


@pytest.fixture(scope="session")
def empty_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty index of today's version, to be copied: making one for each test takes longer than most tests."""
    folder = tmp_path_factory.mktemp("index")
    open_store(folder).close()
    return folder / "archive.db"


@pytest.fixture
def store(tmp_path: Path, empty_index: Path) -> Iterator[SqliteStore]:
    """An empty index of today's version in a file of its own."""
    shutil.copy(empty_index, tmp_path / "archive.db")
    made = SqliteStore.open_as_it_is(tmp_path / "archive.db", busy_seconds=5)
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
