"""How does a test knock? A client before the door, and the inbox behind it."""

from collections.abc import Mapping

from werkzeug.test import Client, TestResponse

from bot.listen.app import Listener
from bot.store.inbox import SqliteInbox
from tests.builders import FixedClock
from tests.listen.calls import VERIFY_TOKEN, call, commented, signature

QUESTION: Mapping[str, str] = {
    "hub.mode": "subscribe",
    "hub.verify_token": VERIFY_TOKEN,
    "hub.challenge": "1158201444",
}


class Door:
    """One listener, and what it kept."""

    def __init__(self, listener: Listener, inbox: SqliteInbox, clock: FixedClock) -> None:
        self.client = Client(listener)
        self.inbox = inbox
        self.clock = clock

    def deliver(
        self, body: bytes | None = None, *, signed: str | None = None, address: str = "203.0.113.7"
    ) -> TestResponse:
        """Post a body with its signature, another one, or (empty) none."""
        body = call(commented()) if body is None else body
        told = signature(body) if signed is None else signed
        headers = {"X-Hub-Signature-256": told} if told else {}
        return self.client.post("/webhooks", data=body, headers=headers, environ_overrides={"REMOTE_ADDR": address})

    def ask(self, **changed: str | list[str]) -> TestResponse:
        """Meta's first question, with another mode, verify_token or challenge."""
        asked = {**QUESTION, **{f"hub.{key}": value for key, value in changed.items()}}
        return self.client.get("/webhooks", query_string=asked)

    def kept(self) -> list[bytes]:
        """The bodies in the inbox."""
        return [delivery.body for delivery in self.inbox.waiting(1000)]
