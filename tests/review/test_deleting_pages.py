"""Does deleting take two pages, a guideline and a tick, and is it told in words afterwards?"""

from bot.model import CommentState, DecisionKind, Shelf
from tests.review.office import NOON, Office, Staff
from tests.review.speech import decisions, post
from tests.review.test_service import carried_out


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


def test_lists_and_log_tell_the_new_decisions_in_words(office: Office, dana: Staff) -> None:
    office.waiting()
    post(dana, 1, "Hello")
    assert office.desk.shelf(Shelf.DECIDED).total == 1
    assert "Answer under the comment</strong> by" in dana.read("/comment/1")
    dana.press("/comment/1", "/comment/1/keep")
    post(dana, 1, "Hello again", "comment")
    assert "Answer under the post by" in dana.read("/decided")
    assert "Hello" not in dana.read("/log")
