"""Which tokens are looked at, at the start and daily? The checks that the service makes by itself."""

import logging
from collections.abc import Sequence

from bot.accounts.tokens import judge_token, token_name
from bot.accounts.watcher import Look, TokenWatcher
from bot.bootstrap.keeper import APP_SECRETS, TokenKeeper, app_of, keeper_of
from bot.bootstrap.platforms import Limiters
from bot.bootstrap.remembered import quotas_of
from bot.config import Config, Secrets, SystemClock
from bot.errors import ConfigError, PlatformUnavailable, Throttled
from bot.model import Account, PlatformName
from bot.platforms.graph.oauth import Exchanged, PageOffer
from bot.platforms.tokens import App
from bot.ports import Clock, Store

log = logging.getLogger(__name__)


MOST_SILENCES = 2
"""After so many accounts in a row without any answer the network counts as gone."""


def accounts_with_tokens(config: Config, secrets: Secrets) -> list[Account]:
    """The watched accounts, and others that have a token, also one that can't be read."""
    return [account for account in config.accounts if _is_looked_after(account, secrets)]


def watch_tokens(
    config: Config,
    secrets: Secrets,
    store: Store,
    clock: Clock,
    *,
    looks: dict[str, Look] | None = None,
    limiters: Limiters | None = None,
) -> None:
    """The look at every token: renews what Instagram lets us renew, opens and settles notices. Never raises for one
    account's trouble.

    To be called hourly with the same `looks`, which it fills: then it asks Meta daily, and oftener only where Meta did
    not answer or something is wrong. `limiters` are those of the service's own calls; else the index is asked what is
    known of the allowances.
    """
    keeper = keeper_of(config, secrets, clock, limiters=limiters or Limiters(store.quotas, clock))
    watcher = TokenWatcher(
        examine=keeper.examine,
        known=keeper.known,
        renew=keeper.renew,
        notices=store.notices,
        clock=clock,
        looks={} if looks is None else looks,
    )
    watcher.watch(accounts_with_tokens(config, secrets))


def refuse_user_tokens(config: Config, secrets: Secrets, clock: Clock | None = None) -> None:
    """Raise `ConfigError` naming every account whose token is demonstrably not its own: with a person's token Meta
    answers 200 and lists nothing. What can't be asked is no fault: without network the service starts all the same.
    """
    now = clock or SystemClock()
    with quotas_of(config) as quotas:
        keeper = keeper_of(config, secrets, now, limiters=Limiters(quotas, now))
        faults = _wrong_tokens(keeper, config.watched)
    if faults:
        raise ConfigError(faults)


def _wrong_tokens(keeper: TokenKeeper, accounts: Sequence[Account]) -> list[str]:
    """What is wrong, a line each. One page that is throttled or silent says nothing about the others."""
    faults: list[str] = []
    silences = 0
    for account in accounts:
        try:
            examined = keeper.examine(account)
        except (PlatformUnavailable, Throttled) as error:
            log.warning("token_not_checked account=%s cause=%s", account.id, type(error).__name__)
            silences = silences + 1 if isinstance(error, PlatformUnavailable) else 0
            if silences >= MOST_SILENCES:
                return faults
            continue
        silences = 0
        remarks = judge_token(account, examined.facts, keeper.clock.now()) if examined.where else ()
        faults += [f"token of {account.id}: {r.what}; {r.remedy}" for r in remarks if r.is_wrong_token]
    return faults


def _is_looked_after(account: Account, secrets: Secrets) -> bool:
    if account.platform is PlatformName.X:
        return False
    try:
        return account.watched or secrets.find(token_name(account)) is not None
    except ConfigError:  # a file that can't be read: the watcher tells it
        return True


__all__ = [
    "APP_SECRETS",
    "App",
    "Exchanged",
    "Limiters",
    "PageOffer",
    "TokenKeeper",
    "accounts_with_tokens",
    "app_of",
    "keeper_of",
    "quotas_of",
    "refuse_user_tokens",
    "watch_tokens",
]
