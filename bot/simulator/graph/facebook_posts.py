"""What do a Facebook post and its comments look like in JSON, and what does a list of comments hold?"""

from dataclasses import replace
from datetime import datetime

from bot.simulator.graph import facebook_parts as parts
from bot.simulator.graph.auth import TokenType
from bot.simulator.graph.call import truth
from bot.simulator.graph.errors import parameter
from bot.simulator.graph.fields import Field, named
from bot.simulator.graph.lists import comment_order, ordered, since, total_count
from bot.simulator.graph.paging import Asked, Limit, turn
from bot.simulator.graph.render import ABSENT, Context, Read, absent, inner_edge, node, plain, spelt
from bot.simulator.model import Comment, Media, Post, PostKind

FILTERS = ("toplevel", "stream")
LIVE_FILTERS = ("filter_low_quality", "no_filter")
Owner = Post | Comment | Media


def comments_page(context: Context, owner: Owner, asked: Asked) -> dict[str, object]:
    """One page of /comments. A User token sees an empty list and no error: the silent failure of section 1.2.

    A video's comments are those of its post, with ids that begin with the video's.
    """
    is_stream = _one_of(asked, "filter", FILTERS) == "stream"
    order, key = comment_order(context, asked.params, is_stream=is_stream)
    thing = owner.post if isinstance(owner, Media) else owner
    is_filtered = _is_live(context, thing) and _one_of(asked, "live_filter", LIVE_FILTERS) == LIVE_FILTERS[0]
    known = ordered(context, thing, key, is_stream=is_stream, is_filtered=is_filtered)
    total = total_count(context, thing, is_stream=is_stream)
    if context.viewer.type is TokenType.USER:
        known, total = [], 0
    deepest = context.world.settings.deepest_page
    shown, paging = turn(context.call, asked, since(context, asked.params, known), key, Limit(), deepest=deepest)
    first = _first_part(owner)
    answer: dict[str, object] = {
        "data": [COMMENT.render(context, _begun_with(first, each), asked.fields) for each in shown]
    }
    if paging is not None:
        answer["paging"] = paging
    summary = {"order": order, "total_count": total, "can_comment": is_open(thing)}
    wanted = _summary_of(asked, tuple(summary))
    return answer | ({"summary": {name: summary[name] for name in wanted}} if wanted else {})


def is_open(thing: Post | Comment) -> bool:
    return thing.is_open if isinstance(thing, Post) else thing.flags.can_comment


def _one_of(asked: Asked, name: str, known: tuple[str, ...]) -> str:
    value = asked.params.get(name, known[0])
    if value not in known:
        raise parameter(f"Param {name} must be one of {{{', '.join(known)}}}")
    return value


def _is_live(context: Context, thing: Post | Comment) -> bool:
    post = thing if isinstance(thing, Post) else context.state.posts[thing.post]
    return post.kind is PostKind.LIVE


def _first_part(owner: Owner) -> str:
    """What the ids of the listed comments begin with."""
    if isinstance(owner, Comment):
        return owner.id.rpartition("_")[0]
    return owner.id if isinstance(owner, Media) else owner.bare


def _begun_with(first: str, comment: Comment) -> Comment:
    spelling = f"{first}_{comment.bare}"
    return comment if comment.id == spelling else replace(comment, id=spelling)


def _summary_of(asked: Asked, everything: tuple[str, ...]) -> tuple[str, ...]:
    """`summary` is a boolean, or a list of what it shall hold."""
    text = asked.params.get("summary", "false")
    if text.lower() in ("true", "false", "1", "0"):
        return everything if truth("summary", text) else ()
    return tuple(name for name in everything if name in text.split(","))


def comments_of(context: Context, owner: Owner, asked: Field) -> object:
    return comments_page(context, owner, inner_edge(f"{owner.id}/comments", asked))


def _parent(context: Context, comment: Comment, asked: Field) -> object:
    if comment.parent is None:
        return ABSENT
    parent = _begun_with(comment.id.rpartition("_")[0], context.state.comments[comment.parent])
    return COMMENT.render(context, parent, asked.inner)


def _object(context: Context, comment: Comment, asked: Field) -> object:
    return POST.render(context, context.state.posts[comment.post], asked.inner or named("created_time", "id"))


def _replies_count(context: Context, comment: Comment) -> int:
    return sum(1 for _ in context.state.replies_of(comment.bare))


def updated(context: Context, post: Post) -> str:
    """The last comment or the post itself; whether replies move it at Meta is not confirmed."""

    def latest() -> datetime:
        return max([post.created, *(each.created for each in context.state.comments_of(post.bare))])

    return spelt(context.state.remembered(post.bare, "updated", latest))


