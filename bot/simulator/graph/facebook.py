"""What does a call on a Facebook page, post or comment do? Routing and writes; the shapes are in facebook_nodes."""

from bot.simulator.events import Event, EventType
from bot.simulator.graph.auth import TokenType
from bot.simulator.graph.call import truth
from bot.simulator.graph.errors import no_edge, parameter, refused
from bot.simulator.graph.facebook_nodes import COMMENT, FEEDS, PAGE, POST, comments_page, posts_page
from bot.simulator.graph.fields import Field, parse
from bot.simulator.graph.paging import Asked
from bot.simulator.graph.render import Context
from bot.simulator.model import Account, Comment, Post

SUCCESS: dict[str, object] = {"success": True}


def serve(context: Context, thing: Account | Post | Comment, edge: str) -> dict[str, object]:
    """Answer one call on a Facebook thing; `edge` is empty for the thing itself."""
    method = context.call.method
    if method == "GET":
        return _read(context, thing, edge)
    if context.viewer.type is not TokenType.PAGE:
        raise refused("If posting to a page, requires the page access token")
    if isinstance(thing, Account) or edge not in ("", "comments"):
        raise no_edge(f"{thing.id}/{edge}")
    if method == "POST" and edge == "comments":
        return _reply(context, thing)
    if isinstance(thing, Comment) and not edge:
        return _delete(context, thing) if method == "DELETE" else _update(context, thing)
    raise refused("Permissions error")


def _read(context: Context, thing: Account | Post | Comment, edge: str) -> dict[str, object]:
    asked = asked_of(context, thing, edge)
    if isinstance(thing, Account):
        if not edge:
            context.kind = "read_account"
            return PAGE.render(context, thing, asked.fields)
        if edge in FEEDS:
            context.kind = "list_posts"
            return posts_page(context, thing, edge, asked)
        raise no_edge(edge)
    if edge == "comments":
        context.kind = "list_comments" if isinstance(thing, Post) else "list_replies"
        return comments_page(context, thing, asked)
    if edge in ("likes", "reactions"):
        return {"data": []}
    if edge:
        raise no_edge(edge)
    context.kind = "read_post" if isinstance(thing, Post) else "read_comment"
    return (POST if isinstance(thing, Post) else COMMENT).render(context, thing, asked.fields)


def asked_of(context: Context, thing: Account | Post | Comment, edge: str) -> Asked:
    """What the call's own parameters ask of a node or an edge."""
    text = context.call.params.get("fields")
    fields: tuple[Field, ...] | None = parse(text) if text else None
    return Asked(path=f"{thing.id}/{edge}", params=context.call.params, fields=fields)


def message_of(context: Context) -> str:
    message = context.call.params.get("message", "")
    if not message.strip():
        raise parameter("The parameter message is required")
    return message


def _reply(context: Context, owner: Post | Comment) -> dict[str, object]:
    """Create a comment by the page, or a reply (which hangs on the top-level comment)."""
    context.kind = "reply" if isinstance(owner, Comment) else "comment"
    message = message_of(context)
    if not (owner.is_open if isinstance(owner, Post) else owner.flags.can_comment):
        raise refused("You do not have sufficient permissions to comment on this object")
    asked = asked_of(context, owner, "comments")
    made = write_comment(context, owner, message)
    # Read-after-write is supported on Facebook and a trap on Instagram.
    return COMMENT.render(context, made, asked.fields) if asked.fields else {"id": made.id}


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


def _update(context: Context, comment: Comment) -> dict[str, object]:
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
        if not comment.flags.can_hide:
            raise refused("Permissions error: this comment cannot be hidden")
        context.state.cover(comment, hidden, through_api=True)
    return SUCCESS


def _delete(context: Context, comment: Comment) -> dict[str, object]:
    context.kind = "delete"
    if not comment.flags.can_remove:
        raise refused("Permissions error: this comment cannot be removed")
    context.state.delete_comment(comment)
    return SUCCESS
