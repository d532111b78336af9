"""Can a hide rest on soft ground? The criticism guard only softens, and it catches every case."""

import pytest

from bot.judge.guard import SOFT_CLAUSES, soften
from bot.judge.guidelines import Guidelines
from bot.judge.verdict import conclude
from bot.model import Finding, Outcome, Routing
from tests.judge.builders import finding

SPAM = finding("spam", rule="spam", match="Order here")


def outcome(found: list[Finding], text: str, guidelines: Guidelines) -> Outcome:
    return soften(conclude(found, guidelines.version), text, guidelines).outcome


@pytest.mark.parametrize("clause", sorted(SOFT_CLAUSES))
def test_a_soft_clause_alone_never_hides(clause: str, guidelines: Guidelines) -> None:
    assert outcome([finding(clause, rule="rumors")], "word", guidelines) is Outcome.REVIEW


@pytest.mark.parametrize("rule", [rule for rule in ("attack_on_commenter", "rumors", "elsewhere", "implicit_hate")])
def test_a_soft_rule_that_claims_to_hide_is_reviewed(rule: str, guidelines: Guidelines) -> None:
    known = guidelines.rule(rule)
    assert known is not None
    assert outcome([finding(known.guideline, rule=rule)], "word", guidelines) is Outcome.REVIEW


@pytest.mark.parametrize(
    "found",
    [
        finding("spam", rule="some-classifier"),
        finding("spam", rule="spam", score=0.99),
        finding(None, rule="spam"),
        finding("language.threat", rule="spam", routing=Routing.HIDE_AND_ALERT),
        finding("language.profane", rule="obscene_gesture"),
        finding("language.profane", rule="profanity", match="darn"),
        finding("language.hateful", rule="slurs", match="folks"),
    ],
    ids=["a classifier", "a score", "no clause", "another rule's clause", "no list", "not on it", "not a slur"],
)
def test_a_hide_without_firm_ground_becomes_a_review(found: Finding, guidelines: Guidelines) -> None:
    assert outcome([found], found.match, guidelines) is Outcome.REVIEW


def test_a_listed_word_must_stand_where_the_finding_says(guidelines: Guidelines) -> None:
    found = finding("language.profane", rule="profanity", match="fuck")
    assert outcome([found], "fuck", guidelines) is Outcome.HIDE
    assert outcome([found], "duck", guidelines) is Outcome.REVIEW


@pytest.mark.parametrize(
    "found",
    [
        SPAM,
        finding("illegal.student_matter", rule="student_matter", routing=Routing.HOLD),
        finding("language.threat", rule="self_harm_wish", routing=Routing.HIDE_AND_ALERT),
        finding("language.hateful", rule="slurs", match="wetbacks"),
    ],
)
def test_a_hide_on_firm_ground_stays(found: Finding, guidelines: Guidelines) -> None:
    assert outcome([found], found.match, guidelines) is Outcome.HIDE


def test_firm_ground_carries_a_comment_that_has_soft_ground_too(guidelines: Guidelines) -> None:
    soft = finding("not_factual", rule="rumors")
    verdict = soften(conclude([soft, SPAM], "g-1"), "Order here", guidelines)
    assert verdict.outcome is Outcome.HIDE
    assert verdict.guideline == "spam"
    assert {one.rule: one.routing for one in verdict.findings} == {"spam": "hide", "rumors": "review"}


@pytest.mark.parametrize("found", [[], [finding("off_topic", rule="elsewhere", routing=Routing.REVIEW)]])
def test_what_is_not_hidden_is_left_as_it_is(found: list[Finding], guidelines: Guidelines) -> None:
    verdict = conclude(found, "g-1")
    assert soften(verdict, "word", guidelines) is verdict


def test_an_alert_outlives_the_softening(guidelines: Guidelines) -> None:
    found = finding("language.threat", rule="model", routing=Routing.HIDE_AND_ALERT, alert=True)
    verdict = soften(conclude([found], "g-1"), "word", guidelines)
    assert (verdict.outcome, verdict.alert) == (Outcome.REVIEW, True)