def _status_type(context: Context, post: Post) -> str:
    if post.kind in (PostKind.VIDEO, PostKind.LIVE, PostKind.REEL):
        return "added_video"
    return "added_photos" if post.attachment or post.media else "mobile_status_update"


def _is_ad(post: Post) -> bool:
    return post.kind in (PostKind.AD, PostKind.AD_INLINE, PostKind.AD_DYNAMIC)


def _scheduled(context: Context, post: Post) -> object:
    return int(post.created.timestamp()) + 86_400 if post.kind is PostKind.SCHEDULED else ABSENT


COMMENT_FIELDS: dict[str, Read[Comment]] = {
    "id": plain(lambda context, it: it.id),
    "message": plain(parts.message),
    "created_time": plain(lambda context, it: spelt(it.created)),
    "from": plain(parts.author),
    "permalink_url": plain(parts.comment_link),
    "is_hidden": plain(lambda context, it: it.is_hidden),
    "can_hide": plain(parts.can_hide),
    "can_remove": plain(parts.can_remove),
    "can_comment": plain(lambda context, it: it.flags.can_comment),
    "can_like": plain(lambda context, it: True),
    "can_reply_privately": plain(lambda context, it: not context.state.is_own(it) and not it.is_answered_privately),
    "is_private": plain(lambda context, it: False),
    "attachment": plain(parts.attachment),
    "parent": _parent,
    "object": _object,
    "like_count": plain(lambda context, it: parts.likes(it)),
    "comment_count": plain(_replies_count),
    "message_tags": plain(parts.tags),
    "user_likes": plain(lambda context, it: it.is_liked),
    "live_broadcast_timestamp": plain(parts.seconds_into_live),
    "comments": comments_of,
    "likes": parts.reactions,
    "reactions": parts.reactions,
    **dict.fromkeys(("private_reply_conversation", "admin_creator", "application"), absent),
}
COMMENT = node("Comment", COMMENT_FIELDS, named("created_time", "from", "message", "id"))

POST_FIELDS: dict[str, Read[Post]] = {
    "id": plain(lambda context, it: it.id),
    "message": plain(parts.message),
    "created_time": plain(lambda context, it: spelt(it.created)),
    "updated_time": plain(updated),
    "from": plain(parts.author),
    "permalink_url": plain(parts.post_link),
    "full_picture": plain(parts.picture),
    "picture": plain(parts.picture),
    "attachments": plain(parts.post_attachments),
    "is_hidden": plain(lambda context, it: it.is_hidden),
    "is_published": plain(lambda context, it: not _is_ad(it) and it.kind is not PostKind.SCHEDULED),
    "is_inline_created": plain(lambda context, it: it.kind is PostKind.AD_INLINE),
    "is_expired": plain(lambda context, it: False),
    "is_fb_live_videos": plain(lambda context, it: it.is_live),
    "was_fb_live_videos": plain(lambda context, it: it.kind is PostKind.LIVE and not it.is_live),
    "scheduled_publish_time": plain(_scheduled),
    "status_type": plain(_status_type),
    "promotable_id": plain(lambda context, it: it.id),
    "promotion_status": plain(lambda context, it: "active" if _is_ad(it) else "inactive"),
    "comments": comments_of,
    "likes": parts.reactions,
    "reactions": parts.reactions,
    **dict.fromkeys(("story", "parent_id", "shares", "message_tags", "story_tags", "privacy", "place", "icon"), absent),
    **dict.fromkeys(("admin_creator", "application", "target", "via", "properties", "actions", "event"), absent),
    **dict.fromkeys(("allowed_advertising_objectives", "backdated_time", "call_to_action", "coordinates"), absent),
    **dict.fromkeys(("child_attachments", "comments_mirroring_domain", "expanded_height", "expanded_width"), absent),
    **dict.fromkeys(("can_reply_privately", "feed_targeting", "height", "width", "instagram_eligibility"), absent),
    **dict.fromkeys(("is_app_share", "is_eligible_for_dark_post", "is_eligible_for_promotion"), absent),
    **dict.fromkeys(("is_instagram_eligible", "is_live_clip", "is_popular", "is_spherical", "subscribed"), absent),
    **dict.fromkeys(("multi_share_end_card", "multi_share_optimized", "targeting", "timeline_visibility"), absent),
    **dict.fromkeys(("video_buying_eligibility", "dynamic_posts", "insights", "sharedposts", "sponsor_tags"), absent),
    "to": absent,
}
POST = node("PagePost", POST_FIELDS, named("created_time", "message", "id"))
