"""What was asked? One call of the Graph API, read from wherever a client may have put its parts."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from bot.simulator.graph.errors import parameter

VERSION = "v26.0"
SECRETS = ("access_token", "appsecret_proof")
INSTAGRAM_HOST = "graph.instagram.com"
ELSEWHERE = "https://elsewhere.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`path` has no version and no empty segments; `params` joins query, form and JSON body.

    `token_in_query` decides whether `paging.next` carries the token, as at Meta. `base` is the address of the world;
    `prefix` is the path under which graph.instagram.com is played, empty for graph.facebook.com. `quirks` are the
    misfortunes that the lists themselves must know of.
    """

    method: str
    path: tuple[str, ...]
    params: Mapping[str, str]
    base: str
    version: str = VERSION
    token: str | None = None
    token_in_query: bool = False
    is_conditional: bool = False
    quirks: frozenset[str] = frozenset()
    prefix: str = ""

    @property
    def route(self) -> str:
        return f"{self.prefix}/" + "/".join(self.path)

    @property
    def is_instagram_login(self) -> bool:
        return bool(self.prefix)

    def says(self, name: str) -> bool:
        """A boolean parameter as Meta reads it: any case, 1 or 0; absent is false."""
        return name in self.params and truth(name, self.params[name])

    def without(self, *names: str) -> "Call":
        kept = {name: text for name, text in self.params.items() if name not in names}
        return replace(self, params=kept)

    def address(self, path: str, params: Mapping[str, str]) -> str:
        """The absolute address of an edge, with the token only when it came in the query."""
        token = {"access_token": self.token} if self.token_in_query and self.token else {}
        base = ELSEWHERE if "next_on_another_host" in self.quirks else f"{self.base}{self.prefix}"
        return f"{base}/{self.version}/{path}?{urlencode({**token, **params})}"


def read(
    method: str,
    path: str,
    query: Mapping[str, str],
    form: Mapping[str, str],
    body: bytes,
    headers: Mapping[str, str],
    base: str,
) -> Call:
    """Make a Call of the parts of an HTTP request. Raises GraphError 100 for a body that is not what it says it is."""
    sent = {name.lower(): text for name, text in headers.items()}
    params = {**query, **form}
    if "json" in sent.get("content-type", "") and body.strip():
        params |= _json_params(body)
    segments = tuple(part for part in path.split("/") if part)
    prefix, version = "", VERSION
    if segments[:1] == (INSTAGRAM_HOST,):
        prefix, segments = f"/{INSTAGRAM_HOST}", segments[1:]
    if segments and re.fullmatch(r"v\d+\.\d+", segments[0]):
        version, segments = segments[0], segments[1:]
    if method == "POST" and "method" in params:
        method = params["method"].upper()
    return Call(
        method=method,
        path=segments,
        params=params,
        base=base.rstrip("/"),
        version=version,
        token=_token(params, sent),
        token_in_query="access_token" in query,
        is_conditional="if-none-match" in sent,
        prefix=prefix,
    )


def relative(call: Call, method: str, address: str, body: str, token: str | None) -> Call:
    """One item of a batch, as a call of its own."""
    path, _, query = address.partition("?")
    asked = dict(parse_qsl(query, keep_blank_values=True))
    form = dict(parse_qsl(body, keep_blank_values=True))
    inner = read(method.upper(), path, asked, form, b"", {}, call.base)
    own = asked.get("access_token") or form.get("access_token") or token or call.token
    # A proof belongs to a token: that of the batch says nothing about an item's own.
    shared = ("appsecret_proof",) if own == call.token else ()
    proof = {name: call.params[name] for name in shared if name in call.params}
    return replace(inner, token=own, params={**proof, **inner.params}, token_in_query=False, prefix=call.prefix)


def truth(name: str, text: str) -> bool:
    """Read True, true, 1 and False, false, 0; anything else is refused. Source: the wire formats of known clients."""
    lowered = text.strip().lower()
    if lowered in ("true", "1"):
        return True
    if lowered in ("false", "0"):
        return False
    raise parameter(f"Param {name} must be a boolean")


def _json_params(body: bytes) -> dict[str, str]:
    try:
        value = json.loads(body)
    except ValueError as fault:
        raise parameter("The request body is not valid JSON") from fault
    if not isinstance(value, dict):
        raise parameter("The request body must be a JSON object")
    return {str(name): _spelt(item) for name, item in value.items()}


def _spelt(item: object) -> str:
    return item if isinstance(item, str) else json.dumps(item)


def _token(params: Mapping[str, str], headers: Mapping[str, str]) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    return params.get("access_token") or None
