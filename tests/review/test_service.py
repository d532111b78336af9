"""Does a decision leave exactly the rows it should, and is the wrong one refused?"""

import pytest

from bot.errors import DecisionRefused, StaleRevision
from bot.model import ActionState, CommentState, DecisionKind, Mode, NewDecision, ReviewReason, Shelf, Stage, Work
from tests.review.office import NOON, Office, account, comment

KEY = "a-random-key-of-a-form"


def carried_out(office: Office, decision_id: int, state: ActionState = ActionState.DONE) -> None:
    """What the worker does with a decision."""
    decision = office.store.decisions.decision(decision_id)
    capture = office.store.evidence.capture(decision.revision_id)
    action = office.store.decisions.plan(decision, capture_id=capture.id if capture else None, at=NOON)
    office.store.decisions.mark(action, state, answer="", at=NOON)
    if state is ActionState.DONE:
        office.store.comments.note_state(decision.comment_id, NOON, is_hidden=decision.kind is DecisionKind.HIDE)


def test_a_hide_leaves_a_decision_a_log_line_a_work_row_and_an_empty_queue(office: Office) -> None:
    revision = office.waiting()
    made = office.desk.hide(office.reviewer(), revision, "5", " rude ", KEY)
    assert (made.kind, made.actor, made.guideline, made.note) == (DecisionKind.HIDE, "dana", "5", "rude")
    assert made.reason == "Profane or provocative language."
    assert [work.subject for work in claimed(office, Stage.ACT)] == [made.id]
    assert claimed(office, Stage.PRESERVE) == []
    assert office.desk.shelf(Shelf.QUEUE).total == 0
    head = office.store.ledger.head()
    assert head is not None
    assert (head.kind, head.actor, head.body["decision"], head.body["guideline"]) == ("decision", "dana", made.id, "5")


def claimed(office: Office, stage: Stage) -> list[Work]:
    return list(office.store.work.claim(stage, limit=9, lease_seconds=1, now=office.clock.now()))


def test_a_hide_without_a_picture_asks_the_worker_for_one_first(office: Office) -> None:
    revision = office.waiting(pictured=False)
    office.desk.hide(office.reviewer(), revision, "5", "", KEY)
    assert len(claimed(office, Stage.PRESERVE)) == 1


def test_a_double_click_is_one_decision_and_one_log_line(office: Office) -> None:
    revision = office.waiting()
    first = office.desk.hide(office.reviewer(), revision, "5", "", KEY)
    second = office.desk.hide(office.reviewer(), revision, "5", "", KEY)
    assert first == second
    assert len([line for line in office.store.ledger.entries() if line.kind == "decision"]) == 1
    assert len(claimed(office, Stage.ACT)) == 1


def test_a_used_form_cannot_decide_on_another_comment(office: Office) -> None:
    first, second = office.waiting(number="c1"), office.waiting(number="c2")
    office.desk.keep(office.reviewer(), first, "", KEY)
    with pytest.raises(DecisionRefused, match="used before"):
        office.desk.keep(office.reviewer(), second, "", KEY)
    assert office.desk.shelf(Shelf.QUEUE).total == 1


@pytest.mark.parametrize("guideline", ["", "99", "Language"])
def test_a_hide_without_a_guideline_of_the_list_is_refused(office: Office, guideline: str) -> None:
    with pytest.raises(DecisionRefused, match="Choose the guideline"):
        office.desk.hide(office.reviewer(), office.waiting(), guideline, "", KEY)
    assert office.store.ledger.head() is None


def test_a_decision_on_words_that_were_edited_is_refused(office: Office) -> None:
    old = office.waiting()
    office.collect(comment("Sorry, I was angry."))
    with pytest.raises(StaleRevision, match="edited since you opened it"):
        office.desk.hide(office.reviewer(), old, "5", "", KEY)
    with pytest.raises(StaleRevision):
        office.desk.keep(office.reviewer(), old, "", KEY)


def test_nothing_is_hidden_on_a_page_that_is_only_watched(office: Office) -> None:
    revision = office.waiting(at="elm")
    with pytest.raises(DecisionRefused, match="mode = assist"):
        office.desk.hide(office.reviewer(), revision, "5", "", KEY)
    assert office.desk.keep(office.reviewer(), revision, "", KEY).kind is DecisionKind.KEEP


def test_what_the_platform_forbids_or_no_longer_shows_is_refused(office: Office) -> None:
    forbidden = office.waiting(can_hide=False)
    with pytest.raises(DecisionRefused, match="platform does not let us"):
        office.desk.hide(office.reviewer(), forbidden, "5", "", KEY)
    gone = office.waiting(number="c2")
    view = office.desk.view(gone)
    assert view
    office.store.comments.note_state(view.revision.comment_id, NOON, state=CommentState.VANISHED)
    with pytest.raises(DecisionRefused, match="no longer on the page"):
        office.desk.hide(office.reviewer(), gone, "5", "", KEY)


def test_a_hide_is_undone_once(office: Office) -> None:
    revision = office.waiting()
    hidden = office.desk.hide(office.reviewer(), revision, "5", "", KEY)
    carried_out(office, hidden.id)
    with pytest.raises(DecisionRefused, match="use Undo"):
        office.desk.keep(office.reviewer(), revision, "", "another-key-1")
    undone = office.desk.undo(office.reviewer(), hidden.id, "a mistake", "another-key-2")
    assert (undone.kind, undone.undoes, undone.revision_id) == (DecisionKind.UNHIDE, hidden.id, revision)
    with pytest.raises(DecisionRefused, match="undone already"):
        office.desk.undo(office.reviewer(), hidden.id, "", "another-key-3")
    with pytest.raises(DecisionRefused, match="Only a hide"):
        office.desk.undo(office.reviewer(), undone.id, "", "another-key-4")


