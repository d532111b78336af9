"""Are the posts of all places found, in as few calls as Meta allows, whatever it refuses?"""

import logging
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.errors import Gone, PermissionRefused, TokenRefused
from bot.model import Glance, PlatformName, Post, PostKind, Reach, Wake, WakeKind
from bot.platforms.facebook import FacebookPage
from bot.platforms.instagram import InstagramAccount
from bot.simulator.world import World
from tests.platforms.canned import Canned, Reply, client_of
from tests.platforms.sites import NOW, account_on, client_for, said, world_of

FACEBOOK, INSTAGRAM = PlatformName.FACEBOOK, PlatformName.INSTAGRAM


def place(kind: str, key: str, **more: object) -> dict[str, object]:
    return {"type": "post", "key": key, "account": "it", "text": key, "kind": kind, "at_minutes": 5, **more}


def page_of(world: World, **how: int | bool) -> FacebookPage:
    return FacebookPage(account_on(FACEBOOK), client_for(world), **how)  # type: ignore[arg-type]  # ints and one bool


def kinds(glances: Sequence[Glance]) -> dict[str, PostKind]:
    return {glance.post.text: glance.post.kind for glance in glances}


def calls(world: World) -> int:
    return world.calls.total()


EVERYWHERE = [
    place("reel", "a reel"),
    place("live", "a broadcast", is_live=True),
    place("ad", "a dark post"),
    place("tagged", "it names us", author={"id": "9", "name": "Somebody"}),
]


def test_one_call_shows_the_newest_posts_of_every_place_with_their_newest_comments() -> None:
    world = world_of(FACEBOOK, [*EVERYWHERE, *[said(f"c{n}", minute=n + 10) for n in range(5)]])
    glances = list(page_of(world).glances(Reach.FRESH))
    assert calls(world) == 1
    assert kinds(glances) == {
        "Bus routes": PostKind.POST,
        "it names us": PostKind.POST,
        "a reel": PostKind.REEL,
        "a broadcast": PostKind.LIVE,
        "a dark post": PostKind.AD,
    }
    (glance,) = (each for each in glances if each.post.text == "Bus routes")
    assert [comment.text for comment in glance.shown] == ["c4", "c3", "c2"]
    assert (glance.post.comment_count, glance.shows_all, glance.newest_first) == (5, False, True)
    assert all(each.shows_all and each.post.comment_count == 0 for each in glances if each.post.text != "Bus routes")


def test_a_broadcast_that_is_over_is_no_place_any_more() -> None:
    world = world_of(FACEBOOK, [place("live", "a broadcast", is_live=True)])
    page = page_of(world)
    assert PostKind.LIVE in kinds(list(page.glances(Reach.FRESH))).values()
    world.apply([{"type": "end_live", "post": "a broadcast"}])
    assert PostKind.LIVE not in kinds(list(page.glances(Reach.FRESH))).values()


def test_the_whole_window_is_followed_page_by_page_to_its_end_and_no_further() -> None:
    more = [place("feed", f"post {n}", at_minutes=10 + n) for n in range(70)]
    world = world_of(FACEBOOK, more)
    glances = list(page_of(world, watch_posts=60).glances(Reach.WATCHED))
    assert [each.post.text for each in glances] == [f"post {n}" for n in range(69, 9, -1)]
    assert calls(world) == 3


def test_a_photo_whose_comments_stand_under_its_post_is_not_read_twice() -> None:
    world = world_of(FACEBOOK, [place("photo", "a picture"), place("video", "a film")])
    glances = list(page_of(world).glances(Reach.WATCHED))
    assert kinds(glances)["a picture"] is PostKind.POST
    assert len(glances) == len({each.post.external_id for each in glances}) == 3


def test_comments_of_a_broadcast_that_meta_finds_poor_are_listed_too() -> None:
    live = place("live", "a broadcast", is_live=True)
    poor = {**said("poor", minute=9), "post": "a broadcast", "flags": {"low_quality": True}}
    page = page_of(world_of(FACEBOOK, [live, poor]))
    (glance,) = (each for each in page.glances(Reach.FRESH) if each.post.kind is PostKind.LIVE)
    assert [comment.text for comment in glance.shown] == ["poor"]
    assert [c.text for part in page.comments(glance.post, since=None) for c in part.comments] == ["poor"]


