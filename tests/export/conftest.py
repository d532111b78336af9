"""What do the tests of the boxes share? One busy week, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.export.district import District, again, busy_week


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed archive of a busy week, without boxes; copy it, don't change it."""
    made = busy_week(tmp_path_factory.mktemp("busy"))
    made.store.close()
    return made.root


@pytest.fixture
def busy_district(busy: Path, tmp_path: Path) -> Iterator[District]:
    """A busy week of one's own."""
    made = again(busy, tmp_path / "busy")
    yield made
    made.store.close()
