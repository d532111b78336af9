"""What do our adapters send? Every request, batch items too, with the kind of node it is sent to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import requests
from requests.adapters import BaseAdapter
from wsgiadapter import WSGIAdapter

from bot.simulator.app import create_app
from bot.simulator.model import Account, Comment, Media, MediaKind, Platform
from bot.simulator.world import World

INSTAGRAM_HOST = "graph.instagram.com"
ROOTS = ("debug_token", "oauth", "access_token", "refresh_access_token")
"""First parts of paths that are no ids."""

_MEDIA = {MediaKind.PHOTO: "Photo", MediaKind.VIDEO: "AdVideo", MediaKind.LIVE: "LiveVideo"}
_PAGES = {Account: "Page", Comment: "Comment"}
_ACCOUNTS = {Account: "IGUser", Comment: "IGComment"}
_LOGIN = {"IGUser": "IGUserForIGOnlyAPI", "IGMedia": "IGMediaForIGOnlyAPI"}
"""The SDK's names for the nodes of graph.instagram.com; comments have none of their own there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One call. `node` is the SDK's name of the kind of node, or the path itself where the first part is no id."""

    node: str
    method: str
    edge: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[str, str, str]:
        """Node, method and edge."""
        return self.node, self.method, self.edge


class Recorder(BaseAdapter):
    """Hands every request on to a world, and writes it down before: an answer may delete what the id meant."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self._onward = WSGIAdapter(create_app(world), log_function=lambda response: None)
        self.sent: list[Sent] = []

    def session(self) -> requests.Session:
        """A session that can reach nothing else."""
        made = requests.Session()
        made.trust_env = False
        made.adapters.clear()
        made.mount("http://", self)
        return made

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        params = dict(parse_qsl(parts.query, keep_blank_values=True))
        params |= dict(parse_qsl(_text(request.body), keep_blank_values=True))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        segments = [unquote(each) for each in parts.path.split("/") if each]
        is_login = segments[0] == INSTAGRAM_HOST
        path = segments[2:] if is_login else segments[1:]
        self._write_down(str(request.method), path, params, token or params.get("access_token", ""), is_login)
        return self._onward.send(request, *args, **kwargs)  # type: ignore[no-any-return]  # the library has no types

    def close(self) -> None:
        """Nothing is open."""

    def _write_down(self, method: str, path: list[str], params: dict[str, str], token: str, is_login: bool) -> None:
        node = "/".join(path) if not path or path[0] in ROOTS else self._kind(path[0], token, is_login)
        edge = "" if not path or path[0] in ROOTS else "/".join(path[1:])
        self.sent.append(Sent(node=node, method=method, edge=edge, params=params))
        for item in json.loads(params.get("batch", "[]")):
            address, _, query = item["relative_url"].partition("?")
            inner = [unquote(each) for each in address.split("/") if each]
            asked = dict(parse_qsl(f"{query}&{item.get('body', '')}", keep_blank_values=True))
            self._write_down(item["method"], inner, asked, token, is_login)

    def _kind(self, spelling: str, token: str, is_login: bool) -> str:
        found = self._meant(spelling, token)
        kind = found if isinstance(found, str) else self._kind_of(found)
        return _LOGIN.get(kind, kind) if is_login else kind

    def _meant(self, spelling: str, token: str) -> Any:
        """A thing of the world; "User" for a person's own node."""
        state, known = self._world.state, self._world.tokens.called(token)
        if spelling == "me" and known is not None:
            return state.accounts[known.account] if known.account else "User"
        elsewhere = {each.comment for each in self._world.mentions.rows.values()}
        return "Comment" if spelling in elsewhere else state.found(spelling) or "nothing"

    def _kind_of(self, thing: Any) -> str:
        if isinstance(thing, Media):
            return _MEDIA[thing.kind]
        account = thing if isinstance(thing, Account) else self._world.state.accounts[thing.account]
        is_page = account.platform is Platform.FACEBOOK
        return (_PAGES if is_page else _ACCOUNTS).get(type(thing), "PagePost" if is_page else "IGMedia")


def _text(body: object) -> str:
    return body.decode() if isinstance(body, bytes) else str(body or "")
