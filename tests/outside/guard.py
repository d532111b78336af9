"""What keeps a foreign client on this machine? Its addresses are Meta's unless told otherwise."""

from typing import Any

import requests
from requests.adapters import BaseAdapter


class NobodyThere(BaseAdapter):
    """Every call that would leave the machine fails the test that made it."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        raise AssertionError("a foreign client called a host that is not the simulator")

    def close(self) -> None:
        """Nothing is open."""


def kept_here(session: requests.Session) -> None:
    """Let the session call plain http only, past no proxy: the simulator listens there, Meta does not."""
    session.trust_env = False
    session.mount("https://", NobodyThere())
