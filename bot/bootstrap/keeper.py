"""How is one token looked at, kept and renewed? Secrets and Meta's calls put together."""

from dataclasses import dataclass
from datetime import datetime

from bot.accounts.endings import LIFE
from bot.accounts.facts import Facts, TokenNote, mark_of, note_from, note_name
from bot.accounts.tokens import PAGE, has_own_token, token_name
from bot.accounts.watcher import Examined
from bot.config import Config, Found, Place, Secret, Secrets
from bot.errors import (
    InputError,
    PermissionRefused,
    PlatformError,
    PlatformUnavailable,
    Throttled,
    TokenRefused,
)
from bot.model import Account, PlatformName
from bot.platforms.graph.oauth import Exchanged, Explained, Identity, PageOffer
from bot.platforms.tokens import App, AppRefused, TokenOffice
from bot.ports import Clock

NO_APP = "only part of it could be asked: the secrets app-id and app-secret are missing"
APP_REFUSED = "only part of it could be asked: Meta refuses app-id or app-secret"
NO_LIFE = "Instagram doesn't tell when the token ends or what it may do"


def app_of(secrets: Secrets) -> App:
    """The app's credentials, as far as they are there."""
    app_id = secrets.find("app-id")
    return App(
        id=app_id.reveal() if app_id else None,
        secret=secrets.find("app-secret"),
        instagram_secret=secrets.find("instagram-app-secret"),
    )


def keeper_of(config: Config, secrets: Secrets, clock: Clock, app: App | None = None) -> "TokenKeeper":
    """The keeper of this configuration's tokens; `app` where its credentials were just typed in."""
    return TokenKeeper(config=config, secrets=secrets, clock=clock, app=app or app_of(secrets))


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenKeeper:
    """Everything that is done with the tokens of one configuration."""

    config: Config
    secrets: Secrets
    clock: Clock
    app: App

    @property
    def office(self) -> TokenOffice:
        """Meta's counter for tokens, as the settings say."""
        seconds = self.config.graph.timeout_seconds
        return TokenOffice(
            base_url=self.config.graph.base_url,
            instagram_base_url=self.config.graph.instagram_base_url,
            version=self.config.graph.version,
            app=self.app,
            timeout=(min(10.0, seconds), seconds),
        )

    def examine(self, account: Account) -> Examined:
        """All about an account's token. Raises `PlatformUnavailable` or `Throttled` when Meta doesn't answer."""
        found = self.secrets.locate(token_name(account))
        if found is None:
            return Examined(account=account, where="", facts=Facts())
        facts = self.facts(account, found.secret, found=found)
        return Examined(account=account, where=found.where, facts=facts, is_renewable=found.place.is_writable)

    def facts(self, account: Account, token: Secret, *, found: Found | None = None) -> Facts:
        """What can be found out about a token, stored (`found`) or not."""
        note = self._note(account, token)
        try:
            if has_own_token(account):
                return self._instagram_facts(token, note, found)
            return self._facebook_facts(account, token, note)
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

    def note(self, token: Secret, *, made: Exchanged | None = None, offer: PageOffer | None = None) -> TokenNote:
        """The note on a new token."""
        now = self.clock.now()
        return TokenNote(
            mark=mark_of(token.reveal()),
            issued_at=now,
            expires_at=now + made.lives if made and made.lives else None,
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
        made = self.office.instagram_refreshed(found.secret)
        return self.keep(account, made.token, found.place, self.note(made.token, made=made))

    def _note(self, account: Account, token: Secret) -> TokenNote | None:
        written = self.secrets.find(note_name(token_name(account)))
        return None if written is None else note_from(written.reveal(), token.reveal())

    def _facebook_facts(self, account: Account, token: Secret, note: TokenNote | None) -> Facts:
        told, caveat = _told(self.office, token)
        opened, refused = None, ""
        if told is None or told.is_valid:
            opened, refused = self._opened(account, token, told)
        return Facts(
            told=told,
            opened=opened,
            refused=refused,
            caveat=caveat,
            expires_at=told.expires_at if told else None,
            issued_at=(told.issued_at if told else None) or (note.issued_at if note else None),
            tasks=note.tasks if note and note.tasks else None,
        )

    def _opened(self, account: Account, token: Secret, told: Explained | None) -> tuple[Identity | None, str]:
        """What the token opens, or why Meta opens nothing with it (as when its access to data has ended)."""
        is_linked = account.platform is PlatformName.INSTAGRAM and (told is None or told.type == PAGE)
        try:
            return self.office.identity(token, linked_to=account.external_id if is_linked else ""), ""
        except PermissionRefused as error:
            return None, f"Meta opens nothing with it: {error.message}"

    def _instagram_facts(self, token: Secret, note: TokenNote | None, found: Found | None) -> Facts:
        issued = note.issued_at if note else _written_at(found)
        return Facts(
            opened=self.office.instagram_identity(token),
            caveat=NO_LIFE if note is None and found is not None else "",
            issued_at=issued,
            expires_at=note.expires_at if note and note.expires_at else (issued + LIFE if issued else None),
        )


def _told(office: TokenOffice, token: Secret) -> tuple[Explained | None, str]:
    """What debug_token says, and what has to be said about the asking."""
    if office.app.token is None:
        return office.explained_by_itself(token), NO_APP
    try:
        return office.explained_by_app(token), ""
    except AppRefused:
        return office.explained_by_itself(token), APP_REFUSED


def _written_at(found: Found | None) -> datetime | None:
    """When the file of a token was written: the best that is known of its age. Systemd's copies tell nothing."""
    return found.changed_at if found is not None and found.place is Place.DIRECTORY else None
