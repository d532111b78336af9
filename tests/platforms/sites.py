"""What does a small pretend platform look like to an adapter's tests? Over real HTTP, without a socket."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import requests
from wsgiadapter import WSGIAdapter

from bot.model import Account, Comment, PlatformName, Post, Reach
from bot.platforms.facebook import FacebookPage
from bot.platforms.graph.client import GraphClient
from bot.platforms.instagram import InstagramAccount
from bot.simulator.app import create_app
from bot.simulator.scenario import parse
from bot.simulator.world import World
from tests.platforms.canned import APP_SECRET, BASE

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
IDS = {PlatformName.FACEBOOK: "1000000000001", PlatformName.INSTAGRAM: "17841400000000001"}
Adapter = FacebookPage | InstagramAccount


def account_on(platform: PlatformName) -> Account:
    return Account(id="it", platform=platform, name="Maple Ridge", external_id=IDS[platform])


def world_of(platform: PlatformName, events: Sequence[object], **settings: object) -> World:
    """A world with one account ("it") and one post ("post"), in which `events` have happened."""
    account = {"key": "it", "platform": str(platform), "id": IDS[platform], "name": "Maple Ridge"}
    manners: dict[str, object] = {"require_proof": True, **settings}
    world = World(
        parse(
            {
                "name": "small",
                "app": {"id": "1", "secret": APP_SECRET},
                "accounts": [{**account, "username": "mapleridge", "token": "page-token"}],
                "people": [{"id": "7", "name": "Somebody", "token": "person-token"}],
                "settings": manners,
            }
        ),
        lambda: NOW,
        sleep=lambda seconds: None,
    )
    world.apply([{"type": "post", "key": "post", "account": "it", "text": "Bus routes", "at_minutes": 2}, *events])
    return world


def said(key: str, *, minute: int = 3, **more: object) -> dict[str, object]:
    """The event of a comment on the one post; its text is its key unless told otherwise."""
    author = {"id": "501", "name": "robin.example"}
    return {"type": "comment", "post": "post", "key": key, "author": author, "text": key, "at_minutes": minute, **more}


def client_for(world: World, token: str = "page-token") -> GraphClient:
    session = requests.Session()
    session.trust_env = False
    session.mount(BASE, WSGIAdapter(create_app(world), log_function=lambda response: None))
    return GraphClient(
        base_url=BASE, version="v26.0", token=token, app_secret=APP_SECRET, session=session, sleep=lambda seconds: None
    )


def posts_of(platform: Adapter, reach: Reach = Reach.WATCHED) -> list[Post]:
    """The posts that a listing shows."""
    return [glance.post for glance in platform.glances(reach)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One adapter and the world it looks at."""

    name: PlatformName
    world: World
    platform: Adapter
    open: Callable[..., Adapter]

    def post(self, key: str = "post") -> Post:
        return next(each for each in self.posts() if each.external_id == self.world.post(key).id)

    def posts(self) -> list[Post]:
        """The whole watch window."""
        return posts_of(self.platform)

    def listed(self, since: datetime | None = None) -> dict[str, Comment]:
        """Every comment listed, by its key in the scenario."""
        pages = list(self.platform.comments(self.post(), since=since))
        keys = {each.bare: each.key for each in self.world.state.comments.values()}
        return {keys[each.external_id]: each for page in pages for each in page.comments}

    def fail(self, **fault: object) -> None:
        self.world.add_faults([fault])


def full_site(name: PlatformName) -> Site:
    """A post with a thread and every oddity, and an older post with nothing."""
    events = [
        {"type": "post", "key": "old", "account": "it", "text": "Welcome back", "at_minutes": 1},
        said("first", text="Where is the bus? café </script>"),
        said("reply", minute=4, text="At the corner", parent="first"),
        said("second", minute=5, text="So late again"),
        said("nobody", minute=6, text="Who am I?", flags={"no_from": True}),
        said("wordless", minute=7, text=None, attachment={"label": "A cat", "width": 16, "height": 16}),
        said("broken", minute=8, text="half a sign \ud83d and \x00"),
    ]
    world = world_of(name, events, first_replies=2)

    def opened(token: str = "page-token", page_size: int = 100, watch_posts: int = 100) -> Adapter:
        kind = FacebookPage if name is PlatformName.FACEBOOK else InstagramAccount
        return kind(account_on(name), client_for(world, token), watch_posts=watch_posts, page_size=page_size)

    return Site(name=name, world=world, platform=opened(), open=opened)
