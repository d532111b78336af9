"""How is the worker put together?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.act.actor import Actor
from bot.act.alerter import Alerter
from bot.act.decider import Decider
from bot.bootstrap.judging import guidelines_of, judge_by
from bot.bootstrap.parts import accounts_of, archive_of, camera_of, exporter_of, open_store
from bot.bootstrap.platforms import Limiters, platforms_of, tokens_of
from bot.bootstrap.rulebook import rules_in_force_of, rules_today_of
from bot.bootstrap.tokens import refuse_user_tokens, watch_tokens
from bot.collect.collector import Collector
from bot.collect.fetcher import Fetcher
from bot.collect.plan import Promise
from bot.collect.waker import Waker
from bot.config import Config, Secrets, runtime_folder
from bot.judge.book import RulesInForce
from bot.judge.guidelines import Guidelines
from bot.judge.judge import Judge
from bot.judge.repeats import Window
from bot.judge.stage import JudgeStage, sighting
from bot.listen.payloads import wakes_in
from bot.model import DecisionKind, Stage
from bot.notify.journal import JournalNotifier
from bot.pipeline import Door, Pipeline
from bot.ports import Camera, Clock, Platform, RulesToday
from bot.preserve.preserver import PreserveStage
from bot.service import Service
from bot.store.inbox import SqliteInbox
from bot.store.index import SqliteStore
from bot.store.lock import Locks, TokenLocks, WorkerLock
from bot.store.objects import ObjectFiles


def service_of(config: Config, secrets: Secrets, clock: Clock, *, camera: Camera | None = None) -> Service:
    """Put the worker together. Takes the worker's lock, so that there is one worker for an archive.

    Reading and acting have a session each: they run in threads of their own, and a session isn't made for two.
    """
    guidelines = guidelines_of(config)
    tokens = tokens_of(config, secrets, platforms_of(config, secrets))
    locks = Locks(WorkerLock(config.archive_root), TokenLocks(runtime_folder(), config.lock_folder))
    locks.take(tokens)
    try:
        return _locked_service(config, secrets, clock, locks, guidelines, camera)
    except BaseException:
        locks.release()
        raise


def _locked_service(
    config: Config, secrets: Secrets, clock: Clock, locks: Locks, guidelines: Guidelines, camera: Camera | None
) -> Service:
    refuse_user_tokens(config, secrets, clock)
    store = open_store(config)
    limiters = Limiters(store.quotas, clock)
    reading, acting = platforms_of(config, secrets, limiters), platforms_of(config, secrets, limiters)
    archive = archive_of(config)
    archive.sweep()
    store.work.release(clock.now())
    store.ledger.copy_to_files()
    parts = Parts(
        config=config,
        store=store,
        archive=archive,
        camera=camera or camera_of(config),
        platforms=acting,
        guidelines=guidelines,
        clock=clock,
    )
    pipeline = Pipeline(
        collector=collector_of(config, store, reading, clock),
        doors=doors_of(parts),
        store=store,
        notifier=JournalNotifier(),
        clock=clock,
    )
    return Service(
        config=config,
        store=store,
        pipeline=pipeline,
        exporter=exporter_of(config, store, clock, guidelines),
        camera=parts.camera,
        lock=locks,
        clock=clock,
        drain=_waker(config, store, clock).drain,
        watch_tokens=partial(watch_tokens, config, secrets, store, clock, looks={}, limiters=limiters),
    )


def _waker(config: Config, store: SqliteStore, clock: Clock) -> Waker:
    inbox = SqliteInbox(config.inbox_file)
    return Waker(inbox=inbox, store=store, accounts=accounts_of(config), parse=wakes_in, clock=clock)


def collector_of(config: Config, store: SqliteStore, platforms: Mapping[str, Platform], clock: Clock) -> Collector:
    return Collector(
        platforms=platforms,
        store=store,
        clock=clock,
        zone=config.district.zone,
        promise=Promise(
            fresh=timedelta(seconds=config.collect.every_seconds),
            old=timedelta(hours=config.collect.old_hours),
            whole=timedelta(minutes=config.collect.reconcile_minutes),
            overlap=timedelta(minutes=config.collect.overlap_minutes),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the stages are made of."""

    config: Config
    store: SqliteStore
    archive: ObjectFiles
    camera: Camera
    platforms: Mapping[str, Platform]
    guidelines: Guidelines
    clock: Clock


def doors_of(parts: Parts) -> list[Door]:
    store, clock = parts.store, parts.clock
    judge = judge_by(parts.config, parts.guidelines)
    rules = rules_in_force_of(parts.config, store, clock, judge)
    today = rules_today_of(parts.config, store, rules)
    alerter = Alerter(store=store, notifier=JournalNotifier(), clock=clock)
    fetcher = Fetcher(platforms=parts.platforms, store=store, archive=parts.archive, clock=clock)
    actor = Actor(
        store=store,
        archive=parts.archive,
        accounts=accounts_of(parts.config),
        platforms=parts.platforms,
        rules=today,
        clock=clock,
        switched_off=_switched_off(parts.config),
        notifier=JournalNotifier(),
    )
    return [
        Door(stage=Stage.FETCH, run=fetcher, batch=20, lease_seconds=900),
        Door(stage=Stage.JUDGE, run=_judge_stage(parts, judge, rules), batch=100, lease_seconds=300),
        Door(stage=Stage.PRESERVE, run=_preserver(parts), batch=25, lease_seconds=1800),
        Door(stage=Stage.DECIDE, run=_decider(parts, today), batch=100, lease_seconds=300),
        Door(stage=Stage.ALERT, run=alerter, batch=20, lease_seconds=60),
        Door(stage=Stage.ACT, run=actor, batch=10, lease_seconds=900),
    ]


def _switched_off(config: Config) -> set[DecisionKind]:
    """What may not be done whatever was decided; taking an answer back is always allowed."""
    answers = set() if config.act.reply else {DecisionKind.REPLY, DecisionKind.COMMENT}
    return answers if config.act.delete else {*answers, DecisionKind.DELETE}


def _judge_stage(parts: Parts, judge: Judge, rules: RulesInForce) -> JudgeStage:
    store = parts.store
    return JudgeStage(
        judge=judge,
        comments=store.comments,
        verdicts=store.verdicts,
        versions=store.versions,
        work=store.work,
        ledger=store.ledger,
        transactions=store,
        clock=parts.clock,
        rules=rules,
        window=_window(store, parts.clock),
    )


def _window(store: SqliteStore, clock: Clock) -> Window:
    """What was written in the last hours, as the archive has it: floods are counted across a restart."""
    window = Window()
    past = store.rulebook.past(since=clock.now() - timedelta(hours=window.hours), limit=window.limit)
    for one in reversed(past):
        seen = sighting(store.comments.revision(one.revision_id))
        if seen is not None:
            window.see(seen)
    return window


def _preserver(parts: Parts) -> PreserveStage:
    store = parts.store
    return PreserveStage(
        comments=store.comments,
        verdicts=store.verdicts,
        evidence=store.evidence,
        decisions=store.decisions,
        work=store.work,
        ledger=store.ledger,
        transactions=store,
        archive=parts.archive,
        camera=parts.camera,
        accounts=accounts_of(parts.config),
        clock=parts.clock,
        zone=parts.config.district.zone,
        capture_all=parts.config.capture.every_comment,
    )


def _decider(parts: Parts, today: RulesToday) -> Decider:
    return Decider(
        store=parts.store,
        accounts=accounts_of(parts.config),
        platforms=parts.platforms,
        guidelines=parts.guidelines.by_id,
        rules=today,
        clock=parts.clock,
    )
