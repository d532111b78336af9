"""What do a Facebook page, post and comment look like in JSON, and what do their lists hold?"""

from bot.simulator import links
from bot.simulator.graph.auth import TokenType
from bot.simulator.graph.call import truth
from bot.simulator.graph.errors import parameter
from bot.simulator.graph.fields import Field, named
from bot.simulator.graph.lists import comment_order, comments_under, newest_first, posts_between, since
from bot.simulator.graph.paging import Asked, Limit, turn
from bot.simulator.graph.render import ABSENT, Context, Read, absent, inner_edge, node, plain, spelt
from bot.simulator.model import Account, Attachment, Comment, Post

FILTERS = ("toplevel", "stream")
FEEDS = ("feed", "posts", "published_posts", "visitor_posts")


def posts_page(context: Context, page: Account, edge: str, asked: Asked) -> dict[str, object]:
    """One page of /feed (own and visitors' posts), /posts, /published_posts (own) or /visitor_posts."""
    posts = [post for post in context.state.posts_of(page.key) if _belongs(page, post, edge)]
    shown, paging = turn(context.call, asked, posts_between(asked.params, posts), newest_first, Limit())
    answer: dict[str, object] = {"data": [POST.render(context, post, asked.fields) for post in shown]}
    if paging is not None:
        answer["paging"] = paging
    if "summary" in asked.params:
        answer["summary"] = {"total_count": len(posts)}
    return answer


def _belongs(page: Account, post: Post, edge: str) -> bool:
    is_visitors = post.author is None or post.author.id != page.id
    return edge == "feed" or is_visitors == (edge == "visitor_posts")


def comments_page(context: Context, owner: Post | Comment, asked: Asked) -> dict[str, object]:
    """One page of /comments. A User token sees an empty list and no error: the silent failure of section 1.2."""
    level = asked.params.get("filter", "toplevel")
    if level not in FILTERS:
        raise parameter("Param filter must be one of {toplevel, stream}")
    is_stream = level == "stream"
    order, key = comment_order(context, asked.params, is_stream=is_stream)
    known = comments_under(context, owner)
    if isinstance(owner, Post) and not is_stream:
        known = [each for each in known if each.parent is None]
    if context.viewer.type is TokenType.USER:
        known = []
    listed = sorted(since(context, asked.params, known), key=key)
    shown, paging = turn(context.call, asked, listed, key, Limit())
    answer: dict[str, object] = {"data": [COMMENT.render(context, each, asked.fields) for each in shown]}
    if paging is not None:
        answer["paging"] = paging
    if _wants_summary(asked):
        answer["summary"] = {"order": order, "total_count": len(known), "can_comment": _is_open(context, owner)}
    return answer


def _wants_summary(asked: Asked) -> bool:
    """`summary` is a boolean, or a list of what it shall hold (all of it is given either way)."""
    text = asked.params.get("summary", "false")
    return truth("summary", text) if text.lower() in ("true", "false", "1", "0") else True


def _is_open(context: Context, owner: Post | Comment) -> bool:
    return owner.is_open if isinstance(owner, Post) else owner.flags.can_comment


def _reactions(context: Context, comment: Post | Comment, asked: Field) -> object:
    count = comment.flags.like_count if isinstance(comment, Comment) else 0
    summary = {"summary": {"total_count": count}} if "summary" in asked.modifiers else {}
    return {"data": [], **summary}


def _comments_of(context: Context, owner: Post | Comment, asked: Field) -> object:
    return comments_page(context, owner, inner_edge(f"{owner.id}/comments", asked))


def _feed(edge: str) -> Read[Account]:
    def read(context: Context, page: Account, asked: Field) -> object:
        return posts_page(context, page, edge, inner_edge(f"{page.id}/{edge}", asked))

    return read


def _from(context: Context, thing: Post | Comment) -> object:
    hides_it = isinstance(thing, Comment) and thing.flags.no_from
    if thing.author is None or hides_it:
        return ABSENT
    return {"name": thing.author.name, "id": thing.author.id}


def _can_hide(context: Context, comment: Comment) -> object:
    return ABSENT if comment.flags.no_can_hide else comment.flags.can_hide


def _message(context: Context, thing: Post | Comment) -> object:
    if isinstance(thing, Comment) and (thing.text is None or thing.flags.no_message):
        return ABSENT
    return thing.text


def _parent(context: Context, comment: Comment, asked: Field) -> object:
    if comment.parent is None:
        return ABSENT
    return COMMENT.render(context, context.state.comments[comment.parent], asked.inner)


def _object(context: Context, comment: Comment, asked: Field) -> object:
    return POST.render(context, context.state.posts[comment.post], asked.inner or named("created_time", "id"))


def _attachment(context: Context, comment: Comment) -> object:
    if comment.attachment is None:
        return ABSENT
    return _story(
        context, comment.bare, comment.attachment, links.comment_link(context.world, context.call.base, comment)
    )


