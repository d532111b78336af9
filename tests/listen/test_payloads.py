"""Is every shape of webhook call understood, and nothing else taken for one?"""

from typing import Any

import pytest

from bot.listen.payloads import Told, wakes_in
from bot.model import PlatformName, WakeKind
from tests.listen.calls import (
    COMMENT,
    MEDIA_OWNER,
    NEIGHBOUR,
    PAGE,
    POST,
    US,
    call,
    commented,
    feed,
    meta_spelling,
    on_instagram,
)


def told(body: bytes) -> list[tuple[str, str, str]]:
    """Kind, post and comment of each hint."""
    found = wakes_in(body)
    assert found is not None
    return [(str(hint.kind), hint.post_id, hint.comment_id) for hint in found]


AT_THE_POST = [("post", POST, "")]
AT_THE_COMMENT = [("post", POST, COMMENT.rsplit("_", 1)[-1])]


def test_a_new_comment_wakes_its_post() -> None:
    assert told(call(commented(verb="add"))) == AT_THE_POST


@pytest.mark.parametrize("verb", ["edited", "edit", "remove", "hide", "unhide"])
def test_a_changed_comment_is_named_by_the_last_part_of_its_id(verb: str) -> None:
    assert told(call(commented(verb=verb))) == AT_THE_COMMENT
    assert told(call(commented(verb=verb, comment_id=None))) == AT_THE_POST


def test_a_hint_names_the_account_and_its_platform() -> None:
    assert wakes_in(call(commented())) == [
        Told(platform=PlatformName.FACEBOOK, account=PAGE, kind=WakeKind.POST, post_id=POST)
    ]


@pytest.mark.parametrize(
    "change",
    [
        commented(parent_id="555001_777000", comment_id="777000_777001"),
        commented(photo="https://cdn.example.org/p.jpg", message=None),
        commented(video="https://cdn.example.org/v.mp4"),
        commented(post=None, something_new={"deeply": [1, {"nested": None}]}),
        commented(**{"from": None}),
        commented(**{"from": None, "sender_id": 9000000001, "sender_name": "Wren Aldous"}),
        commented(comment_id="900728_900744"),
        commented(post_id=None),
        commented(comment_id=None, parent_id=None),
    ],
    ids=[
        "reply",
        "photo",
        "video",
        "new keys",
        "no author",
        "before v2.11",
        "other prefix",
        "post told inside",
        "no comment id",
    ],
)
def test_all_forms_of_a_comment_wake_its_post(change: dict[str, Any]) -> None:
    assert told(call(change)) == AT_THE_POST


def test_a_comment_without_its_post_wakes_the_listing() -> None:
    assert told(call(commented(post_id=None, post=None))) == [("post", "", "")]


@pytest.mark.parametrize("author", [{"from": US}, {"from": None, "sender_id": int(PAGE)}], ids=["today", "old form"])
@pytest.mark.parametrize("verb", ["add", "edited", "edit"])
def test_our_own_words_wake_nobody(author: dict[str, Any], verb: str) -> None:
    assert told(call(commented(verb=verb, **author))) == []


@pytest.mark.parametrize("verb", ["hide", "unhide", "remove"])
def test_a_hide_by_the_page_is_something_that_somebody_did(verb: str) -> None:
    assert told(call(commented(verb=verb, **{"from": US}))) == AT_THE_COMMENT


def test_a_removal_without_words_and_time_is_one() -> None:
    assert told(call(commented(verb="remove", message=None, created_time=None))) == AT_THE_COMMENT


@pytest.mark.parametrize("verb", ["add", "edit", "remove"])
@pytest.mark.parametrize("item", ["reaction", "like"])
def test_feelings_wake_nobody(item: str, verb: str) -> None:
    reaction = {"item": item, "verb": verb, "post_id": POST, "comment_id": COMMENT, "reaction_type": "love"}
    assert told(call(feed(**reaction, **{"from": NEIGHBOUR}))) == []


@pytest.mark.parametrize("item", ["status", "post", "photo", "video", "share"])
def test_a_new_post_wakes_its_reading(item: str) -> None:
    assert told(call(feed(item=item, verb="add", post_id=POST, published=1, **{"from": US}))) == AT_THE_POST


