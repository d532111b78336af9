"""What do the simulator's tests share? A clock, a small scenario, and a caller that needs no socket."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from wsgiadapter import WSGIAdapter

from bot.simulator.app import create_app
from bot.simulator.scenario import Scenario, parse
from bot.simulator.world import World

BASE = "http://graph.test"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

ACCOUNTS = [
    {"key": "page", "platform": "facebook", "id": "1001", "name": "A Page", "username": "apage", "token": "page-token"},
    {"key": "else", "platform": "facebook", "id": "1002", "name": "B", "username": "bpage", "token": "else-token"},
    {
        "key": "ig",
        "platform": "instagram",
        "id": "17841400000000001",
        "name": "An Account",
        "username": "anaccount",
        "token": "ig-token",
        "linked_page": "page",
    },
]
PEOPLE = [{"id": "77", "name": "Casey", "token": "user-token"}]


class Clock:
    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int
    body: Any
    headers: Mapping[str, str]
    content: bytes

    @property
    def error(self) -> tuple[int, int | None]:
        """Code and subcode of a refusal."""
        return self.body["error"]["code"], self.body["error"].get("error_subcode")

    @property
    def ids(self) -> list[str]:
        return [row["id"] for row in self.body["data"]]


class Caller:
    """Calls a World through its WSGI side, as a client over HTTP would."""

    def __init__(self, world: World, token: str | None = "page-token") -> None:
        self._session = requests.Session()
        self._session.mount(BASE, WSGIAdapter(create_app(world)))
        self._token = token

    def ask(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **parts: Any) -> Reply:
        address = path if path.startswith("http") else BASE + path
        bearer = {} if self._token is None else {"Authorization": f"Bearer {self._token}"}
        answer = self._session.request(method, address, headers={**bearer, **(headers or {})}, **parts)
        try:
            body = json.loads(answer.content)
        except ValueError:
            body = None
        return Reply(status=answer.status_code, body=body, headers=answer.headers, content=answer.content)

    def read(self, path: str, **params: str) -> Reply:
        return self.ask("GET", path, params=params)

    def write(self, path: str, **params: str) -> Reply:
        return self.ask("POST", path, data=params)


def scenario(*steps: Mapping[str, object], **others: object) -> Scenario:
    return parse({"accounts": ACCOUNTS, "people": PEOPLE, "steps": list(steps), **others})


def post(key: str = "post", account: str = "page", **others: object) -> dict[str, object]:
    return {"type": "post", "account": account, "key": key, "text": f"Text of {key}", **others}


def comment(key: str, on: str = "post", **others: object) -> dict[str, object]:
    author = {"id": "501", "name": "Ann"}
    return {"type": "comment", "post": on, "key": key, "author": author, "text": f"Text of {key}", **others}


def world(*events: Mapping[str, object], clock: Clock | None = None, **others: object) -> World:
    """A world of one step that has been played, an hour after the start of its week."""
    step = {"label": "first", "at_minutes": 60, "events": list(events)}
    made = World(scenario(step, **others), clock or Clock(), sleep=lambda seconds: None)
    made.play_all()
    return made
