"""How do the tests make measured comments with few words?"""

from bot.judge.measuring.cases import Case, case
from bot.model import Finding, Outcome, Routing, Verdict


def verdict(
    outcome: str = "keep", *, priority: float = 0.0, guideline: str | None = None, findings: tuple[Finding, ...] = ()
) -> Verdict:
    """A verdict with this outcome."""
    return Verdict(
        outcome=Outcome(outcome), findings=findings, guideline=guideline, guidelines_version="g-1", priority=priority
    )


def judged(outcome: str = "keep", *, priority: float = 0.0, under: str | None = None, **fields: object) -> Case:
    """A comment judged so, with the labels in `fields`."""
    return case(fields, "some words", verdict(outcome, priority=priority, guideline=under))


def about(statement: str) -> Finding:
    """A finding that names a statement."""
    return Finding(
        guideline="not_factual",
        rule="facts",
        score=0.9,
        start=0,
        end=4,
        match="some",
        why="x",
        routing=Routing.REVIEW,
        statement=statement,
    )
