"""Would the oracle notice? Invented fields, edges, parameters and values must all be found out."""

import pytest

from tests.outside.oracle.language import Wish, wishes
from tests.outside.oracle.sent import Sent
from tests.outside.oracle.verdict import faults_of


def reading(node: str, fields: str, edge: str = "", **params: str) -> Sent:
    return Sent(node=node, method="GET", edge=edge, params={"fields": fields, **params})


@pytest.mark.parametrize(
    "sent",
    [
        reading("Comment", "id,message,parent{id,from},comments.limit(5).filter(stream).summary(true){id}"),
        reading(
            "Page", 'id,feed.limit(5){id,comments.order(chronological){id}},live_videos.broadcast_status(["LIVE"]){id}'
        ),
        reading("PagePost", "id", "comments", filter="stream", order="chronological", since="1763800000", limit="100"),
        reading("LiveVideo", "id", "comments", live_filter="no_filter", after="abc"),
        reading("IGUser", "mentioned_comment.comment_id(1){id,text,media{id,shortcode}}"),
        reading("IGUser", "media.limit(3).as(recent){id,comments{id,replies.limit(2){id,from{id,username}}}}"),
        reading("IGUserForIGOnlyAPI", "user_id,media{id,shortcode,comments{id,hidden}}"),
        reading("User", "id,access_token,tasks,instagram_business_account", "accounts"),
        Sent(node="Comment", method="POST", params={"is_hidden": "true"}),
        Sent(node="IGComment", method="POST", params={"hide": "false"}),
        Sent(node="Comment", method="DELETE", params={"appsecret_proof": "ab"}),
        Sent(node="debug_token", method="GET", params={"input_token": "x"}),
        Sent(node="refresh_access_token", method="GET", params={"grant_type": "ig_refresh_token"}),
    ],
    ids=str,
)
def test_what_meta_declares_is_let_pass(sent: Sent) -> None:
    assert faults_of(sent) == []


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        (reading("Comment", "id,mood"), "mood"),
        (reading("Comment", "id,parent{id,mood}"), "mood"),
        (reading("Comment", "id,reply_count"), "reply_count"),
        (reading("Comment", "from{id,mood}"), "from"),
        (reading("Page", "feed.limit(5){id,comments{id,mood}}"), "mood"),
        (reading("Page", "reels{id}"), "reels"),
        (reading("Page", "feed.sort(up){id}"), "sort"),
        (reading("Page", 'live_videos.broadcast_status(["ON_AIR"]){id}'), "ON_AIR"),
        (reading("Page", "live_videos.broadcast_status(LIVE){id}"), "broadcast_status"),
        (reading("Page", "photos.type(shared){id}"), "shared"),
        (reading("Page", "name.limit(1)"), "limit"),
        (reading("LiveVideo", "created_time"), "created_time"),
        (reading("IGComment", "permalink"), "permalink"),
        (reading("IGMedia", "comments{id,is_hidden}"), "is_hidden"),
        (reading("IGUserForIGOnlyAPI", "media{id,legacy_instagram_media_id}"), "legacy_instagram_media_id"),
        (reading("PagePost", "id", "remarks"), "remarks"),
        (reading("PagePost", "id", "comments", until="1"), "until"),
        (reading("PagePost", "id", "comments", order="ranked"), "ranked"),
        (reading("PagePost", "id", "comments", filter="all"), "all"),
        (reading("IGMedia", "id", "comments", since="1"), "since"),
        (reading("IGMedia", "id", "comments", filter="stream"), "filter"),
        (reading("Commentary", "id"), "Commentary"),
        (Sent(node="Comment", method="POST", params={"is_hidden": "yes"}), "is_hidden"),
        (Sent(node="Comment", method="POST", params={"hide": "true"}), "hide"),
        (Sent(node="IGComment", method="POST", params={"is_hidden": "true"}), "is_hidden"),
        (Sent(node="Comment", method="POST", edge="private_replies", params={"message": "x"}), "private_replies"),
        (Sent(node="Comment", method="POST", edge="replies", params={"message": "x"}), "replies"),
        (Sent(node="IGComment", method="POST", edge="comments", params={"message": "x"}), "comments"),
        (Sent(node="IGComment", method="POST", edge="replies", params={"message": "x", "fields": "id"}), "fields"),
        (Sent(node="IGMedia", method="POST", edge="comments", params={"message": "x", "text": "y"}), "text"),
        (Sent(node="", method="GET", params={"ids": "1,2"}), "no kind of node"),
        (Sent(node="debug_token", method="GET", params={"output_token": "x"}), "output_token"),
        (Sent(node="access_token", method="GET", params={"client_id": "x"}), "client_id"),
        (Sent(node="nothing", method="GET"), "nothing"),
    ],
    ids=str,
)
def test_what_is_made_up_is_found_out(sent: Sent, word: str) -> None:
    (fault,) = faults_of(sent)
    assert word in fault


def test_the_reader_of_fields_reads_names_modifiers_and_insides() -> None:
    assert wishes('id,a.b(c).d(["E"]){f,g{h}}') == (
        Wish(name="id"),
        Wish(
            name="a",
            modifiers=(("b", "c"), ("d", '["E"]')),
            inside=(Wish(name="f"), Wish(name="g", inside=(Wish(name="h"),))),
        ),
    )


@pytest.mark.parametrize(
    "text", ["", "id,", ",id", "id,,from", "a{", "a{}", "a{b", "a}b", "a.b", "a.b(", "a.b(c", "a b", "A"]
)
def test_what_is_not_spelt_exactly_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected"):
        wishes(text)