@pytest.mark.parametrize(
    ("edge", "kind"),
    [("ads_posts", PostKind.AD), ("video_reels", PostKind.REEL), ("live_videos", PostKind.LIVE)],
)
def test_a_place_that_is_refused_does_not_keep_the_others_from_being_listed(edge: str, kind: PostKind) -> None:
    world = world_of(FACEBOOK, [*EVERYWHERE, said("one")], forbidden_edges=[edge])
    page = page_of(world)
    everything = {PostKind.POST, PostKind.AD, PostKind.REEL, PostKind.LIVE}
    assert {each.post.kind for each in page.glances(Reach.FRESH)} == everything - {kind}
    assert set(page.refused_sources) == {edge}
    assert "Meta's code" in page.refused_sources[edge]
    asked = calls(world)
    assert {each.post.kind for each in page.glances(Reach.FRESH)} == everything - {kind}
    assert calls(world) == asked + 1, "the refused place is left out of the one question"


def test_a_refused_place_is_tried_again_with_the_whole_window() -> None:
    world = world_of(FACEBOOK, EVERYWHERE, forbidden_edges=["ads_posts"])
    page = page_of(world)
    list(page.glances(Reach.FRESH))
    world.settings = replace(world.settings, forbidden_edges=())
    assert "a dark post" not in kinds(list(page.glances(Reach.FRESH)))
    assert "a dark post" in kinds(list(page.glances(Reach.WATCHED)))
    assert page.refused_sources == {}


def test_without_the_feed_there_is_no_watching() -> None:
    world = world_of(FACEBOOK, EVERYWHERE, forbidden_edges=["feed"])
    with pytest.raises(PermissionRefused):
        list(page_of(world).glances(Reach.FRESH))


def test_a_token_that_is_refused_is_no_refused_place() -> None:
    world = world_of(FACEBOOK, EVERYWHERE)
    world.add_faults([{"effect": "error", "body": {"code": 190}, "times": 0}])
    page = page_of(world)
    with pytest.raises(TokenRefused):
        list(page.glances(Reach.WATCHED))
    assert page.refused_sources == {}


def test_a_page_that_is_gone_is_gone() -> None:
    world = world_of(FACEBOOK, EVERYWHERE)
    world.add_faults([{"effect": "error", "body": {"code": 100, "error_subcode": 33}, "times": 0}])
    with pytest.raises(Gone):
        list(page_of(world).glances(Reach.WATCHED))


def test_where_meta_finds_it_too_much_less_is_asked_and_nothing_is_missed() -> None:
    more = [place("feed", f"post {n}", at_minutes=10 + n) for n in range(40)]
    world = world_of(FACEBOOK, [*more, said("one")])
    world.add_faults([{"effect": "reduce_data", "above": 12, "times": 0}])
    glances = list(page_of(world).glances(Reach.FRESH))
    assert len({each.post.external_id for each in glances}) == 41


def test_advertisements_are_left_out_where_nobody_wants_them_watched() -> None:
    assert "a dark post" not in kinds(list(page_of(world_of(FACEBOOK, EVERYWHERE), ads=False).glances(Reach.WATCHED)))


def test_a_ranked_list_is_not_taken_for_the_newest() -> None:
    liked = [said(f"c{n}", minute=n + 10, flags={"like_count": 9 - n}) for n in range(5)]
    world = world_of(FACEBOOK, liked)
    world.add_faults([{"effect": "ranked", "times": 0}])
    glances = {each.post.text: each for each in page_of(world).glances(Reach.FRESH)}
    told = glances["Bus routes"]
    assert told.post.comment_count == 5
    assert not (told.newest_first and [c.text for c in told.shown] != ["c4", "c3", "c2"])


@pytest.mark.parametrize("comments", [None, {}, {"data": []}, "?", {"data": [{"no": "id"}]}])
def test_an_expansion_in_an_unknown_shape_settles_nothing_it_does_not_say(comments: object) -> None:
    body = {"id": "1", "feed": {"data": [{"id": "1_2", "message": "News", "comments": comments}]}}
    page = FacebookPage(account_on(FACEBOOK), client_of(Canned(Reply(body=body))))
    (glance,) = page.glances(Reach.FRESH)
    assert (glance.post.external_id, glance.post.comment_count, glance.shown) == ("1_2", None, ())
    assert glance.shows_all is (comments == {"data": []})


