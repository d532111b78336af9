"""What does an Instagram account look like in JSON, on either host, and which media stand on its edges?"""

from collections.abc import Iterator
from datetime import timedelta

from bot.simulator.graph import mentions
from bot.simulator.graph.fields import Field, named
from bot.simulator.graph.instagram_login import scoped_id
from bot.simulator.graph.instagram_nodes import MEDIA, length, listed
from bot.simulator.graph.lists import newest_first, posts_between
from bot.simulator.graph.paging import Asked, Limit, turn
from bot.simulator.graph.render import Context, Read, absent, inner_edge, node, plain
from bot.simulator.model import Account, Post, PostKind

MOST_MEDIA = 10_000
STORY_LIFE = timedelta(hours=24)
TIMED = ("media", "live_media")
MEDIA_KINDS = (PostKind.FEED, PostKind.PHOTO, PostKind.ALBUM_PHOTO, PostKind.VIDEO, PostKind.REEL)


def media_page(context: Context, account: Account, edge: str, asked: Asked) -> dict[str, object]:
    """One page of /media, /stories (of the last 24 hours), /live_media (while live) or /tags; newest first."""
    posts = [each for each in context.state.posts_of(account.key) if _belongs(context, each, edge)]
    found = posts_between(asked.params if edge in TIMED else {}, posts)[:MOST_MEDIA]
    shown, paging = turn(context.call, asked, found, newest_first, Limit(is_clamped=True))
    return listed([MEDIA.render(context, each, asked.fields) for each in shown], paging)


def _belongs(context: Context, media: Post, edge: str) -> bool:
    """Reels are among the media, stories, ads and live broadcasts are not."""
    if edge == "live_media":
        return media.kind is PostKind.LIVE and media.is_live
    if edge == "stories":
        return media.kind is PostKind.STORY and context.world.now() - media.created < STORY_LIFE
    return media.kind is PostKind.TAGGED if edge == "tags" else media.kind in MEDIA_KINDS


def _edge(name: str) -> Read[Account]:
    def read(context: Context, account: Account, asked: Field) -> object:
        return media_page(context, account, name, inner_edge(f"{account.id}/{name}", asked))

    return read


def _all_media(context: Context, account: Account) -> Iterator[Post]:
    return (each for each in context.state.posts_of(account.key) if each.kind in MEDIA_KINDS)


EDGES = ("media", "stories", "live_media", "tags")

SHARED_FIELDS: dict[str, Read[Account]] = {
    "name": plain(lambda context, it: it.name),
    "username": plain(lambda context, it: it.username),
    "media_count": plain(lambda context, it: length(_all_media(context, it))),
    **{edge: _edge(edge) for edge in EDGES},
    **mentions.FIELDS,
    **dict.fromkeys(("biography", "website", "profile_picture_url", "followers_count", "follows_count"), absent),
}
ACCOUNT_FIELDS: dict[str, Read[Account]] = {
    **SHARED_FIELDS,
    "id": plain(lambda context, it: it.id),
    "ig_id": plain(lambda context, it: it.id),
    "is_published": plain(lambda context, it: True),
    "has_profile_pic": plain(lambda context, it: False),
    **dict.fromkeys(("legacy_instagram_user_id", "owner_business", "shopping_review_status"), absent),
}
ACCOUNT = node("IGUser", ACCOUNT_FIELDS, named("id"))

LOGIN_FIELDS: dict[str, Read[Account]] = {
    **SHARED_FIELDS,
    "id": plain(lambda context, it: scoped_id(context.world.scenario.instagram_app_id, it)),
    "user_id": plain(lambda context, it: it.id),
    "account_type": plain(lambda context, it: "BUSINESS"),
}
LOGIN_ACCOUNT = node("IGUser", LOGIN_FIELDS, named("id"))
"""The account as graph.instagram.com shows it: `id` is the app-scoped one, `user_id` the one of webhooks."""
