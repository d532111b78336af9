"""Would this hide lawful criticism? Runs last, and can only soften.

A hide must rest on a finding of one of our own rules, under one of the few clauses that carry a hide (`grounds`), and
under a clause on language on a word of the closed list that really stands in the comment. A classifier's score alone
never hides.

A last test for what rests on meaning, not on a word or a number: a threat that the words around it turn into a figure
of speech ("the superintendent's plan", "with emails"), and a private matter told in a sentence that criticises those
in charge, go to a person.

The one threatened may well be an official and the place a board meeting: that softens nothing.
"""

import re
from dataclasses import replace
from typing import Protocol

from bot.judge.grounds import BY_LIST, FIRM
from bot.judge.reading import read, sentence_around
from bot.judge.rules.aim import figurative
from bot.judge.rules.base import Rule
from bot.judge.verdict import conclude
from bot.model import Finding, Outcome, Routing, Verdict

_NEAR = 400
_IN_CHARGE = re.compile(
    r"\b(?:boards?|boe|district|superintendents?|principals?|administrat\w+|officials?|directors?|deans?|lev(?:y|ies)|"
    r"budgets?|tax(?:es|payers?)?|polic(?:y|ies)|plans?|contracts?|salar(?:y|ies)|vot(?:e|es|ed|ers?|ing)|elections?|"
    r"campaigns?|recall|resign\w*|leadership|funding|mayor|governor|senators?|congress)\b"
)


class Rules(Protocol):
    """Where the guard looks rules up."""

    def rule(self, rule_id: str) -> Rule | None:
        """The rule with this id; None for a finding from elsewhere (a classifier)."""
        ...


def soften(verdict: Verdict, text: str, rules: Rules) -> Verdict:
    """`verdict`, or a milder one when its grounds do not carry a hide. Never a harder one."""
    if verdict.outcome is not Outcome.HIDE:
        return verdict
    known: dict[tuple[str, str], bool] = {}  # a flood repeats few words
    checked = [one if _may_hide(one, text, rules, known) else softened(one) for one in verdict.findings]
    return conclude(checked, verdict.guidelines_version)


def softened(finding: Finding) -> Finding:
    """`finding` as a reason for a person to look, no more; a note stays a note."""
    if finding.routing is Routing.NOTE:
        return finding
    # What was to be hidden and told at once is no longer hidden, and still told at once.
    return replace(finding, routing=Routing.REVIEW, alert=finding.alert or finding.routing is Routing.HIDE_AND_ALERT)


def _may_hide(finding: Finding, text: str, rules: Rules, known: dict[tuple[str, str], bool]) -> bool:
    rule = rules.rule(finding.rule)
    if (
        rule is None
        or finding.routing is Routing.NOTE
        or finding.score < 1
        or finding.guideline is None
        or finding.guideline != rule.guideline
    ):
        return False
    if rule.ground in BY_LIST:
        if not rule.listed or text[finding.start : finding.end] != finding.match:
            return False
        if (rule.id, finding.match) not in known:
            known[rule.id, finding.match] = _stands_on_list(finding, rule)
        return known[rule.id, finding.match]
    return rule.ground in FIRM and not _is_criticism(finding, rule, text)


def _is_criticism(finding: Finding, rule: Rule, text: str) -> bool:
    """Whether what stands around the finding makes it a figure of speech or a word about those in charge."""
    first = max(0, finding.start - _NEAR)
    near, start, end = _plain(text[first : finding.end + _NEAR]), finding.start - first, finding.end - first
    if rule.ground == "language.threat":
        return figurative(near, start, end)
    if rule.ground == "illegal.student_matter" or finding.rule == "staff_health":
        return bool(_IN_CHARGE.search(sentence_around(near, start, end)))
    return False


def _plain(text: str) -> str:
    """Lower case, every character in its old place."""
    lowered = text.lower()
    if len(lowered) == len(text):  # no character becomes shorter, so none became longer
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _stands_on_list(finding: Finding, rule: Rule) -> bool:
    """Whether the matched words alone, read once more, still hold a listed word."""
    return any(True for _ in rule.matcher.spans(read(finding.match)))
