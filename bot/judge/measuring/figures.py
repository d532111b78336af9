"""Which figures does a labelled set give? Lines of (what, figure), each with its size and interval."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.judge.measuring.cases import Case
from bot.judge.measuring.order import area, found_first
from bot.model import Outcome, Share

FACTS = "facts"
"""The rule that names a statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of a report. `value` is a share, or a number between 0 and 1."""

    what: str
    value: Share | float


def figures(cases: Sequence[Case]) -> list[Figure]:
    """Everything that the labels of `cases` allow to say; a set without labels gives how many would be hidden."""
    labelled = [one for one in cases if one.is_labelled]
    if not labelled:
        return [
            Figure(what="hidden", value=_of(cases, _hidden)),
            Figure(what="sent to review", value=_of(cases, _asked)),
        ]
    found = [*_harm(labelled), *_reach(labelled), *_precision(labelled), *_order(labelled)]
    return [*found, *_facts(labelled), *_dialect(labelled)]


def _of(cases: Iterable[Case], wanted: Callable[[Case], bool]) -> Share:
    held = [wanted(one) for one in cases]
    return Share(hits=sum(held), of=len(held))


def _hidden(one: Case) -> bool:
    return one.is_hidden


def _asked(one: Case) -> bool:
    return one.verdict.outcome is Outcome.REVIEW


def _reached(one: Case) -> bool:
    return one.reached


def _harm(cases: Sequence[Case]) -> list[Figure]:
    """What the machine does to comments that break nothing."""
    ordinary = [one for one in cases if not one.is_violation]
    criticism = [one for one in ordinary if "criticism" in one.tags]
    found = [
        Figure(what="lawful criticism hidden", value=_of(criticism, _hidden)),
        Figure(what="ordinary comments hidden", value=_of(ordinary, _hidden)),
        Figure(what="ordinary comments sent to review", value=_of(ordinary, _asked)),
    ]
    return [one for one in found if isinstance(one.value, Share) and one.value.of]


def _reach(cases: Sequence[Case]) -> list[Figure]:
    violations = [one for one in cases if one.is_violation]
    hideable = [one for one in violations if one.expect is Outcome.HIDE]
    found = [
        Figure(what="violations that reach hide or review", value=_of(violations, _reached)),
        Figure(what="violations to hide that are hidden", value=_of(hideable, _hidden)),
        Figure(what="verdicts as expected, or as accepted", value=_of(cases, lambda one: one.is_right)),
    ]
    return [one for one in found if isinstance(one.value, Share) and one.value.of]


def _precision(cases: Sequence[Case]) -> list[Figure]:
    hidden = [one for one in cases if one.is_hidden]
    reached = [one for one in cases if one.reached]
    return [
        Figure(what="of what is hidden, violations", value=_of(hidden, lambda one: one.is_violation)),
        Figure(what="of what is hidden or reviewed, violations", value=_of(reached, lambda one: one.is_violation)),
    ]


def _order(cases: Sequence[Case]) -> list[Figure]:
    found = area(cases)
    if found is None:
        return []
    return [
        Figure(what="violations in the first 10 % by priority", value=found_first(cases)),
        Figure(what="area under the ROC curve of priority", value=found),
    ]


def _facts(cases: Sequence[Case]) -> list[Figure]:
    about = [one for one in cases if one.statement]
    if not about or not any(_named(one) for one in cases):
        return []
    alarmed = [one for one in cases if _named(one)]
    return [
        Figure(what="claims with an alarm", value=_of(about, lambda one: bool(_named(one)))),
        Figure(what="claims whose statement is named first", value=_of(about, lambda one: _is_first(one))),
        Figure(what="of alarms, claims", value=_of(alarmed, lambda one: bool(one.statement))),
    ]


def _named(one: Case) -> list[str]:
    return [finding.statement for finding in one.verdict.findings if finding.statement]


def _is_first(one: Case) -> bool:
    return _named(one)[:1] == [one.statement]


def _dialect(cases: Sequence[Case]) -> list[Figure]:
    """False hides by the dialect that a set names (field "dialect")."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for one in cases:
        if one.dialect and not one.is_violation:
            groups[one.dialect].append(one)
    return [
        Figure(what=f"false hides, dialect {name}", value=_of(group, _hidden)) for name, group in sorted(groups.items())
    ]


def by_guideline(cases: Sequence[Case]) -> Mapping[str, tuple[Share, Share]]:
    """Per clause of the violations: how many reach hide or review, and how many under this very clause."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for one in cases:
        if one.is_violation and one.expect is not None:
            groups[one.guideline or "none (alert)"].append(one)
    return {
        name: (_of(group, _reached), _of(group, lambda one: one.reached and one.verdict.guideline == one.guideline))
        for name, group in sorted(groups.items())
    }


def by_tag(cases: Sequence[Case]) -> Mapping[str, tuple[Share, Share, Share]]:
    """Per tag: violations that reach hide or review, ordinary comments reviewed, ordinary comments hidden."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for one in cases:
        for tag in one.tags:
            groups[tag.partition(":")[0]].append(one)
    return {
        tag: (
            _of((one for one in group if one.is_violation), _reached),
            _of((one for one in group if not one.is_violation), _asked),
            _of((one for one in group if not one.is_violation), _hidden),
        )
        for tag, group in sorted(groups.items())
    }


def failures(cases: Sequence[Case]) -> list[Case]:
    """What went wrong, the worst first: hidden though lawful, missed violations, reviews for nothing."""
    wrong = [one for one in cases if one.is_labelled and not one.is_right and not _is_softer(one)]
    return sorted(wrong, key=lambda one: (not (one.is_hidden and not one.is_violation), one.reached, one.id))


def _is_softer(one: Case) -> bool:
    """A hide that a person decides instead is no failure."""
    return one.expect is Outcome.HIDE and one.verdict.outcome is Outcome.REVIEW
