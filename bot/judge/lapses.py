"""Do the rules that asked for a hide still ask for it today? If not, what became of them, in a sentence for staff?

Between verdict and hide may lie hours: a picture fails, a page rests. Meanwhile people withdraw a rule, the breaker
puts it back into the shadow, somebody narrows it, or another guidelines file is read at a restart.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.judge.book import RulesInForce
from bot.judge.guard import soften, softened
from bot.judge.guidelines import Guidelines
from bot.judge.reading import Reading, read
from bot.judge.repeats import shown_as
from bot.judge.rules.base import Rule
from bot.judge.verdict import conclude
from bot.model import Finding, Outcome, Revision, RuleStatus, RuleStep, Standing, Verdict
from bot.ports import Rulebook


class StandingRules:
    """Holds earlier verdicts to the rules in force (`bot.ports.RulesToday`). As `RulesInForce`: not for threads."""

    def __init__(self, *, rules: RulesInForce, rulebook: Rulebook, zone: ZoneInfo) -> None:
        """`zone`: whose days the sentences for staff name."""
        self._rules = rules
        self._rulebook = rulebook
        self._zone = zone

    def upheld(self, revision: Revision, verdict: Verdict) -> Verdict:
        """`verdict` as far as its rules still ask for it; under the very guidelines it was made by, as it is.

        Raises what the store raises.
        """
        comment = revision.comment
        guidelines = self._rules.judge().guidelines.for_account(comment.account_id)
        if verdict.outcome is not Outcome.HIDE or verdict.guidelines_version == guidelines.version:
            return verdict
        # How often it was repeated isn't counted again: once a flood, always a flood.
        copies = shown_as("repeats")
        reading = read(comment.text, post_text=revision.post.text, author=comment.author.name or "", copies=copies)
        today = held(verdict, reading, guidelines)
        if today.outcome is Outcome.HIDE:
            return today
        why = sentence(verdict, guidelines, self._rulebook.newest_steps(), self._zone)
        return replace(today, why=f"{verdict.why} {why}".lstrip())


def held(verdict: Verdict, reading: Reading, guidelines: Guidelines) -> Verdict:
    """`verdict` without the hides that its rules don't ask for under `guidelines`: those are for a person. Pure."""
    found = [one for one in guidelines.rules.findings(reading) if one.routing.hides]
    kept = [one if any(_is_same(one, other) for other in found) else softened(one) for one in verdict.findings]
    return replace(soften(conclude(kept, guidelines.version), reading.original, guidelines), priority=verdict.priority)


def _is_same(finding: Finding, other: Finding) -> bool:
    """Whether a rule still finds these words under the same clause, if not to the letter."""
    overlap = finding.start < other.end and other.start < finding.end
    return overlap and (finding.rule, finding.guideline) == (other.rule, other.guideline)


def sentence(verdict: Verdict, guidelines: Guidelines, steps: Mapping[str, RuleStep], zone: ZoneInfo) -> str:
    """What became of the rules that asked for this hide; for staff."""
    ids = dict.fromkeys(one.rule for one in verdict.findings if one.routing.hides)
    told = [f'"{rule_id}" {_became(guidelines.rule(rule_id), steps.get(rule_id), zone)}' for rule_id in ids]
    if len(told) == 1:
        name, what = told[0].split(" ", 1)
        return f"The rule that asked for hiding, {name}, {what}; a person decides."
    return f"None of the rules that asked for hiding still does ({'; '.join(told)}); a person decides."


def _became(rule: Rule | None, step: RuleStep | None, zone: ZoneInfo) -> str:
    if step is not None and step.standing is Standing.WITHDRAWN:
        return f"was withdrawn on {_day(step.at, zone)}"
    if step is not None and step.standing is not Standing.LIVE:
        return f"was returned to trial on {_day(step.at, zone)}"
    if rule is None:
        return "is no longer in the guidelines"
    if step is not None and not step.hides:
        return f"may only ask a person since {_day(step.at, zone)}"
    if rule.status is not RuleStatus.LIVE:
        return "is only tried out now"
    if not rule.routing.hides:
        return "may only ask a person now"
    return "no longer asks to hide these words"


def _day(at: datetime, zone: ZoneInfo) -> str:
    here = at.astimezone(zone)
    return f"{here:%B} {here.day}, {here.year}"
