"""Can a secretary add words, test them and ask for approval in a browser without scripts, safely?"""

import re
from dataclasses import replace

import pytest

from bot.judge import compiling
from bot.model import NoticeKind, Standing
from bot.review import rule_words
from bot.review.rule_bench import TrialState
from tests.review.office import GUIDELINES, PASSWORD, Office, Staff, comment, hidden_fields
from tests.review.rulehouse import rule_office
from tests.review.test_rulebook import ended

HOSTILE = "<script>alert('x')</script>"
FORM = {
    "name": "Club places",
    "guideline": "2",
    "severity": "hide",
    "why": "Sells places in a club.",
    "words": "clubplace\nclubplaces",
    "examples": "Buy a clubplace now",
    "counter_examples": "The club has a place for everybody",
}
PAGE = "/rules/club_places"


@pytest.fixture
def pat(office: Office) -> Staff:
    """A second reviewer."""
    office.add_reviewer("pat", "Pat Marsh")
    staff = Staff(office.app())
    assert staff.log_in("pat", PASSWORD).status_code == 303
    return staff


def keep(staff: Staff, **typed: str) -> int:
    return staff.press("/rules/new", "/rules/new", **(FORM | typed)).status_code


def press(staff: Staff, move: str, note: str = "As agreed.") -> int:
    """Press the button `move` on the rule's page as it stands; answers the status."""
    fields = hidden_fields(staff.read(PAGE), f"{PAGE}/move") | {"move": move, "note": note}
    return staff.browser.post(f"{PAGE}/move", data=fields).status_code


def run_test(office: Office, staff: Staff, **typed: str) -> str:
    """Start a test on one comment at least, wait for its end, and read what it found."""
    if not office.store.connection.number("SELECT count(*) FROM comment"):
        office.collect(comment("Welcome", number="c9"))
    assert staff.press(PAGE, f"{PAGE}/test", **typed).status_code == 303
    ended(office)
    return staff.read(f"{PAGE}/test")


def test_without_rules_of_its_own_the_district_is_shown_how_to_begin(dana: Staff) -> None:
    page = dana.read("/rules")
    assert "None yet" in page
    assert 'href="/rules/new"' in page
    assert "Sells." in page
    assert 'aria-current="page">Rules' in page


def test_the_whole_way_from_words_to_a_rule_that_hides(office: Office, dana: Staff, pat: Staff) -> None:
    revision = office.collect(comment("Buy a clubplace, <b>now</b>"))
    assert keep(dana) == 303
    assert "Draft" in dana.read(PAGE)
    assert press(dana, "ask") == 422
    found = run_test(office, dana)
    assert '<mark class="hit">clubplace</mark>' in found
    assert "&lt;b&gt;now" in found
    assert f"/comment/{revision}" in found
    assert press(dana, "ask", "For the fall <season>") == 303
    assert '1 waiting for approval"' in pat.read("/")
    listed = pat.read("/rules")
    assert "Waiting for a second person" in listed
    assert "For the fall &lt;season&gt;" in listed
    assert press(dana, "approve") == 422
    assert press(pat, "approve") == 303
    view = office.rule_desk.rule("club_places")
    assert view is not None
    assert (view.standing, view.hides) == (Standing.LIVE, True)
    assert "waiting for approval" not in pat.read("/")
    assert press(dana, "withdraw", "Too wide") == 303
    assert "Out of use" in dana.read(PAGE)


def test_the_writer_is_told_why_somebody_else_must_answer(office: Office, dana: Staff, pat: Staff) -> None:
    keep(dana)
    run_test(office, dana)
    press(dana, "ask")
    assert "somebody else must answer" in dana.read(PAGE)
    assert 'value="approve"' not in dana.read(PAGE)
    assert 'value="approve"' in pat.read(PAGE)


