"""Does Meta's counter exchange, list and explain tokens, on both hosts, without a word of them anywhere?"""

import json
import logging
import traceback
from datetime import timedelta

import pytest
import requests

from bot.config import Secret
from bot.errors import MonitorError, PlatformUnavailable, RequestRefused, TokenRefused
from bot.platforms.graph.oauth import explanation
from bot.platforms.tokens import App, AppRefused, TokenOffice
from tests.accounts.school import (
    APP_ID,
    BASE,
    IG_LONG,
    IG_SECRET,
    IG_SHORT,
    IG_YOUNG,
    MAPLE,
    MARK,
    OAK,
    PERSON,
    SHORT,
    SYSTEM,
    TODAY,
    app,
    meta,
    office,
)
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
    second = {"data": [{"id": "3", "access_token": "t", "tasks": None, "instagram_business_account": {"id": "9"}}]}
    found = canned_office(Canned(Reply(body=first), Reply(body=second))).offers(Secret(PERSON))
    assert [(each.id, each.name, each.instagram_id) for each in found] == [("2", "", None), ("3", "", "9")]


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


def test_an_empty_explanation_explains_nothing() -> None:
    with pytest.raises(PlatformUnavailable):
        explanation({})


# Instagram Login ---------------------------------------------------------------------------------------------------


def test_instagram_tokens_are_exchanged_and_renewed_on_their_own_host() -> None:
    desk = office(meta())
    made = desk.instagram_exchanged(Secret(IG_SHORT))
    assert made.lives is not None
    assert made.lives > timedelta(days=59)
    assert desk.instagram_identity(made.token).id == "1780022"
    renewed = desk.instagram_refreshed(Secret(IG_LONG))
    assert desk.instagram_identity(renewed.token).id == "1780022"


def test_the_webhooks_number_counts_not_the_one_of_the_app() -> None:
    told = {"id": "25000000000000001", "user_id": "1780022", "username": "today"}
    assert canned_office(Canned(Reply(body=told))).instagram_identity(Secret(TODAY)).id == "1780022"
    with pytest.raises(PlatformUnavailable):
        canned_office(Canned(Reply(body={"username": "today"}))).instagram_identity(Secret(TODAY))


def test_a_token_younger_than_a_day_is_not_renewed() -> None:
    with pytest.raises(RequestRefused):
        office(meta()).instagram_refreshed(Secret(IG_YOUNG))


def test_the_instagram_secret_is_needed_and_a_wrong_one_is_told() -> None:
    with pytest.raises(RequestRefused, match="Instagram app secret"):
        office(meta(), of=app(instagram_secret=None)).instagram_exchanged(Secret(IG_SHORT))
    with pytest.raises(AppRefused):
        office(meta(), of=app(instagram_secret=Secret("another"))).instagram_exchanged(Secret(IG_SHORT))


def test_where_the_header_is_not_taken_the_documented_parameter_is_sent() -> None:
    answers = Canned(fault(100), Reply(body={"access_token": "renewed", "expires_in": 5_000_000}))
    assert canned_office(answers).instagram_refreshed(Secret(IG_LONG)).token.reveal() == "renewed"
    first, second = (str(request.url) for request in answers.requests)
    assert IG_LONG not in first
    assert f"access_token={IG_LONG}" in second


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
