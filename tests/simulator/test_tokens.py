"""Do tokens begin, end, change into each other and lack permissions as sections 1.2, 1.3 and 4.6 of the facts say?"""

from datetime import timedelta
from typing import Any

import pytest

from bot.simulator.events import ScenarioError
from bot.simulator.token_scripts import FACEBOOK_SCOPES
from bot.simulator.tokens import LONG_LIFE
from bot.simulator.world import World
from tests.simulator.kit import NOON, Caller, Clock, comment, post, world

APP = {"id": "1", "secret": "s"}
DAY = 24 * 60


def row(token: str, kind: str, **others: object) -> dict[str, object]:
    owner = {"account": "page"} if kind == "PAGE" else {"person": "77"}
    return {"token": token, "type": kind, **owner, **others}


def made(*tokens: dict[str, object], clock: Clock | None = None, **others: Any) -> World:
    return world(post(), comment("one"), clock=clock, app=APP, tokens=list(tokens), **others)


def facts(talk: World, token: str) -> Any:
    return Caller(talk, "1|s").read("/debug_token", input_token=token).body["data"]


def comments(talk: World) -> str:
    return f"/{talk.post('post').id}/comments"


def test_a_token_expires_when_its_time_is_over() -> None:
    clock = Clock()
    talk = made(row("t", "PAGE", expires_in_minutes=60), clock=clock)
    assert Caller(talk, "t").read(comments(talk)).status == 200
    clock.pass_minutes(60)
    answer = Caller(talk, "t").read(comments(talk))
    assert (answer.status, answer.error) == (400, (190, 463))
    assert "22-Nov-26 13:00:00" in answer.body["error"]["message"]


@pytest.mark.parametrize("subcode", [458, 459, 460, 464, 467, 492])
def test_a_token_can_be_revoked_while_the_world_runs(subcode: int) -> None:
    talk = made(row("t", "PAGE"))
    talk.apply([{"type": "token", "token": "t", "revoke": subcode}])
    assert Caller(talk, "t").read("/me").error == (190, subcode)
    assert facts(talk, "t")["error"]["subcode"] == subcode
    assert facts(talk, "t")["is_valid"] is False
    assert Caller(talk, "page-token").read("/me").status == 200


def test_a_token_may_be_dead_from_the_start() -> None:
    talk = made(row("t", "USER", is_valid=False, error_subcode=458))
    assert Caller(talk, "t").read("/me").error == (190, 458)


def test_an_accounts_own_token_can_be_expired_by_an_event() -> None:
    talk = made()
    talk.apply([{"type": "token", "token": "page-token", "expire": True}])
    assert Caller(talk).read("/me").error == (190, 463)


def test_debug_token_tells_life_scopes_and_owner() -> None:
    talk = made(row("t", "PAGE", scopes=["pages_show_list", "instagram_basic"], data_access_minutes=DAY))
    said = facts(talk, "t")
    assert (said["type"], said["expires_at"], said["is_valid"], said["profile_id"]) == ("PAGE", 0, True, "1001")
    assert said["data_access_expires_at"] == int((NOON + timedelta(days=1)).timestamp())
    assert said["granular_scopes"] == [
        {"scope": "pages_show_list", "target_ids": ["1001"]},
        {"scope": "instagram_basic", "target_ids": ["17841400000000001"]},
    ]


def test_only_a_long_lived_token_says_when_it_was_issued() -> None:
    talk = made(row("short", "USER", expires_in_minutes=60), row("long", "USER", expires_in_minutes=60 * DAY))
    assert "issued_at" not in facts(talk, "short")
    assert facts(talk, "long")["issued_at"] == int(NOON.timestamp())


def test_whether_a_page_token_names_its_page_can_be_chosen() -> None:
    assert "profile_id" not in facts(made(settings={"debug_profile_id": False}), "page-token")


def test_a_system_users_token_is_named_as_one_and_sees_no_comments() -> None:
    talk = made(row("t", "SYSTEM"))
    assert facts(talk, "t")["type"] == "SYSTEM_USER"
    assert Caller(talk, "t").read(comments(talk)).body == {"data": []}


