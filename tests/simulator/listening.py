"""What do the webhooks' tests share? A listener that needs no socket, and a world that is subscribed to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.simulator.world import World
from tests.simulator.kit import Caller, Clock, scenario

CALLBACK = "http://127.0.0.1:9/meta"
APP = {"id": "1", "secret": "s", "instagram_id": "2", "instagram_secret": "i"}
LOGIN = {"token": "login", "type": "IG_USER", "account": "ig"}


@dataclass(slots=True)
class Listener:
    """Stands where the world calls out: echoes challenges (unless told not to) and keeps what is posted."""

    status: int = 200
    echoes: bool = True
    bodies: list[bytes] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    handshakes: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        if method == "GET":
            asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
            self.handshakes.append(asked)
            return self.status, asked["hub.challenge"].encode() if self.echoes else b"hello"
        self.bodies.append(body)
        self.headers.append(headers)
        return self.status, b""

    @property
    def changes(self) -> list[Any]:
        """Field and value of every change posted, in order."""
        entries = [entry for body in self.bodies for entry in json.loads(body)["entry"]]
        return [(change["field"], change["value"]) for entry in entries for change in entry["changes"]]

    @property
    def words(self) -> list[str]:
        return [value.get("message", value.get("text")) for _, value in self.changes]


def subscribed(
    *events: Mapping[str, object], listener: Listener, clock: Clock | None = None, **settings: object
) -> World:
    """A world that tells `listener` of everything on its page and its Instagram account, after `events`."""
    made = World(scenario(app=APP, tokens=[LOGIN], settings=settings), clock or Clock(), outbound=listener)
    made.apply(list(events))
    subscribe_app(made)
    subscribe_app(made, object="instagram", fields="comments,live_comments,mentions")
    Caller(made).write("/1001/subscribed_apps", subscribed_fields="feed,mention")
    return made


def subscribe_app(made: World, **others: str) -> Any:
    params = {"object": "page", "callback_url": CALLBACK, "verify_token": "ours", "fields": "feed,mention"}
    return Caller(made, "1|s").write("/v26.0/1/subscriptions", **{**params, **others})
