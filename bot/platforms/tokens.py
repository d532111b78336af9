"""How does Meta exchange, list and explain tokens? The calls of `page-monitor token` and of the daily check.

Two of these calls carry a secret in the query of a GET, because that is the only documented form: `debug_token`
(`input_token`) and the exchanges (`client_secret`, `fb_exchange_token`). Over https nobody on the way sees a query; our
own logs and errors never hold an address, and queries are kept out of the HTTP library's (`wire.hide_queries`).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import requests

from bot.config import Secret
from bot.errors import PermissionRefused, PlatformError, PlatformUnavailable, RequestRefused, TokenRefused
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.limiter import Gate
from bot.platforms.graph.oauth import (
    OTHER_APP,
    Exchanged,
    Explained,
    Identity,
    PageOffer,
    exchange,
    explanation,
    offer,
    own_id,
)
from bot.platforms.graph.reading import inner, node_of, rows_of, words

INSTAGRAM_REFUSES = (
    "Instagram refuses: only a short-lived token can be exchanged, and only a long-lived one, 24 hours old or more "
    "and not expired can be renewed"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The Meta app's own credentials, as far as they are known. Instagram Login has a secret of its own."""

    id: str | None = None
    secret: Secret | None = None
    instagram_secret: Secret | None = None

    @property
    def token(self) -> Secret | None:
        """The app access token, with which debug_token is asked."""
        return Secret(f"{self.id}|{self.secret.reveal()}") if self.id and self.secret else None


class AppRefused(RequestRefused):
    """Meta does not take the app id and app secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenOffice:
    """Meta's counter for tokens. Every method raises `PlatformError`; no error carries a token or a text of Meta's.

    `gate` is that of the token that is asked about: while it is blocked nothing leaves (`Throttled`).
    """

    base_url: str
    instagram_base_url: str
    version: str
    app: App
    timeout: tuple[float, float]
    gate: Gate | None = None
    session: requests.Session | None = None
    sleep: Callable[[float], None] = time.sleep

    def exchanged(self, short: Secret) -> Exchanged:
        """A long-lived token of the person (60 days) for a short-lived one. Needs the app's id and secret."""
        if not self.app.id or self.app.secret is None:
            raise RequestRefused("the app id and app secret are needed to exchange a token")
        try:
            answer = self._facebook(short).read(
                "oauth/access_token",
                grant_type="fb_exchange_token",
                client_id=self.app.id,
                client_secret=self.app.secret.reveal(),
                fb_exchange_token=short.reveal(),
            )
        except (RequestRefused, PlatformUnavailable) as error:
            raise _exchange_refused(error) from None
        return exchange(node_of(answer.json))

    def offers(self, person: Secret) -> list[PageOffer]:
        """Every page on which the person has a task, once, with the page's own token. Meta may list one twice, as when
        a role on it comes through a business as well.
        """
        fields = "id,name,access_token,tasks,instagram_business_account"
        answers = self._facebook(person).pages("me/accounts", limit=100, fields=fields)
        rows = [row for answer in answers for row in rows_of(node_of(answer.json).get("data"))]
        found: dict[str, PageOffer] = {}
        for each in (each for row in rows for each in offer(row)):
            found.setdefault(each.id, each)
        return list(found.values())

    def explained_by_app(self, token: Secret) -> Explained:
        """What debug_token says of a token when the app asks. Raises `AppRefused` when the app itself is refused."""
        asker = self.app.token
        if asker is None:
            raise AppRefused("app id and app secret aren't known")
        try:
            return self._explained(token, asker)
        except (TokenRefused, PermissionRefused, RequestRefused) as error:
            reason = "Meta refuses the app id or app secret"
            more = f", or {OTHER_APP}" if error.code == 100 else ""
            raise AppRefused(f"{reason}{more}", code=error.code) from None

    def explained_by_itself(self, token: Secret) -> Explained | None:
        """What debug_token says when the token itself asks; None when Meta lets only the app ask."""
        try:
            return self._explained(token, token)
        except (PermissionRefused, RequestRefused):
            return None

    def identity(self, token: Secret, *, linked_to: str = "") -> Identity:
        """What a token of graph.facebook.com opens. Where that isn't `linked_to` (the number of an Instagram account),
        it is asked as well which Instagram account is linked to it.
        """
        client = self._facebook(token)
        me = node_of(client.read("me", fields="id,name").json)
        linked = self._linked(client) if linked_to and own_id(me) != linked_to else None
        return Identity(id=own_id(me), name=words(me.get("name")) or "", instagram_id=linked)

    def _linked(self, client: GraphClient) -> str | None:
        try:
            me = client.read("me", fields="instagram_business_account").json
        except RequestRefused:  # a person has no such field
            return None
        return words(inner(me, "instagram_business_account").get("id"))

    def instagram_identity(self, token: Secret) -> Identity:
        """The account a token of Instagram Login opens. `user_id` counts: `id` is another one for each app."""
        me = node_of(self._instagram(token).read("me", fields="user_id,username").json)
        return Identity(id=words(me.get("user_id")) or own_id(me), name=words(me.get("username")) or "")

    def instagram_exchanged(self, short: Secret) -> Exchanged:
        """A long-lived token of Instagram Login (60 days) for a short-lived one. Needs the Instagram app secret."""
        if self.app.instagram_secret is None:
            raise RequestRefused("the Instagram app secret is needed to exchange a token")
        return self._instagram_made(
            short, "access_token", grant_type="ig_exchange_token", client_secret=self.app.instagram_secret.reveal()
        )

    def instagram_refreshed(self, token: Secret) -> Exchanged:
        """The same token with 60 more days; it has to be at least 24 hours old and not expired."""
        return self._instagram_made(token, "refresh_access_token", grant_type="ig_refresh_token")

    def _instagram_made(self, token: Secret, path: str, **params: str) -> Exchanged:
        client = self._instagram(token)
        try:
            try:
                answer = client.read(path, **params)
            except (RequestRefused, TokenRefused):
                # Documented is the token in the query; whether these two calls take it from the header isn't. One that
                # overlooks the header says that a token is missing (code 104).
                answer = client.read(path, **params, access_token=token.reveal())
        except RequestRefused as error:
            raise RequestRefused(INSTAGRAM_REFUSES, code=error.code) from None
        except PlatformUnavailable as error:
            raise _exchange_refused(error) from None
        return exchange(node_of(answer.json))

    def _explained(self, token: Secret, asker: Secret) -> Explained:
        answer = self._facebook(asker).read("debug_token", input_token=token.reveal())
        return explanation(inner(answer.json, "data"))

    def _facebook(self, token: Secret) -> GraphClient:
        return self._client(self.base_url, token, self.app.secret)

    def _instagram(self, token: Secret) -> GraphClient:
        return self._client(self.instagram_base_url, token, self.app.instagram_secret)

    def _client(self, base_url: str, token: Secret, app_secret: Secret | None) -> GraphClient:
        return GraphClient(
            base_url=base_url,
            version=self.version,
            token=token,
            app_secret=app_secret,
            session=self.session,
            gate=self.gate,
            timeout=self.timeout,
            sleep=self.sleep,
        )


def _exchange_refused(error: PlatformError) -> PlatformError:
    """Meta answers a wrong app secret, or a token of the wrong kind, with code 1, which elsewhere means "try again"."""
    if error.code == 101:
        return AppRefused("Meta doesn't know this app id", code=error.code)
    if error.code == 1:
        return AppRefused("Meta refuses the exchange: wrong app secret, or another kind of token", code=error.code)
    return error
