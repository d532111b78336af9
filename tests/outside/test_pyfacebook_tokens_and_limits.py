"""Does python-facebook-api exchange and explain tokens of the simulator, and understand its usage headers?"""

from collections.abc import Mapping
from typing import Any

import pytest
from pyfacebook import FacebookError

from bot.simulator.server import running
from bot.simulator.world import World
from tests.outside.pyfb import account_client, login_client, page_client
from tests.outside.worlds import ACCOUNT, APP_ID, APP_SECRET, PAGE, full_world

SHORT = {"token": "short", "type": "USER", "person": "77", "expires_in_minutes": 60}
SIXTY_DAYS = 5183944
A_DAY = 24 * 60


def login_token(age_minutes: int) -> Mapping[str, object]:
    life = {"expires_in_minutes": 50 * A_DAY, "age_minutes": age_minutes}
    return {"token": "login", "type": "IG_USER", "account": "ig", **life}


def lives(made: World, token: str) -> str:
    """Which kind of living token this is, in the simulator's own register."""
    found = made.tokens.called(token)
    assert found is not None
    assert found.trouble(made.now()) is None
    return str(found.type)


def test_a_persons_token_is_exchanged_and_opens_the_pages() -> None:
    made = full_world(tokens=(SHORT,))
    with running(made) as address:
        client = page_client(address, "short")
        told = client.exchange_long_lived_user_access_token()
        assert (told["expires_in"], lives(made, told["access_token"])) == (SIXTY_DAYS, "USER")
        # Its helper for the pages' tokens sends the token alone, and so does not get past a required proof.
        pages = page_client(address, told["access_token"]).get_connection("me", "accounts", fields="id,access_token")
        page = next(row for row in pages["data"] if row["id"] == PAGE)
        assert lives(made, page["access_token"]) == "PAGE"
        page_client(address, page["access_token"]).comment.update(made.comment("two").id, is_hidden=True)
    assert made.comment("two").is_hidden


def test_its_own_helper_gets_the_pages_token_where_no_proof_is_required() -> None:
    made = full_world(require_proof=False)
    with running(made) as address:
        token = page_client(address, "user-token").exchange_page_access_token(PAGE)
    assert lives(made, token) == "PAGE"


def test_the_apps_own_token_explains_others() -> None:
    made = full_world(require_proof=False, tokens=(SHORT,))
    with running(made) as address:
        client = page_client(address, "short")
        app_token = client.get_app_token()["access_token"]
        assert app_token == f"{APP_ID}|{APP_SECRET}"
        page, person = (client.debug_token(each, app_token)["data"] for each in ("page-token", "short"))
    assert (page["type"], page["expires_at"], page["is_valid"]) == ("PAGE", 0, True)
    assert (person["type"], person["user_id"]) == ("USER", "77")


def test_a_wrong_app_secret_exchanges_nothing() -> None:
    made = full_world(tokens=(SHORT,))
    with running(made) as address:
        client = page_client(address, "short")
        client.app_secret = "another"
        with pytest.raises(FacebookError) as refusal:
            client.exchange_long_lived_user_access_token()
    assert refusal.value.code == 1


def test_a_token_of_instagram_login_is_exchanged_and_refreshed_on_its_own_host() -> None:
    made = full_world(require_proof=False, tokens=(login_token(A_DAY + 1),))
    with running(made) as address:
        client = login_client(address, "login")
        for told in (client.exchange_long_lived_user_access_token(), client.refresh_access_token("login")):
            assert (told["expires_in"], lives(made, told["access_token"])) == (SIXTY_DAYS, "IG_USER")


def test_a_young_token_of_instagram_login_is_not_refreshed() -> None:
    made = full_world(require_proof=False, tokens=(login_token(A_DAY - 1),))
    with running(made) as address, pytest.raises(FacebookError) as refusal:
        login_client(address, "login").refresh_access_token("login")
    assert (refusal.value.code, refusal.value.type) == (100, "IGApiException")


def read_times(client: Any, made: World, key: str, times: int) -> None:
    for _ in range(times):
        client.comment.get_info(made.comment(key).id, fields="id")


def test_usage_headers_say_how_much_of_each_allowance_is_used() -> None:
    made = full_world(quota_calls=20)
    with running(made) as address:
        pages, accounts = page_client(address), account_client(address)
        read_times(pages, made, "two", 15)
        read_times(accounts, made, "first", 4)
    page = pages.rate_limit.get_limit(PAGE, "pages")
    assert (page.call_count, page.max_percent(), page.type, page.estimated_time_to_regain_access) == (
        75,
        75,
        "pages",
        0,
    )
    assert accounts.rate_limit.get_limit(ACCOUNT, "instagram").call_count == 20
    assert accounts.rate_limit.get_limit().call_count == 95


def test_a_spent_allowance_is_a_400_with_the_minutes_until_it_returns() -> None:
    made = full_world(quota_calls=3, quota_minutes=60)
    with running(made) as address:
        client = page_client(address)
        read_times(client, made, "two", 3)
        with pytest.raises(FacebookError) as refusal:
            read_times(client, made, "two", 1)
    assert (refusal.value.code, refusal.value.is_transient) == (80001, True)
    told = client.rate_limit.get_limit(PAGE, "pages")
    assert told.call_count > 100
    assert 0 < told.estimated_time_to_regain_access <= 60


def test_below_some_use_no_header_is_shown() -> None:
    made = full_world(quota_calls=20, usage_shown_from=50)
    with running(made) as address:
        client = page_client(address)
        read_times(client, made, "two", 9)
        assert PAGE not in client.rate_limit.resources["business"]
        read_times(client, made, "two", 1)
    assert client.rate_limit.get_limit(PAGE, "pages").call_count == 50