@pytest.mark.parametrize(
    ("lacking", "method", "path", "code"),
    [
        ("pages_read_user_content", "GET", "/{post}/comments", 10),
        ("pages_read_user_content", "GET", "/{post}?fields=id,comments.limit(5){{id}}", 10),
        ("pages_read_user_content", "GET", "/{comment}", 10),
        ("pages_read_engagement", "GET", "/1001/feed", 10),
        ("pages_read_engagement", "GET", "/1001?fields=feed{{id}}", 10),
        ("ads_read", "GET", "/1001/ads_posts", 200),
        ("pages_manage_engagement", "POST", "/{comment}?is_hidden=true", 200),
        ("pages_manage_engagement", "POST", "/{comment}/comments?message=Hello", 200),
        ("pages_manage_metadata", "POST", "/1001/subscribed_apps?subscribed_fields=feed", 200),
    ],
)
def test_a_missing_permission_is_refused_by_operation(lacking: str, method: str, path: str, code: int) -> None:
    talk = made(row("t", "PAGE", scopes=[each for each in FACEBOOK_SCOPES if each != lacking]))
    where = path.format(post=talk.post("post").id, comment=talk.comment("one").id)
    answer = Caller(talk, "t").ask(method, where)
    assert (answer.status, answer.error) == (400, (code, None))
    assert lacking in answer.body["error"]["message"]
    assert Caller(talk).ask(method, where).status == 200


def test_what_needs_no_permission_still_works_without_any() -> None:
    talk = made(row("t", "PAGE", scopes=[]))
    assert Caller(talk, "t").read("/me", fields="id,name").body == {"id": "1001", "name": "A Page"}


def test_scopes_can_be_taken_away_while_the_world_runs() -> None:
    talk = made(row("t", "PAGE"))
    assert Caller(talk, "t").read(comments(talk)).status == 200
    talk.apply([{"type": "token", "token": "t", "scopes": ["pages_show_list"]}])
    assert Caller(talk, "t").read(comments(talk)).error == (10, None)


def test_hiding_wants_the_task_of_moderating() -> None:
    talk = made(row("weak", "PAGE", tasks=["ANALYZE"]), row("new", "PAGE", tasks=["PROFILE_PLUS_MODERATE"]))
    path = f"/{talk.comment('one').id}"
    assert Caller(talk, "weak").write(path, is_hidden="true").error == (200, None)
    assert Caller(talk, "new").write(path, is_hidden="true").status == 200


def test_a_user_token_loses_its_access_to_data_and_stays_valid() -> None:
    clock = Clock()
    talk = made(row("t", "USER", data_access_minutes=DAY), clock=clock)
    clock.pass_minutes(DAY)
    assert Caller(talk, "t").read("/1001").error == (10, None)
    assert Caller(talk, "t").read("/me").status == 200
    assert facts(talk, "t")["is_valid"] is True


@pytest.mark.parametrize(("dies", "status"), [(False, 200), (True, 400)])
def test_whether_page_tokens_lose_their_access_to_data_can_be_chosen(dies: bool, status: int) -> None:
    talk = made(row("t", "PAGE", data_access_minutes=-1), settings={"page_tokens_lose_data_access": dies})
    assert Caller(talk, "t").read(comments(talk)).status == status


def exchange(talk: World, token: str, **others: str) -> Any:
    params = {"grant_type": "fb_exchange_token", "client_id": "1", "client_secret": "s", "fb_exchange_token": token}
    return Caller(talk, None).read("/v26.0/oauth/access_token", **{**params, **others})


def test_a_short_user_token_becomes_a_long_one() -> None:
    clock = Clock()
    talk = made(row("short", "USER", expires_in_minutes=60), clock=clock)
    answer = exchange(talk, "short").body
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", 5_183_944)
    clock.pass_minutes(61)
    assert Caller(talk, answer["access_token"]).read("/me").body["id"] == "77"
    assert Caller(talk, "short").read("/me").error == (190, 463)
    clock.now = NOON + LONG_LIFE
    assert Caller(talk, answer["access_token"]).read("/me").error == (190, 463)


def test_an_expired_token_cannot_be_exchanged() -> None:
    clock = Clock()
    talk = made(row("short", "USER", expires_in_minutes=60), clock=clock)
    clock.pass_minutes(61)
    assert exchange(talk, "short").error == (190, 463)


@pytest.mark.parametrize(
    ("others", "code"),
    [
        ({"client_secret": "x"}, 1),
        ({"client_id": "2"}, 101),
        ({"grant_type": "x"}, 100),
        ({"fb_exchange_token": ""}, 100),
    ],
)
def test_an_exchange_wants_everything_right(others: dict[str, str], code: int) -> None:
    assert exchange(made(row("short", "USER", expires_in_minutes=60)), "short", **others).error == (code, None)


