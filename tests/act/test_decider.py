"""Does a verdict become a decision or a question, whole or not at all?"""

import pytest

from bot import BOT_ACTOR
from bot.errors import NotReadyYet, StoreError
from bot.model import Author, CommentState, DecisionKind, Mode, Outcome, ReviewReason, Stage, Verdict
from tests.act.room import SAID, Room
from tests.builders import GUIDELINE, claimed, collected, comment, log_lines, proven, verdict
from tests.fakes import US


def judged(room: Room, said: Verdict, *, revision_id: int = 1) -> None:
    room.store.verdicts.save(revision_id, said, room.clock.now())
    room.store.work.enqueue(Stage.DECIDE, revision_id, run_after=room.clock.now())


def decide(room: Room) -> None:
    room.decider().run(claimed(room.store, Stage.DECIDE, at=room.clock.now()))
    room.tell()


def test_a_clear_violation_becomes_a_decision_that_waits_to_be_carried_out(room: Room) -> None:
    judged(room, verdict())
    room.prove()
    decide(room)
    (made,) = room.store.decisions.of_comment(1)
    assert (made.kind, made.actor, made.guideline, made.reason) == (DecisionKind.HIDE, BOT_ACTOR, "2", GUIDELINE.words)
    assert room.store.work.waiting() == {Stage.ACT: 1}
    ids = {"decision": made.id, "revision": 1, "comment": 1}
    body = {**ids, "kind": "hide", "guideline": "2", "undoes": None}
    assert log_lines(room.store, "decision") == [("decision", BOT_ACTOR, body)]
    assert (room.questions(), room.heard.alerts, room.platform.calls) == ([], [], [])


def test_a_threat_is_told_at_once_and_never_only_hidden(room: Room) -> None:
    judged(room, verdict(alert=True))
    room.prove()
    decide(room)
    assert len(room.store.decisions.of_comment(1)) == 1
    assert room.questions() == [ReviewReason.ALERT]
    (alert,) = room.heard.alerts
    assert (alert.kind, alert.account_id, alert.revision_id) == ("alert", "maple", 1)
    assert "watches" not in alert.message


def test_an_alert_survives_a_worker_that_dies_before_it_went_out(room: Room) -> None:
    judged(room, verdict(alert=True))
    room.prove()
    room.decider().run(claimed(room.store, Stage.DECIDE, at=room.clock.now()))
    assert room.heard.alerts == []
    claimed(room.store, Stage.ALERT, at=room.clock.now())  # the process that claimed it dies here
    room.store.work.release(room.clock.now())
    room.tell()
    assert [alert.revision_id for alert in room.heard.alerts] == [1]


def test_an_answer_of_ours_is_known_by_its_number_though_its_author_is_not_told(room: Room) -> None:
    room.prove()
    room.decide(DecisionKind.REPLY)
    room.act()
    (made,) = room.written("reply")
    revision = collected(room.store, comment("At 7:10", external_id=made, author=Author()))
    proven(room.store, room.archive, revision)
    judged(room, verdict(), revision_id=revision)
    decide(room)
    assert (room.store.decisions.of_comment(2), room.questions()) == ([], [])


def test_a_violation_that_was_gone_is_hidden_when_it_is_back_unless_a_person_decided_on_it(room: Room) -> None:
    judged(room, verdict())
    room.prove()
    decide(room)
    room.platform.take_away("c1")
    room.act()
    room.platform.put(SAID)
    room.store.comments.note_state(1, room.clock.now(), state=CommentState.PRESENT)
    for _ in range(2):
        room.store.work.enqueue(Stage.DECIDE, 1, run_after=room.clock.now(), again=True)
        decide(room)
        room.act()
        room.decide(DecisionKind.UNHIDE, undoes=room.store.decisions.of_comment(1)[1].id)
        room.act()
    assert [decision.kind for decision in room.store.decisions.of_comment(1)].count(DecisionKind.HIDE) == 2
    assert room.written("hide") == ["c1"]


def test_a_doubtful_comment_becomes_a_question(room: Room) -> None:
    judged(room, verdict(Outcome.REVIEW))
    decide(room)
    assert room.questions() == [ReviewReason.DOUBTFUL]
    assert room.store.decisions.of_comment(1) == []
    body = {"revision": 1, "comment": 1, "reason": "doubtful"}
    assert log_lines(room.store) == [("review_opened", BOT_ACTOR, body)]
    assert room.heard.alerts == []


def test_nothing_found_leaves_no_trace_but_the_row(room: Room) -> None:
    judged(room, verdict(Outcome.KEEP))
    decide(room)
    assert (log_lines(room.store), room.questions()) == ([], [])
    assert room.state_of_work(Stage.DECIDE) == ["done"]


@pytest.mark.parametrize(("author", "hides"), [(US, 0), (None, 1), ("77", 1)])
def test_the_pages_own_comment_is_left_alone_and_an_unknown_author_is_not_the_page(
    room: Room, author: str | None, hides: int
) -> None:
    said = comment("Buy my watches", external_id="own", author=Author(id=author))
    revision_id = collected(room.store, said)
    judged(room, verdict(), revision_id=revision_id)
    proven(room.store, room.archive, revision_id)
    decide(room)
    made = room.store.decisions.of_comment(room.store.comments.revision(revision_id).comment_id)
    assert len(made) == hides


def test_observe_mode_decides_nothing(room: Room) -> None:
    room.in_mode(Mode.OBSERVE)
    judged(room, verdict())
    room.prove()
    decide(room)
    assert room.store.decisions.of_comment(1) == []
    assert room.questions() == [ReviewReason.WOULD_HIDE]


def test_deciding_twice_is_once(room: Room) -> None:
    judged(room, verdict(Outcome.REVIEW, alert=True))
    decide(room)
    room.store.work.enqueue(Stage.DECIDE, 1, run_after=room.clock.now(), again=True)
    decide(room)
    assert room.questions() == [ReviewReason.ALERT]


def test_a_comment_not_judged_yet_keeps_waiting_and_undoes_its_batch(room: Room) -> None:
    judged(room, verdict(Outcome.REVIEW, alert=True))
    second = collected(room.store, comment("Hello", external_id="c2"))
    room.store.work.enqueue(Stage.DECIDE, second, run_after=room.clock.now())
    with pytest.raises(NotReadyYet):
        decide(room)
    assert (room.questions(), room.heard.alerts, log_lines(room.store)) == ([], [], [])
    assert room.state_of_work(Stage.DECIDE) == ["doing", "doing"]


def test_a_decision_that_cannot_be_logged_is_not_made_and_nobody_is_alarmed(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(room, verdict(alert=True))
    room.prove()

    def refuse(*args: object) -> None:
        raise StoreError("refused")

    monkeypatch.setattr(room.store.ledger, "append", refuse)
    with pytest.raises(StoreError):
        decide(room)
    assert (room.store.decisions.of_comment(1), room.questions(), room.heard.alerts) == ([], [], [])
    assert room.store.work.waiting() == {Stage.DECIDE: 1}
