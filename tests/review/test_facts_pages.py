"""Do staff read the fact sheet, find the statement behind a claim, and see what did not count apart from what did?"""

from dataclasses import replace
from datetime import date

import pytest

from bot.model import Routing, Statement
from bot.review.finding_words import source_words
from bot.review.statement_words import SOON, StatementStanding, anchor, in_order, standing_of, statement_state
from tests.review.office import NOON, Office, Staff, comment, finding
from tests.review.speech import SHEET

TODAY = NOON.date()
HOSTILE = "<script>alert('x')</script>"


def reader(office: Office, *statements: Statement) -> Staff:
    """Dana, where the district has this sheet."""
    office.statements = statements
    dana = Staff(office.app())
    assert dana.log_in().status_code == 303
    return dana


# The sheet -----------------------------------------------------------------------------------------------------------


def test_the_sheet_shows_claim_reply_source_owner_approver_and_last_day(office: Office) -> None:
    page = reader(office, replace(SHEET, paraphrases=("No more pool.",))).read("/facts")
    told = ("The pool is closing &lt;for good&gt;.", SHEET.reply, SHEET.source, SHEET.owner, SHEET.approver, SHEET.id)
    assert [word for word in told if word not in page] == []
    assert "Wed, Jun 30, 2027" in page
    assert "No more pool." in page
    assert 'aria-current="page">Facts' in page


def test_without_a_sheet_staff_are_told_what_one_is_for(dana: Staff) -> None:
    assert "There is no fact sheet yet." in dana.read("/facts")


def test_the_sheet_can_only_be_read(office: Office) -> None:
    dana = reader(office, SHEET)
    assert dana.read("/facts").count("<form") == 2  # the search and the log-out
    assert dana.browser.post("/facts").status_code == 405


def test_hostile_words_of_a_sheet_are_words(office: Office) -> None:
    hostile = replace(
        SHEET, id=HOSTILE, claim=HOSTILE, reply=HOSTILE, source=HOSTILE, owner=HOSTILE, paraphrases=(HOSTILE,)
    )
    page = reader(office, hostile).read("/facts")
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 6


def test_a_source_that_is_no_web_address_is_no_link(office: Office) -> None:
    assert 'href="javascript:' not in reader(office, replace(SHEET, source="javascript:alert(1)")).read("/facts")


@pytest.mark.parametrize(
    ("changed", "standing", "offered"),
    [
        ({}, StatementStanding.GOOD, True),
        ({"expires": TODAY + SOON}, StatementStanding.ENDING, True),
        ({"expires": TODAY}, StatementStanding.ENDING, True),
        ({"expires": date(2026, 11, 2)}, StatementStanding.EXPIRED, False),
        ({"approver": ""}, StatementStanding.UNAPPROVED, False),
        ({"approver": "", "expires": date(2026, 11, 2)}, StatementStanding.EXPIRED, False),
    ],
)
def test_a_statement_stands_where_its_last_day_and_its_approver_put_it(
    changed: dict[str, str], standing: StatementStanding, offered: bool
) -> None:
    statement = replace(SHEET, **changed)  # type: ignore[arg-type]  # the table changes fields of two types
    assert standing_of(statement, TODAY) is standing
    assert (statement_state(statement, TODAY) == "") is offered


def test_what_needs_somebody_comes_first_and_the_nearest_day_before_later_ones() -> None:
    old, older = (replace(SHEET, id=f"fs-{day}", expires=date(2026, 10, day)) for day in (9, 2))
    later = replace(SHEET, id="fs-late", expires=date(2028, 1, 1))
    assert in_order([later, old, SHEET, older], TODAY) == ([older, old], [SHEET, later])


def test_every_id_makes_a_place_of_its_own_that_an_address_can_hold() -> None:
    ids = ["fs-1", "fs 1", "fs.1", 'f"s#1', "fs.20.1", "Fs-1"]
    places = [anchor(one) for one in ids]
    assert len(set(places)) == len(ids)
    assert all(place.replace("-", "").replace("_", "").replace(".", "").isalnum() for place in places)


# On a comment's page -------------------------------------------------------------------------------------------------


def claimed(office: Office, statement: str) -> int:
    text = "They close the pool"
    revision = office.collect(comment(text))
    office.judge(revision, [finding(text, "close the pool", None, rule="facts", score=0.9, statement=statement)])
    return revision


