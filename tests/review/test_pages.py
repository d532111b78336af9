"""Can a secretary do the day's work with plain forms?"""

import re

import pytest

from bot.model import ActionState, DecisionKind, Figures, Outcome, Shelf, Verdict
from tests.review.office import NOON, Office, Staff, comment, finding
from tests.review.test_service import carried_out


def test_an_empty_queue_says_so(office: Office, dana: Staff) -> None:
    office.store.checkpoints.note_pass("oak", NOON.date(), NOON, comments=128, trouble="")
    page = dana.read("/")
    assert "Nothing waits for you." in page
    assert "128 new comments were checked today" in page


def test_the_other_lists_have_their_empty_words(dana: Staff) -> None:
    for path, words in (("/hidden", "Nothing is hidden"), ("/decided", "Nobody has decided"), ("/all", "No comments")):
        assert words in dana.read(path)
    assert "No comment holds these words" in dana.read("/search?q=nothing")


def test_the_queue_shows_alerts_first_with_the_marked_words(office: Office, dana: Staff) -> None:
    office.waiting("You darn fool", "darn", number="c1")
    office.waiting("I will hurt somebody", "hurt", number="c2", alert=True)
    page = dana.read("/")
    assert page.index("ALERT") < page.index("hurt</mark>") < page.index("darn</mark>")
    assert '<mark class="hit">darn</mark><span class="hit-label">Language</span>' in page
    assert "call 911" in page
    assert "Today, 10:00 AM" in page


def test_the_queue_can_be_narrowed_to_one_page(office: Office, dana: Staff) -> None:
    office.waiting("You darn fool", "darn", number="c1")
    office.waiting("You silly goose", "silly", number="c2", at="elm")
    assert "goose" not in dana.read("/?account=oak")
    assert "fool" not in dana.read("/?account=elm")
    assert "goose" in dana.read("/?account=nonsense")


def test_the_queue_is_paged(office: Office, dana: Staff) -> None:
    for number in range(25):
        office.waiting(f"You darn fool {number}", "darn", number=f"c{number}", pictured=False)
    assert "Page 1 of 2" in dana.read("/")
    assert dana.read("/?page=2").count('<li class="row ') == 5
    assert "Page 2 of 2" in dana.read("/?page=999")
    assert "Page 1 of 2" in dana.read("/?page=x")


def test_keep_in_the_queue_leads_back_to_the_queue(office: Office, dana: Staff) -> None:
    office.waiting()
    answer = dana.press("/", "/comment/1/keep")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "Decided: keep" in dana.read("/")
    assert office.desk.shelf(Shelf.QUEUE).total == 0


def test_hide_on_the_comment_page_shows_its_progress_without_script(office: Office, dana: Staff) -> None:
    office.waiting()
    answer = dana.press("/comment/1", "/comment/1/hide", guideline="5", note="rude")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/comment/1")
    page = dana.read("/comment/1")
    assert 'http-equiv="refresh"' in page
    assert "Waiting for the background service" in page
    carried_out(office, 1)
    page = dana.read("/comment/1")
    assert "Hidden, confirmed by reading back" in page
    assert "today, 12:00 PM" in page
    assert 'http-equiv="refresh"' not in page
    assert "Undo: show it again" in dana.read("/hidden")


def test_pressing_hide_twice_is_one_decision(office: Office, dana: Staff) -> None:
    office.waiting()
    form = re.search(r'action="/comment/1/hide".*?</form>', dana.read("/comment/1"), re.DOTALL)
    assert form
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form.group(0))) | {"guideline": "5"}
    assert [dana.browser.post("/comment/1/hide", data=fields).status_code for _ in range(2)] == [303, 303]
    assert len(office.store.decisions.of_comment(1)) == 1


def test_a_failed_hide_says_why_and_can_be_tried_again(office: Office, dana: Staff) -> None:
    office.waiting()
    dana.press("/comment/1", "/comment/1/hide", guideline="5")
    decision = office.store.decisions.decision(1)
    action = office.store.decisions.plan(decision, capture_id=1, at=NOON)
    office.store.decisions.mark(action, ActionState.FAILED, answer="Meta refused", at=NOON)
    assert "Not hidden: Meta refused" in dana.read("/comment/1")
    assert dana.press("/comment/1", "/comment/1/hide", guideline="5").status_code == 303


def test_the_guideline_of_the_verdict_is_chosen_already(office: Office, dana: Staff) -> None:
    office.waiting()
    assert re.search(r'value="5" checked', dana.read("/comment/1"))
    assert re.search(r'value="5" selected', dana.read("/"))


def test_a_hide_without_a_guideline_shows_the_comment_with_the_reason(office: Office, dana: Staff) -> None:
    office.waiting()
    answer = dana.press("/comment/1", "/comment/1/hide", guideline="", note="my note")
    assert answer.status_code == 422
    assert "Choose the guideline" in answer.text
    assert "my note" in answer.text


def test_an_edit_meanwhile_shows_the_new_words(office: Office, dana: Staff) -> None:
    office.waiting()
    form = dana.read("/comment/1")
    key = re.findall(r'name="(csrf_token|key)" value="([^"]+)"', form)
    office.collect(comment("Sorry, I was angry."))
    answer = dana.browser.post("/comment/1/hide", data=dict(key) | {"guideline": "5"})
    assert answer.status_code == 409
    assert "edited since you opened it" in answer.text
    assert "Sorry, I was angry." in answer.text
    assert "older text" in dana.read("/comment/1")


