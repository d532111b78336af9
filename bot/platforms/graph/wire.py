"""How does one HTTP exchange go, bounded in time and size, without a secret or an address in any error?"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Protocol

import requests
from requests.auth import AuthBase

from bot import VERSION
from bot.errors import PlatformUnavailable, TokenRefused
from bot.platforms.graph.deadline import Deadline, PunctualAdapter
from bot.platforms.graph.faults import TooMuchAsked

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """An answer as it came, after so many seconds; `headers` have lower-case names."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much of an answer we take, and how many seconds the whole exchange may last."""

    most_bytes: int
    seconds: float


class Secretive(Protocol):
    """A secret that prints as dots; `bot.config` has one."""

    def reveal(self) -> str:
        """The secret itself."""
        ...


def revealed(secret: str | Secretive) -> str:
    """The secret itself, whichever form it was handed in."""
    return secret if isinstance(secret, str) else secret.reveal()


def usable(token: str) -> str:
    """The token, if it can be one. Raises `TokenRefused`, without quoting it."""
    if not token or not all("!" <= sign <= "~" for sign in token):
        raise TokenRefused("the access token is empty or holds signs that no token has: copy it again")
    return token


class Bearer(AuthBase):
    """Puts the token into the Authorization header, the only place it ever goes; never shows it.

    Being an `auth` of requests it also keeps a .netrc file from replacing that header.
    """

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = "Bearer " + usable(self._token)
        return request

    def __repr__(self) -> str:
        return "Bearer(…)"


class Nobody(AuthBase):
    """Sends no credentials at all, not even those of a .netrc file."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """One session and its bounds; `timeout` is (connect, silence) in seconds; `deadline` is the session's own."""

    session: requests.Session
    timeout: tuple[float, float]
    deadline: Deadline

    def get(self, url: str, params: Mapping[str, str], auth: AuthBase, *, bounds: Bounds) -> Raw:
        """Read an address once. Redirects are not followed."""
        return self._exchange("GET", url, params=params, form=None, auth=auth, bounds=bounds)

    def post(self, url: str, form: Mapping[str, str], auth: AuthBase, *, bounds: Bounds) -> Raw:
        """Send a form once. Redirects are not followed."""
        return self._exchange("POST", url, params=None, form=form, auth=auth, bounds=bounds)

    def delete(self, url: str, params: Mapping[str, str], auth: AuthBase, *, bounds: Bounds) -> Raw:
        """Delete what is there, once, with the parameters in the query as Meta's own SDK does. No redirects."""
        return self._exchange("DELETE", url, params=params, form=None, auth=auth, bounds=bounds)

    def _exchange(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None,
        form: Mapping[str, str] | None,
        auth: AuthBase,
        bounds: Bounds,
    ) -> Raw:
        """Raises `PlatformUnavailable` when no whole answer came in time, `TooMuchAsked` for too many bytes."""
        self.deadline.begin(bounds.seconds)
        try:
            with self.session.request(
                method,
                url,
                params=params,
                data=form,
                auth=auth,
                timeout=self.timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                body = _bounded(response, bounds.most_bytes, self.deadline)
                headers = {name.lower(): value for name, value in response.headers.items()}
                seconds = self.deadline.spent()
                return Raw(status=response.status_code, headers=headers, body=body, seconds=seconds)
        except (OSError, ValueError) as error:
            kind = type(error).__name__
        # Raised outside the except block: the cause would carry the address with its appsecret_proof and the header.
        raise PlatformUnavailable("no answer from the platform", cause=kind, method=method)


def session_of(deadline: Deadline, *, is_loopback: bool) -> requests.Session:
    """A session that keeps `deadline`, but no cookies. Proxies and certificates: the system's, save on the loopback."""
    session = requests.Session()
    for scheme in ("https://", "http://"):
        session.mount(scheme, PunctualAdapter(deadline))
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = f"page-monitor/{VERSION}"
    session.trust_env = not is_loopback
    return session


def hide_queries() -> None:
    """Keep queries, and with them the appsecret_proof, out of what urllib3 logs. May be called again.

    It logs the address of every call at DEBUG, and of an answer with broken headers the address and the headers as a
    warning.
    """
    for name in ("urllib3.connection", "urllib3.connectionpool", "urllib3.util.retry"):
        logging.getLogger(name).addFilter(_without_queries)


def _without_queries(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(_unquestioned(each) for each in record.args)
    record.exc_info = None
    return True


def _unquestioned(value: object) -> object:
    if isinstance(value, BaseException):
        return type(value).__name__
    return re.sub(r"\?\S*", "?…", str(value)) if "?" in str(value) else value


def _bounded(response: requests.Response, most_bytes: int, deadline: Deadline) -> bytes:
    """The body. The clock is looked at here as well, for sessions that aren't ours (see `deadline.py`)."""
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        deadline.left()
        body += chunk
        if len(body) > most_bytes:
            raise TooMuchAsked("the answer is larger than we take", most_bytes=most_bytes)
    return bytes(body)
