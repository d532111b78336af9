"""What do an Instagram account, medium and comment look like in JSON, and what do their lists hold?"""

from collections.abc import Iterable

from bot.simulator import links
from bot.simulator.graph.fields import Field, named
from bot.simulator.graph.lists import newest_first, oldest_first, ordered
from bot.simulator.graph.paging import Asked, Limit, turn
from bot.simulator.graph.render import ABSENT, Context, Read, absent, inner_edge, node, plain, spelt
from bot.simulator.model import Comment, Post, PostKind
from bot.simulator.webhook_values import product

MOST_COMMENTS = 50
UNTOLD = (
    "audio_id", "boost_eligibility_info", "children", "collaborators", "copyright_check_information",
    "current_live_viewer_count", "has_poll", "has_slider", "ingest_first_video_received_time",
    "ingest_is_ready_to_start", "ingest_key", "ingest_last_heartbeat_time", "ingest_state", "ingest_url",
    "ingest_video_height", "ingest_video_width", "is_ai_generated", "legacy_instagram_media_id", "live_reactions",
    "media_audio_type", "reposts_count", "saved_count", "shares_count", "thumbnail_url", "total_like_count",
    "total_views_count", "video_title", "view_count",
)  # fmt: skip
"""Fields and edges Meta declares for IGMedia, about which the simulator has nothing to say."""


def comments_page(context: Context, media: Post, asked: Asked) -> dict[str, object]:
    """One page of /comments: top level only, newest first, at most 50; there is no filter and no time bound."""
    known = ordered(context, media, newest_first, is_stream=False, is_filtered=False)
    limit = Limit(most=MOST_COMMENTS, is_clamped=True)
    shown, paging = turn(context.call, asked, known, newest_first, limit)
    return listed([COMMENT.render(context, each, asked.fields) for each in shown], paging)


def replies_page(context: Context, comment: Comment, asked: Asked, default: int = 25) -> dict[str, object]:
    """One page of /replies, oldest first."""
    known = ordered(context, comment, oldest_first, is_stream=False, is_filtered=False)
    limit = Limit(default=default, most=MOST_COMMENTS, is_clamped=True)
    shown, paging = turn(context.call, asked, known, oldest_first, limit)
    return listed([COMMENT.render(context, each, asked.fields) for each in shown], paging)


def listed(rows: list[dict[str, object]], paging: object) -> dict[str, object]:
    return {"data": rows} if paging is None else {"data": rows, "paging": paging}


def _comments_edge(context: Context, media: Post, asked: Field) -> object:
    return comments_page(context, media, inner_edge(f"{media.id}/comments", asked))


def _replies_edge(context: Context, comment: Comment, asked: Field) -> object:
    """Replies inside `fields`: a first page only, which may be shorter than the edge's own."""
    if not any(True for _ in context.state.replies_of(comment.bare)):
        return ABSENT
    edge = inner_edge(f"{comment.id}/replies", asked)
    return replies_page(context, comment, edge, context.world.settings.first_replies)


def _from(context: Context, comment: Comment) -> object:
    if comment.author is None or comment.flags.no_from:
        return ABSENT
    return {"id": comment.author.id, "username": comment.author.name}


def _username(context: Context, comment: Comment) -> object:
    return ABSENT if comment.author is None or comment.flags.no_from else comment.author.name


def _user(context: Context, comment: Comment) -> object:
    """Only there when the asking account wrote the comment itself."""
    return {"id": context.state.accounts[comment.account].id} if context.state.is_own(comment) else ABSENT


def _text(context: Context, comment: Comment) -> object:
    return ABSENT if comment.text is None or comment.flags.no_message else comment.text


def _media(context: Context, comment: Comment, asked: Field) -> object:
    return MEDIA.render(context, context.state.posts[comment.post], asked.inner or named("id"))


def _media_url(context: Context, media: Post) -> str:
    return links.picture_link(context.world, context.call.base, media.bare)


def _comments_count(context: Context, media: Post) -> int:
    """Replies count too, and so do comments that are never listed."""
    return context.state.remembered(media.bare, "comments_count", lambda: length(context.state.comments_of(media.bare)))


def length(things: Iterable[object]) -> int:
    return sum(1 for _ in things)


def _media_type(context: Context, media: Post) -> str:
    if media.kind is PostKind.LIVE:
        return "BROADCAST"
    return "VIDEO" if media.kind in (PostKind.VIDEO, PostKind.REEL) else "IMAGE"


def _username_of(context: Context, media: Post) -> str:
    """Tagged media belong to somebody else."""
    if media.kind is PostKind.TAGGED and media.author is not None:
        return media.author.name
    return context.state.accounts[media.account].username


def _owner(context: Context, media: Post) -> object:
    is_ours = media.kind is not PostKind.TAGGED
    return {"id": context.state.accounts[media.account].id} if is_ours else ABSENT


def _live_status(context: Context, media: Post) -> object:
    return ABSENT if media.kind is not PostKind.LIVE else "LIVE" if media.is_live else "STOPPED"


COMMENT_FIELDS: dict[str, Read[Comment]] = {
    "id": plain(lambda context, it: it.id),
    "text": plain(_text),
    "timestamp": plain(lambda context, it: spelt(it.created)),
    "from": plain(_from),
    "username": plain(_username),
    "user": plain(_user),
    "hidden": plain(lambda context, it: it.is_hidden),
    "like_count": plain(lambda context, it: it.flags.like_count),
    "media": _media,
    "parent_id": plain(lambda context, it: ABSENT if it.parent is None else it.parent),
    "replies": _replies_edge,
    "legacy_instagram_comment_id": absent,
}
COMMENT = node("IGComment", COMMENT_FIELDS, named("timestamp", "text", "id"))

MEDIA_FIELDS: dict[str, Read[Post]] = {
    "id": plain(lambda context, it: it.id),
    "ig_id": plain(lambda context, it: it.id),
    "caption": plain(lambda context, it: it.text),
    "comments_count": plain(_comments_count),
    "total_comments_count": plain(_comments_count),
    "is_comment_enabled": plain(lambda context, it: it.is_open),
    "like_count": plain(lambda context, it: 0),
    "media_type": plain(_media_type),
    "media_product_type": plain(lambda context, it: product(it)),
    "live_status": plain(_live_status),
    "is_shared_to_feed": plain(lambda context, it: it.kind is PostKind.REEL or ABSENT),
    "media_url": plain(_media_url),
    "owner": plain(_owner),
    "permalink": plain(lambda context, it: links.post_link(context.world, context.call.base, it)),
    "shortcode": plain(lambda context, it: it.shortcode),
    "timestamp": plain(lambda context, it: spelt(it.created)),
    "username": plain(_username_of),
    "alt_text": plain(lambda context, it: ABSENT if it.attachment is None else it.attachment.label),
    "comments": _comments_edge,
    **dict.fromkeys(UNTOLD, absent),
}
MEDIA = node("IGMedia", MEDIA_FIELDS, named("id"))
