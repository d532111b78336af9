"""Do both halves of a webhook subscription work, and is a missing half silent, as section 3 of the facts says?"""

from bot.simulator.delivery import Deliverer
from bot.simulator.world import World
from tests.simulator.kit import Caller, Clock, comment, post, scenario
from tests.simulator.listening import APP, CALLBACK, LOGIN, Listener, subscribe_app, subscribed

LOGIN_HOST = "/graph.instagram.com/v26.0"


def unsubscribed(listener: Listener) -> World:
    made = World(scenario(app=APP, tokens=[LOGIN]), Clock(), outbound=listener)
    made.apply([post(), post("media", "ig")])
    return made


def test_the_callback_must_echo_the_challenge() -> None:
    listener = Listener()
    made = unsubscribed(listener)
    assert subscribe_app(made).body == {"success": True}
    (asked,) = listener.handshakes
    assert (asked["hub.mode"], asked["hub.verify_token"]) == ("subscribe", "ours")
    assert asked["hub.challenge"].isdigit()
    (row,) = Caller(made, "1|s").read("/1/subscriptions").body["data"]
    assert (row["object"], row["callback_url"], row["active"]) == ("page", CALLBACK, True)
    assert [each["name"] for each in row["fields"]] == ["feed", "mention"]


def test_a_callback_that_does_not_echo_is_refused() -> None:
    for listener in (Listener(echoes=False), Listener(status=403), Listener(status=0)):
        made = unsubscribed(listener)
        assert subscribe_app(made).error == (2200, None)
        assert Caller(made, "1|s").read("/1/subscriptions").body == {"data": []}


def test_only_the_app_touches_its_subscriptions() -> None:
    made = unsubscribed(Listener())
    for token in ("page-token", "user-token", "2|i"):
        assert Caller(made, token).write("/1/subscriptions", object="page").error == (15, None)


def test_unknown_fields_and_topics_are_refused() -> None:
    made = unsubscribed(Listener())
    assert subscribe_app(made, object="planet").error == (100, None)
    assert subscribe_app(made, fields="feed,weather").error == (100, None)
    assert Caller(made).write("/1001/subscribed_apps", subscribed_fields="weather").error == (100, None)
    assert Caller(made).write("/1001/subscribed_apps").error == (100, None)


def test_the_pages_half_is_written_read_and_taken_back() -> None:
    made = unsubscribed(Listener())
    caller = Caller(made)
    assert caller.read("/1001/subscribed_apps").body == {"data": []}
    assert caller.write("/1001/subscribed_apps", subscribed_fields='["feed", "mention"]').body == {"success": True}
    (row,) = caller.read("/1001/subscribed_apps").body["data"]
    assert (row["id"], row["subscribed_fields"]) == ("1", ["feed", "mention"])
    assert caller.ask("DELETE", "/1001/subscribed_apps").body == {"success": True}
    assert caller.read("/1001/subscribed_apps").body == {"data": []}


def test_a_missing_half_is_silence() -> None:
    listener = Listener()
    made = unsubscribed(listener)
    made.apply([comment("before")])
    subscribe_app(made)
    made.apply([comment("half")])
    Caller(made).write("/1001/subscribed_apps", subscribed_fields="feed")
    made.apply([comment("whole")])
    Caller(made, "1|s").ask("DELETE", "/1/subscriptions", params={"object": "page"})
    made.apply([comment("after")])
    Deliverer(made).deliver()
    assert listener.words == ["Text of whole"]


def test_only_the_subscribed_field_is_told() -> None:
    listener = Listener()
    made = subscribed(post(), listener=listener)
    Caller(made).write("/1001/subscribed_apps", subscribed_fields="mention")
    made.apply([comment("one")])
    Deliverer(made).deliver()
    assert listener.bodies == []


def test_an_instagram_account_is_heard_through_its_page() -> None:
    listener = Listener()
    made = subscribed(post("media", "ig"), listener=listener)
    made.apply([comment("c", on="media")])
    Deliverer(made).deliver()
    assert listener.words == ["Text of c"]
    Caller(made).ask("DELETE", "/1001/subscribed_apps")
    made.apply([comment("d", on="media")])
    Deliverer(made).deliver()
    assert listener.words == ["Text of c"]


def test_an_instagram_account_subscribes_itself_by_instagram_login() -> None:
    listener = Listener()
    made = unsubscribed(listener)
    caller, app = Caller(made, "login"), Caller(made, "2|i")
    params = {"object": "instagram", "callback_url": CALLBACK, "verify_token": "ours", "fields": "comments"}
    assert app.write("/2/subscriptions", **params).body == {"success": True}
    answer = caller.write(f"{LOGIN_HOST}/me/subscribed_apps", subscribed_fields="comments,live_comments")
    assert answer.body == {"success": True}
    (row,) = caller.read(f"{LOGIN_HOST}/me/subscribed_apps").body["data"]
    assert (row["id"], row["subscribed_fields"]) == ("2", ["comments", "live_comments"])
    made.apply([comment("c", on="media")])
    Deliverer(made).deliver()
    assert listener.words == ["Text of c"]


def test_by_facebook_login_the_account_itself_cannot_be_subscribed() -> None:
    made = unsubscribed(Listener())
    answer = Caller(made).write("/17841400000000001/subscribed_apps", subscribed_fields="comments")
    assert answer.error == (200, None)