def test_an_undo_that_failed_may_be_tried_again(office: Office) -> None:
    revision = office.waiting()
    hidden = office.desk.hide(office.reviewer(), revision, "5", "", KEY)
    carried_out(office, hidden.id)
    carried_out(office, office.desk.undo(office.reviewer(), hidden.id, "", "key-number-2").id, ActionState.FAILED)
    assert office.desk.undo(office.reviewer(), hidden.id, "", "key-number-3").undoes == hidden.id


def test_a_person_confirms_what_the_bot_hid_but_not_what_a_person_hid(office: Office) -> None:
    revision = office.waiting()
    new = NewDecision(
        key="bot:1", revision_id=revision, kind=DecisionKind.HIDE, actor="bot@1", guideline="5", reason="x"
    )
    carried_out(office, office.store.decisions.save(new, NOON).id)
    confirmed = office.desk.hide(office.reviewer(), revision, "5", "", KEY)
    carried_out(office, confirmed.id)
    with pytest.raises(DecisionRefused, match="hidden already"):
        office.desk.hide(office.reviewer(), revision, "5", "", "another-key")


def test_the_second_of_two_people_hears_of_the_first(office: Office) -> None:
    revision = office.waiting()
    office.desk.keep(office.reviewer(), revision, "", KEY, seen_decision=0)
    lee = office.add_reviewer("lee", "Lee Marsh")
    with pytest.raises(DecisionRefused, match="Somebody else decided"):
        office.desk.hide(lee, revision, "5", "", "lees-own-key", seen_decision=0)


def test_a_hide_on_its_way_is_not_decided_twice_unless_it_is_late(office: Office) -> None:
    revision = office.waiting()
    office.desk.hide(office.reviewer(), revision, "5", "", KEY)
    with pytest.raises(DecisionRefused, match="a moment ago"):
        office.desk.hide(office.reviewer(), revision, "5", "", "another-key-1")
    office.clock.forward(minutes=20)
    office.desk.hide(office.reviewer(), revision, "5", "", "another-key-2")


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with space in it", "ключ-ключ-ключ"])
def test_a_form_without_a_proper_key_is_refused(office: Office, key: str) -> None:
    with pytest.raises(DecisionRefused, match="damaged or too old"):
        office.desk.keep(office.reviewer(), office.waiting(), "", key)


def test_a_page_that_left_the_configuration_is_not_touched(office: Office) -> None:
    revision = office.waiting(at="ash")
    assert account("oak", Mode.ASSIST).id in office.desk.accounts
    with pytest.raises(DecisionRefused, match="no longer watched"):
        office.desk.hide(office.reviewer(), revision, "5", "", KEY)


def test_the_log_is_read_newest_first_in_pages(office: Office) -> None:
    for _ in range(53):
        office.store.ledger.append("login", "dana", {}, NOON)
    lines, pages = office.desk.log(1)
    assert (lines[0].seq, len(lines), pages) == (53, 50, 2)
    assert [line.seq for line in office.desk.log(2)[0]] == [3, 2, 1]
    assert [line.seq for line in office.desk.log(99)[0]] == [3, 2, 1]


def test_a_hide_that_is_asked_about_again_can_be_confirmed(office: Office) -> None:
    revision = office.waiting()
    carried_out(office, office.desk.hide(office.reviewer(), revision, "5", "", KEY).id)
    office.store.queue.open(revision, ReviewReason.CANNOT, why="The unhide failed.", alert=False, at=NOON)
    office.desk.hide(office.reviewer(), revision, "5", "", "another-key")
    assert office.desk.shelf(Shelf.QUEUE).total == 0


def test_a_hidden_comment_with_new_words_can_stay_hidden_or_be_shown(office: Office) -> None:
    hidden = office.desk.hide(office.reviewer(), office.waiting(), "5", "", KEY)
    carried_out(office, hidden.id)
    newer = office.waiting("You darn fools, all of you", "darn")
    with pytest.raises(StaleRevision):
        office.desk.undo(office.reviewer(), hidden.id, "", "another-key-1", seen_revision=1)
    assert office.desk.hide(office.reviewer(), newer, "5", "", "another-key-2").revision_id == newer
    assert office.desk.undo(office.reviewer(), hidden.id, "", "another-key-3").revision_id == newer


def test_a_comment_that_is_gone_can_be_closed(office: Office) -> None:
    revision = office.waiting()
    office.store.comments.note_state(1, NOON, state=CommentState.VANISHED)
    office.desk.keep(office.reviewer(), revision, "", KEY)
    assert office.desk.shelf(Shelf.QUEUE).total == 0


def test_a_hide_sent_back_for_want_of_proof_is_no_longer_on_its_way(office: Office) -> None:
    revision = office.waiting(pictured=False)
    hidden = office.desk.hide(office.reviewer(), revision, "5", "", KEY)
    office.store.queue.open(revision, ReviewReason.NO_PROOF, why="The browser is missing.", alert=False, at=NOON)
    view = office.desk.view(revision)
    assert view
    assert office.desk.setbacks(view) == {hidden.id: "The browser is missing."}
    office.desk.keep(office.reviewer(), revision, "", "another-key")
