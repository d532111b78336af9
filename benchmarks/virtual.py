"""How is a day lived through in minutes? The simulator, our collector and the naive poller on a clock moved by hand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import requests
from werkzeug.test import Client
from wsgiadapter import WSGIAdapter

from benchmarks.district import APP_SECRET, VERIFY_TOKEN, District
from bot.collect.collector import Collector
from bot.collect.plan import Promise
from bot.collect.waker import Waker
from bot.config import Secret
from bot.listen.app import Listener
from bot.listen.payloads import wakes_in
from bot.model import Account, PlatformName, Post
from bot.platforms.facebook import FacebookPage
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.limiter import Limiter
from bot.platforms.instagram import InstagramAccount
from bot.simulator.app import create_app
from bot.simulator.delivery import Deliverer
from bot.simulator.world import World
from bot.store.inbox import SqliteInbox
from bot.store.index import SqliteStore

MIDNIGHT = datetime(2026, 11, 19, 6, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Chicago")
BASE = "http://graph.test"
CALLBACK = "http://localhost/webhooks"


class HandClock:
    """Moved by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Where it stands."""
        return self.at


class Site:
    """The pretend platform of a district, asked in this very process, without a socket."""

    def _deliver(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Nobody listens."""
        return 0, b""

    def __init__(self, place: District) -> None:
        self.place = place
        self.clock = HandClock(MIDNIGHT)
        self.world = World(
            place.scenario, self.clock.now, start=MIDNIGHT, sleep=lambda seconds: None, outbound=self._deliver
        )
        self._app = create_app(self.world)

    def begin(self) -> None:
        """Everything of the past has happened."""
        self.world.play_until(MIDNIGHT)

    def calls(self) -> int:
        """Calls answered so far; a batch is its parts, and the call around them is none."""
        counted: Counter[str] = self.world.calls
        return sum(number for kind, number in counted.items() if kind != "batch")

    def client(self, account: Account, token: str = "") -> GraphClient:
        """A client of one account's, with its own token unless another is given."""
        session = requests.Session()
        session.trust_env = False
        session.mount(BASE, WSGIAdapter(self._app, log_function=lambda response: None))
        limiter = Limiter(account.id, quotas=None, clock=self.clock)
        return GraphClient(
            base_url=BASE,
            version="v26.0",
            token=Secret(token or f"token-of-{account.id}"),
            app_secret=Secret(APP_SECRET),
            session=session,
            sleep=lambda seconds: None,
            gate=limiter.gate("pages" if account.platform is PlatformName.FACEBOOK else "instagram"),
        )

    def written(self, key: str) -> datetime:
        """When the comment of this bare id was written."""
        return self.world.state.comments[key].created


def platform(account: Account, client: GraphClient, watch_posts: int) -> FacebookPage | InstagramAccount:
    """The adapter of an account."""
    if account.platform is PlatformName.INSTAGRAM:
        return InstagramAccount(account, client, watch_posts=watch_posts)
    return FacebookPage(account, client, watch_posts=watch_posts)


