"""Are tokens, proofs, errors and limits as section 4 of the facts says?"""

import hashlib
import hmac
import json

import pytest

from bot.simulator.world import World
from tests.simulator.kit import Caller, Clock, comment, post, world


@pytest.fixture
def talk() -> World:
    return world(post(), comment("one"), comment("two"), app={"id": "1", "secret": "s"})


def proof(token: str, secret: str = "s") -> str:
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("where", ["params", "data"])
def test_a_token_may_come_as_a_parameter(talk: World, where: str) -> None:
    caller = Caller(talk, None)
    path = f"/{talk.comment('one').id}"
    parts = {where: {"access_token": "page-token", "is_hidden": "true"}}
    assert caller.ask("POST", path, **parts).status == 200


@pytest.mark.parametrize(("token", "code"), [(None, 104), ("wrong", 190)])
def test_no_token_and_an_unknown_one_are_refused(talk: World, token: str | None, code: int) -> None:
    answer = Caller(talk, token).read("/v26.0/me")
    assert (answer.status, answer.error) == (400, (code, None))
    assert answer.headers["WWW-Authenticate"].startswith('OAuth "Facebook Platform" "invalid_request" "')
    assert answer.body["error"]["type"] == "OAuthException"
    assert answer.body["error"]["fbtrace_id"]


def test_a_token_opens_only_its_own_account(talk: World) -> None:
    other = Caller(talk, "else-token")
    for path in ("/1001", f"/{talk.post('post').id}/comments", f"/{talk.comment('one').id}"):
        assert other.read(path).error == (100, 33)
    assert other.write(f"/{talk.comment('one').id}", is_hidden="true").error == (100, 33)


def test_a_user_token_sees_no_comments_and_no_error(talk: World) -> None:
    answer = Caller(talk, "user-token").read(f"/{talk.post('post').id}/comments", filter="stream")
    assert (answer.status, answer.body) == (200, {"data": []})


def test_a_user_token_lists_its_pages_with_their_tokens(talk: World) -> None:
    answer = Caller(talk, "user-token").read("/me/accounts", fields="id,access_token")
    assert [row["access_token"] for row in answer.body["data"]] == ["page-token", "else-token"]


def test_the_proof_is_checked_when_present(talk: World) -> None:
    caller = Caller(talk)
    assert caller.read("/me", appsecret_proof=proof("page-token")).status == 200
    assert caller.read("/me", appsecret_proof=proof("page-token", "other")).error == (100, None)


def test_the_proof_can_be_required() -> None:
    made = world(settings={"require_proof": True}, app={"id": "1", "secret": "s"})
    assert Caller(made).read("/me").error == (100, None)
    assert Caller(made).read("/me", appsecret_proof=proof("page-token")).status == 200


@pytest.mark.parametrize(("token", "kind"), [("page-token", "PAGE"), ("user-token", "USER")])
def test_debug_token_tells_what_a_token_is(talk: World, token: str, kind: str) -> None:
    facts = Caller(talk, "1|s").read("/debug_token", input_token=token).body["data"]
    assert (facts["type"], facts["is_valid"], facts["app_id"]) == (kind, True, "1")
    assert facts.get("profile_id") == ("1001" if kind == "PAGE" else None)


def test_debug_token_says_when_a_token_is_none(talk: World) -> None:
    assert Caller(talk, "1|s").read("/debug_token", input_token="x").body["data"]["is_valid"] is False
    assert Caller(talk).read("/debug_token", input_token="user-token").error == (100, None)


def test_paging_ends_where_next_is_absent(talk: World) -> None:
    caller = Caller(talk)
    first = caller.read(f"/v26.0/{talk.post('post').id}/comments", limit="1").body
    assert set(first["paging"]["cursors"]) == {"before", "after"}
    second = caller.read(first["paging"]["next"])
    assert second.ids == [talk.comment("two").id]
    assert "next" not in second.body["paging"]
    assert caller.read(second.body["paging"]["previous"]).ids == [talk.comment("one").id]


