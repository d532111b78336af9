"""Does Instagram answer as section 2 of the facts says, traps included?"""

import pytest

from bot.simulator.world import World
from tests.simulator.kit import Caller, comment, post, world


@pytest.fixture
def talk() -> World:
    replies = [comment(f"reply{n}", on="media", parent="old") for n in range(3)]
    own = comment("own", on="media", author="account")
    return world(post("media", "ig"), comment("old", on="media"), *replies, own, comment("new", on="media"))


@pytest.fixture
def caller(talk: World) -> Caller:
    return Caller(talk, "ig-token")


def media(talk: World) -> str:
    return f"/v26.0/{talk.post('media').id}"


def test_media_are_listed_with_a_count_that_includes_replies(talk: World, caller: Caller) -> None:
    answer = caller.read("/v26.0/17841400000000001/media", fields="id,caption,comments_count,permalink")
    (row,) = answer.body["data"]
    assert (row["id"], row["comments_count"]) == (talk.post("media").id, 6)
    assert row["permalink"] == f"http://graph.test/p/{talk.post('media').shortcode}/"


def test_comments_are_top_level_only_and_newest_first(talk: World, caller: Caller) -> None:
    expected = [talk.comment(key).id for key in ("new", "own", "old")]
    assert caller.read(f"{media(talk)}/comments", filter="stream", order="chronological").ids == expected
    assert all(len(each) == 17 for each in expected)


def test_replies_inside_fields_are_a_first_page_only(talk: World, caller: Caller) -> None:
    rows = caller.read(f"{media(talk)}/comments", fields="id,replies.limit(2){id,parent_id}").body["data"]
    first = rows[-1]["replies"]
    assert [row["id"] for row in first["data"]] == [talk.comment("reply0").id, talk.comment("reply1").id]
    assert first["data"][0]["parent_id"] == talk.comment("old").id
    assert caller.read(first["paging"]["next"]).ids == [talk.comment("reply2").id]
    assert "replies" not in rows[0]


def test_the_world_may_shorten_the_first_page_of_replies() -> None:
    made = world(
        post("media", "ig"),
        comment("top", on="media"),
        *[comment(f"r{n}", on="media", parent="top") for n in range(3)],
        settings={"first_replies": 1},
    )
    body = Caller(made, "ig-token").read(f"/{made.comment('top').id}", fields="replies").body
    assert len(body["replies"]["data"]) == 1
    assert "next" in body["replies"]["paging"]


def test_a_page_never_holds_more_than_fifty() -> None:
    made = world(post("media", "ig"), *[comment(f"c{n}", on="media") for n in range(60)])
    answer = Caller(made, "ig-token").read(f"/{made.post('media').id}/comments", limit="100")
    assert len(answer.ids) == 50
    assert len(Caller(made, "ig-token").read(answer.body["paging"]["next"]).ids) == 10


@pytest.mark.parametrize("where", ["params", "data", "json"])
def test_hiding_and_unhiding(talk: World, caller: Caller, where: str) -> None:
    path = f"/{talk.comment('old').id}"
    assert caller.ask("POST", path, **{where: {"hide": "true"}}).body == {"success": True}
    assert talk.comment("old").is_hidden
    assert caller.read(path, fields="hidden").body["hidden"] is True
    caller.ask("POST", path, **{where: {"hide": "false"}})
    assert not talk.comment("old").is_hidden


def test_the_accounts_own_comment_says_success_and_stays_shown(talk: World, caller: Caller) -> None:
    assert caller.write(f"/{talk.comment('own').id}", hide="true").body == {"success": True}
    assert not talk.comment("own").is_hidden


@pytest.mark.parametrize(("lists_hidden", "listed"), [(True, 1), (False, 0)])
def test_whether_hidden_comments_stay_listed_can_be_chosen(lists_hidden: bool, listed: int) -> None:
    made = world(post("media", "ig"), comment("c", on="media"), settings={"list_hidden": lists_hidden})
    made.apply([{"type": "hide", "comment": "c"}])
    assert len(Caller(made, "ig-token").read(f"/{made.post('media').id}/comments").ids) == listed


def test_a_reply_to_a_reply_hangs_on_the_top_level_comment(talk: World, caller: Caller) -> None:
    made = caller.write(f"/{talk.comment('reply1').id}/replies", message="Hello").body["id"]
    assert caller.read(f"/{made}", fields="parent_id").body["parent_id"] == talk.comment("old").id


def test_a_hidden_comment_takes_no_reply(talk: World, caller: Caller) -> None:
    caller.write(f"/{talk.comment('old').id}", hide="true")
    assert caller.write(f"/{talk.comment('old').id}/replies", message="Hello").error == (100, None)


def test_creating_with_fields_makes_the_comment_and_then_fails(talk: World, caller: Caller) -> None:
    answer = caller.write(f"{media(talk)}/comments", message="Facts", fields="id")
    assert answer.error == (20, 1772107)
    assert caller.read(f"{media(talk)}/comments", fields="text").body["data"][0]["text"] == "Facts"


def test_a_comment_is_made_and_deleted(talk: World, caller: Caller) -> None:
    made = caller.write(f"{media(talk)}/comments", message="Facts").body["id"]
    assert caller.ask("DELETE", f"/{made}").body == {"success": True}
    assert caller.read(f"/{made}").error == (100, 33)


def test_a_medium_can_be_closed_for_comments(talk: World, caller: Caller) -> None:
    caller.write(media(talk), comment_enabled="false")
    assert caller.write(f"{media(talk)}/comments", message="Facts").error == (100, None)


def test_the_linked_pages_token_opens_the_account(talk: World) -> None:
    assert Caller(talk, "page-token").read(f"{media(talk)}/comments").status == 200


def test_facebooks_fields_are_unknown_here(talk: World, caller: Caller) -> None:
    assert caller.read(f"/{talk.comment('old').id}", fields="message").error == (100, None)


def test_an_unlisted_comment_is_counted_and_never_listed() -> None:
    made = world(post("media", "ig"), comment("c", on="media", flags={"unlisted": True}))
    caller = Caller(made, "ig-token")
    assert caller.read(f"/{made.post('media').id}", fields="comments_count").body["comments_count"] == 1
    assert caller.read(f"/{made.post('media').id}/comments").ids == []