def test_a_page_that_is_only_watched_offers_no_hide(office: Office, dana: Staff) -> None:
    office.waiting(at="elm")
    page = dana.read("/comment/1")
    assert "only watched" in page
    assert "/comment/1/hide" not in page
    assert "/comment/1/keep" in page
    assert "/comment/1/hide" not in dana.read("/")


def test_undo_from_the_hidden_shelf(office: Office, dana: Staff) -> None:
    office.waiting()
    dana.press("/comment/1", "/comment/1/hide", guideline="5")
    carried_out(office, 1)
    assert dana.press("/hidden", "/comment/1/undo").status_code == 303
    undone = office.store.decisions.decision(2)
    assert (undone.kind, undone.undoes) == (DecisionKind.UNHIDE, 1)
    carried_out(office, 2)
    assert "Visible again" in dana.read("/comment/1")
    assert "Nothing is hidden" in dana.read("/hidden")


def test_an_undo_of_another_comments_hide_is_refused(office: Office, dana: Staff) -> None:
    office.waiting(number="c1")
    office.waiting(number="c2")
    dana.press("/comment/1", "/comment/1/hide", guideline="5")
    fields = dict(re.findall(r'name="(csrf_token|key)" value="([^"]+)"', dana.read("/comment/2")))
    assert dana.browser.post("/comment/2/undo", data=fields | {"decision": "1"}).status_code == 404
    assert len(office.store.decisions.of_comment(1)) == 1


def test_the_comment_page_shows_the_context_and_the_proof(office: Office, dana: Staff) -> None:
    office.collect(comment("Who parks there?", number="c0", author="Sam Reed"))
    revision = office.waiting(parent_id="c0")
    page = dana.read(f"/comment/{revision}")
    for words in (
        "Picture day is on Friday.",
        "Who parks there?",
        "Sam Reed",
        "Robin Vale",
        "A word of the closed list.",
    ):
        assert words in page
    assert f"/picture/{revision}.png" in page
    assert "chromium 156" in page
    assert "Profane or provocative language." in page


def test_pages_show_mode_trouble_and_the_days_watched(office: Office, dana: Staff) -> None:
    office.store.checkpoints.note_pass("oak", NOON.date(), NOON, comments=3, trouble="")
    office.store.checkpoints.note_pass("elm", NOON.date(), NOON, comments=0, trouble="the token expired")
    page = dana.read("/pages")
    assert "Tue, Nov 3, 2026: watched" in page
    assert "Mon, Nov 2, 2026: not watched" in page
    assert "the token expired" in page
    assert "Watching only" in page


def test_the_log_and_the_help_can_be_read(office: Office, dana: Staff) -> None:
    office.waiting()
    dana.press("/comment/1", "/comment/1/keep")
    assert re.search(r"Decision</td><td><bdi>dana", dana.read("/log"))
    assert "What hiding does" in dana.read("/help")


def test_the_help_leads_to_what_the_rules_left_alone_and_says_why(dana: Staff) -> None:
    page = dana.read("/help")
    assert "No rules find everything." in page
    assert '<a href="/second-look">Second look</a>' in page


def test_a_comment_names_the_version_of_the_guidelines_it_was_judged_by(office: Office, dana: Staff) -> None:
    revision = office.collect(comment("Go Oaks!", number="c1"))
    unjudged = dana.read("/comment/1")
    kept = Verdict(outcome=Outcome.KEEP, findings=(), guideline=None, guidelines_version="g-7+oak")
    office.store.verdicts.save(revision, kept, office.clock.now())
    assert "Judged by guidelines" not in unjudged
    assert "Judged by guidelines <code>g-7+oak</code>, <time" in dana.read("/comment/1")


def test_search_finds_a_comment(office: Office, dana: Staff) -> None:
    office.waiting()
    assert '/comment/1"' in dana.read("/search?q=darn")
    assert "No comment holds" in dana.read('/search?q="unfinished OR (')


def test_nothing_runs_in_the_browser(office: Office, dana: Staff) -> None:
    office.waiting()
    for path in ("/", "/comment/1", "/hidden", "/pages", "/log", "/help", "/search?q=darn", "/password"):
        page = dana.read(path)
        assert "<script" not in page
        assert not re.search(r"\son\w+=", page)
        assert " style=" not in page


@pytest.mark.parametrize("path", ["/", "/hidden", "/decided", "/all", "/comment/1"])
def test_the_figures_are_counted_once_per_request(
    office: Office, dana: Staff, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    office.waiting()
    counted: list[str] = []
    figures = office.desk.figures

    def count() -> Figures:
        counted.append(path)
        return figures()

    monkeypatch.setattr(office.desk, "figures", count)
    for times in (1, 2):
        dana.read(path)
        assert len(counted) == times


def test_the_hide_form_shows_every_guideline_whole(office: Office, dana: Staff) -> None:
    office.waiting()
    page = dana.read("/comment/1")
    form = page[page.index('action="/comment/1/hide"') :]
    for guideline in office.desk.guidelines:
        assert f"<span>{guideline.words}</span>" in form
    assert "line-clamp" not in dana.read("/static/style.css")


def test_what_a_finding_says_is_not_said_again_above_it(office: Office, dana: Staff) -> None:
    text = "You darn fool"
    found = finding(text, "darn")
    for number, why in ((1, found.why), (2, "Held back by the guard.")):
        revision = office.collect(comment(text, number=f"c{number}"))
        said = Verdict(outcome=Outcome.REVIEW, findings=(found,), guideline="5", guidelines_version="1", why=why)
        office.store.verdicts.save(revision, said, office.clock.now())
    assert dana.read("/comment/1").count(found.why) == 1
    assert "<p>Held back by the guard.</p>" in dana.read("/comment/2")
