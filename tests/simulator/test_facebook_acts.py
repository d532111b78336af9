"""Do likes, posts, replies to replies, duplicates, private replies and blocks do what section 1.4 of the facts says?"""

import json

import pytest

from bot.simulator.events import ScenarioError
from bot.simulator.model import MediaKind
from bot.simulator.world import World
from tests.simulator.kit import Caller, Clock, comment, post, scenario, world


@pytest.fixture
def talk() -> World:
    return world(post(), comment("one"), comment("reply", parent="one"), comment("own", author="account"))


def calls(made: World) -> dict[str, int]:
    return dict(made.calls)


def test_a_like_counts_and_can_be_taken_back(talk: World) -> None:
    caller, path = Caller(talk), f"/{talk.comment('one').id}"
    asked = "like_count,user_likes,likes.summary(true)"
    assert caller.write(f"{path}/likes").body == {"success": True}
    body = caller.read(path, fields=asked).body
    assert (body["like_count"], body["user_likes"], body["likes"]["summary"]) == (1, True, {"total_count": 1})
    assert caller.ask("DELETE", f"{path}/likes").body == {"success": True}
    assert caller.read(path, fields=asked).body["user_likes"] is False


def test_a_posts_message_edits_only_the_pages_own(talk: World) -> None:
    talk.apply([post("visit", author={"id": "9", "name": "Vi"})])
    assert Caller(talk).write(f"/{talk.post('post').id}", message="Better").body == {"success": True}
    assert talk.post("post").text == "Better"
    assert Caller(talk).write(f"/{talk.post('visit').id}", message="Mine").error == (200, None)
    assert talk.post("visit").text == "Text of visit"


def test_a_post_can_be_hidden_and_deleted_and_each_is_counted(talk: World) -> None:
    caller, path = Caller(talk), f"/{talk.post('post').id}"
    caller.write(path, is_hidden="1")
    assert caller.read(path, fields="is_hidden").body["is_hidden"] is True
    caller.write(path, is_hidden="0")
    assert not talk.post("post").is_hidden
    assert caller.ask("DELETE", path).body == {"success": True}
    assert caller.read(f"/{talk.comment('one').id}").error == (100, 33)
    assert [calls(talk)[kind] for kind in ("hide_post", "unhide_post", "delete_post")] == [1, 1, 1]


def test_a_comment_made_on_a_video_stands_under_its_post() -> None:
    made = world(post(kind="video"))
    video = made.post("post").media_id(MediaKind.VIDEO)
    number = Caller(made).write(f"/{video}/comments", message="Facts").body["id"]
    assert Caller(made).read(f"/{made.post('post').id}/comments").ids == [number]


@pytest.mark.parametrize(("manner", "parent"), [("flatten", "one"), ("deeper", "reply")])
def test_a_reply_to_a_reply_hangs_where_the_settings_say(manner: str, parent: str) -> None:
    made = world(post(), comment("one"), comment("reply", parent="one"), settings={"reply_to_reply": manner})
    caller, root = Caller(made), f"/{made.comment('one').id}/comments"
    number = caller.write(f"/{made.comment('reply').id}/comments", message="Deep").body["id"]
    assert caller.read(f"/{number}", fields="parent{id}").body["parent"]["id"] == made.comment(parent).id
    assert (number in caller.read(root).ids) == (manner == "flatten")
    assert number in caller.read(root, filter="stream").ids
    made.apply([{"type": "delete", "comment": "one"}])
    assert caller.read(f"/{number}").error == (100, 33)


def test_a_deep_reply_is_seen_on_the_public_page_until_one_above_it_is_hidden() -> None:
    talk = (comment("one"), comment("reply", parent="one"), comment("deep", parent="reply"))
    made = world(post(), *talk, settings={"reply_to_reply": "deeper"})
    page = f"/apage/posts/{made.post('post').bare}/"
    assert b"Text of deep" in Caller(made, None).ask("GET", page).content
    made.apply([{"type": "hide", "comment": "reply"}])
    assert b"Text of deep" not in Caller(made, None).ask("GET", page).content


