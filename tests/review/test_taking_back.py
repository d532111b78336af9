"""Is an answer taken back once, and is what is asked about an answer closed by the right step alone?"""

import pytest

from bot.errors import DecisionRefused
from bot.model import (
    ActionState,
    ReviewItem,
    ReviewReason,
    Shelf,
    Stage,
)
from bot.review.answers import is_answered
from tests.review.office import NOON, Office
from tests.review.speech import WITHDRAW, answer, posted
from tests.review.test_service import carried_out, claimed


def test_a_posted_answer_is_taken_back_once(office: Office) -> None:
    revision = office.waiting()
    made = answer(office, revision)
    posted(office, made)
    back = office.desk.withdraw(office.reviewer(), revision, made.id, "another-key-1")
    assert (back.kind, back.undoes) == (WITHDRAW, made.id)
    with pytest.raises(DecisionRefused, match="taken back already"):
        office.desk.withdraw(office.reviewer(), revision, made.id, "another-key-2")


def test_a_taking_back_that_failed_can_be_tried_again(office: Office) -> None:
    revision = office.waiting()
    made = answer(office, revision)
    posted(office, made)
    back = office.desk.withdraw(office.reviewer(), revision, made.id, "another-key-1")
    carried_out(office, back.id, ActionState.FAILED)
    assert office.desk.withdraw(office.reviewer(), revision, made.id, "another-key-2").id != back.id


def test_what_was_never_posted_cannot_be_taken_back(office: Office) -> None:
    revision = office.waiting()
    made = answer(office, revision)
    capture = office.store.evidence.capture(revision)
    assert capture is not None
    action = office.store.decisions.plan(made, capture_id=capture.id, at=NOON)
    office.store.decisions.mark(action, ActionState.FAILED, answer="not allowed", at=NOON)
    hidden = office.desk.hide(office.reviewer(), revision, "5", "", "another-key-1")
    for decision in (made.id, hidden.id, 99):
        with pytest.raises(DecisionRefused, match="was posted"):
            office.desk.withdraw(office.reviewer(), revision, decision, "another-key-2")


@pytest.mark.parametrize("is_sent", [False, True])
def test_an_answer_on_its_way_can_be_called_back(office: Office, is_sent: bool) -> None:
    revision = office.waiting()
    made = answer(office, revision)
    capture = office.store.evidence.capture(revision)
    assert capture is not None
    if is_sent:
        action = office.store.decisions.plan(made, capture_id=capture.id, at=NOON)
        office.store.decisions.mark(action, ActionState.SENT, answer="", at=NOON)
    withdrawal = office.desk.withdraw(office.reviewer(), revision, made.id, "another-key-1")
    assert (withdrawal.kind, withdrawal.undoes) == (WITHDRAW, made.id)
    assert withdrawal.id in [work.subject for work in claimed(office, Stage.ACT)]


def test_what_is_asked_about_an_answer_is_closed_by_no_decision_on_the_comment(office: Office) -> None:
    revision = office.waiting()
    made = answer(office, revision)
    office.store.queue.open(
        revision, ReviewReason.CANNOT, why="About an answer of ours", alert=False, at=NOON, answer_id=made.id
    )
    office.desk.keep(office.reviewer(), revision, "", "another-key-1")
    assert [(item.answer_id, item.closed_by) for item in items(office)] == [(made.id, None), (None, "dana")]
    assert office.desk.shelf(Shelf.QUEUE).total == 1
    (waiting, _) = items(office)
    assert [office.desk.see_to(office.reviewer(), waiting.id) for _ in range(2)] == [True, False]
    assert office.desk.shelf(Shelf.QUEUE).total == 0
    told = [line.body for line in office.store.ledger.entries() if line.kind == "seen_to"]
    assert told == [{"item": waiting.id, "revision": revision, "answer": made.id}]


def test_the_next_answer_closes_what_is_asked_about_the_one_before_and_nothing_else(office: Office) -> None:
    revision = office.waiting()
    made = answer(office, revision)
    office.store.queue.open(revision, ReviewReason.CANNOT, why="x", alert=False, at=NOON, answer_id=made.id)
    answer(office, revision, key="another-key-1")
    assert [(item.answer_id, item.closed_by) for item in items(office)] == [(None, None), (made.id, "dana")]


def test_a_question_about_the_comment_itself_wants_a_decision(office: Office) -> None:
    office.waiting()
    assert not office.desk.see_to(office.reviewer(), items(office)[0].id)
    assert items(office)[0].closed_at is None


def items(office: Office) -> list[ReviewItem]:
    """What is and was asked about the first comment, open ones first."""
    view = office.desk.view(1)
    assert view is not None
    return list(view.items)


def test_a_comment_counts_as_answered_while_an_answer_stands_there(office: Office) -> None:
    revision = office.waiting()

    def now() -> bool:
        view = office.desk.view(revision)
        assert view is not None
        return is_answered(view)

    seen = [now()]
    made = answer(office, revision)
    seen.append(now())
    posted(office, made)
    seen.append(now())
    carried_out(office, office.desk.withdraw(office.reviewer(), revision, made.id, "another-key-1").id)
    seen.append(now())
    assert seen == [False, False, True, False]
