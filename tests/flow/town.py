"""How does a test get a whole district? Simulator on the loopback, settings on disk, the real worker, a clock."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import bootstrap
from bot.cli.rehearsal.stage import WATCHED_ONLY, furnish
from bot.config import Config, load_config, load_secrets
from bot.judge.standing import own_rules
from bot.model import CommentView, Standing
from bot.ports import Camera, Store
from bot.review.service import ReviewDesk
from bot.service import Service
from bot.simulator import server
from bot.simulator.ids import bare
from bot.simulator.scenario import Scenario, parse
from bot.simulator.world import World
from bot.store.index import SqliteStore
from tests.builders import FixedClock
from tests.rulekeeping import person, stepped, tried

MONDAY = datetime(2026, 11, 16, 6, tzinfo=UTC)
"""Midnight in the fictional district, in the week that is played."""
LATER = datetime(2026, 11, 22, 18, tzinfo=UTC)
"""A moment after everything a small scenario holds."""
OFFICE = ("first-office", "second-office")
"""Who let the rules of the file hide."""
ACCOUNTS: Sequence[Mapping[str, str]] = (
    {"key": "page", "platform": "facebook", "id": "1001", "name": "Otter Creek", "username": "otter", "token": "tkn-p"},
    {
        "key": WATCHED_ONLY,
        "platform": "instagram",
        "id": "1780011",
        "name": "Otters Today",
        "username": "otters",
        "token": "tkn-i",
    },
)
"""A page in enforce mode and an Instagram account in assist mode."""
GUIDELINES = """
[[clause]]
id = "spam"
title = "Spam"
words = "Comments focused on selling a product will not be allowed."
routing = "hide"

[[clause]]
id = "private"
like = "illegal.confidential"
title = "Private matters"
words = "Confidential information about students and staff will be removed."
routing = "hold"

[[clause]]
id = "threat"
like = "language.threat"
title = "Threats"
words = "Threats will be removed."
routing = "hide_and_alert"

[[clause]]
id = "personal_attack"
title = "Personal attacks"
words = "We ask that you refrain from personal attacks."
routing = "review"
"""
RULES = (
    ("selling", "spam", "buy now"),
    ("address", "private", "lives at"),
    ("threat", "threat", "will shoot"),
    ("insult", "personal_attack", "pathetic idiot"),
)
"""(id, clause, phrase): what small districts judge by, so that these tests know the verdict and start quickly."""
Rewrite = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """One district: the pretend platform, the settings file, and the moment it is."""

    world: World
    config: Config
    clock: FixedClock

    @contextmanager
    def worker(self, camera: Camera | None = None) -> Iterator[Service]:
        """The real worker as `bootstrap` puts it together, with the real browser unless another camera is given.

        Only the camera is ever exchanged: a browser takes a second to start, and most tests ask nothing about it.
        """
        service = bootstrap.service_of(self.config, load_secrets(self.config), self.clock, camera=camera)
        try:
            yield service
        finally:
            service.close()

    def pass_over(self, service: Service) -> None:
        """One pass over all pages, and everything that follows from it until nothing waits any more."""
        service.once(whole=True, tell=lambda account, brought: None)
        self.work_off(service)

    def work_off(self, service: Service) -> None:
        """Work until nothing waits; waits and back-offs are passed by moving the clock."""
        seconds = 1.0
        for _ in range(40):
            service.pipeline.work()
            if not service.store.desk.figures().waiting:
                return
            self.clock.tick(seconds)
            seconds = min(seconds * 1.5, 900.0)
        raise AssertionError(f"still waiting: {service.store.work.waiting()}")

    def desk(self, store: Store) -> ReviewDesk:
        """What the review page decides with."""
        return ReviewDesk(
            store=store,
            archive=bootstrap.archive_of(self.config),
            accounts=bootstrap.accounts_of(self.config),
            guidelines=bootstrap.guidelines_of(self.config).clauses,
            clock=self.clock,
        )

    def hidden_keys(self) -> set[str]:
        """The comments that are hidden on the platform."""
        return {comment.key for comment in self.world.state.comments.values() if comment.is_hidden}


@contextmanager
def town(
    folder: Path, scenario: Scenario, *, now: datetime = LATER, settings: Rewrite = str, shipped_rules: bool = False
) -> Iterator[Town]:
    """A district in `folder`; `settings` may rewrite the settings file before it is read. Nothing is played yet."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = FixedClock(now)
    world = World(scenario, clock.now, start=MONDAY)
    with server.running(world) as address:
        told = {
            "base_url": address,
            "app_secret": scenario.app_secret,
            "accounts": [
                {"key": a.key, "platform": a.platform, "id": a.id, "name": a.name, "token": a.token}
                for a in scenario.accounts
            ],
        }
        file = furnish(folder, told, port=0)
        file.write_text(settings(file.read_text("utf-8")), "utf-8")
        if not shipped_rules:
            (folder / "guidelines.toml").write_text(GUIDELINES + "".join(map(_rule, RULES)), "utf-8")
        config = load_config(file)
        bootstrap.migrate_index(config)
        if not shipped_rules:
            approve_rules(config, now - timedelta(days=30))
        yield Town(world=world, config=config, clock=clock)


