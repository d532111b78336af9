"""How does a rule look to a person: where it comes from, where it stands, and what happened to it? Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from bot.judge.guidelines import Guidelines
from bot.judge.rules.base import Rule
from bot.judge.standing import OwnRule
from bot.model import HouseRule, Routing, RuleDecline, RuleOrigin, RuleRequest, RuleStep, RuleTest, RuleView, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the rulebook holds of one rule."""

    edits: tuple[HouseRule, ...]
    steps: tuple[RuleStep, ...]
    tests: tuple[RuleTest, ...]
    requests: tuple[RuleRequest, ...]
    declines: tuple[RuleDecline, ...] = ()

    def asked(self, digest: str) -> RuleRequest | None:
        """The open request about this content."""
        return next((one for one in reversed(self.requests) if one.digest == digest), None)


def house_view(base: Guidelines, history: History) -> RuleView:
    """A rule that staff wrote, by its newest edit."""
    edit, step = history.edits[-1], history.steps[-1] if history.steps else None
    table = tomllib.loads(edit.content)["rule"][0]
    return RuleView(
        rule_id=edit.rule_id,
        origin=RuleOrigin.HOUSE,
        kind=str(table.get("kind", "")),
        guideline=edit.guideline,
        routing=_routing(edit, table, base),
        why=str(table.get("why", "")),
        digest=edit.digest,
        content=edit.content,
        standing=Standing.DRAFT if step is None else step.standing,
        hides=step is not None and step.hides,
        in_force=step is not None and step.digest == edit.digest,
        request=history.asked(edit.digest),
        steps=history.steps,
        tests=history.tests,
        edits=history.edits,
        declines=history.declines,
    )


def file_view(rule: Rule, own: OwnRule, history: History) -> RuleView:
    """A rule of the district's own file."""
    step = history.steps[-1] if history.steps and history.steps[-1].digest == own.digest else None
    return RuleView(
        rule_id=rule.id,
        origin=RuleOrigin.FILE,
        kind=rule.kind,
        guideline=rule.guideline,
        routing=rule.routing.value,
        why=rule.why,
        digest=own.digest,
        content="",
        standing=Standing(rule.status.value) if step is None else step.standing,
        hides=step is not None and step.hides,
        in_force=True,
        request=history.asked(own.digest),
        steps=history.steps,
        tests=history.tests,
        declines=history.declines,
    )


def shipped_view(rule: Rule) -> RuleView:
    """A rule that came with the program."""
    return RuleView(
        rule_id=rule.id,
        origin=RuleOrigin.SHIPPED,
        kind=rule.kind,
        guideline=rule.guideline,
        routing=rule.routing.value,
        why=rule.why,
        digest="",
        content="",
        standing=Standing(rule.status.value),
        hides=rule.routing is not Routing.REVIEW,
        in_force=True,
    )


def _routing(edit: HouseRule, table: Mapping[str, object], base: Guidelines) -> str:
    """What it may do at most: as written, else what its clause allows (a list may do more than its clause)."""
    if not edit.may_hide:
        return Routing.REVIEW.value
    clause = base.by_id.get(edit.guideline or "")
    allowed = Routing.HIDE if clause is None or clause.routing is Routing.REVIEW else clause.routing
    return str(table.get("routing", allowed.value))
