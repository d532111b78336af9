"""Can staff answer and take back in a browser without scripts, and are typed words never lost?"""

import re
import sqlite3

import pytest
from markupsafe import escape

from bot.model import ActionState, CommentState, DecisionKind, ReviewReason, Shelf
from tests.review.office import NOON, Office, Staff, comment, hidden_fields
from tests.review.speech import decisions, look, post, posted
from tests.review.test_service import carried_out

HOSTILE = "<script>alert('x')</script> & \"so on\" \u202egnol"


# Answers -----------------------------------------------------------------------------------------------------------


def test_looking_it_over_shows_name_place_and_words_and_decides_nothing(office: Office, dana: Staff) -> None:
    office.waiting()
    shown = look(dana, 1, HOSTILE)
    assert "Oak School" in shown
    assert "under the comment of" in shown
    assert str(escape("<script>alert('x')</script>")) in shown
    assert "<script>" not in shown
    assert decisions(office) == []
    assert "under the post, as a comment of its own" in look(dana, 1, "Hello", "comment")


@pytest.mark.parametrize(("place", "kind"), [("reply", DecisionKind.REPLY), ("comment", DecisionKind.COMMENT)])
def test_an_answer_is_decided_with_exactly_the_words_that_were_looked_over(
    office: Office, dana: Staff, place: str, kind: DecisionKind
) -> None:
    office.waiting()
    assert post(dana, 1, HOSTILE, place) == 303
    (made,) = office.store.decisions.of_comment(1)
    assert (made.kind, made.text) == (kind, HOSTILE)
    page = dana.read("/comment/1")
    assert "Waiting for the background service" in page
    assert "<script>" not in page


def test_the_same_form_sent_twice_is_one_answer(office: Office, dana: Staff) -> None:
    office.waiting()
    action = "/comment/1/answer"
    fields = hidden_fields(look(dana, 1, "Hello"), action)
    assert [dana.browser.post(action, data=fields).status_code for _ in range(2)] == [303, 303]
    assert len(decisions(office)) == 1


def test_a_form_that_is_looked_over_twice_is_still_one_answer(office: Office, dana: Staff) -> None:
    office.waiting()
    typed = hidden_fields(dana.read("/comment/1"), "/comment/1/answer/look") | {"place": "reply", "text": "Hello"}
    for _ in range(2):
        shown = dana.browser.post("/comment/1/answer/look", data=typed).text
        dana.browser.post("/comment/1/answer", data=hidden_fields(shown, "/comment/1/answer"))
    assert len(decisions(office)) == 1


def test_changing_the_words_brings_them_back_into_the_form(office: Office, dana: Staff) -> None:
    office.waiting()
    fields = hidden_fields(look(dana, 1, HOSTILE, "comment"), "/comment/1/answer")
    page = dana.browser.post("/comment/1/answer/change", data=fields).text
    assert f">{escape(HOSTILE)}</textarea>" in page
    assert re.search(r'value="comment" checked', page)
    assert decisions(office) == []


@pytest.mark.parametrize(("text", "said"), [("  ", "The answer is empty"), ("x" * 8001, "too long")])
def test_an_answer_that_cannot_be_posted_is_refused_with_the_words_kept(
    office: Office, dana: Staff, text: str, said: str
) -> None:
    office.waiting()
    answer = dana.press("/comment/1", "/comment/1/answer/look", place="reply", text=text)
    assert answer.status_code == 422
    assert said in answer.text
    assert f"{text}</textarea>" in answer.text


def test_the_longest_answer_of_wide_letters_passes(office: Office, dana: Staff) -> None:
    office.waiting()
    assert post(dana, 1, "\u5b66" * 8000) == 303


def test_an_answer_without_a_token_of_ours_is_refused(office: Office, dana: Staff) -> None:
    office.waiting()
    for action in ("answer/look", "answer", "withdraw", "delete"):
        sent = dana.browser.post(f"/comment/1/{action}", data={"place": "reply", "text": "Hi", "key": "k" * 12})
        assert sent.status_code == 400
    assert decisions(office) == []


def test_on_instagram_the_page_says_before_anything_is_typed_that_a_hidden_comment_takes_no_reply(
    office: Office, dana: Staff
) -> None:
    office.waiting(at="fir")
    office.store.comments.note_state(1, NOON, is_hidden=True)
    page = dana.read("/comment/1")
    assert "Next time: reply first, then hide." in page
    assert re.search(r'value="reply" disabled', page)
    assert re.search(r'value="comment" checked', page)
    assert "At most 2,200 characters" in page


def test_while_a_hide_is_on_its_way_no_form_is_shown_that_a_reload_would_empty(office: Office, dana: Staff) -> None:
    office.waiting()
    dana.press("/comment/1", "/comment/1/hide", guideline="5")
    page = dana.read("/comment/1")
    assert 'http-equiv="refresh"' in page
    assert "<textarea" not in page


def test_a_posted_answer_can_be_taken_back_from_the_page(office: Office, dana: Staff) -> None:
    office.waiting()
    post(dana, 1, "Hello")
    assert "Don&#39;t post it" in dana.read("/comment/1")
    posted(office, office.store.decisions.decision(1))
    assert "Posted under the comment, confirmed by reading back" in dana.read("/comment/1")
    assert "Answered" in dana.read("/all")
    assert dana.press("/comment/1", "/comment/1/withdraw").status_code == 303
    assert decisions(office) == [DecisionKind.REPLY, DecisionKind.WITHDRAW]
    action = office.store.decisions.plan(office.store.decisions.decision(2), capture_id=None, at=NOON)
    office.store.decisions.mark(action, ActionState.SENT, answer="", at=NOON)
    carried_out(office, 2)
    assert "Taken back, confirmed by reading back" in dana.read("/comment/1")
    assert "/comment/1/withdraw" not in dana.read("/comment/1")