def test_a_known_claim_offers_the_approved_reply_in_the_answer_form(office: Office) -> None:
    dana = reader(office, SHEET)
    revision = claimed(office, "fs-1")
    page = dana.read(f"/comment/{revision}")
    assert "The pool is closing &lt;for good&gt;." in page
    assert SHEET.source in page
    assert "Known claim" in dana.read("/all")
    offered = dana.read(f"/comment/{revision}?statement=fs-1")
    assert f"{SHEET.reply}</textarea>" in offered
    assert f"{SHEET.reply}</textarea>" not in dana.read(f"/comment/{revision}?statement=fs-2&text=Hello")
    assert office.store.decisions.of_comment(1) == []


def test_a_statement_that_is_not_about_this_comment_is_not_offered(office: Office) -> None:
    dana = reader(office, SHEET)
    office.waiting()
    assert SHEET.reply not in dana.read("/comment/1?statement=fs-1")


def test_an_expired_statement_and_one_that_is_gone_are_told_and_not_offered(office: Office) -> None:
    dana = reader(office, replace(SHEET, expires=date(2026, 11, 2)))
    revision = claimed(office, "fs-1")
    page = dana.read(f"/comment/{revision}?statement=fs-1")
    assert "expired on Mon, Nov 2, 2026" in page
    assert f"{SHEET.reply}</textarea>" not in page
    dana = reader(office)
    assert "no longer on the fact sheet" in dana.read(f"/comment/{revision}")
    assert "no longer on the fact sheet" in dana.read("/all")


def test_what_did_not_count_is_greyed_and_marks_no_word(office: Office, dana: Staff) -> None:
    text = "Buy a clubplace, fools"
    revision = office.collect(comment(text))
    shadow = finding(text, "clubplace", rule="club_places", routing=Routing.NOTE)
    score = finding(text, "fools", None, rule="insult-1", score=0.7, routing=Routing.NOTE)
    office.judge(revision, [shadow, score])
    page = dana.read(f"/comment/{revision}")
    assert "Tried in the shadow, did not count" in page
    assert "Only orders the queue" in page
    assert "<mark" not in page
    assert "clubplace</mark>" not in dana.read("/all")


def test_a_finding_without_a_clause_is_no_alert(office: Office, dana: Staff) -> None:
    text = "Das ist kein Englisch"
    office.judge(office.collect(comment(text)), [finding(text, text, None, rule="language")])
    page = dana.read("/comment/1")
    assert '<span class="hit-label">Language</span>' in page
    assert ">Alert<" not in page


@pytest.mark.parametrize(("changed", "told"), [({}, "is at hand"), ({"approver": ""}, "can&#39;t be used today")])
def test_a_list_says_whether_the_reply_can_be_used_and_leads_to_the_sheet(
    office: Office, changed: dict[str, str], told: str
) -> None:
    dana = reader(office, replace(SHEET, **changed))  # type: ignore[arg-type]  # texts alone are changed
    claimed(office, "fs-1")
    page = dana.read("/all")
    assert told in page
    assert 'href="/facts#statement-fs-1"' in page
    assert 'id="statement-fs-1"' in dana.read("/facts")


def test_a_finding_leads_to_its_rule_and_a_comparison_says_what_it_is(office: Office, dana: Staff) -> None:
    text = "Buy a mugshop, they close the pool"
    found = [finding(text, "mugshop", "2", rule="ads"), finding(text, "close", None, rule="facts", score=0.9)]
    office.judge(office.collect(comment(text)), found)
    page = dana.read("/comment/1")
    assert '<a href="/rules/ads">Ads</a>' in page
    assert "By comparison with the fact sheet, score 0.90" in page
    assert 'href="/rules/facts"' not in page
    assert source_words(finding(text, "mugshop", rule="insult-1")) == "By insult-1"


def test_a_label_stands_once_behind_words_that_two_findings_share(office: Office, dana: Staff) -> None:
    text = "I bring my gun to school"
    found = [finding(text, "bring my gun"), finding(text, "bring my gun to", rule="weapons")]
    office.judge(office.collect(comment(text)), found)
    assert dana.read("/all").count('<span class="hit-label">Language</span>') == 1


def test_the_queue_says_in_which_order_it_stands(dana: Staff) -> None:
    assert "Alerts come first, then what most likely breaks a guideline, then the oldest." in dana.read("/")