def approve_rules(config: Config, at: datetime) -> None:
    """Let the rules of the file hide, as two people of the office do: long enough ago that no breaker watches them."""
    own = own_rules(bootstrap.guidelines_of(config), (), ())
    with closing(SqliteStore(config.index_file)) as store:
        for name in OFFICE:
            if store.reviewers.one(name) is None:
                person(store, name)
        for rule in own.values():
            if rule.may_hide:
                test = tried(store, rule.rule_id, by=OFFICE[0], digest=rule.digest, judged=5000)
                store.rulebook.ask(test, by=OFFICE[0], note="", at=at)
                stepped(
                    store,
                    Standing.LIVE,
                    by=OFFICE[1],
                    rule_id=rule.rule_id,
                    digest=rule.digest,
                    test=test,
                    hides=True,
                    at=at,
                )


def _rule(row: tuple[str, str, str]) -> str:
    name, clause, phrase = row
    return (
        f'\n[[rule]]\nid = "{name}"\nguideline = "{clause}"\nkind = "phrases"\nwhy = "It says so."\n'
        f'phrases = ["{phrase}"]\nexamples = ["{phrase}"]\ncounter_examples = ["Well done"]\n'
    )


def script(*steps: Sequence[Mapping[str, object]], **others: object) -> Scenario:
    """A scenario of a page and an Instagram account; each step is a list of events, a day apart."""
    rows = [{"label": f"step {n}", "at_minutes": 1440 * n, "events": list(step)} for n, step in enumerate(steps)]
    return parse({"accounts": list(ACCOUNTS), "steps": rows, "seconds_between_events": 5, **others})


def post(key: str = "post", account: str = "page", **others: object) -> dict[str, object]:
    """An event: the page writes something."""
    return {"type": "post", "account": account, "key": key, "text": "Report cards go home on Friday.", **others}


def comment(key: str, text: str | None, on: str = "post", **others: object) -> dict[str, object]:
    """An event: somebody invented comments."""
    return {
        "type": "comment",
        "post": on,
        "key": key,
        "text": text,
        "author": {"id": "501", "name": "Ann Ode"},
    } | others


def views(store: SqliteStore, world: World) -> dict[str, tuple[CommentView, ...]]:
    """Everything the index knows of each comment, by the scenario's key: one view for each text, oldest first."""
    keys = {comment.bare: comment.key for comment in world.state.comments.values()}
    found: dict[str, tuple[CommentView, ...]] = {}
    for row in store.connection.rows("SELECT external_id, newest_revision FROM comment ORDER BY id"):
        key = keys[bare(row["external_id"])]
        assert key not in found, f"{key} stands in the index twice"
        newest = store.desk.view(row["newest_revision"])
        assert newest is not None
        texts = [store.desk.view(revision) for revision, _ in newest.revisions]
        found[key] = tuple(view for view in texts if view is not None)
    return found


def rows_of(store: SqliteStore) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but those that only note that we looked (`monitored`, `seen_at` …)."""
    names = [row["name"] for row in store.connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    noting = ("revision_fts", "sqlite", "monitored", "account_health", "account_watch")
    kept = [name for name in names if not name.startswith(noting)]
    looked = {"post": {"seen_at", "comment_count"}, "checkpoint": {"whole_at", "read_at", "due_at"}}
    return {
        name: [
            tuple(value for column, value in zip(row.keys(), row, strict=True) if column not in looked.get(name, ()))
            for row in store.connection.rows(f"SELECT * FROM {name}")
        ]
        for name in kept
    }
