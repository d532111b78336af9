"""Where do the adapters stand while the oracle listens? Over a world with two of everything, on either host."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.model import Account, Comment, PlatformName, Post, Reach
from bot.platforms.facebook import FacebookPage
from bot.platforms.graph.client import GraphClient
from bot.platforms.instagram import InstagramAccount
from bot.simulator.world import World
from tests.outside.oracle.sent import INSTAGRAM_HOST, Recorder
from tests.outside.worlds import ACCOUNT, APP_SECRET, PAGE, VERSION, Happening, full_world
from tests.simulator.kit import comment, post

BASE = "http://127.0.0.1:8099"
LOGIN_BASE = f"{BASE}/{INSTAGRAM_HOST}"
INSTAGRAM_SECRET = "simulator-instagram-secret"
Adapter = FacebookPage | InstagramAccount

TWICE: tuple[Happening, ...] = (
    post("post-two"),
    post("photo-two", kind="photo"),
    post("video-two", kind="video"),
    post("reel-two", kind="reel"),
    post("live-two", kind="live"),
    post("ad-two", kind="ad"),
    post("tagged-two", kind="tagged", author={"id": "602", "name": "Wes"}),
    post("album", kind="album_photo"),
    comment("on-album", on="album"),
    post("medium-two", "ig"),
    post("live-ig-two", "ig", kind="live"),
    comment("first-two", on="medium-two"),
    *(comment(f"crowd-{number}", on="medium-two", parent="first-two") for number in range(51)),
    {"type": "mention", "account": "page", "key": "named-page", "author": {"id": "602", "name": "Wes"}, "text": "Hi"},
)
"""A second one of everything that is listed, so that with pages of one row every list has a page that follows; a photo
with comments of its own; more replies than come along with their comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """An adapter that writes down what it sends, over a world that has two of everything."""

    world: World
    recorder: Recorder
    platform: Adapter

    @property
    def account_key(self) -> str:
        """The account's key in the world."""
        return "page" if isinstance(self.platform, FacebookPage) else "ig"

    def posts(self) -> list[Post]:
        """All posts of the watch window."""
        return [glance.post for glance in self.platform.glances(Reach.WATCHED)]

    def post(self, key: str) -> Post:
        """One of them."""
        return next(each for each in self.posts() if each.external_id == self.world.post(key).id)

    def comments(self, post: Post) -> list[Comment]:
        """All comments of a post."""
        return [each for page in self.platform.comments(post, since=None) for each in page.comments]

    @property
    def talked_about(self) -> Post:
        """The post with most to read."""
        return self.post("post" if isinstance(self.platform, FacebookPage) else "medium")

    def said(self, key: str) -> Comment:
        """A comment under the post with most to read."""
        number = self.world.comment(key).bare
        return next(each for each in self.comments(self.talked_about) if each.external_id == number)


def page_ground(**settings: object) -> Ground:
    """A Facebook page, read in pages of one row."""
    return _ground(PlatformName.FACEBOOK, PAGE, BASE, APP_SECRET, "page-token", settings)


def account_ground(**settings: object) -> Ground:
    """An Instagram account by Facebook Login, with the token of its page."""
    return _ground(PlatformName.INSTAGRAM, ACCOUNT, BASE, APP_SECRET, "page-token", settings)


def login_ground(**settings: object) -> Ground:
    """The same account by Instagram Login, on that host."""
    return _ground(PlatformName.INSTAGRAM, ACCOUNT, LOGIN_BASE, INSTAGRAM_SECRET, "ig-token", settings)


def _ground(
    name: PlatformName, number: str, base_url: str, secret: str, token: str, settings: Mapping[str, Any]
) -> Ground:
    world = full_world(*TWICE, first_replies=1, **settings)
    recorder = Recorder(world)
    client = GraphClient(
        base_url=base_url,
        version=VERSION,
        token=token,
        app_secret=secret,
        session=recorder.session(),
        sleep=lambda seconds: None,
    )
    account = Account(id="it", platform=name, name="Maple Ridge", external_id=number)
    kind = FacebookPage if name is PlatformName.FACEBOOK else InstagramAccount
    return Ground(world=world, recorder=recorder, platform=kind(account, client, watch_posts=100, page_size=1))


GROUNDS: Mapping[str, Callable[..., Ground]] = {"page": page_ground, "account": account_ground, "login": login_ground}
"""The three ways to Meta."""
