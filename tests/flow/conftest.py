"""How do tests in several processes share one played week? The first one plays it; the others read what it saw."""

import fcntl
import pickle
from pathlib import Path

import pytest

from tests.flow.week import PlayedWeek, play


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> PlayedWeek:
    """The school week, played once for all (also for all processes of pytest-xdist)."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with open(shared / "school-week.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _played(shared)


def _played(shared: Path) -> PlayedWeek:
    seen = shared / "school-week.pickle"
    if not seen.exists():
        seen.write_bytes(pickle.dumps(play(shared / "school-week")))
    found = pickle.loads(seen.read_bytes())
    assert isinstance(found, PlayedWeek)
    return found
