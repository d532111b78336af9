"""Can python-facebook-api read an Instagram account of the simulator, and moderate it by its general calls?"""

from typing import Any

import pytest
from pyfacebook import FacebookError

from tests.outside.conftest import Served
from tests.outside.pyfb import account_client
from tests.outside.worlds import ACCOUNT, ids_of


@pytest.fixture
def client(served: Served) -> Any:
    return account_client(served.address)


@pytest.mark.parametrize("size", [1, 100])
def test_media_are_listed_newest_first(client: Any, served: Served, size: int) -> None:
    found = client.user.get_media(count=None, limit=size)
    assert [each.id for each in found.data] == ids_of(served.world, "reel-ig", "medium")
    assert found.data[-1].comments_count == 6


def test_broadcasts_are_listed_while_live(client: Any, served: Served) -> None:
    assert [each.id for each in client.user.get_live_media().data] == ids_of(served.world, "live-ig")
    served.world.apply([{"type": "end_live", "post": "live-ig"}])
    assert client.user.get_live_media().data == []


@pytest.mark.parametrize("size", [1, 3, 50])
def test_top_level_comments_come_newest_first_whatever_the_page_size(client: Any, served: Served, size: int) -> None:
    found = client.media.get_comments(served.post("medium").id, count=None, limit=size)
    assert [each.id for each in found.data] == ids_of(served.world, "own", "third", "second", "first")
    assert [each.username for each in found.data] == ["anaccount", "Ann", "Ann", "Ann"]


@pytest.mark.parametrize("size", [1, 50])
def test_replies_are_listed_under_their_comment(client: Any, served: Served, size: int) -> None:
    found = client.comment.get_replies(served.comment("first").id, count=None, limit=size)
    assert [each.text for each in found.data] == ["Text of answer", "Text of answer-two"]


def test_a_reply_is_read_like_a_comment(client: Any, served: Served) -> None:
    found = client.reply.get_info(served.comment("answer").id)
    assert (found.id, found.text) == (served.comment("answer").id, "Text of answer")


def test_hiding_and_showing_takes_booleans_as_python_spells_them(client: Any, served: Served) -> None:
    first = served.comment("first").id
    assert client.post_object(first, data={"hide": True}) == {"success": True}
    assert served.comment("first").is_hidden
    # Also in the query, as Meta's reference shows it.
    assert client.post_object(first, params={"hide": False}) == {"success": True}
    assert not served.comment("first").is_hidden


def test_a_reply_is_made_and_its_id_answered(client: Any, served: Served) -> None:
    made = client.post_object(served.comment("first").id, "replies", data={"message": "The bus comes at 8"})
    assert served.answers_to("first")[-1] == "The bus comes at 8"
    assert client.reply.get_info(made["id"]).text == "The bus comes at 8"


def test_a_deleted_comment_is_gone(client: Any, served: Served) -> None:
    assert client.delete_object(served.comment("second").id) == {"success": True}
    assert served.comment("second").is_deleted
    with pytest.raises(FacebookError) as refusal:
        client.comment.get_info(served.comment("second").id, fields="id")
    assert (refusal.value.code, refusal.value.error_subcode) == (100, 33)


def test_comments_of_a_restricted_person_are_counted_and_not_listed(client: Any, served: Served) -> None:
    author = {"id": "666", "name": "Robin"}
    said = {"type": "comment", "post": "reel-ig", "key": "held", "author": author, "text": "Held back"}
    served.world.apply([{**said, "flags": {"unlisted": True}}])
    reel = served.post("reel-ig").id
    assert client.media.get_info(reel).comments_count == 1
    assert client.media.get_comments(reel).data == []


def test_a_mention_elsewhere_is_read_and_answered(client: Any, served: Served) -> None:
    mention = served.world.mentions.rows["named"]
    found = client.user.get_mentioned_comment(mention.comment)
    assert (found.mentioned_comment.id, found.mentioned_comment.text) == (mention.comment, "Ask @anaccount")
    where = {"media_id": mention.media, "comment_id": mention.comment}
    client.post_object(ACCOUNT, "mentions", data={**where, "message": "We are here"})
    assert [text for _, text in served.world.mentions.rows["named"].replies] == ["We are here"]
