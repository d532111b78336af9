"""What follows from the findings? The routing of each finding decides; one clause carries the verdict."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from bot.model import Finding, Outcome, Routing, Verdict

_WEIGHT: Mapping[Routing, int] = MappingProxyType(
    {Routing.NOTE: -1, Routing.REVIEW: 0, Routing.HIDE: 1, Routing.HOLD: 2, Routing.HIDE_AND_ALERT: 3}
)


def conclude(findings: Sequence[Finding], guidelines_version: str) -> Verdict:
    """The verdict on `findings`: hide if one may hide, review if one counts, keep if none does. Notes never count.

    The strongest finding names the clause and the reason: the hardest routing, then alerts, then score, then place.
    """
    if not findings:
        return _nothing_found(guidelines_version)
    ordered = sorted(findings, key=_strength)
    if ordered[0].routing is Routing.NOTE:
        return Verdict(
            outcome=Outcome.KEEP, findings=tuple(ordered), guideline=None, guidelines_version=guidelines_version
        )
    strongest = ordered[0]
    return Verdict(
        outcome=Outcome.REVIEW if strongest.routing is Routing.REVIEW else Outcome.HIDE,
        findings=tuple(ordered),
        guideline=strongest.guideline,
        guidelines_version=guidelines_version,
        hold=strongest.routing is Routing.HOLD,
        alert=any(_alerts(one) for one in ordered),
        why=strongest.why,
    )


@lru_cache(maxsize=8)
def _nothing_found(guidelines_version: str) -> Verdict:
    return Verdict(outcome=Outcome.KEEP, findings=(), guideline=None, guidelines_version=guidelines_version)


def _alerts(finding: Finding) -> bool:
    return finding.routing is not Routing.NOTE and (finding.alert or finding.routing is Routing.HIDE_AND_ALERT)


def _strength(finding: Finding) -> tuple[int, bool, float, int, str]:
    return (-_WEIGHT[finding.routing], not finding.alert, -finding.score, finding.start, finding.rule)
