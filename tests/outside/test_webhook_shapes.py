"""Does the simulator send webhooks in the shapes that Meta's payloads were captured in, signed over the raw bytes?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from facebook_business.adobjects.application import Application
from facebook_business.adobjects.comment import Comment
from facebook_business.adobjects.iguserforigonlyapi import IGUserForIGOnlyAPI
from facebook_business.adobjects.page import Page

from bot.simulator.delivery import Deliverer
from bot.simulator.server import running
from bot.simulator.world import World
from tests.outside import shapes
from tests.outside.listener import Listener, listening, signature
from tests.outside.sdk import sdk_for
from tests.outside.shapes import Shape, body_of, misfits
from tests.outside.worlds import APP_ID, APP_SECRET, PAGE, full_world
from tests.simulator.kit import comment

ANN = {"id": "501", "name": "Ann"}
INSTAGRAM_APP, INSTAGRAM_SECRET = "200000000000002", "simulator-instagram-secret"
HIDE, EDIT = {"type": "hide", "comment": "two"}, {"type": "edit", "comment": "two", "text": "Ümlaut/🙂"}
NAMED = {"type": "mention", "account": "page", "key": "m", "author": ANN, "text": "A Page is late"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wired:
    """A world whose page and Instagram account are subscribed, and who listens."""

    world: World
    address: str
    listener: Listener

    def told(self, *happenings: Mapping[str, object]) -> Any:
        """The JSON of the one delivery that these events make."""
        self.world.apply(list(happenings))
        assert Deliverer(self.world).deliver() == 1
        return json.loads(self.listener.posts[-1].body)


def subscribe(wired: Wired) -> None:
    """Both halves, through Meta's SDK: the app's callback, and the page's own subscription."""
    app = Application(APP_ID, api=sdk_for(wired.address, f"{APP_ID}|{APP_SECRET}"))
    where = {"callback_url": wired.listener.address, "verify_token": "ours"}
    app.create_subscription(params={**where, "object": "page", "fields": ["feed", "mention"]})
    fields = ["comments", "live_comments", "mentions"]
    app.create_subscription(params={**where, "object": "instagram", "fields": fields})
    Page(PAGE, api=sdk_for(wired.address)).create_subscribed_app(params={"subscribed_fields": ["feed", "mention"]})


@pytest.fixture
def wired(request: pytest.FixtureRequest) -> Iterator[Wired]:
    made = full_world(**getattr(request, "param", {}))
    with running(made) as address, listening() as listener:
        found = Wired(world=made, address=address, listener=listener)
        subscribe(found)
        yield found


def test_the_handshake_asks_for_the_bare_challenge(wired: Wired) -> None:
    assert len(wired.listener.handshakes) == 2
    for asked in wired.listener.handshakes:
        assert (asked["hub.mode"], asked["hub.verify_token"]) == ("subscribe", "ours")
        assert asked["hub.challenge"].isdigit()


def test_without_the_pages_half_nothing_is_told(wired: Wired) -> None:
    Page(PAGE, api=sdk_for(wired.address)).delete_subscribed_apps()
    wired.world.apply([comment("new"), comment("new-ig", on="medium")])
    assert Deliverer(wired.world).deliver() == 0
    assert wired.listener.posts == []


@pytest.mark.parametrize(
    ("happening", "item", "verb", "shape"),
    [
        (comment("new"), "comment", "add", shapes.COMMENT),
        (comment("new", parent="two"), "comment", "add", shapes.COMMENT),
        (comment("new", flags={"no_from": True}), "comment", "add", shapes.COMMENT),
        (comment("new", text=None, attachment={"label": "A cat"}), "comment", "add", shapes.COMMENT),
        (comment("new", text=None, attachment={"type": "video_inline"}), "comment", "add", shapes.COMMENT),
        (EDIT, "comment", "edited", shapes.COMMENT),
        (HIDE, "comment", "hide", shapes.COMMENT),
        ({"type": "delete", "comment": "two"}, "comment", "remove", shapes.REMOVED),
        ({"type": "reaction", "comment": "two", "author": ANN, "reaction": "haha"}, "reaction", "add", shapes.REACTION),
        ({"type": "reaction", "post": "post", "author": ANN}, "reaction", "add", shapes.REACTION),
    ],
)
def test_what_happens_on_a_page_is_told_in_metas_shape(
    wired: Wired, happening: Mapping[str, object], item: str, verb: str, shape: Shape
) -> None:
    body = wired.told(happening)
    assert misfits(body, body_of("page", "feed", shape)) == []
    assert body["entry"][0]["id"] == PAGE
    value = body["entry"][0]["changes"][0]["value"]
    assert (value["item"], value["verb"]) == (item, verb)


