"""Can Meta's own SDK read and moderate an Instagram account of the simulator, by the token of its linked page?"""

from typing import Any

import pytest
from facebook_business.adobjects.igcomment import IGComment
from facebook_business.adobjects.igmedia import IGMedia
from facebook_business.adobjects.iguser import IGUser
from facebook_business.exceptions import FacebookRequestError

from tests.outside.conftest import Served
from tests.outside.worlds import ACCOUNT, ids_of


@pytest.fixture
def medium(api: Any, served: Served) -> Any:
    return IGMedia(served.post("medium").id, api=api)


@pytest.fixture
def first(api: Any, served: Served) -> Any:
    return IGComment(served.comment("first").id, api=api)


@pytest.mark.parametrize(
    ("edge", "keys"),
    [("get_media", ("reel-ig", "medium")), ("get_live_media", ("live-ig",)), ("get_stories", ()), ("get_tags", ())],
)
def test_each_list_of_media_holds_its_own_kinds_newest_first(
    api: Any, served: Served, edge: str, keys: tuple[str, ...]
) -> None:
    found = getattr(IGUser(ACCOUNT, api=api), edge)(fields=["id", "media_product_type"], params={"limit": 1})
    assert [row["id"] for row in found] == ids_of(served.world, *keys)


@pytest.mark.parametrize("size", [1, 3, 50, 100])
def test_top_level_comments_come_newest_first_whatever_the_page_size(medium: Any, served: Served, size: int) -> None:
    found = medium.get_comments(fields=["id", "text", "username", "from", "hidden"], params={"limit": size})
    rows = list(found)
    assert [row["id"] for row in rows] == ids_of(served.world, "own", "third", "second", "first")
    assert {row["username"] for row in rows} == {"anaccount", "Ann"}
    assert not any(row["hidden"] for row in rows)


@pytest.mark.parametrize("size", [1, 50])
def test_replies_are_listed_under_their_comment(first: Any, served: Served, size: int) -> None:
    rows = list(first.get_replies(fields=["id", "text", "parent_id"], params={"limit": size}))
    assert [row["id"] for row in rows] == ids_of(served.world, "answer", "answer-two")
    assert {row["parent_id"] for row in rows} == {first["id"]}


def test_the_count_of_a_medium_includes_its_replies(medium: Any, served: Served) -> None:
    assert medium.api_get(fields=["comments_count"])["comments_count"] == len(served.words_on("medium")) == 6


def test_only_our_own_comment_names_us_as_its_user(api: Any, first: Any, served: Served) -> None:
    own = IGComment(served.comment("own").id, api=api).api_get(fields=["user", "media"])
    assert own["user"]["id"] == ACCOUNT
    assert own["media"]["id"] == served.post("medium").id
    assert "user" not in first.api_get(fields=["user"])


def test_a_comment_is_hidden_and_shown_again(first: Any, served: Served) -> None:
    first.api_update(params={"hide": True})
    assert served.comment("first").is_hidden
    assert first.api_get(fields=["hidden"])["hidden"] is True
    first.api_update(params={"hide": False})
    assert not served.comment("first").is_hidden


def test_our_own_comment_stays_shown_although_hiding_it_succeeds(api: Any, served: Served) -> None:
    IGComment(served.comment("own").id, api=api).api_update(params={"hide": True})
    assert not served.comment("own").is_hidden


def test_a_reply_is_made_on_the_replies_edge(first: Any, served: Served) -> None:
    made = first.create_reply(params={"message": "The bus comes at 8"})
    assert served.answers_to("first")[-1] == "The bus comes at 8"
    assert made.api_get(fields=["parent_id", "text"])["parent_id"] == first["id"]


def test_a_reply_to_a_reply_hangs_on_the_top_level_comment(api: Any, first: Any, served: Served) -> None:
    IGComment(served.comment("answer").id, api=api).create_reply(params={"message": "Deeper"})
    assert served.answers_to("answer") == []
    assert served.answers_to("first")[-1] == "Deeper"


def test_a_hidden_comment_takes_no_reply(first: Any, served: Served) -> None:
    first.api_update(params={"hide": True})
    with pytest.raises(FacebookRequestError) as refusal:
        first.create_reply(params={"message": "Too late"})
    assert (refusal.value.api_error_code(), refusal.value.api_error_type()) == (100, "IGApiException")
    assert "Too late" not in served.words_on("medium")


def test_a_comment_with_fields_is_made_although_the_answer_says_it_failed(medium: Any, served: Served) -> None:
    with pytest.raises(FacebookRequestError) as refusal:
        medium.create_comment(fields=["id", "text"], params={"message": "Once"})
    assert (refusal.value.api_error_code(), refusal.value.api_error_subcode()) == (20, 1772107)
    assert served.words_on("medium").count("Once") == 1


def test_a_comment_on_the_medium_is_our_own(medium: Any, served: Served) -> None:
    made = medium.create_comment(params={"message": "Doors open at 9"})
    assert served.words_on("medium")[-1] == "Doors open at 9"
    assert made.api_get(fields=["username"])["username"] == "anaccount"


def test_a_deleted_comment_is_gone(first: Any, served: Served) -> None:
    first.api_delete()
    assert served.comment("first").is_deleted
    with pytest.raises(FacebookRequestError) as refusal:
        first.api_get(fields=["id"])
    assert (refusal.value.api_error_code(), refusal.value.api_error_subcode()) == (100, 33)


def test_comments_can_be_turned_off_for_a_medium(medium: Any, served: Served) -> None:
    medium.api_update(params={"comment_enabled": False})
    assert not served.post("medium").is_open


def test_live_comments_cannot_be_hidden(api: Any, served: Served) -> None:
    with pytest.raises(FacebookRequestError) as refusal:
        IGComment(served.comment("live-word").id, api=api).api_update(params={"hide": True})
    assert refusal.value.api_error_code() == 100
    assert not served.comment("live-word").is_hidden


def test_a_mention_elsewhere_is_read_and_answered(api: Any, served: Served) -> None:
    mention = served.world.mentions.rows["named"]
    asked = f"mentioned_comment.comment_id({mention.comment}){{id,text,username,media{{id}}}}"
    told = api.call("GET", (ACCOUNT,), params={"fields": asked}).json()["mentioned_comment"]
    assert told == {"id": mention.comment, "text": "Ask @anaccount", "username": "Vic", "media": {"id": mention.media}}
    where = {"media_id": mention.media, "comment_id": mention.comment}
    IGUser(ACCOUNT, api=api).create_mention(params={**where, "message": "We are here"})
    assert [text for _, text in served.world.mentions.rows["named"].replies] == ["We are here"]