def _story(context: Context, bare: str, attachment: Attachment, page: str) -> dict[str, object]:
    """A StoryAttachment; its picture's address expires."""
    image = {
        "height": attachment.height,
        "src": links.picture_link(context.world, context.call.base, bare),
        "width": attachment.width,
    }
    url = attachment.url or page
    story: dict[str, object] = {
        "media": {"image": image},
        "media_type": "video" if attachment.type.startswith(("video", "animated")) else "photo",
        "target": {"id": bare, "url": url},
        "type": attachment.type,
        "url": url,
        "unshimmed_url": url,
    }
    words = {"title": attachment.title, "description": attachment.description}
    return story | {name: text for name, text in words.items() if text is not None}


def _tags(context: Context, comment: Comment) -> object:
    """Where the message names somebody; the offset counts from its beginning."""
    text = comment.text or ""
    tags = [
        {"id": who, "length": len(name), "name": name, "offset": text.find(name), "type": "user"}
        for who, name in comment.flags.message_tags
        if name in text
    ]
    return tags or ABSENT


def _replies_count(context: Context, comment: Comment) -> int:
    return sum(1 for _ in context.state.replies_of(comment.bare))


def _link(context: Context, comment: Comment) -> str:
    return links.comment_link(context.world, context.call.base, comment)


def _linked_instagram(context: Context, page: Account) -> object:
    linked = [each for each in context.state.accounts.values() if each.linked_page == page.key]
    return {"id": linked[0].id} if linked else ABSENT


def _picture(context: Context, post: Post) -> object:
    if post.attachment is None:
        return ABSENT
    return links.picture_link(context.world, context.call.base, post.bare)


def _post_attachments(context: Context, post: Post) -> object:
    if post.attachment is None:
        return ABSENT
    link = links.post_link(context.world, context.call.base, post)
    return {"data": [_story(context, post.bare, post.attachment, link)]}


def _updated(context: Context, post: Post) -> str:
    """The last comment or the post itself; whether replies move it at Meta is not confirmed."""
    return spelt(max([post.created, *(each.created for each in context.state.comments_of(post.bare))]))


COMMENT_FIELDS: dict[str, Read[Comment]] = {
    "id": plain(lambda context, it: it.id),
    "message": plain(_message),
    "created_time": plain(lambda context, it: spelt(it.created)),
    "from": plain(_from),
    "permalink_url": plain(_link),
    "is_hidden": plain(lambda context, it: it.is_hidden),
    "can_hide": plain(_can_hide),
    "can_remove": plain(lambda context, it: it.flags.can_remove),
    "can_comment": plain(lambda context, it: it.flags.can_comment),
    "can_like": plain(lambda context, it: True),
    "can_reply_privately": plain(lambda context, it: not context.state.is_own(it)),
    "is_private": plain(lambda context, it: False),
    "attachment": plain(_attachment),
    "parent": _parent,
    "object": _object,
    "like_count": plain(lambda context, it: it.flags.like_count),
    "comment_count": plain(_replies_count),
    "message_tags": plain(_tags),
    "user_likes": plain(lambda context, it: False),
    "comments": _comments_of,
    "likes": _reactions,
    "reactions": _reactions,
    **dict.fromkeys(("live_broadcast_timestamp", "private_reply_conversation", "admin_creator", "application"), absent),
}
COMMENT = node("Comment", COMMENT_FIELDS, named("created_time", "from", "message", "id"))

POST_FIELDS: dict[str, Read[Post]] = {
    "id": plain(lambda context, it: it.id),
    "message": plain(_message),
    "created_time": plain(lambda context, it: spelt(it.created)),
    "updated_time": plain(_updated),
    "from": plain(_from),
    "permalink_url": plain(lambda context, it: links.post_link(context.world, context.call.base, it)),
    "full_picture": plain(_picture),
    "picture": plain(_picture),
    "attachments": plain(_post_attachments),
    "is_hidden": plain(lambda context, it: False),
    "is_published": plain(lambda context, it: True),
    "is_expired": plain(lambda context, it: False),
    "status_type": plain(lambda context, it: "added_photos" if it.attachment else "mobile_status_update"),
    "comments": _comments_of,
    "likes": _reactions,
    "reactions": _reactions,
    **dict.fromkeys(("story", "parent_id", "shares", "message_tags", "story_tags", "privacy", "place", "icon"), absent),
    **dict.fromkeys(("admin_creator", "application", "target", "via", "properties", "actions", "event"), absent),
}
POST = node("PagePost", POST_FIELDS, named("created_time", "message", "id"))

PAGE_FIELDS: dict[str, Read[Account]] = {
    "id": plain(lambda context, it: it.id),
    "name": plain(lambda context, it: it.name),
    "username": plain(lambda context, it: it.username),
    "link": plain(lambda context, it: f"{context.call.base}/{it.username}/"),
    "category": plain(lambda context, it: "School District"),
    "is_published": plain(lambda context, it: True),
    "access_token": plain(lambda context, it: it.token),
    "tasks": plain(lambda context, it: ["MODERATE", "CREATE_CONTENT", "MANAGE", "ANALYZE"]),
    "instagram_business_account": plain(_linked_instagram),
    **{edge: _feed(edge) for edge in FEEDS},
    **dict.fromkeys(("about", "description", "website", "fan_count", "followers_count", "verification_status"), absent),
}
PAGE = node("Page", PAGE_FIELDS, named("name", "id"))
