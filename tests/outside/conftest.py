"""What may every test with a foreign client ask for? The full world on a real address, and Meta's SDK for its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from bot.simulator.model import Comment, Post
from bot.simulator.server import running
from bot.simulator.world import World
from tests.outside.sdk import sdk_for
from tests.outside.worlds import full_world


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A world and the address where it answers."""

    world: World
    address: str

    def comment(self, key: str) -> Comment:
        return self.world.comment(key)

    def post(self, key: str) -> Post:
        return self.world.post(key)

    def answers_to(self, key: str) -> list[str | None]:
        """The texts of the standing replies of a comment, oldest first."""
        return [each.text for each in self.world.state.replies_of(self.comment(key).bare)]

    def words_on(self, key: str) -> list[str | None]:
        """The texts of all standing comments of a post, oldest first."""
        return [each.text for each in self.world.state.comments_of(self.post(key).bare)]


@pytest.fixture
def served() -> Iterator[Served]:
    """The full world, over a real socket."""
    made = full_world()
    with running(made) as address:
        yield Served(world=made, address=address)


@pytest.fixture
def api(served: Served) -> Any:
    """Meta's SDK with the page's token, which opens the linked Instagram account too."""
    return sdk_for(served.address)
