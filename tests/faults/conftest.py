"""What may every test of faults ask for by name?"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def browser_folder() -> Iterator[Path]:
    """A folder whose name is short: Chromium's socket lies below it, and such paths end at 107 characters."""
    with tempfile.TemporaryDirectory(prefix="town-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
