"""How is python-facebook-api pointed at the simulator? Both hosts, and the address it exchanges tokens at."""

from typing import Any

from pyfacebook import BasicDisplayAPI, FacebookApi, IGBusinessApi

from tests.outside.guard import kept_here
from tests.outside.worlds import ACCOUNT, APP_ID, APP_SECRET, VERSION

INSTAGRAM_SECRET = "simulator-instagram-secret"


def page_client(address: str, token: str = "page-token") -> Any:
    """The client for pages. It would sleep when headers say so, only where it is given a table to sleep by: it isn't.

    It speaks of versions up to v24 and takes v26 all the same.
    """
    return _kept(FacebookApi(access_token=token, **_settings(address)))


def account_client(address: str, token: str = "page-token") -> Any:
    """The client for Instagram accounts by Facebook Login."""
    return _kept(IGBusinessApi(access_token=token, instagram_business_id=ACCOUNT, **_settings(address)))


def login_client(address: str, token: str) -> Any:
    """The client for tokens of Instagram Login, which has a host and an app secret of its own."""
    made = BasicDisplayAPI(
        app_id="200000000000002",
        app_secret=INSTAGRAM_SECRET,
        access_token=token,
        base_url=f"{address}/graph.instagram.com/",
        access_token_url=f"{address}/graph.instagram.com/access_token",
    )
    return _kept(made)


def _settings(address: str) -> dict[str, object]:
    return {
        "app_id": APP_ID,
        "app_secret": APP_SECRET,
        "base_url": f"{address}/",
        "access_token_url": f"{address}/oauth/access_token",
        "version": VERSION,
    }


def _kept(client: Any) -> Any:
    kept_here(client.session)
    return client
