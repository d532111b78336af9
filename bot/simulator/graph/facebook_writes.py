"""What do writes on a Facebook page change? Hide, reply, edit, delete, like, and what a bot must never do."""

import json
from datetime import timedelta

from bot.simulator.events import Event, EventType
from bot.simulator.graph.call import truth
from bot.simulator.graph.errors import GraphError, gone, parameter, refused
from bot.simulator.graph.facebook_parts import can_remove, is_on_page
from bot.simulator.graph.facebook_posts import COMMENT
from bot.simulator.graph.fields import parse
from bot.simulator.graph.render import Context
from bot.simulator.model import Account, Comment, Media, Post, PostKind
from bot.simulator.script import ReplyToReply

SUCCESS: dict[str, object] = {"success": True}
QUICKLY = timedelta(minutes=5)
"""How soon the same words again count as a duplicate; Meta names no time."""


def message_of(context: Context) -> str:
    message = context.call.params.get("message", "")
    if not message.strip():
        raise parameter("The parameter message is required")
    return message


def reply(context: Context, owner: Post | Comment | Media) -> dict[str, object]:
    """Create a comment by the page, or a reply."""
    thing = owner.post if isinstance(owner, Media) else owner
    context.kind = "reply" if isinstance(thing, Comment) else "comment"
    message = message_of(context)
    if not (thing.is_open if isinstance(thing, Post) else thing.flags.can_comment):
        raise refused("You do not have sufficient permissions to comment on this object")
    if isinstance(thing, Comment):
        _refuse_too_deep(context, thing)
    _refuse_duplicate(context, thing, message)
    text = context.call.params.get("fields")
    fields = parse(text) if text else None
    made = write_comment(context, thing, message)
    # Read-after-write is supported on Facebook and a trap on Instagram.
    return COMMENT.render(context, made, fields) if fields else {"id": made.id}


def write_comment(context: Context, owner: Post | Comment, message: str) -> Comment:
    post = owner if isinstance(owner, Post) else context.state.posts[owner.post]
    wanted = Event(
        type=EventType.COMMENT,
        subject=context.world.fresh_key(context.kind),
        post=post.key,
        parent=owner.key if isinstance(owner, Comment) else None,
        text=message,
        by_account=True,
    )
    return context.state.add_comment(wanted, context.world.now())


def _refuse_too_deep(context: Context, comment: Comment) -> None:
    """Some report that a reply takes no reply; the code is an assumption."""
    if comment.parent is not None and context.world.settings.reply_to_reply is ReplyToReply.REFUSE:
        raise parameter("This comment does not support replies")


def _refuse_duplicate(context: Context, thing: Post | Comment, message: str) -> None:
    """The same words by the page under the same post, quickly repeated."""
    if not context.world.settings.refuse_duplicates:
        return
    post = thing.bare if isinstance(thing, Post) else thing.post
    earliest = context.world.now() - QUICKLY
    for each in context.state.comments_of(post):
        if context.state.is_own(each) and each.text == message and each.created >= earliest:
            raise GraphError(506, "(#506) Duplicate status message")


def update_comment(context: Context, comment: Comment) -> dict[str, object]:
    """Hide, unhide or edit. `message` EDITS here, which is why only the page's own comments take it."""
    params = context.call.params
    if "is_hidden" not in params and "message" not in params:
        context.kind = "other"
        raise parameter("Requires one of the params: is_hidden, message")
    if "message" in params:
        context.kind = "edit"
        if not context.state.is_own(comment):
            raise refused("Permissions error: only the author may edit a comment")
        comment = context.state.rewrite(comment, message_of(context))
    if "is_hidden" in params:
        hidden = truth("is_hidden", params["is_hidden"])
        context.kind = "hide" if hidden else "unhide"
        if not comment.flags.can_hide or not is_on_page(context, comment):
            raise refused("Permissions error: this comment cannot be hidden")
        context.state.cover(comment, hidden, through_api=True)
    return SUCCESS


def delete_comment(context: Context, comment: Comment) -> dict[str, object]:
    context.kind = "delete"
    if not can_remove(context, comment):
        raise refused("Permissions error: this comment cannot be removed")
    context.state.delete_comment(comment)
    return SUCCESS


def update_post(context: Context, post: Post) -> dict[str, object]:
    """Hide a post from the page, show it again, or edit the page's own."""
    params = context.call.params
    if "is_hidden" not in params and "message" not in params:
        raise parameter("Requires one of the params: is_hidden, message")
    _refuse_others(post)
    if "message" in params:
        context.kind = "edit_post"
        if post.author is None or post.author.id != context.state.accounts[post.account].id:
            raise refused("Permissions error: only the author may edit a post")
        context.state.rewrite_post(post, message_of(context))
    if "is_hidden" in params:
        hidden = truth("is_hidden", params["is_hidden"])
        context.kind = "hide_post" if hidden else "unhide_post"
        context.state.cover_post(context.state.posts[post.bare], hidden)
    return SUCCESS


def delete_post(context: Context, post: Post) -> dict[str, object]:
    context.kind = "delete_post"
    _refuse_others(post)
    context.state.delete_post(post)
    return SUCCESS


def _refuse_others(post: Post) -> None:
    if post.kind is PostKind.TAGGED:
        raise refused("Permissions error: this post is not on the page")


def like(context: Context, thing: Post | Comment | Media) -> dict[str, object]:
    is_liked = context.call.method == "POST"
    context.kind = "like" if is_liked else "unlike"
    context.state.like(thing.post if isinstance(thing, Media) else thing, is_liked)
    return SUCCESS


def answer_privately(context: Context, page: Account) -> dict[str, object]:
    """A message to a commenter: once per comment. The product never does it, and the count of calls proves it."""
    context.kind = "private_reply"
    spelling = _json(context, "recipient").get("comment_id")
    comment = context.state.comment(str(spelling)) if spelling else None
    if comment is None or comment.account != page.key:
        raise gone("POST", str(spelling))
    if comment.author is None or comment.is_answered_privately:
        raise GraphError(10900, "(#10900) Activity already replied to")
    if not _json(context, "message").get("text"):
        raise parameter("The parameter message is required")
    context.state.answer_privately(comment)
    return {"recipient_id": comment.author.id, "message_id": f"m_{comment.bare}"}


def block(context: Context, page: Account) -> dict[str, object]:
    """Block or unblock people. Nothing comes of it here but a count of calls: the product never does it."""
    context.kind = "block" if context.call.method == "POST" else "unblock"
    found: dict[str, object] = {}
    for name in ("asid", "psid", "uid", "user"):
        text = context.call.params.get(name, "")
        found |= dict.fromkeys(filter(None, (each.strip(' "') for each in text.strip("[]").split(","))), True)
    if not found:
        raise parameter("Requires one of the params: asid, psid, uid, user")
    return found


def _json(context: Context, name: str) -> dict[str, object]:
    try:
        value = json.loads(context.call.params.get(name, "{}"))
    except ValueError as fault:
        raise parameter(f"Param {name} must be an object") from fault
    if not isinstance(value, dict):
        raise parameter(f"Param {name} must be an object")
    return value
