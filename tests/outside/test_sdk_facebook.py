"""Can Meta's own SDK read and moderate a Facebook page of the simulator?"""

from typing import Any

import pytest
from facebook_business.adobjects.advideo import AdVideo
from facebook_business.adobjects.comment import Comment
from facebook_business.adobjects.livevideo import LiveVideo
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.adobjects.photo import Photo
from facebook_business.exceptions import FacebookRequestError

from bot.simulator.model import MediaKind
from tests.outside.conftest import Served
from tests.outside.worlds import PAGE, ids_of

OWN = ("live", "video", "photo", "post", "old")
UPLOADED = {"type": "uploaded"}


def listed(cursor: Any) -> list[str]:
    return [row["id"] for row in cursor]


@pytest.mark.parametrize(
    ("edge", "keys"),
    [
        ("get_posts", OWN),
        ("get_published_posts", OWN),
        ("get_feed", ("tagged", "live", "video", "photo", "visit", "post", "old")),
        ("get_visitor_posts", ("visit",)),
        ("get_tagged", ("tagged",)),
        ("get_ads_posts", ("ad",)),
    ],
)
def test_each_list_of_posts_holds_its_own_kinds_newest_first(
    api: Any, served: Served, edge: str, keys: tuple[str, ...]
) -> None:
    found = getattr(Page(PAGE, api=api), edge)(fields=["id", "created_time"], params={"limit": 2})
    assert listed(found) == ids_of(served.world, *keys)


@pytest.mark.parametrize(
    ("edge", "params", "key", "kind", "node"),
    [
        ("get_photos", UPLOADED, "photo", MediaKind.PHOTO, Photo),
        ("get_videos", UPLOADED, "video", MediaKind.VIDEO, AdVideo),
        ("get_video_reels", {}, "reel", MediaKind.VIDEO, AdVideo),
        ("get_live_videos", {"broadcast_status": ["LIVE"], "source": "owner"}, "live", MediaKind.LIVE, LiveVideo),
    ],
)
def test_what_no_feed_lists_stands_on_an_edge_of_its_own_with_its_comments(
    api: Any, served: Served, edge: str, params: dict[str, object], key: str, kind: MediaKind, node: Any
) -> None:
    (found,) = getattr(Page(PAGE, api=api), edge)(fields=["id"], params=params)
    assert isinstance(found, node)
    assert found["id"] == served.post(key).media_id(kind)
    (said,) = found.get_comments(fields=["id", "message"], params={"filter": "stream"})
    assert said["message"] == f"Text of on-{key}"
    assert said["id"] == f"{found['id']}_{served.comment(f'on-{key}').bare}"


@pytest.mark.parametrize("size", [1, 2, 5, 6, 100])
def test_a_stream_shows_every_comment_once_whatever_the_page_size(api: Any, served: Served, size: int) -> None:
    asked = {"filter": "stream", "order": "chronological", "limit": size}
    found = PagePost(served.post("post").id, api=api).get_comments(fields=["id", "message"], params=asked)
    expected = ids_of(served.world, "one", "two", "three", "reply", "ours", "nobody")
    assert listed(found) == expected
    assert found.total() == 6


def test_without_a_filter_the_replies_stay_under_their_comment(api: Any, served: Served) -> None:
    found = PagePost(served.post("post").id, api=api).get_comments(fields=["id", "comment_count"], params={"limit": 2})
    assert found.total() == 5
    counts = {row["id"]: row["comment_count"] for row in found}
    one, reply = ids_of(served.world, "one", "reply")
    assert reply not in counts
    assert counts[one] == 1
    (answer,) = Comment(one, api=api).get_comments(fields=["id", "parent"])
    assert (answer["id"], answer["parent"]["id"]) == (reply, one)


