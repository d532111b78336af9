"""Does every list of a Facebook page hold what section 1.5 of the facts says, by address and inside `fields` alike?"""

import pytest

from bot.simulator.events import ScenarioError
from bot.simulator.model import MediaKind
from bot.simulator.world import World
from tests.simulator.kit import Caller, comment, post, world

VISITOR = {"id": "9", "name": "Vi"}
KINDS = ("photo", "album_photo", "video", "reel", "live", "ad", "ad_inline", "ad_dynamic", "scheduled", "story")
MANY = ",".join(f"{name}.limit(5){{id}}" for name in ("feed", "video_reels", "live_videos", "ads_posts"))


@pytest.fixture
def page() -> World:
    """One post of every kind, called as its kind; oldest first."""
    return world(
        post("own"),
        post("visitor", author=VISITOR),
        post("tagged", kind="tagged", author=VISITOR),
        *(post(kind, kind=kind) for kind in KINDS),
        seconds_between_events=60,
    )


def keys(page: World, edge: str, **params: str) -> list[str]:
    """The keys of what an edge lists."""
    names = {post.id: post.key for post in page.state.posts.values()}
    names |= {bare: post.key for post in page.state.posts.values() for _, bare in post.media}
    return sorted(names[each] for each in Caller(page).read(f"/v26.0/1001/{edge}", **params).ids)


@pytest.mark.parametrize(
    ("edge", "params", "held"),
    [
        ("feed", {}, ["live", "own", "photo", "tagged", "video", "visitor"]),
        ("posts", {}, ["live", "own", "photo", "video"]),
        ("published_posts", {}, ["live", "own", "photo", "video"]),
        ("visitor_posts", {}, ["visitor"]),
        ("tagged", {}, ["tagged"]),
        ("ads_posts", {}, ["ad", "ad_dynamic"]),
        ("ads_posts", {"include_inline_create": "true"}, ["ad", "ad_dynamic", "ad_inline"]),
        ("ads_posts", {"exclude_dynamic_ads": "True"}, ["ad"]),
        ("scheduled_posts", {}, ["scheduled"]),
        ("photos", {"type": "uploaded"}, ["album_photo", "photo"]),
        ("photos", {}, []),
        ("videos", {"type": "uploaded"}, ["video"]),
        ("videos", {"type": "tagged"}, []),
        ("video_reels", {}, ["reel"]),
        ("live_videos", {}, ["live"]),
        ("live_videos", {"broadcast_status": '["LIVE", "VOD"]', "source": "owner"}, ["live"]),
        ("live_videos", {"broadcast_status": "VOD"}, []),
        ("stories", {}, ["story"]),
    ],
)
def test_an_edge_holds_its_own_kinds(page: World, edge: str, params: dict[str, str], held: list[str]) -> None:
    assert keys(page, edge, **params) == held
    expanded = "".join(f".{name}({value})" for name, value in params.items() if "[" not in value)
    answer = Caller(page).read("/1001", fields=f"{edge}{expanded}{{id}}").body[edge]
    if "[" not in str(params):
        assert len(answer["data"]) == len(held)


def test_an_ended_broadcast_is_a_video(page: World) -> None:
    page.apply([{"type": "end_live", "post": "live"}])
    assert keys(page, "live_videos", broadcast_status="live") == []
    assert keys(page, "live_videos", broadcast_status="vod") == ["live"]
    assert keys(page, "videos") == ["live", "video"]


def test_reels_are_among_the_videos_where_the_settings_say_so() -> None:
    made = world(post("reel", kind="reel"), settings={"reels_in_videos": True})
    assert keys(made, "videos") == ["reel"]


@pytest.mark.parametrize("edge", ["feed", "ads_posts", "video_reels", "stories"])
def test_dated_lists_are_cut_by_the_time_of_publishing(page: World, edge: str) -> None:
    late = str(int(page.post("story").created.timestamp()) + 1)
    assert keys(page, edge, since=late) == []
    assert keys(page, edge, until=late) == keys(page, edge) != []


def test_unknown_parameters_are_ignored_and_photos_know_no_time(page: World) -> None:
    late = str(int(page.post("story").created.timestamp()) + 1)
    assert keys(page, "photos", type="uploaded", since=late, nonsense="1") == ["album_photo", "photo"]


