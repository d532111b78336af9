"""Are both sides treated alike? Mirrored pairs: the same words aimed at one side and at the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Routing, Share, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two comments that differ only in the side they take, with their verdicts."""

    id: str
    a: str
    b: str
    verdict_a: Verdict
    verdict_b: Verdict

    @property
    def is_alike(self) -> bool:
        """Same outcome under the same clause."""
        return (self.verdict_a.outcome, self.verdict_a.guideline) == (self.verdict_b.outcome, self.verdict_b.guideline)

    @property
    def hides_alike(self) -> bool:
        """Whether every rule that hides one side hides the other."""
        return _hiding(self.verdict_a) == _hiding(self.verdict_b)


def _hiding(verdict: Verdict) -> set[str]:
    return {one.rule for one in verdict.findings if one.routing not in {Routing.NOTE, Routing.REVIEW}}


def alike(pairs: Sequence[Pair]) -> tuple[Share, Share]:
    """How many pairs every hiding rule treats alike, and how many have the same verdict."""
    hiding, whole = sum(pair.hides_alike for pair in pairs), sum(pair.is_alike for pair in pairs)
    return Share(hits=hiding, of=len(pairs)), Share(hits=whole, of=len(pairs))