def test_words_and_authors_arrive_as_they_were_written(api: Any, served: Served) -> None:
    fields = ["message", "from", "is_hidden", "can_hide", "created_time", "permalink_url"]
    one = Comment(served.comment("one").id, api=api).api_get(fields=fields)
    assert one["message"] == "Größe / <b> 🙂"
    assert one["from"] == {"id": "501", "name": "Ann"}
    assert (one["is_hidden"], one["can_hide"]) == (False, True)
    assert one["created_time"] == served.comment("one").created.strftime("%Y-%m-%dT%H:%M:%S+0000")
    assert "from" not in Comment(served.comment("nobody").id, api=api).api_get(fields=["message", "from"])


def test_a_comment_is_hidden_stays_listed_and_is_shown_again(api: Any, served: Served) -> None:
    two = Comment(served.comment("two").id, api=api)
    two.api_update(params={"is_hidden": True})
    assert served.comment("two").is_hidden
    assert two.api_get(fields=["is_hidden"])["is_hidden"] is True
    shown = PagePost(served.post("post").id, api=api).get_comments(fields=["is_hidden"])
    assert [row["id"] for row in shown if row["is_hidden"]] == [served.comment("two").id]
    two.api_update(params={"is_hidden": False})
    assert not served.comment("two").is_hidden
    assert (served.comment("two").hides, served.comment("two").unhides) == (1, 1)


def test_a_reply_hangs_under_its_comment(api: Any, served: Served) -> None:
    made = Comment(served.comment("two").id, api=api).create_comment(params={"message": "The bus comes at 8"})
    assert served.answers_to("two") == ["The bus comes at 8"]
    assert made.api_get(fields=["parent"])["parent"]["id"] == served.comment("two").id


def test_a_comment_under_the_post_is_the_pages_own(api: Any, served: Served) -> None:
    made = PagePost(served.post("old").id, api=api).create_comment(params={"message": "Doors open at 9"})
    assert served.words_on("old") == ["Doors open at 9"]
    read = made.api_get(fields=["from", "parent"])
    assert read["from"]["id"] == PAGE
    assert "parent" not in read


def test_a_message_sent_to_a_comment_edits_it_and_makes_no_reply(api: Any, served: Served) -> None:
    answer = api.call("POST", (served.comment("ours").id,), params={"message": "Corrected"}).json()
    assert answer == {"success": True}
    assert served.comment("ours").text == "Corrected"
    assert served.answers_to("ours") == []


def test_other_peoples_words_are_not_edited(api: Any, served: Served) -> None:
    with pytest.raises(FacebookRequestError) as refusal:
        Comment(served.comment("two").id, api=api).api_update(params={"message": "Nice day"})
    assert refusal.value.api_error_code() == 200
    assert served.comment("two").text == "Text of two"


def test_a_deleted_comment_is_gone_with_its_replies(api: Any, served: Served) -> None:
    Comment(served.comment("one").id, api=api).api_delete()
    assert served.comment("one").is_deleted
    assert served.comment("reply").is_deleted
    with pytest.raises(FacebookRequestError) as refusal:
        Comment(served.comment("one").id, api=api).api_get(fields=["id"])
    assert (refusal.value.api_error_code(), refusal.value.api_error_subcode()) == (100, 33)


def test_a_like_is_given_and_taken_back(api: Any, served: Served) -> None:
    two = Comment(served.comment("two").id, api=api)
    two.create_like()
    assert served.comment("two").is_liked
    two.delete_likes()
    assert not served.comment("two").is_liked


def test_one_question_to_the_page_brings_its_posts_and_their_comments(api: Any, served: Served) -> None:
    talk = "comments.filter(stream).limit(2).summary(true){id,message}"
    # Through the SDK's general call: its checked way warns of nested fields.
    params = {"fields": f"feed.limit(1){{id,{talk}}},ads_posts.limit(1){{id,{talk}}}"}
    told = api.call("GET", (PAGE,), params=params).json()
    (tagged,) = told["feed"]["data"]
    (ad,) = told["ads_posts"]["data"]
    assert [tagged["id"], ad["id"]] == ids_of(served.world, "tagged", "ad")
    assert [row["message"] for row in tagged["comments"]["data"]] == ["Text of on-tagged"]
    assert ad["comments"]["summary"]["total_count"] == 1
