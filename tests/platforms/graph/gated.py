"""What does a client with a gate, or with a renewed token, look like to a test? Over prepared answers."""

import requests
from requests.adapters import BaseAdapter

from bot.platforms.graph.caller import Token
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.limiter import Gate
from bot.platforms.graph.remarks import Once
from tests.platforms.canned import APP_SECRET, BASE, TOKEN


def gated_client(
    canned: BaseAdapter, gate: Gate | None = None, *, token: Token = TOKEN, once: Once | None = None
) -> GraphClient:
    """A client whose every call is answered by `canned`, and which never sleeps."""
    session = requests.Session()
    session.trust_env = False
    session.mount("http://", canned)
    return GraphClient(
        base_url=BASE,
        version="v26.0",
        token=token,
        app_secret=APP_SECRET,
        session=session,
        sleep=lambda seconds: None,
        gate=gate,
        once=once,
    )