class Day(Site):
    """Our collector at work on a real index, with a listener before it when there are webhooks."""

    def __init__(self, place: District, folder: Path, *, promise: timedelta, watch_posts: int, webhooks: bool) -> None:
        super().__init__(place)
        self.store = SqliteStore.open(folder / "archive.db")
        self._inbox = SqliteInbox(folder / "inbox" / "webhooks.db")
        self._waker = Waker(
            inbox=self._inbox,
            store=self.store,
            accounts={account.id: account for account in place.accounts},
            parse=wakes_in,
            clock=self.clock,
        )
        self._collector = Collector(
            platforms={each.id: platform(each, self.client(each), watch_posts) for each in place.accounts},
            store=self.store,
            clock=self.clock,
            zone=ZONE,
            promise=Promise(fresh=promise, old=timedelta(hours=6), whole=timedelta(days=1), overlap=timedelta(hours=1)),
        )
        self._deliverer: Deliverer | None = None
        self._wants_webhooks = webhooks
        self._listener = Client(self._door())

    def begin(self) -> None:
        """The past has happened and is known; webhooks are subscribed."""
        super().begin()
        for number, account in enumerate(self.place.accounts):
            # Nobody starts all pages in the same second for ever: their passes lie apart.
            self.clock.at = MIDNIGHT - timedelta(minutes=5) + timedelta(seconds=12 * number)
            self._collector.collect(account, whole=True)
        self.clock.at = MIDNIGHT
        if self._wants_webhooks:
            self._subscribe()

    def tick(self, step: timedelta) -> None:
        """Time goes on: people write, Meta calls, the collector does what is due."""
        self.clock.at += step
        self.world.play_until(self.clock.at)
        if self._deliverer is not None:
            self._deliverer.deliver()
            self._waker.drain()
        for account in self.place.accounts:
            self._collector.collect_due(account)

    def delays(self) -> list[float]:
        """Seconds from writing to knowing, of every comment of the day."""
        rows = self.store.connection.rows(
            "SELECT external_id, first_seen_at FROM comment WHERE created_at > ?", MIDNIGHT.strftime("%Y-%m-%dT%H:%M")
        )
        return [
            (datetime.fromisoformat(row["first_seen_at"]) - self.written(row["external_id"])).total_seconds()
            for row in rows
        ]

    def close(self) -> None:
        """Close the files."""
        self.store.close()
        self._inbox.close()

    def _door(self) -> Listener:
        return Listener(
            inbox=self._inbox,
            app_secrets=[Secret(APP_SECRET)],
            verify_token=Secret(VERIFY_TOKEN),
            path="/webhooks",
            calls_per_minute=100_000,
            clock=self.clock,
        )

    def _subscribe(self) -> None:
        """Both halves: the app's callbacks, and each page's subscription (Instagram is heard through its page)."""
        app = self.client(self.place.accounts[0], token=f"1|{APP_SECRET}")
        for name, fields in (("page", "feed,mention"), ("instagram", "comments,mentions")):
            app.write("1/subscriptions", object=name, callback_url=CALLBACK, verify_token=VERIFY_TOKEN, fields=fields)
        for account in self.place.accounts:
            if account.platform is PlatformName.FACEBOOK:
                self.client(account).write(f"{account.external_id}/subscribed_apps", subscribed_fields="feed,mention")
        self._deliverer = Deliverer(self.world, self._deliver)

    def _deliver(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """What Meta sends reaches the listener's application."""
        parts = urlsplit(url)
        answer = self._listener.open(
            path=parts.path, query_string=parts.query, method=method, data=body, headers=dict(headers)
        )
        return answer.status_code, answer.get_data()


class Naive(Site):
    """Reads all posts and all their comments again and again, a hundred at a time, as a simple program would."""

    def __init__(self, place: District, *, watch_posts: int) -> None:
        super().__init__(place)
        self._ways = [platform(each, self.client(each), watch_posts) for each in place.accounts]
        self._clients = [(each, self.client(each)) for each in place.accounts]
        self._watch_posts = watch_posts
        self._known: set[str] = set()

    def skip(self, span: timedelta) -> None:
        """Time goes on."""
        self.clock.at += span
        self.world.play_until(self.clock.at)

    def everything(self) -> dict[str, datetime]:
        """One round over all accounts; when each new comment was found."""
        found: dict[str, datetime] = {}
        for way, (account, client) in zip(self._ways, self._clients, strict=True):
            edge = "media" if account.platform is PlatformName.INSTAGRAM else "feed"
            posts = client.read(f"{account.external_id}/{edge}", fields="id", limit=min(100, self._watch_posts))
            for element in posts.elements:
                post = Post(account_id=account.id, external_id=str(element.node["id"]), text="", created_at=None,
                            permalink=None)  # fmt: skip
                for page in way.comments(post, since=None):
                    new = {comment.external_id for comment in page.comments} - self._known
                    found.update(dict.fromkeys(new, self.clock.at))
                    self._known |= new
        return found


def percentile(values: Sequence[float], share: int) -> float:
    """The value that `share` per cent of the values do not pass."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)] if ordered else 0.0
