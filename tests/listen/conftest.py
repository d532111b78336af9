"""What may the tests of this room ask for by name? A real inbox in a file, and the door before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Secret
from bot.listen.app import Listener
from bot.store.inbox import SqliteInbox
from tests.builders import FixedClock
from tests.listen.calls import APP_SECRET, INSTAGRAM_SECRET, VERIFY_TOKEN
from tests.listen.door import Door


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[SqliteInbox]:
    made = SqliteInbox(tmp_path / "inbox" / "webhooks.db")
    yield made
    made.close()


@pytest.fixture
def door(inbox: SqliteInbox, clock: FixedClock) -> Door:
    return Door(
        Listener(
            inbox=inbox,
            app_secrets=[Secret(APP_SECRET), Secret(INSTAGRAM_SECRET)],
            verify_token=Secret(VERIFY_TOKEN),
            path="/webhooks",
            calls_per_minute=30,
            clock=clock,
            largest_body=2000,
        ),
        inbox,
        clock,
    )
