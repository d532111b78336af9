"""Does Instagram answer as section 2 of the facts says, traps included?"""

from importlib import import_module

import pytest

from bot.simulator.world import World
from tests.simulator.kit import Caller, Clock, comment, post, world

NOT_PLAYED = {
    "mentioned_comment",
    "mentioned_media",
    "business_discovery",
    "collaborative_media_search",
    "mini_shop_storefront",
    "shopping_product_tag_eligibility",
}
"""Fields of an account that want an argument, or belong to shops."""


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


KINDS = ("feed", "reel", "video", "story", "live", "tagged", "ad")


@pytest.fixture
def shop() -> World:
    author = {"id": "900", "name": "somebody"}
    posts = [post(kind, "ig", kind=kind, **({"author": author} if kind == "tagged" else {})) for kind in KINDS]
    return world(*posts, comment("on-live", on="live"))


@pytest.mark.parametrize(
    ("edge", "kinds"),
    [("media", ["video", "reel", "feed"]), ("stories", []), ("live_media", ["live"]), ("tags", ["tagged"])],
)
def test_each_edge_lists_its_own_kinds(shop: World, edge: str, kinds: list[str]) -> None:
    expected = [shop.post(kind).id for kind in kinds]
    assert Caller(shop, "ig-token").read(f"/17841400000000001/{edge}").ids == expected
    inside = Caller(shop, "ig-token").read("/17841400000000001", fields=f"{edge}.limit(10){{id}}").body[edge]
    assert [row["id"] for row in inside["data"]] == expected


def test_stories_are_listed_for_a_day() -> None:
    made = world()
    made.apply([post("story", "ig", kind="story")])
    assert Caller(made, "ig-token").read("/me/stories").ids == [made.post("story").id]


def test_live_media_are_listed_only_while_live(shop: World) -> None:
    path = "/17841400000000001/live_media"
    row = Caller(shop, "ig-token").read(path, fields="id,live_status,media_product_type,media_type").body["data"][0]
    assert (row["live_status"], row["media_product_type"], row["media_type"]) == ("LIVE", "LIVE", "BROADCAST")
    shop.apply([{"type": "end_live", "post": "live"}])
    assert Caller(shop, "ig-token").read(path).ids == []


def test_on_live_media_nothing_is_hidden_and_nothing_answered(shop: World) -> None:
    caller, number = Caller(shop, "ig-token"), shop.comment("on-live").id
    assert caller.write(f"/{number}", hide="true").error == (100, None)
    assert caller.write(f"/{number}/replies", message="Hello").error == (100, None)
    assert not shop.comment("on-live").is_hidden


def test_reels_and_ads_are_named_as_such(shop: World) -> None:
    for kind, product in (("reel", "REELS"), ("feed", "FEED"), ("ad", "AD"), ("story", "STORY")):
        body = Caller(shop, "ig-token").read(f"/{shop.post(kind).id}", fields="media_product_type").body
        assert body["media_product_type"] == product


def test_media_are_bounded_by_their_own_time() -> None:
    clock = Clock()
    made = world(post("old", "ig"), clock=clock)
    made.apply([post("new", "ig")])
    bound = str(int(made.post("new").created.timestamp()))
    assert Caller(made, "ig-token").read("/me/media", since=bound).ids == [made.post("new").id]
    assert Caller(made, "ig-token").read("/me/media", until=str(int(bound) - 1)).ids == [made.post("old").id]


def test_everything_can_be_asked_in_one_call(talk: World, caller: Caller) -> None:
    wish = "id,media.limit(60){id,comments_count,comments.limit(2){id,text,replies.limit(1){id,text}}},live_media{id}"
    body = caller.read("/17841400000000001", fields=wish).body
    (row,) = body["media"]["data"]
    assert [each["id"] for each in row["comments"]["data"]] == [talk.comment("new").id, talk.comment("own").id]
    rest = caller.read(row["comments"]["paging"]["next"]).body["data"]
    assert [each["id"] for each in rest] == [talk.comment("old").id]
    assert len(rest[0]["replies"]["data"]) == 1
    assert body["live_media"] == {"data": []}


def test_the_two_hosts_know_different_fields_of_the_account(caller: Caller) -> None:
    assert caller.read("/me", fields="user_id").error == (100, None)
    assert caller.read("/graph.instagram.com/me", fields="ig_id").error == (100, None)


def test_a_linked_user_token_opens_the_account_too(talk: World) -> None:
    assert Caller(talk, "user-token").read(f"{media(talk)}/comments").ids[0] == talk.comment("new").id


def mention(key: str, **others: object) -> dict[str, object]:
    author = {"id": "900", "name": "somebody"}
    return {"type": "mention", "account": "ig", "key": key, "author": author, "text": "@anaccount late", **others}


def test_a_comment_elsewhere_that_names_the_account_can_be_read_and_answered() -> None:
    made = world(mention("m"))
    (row,) = made.mentions.rows.values()
    caller = Caller(made, "ig-token")
    wish = f"mentioned_comment.comment_id({row.comment}){{id,text,media,timestamp,username}}"
    read = caller.read("/me", fields=wish).body["mentioned_comment"]
    assert (read["text"], read["media"]["id"], read["username"]) == ("@anaccount late", row.media, "somebody")
    answer = caller.write("/me/mentions", media_id=row.media, comment_id=str(row.comment), message="Thank you")
    wish = f"mentioned_comment.comment_id({row.comment}){{replies}}"
    replies = caller.read("/me", fields=wish).body["mentioned_comment"]["replies"]["data"]
    assert replies == [{"id": answer.body["id"], "text": "Thank you"}]


def test_a_caption_elsewhere_that_names_the_account_can_be_read() -> None:
    made = world(mention("m", in_caption=True))
    (row,) = made.mentions.rows.values()
    wish = f"mentioned_media.media_id({row.media}){{caption,username}}"
    assert Caller(made, "ig-token").read("/me", fields=wish).body["mentioned_media"]["caption"] == "@anaccount late"


@pytest.mark.parametrize(
    ("wish", "code"), [("mentioned_comment.comment_id(1)", 100), ("mentioned_comment", 100), ("mentioned_media", 100)]
)
def test_a_mention_that_is_not_there_is_refused(wish: str, code: int) -> None:
    assert Caller(world(), "ig-token").read("/me", fields=wish).error[0] == code


@pytest.mark.parametrize(
    ("lacking", "path"), [("instagram_basic", "/me/media"), ("instagram_manage_comments", "/me/media?fields=comments")]
)
def test_a_missing_permission_is_refused(lacking: str, path: str) -> None:
    kept = [each for each in ("instagram_basic", "instagram_manage_comments") if each != lacking]
    made = world(post("media", "ig"))
    made.apply([{"type": "token", "token": "ig-token", "scopes": kept}])
    assert Caller(made, "ig-token").read(path).error == (10, None)


@pytest.mark.parametrize("shape", ["igcomment.IGComment", "igmedia.IGMedia", "iguser.IGUser"])
def test_every_field_of_metas_sdk_is_known(talk: World, caller: Caller, shape: str) -> None:
    module, name = shape.split(".")
    fields = vars(getattr(import_module(f"facebook_business.adobjects.{module}"), name).Field)
    known = {value for key, value in fields.items() if not key.startswith("_")} - NOT_PLAYED
    path = {"IGComment": talk.comment("old").id, "IGMedia": talk.post("media").id, "IGUser": "me"}[name]
    assert len(known) > 10
    for each in known:
        assert caller.read(f"/{path}", fields=each).status == 200, each
