"""Which way leads to which account? Clients, tokens that may be renewed meanwhile, and one limiter for each token."""

from collections.abc import Callable, Mapping

from bot.bootstrap.parts import ById
from bot.config import Config, Secret, Secrets
from bot.errors import ConfigError
from bot.model import Account, Login, PlatformName
from bot.platforms.facebook import FacebookPage
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.limiter import Gate, Limiter
from bot.platforms.graph.remarks import Once
from bot.platforms.instagram import InstagramAccount
from bot.ports import Clock, Platform, Quotas

BUCKETS = {PlatformName.FACEBOOK: "pages", PlatformName.INSTAGRAM: "instagram"}


class Limiters:
    """One limiter for each token, however many accounts and clients share it. Named after the first account."""

    def __init__(self, quotas: Quotas | None, clock: Clock) -> None:
        self._quotas = quotas
        self._clock = clock
        self.once = Once()
        # The app's limit concerns all its tokens: one of them hears of it, and all stay away.
        self._app = Limiter("the app", quotas=quotas, clock=clock)
        self._made: dict[str, Limiter] = {}

    def gate(self, account: Account, token: Secret) -> Gate:
        """The way to Meta for one account's calls."""
        key = token.reveal()
        if key not in self._made:
            self._made[key] = Limiter(account.id, quotas=self._quotas, clock=self._clock)
        return self._made[key].gate(BUCKETS[account.platform], app=self._app)


def platform_of(
    config: Config, secrets: Secrets, account: Account, *, limiters: Limiters | None = None
) -> FacebookPage | InstagramAccount:
    """The way to one account. Raises `ConfigError` when its token is missing.

    The token is looked up again for each call: a renewed one is taken up without a restart.
    """
    name = f"token-{account.id}"
    token = secrets.need(name)
    has_own_login = account.platform is PlatformName.INSTAGRAM and account.login is Login.INSTAGRAM
    client = GraphClient(
        base_url=config.graph.instagram_base_url if has_own_login else config.graph.base_url,
        version=config.graph.version,
        token=_renewable(secrets, name, token),
        app_secret=secrets.find("instagram-app-secret" if has_own_login else "app-secret"),
        timeout=(min(10.0, config.graph.timeout_seconds), config.graph.timeout_seconds),
        gate=limiters.gate(account, token) if limiters else None,
        once=limiters.once if limiters else None,
    )
    if account.platform is PlatformName.INSTAGRAM:
        return InstagramAccount(account, client, watch_posts=config.collect.watch_posts)
    return FacebookPage(account, client, watch_posts=config.collect.watch_posts, ads=config.collect.ads)


def _renewable(secrets: Secrets, name: str, first: Secret) -> Callable[[], Secret]:
    """The token as it is now; the first one while its place can't be read."""

    def now() -> Secret:
        try:
            return secrets.find(name) or first
        except ConfigError:
            return first

    return now


def platforms_of(config: Config, secrets: Secrets, limiters: Limiters | None = None) -> Mapping[str, Platform]:
    """The ways to all watched accounts, and to others that have a token: what was decided before a page
    was taken off the watch is still carried out.

    All missing tokens are told together.
    """
    faults: list[str] = []
    made: ById[Platform] = ById()
    for account in config.accounts:
        try:
            if account.watched or (account.platform is not PlatformName.X and secrets.find(f"token-{account.id}")):
                made[account.id] = platform_of(config, secrets, account, limiters=limiters)
        except ConfigError as error:
            faults += error.faults
    if faults:
        raise ConfigError(faults)
    return made


def tokens_of(config: Config, secrets: Secrets, accounts: Mapping[str, Platform]) -> dict[str, str]:
    """What is to be locked for these accounts: each token, and where it is used (the simulator is another place)."""
    place = config.graph.base_url
    return {account_id: f"{place} {secrets.need(f'token-{account_id}').reveal()}" for account_id in accounts}