def test_a_reply_to_a_reply_may_be_refused() -> None:
    made = world(post(), comment("one"), comment("reply", parent="one"), settings={"reply_to_reply": "refuse"})
    assert Caller(made).write(f"/{made.comment('reply').id}/comments", message="Deep").error == (100, None)
    assert len(made.state.comments) == 2
    assert Caller(made).write(f"/{made.comment('one').id}/comments", message="Deep").status == 200


def test_the_same_words_again_are_refused_for_a_while() -> None:
    clock = Clock()
    made = world(post(), comment("one"), clock=clock, settings={"refuse_duplicates": True})
    caller, path = Caller(made), f"/{made.comment('one').id}/comments"
    assert caller.write(path, message="Facts").status == 200
    assert caller.write(path, message="Facts").error == (506, None)
    assert caller.write(path, message="Other facts").status == 200
    clock.pass_minutes(6)
    assert caller.write(path, message="Facts").status == 200


def test_the_same_words_again_are_taken_unless_the_settings_refuse_them(talk: World) -> None:
    path = f"/{talk.comment('one').id}/comments"
    assert len({Caller(talk).write(path, message="Facts").body["id"] for _ in range(2)}) == 2


def test_a_private_reply_is_made_once_and_counted(talk: World) -> None:
    sent = {"recipient": json.dumps({"comment_id": talk.comment("one").id}), "message": json.dumps({"text": "Hi"})}
    assert Caller(talk).write("/1001/messages", **sent).body["recipient_id"] == "501"
    assert Caller(talk).write("/1001/messages", **sent).error == (10900, None)
    asked = Caller(talk).read(f"/{talk.comment('one').id}", fields="can_reply_privately")
    assert asked.body["can_reply_privately"] is False
    assert calls(talk)["private_reply"] == 2


def test_a_block_is_counted(talk: World) -> None:
    assert Caller(talk).write("/1001/blocked", user='["501"]').body == {"501": True}
    assert Caller(talk).ask("DELETE", "/1001/blocked", params={"psid": "[501]"}).body == {"501": True}
    assert Caller(talk).write("/1001/blocked").error == (100, None)
    assert (calls(talk)["block"], calls(talk)["unblock"]) == (2, 1)


def test_what_must_never_be_done_shows_in_the_snapshot(talk: World) -> None:
    Caller(talk).write("/1001/blocked", user="501")
    assert '"block": 1' in json.dumps(talk.snapshot())


def test_the_summary_holds_what_was_named(talk: World) -> None:
    path = f"/{talk.post('post').id}/comments"
    assert Caller(talk).read(path, summary="total_count,order").body["summary"] == {
        "total_count": 2,
        "order": "chronological",
    }
    assert "summary" not in Caller(talk).read(path, summary="false").body


@pytest.mark.parametrize(
    "settings",
    [
        {"reply_to_reply": "sideways"},
        {"forbidden_edges": [1]},
        {"clock_skew_seconds": "late"},
        {"unkindness": {"rates": {"rudeness": 0.5}}},
        {"unkindness": {"rates": {"html": 2}}},
        {"unkindness": {"seeds": 1}},
    ],
)
def test_a_setting_that_makes_no_sense_is_a_fault(settings: dict[str, object]) -> None:
    with pytest.raises(ScenarioError, match=r"scenario\.settings\."):
        scenario(settings=settings)


def test_the_count_may_exceed_what_is_listed() -> None:
    made = world(post(), comment("one"), comment("kept back", flags={"unlisted": True}), comment("re", parent="one"))
    path = f"/{made.post('post').id}/comments"
    answers = [Caller(made).read(path, summary="true", filter=level) for level in ("toplevel", "stream")]
    assert [len(each.ids) for each in answers] == [1, 2]
    assert [each.body["summary"]["total_count"] for each in answers] == [2, 3]
