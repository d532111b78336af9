"""Is every call about tokens one that Meta's SDK declares, or that Meta's page on tokens describes?"""

import inspect
from collections.abc import Callable, Mapping

import pytest

from bot.config import Secret
from bot.platforms.tokens import App, TokenOffice
from tests.outside.oracle.ground import BASE, INSTAGRAM_SECRET, LOGIN_BASE
from tests.outside.oracle.sent import Recorder
from tests.outside.oracle.verdict import faults_of
from tests.outside.worlds import ACCOUNT, APP_ID, APP_SECRET, PAGE, VERSION, full_world

SHORT = {"token": "short", "type": "USER", "person": "77", "expires_in_minutes": 60}
LOGIN = {"token": "login", "type": "IG_USER", "account": "ig", "expires_in_minutes": 80_000, "age_minutes": 2000}


def _exchanged(office: TokenOffice) -> None:
    assert office.exchanged(Secret("short")).lives


def _offers(office: TokenOffice) -> None:
    assert {each.id for each in office.offers(Secret("user-token"))} == {PAGE, "1002"}


def _by_app(office: TokenOffice) -> None:
    assert office.explained_by_app(Secret("page-token")).type == "PAGE"


def _by_itself(office: TokenOffice) -> None:
    explained = office.explained_by_itself(Secret("page-token"))
    assert explained is not None
    assert explained.type == "PAGE"


def _identity(office: TokenOffice) -> None:
    assert office.identity(Secret("page-token"), linked_to=ACCOUNT).instagram_id == ACCOUNT
    assert office.identity(Secret("user-token")).id == "77"


def _instagram_identity(office: TokenOffice) -> None:
    assert office.instagram_identity(Secret("login")).id == ACCOUNT


def _instagram_exchanged(office: TokenOffice) -> None:
    assert office.instagram_exchanged(Secret("login")).lives


def _instagram_refreshed(office: TokenOffice) -> None:
    assert office.instagram_refreshed(Secret("login")).lives


CALLS: Mapping[str, Callable[[TokenOffice], None]] = {
    "exchanged": _exchanged,
    "offers": _offers,
    "explained_by_app": _by_app,
    "explained_by_itself": _by_itself,
    "identity": _identity,
    "instagram_identity": _instagram_identity,
    "instagram_exchanged": _instagram_exchanged,
    "instagram_refreshed": _instagram_refreshed,
}


def test_every_call_of_the_office_is_made() -> None:
    methods = {name for name, _ in inspect.getmembers(TokenOffice, inspect.isfunction) if not name.startswith("_")}
    assert set(CALLS) == methods


@pytest.mark.parametrize("name", CALLS)
def test_meta_declares_or_describes_the_call(name: str) -> None:
    recorder = Recorder(full_world(tokens=(SHORT, LOGIN)))
    office = TokenOffice(
        base_url=BASE,
        instagram_base_url=LOGIN_BASE,
        version=VERSION,
        app=App(id=APP_ID, secret=Secret(APP_SECRET), instagram_secret=Secret(INSTAGRAM_SECRET)),
        timeout=(5, 5),
        session=recorder.session(),
    )
    CALLS[name](office)
    assert recorder.sent
    assert [fault for each in recorder.sent for fault in faults_of(each)] == []
