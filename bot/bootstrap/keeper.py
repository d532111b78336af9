"""How is one token looked at, kept and renewed? Secrets and Meta's calls put together."""

import logging
from dataclasses import dataclass, replace

from bot.accounts.endings import LIFE
from bot.accounts.facts import Facts, TokenNote, Told, mark_of, note_from, note_name
from bot.accounts.tokens import has_own_token, token_name
from bot.accounts.watcher import Examined, Known
from bot.bootstrap.platforms import Limiters
from bot.bootstrap.token_facts import facebook_facts, instagram_facts, written_at
from bot.config import Config, Found, Place, Secret, Secrets
from bot.errors import (
    ConfigError,
    InputError,
    PlatformError,
    PlatformUnavailable,
    Throttled,
    TokenRefused,
)
from bot.model import Account
from bot.platforms.graph.oauth import Exchanged, PageOffer
from bot.platforms.tokens import App, TokenOffice
from bot.ports import Clock

log = logging.getLogger(__name__)

APP_SECRETS = ("app-id", "app-secret", "instagram-app-secret")


def app_of(secrets: Secrets) -> App:
    """The app's credentials, as far as they are there and can be read."""
    app_id, secret, instagram_secret = (_readable(secrets, name) for name in APP_SECRETS)
    return App(id=app_id.reveal() if app_id else None, secret=secret, instagram_secret=instagram_secret)


def _readable(secrets: Secrets, name: str) -> Secret | None:
    """A secret without which less can be asked; one that can't be read is no reason to ask nothing."""
    try:
        return secrets.find(name)
    except ConfigError:
        log.warning("secret_not_read name=%s", name)
        return None


def keeper_of(
    config: Config, secrets: Secrets, clock: Clock, *, app: App | None = None, limiters: Limiters | None = None
) -> "TokenKeeper":
    """The keeper of this configuration's tokens; `app` where its credentials were just typed in, `limiters` where what
    is known of Meta's allowances outlives the keeper.
    """
    return TokenKeeper(
        config=config,
        secrets=secrets,
        clock=clock,
        app=app or app_of(secrets),
        limiters=limiters or Limiters(None, clock),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenKeeper:
    """Everything that is done with the tokens of one configuration."""

    config: Config
    secrets: Secrets
    clock: Clock
    app: App
    limiters: Limiters

    @property
    def office(self) -> TokenOffice:
        """Meta's counter for tokens, as the settings say. For a person's token, whose allowance nobody else uses."""
        seconds = self.config.graph.timeout_seconds
        return TokenOffice(
            base_url=self.config.graph.base_url,
            instagram_base_url=self.config.graph.instagram_base_url,
            version=self.config.graph.version,
            app=self.app,
            timeout=(min(10.0, seconds), seconds),
        )

    def office_for(self, account: Account, token: Secret) -> TokenOffice:
        """The same for the token of an account: nothing is asked while its allowance is used up."""
        return replace(self.office, gate=self.limiters.gate(account, token))

    def known(self, account: Account) -> Known | None:
        """What can be said of an account's token without asking anybody; None when it stands nowhere."""
        found = self.secrets.locate(token_name(account))
        if found is None:
            return None
        note = self._note(account, found.secret)
        issued = note.issued_at if note else written_at(found)
        ends = note.expires_at if note else None
        if ends is None and issued is not None and has_own_token(account):
            ends = issued + LIFE
        facts = Facts(issued_at=issued, expires_at=ends, access_ends=note.access_ends if note else None)
        return Known(mark=mark_of(found.secret.reveal()), facts=facts)

    def examine(self, account: Account) -> Examined:
        """All about an account's token. Raises `PlatformUnavailable` or `Throttled` when Meta doesn't answer, or may
        not be asked now.
        """
        found = self.secrets.locate(token_name(account))
        if found is None:
            return Examined(account=account, where="", facts=Facts())
        facts = self.facts(account, found.secret, found=found)
        return Examined(account=account, where=found.where, facts=facts, is_renewable=found.place.is_writable)

    def facts(self, account: Account, token: Secret, *, found: Found | None = None) -> Facts:
        """What can be found out about a token, stored (`found`) or not."""
        note, office = self._note(account, token), self.office_for(account, token)
        try:
            if has_own_token(account):
                return instagram_facts(office, token, note, found)
            return facebook_facts(office, account, token, note)
        except TokenRefused as error:
            return Facts(refused=error.message)
        except (PlatformUnavailable, Throttled):
            raise
        except PlatformError as error:
            return Facts(refused=f"Meta opens nothing with it: {error.message}")

    def keep(self, account: Account, token: Secret, place: Place, note: TokenNote) -> str:
        """Store an account's token with a note on it; answers where it is now. Raises `ConfigError`."""
        where = self.secrets.keep(token_name(account), token.reveal(), place)
        self.secrets.keep(note_name(token_name(account)), note.spelt(), place)
        return where

    def note(
        self,
        token: Secret,
        *,
        made: Exchanged | None = None,
        offer: PageOffer | None = None,
        told: Told | None = None,
    ) -> TokenNote:
        """The note on a new token: `told` is what debug_token said of it, `made` how it was exchanged."""
        now = self.clock.now()
        ends = told.expires_at if told else None
        return TokenNote(
            mark=mark_of(token.reveal()),
            issued_at=now,
            expires_at=now + made.lives if made and made.lives else ends,
            access_ends=told.data_access_ends if told else None,
            tasks=offer.tasks if offer else frozenset(),
        )

    def renew(self, account: Account) -> str:
        """Renew an Instagram-Login token where it stands; answers where. Raises `InputError` or `PlatformError`."""
        if not has_own_token(account):
            raise InputError(f"{account.id}: the token of a Facebook page isn't renewed; make a new one by `token add`")
        found = self.secrets.locate(token_name(account))
        if found is None:
            raise InputError(
                f"{account.id}: there is no token to renew; page-monitor token add --instagram {account.id}"
            )
        if not found.place.is_writable:
            raise InputError(f"{account.id}: the token stands in {found.where}, which can't be written from here")
        made = self.office_for(account, found.secret).instagram_refreshed(found.secret)
        return self.keep(account, made.token, found.place, self.note(made.token, made=made))

    def _note(self, account: Account, token: Secret) -> TokenNote | None:
        written = _readable(self.secrets, note_name(token_name(account)))
        return None if written is None else note_from(written.reveal(), token.reveal())
