"""Does Meta's counter exchange and renew tokens of Instagram Login, in either form of the call?"""

from datetime import timedelta

import pytest

from bot.config import Secret
from bot.errors import PlatformUnavailable, RequestRefused, TokenRefused
from bot.platforms.tokens import AppRefused
from tests.accounts.school import IG_LONG, IG_SHORT, IG_YOUNG, TODAY, app, meta, office
from tests.platforms.canned import Canned, Reply, fault
from tests.platforms.test_tokens import canned_office


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


@pytest.mark.parametrize("code", [100, 104, 190])
def test_where_the_header_is_not_taken_the_documented_parameter_is_sent(code: int) -> None:
    answers = Canned(fault(code), Reply(body={"access_token": "renewed", "expires_in": 5_000_000}))
    assert canned_office(answers).instagram_refreshed(Secret(IG_LONG)).token.reveal() == "renewed"
    first, second = (str(request.url) for request in answers.requests)
    assert IG_LONG not in first
    assert f"access_token={IG_LONG}" in second


def test_a_token_that_is_refused_in_either_form_is_told_as_refused() -> None:
    answers = Canned(fault(190, subcode=463))
    with pytest.raises(TokenRefused, match="expired"):
        canned_office(answers).instagram_refreshed(Secret(IG_LONG))
    assert len(answers.requests) == 2
