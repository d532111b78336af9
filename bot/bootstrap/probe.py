"""How is a probe put together? One account, its token's lock, and ways to Meta that count what they cost."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from secrets import token_hex

from bot import VERSION
from bot.accounts.tokens import has_own_token, token_name
from bot.bootstrap.keeper import app_of
from bot.bootstrap.platforms import BUCKETS, platform_of, tokens_of
from bot.bootstrap.remembered import quotas_of
from bot.config import Config, Secret, Secrets, runtime_folder
from bot.errors import Gone, InputError
from bot.model import Account, PlatformName, Post
from bot.platforms.facebook import FacebookPage
from bot.platforms.graph.caller import Caller
from bot.platforms.graph.client import DEADLINES, GraphClient
from bot.platforms.graph.deadline import Deadline
from bot.platforms.graph.limiter import Limiter
from bot.platforms.graph.origins import is_loopback
from bot.platforms.graph.reading import Node, inner
from bot.platforms.graph.remarks import Once, Remarks
from bot.platforms.graph.wire import Wire, session_of
from bot.platforms.instagram import InstagramAccount
from bot.platforms.probing.findings import DEEP_LINK, Finding, Left, Report
from bot.platforms.probing.journal import FOLDER
from bot.platforms.probing.leftovers import Leftover
from bot.platforms.probing.marks import Marks
from bot.platforms.probing.meter import Meter, Metered
from bot.platforms.probing.probe import MOST_MADE, Probe
from bot.platforms.probing.questions_writing import LINK_MEANS
from bot.platforms.probing.report import as_json, markdown
from bot.platforms.probing.site import Site
from bot.ports import Clock
from bot.store.lock import Locks, TokenLocks, WorkerLock

__all__ = [
    "DEEP_LINK",
    "LINK_MEANS",
    "MOST_MADE",
    "Finding",
    "Left",
    "Leftover",
    "Probe",
    "Report",
    "as_json",
    "markdown",
    "probe_of",
    "probed_account",
]

THE_APP = "the app"
"""Under this name the worker's limiters keep what concerns all tokens of the app."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ways:
    """What every way to Meta is made of."""

    config: Config
    secrets: Secrets
    account: Account
    gate: Metered

    @property
    def base_url(self) -> str:
        graph = self.config.graph
        return graph.instagram_base_url if has_own_token(self.account) else graph.base_url

    @property
    def app_secret(self) -> Secret | None:
        return self.secrets.find("instagram-app-secret" if has_own_token(self.account) else "app-secret")

    @property
    def timeout(self) -> tuple[float, float]:
        seconds = self.config.graph.timeout_seconds
        return min(10.0, seconds), seconds

    def client(self, token: Secret) -> GraphClient:
        """The product's own way."""
        return GraphClient(
            base_url=self.base_url,
            version=self.config.graph.version,
            token=token,
            app_secret=self.app_secret,
            timeout=self.timeout,
            gate=self.gate,
        )

    def bare(self, token: Secret, headers: Mapping[str, str]) -> Caller:
        """A way to any path, for what the product never asks."""
        deadline = Deadline()
        session = session_of(deadline, is_loopback=is_loopback(self.base_url))
        session.headers.update(headers)
        return Caller(
            base=self.base_url.rstrip("/"),
            token=token,
            app_secret=self.app_secret,
            wire=Wire(session=session, timeout=self.timeout, deadline=deadline),
            seconds=DEADLINES[0],
            gate=self.gate,
            remarks=Remarks(self.config.graph.version, Once()),
        )

    def explained(self, token: Secret) -> Node:
        """The `data` of debug_token; the app asks, or the token itself where the app isn't known."""
        asker = app_of(self.secrets).token or token
        # The documented form: a secret in a query. `wire.hide_queries` keeps it out of the HTTP library's lines.
        return inner(self.client(asker).read("debug_token", input_token=token.reveal()).json, "data")


def probed_account(config: Config, account_id: str) -> Account:
    """The account of this name. Raises `InputError` when there is none that can be probed."""
    for account in config.accounts:
        if account.id == account_id and account.platform is not PlatformName.X:
            return account
    raise InputError(f"there is no page {account_id!r} of Facebook or Instagram in the settings")


@contextmanager
def probe_of(
    config: Config,
    secrets: Secrets,
    clock: Clock,
    *,
    account: Account,
    post: str,
    sleep: Callable[[float], None],
    is_stopped: Callable[[], bool],
) -> Iterator[Probe]:
    """A probe of one post, with the worker's lock and the token's for as long as this lasts.

    Raises `StoreError` when a worker is at work on this archive or with the same token, `InputError` for a post that
    isn't the account's, `TokenRefused` for a token that isn't the page's own.
    """
    token = secrets.need(token_name(account))
    locks = Locks(WorkerLock(config.archive_root), TokenLocks(runtime_folder(), config.lock_folder))
    locks.take(tokens_of(config, secrets, {account.id: platform_of(config, secrets, account)}))
    try:
        with quotas_of(config) as quotas:
            limiter, whole = (Limiter(name, quotas=quotas, clock=clock) for name in (account.id, THE_APP))
            gate = Metered(limiter=limiter, app=whole, bucket=BUCKETS[account.platform], meter=Meter())
            ways = _Ways(config=config, secrets=secrets, account=account, gate=gate)
            site = _site(ways, token, clock, sleep, is_stopped)
            site.platform.describe()
            marks = Marks(run=token_hex(6), program=VERSION)
            yield Probe(site=site, post=_post(site, post), folder=config.archive_root / FOLDER, marks=marks)
    finally:
        locks.release()


def _post(site: Site, name: str) -> Post:
    try:
        return site.post(name)
    except Gone as error:
        raise InputError(f"the post {name!r} is not there, or this token does not see it") from error


def _site(
    ways: _Ways, token: Secret, clock: Clock, sleep: Callable[[float], None], is_stopped: Callable[[], bool]
) -> Site:
    kind = InstagramAccount if ways.account.platform is PlatformName.INSTAGRAM else FacebookPage
    client = ways.client(token)
    return Site(
        account=ways.account,
        platform=kind(ways.account, client),
        client=client,
        bare=partial(ways.bare, token),
        explain=None if has_own_token(ways.account) else partial(ways.explained, token),
        version=ways.config.graph.version,
        meter=ways.gate.meter,
        clock=clock,
        sleep=sleep,
        is_stopped=is_stopped,
    )
