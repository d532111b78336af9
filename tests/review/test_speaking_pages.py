"""Can staff answer, take back, delete and close notices in a browser without scripts, and is nothing done unseen?"""

import re
import sqlite3

import pytest
from markupsafe import escape

from bot.model import ActionState, CommentState, DecisionKind, NoticeKind, Pause, PauseScope, ReviewReason, Shelf
from tests.review.office import NOON, Office, Staff, comment, hidden_fields
from tests.review.test_service import carried_out
from tests.review.test_speaking import posted

HOSTILE = "<script>alert('x')</script> & \"so on\" \u202egnol"


def look(staff: Staff, revision: int, text: str, place: str = "reply") -> str:
    """Press 'Look it over' and read what is shown."""
    page = f"/comment/{revision}"
    answer = staff.press(page, f"{page}/answer/look", place=place, text=text)
    assert answer.status_code == 200, answer.text
    return answer.text


def post(staff: Staff, revision: int, text: str, place: str = "reply") -> int:
    """The whole way; answers the status of the last step."""
    action = f"/comment/{revision}/answer"
    return staff.browser.post(action, data=hidden_fields(look(staff, revision, text, place), action)).status_code


def decisions(office: Office) -> list[DecisionKind]:
    """What was decided on the first comment, in order."""
    return [decision.kind for decision in office.store.decisions.of_comment(1)]


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


# Deleting ----------------------------------------------------------------------------------------------------------


def test_deleting_takes_two_pages_a_guideline_and_a_tick(office: Office, dana: Staff) -> None:
    office.waiting()
    page = dana.read("/comment/1/delete")
    assert "can't be undone" in page
    assert "Hiding almost always serves as well" in page
    action = "/comment/1/delete"
    for half in ({"guideline": "5"}, {"sure": "yes"}, {"guideline": "5", "sure": "no"}):
        assert dana.press(action, action, **half).status_code == 422
    assert decisions(office) == []
    assert dana.press(action, action, guideline="5", sure="yes").status_code == 303
    assert decisions(office) == [DecisionKind.DELETE]


def test_after_a_deletion_nothing_more_is_offered(office: Office, dana: Staff) -> None:
    office.waiting()
    dana.press("/comment/1/delete", "/comment/1/delete", guideline="5", sure="yes")
    carried_out(office, 1)
    office.store.comments.note_state(1, NOON, state=CommentState.VANISHED)
    page = dana.read("/comment/1")
    assert "Deleted for good, confirmed by reading back" in page
    assert "Deleted by us" in page
    assert not [form for form in ("hide", "keep", "answer/look", "delete") if f'action="/comment/1/{form}"' in page]


def test_where_deleting_is_switched_off_it_is_not_offered(office: Office, dana: Staff) -> None:
    office.waiting(at="elm")
    assert "Delete for good" not in dana.read("/comment/1")
    assert dana.look("/comment/1/delete").status_code == 422


# Lists and log -----------------------------------------------------------------------------------------------------


def test_lists_and_log_tell_the_new_decisions_in_words(office: Office, dana: Staff) -> None:
    office.waiting()
    post(dana, 1, "Hello")
    assert office.desk.shelf(Shelf.DECIDED).total == 1
    assert "Answer under the comment</strong> by" in dana.read("/comment/1")
    dana.press("/comment/1", "/comment/1/keep")
    post(dana, 1, "Hello again", "comment")
    assert "Answer under the post by" in dana.read("/decided")
    assert "Hello" not in dana.read("/log")


# Notices -----------------------------------------------------------------------------------------------------------


def test_notices_are_shown_and_closed_and_changes_are_tried_again(office: Office, dana: Staff) -> None:
    assert "No page needs anybody" in dana.read("/pages")
    assert "about the pages themselves" not in dana.read("/")
    office.store.notices.open("oak", NoticeKind.WRITES, "", why="It blocks <us>.", at=NOON)
    office.store.notices.open("gone-page", NoticeKind.UNLISTED, "p1", why="3 of 5 are shown.", at=NOON)
    office.store.pauses.begin(Pause(account_id="oak", scope=PauseScope.WRITES, until=NOON.replace(year=2027), why="x"))
    page = dana.read("/pages")
    assert "It blocks &lt;us&gt;." in page
    assert "The platform blocks our changes" in page
    assert "gone-page" in page
    assert "2 notices about the pages themselves wait" in dana.read("/")
    assert dana.press("/pages", "/notices/1/seen").status_code == 303
    assert office.store.pauses.pause("oak", PauseScope.WRITES, NOON) is None
    head = office.store.ledger.head()
    assert head is not None
    assert (head.kind, head.actor, head.body["account"]) == ("notice_closed", "dana", "oak")
    assert "1 notice about the pages themselves waits" in dana.read("/")


def test_a_notice_somebody_closed_meanwhile_says_so(office: Office, dana: Staff) -> None:
    office.store.notices.open("oak", NoticeKind.QUOTA, "", why="x", at=NOON)
    fields = hidden_fields(dana.read("/pages"), "/notices/1/seen")
    office.store.notices.close(1, by="sam", at=NOON)
    again = dana.browser.post("/notices/1/seen", data=fields)
    assert again.status_code == 303
    assert "Somebody has seen to this notice already" in dana.read("/pages")


def test_what_stops_a_page_stands_above_other_notices_without_ids_and_with_its_post(
    office: Office, dana: Staff
) -> None:
    office.collect(comment("Hi"))
    link = "https://www.facebook.com/oak/posts/p1"
    office.store.connection.run("UPDATE post SET permalink = ?", link)
    office.store.notices.open("oak", NoticeKind.TOKEN, "", why="Refused (code=190 trace=AbC); renew it.", at=NOON)
    office.clock.forward(minutes=5)
    office.store.notices.open("oak", NoticeKind.UNLISTED, "p1", why="3 of 5 are shown.", at=office.clock.now())
    page = dana.read("/pages")
    assert page.index("Refused; renew it.") < page.index("3 of 5 are shown.")
    assert "trace=" not in page
    assert f'href="{link}" rel="noopener noreferrer"' in page
    assert f'src="{link}' not in page


def test_a_stranger_closes_no_notice(office: Office, stranger: Staff) -> None:
    office.store.notices.open("oak", NoticeKind.QUOTA, "", why="x", at=NOON)
    assert stranger.browser.post("/notices/1/seen").status_code in (302, 303, 400)
    assert len(office.store.notices.waiting()) == 1


def test_every_kind_of_notice_and_decision_has_its_words(office: Office, dana: Staff) -> None:
    for kind in NoticeKind:
        office.store.notices.open("oak", kind, "", why="x", at=NOON)
    assert dana.read("/pages").count("Seen to it<span") == len(NoticeKind)
