"""Which lists hang on a Facebook page, what does each hold, and how is one page of it answered?"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.simulator.graph import facebook_media as media
from bot.simulator.graph.call import truth
from bot.simulator.graph.errors import forbidden_edge, parameter, refused
from bot.simulator.graph.facebook_posts import POST
from bot.simulator.graph.fields import Field
from bot.simulator.graph.lists import newest_first, posts_between
from bot.simulator.graph.paging import Asked, Limit, turn
from bot.simulator.graph.render import Context, Node, Read, inner_edge
from bot.simulator.model import Account, Media, MediaKind, Post, PostKind

STANDING = frozenset({PostKind.FEED, PostKind.PHOTO, PostKind.VIDEO, PostKind.LIVE})
PHOTOS = frozenset({PostKind.PHOTO, PostKind.ALBUM_PHOTO})
ADS = frozenset({PostKind.AD, PostKind.AD_INLINE, PostKind.AD_DYNAMIC})
CLAMPED = Limit(is_clamped=True)

Params = Mapping[str, str]
Holds = Callable[[Context, Post, Params], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One list. Without `shows` its rows are the posts themselves; `is_dated` lists can be cut by since and until.

    Only feeds refuse more than 100 rows; that the other edges give 100 then is an assumption.
    """

    holds: Holds
    node: Node = POST
    shows: MediaKind | None = None
    limit: Limit = CLAMPED
    is_dated: bool = True


def edge_page(context: Context, page: Account, name: str, asked: Asked) -> dict[str, object]:
    """One page of an edge, newest first; raises GraphError 10 for an edge this token has no permission for."""
    if name in context.world.settings.forbidden_edges:
        raise forbidden_edge(name)
    if name in UNLISTED:
        raise refused(f"Permissions error: /{name} cannot be read with this access token")
    edge = EDGES[name]
    posts = context.state.remembered(page.key, "posts", lambda: posts_between({}, [*context.state.posts_of(page.key)]))
    held = [post for post in posts if edge.holds(context, post, asked.params)]
    dated = posts_between(asked.params, held) if edge.is_dated else held
    shown, paging = turn(context.call, asked, dated, newest_first, edge.limit)
    answer: dict[str, object] = {"data": [edge.node.render(context, _row(edge, post), asked.fields) for post in shown]}
    if paging is not None:
        answer["paging"] = paging
    if "summary" in asked.params:
        answer["summary"] = {"total_count": len(held)}
    return answer


def expanded(name: str) -> Read[Account]:
    """The reader of an edge asked for inside the page's `fields`."""

    def read(context: Context, page: Account, asked: Field) -> object:
        return edge_page(context, page, name, inner_edge(f"{page.id}/{name}", asked))

    return read


def _row(edge: Edge, post: Post) -> Post | Media:
    bare = None if edge.shows is None else post.media_id(edge.shows)
    return post if edge.shows is None or bare is None else Media(id=bare, kind=edge.shows, post=post)


def _is_own(context: Context, post: Post) -> bool:
    return post.author is not None and post.author.id == context.state.accounts[post.account].id


def _is_shown(post: Post, params: Params) -> bool:
    """Hidden posts are left out of a feed unless `include_hidden` asks for them."""
    return not post.is_hidden or _says(params, "include_hidden")


def _says(params: Params, name: str) -> bool:
    return name in params and truth(name, params[name])


def _feed(context: Context, post: Post, params: Params) -> bool:
    """The page's posts, visitors' posts, and others' posts that tag the page."""
    return (post.kind in STANDING or post.kind is PostKind.TAGGED) and _is_shown(post, params)


def _posts(context: Context, post: Post, params: Params) -> bool:
    return post.kind in STANDING and _is_own(context, post) and _is_shown(post, params)


def _visitors(context: Context, post: Post, params: Params) -> bool:
    return post.kind in STANDING and not _is_own(context, post) and _is_shown(post, params)


def _ads(context: Context, post: Post, params: Params) -> bool:
    if post.kind is PostKind.AD_INLINE:
        return _says(params, "include_inline_create")
    if post.kind is PostKind.AD_DYNAMIC:
        return not _says(params, "exclude_dynamic_ads")
    return post.kind is PostKind.AD


def _photos(context: Context, post: Post, params: Params) -> bool:
    """`type=uploaded` lists what the page published; the default, profile, lists profile pictures: none here."""
    is_uploaded = _one_of(params, "type", ("profile", "tagged", "uploaded")) == "uploaded"
    return is_uploaded and post.kind in PHOTOS and _is_own(context, post)


def _videos(context: Context, post: Post, params: Params) -> bool:
    """Videos and the recordings of broadcasts; whether Reels are among them is a setting."""
    if _one_of(params, "type", ("uploaded", "tagged")) != "uploaded" or not _is_own(context, post):
        return False
    if post.kind is PostKind.REEL:
        return context.world.settings.reels_in_videos
    return post.kind is PostKind.VIDEO or (post.kind is PostKind.LIVE and not post.is_live)


def _live_videos(context: Context, post: Post, params: Params) -> bool:
    """`broadcast_status` is a name or a JSON list of names, in any case; `source` changes nothing here."""
    _one_of(params, "source", ("owner", "target"))
    wanted = re.findall(r"\w+", params.get("broadcast_status", "").upper())
    status = "LIVE" if post.is_live else "VOD"
    return post.kind is PostKind.LIVE and (not wanted or status in wanted)


def _of(*kinds: PostKind) -> Holds:
    return lambda context, post, params: post.kind in kinds


def _one_of(params: Params, name: str, known: tuple[str, ...]) -> str:
    value = params.get(name, known[0]).lower()
    if value not in known:
        raise parameter(f"Param {name} must be one of {{{', '.join(known)}}}")
    return value


EDGES: dict[str, Edge] = {
    "feed": Edge(holds=_feed, limit=Limit()),
    "posts": Edge(holds=_posts, limit=Limit()),
    "published_posts": Edge(holds=_posts, limit=Limit()),
    "visitor_posts": Edge(holds=_visitors, limit=Limit()),
    "tagged": Edge(holds=_of(PostKind.TAGGED), limit=Limit()),
    "ads_posts": Edge(holds=_ads, limit=Limit()),
    "scheduled_posts": Edge(holds=_of(PostKind.SCHEDULED), limit=Limit(), is_dated=False),
    "photos": Edge(holds=_photos, node=media.PHOTO, shows=MediaKind.PHOTO, is_dated=False),
    "videos": Edge(holds=_videos, node=media.VIDEO, shows=MediaKind.VIDEO, is_dated=False),
    "video_reels": Edge(holds=_of(PostKind.REEL), node=media.VIDEO, shows=MediaKind.VIDEO),
    "live_videos": Edge(holds=_live_videos, node=media.LIVE, shows=MediaKind.LIVE, is_dated=False),
    "stories": Edge(holds=_of(PostKind.STORY), node=media.STORY),
}
UNLISTED = frozenset({"blocked"})
"""Edges that are there and answer a permission error."""
