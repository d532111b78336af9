"""Which concrete things make up a service or a review page? The composition root, the only importer of adapters."""

import secrets as random
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from flask import Flask

from bot.act.actor import Actor
from bot.act.decider import Decider
from bot.browser import fonts
from bot.browser.camera import ChildCamera, browser_environment
from bot.browser.find import find as find_browser
from bot.collect.collector import Collector
from bot.collect.fetcher import Fetcher
from bot.config import Config, Secrets, environment
from bot.errors import ConfigError, EvidenceError, StoreError
from bot.export.exporter import Exporter
from bot.judge.guidelines import Guidelines, default_path
from bot.judge.guidelines import load as load_guidelines
from bot.judge.judge import Judge, JudgeStage
from bot.model import Account, PlatformName, Stage
from bot.notify.journal import JournalNotifier
from bot.pipeline import Door, Pipeline
from bot.platforms.facebook import FacebookPage
from bot.platforms.graph.client import GraphClient
from bot.platforms.instagram import InstagramAccount
from bot.ports import Clock, Platform
from bot.preserve.preserver import PreserveStage
from bot.review.door import FrontDoor
from bot.review.service import ReviewDesk
from bot.review.web import create_app
from bot.service import Service
from bot.store.index import SqliteStore
from bot.store.lock import WorkerLock
from bot.store.migrations import migrate
from bot.store.objects import ObjectFiles

OpenStore = SqliteStore
"""The kind of index that is used; the command line names it by this."""


def guidelines_of(config: Config | None) -> Guidelines:
    """The guidelines to judge by: the configured file, else the shipped one. Raises `GuidelinesError`."""
    file = config.guidelines.file if config else ""
    return load_guidelines(config.beside(file) if config and file else default_path())


def judge_of(config: Config | None) -> Judge:
    """The judge alone: no database, no network."""
    return Judge(guidelines_of(config))


def accounts_of(config: Config) -> Mapping[str, Account]:
    """The accounts by id, listed ones too."""
    return {account.id: account for account in config.accounts}


def open_store(config: Config) -> SqliteStore:
    """The index as it is; raises when it is missing or not of this version."""
    return SqliteStore.open_as_it_is(config.index_file)


def migrate_index(config: Config) -> list[str]:
    """Make the index or bring it up to date; answers the migrations applied now."""
    config.archive_root.mkdir(parents=True, exist_ok=True)
    store = SqliteStore(config.index_file)
    try:
        return migrate(store.connection)
    finally:
        store.close()


def index_words(config: Config) -> str:
    """How the index is, for `check`. Raises when it is missing, not of this version, or damaged."""
    store = open_store(config)
    faults = store.integrity()
    store.close()
    if faults:
        raise StoreError(f"{config.index_file} is damaged: {faults[0]}")
    return f"{config.index_file} is up to date and sound"


def browser_words(config: Config | None) -> str:
    """Which browser takes the pictures. Raises `BrowserMissing`."""
    return str(find_browser((config.capture.browser if config else "") or None))


def missing_fonts() -> list[tuple[str, str]]:
    """(package, what it draws) for everything this machine can't draw."""
    return fonts.missing()


def archive_of(config: Config) -> ObjectFiles:
    """The evidence files."""
    return ObjectFiles(config.archive_root)


def camera_of(config: Config) -> ChildCamera:
    """The camera (its browser starts at the first picture)."""
    return ChildCamera(
        browser_path=config.capture.browser or None,
        deadline_seconds=config.capture.deadline_seconds,
        environment=browser_environment(environment()),
    )


def platform_of(config: Config, secrets: Secrets, account: Account) -> FacebookPage | InstagramAccount:
    """The way to one account. Raises `ConfigError` when its token is missing."""
    is_instagram = account.platform is PlatformName.INSTAGRAM
    app_secret = secrets.find("app-secret")
    client = GraphClient(
        base_url=config.graph.instagram_base_url if is_instagram else config.graph.base_url,
        version=config.graph.version,
        token=secrets.need(f"token-{account.id}"),
        app_secret=app_secret,
        timeout=(min(10.0, config.graph.timeout_seconds), config.graph.timeout_seconds),
    )
    adapter = InstagramAccount if is_instagram else FacebookPage
    return adapter(account, client, watch_posts=config.collect.watch_posts)


def platforms_of(config: Config, secrets: Secrets) -> Mapping[str, Platform]:
    """The ways to all watched accounts; all missing tokens are told together."""
    faults: list[str] = []
    made: dict[str, Platform] = {}
    for account in config.watched:
        try:
            made[account.id] = platform_of(config, secrets, account)
        except ConfigError as error:
            faults += error.faults
    if faults:
        raise ConfigError(faults)
    return made


