"""Does reading a Facebook page answer as section 1 of the facts says?"""

import pytest

from bot.simulator.world import World
from tests.simulator.kit import Caller, Clock, comment, post, world


@pytest.fixture
def talk() -> World:
    return world(
        post(),
        comment("one"),
        comment("two"),
        comment("reply", parent="one"),
        comment("three"),
        seconds_between_events=60,
    )


def comments(talk: World) -> str:
    return f"/v26.0/{talk.post('post').id}/comments"


def ids(talk: World, *keys: str) -> list[str]:
    return [talk.comment(key).id for key in keys]


def test_the_page_token_knows_whose_it_is(talk: World) -> None:
    answer = Caller(talk).read("/v26.0/me", fields="id,name,instagram_business_account")
    assert answer.body == {"id": "1001", "name": "A Page", "instagram_business_account": {"id": "17841400000000001"}}


@pytest.mark.parametrize("path", ["/1001", "/v26.0/1001/", "/v25.0//1001", "//v26.0/1001", "/v26.0/apage"])
def test_a_page_is_found_however_the_path_is_spelt(talk: World, path: str) -> None:
    assert Caller(talk).read(path).body["id"] == "1001"


def test_the_feed_holds_visitors_posts_and_the_posts_edge_does_not() -> None:
    made = world(post("own"), post("visit", author={"id": "9", "name": "Vi"}))
    caller = Caller(made)
    own, visit = made.post("own").id, made.post("visit").id
    assert set(caller.read("/1001/feed").ids) == {own, visit}
    assert caller.read("/1001/posts").ids == caller.read("/1001/published_posts").ids == [own]
    assert caller.read("/1001/visitor_posts").ids == [visit]


def test_top_level_is_the_default_and_stream_shows_replies(talk: World) -> None:
    assert Caller(talk).read(comments(talk)).ids == ids(talk, "one", "two", "three")
    assert Caller(talk).read(comments(talk), filter="stream").ids == ids(talk, "one", "two", "reply", "three")


def test_the_order_can_be_turned_round(talk: World) -> None:
    answer = Caller(talk).read(comments(talk), order="reverse_chronological", filter="stream", summary="true")
    assert answer.ids == ids(talk, "three", "reply", "two", "one")
    assert answer.body["summary"] == {"order": "reverse_chronological", "total_count": 4, "can_comment": True}


def test_since_is_a_lower_bound_of_time(talk: World) -> None:
    bound = str(int(talk.comment("reply").created.timestamp()))
    assert Caller(talk).read(comments(talk), filter="stream", since=bound).ids == ids(talk, "reply", "three")


def test_a_reply_names_its_parent_and_a_comment_does_not(talk: World) -> None:
    rows = Caller(talk).read(comments(talk), filter="stream", fields="id,parent{id}").body["data"]
    assert [row.get("parent") for row in rows] == [None, None, {"id": talk.comment("one").id}, None]


def test_replies_have_an_edge_of_their_own(talk: World) -> None:
    assert Caller(talk).read(f"/{talk.comment('one').id}/comments").ids == ids(talk, "reply")


def test_fields_expand_edges_inside_posts(talk: World) -> None:
    asked = "id,message,comments.limit(0).summary(true).filter(stream)"
    (row,) = Caller(talk).read("/1001/feed", fields=asked).body["data"]
    assert row["comments"]["data"] == []
    assert row["comments"]["summary"]["total_count"] == 4


def test_an_expanded_edge_pages_on_by_its_own_address(talk: World) -> None:
    (row,) = Caller(talk).read("/1001/posts", fields="comments.limit(2).filter(stream){id}").body["data"]
    assert Caller(talk).read(row["comments"]["paging"]["next"]).ids == ids(talk, "reply", "three")


@pytest.mark.parametrize("fields", ["id,nonsense", "from{id},reply_count", "comments{nonsense}"])
def test_an_unknown_field_fails_the_whole_call(talk: World, fields: str) -> None:
    answer = Caller(talk).read(f"/{talk.comment('one').id}", fields=fields)
    assert (answer.status, answer.error) == (400, (100, None))


@pytest.mark.parametrize("fields", ["id,{", "comments.limit(", "a" + "{a" * 40, "id}"])
def test_fields_that_cannot_be_read_are_refused(talk: World, fields: str) -> None:
    assert Caller(talk).read("/1001", fields=fields).status == 400


@pytest.mark.parametrize(
    "params",
    [{"limit": "101"}, {"limit": "-1"}, {"order": "ranked"}, {"filter": "all"}, {"after": "x"}, {"since": "?"}],
)
def test_a_parameter_out_of_bounds_is_refused(talk: World, params: dict[str, str]) -> None:
    assert Caller(talk).read(comments(talk), **params).error == (100, None)


def test_a_comment_is_found_with_and_without_the_first_part_of_its_id(talk: World) -> None:
    one = talk.comment("one")
    for spelling in (one.id, one.bare, f"999_{one.bare}"):
        assert Caller(talk).read(f"/v26.0/{spelling}").body["id"] == one.id


def test_the_time_is_spelt_without_a_colon_in_the_offset(talk: World) -> None:
    answer = Caller(talk).read(f"/{talk.comment('one').bare}", fields="created_time")
    assert answer.body["created_time"] == "2026-11-15T13:01:00+0000"


def test_nothing_is_dated_in_the_future() -> None:
    clock = Clock()
    made = world(post(at_minutes=60 * 24 * 30), clock=clock)
    assert made.post("post").created == clock.now


def test_meta_may_leave_fields_out() -> None:
    quiet = {"no_from": True, "no_can_hide": True, "no_message": True}
    made = world(post(), comment("quiet", flags=quiet), comment("unknown", author=None, text=None))
    asked = "from,can_hide,message,is_hidden"
    for key in ("quiet", "unknown"):
        body = Caller(made).read(f"/{made.comment(key).id}", fields=asked).body
        assert "from" not in body
        assert "message" not in body
    assert "can_hide" not in Caller(made).read(f"/{made.comment('quiet').id}", fields=asked).body


def test_hidden_comments_stay_listed(talk: World) -> None:
    talk.apply([{"type": "hide", "comment": "two"}])
    rows = Caller(talk).read(comments(talk), fields="is_hidden").body["data"]
    assert [row["is_hidden"] for row in rows] == [False, True, False]


def test_a_deleted_comment_is_gone_and_so_is_what_hung_on_it(talk: World) -> None:
    talk.apply([{"type": "delete", "comment": "one"}])
    assert Caller(talk).read(comments(talk), filter="stream").ids == ids(talk, "two", "three")
    answer = Caller(talk).read(f"/{talk.comment('reply').id}")
    assert (answer.status, answer.error) == (400, (100, 33))


def test_ranking_overrides_the_order_of_top_level_lists() -> None:
    made = world(post(), comment("dull"), comment("liked", flags={"like_count": 9}), settings={"is_ranked": True})
    answer = Caller(made).read(f"/{made.post('post').id}/comments", order="chronological", summary="1")
    assert answer.ids == [made.comment("liked").id, made.comment("dull").id]
    assert answer.body["summary"]["order"] == "ranked"


def test_a_person_is_tagged_where_the_message_names_them() -> None:
    flags = {"message_tags": [{"id": "9", "name": "Bo"}]}
    made = world(post(), comment("tag", text="Hi Bo!", flags=flags))
    (tag,) = Caller(made).read(f"/{made.comment('tag').id}", fields="message_tags").body["message_tags"]
    assert (tag["offset"], tag["length"], tag["name"]) == (3, 2, "Bo")