@pytest.mark.parametrize("verb", ["remove", "hide", "unhide", "edited", "block", "mute", ""])
def test_other_news_of_a_post_wakes_nobody(verb: str) -> None:
    assert told(call(feed(item="video", verb=verb, post_id=POST))) == []


def test_a_post_is_called_as_meta_called_it() -> None:
    assert told(call(commented(post_id="900767076685784"))) == [("post", "900767076685784", "")]
    assert told(call(feed(item="video", verb="add", video_id=900767076685784))) == [("post", "900767076685784", "")]


def test_a_mention_names_the_comment() -> None:
    mention = {"item": "comment", "verb": "add", "post_id": "42_7", "comment_id": "7_8", "message": "ask @them"}
    assert told(call({"field": "mention", "value": mention})) == [("mention", "42_7", "7_8")]
    post = {"item": "post", "verb": "add", "post_id": "42_7"}
    assert told(call({"field": "mention", "value": post})) == [("mention", "42_7", "")]


def test_a_mention_that_names_nothing_wakes_nobody() -> None:
    assert told(call({"field": "mention", "value": {"item": "comment", "verb": "add", "message": "hi"}})) == []


def test_a_live_video_wakes_its_reading() -> None:
    assert told(call({"field": "live_videos", "value": {"id": "1234500", "status": "live"}})) == [
        ("post", "1234500", "")
    ]


@pytest.mark.parametrize("field", ["ratings", "conversations", "leadgen", "messages", "feed "])
def test_fields_that_nobody_asked_for_wake_nobody(field: str) -> None:
    assert told(call({"field": field, "value": {"item": "comment", "verb": "add", "post_id": POST}})) == []


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("comments", {"id": "17", "text": "ok", "media": {"id": "180"}}, [("post", "180", "")]),
        ("comments", {"id": "17", "parent_id": "16", "media": {"id": "180"}}, [("post", "180", "")]),
        ("comments", {"id": "17", "text": "ok", "media_id": "180"}, [("post", "180", "")]),
        (
            "comments",
            {"id": "17", "media": {"id": "180", "ad_id": "66", "original_media_id": "179"}},
            [("post", "180", ""), ("post", "179", "")],
        ),
        ("comments", {"id": "17", "text": "the oldest form"}, [("post", "", "")]),
        ("live_comments", {"id": "17", "text": "hello", "media": {"id": "181"}}, [("post", "181", "")]),
        ("live_comments", {"id": "17", "text": "hello"}, [("post", "", "")]),
        ("mentions", {"comment_id": "17", "media_id": "182"}, [("mention", "182", "17")]),
        ("mentions", {"media_id": "182"}, [("mention", "182", "")]),
        ("comments", {"id": "17", "from": {"id": MEDIA_OWNER}, "media": {"id": "180"}}, []),
        ("story_insights", {"media_id": "182"}, []),
    ],
)
@pytest.mark.parametrize("is_direct", [False, True], ids=["in changes", "in the entry"])
def test_instagram_is_understood_in_both_forms(
    field: str, value: dict[str, Any], expected: list[tuple[str, str, str]], is_direct: bool
) -> None:
    change = on_instagram(field, **value)
    direct = {"object": "instagram", "entry": [{"id": MEDIA_OWNER, "time": 1795000000, **change}]}
    body = meta_spelling(direct) if is_direct else call(change, kind="instagram", account=MEDIA_OWNER)
    assert told(body) == expected
    assert all(hint.platform is PlatformName.INSTAGRAM for hint in wakes_in(body) or ())


def test_a_thousand_updates_of_two_posts_are_two_hints_in_their_order() -> None:
    posts = (f"{PAGE}_2", f"{PAGE}_1")
    changes = [commented(post_id=posts[n % 2], comment_id=f"1_{n}") for n in range(1000)]
    assert told(call(*changes)) == [("post", posts[0], ""), ("post", posts[1], "")]


def test_one_call_speaks_of_several_accounts() -> None:
    entries = [{"id": account, "time": 1, "changes": [commented(post_id="5_6")]} for account in (PAGE, 77)]
    found = wakes_in(meta_spelling({"object": "page", "entry": entries}))
    assert [hint.account for hint in found or ()] == [PAGE, "77"]
