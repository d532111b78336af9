"""Does each set of findings lead to the right verdict?"""

import pytest

from bot.judge.verdict import conclude
from bot.model import Finding, Outcome, Routing
from tests.judge.builders import finding

REVIEW = finding("personal_attack", rule="attack", routing=Routing.REVIEW)
HELP = finding(None, rule="help", routing=Routing.REVIEW, alert=True)
HIDE = finding("spam", rule="spam")
HOLD = finding("illegal.confidential", rule="number", routing=Routing.HOLD)
THREAT = finding("language.threat", rule="threat", routing=Routing.HIDE_AND_ALERT)


@pytest.mark.parametrize(
    ("findings", "outcome", "guideline", "hold", "alert"),
    [
        ([], Outcome.KEEP, None, False, False),
        ([REVIEW], Outcome.REVIEW, "personal_attack", False, False),
        ([HIDE], Outcome.HIDE, "spam", False, False),
        ([HOLD], Outcome.HIDE, "illegal.confidential", True, False),
        ([THREAT], Outcome.HIDE, "language.threat", False, True),
        ([HELP], Outcome.REVIEW, None, False, True),
        ([REVIEW, HELP], Outcome.REVIEW, None, False, True),
        ([REVIEW, HIDE], Outcome.HIDE, "spam", False, False),
        ([HIDE, HOLD], Outcome.HIDE, "illegal.confidential", True, False),
        ([HIDE, HOLD, THREAT], Outcome.HIDE, "language.threat", False, True),
        ([HIDE, HELP], Outcome.HIDE, "spam", False, True),
    ],
)
def test_the_hardest_finding_carries_the_verdict(
    findings: list[Finding], outcome: Outcome, guideline: str | None, hold: bool, alert: bool
) -> None:
    verdict = conclude(findings, "g-1")
    assert (verdict.outcome, verdict.guideline, verdict.hold, verdict.alert) == (outcome, guideline, hold, alert)
    assert verdict.guidelines_version == "g-1"


def test_the_reason_is_that_of_the_strongest_finding_and_none_is_lost() -> None:
    verdict = conclude([REVIEW, HIDE, HELP], "g-1")
    assert verdict.why == "because of spam"
    assert set(verdict.findings) == {REVIEW, HIDE, HELP}


def test_among_equals_the_better_score_then_the_earlier_place_counts() -> None:
    weak = finding("spam", rule="weak", score=0.6)
    late = finding("personal_attack", rule="late", start=9)
    assert conclude([weak, late, HIDE], "g-1").findings == (HIDE, late, weak)
