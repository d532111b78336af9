"""What does a probe's test work in? A page or account on the pretend platform, with comments of other people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import requests
from wsgiadapter import WSGIAdapter

from bot.model import Account, Login, PlatformName
from bot.platforms.facebook import FacebookPage
from bot.platforms.graph.caller import Caller
from bot.platforms.graph.client import GraphClient
from bot.platforms.graph.deadline import Deadline
from bot.platforms.graph.limiter import Limiter
from bot.platforms.graph.reading import Node, inner
from bot.platforms.graph.remarks import Once, Remarks
from bot.platforms.graph.wire import Wire
from bot.platforms.instagram import InstagramAccount
from bot.platforms.probing.findings import Finding, Report
from bot.platforms.probing.marks import Marks
from bot.platforms.probing.meter import Meter, Metered
from bot.platforms.probing.probe import Probe
from bot.platforms.probing.site import Site
from bot.simulator.app import create_app
from bot.simulator.model import Comment
from bot.simulator.scenario import parse
from bot.simulator.world import World
from tests.builders import FixedClock
from tests.platforms.canned import APP_SECRET, BASE
from tests.platforms.sites import NOW, said

IDS = {PlatformName.FACEBOOK: "1000000000001", PlatformName.INSTAGRAM: "17841400000000001"}
INSTAGRAM_SECRET = "the-other-secret"
TOKEN = "page-token"
QUOTING = "(pm-probe-0123456789ab-1)"
RUN = "0123456789ab"


def others() -> list[dict[str, object]]:
    """Comments of other people: a plain one, a hidden one, and one that quotes the mark of the run word for word."""
    quotation = Marks(run=RUN, program="1.0").text(1, NOW)
    return [
        said("plain"),
        said("answer", minute=4, parent="plain"),
        said("bad", minute=5),
        {"type": "hide", "comment": "bad"},
        said("quoting", minute=6, text=quotation),
    ]


@dataclass(slots=True)
class Room:
    """One account, one post ("post"), and a clock that moves when somebody sleeps."""

    name: PlatformName
    folder: Path
    world: World
    clock: FixedClock
    login: Login = Login.FACEBOOK
    stops_after: int | None = None
    slept: list[float] = field(default_factory=list)
    during: Callable[[], None] = lambda: None
    meter: Meter = field(default_factory=Meter)

    @property
    def account(self) -> Account:
        return Account(id="it", platform=self.name, name="Maple Ridge", external_id=IDS[self.name], login=self.login)

    def probe(self, run: str = RUN) -> Probe:
        """A probe of the post, opened as `bootstrap` opens one."""
        self.meter = Meter()
        site = self.site()
        site.platform.describe()
        post = site.post(self.world.post("post").id)
        return Probe(site=site, post=post, folder=self.folder, marks=Marks(run=run, program="1.0"))

    def report(self, run: str = RUN) -> Report:
        """The report of a whole run."""
        probe = self.probe(run)
        probe.remove(probe.leftovers())
        return probe.run(lambda done, of: None, lambda links: None)

    def site(self, token: str = TOKEN) -> Site:
        limiter = Limiter("it", quotas=None, clock=self.clock)
        gate = Metered(limiter=limiter, app=limiter, bucket="pages", meter=self.meter)
        client = self._client(gate, token)
        kind = FacebookPage if self.name is PlatformName.FACEBOOK else InstagramAccount
        return Site(
            account=self.account,
            platform=kind(self.account, client),
            client=client,
            bare=lambda headers: self._caller(gate, headers),
            explain=None if self._prefix else lambda: self._explained(gate),
            version="v26.0",
            meter=self.meter,
            clock=self.clock,
            sleep=self.sleep,
            is_stopped=lambda: self.stops_after is not None and len(self.own()) >= self.stops_after,
        )

    def sleep(self, seconds: float) -> None:
        """Time passes, and others may do something."""
        self.slept.append(seconds)
        self.clock.tick(seconds)
        self.during()

    def own(self) -> list[str]:
        """The keys of all comments that came in through the API, deleted or not."""
        return [each.key for each in self.world.state.comments.values() if "-by-api-" in each.key]

    def standing(self) -> set[str]:
        """The keys of the comments that stand."""
        return {each.key for each in self.world.state.comments.values() if not each.is_deleted}

    @property
    def _prefix(self) -> str:
        return "/graph.instagram.com" if self.login is Login.INSTAGRAM else ""

    @property
    def _secret(self) -> str:
        return INSTAGRAM_SECRET if self._prefix else APP_SECRET

    def _client(self, gate: Metered, token: str) -> GraphClient:
        return GraphClient(
            base_url=BASE + self._prefix,
            version="v26.0",
            token=token,
            app_secret=self._secret,
            session=self._session(),
            sleep=self.sleep,
            gate=gate,
        )

    def _caller(self, gate: Metered, headers: Mapping[str, str]) -> Caller:
        session = self._session()
        session.headers.update(headers)
        return Caller(
            base=BASE + self._prefix,
            token=TOKEN,
            app_secret=self._secret,
            wire=Wire(session=session, timeout=(5, 30), deadline=Deadline()),
            seconds=60,
            gate=gate,
            remarks=Remarks("v26.0", Once()),
        )

    def _explained(self, gate: Metered) -> Node:
        asker = f"{self.world.scenario.app_id}|{APP_SECRET}"
        return inner(self._client(gate, asker).read("debug_token", input_token=TOKEN).json, "data")

    def _session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.mount(BASE, WSGIAdapter(create_app(self.world), log_function=lambda response: None))
        return session


def room_of(
    name: PlatformName,
    folder: Path,
    events: Sequence[object] = (),
    settings: Mapping[str, object] | None = None,
    *,
    login: Login = Login.FACEBOOK,
) -> Room:
    """A room in which `events` have happened; settings as the simulator calls them."""
    clock = FixedClock(NOW)
    manners: dict[str, object] = {"require_proof": True, **(settings or {})}
    account: dict[str, object] = {
        "key": "it",
        "platform": str(name),
        "id": IDS[name],
        "name": "Maple Ridge",
        "username": "mapleridge",
    }
    world = World(
        parse(
            {
                "name": "small",
                "app": {"id": "1", "secret": APP_SECRET, "instagram_secret": INSTAGRAM_SECRET},
                "accounts": [{**account, "token": TOKEN}],
                "people": [{"id": "7", "name": "Somebody", "token": "person-token"}],
                "settings": manners,
            }
        ),
        clock.now,
        sleep=lambda seconds: None,
    )
    world.apply([{"type": "post", "key": "post", "account": "it", "text": "Bus routes", "at_minutes": 2}, *events])
    return Room(name=name, folder=folder, world=world, clock=clock, login=login)


def found(report: Report) -> dict[str, Finding]:
    """The findings by their keys."""
    return {each.key: each for each in report.findings}


def answers(report: Report) -> dict[str, str]:
    """The answers by the keys of their questions."""
    return {each.key: each.answer for each in report.findings}


def everybody_else(room: Room) -> dict[str, Comment]:
    """The comments of `others()` as they are now."""
    return {key: room.world.comment(key) for key in ("plain", "answer", "bad", "quoting")}
