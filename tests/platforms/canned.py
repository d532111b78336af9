"""What would a server say? Answers prepared beforehand, through a real requests session and no socket."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from bot.platforms.graph.client import GraphClient

BASE = "http://127.0.0.1:8099"
TOKEN = "EAATokenNobodyMaySee"
APP_SECRET = "app-secret-nobody-may-see"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One prepared answer; `body` is bytes, or anything JSON can spell."""

    body: object = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Canned(BaseAdapter):
    """Gives the prepared answers in turn (the last one again and again) and keeps the requests."""

    def __init__(self, *replies: Reply | Exception) -> None:
        super().__init__()
        self._replies = list(replies)
        self.requests: list[requests.PreparedRequest] = []

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        self.requests.append(request)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, Exception):
            raise reply
        response = requests.Response()
        response.status_code = reply.status
        response.headers.update(reply.headers)
        response.url, response.request = str(request.url), request
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        response.raw = HTTPResponse(io.BytesIO(body), preload_content=False)
        return response

    def close(self) -> None:
        """Nothing is open."""


def client_of(canned: BaseAdapter, *, naps: list[float] | None = None, base_url: str = BASE) -> GraphClient:
    """A client whose every call is answered by `canned`; the seconds it sleeps are written into `naps`."""
    session = requests.Session()
    session.trust_env = False
    session.mount("http://", canned)
    session.mount("https://", canned)
    slept = [] if naps is None else naps
    return GraphClient(
        base_url=base_url, version="v26.0", token=TOKEN, app_secret=APP_SECRET, session=session, sleep=slept.append
    )


def fault(code: int, *, subcode: int | None = None, status: int = 400, **more: object) -> Reply:
    """An error as Meta words it."""
    error: dict[str, object] = {"message": "what Meta says", "type": "OAuthException", "code": code, **more}
    if subcode is not None:
        error["error_subcode"] = subcode
    return Reply(body={"error": {**error, "fbtrace_id": "AbC-1"}}, status=status)
