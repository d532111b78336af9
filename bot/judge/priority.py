"""In which order should people look? The queue's order, and nothing else: it changes no verdict.

The odds of a violation are taken as if what the rules say and what the classifiers say were independent signs. The
weights were fitted on labelled comments that the classifiers had not learned from and then rounded (docs/models.md).
"""

import math
from collections.abc import Sequence

from bot.model import Finding, Outcome, Routing, Verdict

_RULES = {Outcome.KEEP: 0.0, Outcome.REVIEW: 2.2, Outcome.HIDE: 3.8}
"""What a verdict adds to the logarithm of the odds."""
_ALERT = 3.0
"""A threat or a call for help: minutes count."""
_ANOTHER_RULE, _MOST_OTHERS = 0.4, 3
"""Each further rule that matched makes it likelier; of many, three count."""
_UNREAD = 1.2
"""What nobody could read or check breaks a guideline less often than what a rule found."""
_WITHOUT_SCORE = 0.03
"""The share of violations taken where no classifier gave a score."""


def priority(verdict: Verdict, notes: Sequence[Finding]) -> float:
    """How likely a person finds a violation here, 0 to 1; `notes` are the scores of classifiers.

    It never falls when a score rises or a rule more matches.
    """
    odds = _odds(_told(notes)) + _of_rules(verdict)
    return round(1 / (1 + math.exp(-odds)), 4)


def _told(notes: Sequence[Finding]) -> float:
    """The chance that one of the scores is right: an insult, or spam, or both."""
    if not notes:
        return _WITHOUT_SCORE
    return 1 - math.prod(1 - min(max(note.score, 0.0), 1.0) for note in notes)


def _odds(share: float) -> float:
    kept = min(max(share, 0.0005), 0.995)
    return math.log(kept / (1 - kept))


def _of_rules(verdict: Verdict) -> float:
    if not verdict.findings:
        return _RULES[verdict.outcome]
    rules = {one.rule for one in verdict.findings if one.routing is not Routing.NOTE}
    if verdict.outcome is Outcome.REVIEW and not verdict.alert and all(map(_says_unread, verdict.findings)):
        return _UNREAD
    others = min(max(len(rules) - 1, 0), _MOST_OTHERS)
    return _RULES[verdict.outcome] + _ANOTHER_RULE * others + (_ALERT if verdict.alert else 0.0)


def _says_unread(finding: Finding) -> bool:
    """A note, or a finding that names no clause: unchecked, or in a language that no rule reads."""
    return finding.routing is Routing.NOTE or (finding.guideline is None and not finding.alert)