def test_what_is_sent_back_names_the_reason_to_its_writer(office: Office, dana: Staff, pat: Staff) -> None:
    keep(dana)
    run_test(office, dana)
    press(dana, "ask")
    assert press(pat, "send_back", "") == 422
    assert press(pat, "send_back", "Clubs may advertise.") == 303
    page = dana.read(PAGE)
    assert "Clubs may advertise." in page
    assert "Sent back" in page
    assert "Out of use" not in page
    assert "Waiting for approval" not in page


def test_faults_stand_beside_the_form_and_nothing_typed_is_lost(office: Office, dana: Staff) -> None:
    answer = dana.press("/rules/new", "/rules/new", **(FORM | {"examples": HOSTILE, "why": HOSTILE}))
    assert answer.status_code == 422
    assert "Does not match its example" in answer.text
    assert "<script>" not in answer.text
    assert answer.text.count("&lt;script&gt;") == 3
    assert "clubplace\nclubplaces</textarea>" in answer.text
    assert office.store.rulebook.edits() == []


def test_a_list_for_hiding_that_names_a_side_is_refused_with_the_reason(dana: Staff) -> None:
    answer = dana.press("/rules/new", "/rules/new", **(FORM | {"words": "clubplace\nRepublicans"}))
    assert answer.status_code == 422
    assert "no machine may hide for a name" in answer.text


def test_hostile_words_are_words_everywhere(office: Office, dana: Staff, pat: Staff) -> None:
    office.collect(comment(f"{HOSTILE} a clubplace", author=HOSTILE))
    assert keep(dana, counter_examples=HOSTILE, severity="review", why=HOSTILE) == 303
    pages = [dana.read("/rules"), dana.read(PAGE), dana.read(f"{PAGE}/edit"), run_test(office, dana)]
    assert all("<script>" not in page for page in pages)
    assert all("&lt;script&gt;" in page for page in pages)


def test_an_edit_is_a_new_version_and_a_stale_one_is_refused_with_the_words_kept(office: Office, dana: Staff) -> None:
    keep(dana)
    old = hidden_fields(dana.read(f"{PAGE}/edit"), f"{PAGE}/edit")
    assert dana.press(f"{PAGE}/edit", f"{PAGE}/edit", **(FORM | {"words": "clubplace"})).status_code == 303
    stale = dana.browser.post(f"{PAGE}/edit", data=old | FORM | {"words": "clubspot", "key": "k" * 12})
    assert stale.status_code == 422
    assert "was changed since" in stale.text
    assert "clubspot</textarea>" in stale.text
    again = dana.browser.post(f"{PAGE}/edit", data=hidden_fields(stale.text, f"{PAGE}/edit") | FORM)
    assert again.status_code == 422
    assert len(office.store.rulebook.edits("club_places")) == 2