def test_instagrams_media_and_broadcasts_come_in_one_call_with_their_replies() -> None:
    events = [
        place("live", "on air", is_live=True),
        said("top", minute=8),
        said("answer", minute=9, parent="top"),
        *[said(f"c{n}", minute=n + 10) for n in range(2)],
    ]
    world = world_of(INSTAGRAM, events)
    account = InstagramAccount(account_on(INSTAGRAM), client_for(world))
    glances = {each.post.text: each for each in account.glances(Reach.FRESH)}
    assert calls(world) == 1
    assert glances["on air"].post.kind is PostKind.LIVE
    shown = glances["Bus routes"]
    assert [comment.text for comment in shown.shown] == ["c1", "c0", "top", "answer"]
    assert shown.shown[3].parent_id == shown.shown[2].external_id
    assert (shown.shows_all, shown.newest_first, shown.post.comment_count) == (True, True, 4)


def test_a_comment_elsewhere_that_names_us_is_read_and_cannot_be_hidden_from_here(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    world = world_of(FACEBOOK, [said("hello")])
    comment = world.comment("hello")
    wake = Wake(account_id="it", kind=WakeKind.MENTION, post_id="42_7", comment_id=comment.id, at=NOW)
    found = page_of(world).mentioned(wake)
    assert found is not None
    assert (found[0].kind, found[0].external_id, found[1].text) == (PostKind.MENTION, "42_7", "hello")
    assert "hello" not in caplog.text


@pytest.mark.parametrize("edge", ["ads_posts", "video_reels"])
def test_a_place_that_gives_no_usable_answer_is_left_out_for_a_while_and_then_tried_again(edge: str) -> None:
    world = world_of(FACEBOOK, EVERYWHERE)
    world.add_faults([{"effect": "error", "path": f"/{edge}$", "status": 500, "body": {"code": 2}, "times": 0}])
    page = page_of(world)
    assert "Bus routes" in kinds(list(page.glances(Reach.FRESH)))
    assert "no usable answer" in page.refused_sources[edge]
    world.clear_faults()
    everything = {"a reel", "a dark post"}
    for _ in range(8):
        last = kinds(list(page.glances(Reach.FRESH)))
    assert everything <= set(last)


@pytest.mark.parametrize(
    ("listed", "shows_all"),
    [
        ({"data": [{"id": "2_1"}], "paging": {"cursors": {"after": "a"}}, "summary": {"total_count": 9}}, True),
        ({"data": [{"id": "2_1"}], "summary": {"total_count": 9}}, False),
        ({"data": [{"id": "2_1"}], "summary": {"total_count": 1}}, True),
        ({"data": [{"id": "2_1"}]}, False),
        ({"data": [{"id": "2_1"}], "paging": {"next": "x"}, "summary": {"total_count": 1}}, False),
    ],
)
def test_an_expansion_without_paging_is_whole_only_where_nothing_counted_is_missing(
    listed: object, shows_all: bool
) -> None:
    body = {"id": "1", "feed": {"data": [{"id": "1_2", "message": "News", "comments": listed}]}}
    page = FacebookPage(account_on(FACEBOOK), client_of(Canned(Reply(body=body))))
    (glance,) = page.glances(Reach.FRESH)
    assert glance.shows_all is shows_all


def test_where_meta_lists_no_further_back_the_newest_are_there_and_it_is_said() -> None:
    world = world_of(FACEBOOK, [said(f"c{n}", minute=n + 3) for n in range(60)], deepest_page=30)
    page = page_of(world, page_size=10)
    (post,) = (glance.post for glance in page.glances(Reach.FRESH))
    parts = list(page.comments(post, since=None))
    assert (parts[-1].complete, parts[-1].is_bounded) == (True, True)
    assert [c.text for part in parts for c in part.comments] == [f"c{n}" for n in range(59, 19, -1)]


def test_a_full_page_of_replies_without_paging_is_followed_on_its_edge() -> None:
    replies = [{"id": f"1{n}", "text": f"r{n}"} for n in range(50)]
    thread = {"id": "77", "text": "top", "replies": {"data": replies}}
    more = {"data": [*replies, {"id": "199", "text": "the last"}]}
    canned = Canned(Reply(body={"data": [thread]}), Reply(body=more))
    account = InstagramAccount(account_on(INSTAGRAM), client_of(canned))
    medium = Post(account_id="it", external_id="5", text="", created_at=None, permalink=None)
    (part,) = account.comments(medium, since=None)
    assert len(part.comments) == 52
    assert part.complete
