"""Are photos, videos, Reels and live videos nodes of their own, whose comments are those of their posts?"""

import inspect
import re
from typing import Any

import pytest

from bot.simulator.graph.facebook_media import LIVE, PHOTO, STORY, VIDEO
from bot.simulator.graph.facebook_posts import COMMENT, POST
from bot.simulator.model import MediaKind
from bot.simulator.world import World
from tests.simulator.kit import Caller, comment, post, world


def made_of(kind: str, *more: dict[str, object]) -> World:
    talk = (comment("one"), comment("reply", parent="one"), *more)
    return world(post(kind=kind), *talk, seconds_between_events=60)


def medium(made: World, kind: MediaKind) -> str:
    found = made.post("post").media_id(kind)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("photo", MediaKind.PHOTO),
        ("video", MediaKind.VIDEO),
        ("live", MediaKind.LIVE),
        ("live", MediaKind.VIDEO),
    ],
)
def test_a_medium_lists_its_posts_comments_by_other_ids(kind: str, shown: MediaKind) -> None:
    made = made_of(kind)
    number, caller = medium(made, shown), Caller(made)
    asked = {"filter": "stream", "fields": "id,parent{id}"}
    by_post = caller.read(f"/{made.post('post').id}/comments", **asked)
    by_medium = caller.read(f"/{number}/comments", **asked)
    assert by_post.ids == [made.comment("one").id, made.comment("reply").id]
    assert by_medium.ids == [f"{number}_{made.comment(key).bare}" for key in ("one", "reply")]
    assert by_medium.body["data"][1]["parent"]["id"] == by_medium.ids[0]
    assert [each.rpartition("_")[2] for each in by_post.ids] == [each.rpartition("_")[2] for each in by_medium.ids]


@pytest.mark.parametrize(("kind", "shown"), [("reel", MediaKind.VIDEO), ("album_photo", MediaKind.PHOTO)])
def test_what_has_no_post_has_comments_of_its_own(kind: str, shown: MediaKind) -> None:
    made = made_of(kind)
    number = medium(made, shown)
    assert made.post("post").id == number
    assert Caller(made).read(f"/{number}/comments").ids == [f"{number}_{made.comment('one').bare}"]
    assert "post_id" not in Caller(made).read(f"/{number}", fields="id").body
    field = "post_id" if shown is MediaKind.VIDEO else "page_story_id"
    assert Caller(made).read(f"/{number}", fields=f"id,{field}").body == {"id": number}


def test_a_video_names_its_post_and_a_broadcast_its_recording() -> None:
    made = made_of("live")
    live, video = medium(made, MediaKind.LIVE), medium(made, MediaKind.VIDEO)
    asked = Caller(made).read(f"/{live}", fields="status,video,creation_time,permalink_url").body
    assert (asked["status"], asked["video"]) == ("LIVE", {"id": video})
    found = Caller(made).read(f"/{video}", fields="post_id,live_status,description").body
    assert (found["post_id"], found["live_status"]) == (made.post("post").id, "LIVE")
    assert Caller(made).read(f"/{live}", fields="created_time").error == (100, None)


def test_low_quality_is_left_out_of_a_live_video_unless_it_is_asked_for() -> None:
    made = made_of("live", comment("poor", flags={"low_quality": True}))
    path = f"/{medium(made, MediaKind.LIVE)}/comments"
    poor = made.comment("poor").bare
    assert poor not in str(Caller(made).read(path).ids)
    assert poor in str(Caller(made).read(path, live_filter="no_filter").ids)
    assert Caller(made).read(path, live_filter="all").error == (100, None)


def test_low_quality_is_listed_anywhere_else() -> None:
    made = made_of("feed", comment("poor", flags={"low_quality": True}))
    assert made.comment("poor").id in Caller(made).read(f"/{made.post('post').id}/comments").ids


def test_a_comment_tells_how_far_into_the_broadcast_it_came() -> None:
    made = made_of("live")
    answer = Caller(made).read(f"/{made.comment('one').id}", fields="live_broadcast_timestamp")
    assert answer.body["live_broadcast_timestamp"] == 60


def test_a_comment_found_on_a_video_is_hidden_by_that_id() -> None:
    made = made_of("video")
    (one, _) = Caller(made).read(f"/{medium(made, MediaKind.VIDEO)}/comments", filter="stream").ids
    assert Caller(made).write(f"/{one}", is_hidden="true").body == {"success": True}
    assert made.comment("one").is_hidden


def test_a_comment_under_somebody_elses_post_cannot_be_hidden() -> None:
    made = world(post(kind="tagged", author={"id": "9", "name": "Vi"}), comment("one"))
    caller, path = Caller(made), f"/{made.comment('one').id}"
    assert caller.read(path, fields="can_hide,can_remove").body["can_hide"] is False
    assert caller.write(path, is_hidden="true").error == (200, None)
    assert caller.ask("DELETE", path).error == (200, None)
    assert not made.comment("one").is_hidden


@pytest.mark.parametrize("kind", ["photo", "video", "reel", "live"])
def test_the_public_page_of_a_medium_shows_its_comments(kind: str) -> None:
    made = made_of(kind)
    number = made.post("post").media[0][1]
    field = "link" if made.post("post").media[0][0] is MediaKind.PHOTO else "permalink_url"
    link = Caller(made).read(f"/{number}", fields=field).body[field]
    assert b"Text of one" in Caller(made, None).ask("GET", link).content


NODES = {
    "photo.Photo": PHOTO,
    "livevideo.LiveVideo": LIVE,
    "stories.Stories": STORY,
    "pagepost.PagePost": POST,
    "comment.Comment": COMMENT,
    "advideo.AdVideo": VIDEO,
}


def declared(name: str) -> tuple[set[str], set[str]]:
    """The fields and the edges that Meta's own SDK declares for a node."""
    module, _, kind = name.partition(".")
    sdk: Any = pytest.importorskip(f"facebook_business.adobjects.{module}")
    fields = {text for field, text in vars(getattr(sdk, kind).Field).items() if not field.startswith("_")}
    return fields, set(re.findall(r"endpoint='/(\w+)'", inspect.getsource(sdk)))


@pytest.mark.parametrize("name", NODES)
def test_a_node_has_no_field_that_metas_sdk_does_not_declare(name: str) -> None:
    fields, edges = declared(name)
    assert set(NODES[name].readers) <= fields | edges


@pytest.mark.parametrize("name", [name for name in NODES if name != "advideo.AdVideo"])
def test_a_node_knows_every_field_that_metas_sdk_declares(name: str) -> None:
    """But a video's: its declaration mixes what can be read with what is sent when one is made."""
    fields, _ = declared(name)
    assert fields <= set(NODES[name].readers)
