"""Can Meta's own SDK ask what a token is, and which pages it opens?"""

from collections.abc import Iterator
from typing import Any

import pytest
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.user import User
from facebook_business.exceptions import FacebookRequestError

from bot.simulator.server import running
from bot.simulator.world import World
from tests.outside.conftest import Served
from tests.outside.sdk import sdk_for
from tests.outside.worlds import ACCOUNT, APP_ID, APP_SECRET, PAGE, full_world

SHORT = {"token": "short", "type": "USER", "person": "77", "expires_in_minutes": 60}
DEAD = {"token": "dead", "type": "PAGE", "account": "page", "is_valid": False, "error_subcode": 460}
OFFER = "id,name,access_token,tasks,instagram_business_account"


@pytest.fixture
def served() -> Iterator[Served]:
    """The full world with more tokens in it."""
    made = full_world(tokens=(SHORT, DEAD))
    with running(made) as address:
        yield Served(world=made, address=address)


def explained(served: Served, token: str, asker: str = f"{APP_ID}|{APP_SECRET}") -> Any:
    return sdk_for(served.address, asker).call("GET", ("debug_token",), params={"input_token": token}).json()["data"]


def offers(served: Served, token: str) -> Any:
    # `tasks` is not among the SDK's fields of a Page, so its checked way would warn: section 1.2 of the facts has it.
    return sdk_for(served.address, token).call("GET", ("me", "accounts"), params={"fields": OFFER}).json()["data"]


def test_the_app_may_ask_what_a_page_token_is(served: Served) -> None:
    told = explained(served, "page-token")
    assert (told["type"], told["is_valid"], told["expires_at"], told["profile_id"]) == ("PAGE", True, 0, PAGE)
    assert {"pages_manage_engagement", "pages_read_user_content"} <= set(told["scopes"])
    (target,) = [row for row in told["granular_scopes"] if row["scope"] == "pages_manage_engagement"]
    assert PAGE in target["target_ids"]


def test_a_persons_token_is_told_from_a_pages(served: Served) -> None:
    told = explained(served, "short")
    assert (told["type"], told["is_valid"], told["user_id"]) == ("USER", True, "77")
    assert told["expires_at"] > served.world.now().timestamp()


def test_a_dead_token_is_explained_with_its_reason(served: Served) -> None:
    told = explained(served, "dead")
    assert (told["is_valid"], told["error"]["code"], told["error"]["subcode"]) == (False, 190, 460)


def test_a_stranger_may_not_ask(served: Served) -> None:
    with pytest.raises(FacebookRequestError) as refusal:
        explained(served, "page-token", asker="else-token")
    assert refusal.value.api_error_code() == 100


def test_a_person_is_offered_the_pages_with_tokens_that_work(served: Served) -> None:
    rows = {row["id"]: row for row in offers(served, "user-token")}
    assert set(rows) == {"1001", "1002"}
    assert rows[PAGE]["instagram_business_account"] == {"id": ACCOUNT}
    assert "MODERATE" in rows[PAGE]["tasks"]
    me = Page("me", api=sdk_for(served.address, rows[PAGE]["access_token"])).api_get(fields=["id", "name"])
    assert (me["id"], me["name"]) == (PAGE, "A Page")


def test_pages_are_offered_page_by_page(served: Served) -> None:
    person = sdk_for(served.address, "user-token")
    found = User("me", api=person).get_accounts(fields=["id", "access_token"], params={"limit": 1})
    assert sorted(row["id"] for row in found) == ["1001", "1002"]


def kind_and_end(world: World, token: str) -> tuple[str, bool]:
    found = world.tokens.called(token)
    assert found is not None
    return str(found.type), found.expires is not None


@pytest.mark.parametrize(("person", "ends"), [("user-token", False), ("short", True)])
def test_page_tokens_live_as_long_as_the_person_was_let_in_for(served: Served, person: str, ends: bool) -> None:
    made = [row["access_token"] for row in offers(served, person)]
    assert [kind_and_end(served.world, token) for token in made] == [("PAGE", ends)] * 2


def test_a_short_token_is_exchanged_for_a_long_one(served: Served) -> None:
    params = {"grant_type": "fb_exchange_token", "client_id": APP_ID, "client_secret": APP_SECRET}
    asked = {**params, "fb_exchange_token": "short"}
    told = sdk_for(served.address, "short").call("GET", ("oauth", "access_token"), params=asked).json()
    assert (told["token_type"], told["expires_in"]) == ("bearer", 5183944)
    made = [row["access_token"] for row in offers(served, told["access_token"])]
    assert [kind_and_end(served.world, token) for token in made] == [("PAGE", False)] * 2