def exporter_of(config: Config, store: SqliteStore, clock: Clock, guidelines: Guidelines) -> Exporter:
    """The maker of weekly boxes."""
    return Exporter(
        store=store,
        archive=archive_of(config),
        accounts=accounts_of(config),
        guidelines=guidelines.clauses,
        zone=config.district.zone,
        exports_dir=config.archive_root / "exports",
        clock=clock,
        district=config.district.name,
    )


def service_of(config: Config, secrets: Secrets, clock: Clock) -> Service:
    """Put the worker together. Takes the worker's lock, so that there is one worker for an archive.

    Reading and acting have a session each: they run in threads of their own, and a session isn't made for two.
    """
    guidelines = guidelines_of(config)
    reading, acting = platforms_of(config, secrets), platforms_of(config, secrets)
    lock = WorkerLock(config.archive_root)
    lock.take()
    store = open_store(config)
    archive = archive_of(config)
    archive.sweep()
    store.ledger.copy_to_files()
    camera = camera_of(config)
    return Service(
        config=config,
        store=store,
        pipeline=Pipeline(
            collector=_collector(config, store, reading, clock),
            doors=_doors(config, store, archive, camera, acting, guidelines, clock),
            store=store,
            notifier=JournalNotifier(),
            clock=clock,
        ),
        exporter=exporter_of(config, store, clock, guidelines),
        camera=camera,
        lock=lock,
    )


def _collector(config: Config, store: SqliteStore, platforms: Mapping[str, Platform], clock: Clock) -> Collector:
    return Collector(
        platforms=platforms,
        store=store,
        clock=clock,
        zone=config.district.zone,
        overlap=timedelta(minutes=config.collect.overlap_minutes),
        reconcile_every=timedelta(minutes=config.collect.reconcile_minutes),
    )


def _doors(
    config: Config,
    store: SqliteStore,
    archive: ObjectFiles,
    camera: ChildCamera,
    platforms: Mapping[str, Platform],
    guidelines: Guidelines,
    clock: Clock,
) -> list[Door]:
    accounts = accounts_of(config)
    fetcher = Fetcher(platforms=platforms, store=store, archive=archive, clock=clock)
    judge = JudgeStage(
        judge=Judge(guidelines),
        comments=store.comments,
        verdicts=store.verdicts,
        work=store.work,
        ledger=store.ledger,
        transactions=store,
        clock=clock,
    )
    preserver = PreserveStage(
        comments=store.comments,
        verdicts=store.verdicts,
        evidence=store.evidence,
        decisions=store.decisions,
        work=store.work,
        ledger=store.ledger,
        transactions=store,
        archive=archive,
        camera=camera,
        accounts=accounts,
        clock=clock,
        zone=config.district.zone,
        capture_all=config.capture.every_comment,
    )
    decider = Decider(
        store=store,
        accounts=accounts,
        platforms=platforms,
        guidelines=guidelines.by_id,
        notifier=JournalNotifier(),
        clock=clock,
    )
    actor = Actor(store=store, archive=archive, accounts=accounts, platforms=platforms, clock=clock)
    return [
        Door(stage=Stage.FETCH, run=fetcher, batch=20, lease_seconds=900),
        Door(stage=Stage.JUDGE, run=judge, batch=100, lease_seconds=300),
        Door(stage=Stage.PRESERVE, run=preserver, batch=100, lease_seconds=3600),
        Door(stage=Stage.DECIDE, run=decider, batch=100, lease_seconds=300),
        Door(stage=Stage.ACT, run=actor, batch=10, lease_seconds=900),
    ]


def review_app_of(config: Config, secrets: Secrets, clock: Clock) -> Flask:
    """The review page. It gets the index and the evidence files, and nothing that could reach a platform."""
    guidelines = guidelines_of(config)
    store = open_store(config)
    return create_app(
        desk=ReviewDesk(
            store=store,
            archive=archive_of(config),
            accounts=accounts_of(config),
            guidelines=guidelines.clauses,
            clock=clock,
        ),
        door=FrontDoor(store=store, clock=clock),
        secret_key=session_key(secrets, config.archive_root),
        zone=config.district.zone,
        trusted_hosts=config.review.trusted_hosts,
        secure_cookies=config.review.behind_proxy,
        site_name=config.district.name,
    )


def session_key(secrets: Secrets, root: Path) -> bytes:
    """What session cookies are signed with: the secret `session-key`, else one made once, readable by us alone."""
    given = secrets.find("session-key")
    if given is not None:
        return given.reveal().encode()
    file = root / "private" / "session-key"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(random.token_hex(32), "ascii")
        return file.read_text("ascii").encode()
    except OSError as error:
        raise EvidenceError(f"the session key can't be kept at {file}: {error.strerror}") from error
