"""Do webhooks say what sections 3.1, 3.4 and 3.5 of the facts show, signed over exactly the bytes that are sent?"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.simulator.delivery import Deliverer
from bot.simulator.subscriptions import Route, Topic
from bot.simulator.webhooks import Change, batches, encode, payload, sign
from bot.simulator.world import World
from tests.simulator.kit import NOON, Caller, comment, post
from tests.simulator.listening import CALLBACK, Listener, subscribed

ROUTE = Route(topic=Topic.PAGE, address=CALLBACK, secret="s")
ANN = {"id": "501", "name": "Ann"}


def told(
    *happenings: Mapping[str, object], before: tuple[Mapping[str, object], ...] = (post(),), **settings: Any
) -> Any:
    """Field and value of what is told of these events, and the world in which they happened."""
    listener = Listener()
    made = subscribed(*before, listener=listener, **settings)
    made.apply(list(happenings))
    Deliverer(made).deliver()
    return listener.changes, made


def seconds(made: World) -> int:
    return int(made.now().timestamp())


def test_a_new_comment_is_told_with_author_post_and_words() -> None:
    ((name, value),), made = told(comment("one"))
    shown = made.post("post")
    assert name == "feed"
    assert value["post"].pop("updated_time") == "2026-11-22T12:00:00+0000"
    assert value == {
        "item": "comment",
        "verb": "add",
        "comment_id": made.comment("one").id,
        "post_id": shown.id,
        "parent_id": shown.id,
        "from": ANN,
        "created_time": seconds(made),
        "message": "Text of one",
        "post": {
            "id": shown.id,
            "status_type": "mobile_status_update",
            "is_published": True,
            "permalink_url": f"https://www.facebook.com/apage/posts/{shown.bare}",
            "promotion_status": "inactive",
        },
    }


def test_a_reply_names_its_parent() -> None:
    ((_, _), (_, reply)), made = told(comment("one"), comment("two", parent="one"))
    assert reply["parent_id"] == f"{made.post('post').bare}_{made.comment('one').bare}"


@pytest.mark.parametrize("verb", ["hide", "unhide"])
def test_hiding_is_told_as_the_pages_deed_at_its_own_time(verb: str) -> None:
    old = comment("one", at_minutes=0)
    hidden = [{"type": "hide", "comment": "one"}] if verb == "unhide" else []
    changes, made = told({"type": verb, "comment": "one"}, before=(post(), old, *hidden))
    ((_, value),) = changes
    assert (value["verb"], value["from"]) == (verb, {"id": "1001", "name": "A Page"})
    assert value["created_time"] == seconds(made) > int(made.comment("one").created.timestamp())


def test_hiding_what_is_hidden_is_not_told() -> None:
    hide = {"type": "hide", "comment": "one"}
    changes, _ = told(hide, before=(post(), comment("one"), hide))
    assert changes == []


def test_an_edit_brings_the_new_words() -> None:
    ((_, value),), _ = told({"type": "edit", "comment": "one", "text": "Otherwise"}, before=(post(), comment("one")))
    assert (value["verb"], value["message"], value["from"]) == ("edited", "Otherwise", ANN)


def test_a_removal_has_no_words_and_no_time() -> None:
    ((_, value),), _ = told({"type": "delete", "comment": "one"}, before=(post(), comment("one")))
    assert (value["verb"], value["from"]) == ("remove", ANN)
    assert not {"message", "created_time"} & set(value)


def test_reactions_come_under_the_same_field() -> None:
    reaction = {"type": "reaction", "comment": "one", "author": ANN, "reaction": "angry"}
    ((name, value),), made = told(reaction, before=(post(), comment("one")))
    assert (name, value["item"], value["reaction_type"]) == ("feed", "reaction", "angry")
    assert value["comment_id"] == made.comment("one").id


def test_posts_come_under_the_same_field() -> None:
    changes, _ = told(post("status"), post("visitor", author=ANN), {"type": "delete", "post": "status"})
    assert [(value["item"], value["verb"]) for _, value in changes] == [
        ("status", "add"),
        ("post", "add"),
        ("status", "remove"),
    ]


def test_our_own_writes_echo() -> None:
    listener = Listener()
    made = subscribed(post(), comment("one"), listener=listener)
    Caller(made).write(f"/{made.comment('one').id}/comments", message="Facts")
    Caller(made).write(f"/{made.comment('one').id}", is_hidden="true")
    Deliverer(made).deliver()
    assert [(value["verb"], value["from"]["id"]) for _, value in listener.changes] == [
        ("add", "1001"),
        ("hide", "1001"),
    ]


def test_an_unknown_author_and_an_unlisted_comment_stay_unknown() -> None:
    changes, _ = told(comment("one", flags={"no_from": True}), comment("two", flags={"unlisted": True}))
    ((_, value),) = changes
    assert "from" not in value


def test_the_old_form_names_the_sender() -> None:
    ((_, value),), _ = told(comment("one"), old_webhook_forms=True)
    assert (value["sender_id"], value["sender_name"]) == (501, "Ann")
    assert "from" not in value


def test_the_platforms_clock_may_be_wrong() -> None:
    ((_, value),), _ = told(comment("one"), clock_skew_seconds=90)
    assert value["created_time"] == int(NOON.timestamp()) + 90


def test_a_mention_of_the_page_does_not_say_who() -> None:
    event = {"type": "mention", "account": "page", "key": "m", "author": ANN, "text": "A Page is late"}
    ((name, value),), _ = told(event)
    assert (name, value["item"], value["verb"], value["message"]) == ("mention", "comment", "add", "A Page is late")
    assert "from" not in value


def test_instagram_tells_of_additions_only() -> None:
    before = (post("media", "ig"), comment("c", on="media"))
    edit, delete = {"type": "edit", "comment": "c", "text": "Otherwise"}, {"type": "delete", "comment": "c"}
    hide = {"type": "hide", "comment": "c"}
    reply = comment("r", on="media", parent="c")
    ((name, value),), made = told(edit, hide, reply, delete, post("second", "ig"), before=before)
    assert name == "comments"
    assert value == {
        "id": made.comment("r").id,
        "text": "Text of r",
        "from": {"id": "501", "username": "Ann"},
        "parent_id": made.comment("c").id,
        "media": {"id": made.post("media").id, "media_product_type": "FEED"},
    }


def test_live_comments_have_a_field_of_their_own() -> None:
    ((name, value),), made = told(comment("c", on="live"), before=(post("live", "ig", kind="live"),))
    assert (name, value) == ("live_comments", {"id": made.comment("c").id, "text": "Text of c"})


@pytest.mark.parametrize(("in_caption", "names"), [(False, {"media_id", "comment_id"}), (True, {"media_id"})])
def test_instagram_mentions_are_told_by_ids(in_caption: bool, names: set[str]) -> None:
    event = {"type": "mention", "account": "ig", "key": "m", "author": ANN, "text": "Hi", "in_caption": in_caption}
    ((name, value),), _ = told(event)
    assert (name, set(value)) == ("mentions", names)


def test_instagrams_old_form_has_no_list_of_changes() -> None:
    listener = Listener()
    made = subscribed(post("media", "ig"), listener=listener, old_webhook_forms=True)
    made.apply([comment("c", on="media")])
    Deliverer(made).deliver()
    (entry,) = json.loads(listener.bodies[0])["entry"]
    assert (entry["id"], entry["field"], entry["value"]["text"]) == ("17841400000000001", "comments", "Text of c")
    assert "changes" not in entry


def test_bodies_are_ascii_with_lowercase_escapes_and_guarded_slashes() -> None:
    assert encode({"text": "Größe/€ 🙂"}) == b'{"text":"Gr\\u00f6\\u00dfe\\/\\u20ac \\ud83d\\ude42"}'
    assert json.loads(encode({"text": "Größe/€ 🙂 \ud800"})) == {"text": "Größe/€ 🙂 \ud800"}


def test_the_signature_is_over_the_bytes_sent() -> None:
    listener = Listener()
    made = subscribed(post(), listener=listener)
    made.apply([comment("one", text="Größe / <b>")])
    Deliverer(made).deliver()
    (body,), (sent,) = listener.bodies, listener.headers
    assert sent["X-Hub-Signature-256"] == "sha256=" + hmac.new(b"s", body, hashlib.sha256).hexdigest()
    assert sent["X-Hub-Signature"] == "sha1=" + hmac.new(b"s", body, hashlib.sha1).hexdigest()
    assert sign(body, "other") != sent["X-Hub-Signature-256"]


def test_instagram_login_signs_with_the_instagram_apps_secret() -> None:
    listener = Listener()
    made = subscribed(post("media", "ig"), listener=listener)
    Caller(made).ask("DELETE", "/1001/subscribed_apps")
    params = {"object": "instagram", "callback_url": CALLBACK, "verify_token": "x", "fields": "comments"}
    Caller(made, "2|i").write("/2/subscriptions", **params)
    Caller(made, "login").write("/graph.instagram.com/me/subscribed_apps", subscribed_fields="comments")
    made.apply([comment("c", on="media")])
    Deliverer(made).deliver()
    assert listener.headers[0]["X-Hub-Signature-256"] == sign(listener.bodies[0], "i")


def change(entry: str, number: int, route: Route = ROUTE) -> Change:
    return Change(route=route, entry=entry, name="feed", value={"n": number})


def test_neighbours_of_one_account_share_an_entry() -> None:
    body: Any = payload([change("1", 1), change("1", 2), change("2", 3)], NOON)
    assert [(each["id"], len(each["changes"])) for each in body["entry"]] == [("1", 2), ("2", 1)]
    assert {each["time"] for each in body["entry"]} == {int(NOON.timestamp())}
    assert body["object"] == "page"


def test_a_batch_holds_one_route_and_a_bounded_number() -> None:
    other = Route(topic=Topic.INSTAGRAM, address=CALLBACK, secret="i")
    rows = [change("1", n) for n in range(2500)] + [change("2", 1, other)]
    assert [len(batch) for batch in batches(rows)] == [1000, 1000, 500, 1]
