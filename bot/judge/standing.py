"""Which rules did the district write itself, and what may each of them do now? Pure; the steps of the rulebook decide.

A rule that came with the program is live as shipped. What the district's own file adds to it (`extends`) runs at once,
but asks a person at most until a second person approved it. A house rule runs as far as its newest step says. In a file
that stands alone, without `extends`, only what is word for word a shipped rule counts as shipped.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from bot.judge.documents import default_path, read_documents
from bot.judge.guidelines import Addition, Guidelines
from bot.judge.rules.base import Rule
from bot.judge.sections import Document
from bot.model import HouseRule, Routing, RuleOrigin, RuleStatus, RuleStep, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule:
    """A rule of the district's own. `digest` tells its meaning; `may_hide`: it asks for more than a person's look."""

    rule_id: str
    digest: str
    origin: RuleOrigin
    may_hide: bool


def digest_of(table: Mapping[str, object], routing: Routing) -> str:
    """What a rule means, in 64 hex digits: its table in the file without its status, and what its clause lets it do."""
    meaning = {"rule": _lasting(table), "routing": routing.value}
    return hashlib.sha256(json.dumps(meaning, sort_keys=True, default=str).encode()).hexdigest()


def _lasting(table: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value for key, value in table.items() if key != "status"}


def shipped_rules(path: Path) -> frozenset[str]:
    """The ids of the rules that nobody needs to approve. Raises `GuidelinesError`."""
    shipped = _shipped()
    documents = read_documents(path)
    if "extends" in documents[-1].table:
        return frozenset(shipped)
    return frozenset(rule_id for rule_id, meaning in _meanings(documents).items() if shipped.get(rule_id) == meaning)


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, object]:
    """The meanings of the rules that came with the program, which never change while it runs."""
    return _meanings(read_documents(default_path()))


def _meanings(documents: Sequence[Document]) -> Mapping[str, object]:
    """What each rule means, by its id: its table without its status, and what its clause lets a machine do."""
    clauses = {
        str(one.table.get("id")): {key: one.table.get(key) for key in ("routing", "listed", "like")}
        for document in documents
        for one in document.sections("clause")
    }
    return {
        str(one.table.get("id")): (_lasting(one.table), clauses.get(str(one.table.get("guideline"))))
        for document in documents
        for one in document.sections("rule")
    }


def own_rules(guidelines: Guidelines, shipped: Collection[str], house: Collection[str]) -> Mapping[str, OwnRule]:
    """The rules of the district's own by id; `house` are the ids of those that staff wrote on the review page.

    A shipped rule is never one of them: a house rule that an upgrade gave the same id can't be read beside it.
    """
    return {
        rule.id: OwnRule(
            rule_id=rule.id,
            digest=digest_of(guidelines.tables[rule.id], rule.routing),
            origin=RuleOrigin.HOUSE if rule.id in house else RuleOrigin.FILE,
            may_hide=rule.routing is not Routing.REVIEW,
        )
        for rule in guidelines.rules.rules
        if rule.id not in shipped
    }


def additions(edits: Sequence[HouseRule], steps: Mapping[str, RuleStep]) -> tuple[Addition, ...]:
    """The contents of house rules that run now: for each rule the one its newest step speaks of."""
    running = {edit.rule_id: edit for edit in edits if _runs(edit, steps.get(edit.rule_id))}
    return tuple(Addition(name=rule_id, content=running[rule_id].content) for rule_id in sorted(running))


def _runs(edit: HouseRule, step: RuleStep | None) -> bool:
    return step is not None and step.digest == edit.digest and step.standing in (Standing.SHADOW, Standing.LIVE)


def in_force(guidelines: Guidelines, own: Mapping[str, OwnRule], steps: Mapping[str, RuleStep]) -> Guidelines:
    """`guidelines` with every own rule held to its newest step; never harder than the file says."""
    rules = [
        _held(rule, own[rule.id], steps.get(rule.id)) if rule.id in own else rule for rule in guidelines.rules.rules
    ]
    changed = [now for now, was in zip(rules, guidelines.rules.rules, strict=True) if now is not was]
    if not changed:
        return guidelines
    return guidelines.with_rules(rules, ",".join(sorted(f"{one.id}={one.status}:{one.routing}" for one in changed)))


def _held(rule: Rule, own: OwnRule, step: RuleStep | None) -> Rule:
    is_other = step is not None and step.digest != own.digest
    if step is None or (is_other and own.origin is RuleOrigin.FILE):
        return _asking(rule)
    if step.standing is not Standing.LIVE:
        return _quieter(rule, step.standing.status)
    return rule if step.hides and not is_other else _asking(rule)


def _asking(rule: Rule) -> Rule:
    """The rule, for a person's look at most; its alerts stay alerts."""
    return rule if rule.routing is Routing.REVIEW else replace(rule, routing=Routing.REVIEW)


def _quieter(rule: Rule, status: RuleStatus) -> Rule:
    is_louder = rule.status is RuleStatus.DRAFT or rule.status is status
    return rule if is_louder else replace(rule, status=status)
