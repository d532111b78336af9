"""What does a call on an Instagram account, medium or comment do? Routing and writes; shapes are in instagram_nodes."""

from bot.simulator.graph import mentions
from bot.simulator.graph.call import truth
from bot.simulator.graph.errors import IG, GraphError, no_edge, parameter
from bot.simulator.graph.facebook import SUCCESS, asked_of, message_of, write_comment
from bot.simulator.graph.instagram_accounts import ACCOUNT, EDGES, LOGIN_ACCOUNT, media_page
from bot.simulator.graph.instagram_nodes import COMMENT, MEDIA, comments_page, replies_page
from bot.simulator.graph.paging import Asked
from bot.simulator.graph.render import Context
from bot.simulator.model import Account, Comment, Media, Post

Thing = Account | Post | Comment | Media


def serve(context: Context, thing: Thing, edge: str) -> dict[str, object]:
    """Answer one call on an Instagram thing; `edge` is empty for the thing itself."""
    method = context.call.method
    if method == "GET":
        return _read(context, thing, edge)
    if isinstance(thing, Comment) and method == "DELETE" and not edge:
        context.kind = "delete"
        context.state.delete_comment(thing)
        return SUCCESS
    if method != "POST":
        raise no_edge(f"{thing.id}/{edge}")
    if isinstance(thing, Comment):
        return _reply(context, thing) if edge == "replies" else _update_comment(context, thing, edge)
    if isinstance(thing, Post):
        return _comment(context, thing) if edge == "comments" else _update_media(context, thing, edge)
    if isinstance(thing, Account) and edge == "mentions":
        return mentions.answer(context, thing, message_of(context))
    raise no_edge(f"{thing.id}/{edge}")


def _read(context: Context, thing: Thing, edge: str) -> dict[str, object]:
    asked = asked_of(context, thing, edge)
    if isinstance(thing, Account):
        return _read_account(context, thing, edge, asked)
    if isinstance(thing, Post):
        context.kind = "list_comments" if edge else "read_post"
        if edge not in ("", "comments"):
            raise no_edge(edge)
        return comments_page(context, thing, asked) if edge else MEDIA.render(context, thing, asked.fields)
    if not isinstance(thing, Comment):
        raise no_edge(edge)
    context.kind = "list_replies" if edge else "read_comment"
    if edge not in ("", "replies"):
        raise no_edge(edge)
    return replies_page(context, thing, asked) if edge else COMMENT.render(context, thing, asked.fields)


def _read_account(context: Context, account: Account, edge: str, asked: Asked) -> dict[str, object]:
    if edge in EDGES:
        context.kind = "list_posts"
        return media_page(context, account, edge, asked)
    if edge:
        raise no_edge(edge)
    context.kind = "read_account"
    shape = LOGIN_ACCOUNT if context.call.is_instagram_login else ACCOUNT
    return shape.render(context, account, asked.fields)


def _update_comment(context: Context, comment: Comment, edge: str) -> dict[str, object]:
    """Hide or unhide. The account's own comments say success and stay shown."""
    if edge:
        raise no_edge(edge)
    if "hide" not in context.call.params:
        raise parameter("The parameter hide is required")
    hidden = truth("hide", context.call.params["hide"])
    context.kind = "hide" if hidden else "unhide"
    _check_not_live(context.state.posts[comment.post], "Comments on live video cannot be hidden")
    if not context.state.is_own(comment):
        context.state.cover(comment, hidden, through_api=True)
    return SUCCESS


def _update_media(context: Context, media: Post, edge: str) -> dict[str, object]:
    if edge:
        raise no_edge(edge)
    if "comment_enabled" not in context.call.params:
        raise parameter("The parameter comment_enabled is required")
    context.state.open_comments(media, truth("comment_enabled", context.call.params["comment_enabled"]))
    return SUCCESS


def _reply(context: Context, comment: Comment) -> dict[str, object]:
    """A reply to a reply hangs on the top-level comment; a hidden comment takes none."""
    context.kind = "reply"
    message = message_of(context)
    _check_not_live(context.state.posts[comment.post], "Comments on live video cannot be replied to")
    if comment.is_hidden or context.state.root_of(comment).is_hidden:
        raise GraphError(100, "(#100) Cannot reply to a hidden comment", kind=IG)
    return _created(context, comment, message)


def _comment(context: Context, media: Post) -> dict[str, object]:
    context.kind = "comment"
    message = message_of(context)
    if not media.is_open:
        raise GraphError(100, "(#100) Commenting is turned off for this media", kind=IG)
    return _created(context, media, message)


def _check_not_live(media: Post, words: str) -> None:
    """That such calls are refused is known; the code is an assumption."""
    if media.is_live:
        raise GraphError(100, f"(#100) {words}", kind=IG)


def _created(context: Context, owner: Post | Comment, message: str) -> dict[str, object]:
    """Create, and then trip over `fields` as Meta does: the comment exists, the answer says it failed."""
    made = write_comment(context, owner, message)
    if "fields" in context.call.params:
        raise GraphError(20, "(#20) The created comment cannot be read back", subcode=1772107)
    return {"id": made.id}
