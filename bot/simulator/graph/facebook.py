"""What does a call on a Facebook page, post, photo, video or comment mean? Routing only."""

from bot.simulator.graph.auth import TokenType
from bot.simulator.graph.errors import no_edge, refused
from bot.simulator.graph.facebook_edges import EDGES, UNLISTED, edge_page
from bot.simulator.graph.facebook_media import MEDIA
from bot.simulator.graph.facebook_nodes import PAGE
from bot.simulator.graph.facebook_posts import COMMENT, POST, comments_page
from bot.simulator.graph.facebook_schema import asked_node, check
from bot.simulator.graph.facebook_writes import (
    SUCCESS,
    answer_privately,
    block,
    delete_comment,
    delete_post,
    like,
    message_of,
    reply,
    update_comment,
    update_post,
    write_comment,
)
from bot.simulator.graph.fields import Field, parse
from bot.simulator.graph.paging import Asked
from bot.simulator.graph.render import Context
from bot.simulator.model import Account, Comment, Media, Post

__all__ = ["SUCCESS", "asked_of", "message_of", "serve", "write_comment"]


def serve(context: Context, thing: Account | Post | Comment | Media, edge: str) -> dict[str, object]:
    """Answer one call on a Facebook thing; `edge` is empty for the thing itself."""
    if context.call.method == "GET":
        return _read(context, thing, edge)
    if context.viewer.type is not TokenType.PAGE:
        raise refused("If posting to a page, requires the page access token")
    return _write_page(context, thing, edge) if isinstance(thing, Account) else _write(context, thing, edge)


def asked_of(context: Context, thing: Account | Post | Comment | Media, edge: str) -> Asked:
    """What the call's own parameters ask of a node or an edge."""
    text = context.call.params.get("fields")
    fields: tuple[Field, ...] | None = parse(text) if text else None
    return Asked(path=f"{thing.id}/{edge}", params=context.call.params, fields=fields)


def _read(context: Context, thing: Account | Post | Comment | Media, edge: str) -> dict[str, object]:
    asked = asked_of(context, thing, edge)
    asked_for = asked_node(thing, edge)
    if asked_for is not None:
        check(asked_for, asked.fields)
    if isinstance(thing, Account):
        return _read_page(context, thing, edge, asked)
    if edge == "comments":
        context.kind = "list_replies" if isinstance(thing, Comment) else "list_comments"
        return comments_page(context, thing, asked)
    if edge in ("likes", "reactions"):
        return {"data": []}
    if edge:
        raise no_edge(edge)
    context.kind = "read_comment" if isinstance(thing, Comment) else "read_post"
    if isinstance(thing, Media):
        return MEDIA[thing.kind].render(context, thing, asked.fields)
    return (POST if isinstance(thing, Post) else COMMENT).render(context, thing, asked.fields)


def _read_page(context: Context, page: Account, edge: str, asked: Asked) -> dict[str, object]:
    if not edge:
        context.kind = "read_account"
        return PAGE.render(context, page, asked.fields)
    if edge not in EDGES and edge not in UNLISTED:
        raise no_edge(edge)
    context.kind = "list_posts"
    return edge_page(context, page, edge, asked)


def _write(context: Context, thing: Post | Comment | Media, edge: str) -> dict[str, object]:
    """A write on a comment, a post or what a post shows."""
    method = context.call.method
    if edge == "comments" and method == "POST":
        return reply(context, thing)
    if edge == "likes" and method in ("POST", "DELETE"):
        return like(context, thing)
    if edge:
        raise no_edge(f"{thing.id}/{edge}")
    if isinstance(thing, Comment):
        return delete_comment(context, thing) if method == "DELETE" else update_comment(context, thing)
    if isinstance(thing, Post):
        return delete_post(context, thing) if method == "DELETE" else update_post(context, thing)
    raise refused("Permissions error")


def _write_page(context: Context, page: Account, edge: str) -> dict[str, object]:
    if edge == "messages" and context.call.method == "POST":
        return answer_privately(context, page)
    if edge == "blocked" and context.call.method in ("POST", "DELETE"):
        return block(context, page)
    raise no_edge(f"{page.id}/{edge}")
