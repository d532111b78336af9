"""Can python-facebook-api, which nobody here wrote, read and moderate a Facebook page of the simulator?"""

from typing import Any

import pytest
from pyfacebook import FacebookError

from tests.outside.conftest import Served
from tests.outside.pyfb import page_client
from tests.outside.worlds import PAGE, ids_of

STREAM = ("one", "two", "three", "reply", "ours", "nobody")


@pytest.fixture
def client(served: Served) -> Any:
    return page_client(served.address)


@pytest.mark.parametrize(
    ("method", "keys"),
    [
        ("get_feed", ("tagged", "live", "video", "photo", "visit", "post", "old")),
        ("get_posts", ("live", "video", "photo", "post", "old")),
        ("get_published_posts", ("live", "video", "photo", "post", "old")),
        ("get_tagged_posts", ("tagged",)),
    ],
)
def test_posts_are_listed_by_following_next_as_it_is_spelt(
    client: Any, served: Served, method: str, keys: tuple[str, ...]
) -> None:
    """Its own fields: attachments, counts of comments, and reactions six times by different names."""
    found = getattr(client.page, method)(PAGE, count=None, limit=2)
    assert [post.id for post in found.data] == ids_of(served.world, *keys)


def test_its_summary_fields_count_the_whole_stream_without_showing_it(client: Any, served: Served) -> None:
    (row,) = [
        each for each in client.page.get_posts(PAGE, return_json=True)["data"] if each["message"].endswith("post")
    ]
    assert row["comments"] == {"data": [], "summary": {"order": "chronological", "total_count": 6, "can_comment": True}}
    assert row["like"] == {"data": [], "summary": {"total_count": 0}}


@pytest.mark.parametrize(("method", "key"), [("get_videos", "video"), ("get_live_videos", "live")])
def test_videos_and_broadcasts_have_edges_of_their_own(client: Any, served: Served, method: str, key: str) -> None:
    (found,) = getattr(client.page, method)(PAGE).data
    assert found.description == served.post(key).text
    said = client.post.get_comments(found.id, fields="id,message", count=None, limit=1)
    assert [each.message for each in said.data] == [f"Text of on-{key}"]


@pytest.mark.parametrize("size", [1, 4, 6, 100])
def test_a_stream_shows_every_comment_once_whatever_the_page_size(client: Any, served: Served, size: int) -> None:
    post = served.post("post").id
    found = client.post.get_comments(post, filter_type="stream", summary=True, count=None, limit=size)
    assert [each.id for each in found.data] == ids_of(served.world, *STREAM)
    assert (found.summary.total_count, found.summary.order, found.summary.can_comment) == (6, "chronological", True)


def test_next_carries_the_token_and_everything_that_was_asked(client: Any, served: Served) -> None:
    asked = {"fields": "id,message", "filter": "stream", "limit": 2, "summary": True}
    first = client.get_connection(served.post("post").id, "comments", **asked)
    following = first["paging"]["next"]
    assert following.startswith(f"{served.address}/v26.0/{served.post('post').id}/comments?")
    assert {"access_token=page-token", "filter=stream", "limit=2", "fields=id%2Cmessage"} <= set(
        following.partition("?")[2].split("&")
    )


def test_a_comment_is_read_with_its_public_fields(client: Any, served: Served) -> None:
    found = client.comment.get_info(served.comment("one").id)
    assert (found.message, found.comment_count, found.like_count) == ("Größe / <b> 🙂", 1, 0)
    assert served.comment("one").bare in found.permalink_url


def test_hiding_and_showing_takes_booleans_as_python_spells_them(client: Any, served: Served) -> None:
    two = served.comment("two").id
    assert client.comment.update(two, is_hidden=True) == {"success": True}
    assert served.comment("two").is_hidden
    assert client.comment.update(two, is_hidden=False) == {"success": True}
    assert not served.comment("two").is_hidden
    assert (served.comment("two").hides, served.comment("two").unhides) == (1, 1)


def test_a_reply_hangs_under_its_comment_and_can_be_read_in_the_same_call(client: Any, served: Served) -> None:
    two = served.comment("two").id
    made = client.comment.create(two, message="The bus comes at 8")
    read = client.comment.create(two, message="At the corner", fields="id,message,parent", return_json=True)
    assert served.answers_to("two") == ["The bus comes at 8", "At the corner"]
    assert made.id != read["id"]
    assert (read["message"], read["parent"]["id"]) == ("At the corner", two)


def test_a_comment_under_the_post_is_the_pages_own(client: Any, served: Served) -> None:
    made = client.comment.create(served.post("old").id, message="Doors open at 9")
    assert served.words_on("old") == ["Doors open at 9"]
    assert client.comment.get_info(made.id, fields="from", return_json=True)["from"]["id"] == PAGE


def test_words_sent_to_a_comment_edit_it(client: Any, served: Served) -> None:
    assert client.comment.update(served.comment("ours").id, message="Corrected") == {"success": True}
    assert (served.comment("ours").text, served.answers_to("ours")) == ("Corrected", [])


def test_likes_are_given_and_taken_back(client: Any, served: Served) -> None:
    client.comment.creat_like(served.comment("two").id)
    assert served.comment("two").is_liked
    client.comment.delete_like(served.comment("two").id)
    assert not served.comment("two").is_liked


def test_a_deleted_comment_is_gone_or_invisible(client: Any, served: Served) -> None:
    assert client.comment.delete(served.comment("two").id) == {"success": True}
    assert served.comment("two").is_deleted
    with pytest.raises(FacebookError) as refusal:
        client.comment.get_info(served.comment("two").id)
    assert (refusal.value.code, refusal.value.error_subcode) == (100, 33)


def test_its_batch_by_ids_was_taken_away_by_meta(client: Any, served: Served) -> None:
    with pytest.raises(FacebookError) as refusal:
        client.comment.get_batch(ids_of(served.world, "one", "two"))
    assert refusal.value.code == 100
