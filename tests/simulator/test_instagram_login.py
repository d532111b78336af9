"""Does graph.instagram.com, played under a path of its own, behave as section 2.1 of the facts says?"""

from typing import Any

import pytest

from bot.simulator.world import World
from tests.simulator.kit import ACCOUNTS, Caller, Clock, comment, post, scenario, world

HOST = "/graph.instagram.com"
DAY = 24 * 60
TOKEN = {"token": "login", "type": "IG_USER", "account": "ig"}


def made(*tokens: dict[str, object], clock: Clock | None = None, **others: Any) -> World:
    app = {"id": "1", "secret": "s", "instagram_id": "2", "instagram_secret": "i"}
    replies = [comment(f"r{n}", on="media", parent="c") for n in range(2)]
    events = [post("media", "ig"), comment("c", on="media"), *replies, post()]
    return world(*events, clock=clock, app=app, tokens=list(tokens or (TOKEN,)), **others)


def test_the_account_has_an_app_scoped_id_beside_the_real_one() -> None:
    talk = made()
    body = Caller(talk, "login").read(f"{HOST}/v26.0/me", fields="user_id,username,id").body
    assert (body["user_id"], body["username"]) == ("17841400000000001", "anaccount")
    assert body["id"] != body["user_id"]
    assert Caller(talk, "login").read(f"{HOST}/{body['id']}", fields="user_id").body["user_id"] == body["user_id"]
    assert Caller(talk, "login").read(f"/{body['id']}").error == (190, None)


@pytest.mark.parametrize("account", ["me", "17841400000000001"])
def test_media_comments_and_replies_are_read_there(account: str) -> None:
    talk = made()
    caller = Caller(talk, "login")
    assert caller.read(f"{HOST}/v26.0/{account}/media").ids == [talk.post("media").id]
    assert caller.read(f"{HOST}/v26.0/{talk.post('media').id}/comments").ids == [talk.comment("c").id]
    first = caller.read(f"{HOST}/v26.0/{talk.comment('c').id}/replies", limit="1").body
    assert first["paging"]["next"].startswith("http://graph.test/graph.instagram.com/v26.0/")
    assert caller.read(first["paging"]["next"]).ids == [talk.comment("r1").id]


def test_hiding_and_replying_work_there() -> None:
    talk = made()
    caller = Caller(talk, "login")
    reply = caller.write(f"{HOST}/{talk.comment('c').id}/replies", message="Hello").body["id"]
    assert caller.write(f"{HOST}/{talk.comment('c').id}", hide="true").body == {"success": True}
    assert talk.comment("c").is_hidden
    assert talk.state.comments[reply].text == "Hello"


@pytest.mark.parametrize(("token", "prefix"), [("login", ""), ("page-token", HOST), ("user-token", HOST)])
def test_a_token_fits_one_host_only(token: str, prefix: str) -> None:
    assert Caller(made(), token).read(f"{prefix}/me").error == (190, None)


def test_nothing_of_facebook_is_there() -> None:
    talk = made()
    assert Caller(talk, "login").read(f"{HOST}/{talk.post('post').id}").error == (100, 33)


def test_usage_is_told_as_instagrams() -> None:
    header = Caller(made(), "login").read(f"{HOST}/me").headers["X-Business-Use-Case-Usage"]
    assert '"type": "instagram"' in header


def test_an_account_without_a_testers_role_is_refused_every_call() -> None:
    accounts = [*ACCOUNTS[:2], {**ACCOUNTS[2], "is_tester": False}]
    talk = World(scenario(accounts=accounts, tokens=[TOKEN]), Clock())
    for path in ("me", "me/media", "17841400000000001/media"):
        answer = Caller(talk, "login").read(f"{HOST}/{path}")
        assert (answer.status, answer.error) == (400, (100, None))
        assert answer.body["error"]["type"] == "IGApiException"
        assert answer.body["error"]["message"] == "Unsupported request - method type: get"


@pytest.mark.parametrize(
    ("scopes", "path", "status"),
    [
        (["instagram_business_basic"], "me/media", 200),
        (["instagram_business_basic"], "me/media?fields=id,comments{id}", 400),
        (["instagram_business_manage_comments"], "me/media", 400),
    ],
)
def test_permissions_have_names_of_their_own_there(scopes: list[str], path: str, status: int) -> None:
    assert Caller(made({**TOKEN, "scopes": scopes}), "login").read(f"{HOST}/{path}").status == status


def lengthen(talk: World, edge: str, token: str, **params: str) -> Any:
    return Caller(talk, None).read(f"{HOST}/{edge}", access_token=token, **params)


def test_an_hour_becomes_sixty_days() -> None:
    clock = Clock()
    talk = made({**TOKEN, "expires_in_minutes": 60}, clock=clock)
    grant = {"grant_type": "ig_exchange_token", "client_secret": "i"}
    answer = lengthen(talk, "access_token", "login", **grant).body
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", 5_183_944)
    clock.pass_minutes(59 * DAY)
    assert Caller(talk, answer["access_token"]).read(f"{HOST}/me").status == 200
    assert lengthen(talk, "access_token", "login", **grant).error == (190, 463)


def test_the_exchange_wants_the_instagram_apps_secret() -> None:
    talk = made({**TOKEN, "expires_in_minutes": 60})
    assert lengthen(talk, "access_token", "login", grant_type="ig_exchange_token", client_secret="s").error[0] == 1


@pytest.mark.parametrize(
    ("age", "left", "status"), [(DAY, 30 * DAY, 200), (DAY - 1, 30 * DAY, 400), (DAY, -1, 400), (30, 30, 400)]
)
def test_a_token_is_refreshed_when_a_day_old_and_alive(age: int, left: int, status: int) -> None:
    talk = made({**TOKEN, "age_minutes": age, "expires_in_minutes": left})
    answer = lengthen(talk, "refresh_access_token", "login", grant_type="ig_refresh_token")
    assert answer.status == status
    if status == 200:
        assert Caller(talk, answer.body["access_token"]).read(f"{HOST}/me").status == 200


def test_a_fault_can_be_scripted_for_this_host_alone() -> None:
    talk = made()
    talk.add_faults([{"effect": "error", "path": "^/graph.instagram.com/me", "times": 0}])
    assert Caller(talk, "login").read(f"{HOST}/me").status == 400
    assert Caller(talk).read("/me").status == 200


def test_a_batch_stays_on_its_host() -> None:
    items = '[{"method": "GET", "relative_url": "me?fields=user_id"}]'
    (row,) = Caller(made(), "login").write(f"{HOST}/v26.0/", batch=items).body
    assert row["code"] == 200
    assert "17841400000000001" in row["body"]
