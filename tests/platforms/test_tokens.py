"""Does Meta's counter exchange, list and explain tokens, on both hosts, without a word of them anywhere?"""

import json
import logging
import traceback
from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from bot.config import Secret
from bot.errors import MonitorError, PlatformUnavailable, RequestRefused, Throttled, TokenRefused
from bot.platforms.graph.limiter import Limiter
from bot.platforms.graph.oauth import explanation
from bot.platforms.tokens import App, AppRefused, TokenOffice
from tests.accounts.school import (
    APP_ID,
    BASE,
    IG_LONG,
    IG_SECRET,
    IG_SHORT,
    MAPLE,
    MARK,
    NOW,
    OAK,
    PERSON,
    SHORT,
    SYSTEM,
    app,
    meta,
    office,
)
from tests.builders import FixedClock
from tests.platforms.canned import Canned, Reply, fault


def canned_office(canned: Canned, *, of: App | None = None) -> TokenOffice:
    session = requests.Session()
    session.trust_env = False
    session.mount("http://", canned)
    return TokenOffice(
        base_url=BASE,
        instagram_base_url=f"{BASE}/graph.instagram.com",
        version="v26.0",
        app=of or app(),
        timeout=(1, 1),
        session=session,
        sleep=lambda seconds: None,
    )


# Exchanging and listing --------------------------------------------------------------------------------------------


def test_a_short_token_becomes_a_long_one_whose_page_tokens_never_end() -> None:
    desk = office(meta())
    made = desk.exchanged(Secret(SHORT))
    assert made.lives == timedelta(seconds=5_183_944)
    offers = desk.offers(made.token)
    assert [(each.id, each.instagram_id) for each in offers] == [("1001", "1780011"), ("1002", None)]
    assert "MODERATE" in offers[0].tasks
    told = desk.explained_by_app(offers[0].token)
    assert (told.type, told.is_valid, told.is_endless, told.expires_at) == ("PAGE", True, True, None)
    short_lived = desk.explained_by_app(desk.offers(Secret(SHORT))[0].token)
    assert not short_lived.is_endless
    assert short_lived.expires_at is not None


def test_a_system_users_token_lists_pages_as_it_is() -> None:
    assert [each.id for each in office(meta()).offers(Secret(SYSTEM))] == ["1001", "1002"]


def test_pages_without_an_id_or_a_token_are_left_out_and_all_pages_of_the_listing_are_read() -> None:
    first = {
        "data": [{"id": "1", "name": "no token"}, {"access_token": "x"}, "nonsense", {"id": 2, "access_token": "t"}],
        "paging": {"cursors": {"after": "c"}, "next": "https://elsewhere.example/?access_token=x"},
    }
    second = {
        "data": [
            {"id": "2", "access_token": "again"},
            {"id": "3", "access_token": "t", "tasks": None, "instagram_business_account": {"id": "9"}},
        ]
    }
    found = canned_office(Canned(Reply(body=first), Reply(body=second))).offers(Secret(PERSON))
    assert [(each.id, each.name, each.instagram_id) for each in found] == [("2", "", None), ("3", "", "9")]
    assert found[0].token.reveal() == "t", "one that is listed twice is taken once"


def test_a_wrong_app_is_told_from_a_wrong_token() -> None:
    world = meta()
    for wrong in (app(secret=Secret("another-secret")), app(id="1")):
        with pytest.raises(AppRefused):
            office(world, of=wrong).exchanged(Secret(SHORT))
        with pytest.raises(AppRefused):
            office(world, of=wrong).explained_by_app(Secret(MAPLE))
    world.apply([{"type": "token", "token": SHORT, "expire": True}])
    with pytest.raises(TokenRefused, match="expired"):
        office(world).exchanged(Secret(SHORT))
    with pytest.raises(AppRefused):
        office(world, of=App()).explained_by_app(Secret(MAPLE))
    with pytest.raises(RequestRefused, match="needed"):
        office(world, of=App()).exchanged(Secret(SHORT))


def test_trouble_on_the_way_is_not_blamed_on_the_app() -> None:
    for reply in (Reply(body=b"<html>", status=502), Reply(body={"token_type": "bearer"})):
        with pytest.raises(PlatformUnavailable) as caught:
            canned_office(Canned(reply)).exchanged(Secret(SHORT))
        assert not isinstance(caught.value, AppRefused)


# What a token is ---------------------------------------------------------------------------------------------------


def test_a_persons_token_is_recognised() -> None:
    desk = office(meta())
    assert desk.explained_by_app(Secret(PERSON)).type == "USER"
    assert desk.identity(Secret(PERSON), linked_to="1780011").instagram_id is None


def test_the_linked_instagram_account_is_told_with_the_page() -> None:
    desk = office(meta())
    assert desk.identity(Secret(MAPLE)).id == "1001"
    assert desk.identity(Secret(MAPLE), linked_to="1780011").instagram_id == "1780011"
    assert desk.identity(Secret(OAK), linked_to="1780011").instagram_id is None


def test_permissions_are_told_with_the_pages_they_hold_for() -> None:
    told = office(meta()).explained_by_app(Secret(MAPLE))
    assert {"pages_read_user_content", "pages_manage_engagement"} <= told.scopes
    assert told.limited["pages_read_user_content"] == {"1001"}
    assert told.limited["instagram_basic"] == {"1780011"}