def test_next_carries_the_token_only_when_it_came_in_the_query(talk: World) -> None:
    path = f"/v26.0/{talk.post('post').id}/comments"
    with_header = Caller(talk).read(path, limit="1").body["paging"]["next"]
    in_query = Caller(talk, None).read(path, limit="1", access_token="page-token").body["paging"]["next"]
    assert "page-token" not in with_header
    assert "access_token=page-token" in in_query
    assert Caller(talk, None).read(in_query).ids == [talk.comment("two").id]


def test_a_cursor_survives_the_deletion_of_what_it_names(talk: World) -> None:
    following = Caller(talk).read(f"/{talk.post('post').id}/comments", limit="1").body["paging"]["next"]
    talk.apply([{"type": "delete", "comment": "one"}])
    assert Caller(talk).read(following).ids == [talk.comment("two").id]


def test_the_version_that_answered_is_named(talk: World) -> None:
    assert Caller(talk).read("/v25.0/me").headers["facebook-api-version"] == "v25.0"
    assert Caller(talk).read("/me").headers["facebook-api-version"] == "v26.0"


def test_usage_grows_and_ends_in_a_throttle_that_passes() -> None:
    clock = Clock()
    made = world(clock=clock, settings={"quota_calls": 10, "quota_minutes": 60})
    caller = Caller(made)
    shares = []
    for _ in range(10):
        answer = caller.read("/me")
        shares.append(json.loads(answer.headers["X-Business-Use-Case-Usage"])["1001"][0]["call_count"])
    assert shares == [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    refused = caller.read("/me")
    row = json.loads(refused.headers["X-Business-Use-Case-Usage"])["1001"][0]
    assert (refused.status, refused.error, refused.body["error"]["is_transient"]) == (400, (80001, None), True)
    assert (row["type"], row["estimated_time_to_regain_access"]) == ("pages", 60)
    assert json.loads(refused.headers["X-App-Usage"])["call_count"] == 110
    clock.pass_minutes(61)
    assert caller.read("/me").status == 200


def test_instagram_is_throttled_by_its_own_code() -> None:
    made = world(settings={"quota_calls": 1})
    caller = Caller(made, "ig-token")
    caller.read("/me")
    assert caller.read("/me").error == (80002, None)
    assert Caller(made).read("/me").status == 200


def test_usage_headers_can_stay_away_while_usage_is_low() -> None:
    made = world(settings={"quota_calls": 2, "usage_shown_from": 100})
    assert "X-App-Usage" not in Caller(made).read("/me").headers
    assert "X-App-Usage" in Caller(made).read("/me").headers


@pytest.mark.parametrize("params", [{"ids": "1,2"}, {"pretty": "1"}, {"date_format": "U"}])
def test_what_version_26_removed_is_refused(talk: World, params: dict[str, str]) -> None:
    assert Caller(talk).read("/me", **params).error == (100, None)
    assert Caller(talk).ask("GET", "/me", headers={"If-None-Match": '"x"'}).status == 400


@pytest.mark.parametrize(
    ("path", "code"), [("/me/nonsense", 2500), ("/nobody", 803), ("/404404", 100), ("/1001/a/b", 2500), ("/", 100)]
)
def test_a_path_that_leads_nowhere_says_so(talk: World, path: str, code: int) -> None:
    assert Caller(talk).read(path).error[0] == code


def test_a_batch_answers_each_item_for_itself(talk: World) -> None:
    one = talk.comment("one").id
    items = [
        {"method": "POST", "relative_url": f"v26.0/{one}", "body": "is_hidden=true"},
        {"method": "GET", "relative_url": "404"},
    ]
    rows = Caller(talk).write("/v26.0/", batch=json.dumps(items)).body
    assert [row["code"] for row in rows] == [200, 400]
    assert json.loads(rows[0]["body"]) == {"success": True}
    assert talk.comment("one").is_hidden