def test_an_answer_that_was_never_posted_is_not_called_deleted(office: Office, dana: Staff) -> None:
    office.waiting()
    post(dana, 1, "Hello")
    assert dana.press("/comment/1", "/comment/1/withdraw").status_code == 303
    action = office.store.decisions.plan(office.store.decisions.decision(2), capture_id=None, at=NOON)
    office.store.decisions.mark(action, ActionState.DONE, answer="the answer was never posted", at=NOON)
    assert "Taken back: the answer was never posted" in dana.read("/comment/1")


def test_a_failed_answer_stays_in_the_queue_until_somebody_has_seen_to_it(office: Office, dana: Staff) -> None:
    office.waiting()
    post(dana, 1, "Hello")
    why = "It may have been posted <b>."
    office.store.queue.open(1, ReviewReason.CANNOT, why=why, alert=False, at=NOON, answer_id=1)
    for page in ("/", "/comment/1"):
        assert str(escape(why)) in dana.read(page)
        assert "Doubtful" in dana.read(page)
    dana.press("/", "/comment/1/keep")
    page = dana.read("/")
    assert str(escape(why)) in page
    assert "/comment/1/keep" not in page
    fields = hidden_fields(page, "/comment/1/asked/2/seen")
    assert [dana.browser.post("/comment/1/asked/2/seen", data=fields).status_code for _ in range(2)] == [303, 303]
    assert office.desk.shelf(Shelf.QUEUE).total == 0
    assert dana.browser.post("/comment/1/asked/1/seen", data=fields).status_code == 404


def test_going_back_and_changing_the_words_of_a_used_form_keeps_them_and_says_so(office: Office, dana: Staff) -> None:
    office.waiting()
    typed = hidden_fields(dana.read("/comment/1"), "/comment/1/answer/look") | {"place": "reply"}
    answers = []
    for words in ("First words", "CORRECTED words"):
        shown = dana.browser.post("/comment/1/answer/look", data=typed | {"text": words}).text
        answers.append(dana.browser.post("/comment/1/answer", data=hidden_fields(shown, "/comment/1/answer")))
    assert [answer.status_code for answer in answers] == [303, 422]
    assert "used before" in answers[1].text
    assert ">CORRECTED words</textarea>" in answers[1].text
    assert [decision.text for decision in office.store.decisions.of_comment(1)] == ["First words"]


@pytest.mark.parametrize("meanwhile", ["keep", "hide", "edit", "vanish", "busy"])
def test_whatever_refuses_an_answer_gives_the_words_back(office: Office, dana: Staff, meanwhile: str) -> None:
    office.waiting()
    action, words = "/comment/1/answer", "A long, careful <answer>"
    fields = hidden_fields(look(dana, 1, words), action)
    other = sqlite3.connect(office.folder / "index.db", isolation_level=None)
    match meanwhile:
        case "keep":
            office.desk.keep(office.reviewer(), 1, "", "some-key-of-a-form")
        case "hide":
            office.desk.hide(office.reviewer(), 1, "5", "", "some-key-of-a-form")
        case "edit":
            office.collect(comment("Never mind"))
        case "vanish":
            office.store.comments.note_state(1, NOON, state=CommentState.VANISHED)
        case "busy":
            office.store.connection.run("PRAGMA busy_timeout = 50")
            other.execute("BEGIN IMMEDIATE")
    answer = dana.browser.post(action, data=fields)
    other.close()
    assert answer.status_code == {"edit": 409, "busy": 503}.get(meanwhile, 422)
    assert str(escape(words)) in answer.text
    assert words not in answer.text


def test_a_session_that_ended_gives_the_words_back_and_no_password(office: Office, dana: Staff) -> None:
    office.waiting()
    sent = dana.browser.post("/comment/1/answer", data={"text": "Long <words>", "note": "Why", "password": "secret"})
    assert sent.status_code == 400
    assert "Long &lt;words&gt;" in sent.text
    assert "secret" not in sent.text


def test_who_was_logged_out_elsewhere_gets_the_words_back(office: Office, dana: Staff) -> None:
    office.waiting()
    fields = hidden_fields(look(dana, 1, "Long words"), "/comment/1/answer")
    office.store.reviewers.end_sessions("dana")
    answer = dana.browser.post("/comment/1/answer", data=fields)
    assert answer.status_code == 401
    assert "Long words" in answer.text
    assert decisions(office) == []


def test_a_note_is_given_back_where_the_form_is_gone(office: Office, dana: Staff) -> None:
    office.waiting()
    fields = hidden_fields(dana.read("/comment/1"), "/comment/1/keep")
    office.desk.hide(office.reviewer(), 1, "5", "", "some-key-of-a-form")
    answer = dana.browser.post("/comment/1/keep", data=fields | {"note": "Their coach asked us"})
    assert answer.status_code == 422
    assert "Their coach asked us" in answer.text


def test_a_form_that_does_not_say_what_it_showed_decides_nothing_after_others(office: Office, dana: Staff) -> None:
    office.waiting()
    fields = hidden_fields(look(dana, 1, "Hello"), "/comment/1/answer")
    office.desk.keep(office.reviewer(), 1, "", "some-key-of-a-form")
    del fields["seen"]
    assert dana.browser.post("/comment/1/answer", data=fields).status_code == 422
    assert decisions(office) == [DecisionKind.KEEP]
