"""Can a hide rest on soft ground? The criticism guard only softens, and it catches every case."""

from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.judge.grounds import HIDABLE
from bot.judge.guard import soften
from bot.judge.guidelines import Guidelines, default_path, load
from bot.judge.judge import Judge
from bot.judge.verdict import conclude
from bot.model import Finding, Outcome, Routing
from tests.judge.builders import finding

SPAM = finding("spam", rule="spam", match="Order here")


def outcome(found: list[Finding], text: str, guidelines: Guidelines) -> Outcome:
    return soften(conclude(found, guidelines.version), text, guidelines).outcome


SOFT = ("off_topic", "personal_attack", "not_factual", "illegal.copyright", "illegal.encourages", "illegal.personnel")


@pytest.mark.parametrize("clause", [*SOFT, "language.hateful", "no.such"])
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


# Whatever was found --------------------------------------------------------------------------------------------------

HARDNESS = {Outcome.KEEP: 0, Outcome.REVIEW: 1, Outcome.HIDE: 2}
HARDER = {Routing.NOTE: 0, Routing.REVIEW: 1, Routing.HIDE: 2, Routing.HOLD: 3, Routing.HIDE_AND_ALERT: 4}
BY_LIST = {"language.profane", "language.hateful", "language.obscene"}
WORDS = [
    "the board",
    "word",
    "fuck",
    "wetbacks",
    "blowjob",
    "levy",
    "I will kill you",
    "Order here",
    "😀",
    "\ud800",
    "",
]


@lru_cache(maxsize=1)
def shipped() -> Guidelines:
    return load(default_path())


@st.composite
def anything_found(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    """A comment and findings that nobody vouches for: right or wrong rule, clause, place, score and routing."""
    rules = [*(rule.id for rule in shipped().rules.rules), "toxic-1", "facts", "language"]
    clauses = [*(clause.id for clause in shipped().clauses), None, "no.such"]
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=6)))
    found = []
    for _ in range(draw(st.integers(0, 5))):
        rule = draw(st.sampled_from(rules))
        known = shipped().rule(rule)
        guideline = known.guideline if known and draw(st.booleans()) else draw(st.sampled_from(clauses))
        start, match = draw(st.integers(-3, len(text) + 3)), draw(st.sampled_from(WORDS))
        if draw(st.booleans()) and match in text:
            start = text.index(match)
        routing, score = draw(st.sampled_from(list(Routing))), draw(st.sampled_from([1.0, 1.0, 0.5, 0.999]))
        one = finding(guideline, rule=rule, routing=routing, score=score, start=start, match=match)
        found.append(replace(one, alert=draw(st.booleans())))
    return text, found


many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(anything_found())
def test_the_guard_never_makes_anything_harder_and_adds_or_drops_nothing(told: tuple[str, list[Finding]]) -> None:
    text, found = told
    before = conclude(found, "g-1")
    after = soften(before, text, shipped())
    assert HARDNESS[after.outcome] <= HARDNESS[before.outcome]
    assert after.alert is before.alert
    assert sorted(map(_without_routing, after.findings)) == sorted(map(_without_routing, before.findings))
    for one in after.findings:
        was = [HARDER[other.routing] for other in before.findings if _without_routing(other) == _without_routing(one)]
        assert HARDER[one.routing] <= max(was)


def _without_routing(one: Finding) -> tuple[str, str, int, int, float, str]:
    return one.rule, str(one.guideline), one.start, one.end, one.score, one.match


@many
@given(anything_found())
def test_whatever_is_hidden_rests_on_a_rule_of_ours_under_a_clause_that_may_hide(
    told: tuple[str, list[Finding]],
) -> None:
    text, found = told
    after = soften(conclude(found, "g-1"), text, shipped())
    for one in after.findings:
        if one.routing in {Routing.NOTE, Routing.REVIEW} or after.outcome is not Outcome.HIDE:
            continue
        rule = shipped().rule(one.rule)
        assert rule is not None
        assert one.score == 1
        assert one.guideline == rule.guideline
        assert one.guideline in HIDABLE
        if one.guideline in BY_LIST:
            assert rule.listed
            assert text[one.start : one.end] == one.match != ""


@many
@given(anything_found(), st.sampled_from(["classifier", "note", "soft"]))
def test_a_classifier_a_note_or_a_soft_clause_never_hides(told: tuple[str, list[Finding]], only: str) -> None:
    text, found = told
    if only == "classifier":
        found = [replace(one, rule="toxic-1") for one in found]
    elif only == "note":
        found = [replace(one, routing=Routing.NOTE) for one in found]
    else:
        found = [replace(one, guideline="personal_attack") for one in found]
    assert soften(conclude(found, "g-1"), text, shipped()).outcome is not Outcome.HIDE


@many
@given(anything_found())
def test_the_guard_asked_twice_says_the_same(told: tuple[str, list[Finding]]) -> None:
    text, found = told
    once = soften(conclude(found, "g-1"), text, shipped())
    assert soften(once, text, shipped()) == once


class Eager:
    """A classifier that is sure of everything and would like to hide it."""

    name = "eager"

    def findings(self, text: str, post_text: str) -> list[Finding]:
        return [finding("spam", rule="spam", routing=Routing.HIDE, match=text)]


@many
@given(st.text(max_size=80))
def test_no_score_ever_hides_a_text_that_the_rules_would_not(text: str) -> None:
    without = Judge(shipped()).verdict(text).outcome
    sure = Judge(shipped(), [Eager()]).verdict(text)
    assert (sure.outcome is Outcome.HIDE) <= (without is Outcome.HIDE)
