"""Which rules match a comment? Asks each rule only where one of its patterns can match at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import re2

from bot.judge.reading import Reading
from bot.judge.rules.base import Rule
from bot.model import Finding, RuleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """The rules and one filter over all their gates: an ordinary comment costs one look at its words.

    `owners` tells for each gate in the filter which rule it opens.
    """

    rules: tuple[Rule, ...]
    always: frozenset[int]
    gates: "re2.Filter"
    owners: tuple[int, ...]

    def findings(self, reading: Reading) -> list[Finding]:
        """All findings of all rules, in the order of the rules."""
        asked = set(self.always)
        for form in reading.forms if self.owners else ():
            asked.update(self.owners[gate] for gate in self.gates.Match(form.text) or ())
        return [finding for number in sorted(asked) for finding in self.rules[number].findings(reading)]


def ruleset(rules: Sequence[Rule]) -> Ruleset:
    """Join `rules` behind one filter. Drafts are in it but never asked."""
    gates, owners, always = re2.Filter(), [], set()
    options = re2.Options()
    options.max_mem = 64 << 20
    options.never_capture = True
    for number, rule in enumerate(rules):
        if rule.status is RuleStatus.DRAFT:
            continue
        if not rule.matcher.gates:
            always.add(number)
        for gate in rule.matcher.gates:
            gates.Add(gate, options)
            owners.append(number)
    if owners:
        gates.Compile()
    return Ruleset(rules=tuple(rules), always=frozenset(always), gates=gates, owners=tuple(owners))
