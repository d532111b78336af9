"""Does the simulator know any field that Meta's SDK does not? Then it would forgive what Meta refuses (#100)."""

import pytest

from bot.simulator.graph import facebook_media, facebook_posts, instagram_nodes, mentions
from bot.simulator.graph.facebook_nodes import PAGE
from bot.simulator.graph.instagram_accounts import ACCOUNT, LOGIN_ACCOUNT
from bot.simulator.graph.render import Node
from tests.outside.oracle import declared

MENTIONS = {"mentioned_comment", "mentioned_media"}
NODES: dict[str, tuple[Node, str, set[str]]] = {
    "page": (PAGE, "Page", {"tasks"}),  # Facts 1.2: seen in real answers of /me/accounts.
    "post": (facebook_posts.POST, "PagePost", set()),
    "comment": (facebook_posts.COMMENT, "Comment", set()),
    "photo": (facebook_media.PHOTO, "Photo", set()),
    "video": (facebook_media.VIDEO, "AdVideo", set()),
    "broadcast": (facebook_media.LIVE, "LiveVideo", set()),
    "story": (facebook_media.STORY, "Stories", set()),
    "account": (ACCOUNT, "IGUser", set()),
    "account by its own login": (LOGIN_ACCOUNT, "IGUserForIGOnlyAPI", MENTIONS),  # See GAPS in test_what_we_send.
    "medium": (instagram_nodes.MEDIA, "IGMedia", set()),
    "comment on a medium": (instagram_nodes.COMMENT, "IGComment", set()),
    "mention in a comment": (mentions.COMMENT, "IGComment", set()),
    "mention in a caption": (mentions.MEDIA, "IGMedia", set()),
}


@pytest.mark.parametrize("which", NODES)
def test_the_simulator_knows_only_fields_that_meta_declares(which: str) -> None:
    node, name, more = NODES[which]
    assert set(node.readers) - declared.fields_of(name) - declared.edges_of(name) == more


@pytest.mark.parametrize("which", ["post", "comment", "photo", "account", "comment on a medium"])
def test_every_field_of_a_comment_and_of_what_carries_it_can_be_asked_for(which: str) -> None:
    """A client that asks for a field Meta has must not be refused here. (Other nodes have many that nobody reads.)"""
    node, name, _ = NODES[which]
    rest = declared.fields_of(name) - set(node.readers)
    assert rest <= {"business_discovery", "collaborative_media_search", "mini_shop_storefront"} | {
        each for each in rest if each.startswith("shopping_")
    }
