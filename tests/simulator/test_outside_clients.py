"""Do clients that others wrote get on with the pretend tokens, subscriptions and Instagram, on this machine alone?"""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from facebook_business.adobjects.iguser import IGUser
from facebook_business.adobjects.page import Page
from facebook_business.api import FacebookAdsApi
from facebook_business.session import FacebookSession
from pyfacebook import FacebookApi

from bot.simulator import server
from bot.simulator.world import World
from tests.simulator.kit import Clock, comment, post, scenario
from tests.simulator.listening import APP, Listener

SHORT = {"token": "short", "type": "USER", "person": "77", "expires_in_minutes": 60}


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch) -> World:
    look = socket.getaddrinfo

    def local(host: Any, *others: Any, **named: Any) -> Any:
        assert host in ("127.0.0.1", "localhost"), "a test must not call anybody else"
        return look(host, *others, **named)

    monkeypatch.setattr(socket, "getaddrinfo", local)
    made = World(scenario(app=APP, tokens=[SHORT]), Clock(), outbound=Listener())
    author = {"id": "900", "name": "somebody"}
    mention = {"type": "mention", "account": "ig", "key": "m", "author": author, "text": "@anaccount"}
    made.apply([post("media", "ig"), comment("c", on="media"), post("live", "ig", kind="live"), mention])
    return made


@pytest.fixture
def address(talk: World) -> Iterator[str]:
    with server.running(talk) as found:
        yield found


@pytest.fixture
def sdk(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FacebookSession, "GRAPH", address)
    FacebookAdsApi.init("1", "s", "page-token", api_version="v26.0", crash_log=False)


@pytest.mark.usefixtures("sdk")
def test_metas_sdk_reads_media_and_answers_a_mention(talk: World) -> None:
    account = IGUser("17841400000000001")
    assert [each["id"] for each in account.get_media(fields=["id", "comments_count"])] == [talk.post("media").id]
    assert [each["live_status"] for each in account.get_live_media(fields=["live_status"])] == ["LIVE"]
    (mention,) = talk.mentions.rows.values()
    account.create_mention(params={"media_id": mention.media, "comment_id": mention.comment, "message": "Thank you"})
    assert [text for _, text in talk.mentions.rows["m"].replies] == ["Thank you"]


@pytest.mark.usefixtures("sdk")
def test_metas_sdk_subscribes_a_page(talk: World) -> None:
    page = Page("1001")
    page.create_subscribed_app(params={"subscribed_fields": ["feed", "mention"]})
    assert [each["subscribed_fields"] for each in page.get_subscribed_apps()] == [["feed", "mention"]]
    page.delete_subscribed_apps()
    assert list(page.get_subscribed_apps()) == []


def test_pyfacebook_lengthens_and_debugs_a_token(address: str) -> None:
    client = FacebookApi(
        access_token="short",
        app_id="1",
        app_secret="s",
        base_url=f"{address}/",
        access_token_url=f"{address}/oauth/access_token",
        version="v26.0",
    )
    long = client.exchange_long_lived_user_access_token()
    assert long["expires_in"] == 5_183_944
    facts = client.debug_token(input_token=long["access_token"], access_token="1|s")["data"]
    assert (facts["type"], facts["is_valid"], facts["user_id"]) == ("USER", True, "77")