@pytest.mark.parametrize(
    ("happening", "name", "shape"),
    [
        (comment("new", on="medium"), "comments", shapes.MEDIUM_COMMENT),
        (comment("new", on="medium", parent="first"), "comments", shapes.MEDIUM_COMMENT),
        (comment("new", on="live-ig"), "live_comments", shapes.LIVE_COMMENT),
        ({**NAMED, "account": "ig"}, "mentions", shapes.MEDIUM_MENTION),
        ({**NAMED, "account": "ig", "in_caption": True}, "mentions", shapes.MEDIUM_MENTION),
    ],
)
def test_what_happens_on_instagram_is_told_in_metas_shape(
    wired: Wired, happening: Mapping[str, object], name: str, shape: Shape
) -> None:
    assert misfits(wired.told(happening), body_of("instagram", name, shape)) == []


def test_a_mention_of_the_page_is_told_in_metas_shape(wired: Wired) -> None:
    assert misfits(wired.told(NAMED), body_of("page", "mention", shapes.MENTION)) == []


@pytest.mark.parametrize("wired", [{"old_webhook_forms": True}], indirect=True)
def test_the_old_forms_are_those_of_before(wired: Wired) -> None:
    assert misfits(wired.told(comment("new")), body_of("page", "feed", shapes.OLD_COMMENT)) == []
    on_entry = {"id": str, "time": int, "field": "comments", "value": shapes.MEDIUM_COMMENT}
    told = wired.told(comment("new-ig", on="medium"))
    assert misfits(told, {"object": "instagram", "entry": [on_entry]}) == []


def test_a_hide_names_the_page_and_the_moment_it_was_done(wired: Wired) -> None:
    Comment(wired.world.comment("two").id, api=sdk_for(wired.address)).api_update(params={"is_hidden": True})
    (change,) = wired.told()["entry"][0]["changes"]
    assert (change["value"]["verb"], change["value"]["from"]["id"]) == ("hide", PAGE)
    assert change["value"]["created_time"] == int(wired.world.now().timestamp())
    assert change["value"]["created_time"] > wired.world.comment("two").created.timestamp()


def test_a_reply_names_its_parent_by_post_and_comment_and_a_comment_its_post(wired: Wired) -> None:
    body = wired.told(comment("top"), comment("below", parent="top"))
    top, below = (change["value"] for change in body["entry"][0]["changes"])
    assert top["parent_id"] == top["post_id"] == wired.world.post("post").id
    assert below["parent_id"] == f"{wired.world.post('post').bare}_{wired.world.comment('top').bare}"


def test_our_own_reply_comes_back_as_an_echo_of_the_page(wired: Wired) -> None:
    api = sdk_for(wired.address)
    made = Comment(wired.world.comment("two").id, api=api).create_comment(params={"message": "The bus comes at 8"})
    (change,) = wired.told()["entry"][0]["changes"]
    assert (change["value"]["from"]["id"], change["value"]["comment_id"]) == (PAGE, made["id"])


def test_a_delivery_is_signed_over_its_bytes_which_are_escaped_as_metas_are(wired: Wired) -> None:
    wired.told(EDIT)
    (post,) = wired.listener.posts
    assert b'"message":"\\u00dcmlaut\\/\\ud83d\\ude42"' in post.body
    assert post.headers["X-Hub-Signature-256"] == f"sha256={signature(post.body, APP_SECRET)}"
    assert post.headers["X-Hub-Signature"] == f"sha1={signature(post.body, APP_SECRET, 'sha1')}"
    again = json.dumps(json.loads(post.body)).encode()
    assert signature(again, APP_SECRET) not in post.headers["X-Hub-Signature-256"]


@pytest.mark.parametrize("wired", [{"require_proof": False}], indirect=True)
def test_instagram_login_signs_with_its_own_apps_secret(wired: Wired) -> None:
    Page(PAGE, api=sdk_for(wired.address)).delete_subscribed_apps()
    app_api = sdk_for(wired.address, f"{INSTAGRAM_APP}|{INSTAGRAM_SECRET}", secret=None)
    where = {"callback_url": wired.listener.address, "verify_token": "ours", "object": "instagram"}
    Application(INSTAGRAM_APP, api=app_api).create_subscription(params={**where, "fields": ["comments"]})
    own = sdk_for(f"{wired.address}/graph.instagram.com", "ig-token", INSTAGRAM_SECRET)
    IGUserForIGOnlyAPI("me", api=own).create_subscribed_app(params={"subscribed_fields": ["comments"]})
    body = wired.told(comment("new", on="medium"))
    assert misfits(body, body_of("instagram", "comments", shapes.MEDIUM_COMMENT)) == []
    (post,) = wired.listener.posts
    assert post.headers["X-Hub-Signature-256"] == f"sha256={signature(post.body, INSTAGRAM_SECRET)}"


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        ({"id": "1"}, "body.name is missing"),
        ({"id": "1", "name": "Ann", "age": 7}, "body.age is unknown"),
        ({"id": 1, "name": "Ann"}, "body.id is a int"),
        ("Ann", "body is no object"),
    ],
)
def test_another_shape_would_be_noticed(found: object, fault: str) -> None:
    assert misfits(found, shapes.WHO) == [fault]


def test_the_signature_worked_out_by_hand_is_that_of_the_standard() -> None:
    """Test case 2 of RFC 4231."""
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert signature(b"what do ya want for nothing?", "Jefe") == expected
