"""Which rules match a comment? Asks each rule only where one of its patterns can match at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.judge.gates import Gates, gates
from bot.judge.reading import Reading
from bot.judge.rules.base import Rule
from bot.model import Finding, RuleStatus

_ABOUT_SOMETHING = frozenset(
    {
        "personal_attack",
        "not_factual",
        "language.hateful",
        "illegal.copyright",
        "illegal.encourages",
        "illegal.personnel",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """The rules, and one look over all their gates, so that an ordinary comment costs little.

    Rules of the numbers `always` have no gates. `lists` are the gates of closed lists, which alone read joined forms.
    """

    rules: tuple[Rule, ...]
    always: frozenset[int]
    gates: Gates
    lists: Gates

    def findings(self, reading: Reading) -> list[Finding]:
        """All findings of all rules, in the order of the rules."""
        asked = self.always | self.gates.opened(form.text for form in reading.forms)
        if reading.joined:
            asked |= self.lists.opened(form.text for form in reading.joined)
        rules = [self.rules[number] for number in sorted(asked)]
        if reading.plain.text.isalpha():
            rules = [rule for rule in rules if not _needs_words(rule)]
        return [finding for rule in rules for finding in rule.findings(reading)]


def _needs_words(rule: Rule) -> bool:
    """A single bare word claims nothing of anybody ("loophole"); closed lists, threats and sales still ask it."""
    return not rule.listed and rule.ground in _ABOUT_SOMETHING


def ruleset(rules: Sequence[Rule]) -> Ruleset:
    """Join `rules` behind one look. Drafts are in it but never asked."""
    asked = [(number, rule.matcher.gates) for number, rule in enumerate(rules) if rule.status is not RuleStatus.DRAFT]
    keys = [(number, pattern) for number, patterns in asked for pattern in patterns]
    return Ruleset(
        rules=tuple(rules),
        always=frozenset(number for number, patterns in asked if not patterns),
        gates=gates(keys),
        lists=gates((number, pattern) for number, pattern in keys if rules[number].kind == "words"),
    )
