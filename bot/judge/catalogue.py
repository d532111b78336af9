"""Which rules are there, and what would a text be as a rule? Puts guidelines file and rulebook side by side."""

import re
import tomllib
from collections.abc import Mapping, Sequence

from bot.errors import DecisionRefused, GuidelinesError
from bot.judge.guidelines import Addition
from bot.judge.neutrality import neutrality_faults, shipped_pairs
from bot.judge.rule_views import History, file_view, house_view, shipped_view
from bot.judge.rules.base import Rule
from bot.judge.standing import OwnRule, digest_of, own_rules
from bot.judge.text import normal_form
from bot.judge.trying import Workshop, rule_ids
from bot.model import RuleOrigin, RuleSketch, RuleView
from bot.ports import Rulebook

LONGEST = 100_000
"""Characters a house rule may have."""
NAME = "the rule"
_LISTS = ("words", "masked", "aimed", "allow")
_READ = re.compile(r"[a-z0-9]")
_ID = re.compile(r"[a-z][a-z0-9_]{2,59}")


class Catalogue:
    """Reads only."""

    def __init__(self, *, rulebook: Rulebook, workshop: Workshop) -> None:
        self._book = rulebook
        self._workshop = workshop

    def all(self) -> Sequence[RuleView]:
        """All rules: house rules first, then the file's, then the shipped ones."""
        base = self._workshop.load(())
        own = own_rules(base, self._workshop.shipped, ())
        house = sorted({edit.rule_id for edit in self._book.edits()})
        views = [house_view(base, self._history(rule_id)) for rule_id in house]
        mine = [rule for rule in base.rules.rules if rule.id in own]
        views += [file_view(rule, own[rule.id], self._history(rule.id)) for rule in mine]
        return [*views, *(shipped_view(rule) for rule in base.rules.rules if rule.id not in own)]

    def one(self, rule_id: str) -> RuleView | None:
        """One rule with its history."""
        return next((view for view in self.all() if view.rule_id == rule_id), None)

    def own(self, rule_id: str) -> OwnRule | None:
        """A rule of the district's own, as its newest content says; None for shipped and unknown ones."""
        edits = self._book.edits(rule_id)
        if edits:
            edit = edits[-1]
            return OwnRule(rule_id=rule_id, digest=edit.digest, origin=RuleOrigin.HOUSE, may_hide=edit.may_hide)
        return own_rules(self._workshop.load(()), self._workshop.shipped, ()).get(rule_id)

    def sketch(self, content: str) -> RuleSketch:
        """What a text would be as a house rule. Raises `GuidelinesError` with its faults."""
        rule, table = self._compiled(content)
        return RuleSketch(
            rule_id=rule.id,
            guideline=rule.guideline,
            routing=rule.routing.value,
            why=rule.why,
            digest=digest_of(table, rule.routing),
        )

    def refuse_hiding(self, own: OwnRule) -> None:
        """Raise `DecisionRefused` when this rule may not hide whoever approves: it treats two sides differently, or
        its clause became another one since it was written."""
        edits = self._book.edits(own.rule_id)
        base = self._workshop.load(())
        rule = self._compiled(edits[-1].content)[0] if edits else base.rule(own.rule_id)
        if rule is None:
            raise DecisionRefused("This rule is no longer in the guidelines file.")
        if edits and self.sketch(edits[-1].content).digest != own.digest:
            raise DecisionRefused("The clause of this rule was changed since it was written. Save the rule again.")
        faults = neutrality_faults(rule, shipped_pairs())
        if faults:
            raise DecisionRefused(f"It does not treat both sides alike, so it may not hide: {faults[0].words}")

    def _compiled(self, content: str) -> tuple[Rule, Mapping[str, object]]:
        _refuse_shape(content)
        (rule_id,) = rule_ids(content, NAME)
        others = [one for one in self._workshop.running() if one.name != rule_id]
        loaded = self._workshop.on_top(others, Addition(name=NAME, content=content))
        rule = loaded.rule(rule_id)
        if rule is None:
            raise GuidelinesError(f"{NAME}: it could not be read as a rule")
        return rule, loaded.tables[rule_id]

    def _history(self, rule_id: str) -> History:
        requests = [one for one in self._book.requests() if one.rule_id == rule_id]
        return History(
            edits=tuple(self._book.edits(rule_id)),
            steps=tuple(self._book.steps(rule_id)),
            tests=tuple(self._book.tests(rule_id)),
            requests=tuple(requests),
            declines=tuple(self._book.declines(rule_id)),
        )


def _refuse_shape(content: str) -> None:
    """Raise `GuidelinesError` for what a guidelines file may hold and a house rule may not."""
    if len(content) > LONGEST:
        raise GuidelinesError(f"{NAME}: is longer than {LONGEST:,} characters: make several rules of it")
    ids = rule_ids(content, NAME)
    if len(ids) != 1:
        raise GuidelinesError(f"{NAME}: holds {len(ids)} rules: write exactly one [[rule]]")
    if not _ID.fullmatch(ids[0]):
        remedy = "write small letters, digits and _, three at least, a letter first"
        raise GuidelinesError(f'{NAME}: "{ids[0][:80]}" can\'t be an id: {remedy}')
    table = tomllib.loads(content)["rule"][0]
    _refuse_empty_words(table)
    if "status" in table:
        raise GuidelinesError(f'{NAME}: "status" does not belong here: a rule is moved on by its buttons')


def _refuse_empty_words(table: Mapping[str, object]) -> None:
    """Raise `GuidelinesError` for words of which nothing is left in the normal form: they'd stand everywhere."""
    for key in _LISTS:
        said = table.get(key)
        for word in said if isinstance(said, list) else ():
            if isinstance(word, str) and not _READ.search(normal_form(word).text):
                fault = f'"{word[:40]}" holds no letter from a to z and no digit'
                remedy = "take it out: signs, emoji and other alphabets can't be listed"
                raise GuidelinesError(f'{NAME}: "{key}": {fault}: {remedy}')