def test_the_progress_of_a_test_is_watched_without_scripts_and_can_be_stopped(
    office: Office, dana: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(dana)
    office.rule_desk.bench.begin("club_places", by="dana", since=None)
    ended(office)
    bench = office.rule_desk.bench
    ran = bench.of("club_places")
    assert ran is not None
    running = replace(ran, state=TrialState.RUNNING, done=200, of=900)
    monkeypatch.setattr(bench, "of", lambda rule_id: running)
    page = dana.read(f"{PAGE}/test")
    assert '<meta http-equiv="refresh"' in page
    assert "200 of 900 comments" in page
    assert dana.press(f"{PAGE}/test", f"{PAGE}/test/stop").status_code == 303


@pytest.mark.parametrize("since", ["yesterday", "2026-13-01", "2030-01-01", "<b>"])
def test_a_day_that_is_none_or_still_to_come_is_refused_in_words(dana: Staff, since: str) -> None:
    keep(dana)
    answer = dana.press(PAGE, f"{PAGE}/test", since=since)
    assert answer.status_code == 422
    assert "day" in answer.text
    assert "<b>" not in answer.text


def test_a_test_of_some_days_looks_at_their_comments_only(office: Office, dana: Staff) -> None:
    office.collect(comment("An old clubplace"))
    office.clock.forward(days=3)
    office.collect(comment("A new clubplace", number="c2"))
    dana.log_in()
    keep(dana)
    page = run_test(office, dana, since="2026-11-05")
    assert "A new" in page
    assert "An old" not in page


AGAIN = """
[[rule]]
id = "club_places"
guideline = "2"
kind = "repeats"
why = "The same offer again."
copies_at = 2
posts_at = 1
praise = ["thank"]
examples = ["A place in the club for each of you"]
counter_examples = ["Thank you all for the club"]
"""


def test_a_rule_about_repeats_finds_them_and_says_that_it_has_no_near_misses(office: Office, dana: Staff) -> None:
    for number in range(3):
        office.collect(comment("A place in the club for each of you today", number=f"c{number}"))
    rule_office(office.store, office.clock, office.folder, GUIDELINES).write(AGAIN, by="dana")
    assert "nearly the same comment again and again" in dana.read(PAGE)
    page = run_test(office, dana)
    assert re.search(r"Found</\w+>\s*<\w+[^>]*>\s*2\b", page)
    assert "Not looked for: this rule lists no single words and has no exceptions." in page
    assert "None." not in page


def test_every_kind_of_rule_is_told_in_plain_words() -> None:
    assert rule_words.KINDS.keys() == compiling.KINDS.keys()
    assert all(" " in rule_words.kind_words(kind) for kind in compiling.KINDS)


def test_what_the_breaker_took_back_is_told_and_seen_to(office: Office, dana: Staff) -> None:
    keep(dana)
    why, now = "It found too much.", office.clock.now()
    office.store.notices.open("", NoticeKind.RULE, "club_places", why=why, at=now)
    assert "Taken out of use by the program" in dana.read("/rules")
    assert f'href="{PAGE}"' in dana.read("/pages")
    answer = dana.press("/rules", "/notices/1/seen")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/rules")
    assert "Taken out of use by the program" not in dana.read("/rules")


@pytest.mark.parametrize("path", ["/rules", "/rules/new", PAGE, f"{PAGE}/edit", f"{PAGE}/test"])
def test_strangers_see_no_rule(stranger: Staff, path: str) -> None:
    assert stranger.look(path).status_code == 303


@pytest.mark.parametrize("path", ["/rules/nothing", "/rules/nothing/edit", "/rules/ads/edit", "/rules/" + "x" * 81])
def test_rules_that_are_not_there_or_have_no_form_are_not_found(dana: Staff, path: str) -> None:
    assert dana.look(path).status_code == 404


def test_a_form_without_its_token_does_nothing(office: Office, dana: Staff) -> None:
    assert dana.browser.post("/rules/new", data=FORM | {"key": "k" * 12}).status_code == 400
    assert office.store.rulebook.edits() == []


def test_words_typed_while_the_session_ended_are_given_back(office: Office, dana: Staff) -> None:
    fields = hidden_fields(dana.read("/rules/new"), "/rules/new")
    dana.press("/", "/logout")
    answer = dana.browser.post("/rules/new", data=fields | FORM)
    assert "clubplaces" in answer.text
    assert office.store.rulebook.edits() == []


def test_the_list_says_who_let_a_rule_into_use_and_when(office: Office, dana: Staff, pat: Staff) -> None:
    keep(dana)
    run_test(office, dana)
    press(dana, "ask")
    assert "Approved by" not in dana.read("/rules")
    press(pat, "approve")
    listed = dana.read("/rules")
    assert "Approved by <bdi>Pat Marsh</bdi>, <time" in listed
    assert "µs</span></td>" in listed
    press(dana, "withdraw", "Too wide")
    assert "Taken out of use by <bdi>Dana Whitlock</bdi>, <time" in dana.read(PAGE)


def test_rules_that_came_with_the_program_are_folded_by_guideline(dana: Staff) -> None:
    page = dana.read("/rules")
    assert "<strong>Spam</strong>" in page
    assert "1 rule, none found something" in page
