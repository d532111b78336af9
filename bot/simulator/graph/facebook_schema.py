"""Is every field that a call asks for declared? Asked before anything is read: an empty list says no as well."""

from collections.abc import Sequence

from bot.simulator.graph.errors import no_field
from bot.simulator.graph.facebook_edges import EDGES
from bot.simulator.graph.facebook_media import LIVE, MEDIA, PHOTO, VIDEO
from bot.simulator.graph.facebook_nodes import PAGE
from bot.simulator.graph.facebook_posts import COMMENT, POST
from bot.simulator.graph.fields import Field
from bot.simulator.graph.render import Node
from bot.simulator.model import Account, Comment, Media, Post

WITHIN: dict[tuple[str, str], Node] = {
    **{(PAGE.name, name): edge.node for name, edge in EDGES.items()},
    **{(each.name, "comments"): COMMENT for each in (POST, COMMENT, PHOTO, VIDEO, LIVE)},
    (COMMENT.name, "parent"): COMMENT,
    (COMMENT.name, "object"): POST,
    (LIVE.name, "video"): VIDEO,
}
"""Which node stands in which field of which node."""


def check(node: Node, fields: Sequence[Field] | None) -> None:
    """Raise GraphError 100 for the first field, at any depth, that its node does not have."""
    for each in fields or ():
        if each.name not in node.readers:
            raise no_field(each.name, node.name)
        if (node.name, each.name) in WITHIN:
            check(WITHIN[node.name, each.name], each.inner)


def asked_node(thing: Account | Post | Comment | Media, edge: str) -> Node | None:
    """The node whose fields a read is about; None where there is no such list."""
    if isinstance(thing, Account):
        return PAGE if not edge else EDGES[edge].node if edge in EDGES else None
    if edge:
        return COMMENT if edge == "comments" else None
    if isinstance(thing, Media):
        return MEDIA[thing.kind]
    return POST if isinstance(thing, Post) else COMMENT
