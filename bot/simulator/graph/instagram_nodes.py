"""What do an Instagram account, medium and comment look like in JSON, and what do their lists hold?"""

from bot.simulator import links
from bot.simulator.graph.fields import Field, named
from bot.simulator.graph.lists import comments_under, newest_first, oldest_first, posts_between
from bot.simulator.graph.paging import Asked, Limit, turn
from bot.simulator.graph.render import ABSENT, Context, Read, absent, inner_edge, node, plain, spelt
from bot.simulator.model import Account, Comment, Post

MOST_COMMENTS = 50


def media_page(context: Context, account: Account, asked: Asked) -> dict[str, object]:
    """One page of /media, newest first."""
    posts = posts_between(asked.params, list(context.state.posts_of(account.key)))
    shown, paging = turn(context.call, asked, posts, newest_first, Limit(is_clamped=True))
    return _listed([MEDIA.render(context, each, asked.fields) for each in shown], paging)


def comments_page(context: Context, media: Post, asked: Asked) -> dict[str, object]:
    """One page of /comments: top level only, newest first, at most 50; there is no filter and no time bound."""
    known = [each for each in comments_under(context, media) if each.parent is None]
    limit = Limit(most=MOST_COMMENTS, is_clamped=True)
    shown, paging = turn(context.call, asked, sorted(known, key=newest_first), newest_first, limit)
    return _listed([COMMENT.render(context, each, asked.fields) for each in shown], paging)


def replies_page(context: Context, comment: Comment, asked: Asked, default: int = 25) -> dict[str, object]:
    """One page of /replies, oldest first."""
    known = sorted(comments_under(context, comment), key=oldest_first)
    limit = Limit(default=default, most=MOST_COMMENTS, is_clamped=True)
    shown, paging = turn(context.call, asked, known, oldest_first, limit)
    return _listed([COMMENT.render(context, each, asked.fields) for each in shown], paging)


def _listed(rows: list[dict[str, object]], paging: object) -> dict[str, object]:
    return {"data": rows} if paging is None else {"data": rows, "paging": paging}


def _media_edge(context: Context, account: Account, asked: Field) -> object:
    return media_page(context, account, inner_edge(f"{account.id}/media", asked))


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
    return sum(1 for _ in context.state.comments_of(media.bare))


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
    "media_type": plain(lambda context, it: "IMAGE"),
    "media_product_type": plain(lambda context, it: "FEED"),
    "media_url": plain(_media_url),
    "owner": plain(lambda context, it: {"id": context.state.accounts[it.account].id}),
    "permalink": plain(lambda context, it: links.post_link(context.world, context.call.base, it)),
    "shortcode": plain(lambda context, it: it.shortcode),
    "timestamp": plain(lambda context, it: spelt(it.created)),
    "username": plain(lambda context, it: context.state.accounts[it.account].username),
    "alt_text": plain(lambda context, it: ABSENT if it.attachment is None else it.attachment.label),
    "comments": _comments_edge,
    **dict.fromkeys(("thumbnail_url", "legacy_instagram_media_id", "live_status", "children"), absent),
}
MEDIA = node("IGMedia", MEDIA_FIELDS, named("id"))

ACCOUNT_FIELDS: dict[str, Read[Account]] = {
    "id": plain(lambda context, it: it.id),
    "user_id": plain(lambda context, it: it.id),
    "ig_id": plain(lambda context, it: it.id),
    "name": plain(lambda context, it: it.name),
    "username": plain(lambda context, it: it.username),
    "account_type": plain(lambda context, it: "BUSINESS"),
    "media_count": plain(lambda context, it: sum(1 for _ in context.state.posts_of(it.key))),
    "media": _media_edge,
    **dict.fromkeys(("biography", "website", "profile_picture_url", "followers_count", "follows_count"), absent),
}
ACCOUNT = node("IGUser", ACCOUNT_FIELDS, named("id"))
