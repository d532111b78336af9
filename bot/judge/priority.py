"""In which order should people look? The queue's order, and nothing else."""

from collections.abc import Sequence

from bot.model import Finding, Outcome, Verdict


def priority(verdict: Verdict, notes: Sequence[Finding]) -> float:
    """How likely a person finds a violation here, 0 to 1; `notes` are the scores of classifiers."""
    told = max((note.score for note in notes), default=0.0)
    floor = {Outcome.KEEP: 0.0, Outcome.REVIEW: 0.5, Outcome.HIDE: 0.9}[verdict.outcome]
    return round(floor + (1 - floor) * told, 4)
