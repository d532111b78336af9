"""What may the tests of this room ask for by name?"""

import pytest

from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.act.room import Room, furnished
from tests.builders import FixedClock, HeardAlerts


@pytest.fixture
def room(store: SqliteStore, archive: ObjectFiles, clock: FixedClock, heard: HeardAlerts) -> Room:
    """One collected comment on a page in enforce mode."""
    return furnished(store, archive, clock, heard)


@pytest.fixture
def proven_room(room: Room) -> Room:
    """The comment's record and picture are on file."""
    room.prove()
    return room
