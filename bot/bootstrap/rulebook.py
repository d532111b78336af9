"""How are the parts put together that look after the district's own rules?"""

import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bot.config import Config
from bot.judge.book import RulesInForce
from bot.judge.guidelines import Addition, Guidelines, default_path, load
from bot.judge.judge import Judge
from bot.judge.lapses import StandingRules
from bot.judge.loading import Load
from bot.judge.office import Office
from bot.judge.stage import sighting
from bot.judge.standing import shipped_rules
from bot.judge.trying import Workshop
from bot.ports import Clock, RuleOffice, RulesToday, Store

_KEPT = 4
"""Readings of the guidelines that are remembered: a page that is opened twice reads the file once."""


def guidelines_path(config: Config | None) -> Path:
    """The file the service judges by: the configured one, else the shipped one."""
    file = config.guidelines.file if config else ""
    return config.beside(file) if config and file else default_path()


def rules_in_force_of(config: Config, store: Store, clock: Clock, judge: Judge) -> RulesInForce:
    """What the worker judges by: `judge`, following the rulebook. Raises `GuidelinesError`."""
    path = guidelines_path(config)
    return RulesInForce(
        judge=judge,
        load=lambda additions: load(path, additions),
        shipped=shipped_rules(path),
        rulebook=store.rulebook,
        notices=store.notices,
        ledger=store.ledger,
        transactions=store,
        clock=clock,
    )


def rules_today_of(config: Config, store: Store, rules: RulesInForce) -> RulesToday:
    """What is asked right before a hide is decided and done: do its rules still ask for it?"""
    return StandingRules(rules=rules, rulebook=store.rulebook, zone=config.district.zone)


def office_of(config: Config, store: Store, clock: Clock, *, guidelines: Guidelines | None = None) -> RuleOffice:
    """Where people look after rules. Trials know rules alone: no classifier, no expert."""
    return Office(store=store, workshop=workshop_of(config, store, guidelines), clock=clock)


def workshop_of(config: Config | None, store: Store, guidelines: Guidelines | None = None) -> Workshop:
    """Where rules are tried on the archive; reads only. Raises `GuidelinesError`."""
    path = guidelines_path(config)
    base = guidelines or load(path)
    return Workshop(
        judge=Judge(base),
        load=_remembering(path, base),
        shipped=shipped_rules(path),
        rulebook=store.rulebook,
        timer=time.perf_counter,
        sighted=lambda revision_id: sighting(store.comments.revision(revision_id)),
    )


def _remembering(path: Path, base: Guidelines) -> Load:
    """Reads rules on top of the file; the file alone is `base`, as it was read at the start. A file that breaks later
    so keeps nobody from taking a rule out of use."""
    remembered = lru_cache(maxsize=_KEPT)(lambda additions: load(path, additions))

    def reader(additions: Sequence[Addition]) -> Guidelines:
        return remembered(tuple(additions)) if additions else base

    return reader