def test_a_page_token_cannot_be_exchanged() -> None:
    assert exchange(made(), "page-token").error == (1, None)


def test_the_app_gets_its_own_token() -> None:
    assert exchange(made(), "", grant_type="client_credentials").body["access_token"] == "1|s"


def test_a_long_user_token_gives_page_tokens_that_never_expire() -> None:
    clock = Clock()
    talk = made(row("short", "USER", expires_in_minutes=60), clock=clock)
    long = exchange(talk, "short").body["access_token"]
    fields = "id,name,access_token,tasks,instagram_business_account"
    first = Caller(talk, long).read("/me/accounts", fields=fields).body["data"][0]
    assert first["tasks"] == ["MODERATE", "CREATE_CONTENT", "MANAGE", "ANALYZE"]
    assert (first["id"], first["instagram_business_account"]) == ("1001", {"id": "17841400000000001"})
    assert facts(talk, first["access_token"])["expires_at"] == 0
    clock.pass_minutes(90 * DAY)
    assert Caller(talk, first["access_token"]).read(comments(talk)).ids == [talk.comment("one").id]


def test_a_short_user_token_gives_page_tokens_that_die_with_it() -> None:
    clock = Clock()
    talk = made(row("short", "USER", expires_in_minutes=60), clock=clock)
    page = Caller(talk, "short").read("/me/accounts").body["data"][0]["access_token"]
    assert facts(talk, page)["type"] == "PAGE"
    assert Caller(talk, page).read(comments(talk)).ids == [talk.comment("one").id]
    assert Caller(talk, "short").read("/me/accounts").body["data"][0]["access_token"] == page
    clock.pass_minutes(60)
    assert Caller(talk, page).read(comments(talk)).error == (190, 463)


def test_page_tokens_carry_the_scopes_of_the_user_token_and_die_when_it_is_revoked() -> None:
    talk = made(row("poor", "USER", scopes=["pages_show_list"]))
    page = Caller(talk, "poor").read("/me/accounts").body["data"][0]["access_token"]
    assert facts(talk, page)["scopes"] == ["pages_show_list"]
    talk.apply([{"type": "token", "token": "poor", "revoke": 460}])
    assert Caller(talk, page).read("/me").error == (190, 460)


def test_pages_are_listed_page_by_page() -> None:
    first = Caller(made(), "user-token").read("/me/accounts", limit="1").body
    second = Caller(made(), "user-token").read(first["paging"]["next"])
    assert ([row["id"] for row in first["data"]], second.ids) == (["1001"], ["1002"])
    assert "next" not in second.body["paging"]


def test_without_the_permission_no_page_is_listed() -> None:
    talk = made(row("poor", "USER", scopes=[]))
    assert Caller(talk, "poor").read("/me/accounts").body == {"data": []}


@pytest.mark.parametrize(
    ("tokens", "place"),
    [
        ([row("t", "PAGE", account="none")], r"tokens\[0\].account"),
        ([row("t", "USER", person="none")], r"tokens\[0\].person"),
        ([row("page-token", "PAGE")], r"tokens\[0\].token"),
        ([row("t", "ODD")], r"tokens\[0\].type"),
        ([row("t", "PAGE", scopes=[1])], r"tokens\[0\].scopes"),
        ([row("t", "PAGE", colour="red")], r"tokens\[0\].colour"),
    ],
)
def test_a_token_that_makes_no_sense_is_a_fault_of_the_scenario(tokens: list[dict[str, object]], place: str) -> None:
    with pytest.raises(ScenarioError, match=place):
        made(*tokens)


@pytest.mark.parametrize("change", [{}, {"expire": True, "revoke": 1}])
def test_a_token_event_says_one_thing(change: dict[str, object]) -> None:
    with pytest.raises(ScenarioError, match="exactly one"):
        made().apply([{"type": "token", "token": "page-token", **change}])


def test_an_unknown_token_in_an_event_is_a_fault_that_does_not_repeat_it() -> None:
    with pytest.raises(ScenarioError) as raised:
        made().apply([{"type": "token", "token": "sesame", "expire": True}])
    assert "sesame" not in str(raised.value)