@pytest.mark.parametrize(
    ("edge", "params"),
    [
        ("feed", {"limit": "101"}),
        ("photos", {"type": "pretty"}),
        ("live_videos", {"source": "moon"}),
        ("ads_posts", {"exclude_dynamic_ads": "perhaps"}),
    ],
)
def test_a_parameter_out_of_bounds_is_refused(page: World, edge: str, params: dict[str, str]) -> None:
    assert Caller(page).read(f"/1001/{edge}", **params).error == (100, None)


def test_a_summary_counts_the_published_posts(page: World) -> None:
    answer = Caller(page).read("/1001/published_posts", summary="total_count", limit="1")
    assert answer.body["summary"] == {"total_count": 4}


def test_a_hidden_post_is_listed_only_when_hidden_ones_are_asked_for(page: World) -> None:
    assert Caller(page).write(f"/{page.post('own').id}", is_hidden="true").body == {"success": True}
    assert "own" not in keys(page, "feed")
    assert "own" in keys(page, "feed", include_hidden="true")


def test_a_tagging_posts_id_begins_with_its_authors(page: World) -> None:
    assert page.post("tagged").id.startswith("9_")


def test_the_blocked_are_told_to_nobody(page: World) -> None:
    assert Caller(page).read("/1001/blocked").error == (200, None)


def test_several_edges_fit_in_one_call(page: World) -> None:
    body = Caller(page).read("/v26.0/1001", fields=f"id,{MANY}").body
    sizes = {name: len(body[name]["data"]) for name in ("feed", "video_reels", "live_videos", "ads_posts")}
    assert sizes == {"feed": 5, "video_reels": 1, "live_videos": 1, "ads_posts": 2}
    rest = Caller(page).read(body["feed"]["paging"]["next"])
    assert len(rest.ids) == 1
    assert "next" not in rest.body["paging"]


def test_newest_comments_come_with_the_posts() -> None:
    made = world(post(), *(comment(f"c{n}") for n in range(7)), seconds_between_events=60)
    asked = "comments.limit(5).filter(stream).order(reverse_chronological).summary(true){id,message}"
    body = Caller(made).read("/1001", fields=f"feed.limit(60){{id,{asked}}}").body
    (row,) = body["feed"]["data"]
    assert [each["message"] for each in row["comments"]["data"]] == [f"Text of c{n}" for n in (6, 5, 4, 3, 2)]
    assert row["comments"]["summary"]["total_count"] == 7
    assert len(Caller(made).read(row["comments"]["paging"]["next"]).ids) == 2


@pytest.mark.parametrize("path", ["/1001/ads_posts", f"/1001?fields=id,{MANY}"])
def test_an_edge_without_permission_fails_the_whole_call(path: str) -> None:
    made = world(post(), settings={"forbidden_edges": ["ads_posts"]})
    answer = Caller(made).read(path)
    assert (answer.status, answer.error) == (400, (10, None))


@pytest.mark.parametrize("path", ["/1001/ads_posts", f"/1001?fields=id,{MANY}"])
def test_a_fault_strikes_an_edge_asked_for_inside_fields(page: World, path: str) -> None:
    page.add_faults([{"effect": "error", "path": "/ads_posts$", "body": {"code": 200}, "times": 0}])
    assert Caller(page).read(path).error == (200, None)
    assert Caller(page).read("/1001/feed").status == 200


@pytest.mark.parametrize("fields", ["live_videos{created_time}", "feed{comments{nonsense}}", "photos{message}"])
def test_an_unknown_field_fails_the_call_though_nothing_is_listed(fields: str) -> None:
    assert Caller(world()).read("/1001", fields=fields).error == (100, None)


def test_a_list_that_grows_while_it_is_paged_is_still_listed_whole(page: World) -> None:
    first = Caller(page).read("/1001/feed", limit="3")
    page.apply([post("newer")])
    rest = Caller(page).read(first.body["paging"]["next"])
    assert len({*first.ids, *rest.ids}) == 6


@pytest.mark.parametrize("event", [post(kind="poster"), post(kind="tagged"), {"type": "end_live", "post": "nowhere"}])
def test_a_kind_that_makes_no_sense_is_a_fault(event: dict[str, object]) -> None:
    with pytest.raises(ScenarioError, match=r"steps\[0\].events\[0\]"):
        world(event)


def test_what_a_post_shows_is_named_by_its_attachment(page: World) -> None:
    answer = Caller(page).read(f"/{page.post('video').id}", fields="attachments")
    (shown,) = answer.body["attachments"]["data"]
    assert shown["target"]["id"] == page.post("video").media_id(MediaKind.VIDEO)
