"""Do violations come first when people read by priority?"""

from collections.abc import Sequence

from bot.judge.measuring.cases import Case
from bot.model import Share


def found_first(cases: Sequence[Case], part: float = 0.1) -> Share:
    """How many of all violations stand in the first `part` of the comments, the highest priority first.

    Ties count with the part of them that fits, so that an order that says nothing scores `part` and not more.
    """
    room = part * len(cases)
    violations = sum(one.is_violation for one in cases)
    found = 0.0
    for group in _tied(cases):
        fits = min(1.0, room / len(group)) if room > 0 else 0.0
        found += fits * sum(one.is_violation for one in group)
        room -= len(group)
    return Share(hits=round(found), of=violations)


def area(cases: Sequence[Case]) -> float | None:
    """The area under the ROC curve: how often a violation stands before another comment. None without both kinds."""
    violations = sum(one.is_violation for one in cases)
    others = len(cases) - violations
    if not violations or not others:
        return None
    before, score = 0, 0.0  # violations that stand before the group looked at
    for group in _tied(cases):
        here = sum(one.is_violation for one in group)
        score += (len(group) - here) * (before + here / 2)
        before += here
    return score / (violations * others)


def _tied(cases: Sequence[Case]) -> Sequence[Sequence[Case]]:
    ordered = sorted(cases, key=lambda one: -one.verdict.priority)
    groups: list[list[Case]] = []
    for one in ordered:
        if groups and groups[-1][0].verdict.priority == one.verdict.priority:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups
