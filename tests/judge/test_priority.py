"""Do people read first what is likeliest to break a guideline? The order of the queue, which decides nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judge.priority import priority
from bot.judge.verdict import conclude
from bot.model import Finding, Routing, Verdict
from tests.judge.builders import finding


def verdict(*findings: Finding) -> Verdict:
    return conclude(findings, "g-test")


def note(score: float) -> Finding:
    return finding(None, rule="insult-1", routing=Routing.NOTE, score=score)


KEEP = verdict()
REVIEW = verdict(finding("personal_attack", routing=Routing.REVIEW))
HIDE = verdict(finding("spam", routing=Routing.HIDE))
ALERT = verdict(finding("language.threat", routing=Routing.HIDE_AND_ALERT))
CALL_FOR_HELP = verdict(finding(None, routing=Routing.REVIEW, alert=True))
UNCHECKED = verdict(finding(None, rule="insult-1:unchecked", routing=Routing.REVIEW, score=0.0))


@pytest.mark.parametrize("score", [0.0, 0.02, 0.3, 0.9, 1.0])
def test_threats_come_before_hides_before_reviews_before_the_rest(score: float) -> None:
    ordered = [priority(one, [note(score)]) for one in (KEEP, UNCHECKED, REVIEW, HIDE, ALERT)]
    assert ordered == sorted(ordered)
    assert len(set(ordered)) == len(ordered)


def test_a_call_for_help_comes_before_an_advertisement() -> None:
    assert priority(CALL_FOR_HELP, [note(0.01)]) > priority(HIDE, [note(0.01)])


def test_a_kept_comment_with_a_high_score_comes_before_a_review_with_a_low_one() -> None:
    assert priority(KEEP, [note(0.95)]) > priority(REVIEW, [note(0.005)])


def test_more_rules_that_agree_come_first() -> None:
    two = verdict(
        finding("personal_attack", rule="a", routing=Routing.REVIEW),
        finding("off_topic", rule="b", routing=Routing.REVIEW),
    )
    assert priority(two, []) > priority(REVIEW, [])


def test_notes_of_rules_in_the_shadow_change_nothing() -> None:
    shadowed = verdict(finding("spam", rule="tried", routing=Routing.NOTE))
    assert priority(shadowed, []) == priority(KEEP, [])


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_it_lies_between_0_and_1_and_never_falls_when_a_score_rises(one: float, other: float, third: float) -> None:
    low, high = sorted((one, other))
    for judged in (KEEP, REVIEW, HIDE, ALERT):
        assert 0 <= priority(judged, [note(low), note(third)]) <= priority(judged, [note(high), note(third)]) <= 1


def test_without_classifiers_the_order_is_that_of_the_rules() -> None:
    assert priority(KEEP, []) < priority(REVIEW, []) < priority(HIDE, []) < priority(ALERT, [])
