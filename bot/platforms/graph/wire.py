"""How does one HTTP exchange go, bounded in time and size, without a secret or an address in any error?"""

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Protocol

import requests
from requests.auth import AuthBase

from bot import VERSION
from bot.errors import PlatformUnavailable, TokenRefused
from bot.platforms.graph.faults import TooMuchAsked

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """An answer as it came; `headers` have lower-case names."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Secretive(Protocol):
    """A secret that prints as dots; `bot.config` has one."""

    def reveal(self) -> str:
        """The secret itself."""
        ...


def revealed(secret: str | Secretive) -> str:
    """The secret itself, whichever form it was handed in."""
    return secret if isinstance(secret, str) else secret.reveal()


class Bearer(AuthBase):
    """Puts the token into the Authorization header, the only place it ever goes; never shows it.

    Being an `auth` of requests it also keeps a .netrc file from replacing that header.
    """

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if not self._token or not all("!" <= sign <= "~" for sign in self._token):
            raise TokenRefused("the access token is empty or holds signs that no token has: copy it again")
        request.headers["Authorization"] = "Bearer " + self._token
        return request

    def __repr__(self) -> str:
        return "Bearer(…)"


class Nobody(AuthBase):
    """Sends no credentials at all, not even those of a .netrc file."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """One session and its bounds; `timeout` is (connect, silence) in seconds."""

    session: requests.Session
    timeout: tuple[float, float]

    def get(self, url: str, params: Mapping[str, str], auth: AuthBase, *, most_bytes: int) -> Raw:
        """Read an address once. Redirects are not followed."""
        return self._exchange("GET", url, params=params, form=None, auth=auth, most_bytes=most_bytes)

    def post(self, url: str, form: Mapping[str, str], auth: AuthBase, *, most_bytes: int) -> Raw:
        """Send a form once. Redirects are not followed."""
        return self._exchange("POST", url, params=None, form=form, auth=auth, most_bytes=most_bytes)

    def _exchange(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, str] | None,
        form: Mapping[str, str] | None,
        auth: AuthBase,
        most_bytes: int,
    ) -> Raw:
        """Raises `PlatformUnavailable` when no answer came, `TooMuchAsked` when it passes `most_bytes`."""
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
                body = _bounded(response, most_bytes)
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Raw(status=response.status_code, headers=headers, body=body)
        except (OSError, ValueError) as error:
            kind = type(error).__name__
        # Raised outside the except block: the cause would carry the address with its appsecret_proof and the header.
        raise PlatformUnavailable("no answer from the platform", cause=kind, method=method)


def session_of(*, is_loopback: bool) -> requests.Session:
    """A session that keeps no cookies. Proxies and certificates are the system's, except on the loopback."""
    session = requests.Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = f"page-monitor/{VERSION}"
    session.trust_env = not is_loopback
    return session


def _bounded(response: requests.Response, most_bytes: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > most_bytes:
            raise TooMuchAsked("the answer is larger than we take", most_bytes=most_bytes)
    return bytes(body)
