"""Which tokens are looked at, at the start and daily? The checks that the service makes by itself."""

import logging

from bot.accounts.tokens import judge_token, token_name
from bot.accounts.watcher import TokenWatcher
from bot.bootstrap.keeper import TokenKeeper, app_of, keeper_of
from bot.config import Config, Secrets, SystemClock
from bot.errors import ConfigError, PlatformUnavailable, Throttled
from bot.model import Account, PlatformName
from bot.platforms.graph.oauth import Exchanged, PageOffer
from bot.platforms.tokens import App
from bot.ports import Clock, Store

log = logging.getLogger(__name__)


def accounts_with_tokens(config: Config, secrets: Secrets) -> list[Account]:
    """The watched accounts, and others that have a token. Raises `ConfigError` for one that can't be read."""
    return [
        account
        for account in config.accounts
        if account.platform is not PlatformName.X and (account.watched or secrets.find(token_name(account)))
    ]


def watch_tokens(config: Config, secrets: Secrets, store: Store, clock: Clock) -> None:
    """The daily look at every token: renews what Instagram lets us renew, opens and settles notices. Never raises for
    one account's trouble.
    """
    keeper = keeper_of(config, secrets, clock)
    watcher = TokenWatcher(examine=keeper.examine, renew=keeper.renew, notices=store.notices, clock=clock)
    watcher.watch([account for account in config.accounts if _is_looked_after(account, secrets)])


def refuse_user_tokens(config: Config, secrets: Secrets, clock: Clock | None = None) -> None:
    """Raise `ConfigError` naming every account whose token is demonstrably not its own: with a person's token Meta
    answers 200 and lists nothing. What can't be asked is no fault: without network the service starts all the same.
    """
    keeper = keeper_of(config, secrets, clock or SystemClock())
    faults = []
    for account in config.watched:
        try:
            examined = keeper.examine(account)
        except (PlatformUnavailable, Throttled) as error:
            log.warning("tokens_not_checked from=%s cause=%s", account.id, type(error).__name__)
            break
        remarks = judge_token(account, examined.facts, keeper.clock.now()) if examined.where else ()
        faults += [f"token of {account.id}: {r.what}; {r.remedy}" for r in remarks if r.is_wrong_token]
    if faults:
        raise ConfigError(faults)


def _is_looked_after(account: Account, secrets: Secrets) -> bool:
    if account.platform is PlatformName.X:
        return False
    try:
        return account.watched or secrets.find(token_name(account)) is not None
    except ConfigError:  # a file that can't be read: the watcher tells it
        return True


__all__ = [
    "App",
    "Exchanged",
    "PageOffer",
    "TokenKeeper",
    "accounts_with_tokens",
    "app_of",
    "keeper_of",
    "refuse_user_tokens",
    "watch_tokens",
]
