"""Does the page keep quiet about what nobody knows yet: a request that the platform hasn't answered?"""

import pytest

from bot.errors import DecisionRefused
from bot.model import ActionState, DecisionKind, ReviewReason
from tests.review.office import NOON, Office, Staff
from tests.review.test_service import KEY, carried_out

OPEN = "The platform has not answered the earlier hide yet; this decision will be checked when it does"


@pytest.fixture
def sent(office: Office) -> int:
    """A hide that was sent; its answer was lost."""
    revision = office.waiting()
    carried_out(office, office.desk.hide(office.reviewer(), revision, "5", "", KEY).id, ActionState.SENT)
    return revision


def test_keep_waits_for_a_hide_that_was_sent_a_moment_ago(office: Office, sent: int) -> None:
    with pytest.raises(DecisionRefused, match=r"not answered the hide yet\. To have it shown, use Undo"):
        office.desk.keep(office.reviewer(), sent, "", "another-key")


def test_a_keep_after_a_hide_without_an_answer_promises_nothing(office: Office, sent: int, dana: Staff) -> None:
    office.clock.forward(minutes=20)
    assert "No answer from the platform yet" in dana.read(f"/comment/{sent}")
    office.store.queue.open(sent, ReviewReason.DOUBTFUL, why="", alert=False, at=NOON)
    assert dana.press("/", f"/comment/{sent}/keep").status_code == 303
    page = dana.read(f"/comment/{sent}")
    assert page.count(OPEN) == 3, "said after pressing, beside the forms and in the history"
    assert "Stays visible" not in page
    assert "stays visible" not in page
    assert "Undo: show it again" in page
    assert OPEN in dana.read("/decided")


def test_once_the_answer_is_there_the_keep_is_told_as_it_is(office: Office, sent: int, dana: Staff) -> None:
    office.clock.forward(minutes=20)
    office.desk.keep(office.reviewer(), sent, "", "another-key")
    carried_out(office, 1, ActionState.FAILED)
    assert "Stays visible" in dana.read(f"/comment/{sent}")


def test_a_hide_that_worked_after_all_is_told_beside_the_keep(office: Office, sent: int, dana: Staff) -> None:
    office.clock.forward(minutes=20)
    office.desk.keep(office.reviewer(), sent, "", "another-key")
    carried_out(office, 1)
    page = dana.read(f"/comment/{sent}")
    assert "Kept, but the comment is hidden" in page
    assert 'name="decision" value="1"' in page
    assert dana.press(f"/comment/{sent}", f"/comment/{sent}/undo").status_code == 303


def test_an_undo_of_a_hide_without_an_answer_says_that_it_will_be_checked(
    office: Office, sent: int, dana: Staff
) -> None:
    assert dana.press(f"/comment/{sent}", f"/comment/{sent}/undo").status_code == 303
    page = dana.read(f"/comment/{sent}")
    assert page.count(OPEN) == 3
    assert "within seconds" not in page
    undone = office.store.decisions.decision(2)
    assert (undone.kind, undone.undoes) == (DecisionKind.UNHIDE, 1)
    carried_out(office, 2)
    assert "Visible again, confirmed by reading back" in dana.read(f"/comment/{sent}")


def test_a_decision_without_an_open_request_before_it_is_told_as_ever(office: Office, dana: Staff) -> None:
    office.waiting()
    dana.press("/comment/1", "/comment/1/keep")
    assert "The comment stays visible." in dana.read("/comment/1")