def test_an_invalid_token_is_explained_in_our_words() -> None:
    world = meta()
    world.apply([{"type": "token", "token": MAPLE, "revoke": 460}])
    told = office(world).explained_by_app(Secret(MAPLE))
    assert not told.is_valid
    assert "password" in told.why
    assert "Error validating" not in told.why
    assert not office(world).explained_by_app(Secret("nobody-knows-it")).is_valid


def test_without_the_app_the_token_is_asked_itself_and_a_refusal_is_no_error() -> None:
    alone = office(meta(), of=App())
    told = alone.explained_by_itself(Secret(MAPLE))
    assert told is not None
    assert told.type == "PAGE"
    assert canned_office(Canned(fault(100)), of=App()).explained_by_itself(Secret(MAPLE)) is None


@pytest.mark.parametrize(
    "data",
    [
        {"type": 5, "is_valid": "true", "scopes": "all", "granular_scopes": {}, "expires_at": "x", "error": "why"},
        {"is_valid": False, "scopes": [None, {}], "granular_scopes": ["x", {"scope": None, "target_ids": [1]}]},
        {"is_valid": False, "error": {"code": "a", "subcode": [], "message": "Robin Example"}},
    ],
)
def test_a_strange_explanation_is_survived_and_is_never_a_valid_token(data: dict[str, object]) -> None:
    told = explanation(data)
    assert not told.is_valid
    assert told.expires_at is None
    assert not told.is_endless
    assert "Robin" not in told.why


@pytest.mark.parametrize(
    "error",
    [
        {"code": 100, "message": "The App_id in the input_token did not match the Viewing App"},
        {"code": "100"},
        {"message": "(#100) The App_id in the input_token did not match the Viewing App"},
    ],
)
def test_a_token_of_another_app_is_told_as_such(error: dict[str, object]) -> None:
    told = explanation({"is_valid": False, "error": error, "scopes": []})
    assert not told.is_valid
    assert "made for another app" in told.why
    assert "choose your own app" in told.why
    assert "another app" not in explanation({"is_valid": False, "error": {"code": 190}}).why
    with pytest.raises(AppRefused, match="made for another app"):
        canned_office(Canned(fault(100))).explained_by_app(Secret(MAPLE))


def test_an_empty_explanation_explains_nothing() -> None:
    with pytest.raises(PlatformUnavailable):
        explanation({})


# The allowance -----------------------------------------------------------------------------------------------------


def test_nothing_is_asked_about_a_token_while_its_allowance_is_used_up() -> None:
    limiter = Limiter("maple", quotas=None, clock=FixedClock(NOW))
    answers = Canned(fault(80001), Reply(body={"data": {"is_valid": True}}))
    desk = replace(canned_office(answers), gate=limiter.gate("pages"))
    for _ in range(2):
        with pytest.raises(Throttled):
            desk.identity(Secret(MAPLE))
    with pytest.raises(Throttled):
        desk.explained_by_app(Secret(MAPLE))
    assert len(answers.requests) == 1


# Nothing leaks -----------------------------------------------------------------------------------------------------

TROUBLES = [
    fault(190, subcode=463, message=f"{MARK} says Meta"),
    fault(100, message=f"{MARK} says Meta"),
    fault(1),
    fault(101),
    fault(10),
    fault(4),
    Reply(body=f"<html>{MARK}</html>".encode(), status=500),
    Reply(body={}),
    requests.ConnectionError(f"https://graph.facebook.com/debug_token?input_token={MAPLE}"),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=repr)
def test_no_error_and_no_log_line_holds_a_secret(trouble: Reply | Exception, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk, told = canned_office(Canned(trouble)), []
    for ask in (
        lambda: desk.exchanged(Secret(SHORT)),
        lambda: desk.offers(Secret(PERSON)),
        lambda: desk.explained_by_app(Secret(MAPLE)),
        lambda: desk.explained_by_itself(Secret(MAPLE)),
        lambda: desk.identity(Secret(MAPLE), linked_to="1"),
        lambda: desk.instagram_exchanged(Secret(IG_SHORT)),
        lambda: desk.instagram_refreshed(Secret(IG_LONG)),
        lambda: desk.instagram_identity(Secret(IG_LONG)),
    ):
        try:
            told.append(repr(ask()))
        except MonitorError as error:
            told += [str(error), repr(error), "".join(traceback.format_exception(error))]
    assert len(told) > 8
    everything = caplog.text + "".join(told)
    # Source lines of a traceback name variables, never values.
    assert MARK not in everything


def test_nothing_of_the_office_prints_a_secret() -> None:
    desk = office(meta())
    made = desk.exchanged(Secret(SHORT))
    assert MARK not in f"{desk!r} {made!r} {desk.offers(made.token)!r} {desk.app!r}"
    assert APP_ID in repr(desk.app)


def test_tokens_travel_in_the_header_save_where_meta_wants_them_in_the_query() -> None:
    canned = Canned(Reply(body={"data": {"is_valid": True, "type": "PAGE"}}))
    canned_office(canned).explained_by_app(Secret(MAPLE))
    (request,) = canned.requests
    assert request.headers["Authorization"].startswith(f"Bearer {APP_ID}|")
    assert MARK not in str(request.url).replace(f"input_token={MAPLE}", "")
    assert MARK not in json.dumps(str(request.url).split("?")[0])
    assert IG_SECRET not in str(request.url)
