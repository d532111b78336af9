"""Is a hide held to the rules of today, and is staff told what became of the rule that asked for it?"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.judge.book import RulesInForce
from bot.judge.composing import compose
from bot.judge.guidelines import load
from bot.judge.judge import Judge
from bot.judge.lapses import StandingRules
from bot.model import JudgedRevision, Outcome, Routing, Verdict
from bot.store.index import SqliteStore
from tests.builders import NOON, ZONE, FixedClock
from tests.judge.builders import CLAUSES, RULE, finding
from tests.judge.house import FEES, OWN_RULE, House, house

FLOOD = """
[[rule]]
id = "flood"
guideline = "spam"
kind = "repeats"
why = "A flood that sells."
copies_at = 3
posts_at = 3
selling = ['\\$\\d']
domains_allowed = ["edu"]
examples = ["Blue lamps for $20, order at https://lamps.example.com today"]
counter_examples = ["Congratulations to you all"]
praise = ["congrat"]
"""
FEES_RULE, TEXT, BOTH = compose(FEES), "Buy a clubplace now", "Buy a clubplace and a mugshop"
EVENING = NOON.replace(hour=3) + timedelta(days=1)
"""Already the next day in UTC, not yet in the district."""


@pytest.fixture
def place(store: SqliteStore, clock: FixedClock, tmp_path: Path) -> House:
    made = house(store, clock, tmp_path)
    made.live(FEES_RULE)
    return made


def today(place: House, judged: JudgedRevision, rules: StandingRules | None = None) -> Verdict:
    rules = rules or StandingRules(rules=place.rules, rulebook=place.store.rulebook, zone=ZONE)
    return rules.upheld(place.store.comments.revision(judged.revision_id), judged.verdict)


def hide(place: House, text: str = TEXT) -> JudgedRevision:
    (judged,) = place.judged(text)
    assert judged.verdict.outcome is Outcome.HIDE
    return judged


def told(why: str, what: str, rule: str = "fees") -> None:
    assert why.endswith(f'The rule that asked for hiding, "{rule}", {what}; a person decides.')


def after_restart(place: House, content: str) -> StandingRules:
    """What a worker asks that was started anew on another guidelines file."""
    place.path.write_text(content, "utf-8")
    store = place.store
    rules = RulesInForce(
        judge=Judge(load(place.path)),
        load=lambda additions: load(place.path, additions),
        shipped=frozenset({"ads", "flood"}),
        rulebook=store.rulebook,
        notices=store.notices,
        ledger=store.ledger,
        transactions=store,
        clock=place.clock,
    )
    return StandingRules(rules=rules, rulebook=store.rulebook, zone=ZONE)


def test_a_hide_stands_while_nothing_changed(place: House) -> None:
    judged = hide(place)
    assert today(place, judged) is judged.verdict


def test_a_change_of_another_rule_leaves_a_hide_alone(place: House) -> None:
    judged = hide(place)
    place.live(FEES_RULE.replace("fees", "tickets").replace("clubplace", "ticketplace"))
    now = today(place, judged)
    assert (now.outcome, now.guideline, now.why, now.priority) == (
        Outcome.HIDE,
        "spam",
        judged.verdict.why,
        judged.verdict.priority,
    )


def test_a_withdrawn_rule_hides_nothing_that_still_waits(place: House) -> None:
    judged = hide(place)
    place.clock.at = EVENING
    place.office.withdraw("fees", by="pat")
    now = today(place, judged)
    assert now.outcome is Outcome.REVIEW
    assert now.why.startswith(f"{FEES.why} ")
    told(now.why, "was withdrawn on November 19, 2026")
    assert {one.routing for one in now.findings if one.rule == "fees"} == {Routing.REVIEW}
    assert now.guidelines_version != judged.verdict.guidelines_version


def test_a_rule_back_in_the_shadow_hides_nothing_that_still_waits(place: House) -> None:
    judged = hide(place)
    place.office.shadow("fees", by="pat")
    now = today(place, judged)
    assert now.outcome is Outcome.REVIEW
    told(now.why, "was returned to trial on November 19, 2026")


def test_a_rule_that_the_breaker_took_back_hides_nothing_that_still_waits(place: House) -> None:
    first, second = place.judged("a clubplace", "b clubplace")
    place.clock.tick(60)
    place.judged("c clubplace")
    assert first.verdict.outcome is second.verdict.outcome is Outcome.HIDE
    for judged in (first, second):
        now = today(place, judged)
        assert now.outcome is Outcome.REVIEW
        told(now.why, "was returned to trial on November 19, 2026")


def test_a_rule_that_may_only_ask_now_hides_nothing_that_still_waits(place: House) -> None:
    judged = hide(place)
    place.office.watch("fees", by="pat")
    now = today(place, judged)
    assert now.outcome is Outcome.REVIEW
    told(now.why, "may only ask a person since November 19, 2026")


def test_a_rule_that_was_narrowed_no_longer_hides_what_it_leaves_alone_now(place: House) -> None:
    judged, other = hide(place), hide(place, "Buy clubplaces now")
    place.live(compose(replace(FEES, words=("clubplaces",), examples=("Buy clubplaces now",))))
    now = today(place, judged)
    assert now.outcome is Outcome.REVIEW
    told(now.why, "no longer asks to hide these words")
    assert today(place, other).outcome is Outcome.HIDE


def test_a_rule_that_is_approved_again_hides_again(place: House) -> None:
    judged = hide(place)
    place.office.shadow("fees", by="pat")
    assert today(place, judged).outcome is Outcome.REVIEW
    place.live(FEES_RULE)
    assert today(place, judged).outcome is Outcome.HIDE


def test_a_hide_by_two_rules_stays_one_while_one_of_them_hides(place: House) -> None:
    judged = hide(place, BOTH)
    assert judged.verdict.why == FEES.why
    place.office.withdraw("fees", by="pat")
    now = today(place, judged)
    assert (now.outcome, now.why) == (Outcome.HIDE, "Sells.")
    assert [one.rule for one in now.findings if one.routing is Routing.HIDE] == ["ads"]


def test_a_hide_by_two_rules_ends_with_the_second_and_both_are_told(place: House) -> None:
    place.live(FEES_RULE.replace("fees", "tickets").replace("clubplace", "ticketplace"))
    judged = hide(place, "a clubplace and a ticketplace")
    place.office.withdraw("fees", by="pat")
    place.office.shadow("tickets", by="pat")
    assert today(place, judged).why.endswith(
        'None of the rules that asked for hiding still does ("fees" was withdrawn on November 19, 2026; '
        '"tickets" was returned to trial on November 19, 2026); a person decides.'
    )


def test_nothing_becomes_harder(place: House) -> None:
    judged = hide(place)
    place.office.withdraw("fees", by="pat")
    kept, asked = replace(judged.verdict, outcome=Outcome.KEEP), replace(judged.verdict, outcome=Outcome.REVIEW)
    for verdict in (kept, asked):
        assert today(place, replace(judged, verdict=verdict)) is verdict


def test_an_alert_stays_one(place: House) -> None:
    judged = hide(place)
    alarming = tuple(replace(one, alert=True, routing=Routing.HIDE_AND_ALERT) for one in judged.verdict.findings)
    place.office.withdraw("fees", by="pat")
    now = today(place, replace(judged, verdict=replace(judged.verdict, findings=alarming, alert=True)))
    assert (now.outcome, now.alert) == (Outcome.REVIEW, True)


def test_a_rulebook_that_cannot_be_read_is_told(place: House, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = hide(place)

    def refuse() -> int:
        raise StoreError("damaged")

    monkeypatch.setattr(place.store.rulebook, "edition", refuse)
    with pytest.raises(StoreError):
        today(place, judged)


# Another file after a restart --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (CLAUSES + OWN_RULE, "is no longer in the guidelines"),
        (CLAUSES + RULE + 'status = "shadow"\n', "is only tried out now"),
        (CLAUSES + RULE + 'routing = "review"\n', "may only ask a person now"),
        (CLAUSES + RULE.replace('"spam"', '"personal_attack"'), "may only ask a person now"),
        (CLAUSES + RULE + 'allow = ["mugshop sale"]\n', "no longer asks to hide these words"),
    ],
)
def test_a_rule_that_the_file_changed_hides_nothing_that_still_waits(place: House, content: str, what: str) -> None:
    judged = hide(place, "a mugshop sale")
    now = today(place, judged, after_restart(place, content))
    assert now.outcome is Outcome.REVIEW
    told(now.why, what, "ads")


@pytest.mark.parametrize(("page", "expected"), [("maple", Outcome.REVIEW), ("oak", Outcome.HIDE)])
def test_a_rule_that_is_milder_on_one_page_hides_nothing_there_that_still_waits(
    place: House, page: str, expected: Outcome
) -> None:
    judged = hide(place, "a mugshop sale")
    milder = f'\n[[override]]\naccount = "{page}"\nrule = "ads"\nrouting = "review"\n'
    assert today(place, judged, after_restart(place, CLAUSES + RULE + milder)).outcome is expected


def test_a_flood_is_not_counted_again(place: House) -> None:
    text = "Buy cheap blue lamps today for $20 at lamps.example.com, order now"
    flood = finding(rule="flood", match=text)
    verdict = Verdict(outcome=Outcome.HIDE, findings=(flood,), guideline="spam", guidelines_version="g-older")
    judged = JudgedRevision(id=1, revision_id=place.says(text), verdict=verdict, judged_at=NOON)
    assert today(place, judged, after_restart(place, CLAUSES + FLOOD)).outcome is Outcome.HIDE
    assert today(place, judged, after_restart(place, CLAUSES + FLOOD.replace("flood", "deluge"))).outcome is (
        Outcome.REVIEW
    )
