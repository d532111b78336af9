"""Is a decision carried out once, read back, and given back to a person when it can't be?"""

from dataclasses import replace

import pytest

from bot import BOT_ACTOR
from bot.act.actor import WAIT_FOR_CAPTURE
from bot.errors import (
    NotReadyYet,
    StorageFull,
)
from bot.model import DecisionKind, ReviewReason, Stage
from tests.act.room import SAID, Room
from tests.builders import edited, failed_capture, log_lines, sealed

HIDE, UNHIDE, KEEP = DecisionKind.HIDE, DecisionKind.UNHIDE, DecisionKind.KEEP


# The straight way --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", [BOT_ACTOR, "pat"])
def test_a_hide_is_planned_sent_read_back_and_done(proven_room: Room, actor: str) -> None:
    room = proven_room
    decision = room.decide(actor=actor)
    assert room.act() is None
    assert room.platform.calls == ["comment", "hide", "comment"]
    assert room.on_page().is_hidden is True
    assert room.action_states() == ["planned", "sent", "done"]
    assert {line[1] for line in log_lines(room.store, "action")} == {actor}
    assert room.store.decisions.hide_in_force(1) == decision
    action = room.store.decisions.action_of(decision.id)
    assert action is not None
    assert action.answer == "confirmed by reading back; trace trace-1"
    assert (room.state_of_work(), room.questions()) == (["done"], [])
    assert room.store.comments.revision(1).comment.is_hidden is True


def test_a_platform_without_traces_is_believed_too(proven_room: Room) -> None:
    proven_room.platform.trace = ""
    decision = proven_room.decide()
    proven_room.act()
    action = proven_room.store.decisions.action_of(decision.id)
    assert action is not None
    assert action.answer == "confirmed by reading back"


def test_the_intent_is_on_file_before_the_platform_is_asked(proven_room: Room) -> None:
    room, seen = proven_room, list[str]()
    room.platform.before["hide"] = lambda: seen.extend(room.action_states())
    room.decide()
    room.act()
    assert seen == ["planned", "sent"]


def test_doing_it_twice_is_once(proven_room: Room) -> None:
    room = proven_room
    decision = room.decide()
    room.act()
    room.store.work.enqueue(Stage.ACT, decision.id, run_after=room.clock.now(), again=True)
    room.act()
    assert room.platform.writes == [("hide", "c1")]
    assert room.action_states() == ["planned", "sent", "done"]
    assert room.state_of_work() == ["done"]


def test_two_decisions_to_hide_are_one_request(proven_room: Room) -> None:
    room = proven_room
    room.decide(actor=BOT_ACTOR)
    room.decide(actor="pat")
    room.act()
    assert room.platform.writes == [("hide", "c1")]
    assert room.action_states() == ["planned", "sent", "done", "planned", "done"]


def test_what_somebody_hid_already_is_confirmed_without_asking(proven_room: Room) -> None:
    room = proven_room
    room.platform.put(replace(SAID, is_hidden=True))
    decision = room.decide()
    room.act()
    assert (room.platform.writes, room.action_states()) == ([], ["planned", "done"])
    assert room.store.decisions.hide_in_force(1) == decision


def test_an_undo_shows_the_comment_again_and_needs_no_picture(proven_room: Room) -> None:
    room = proven_room
    hide = room.decide(actor=BOT_ACTOR)
    room.act()
    for name in list(room.archive.names()):
        room.archive.path(name).unlink()
    room.decide(UNHIDE, undoes=hide.id)
    room.act()
    assert room.platform.writes == [("hide", "c1"), ("unhide", "c1")]
    assert room.on_page().is_hidden is False
    assert room.store.decisions.hide_in_force(1) is None
    assert room.store.comments.revision(1).comment.is_hidden is False


def test_an_undo_works_on_words_that_were_edited_since(proven_room: Room) -> None:
    room = proven_room
    hide = room.decide(actor=BOT_ACTOR)
    room.act()
    room.platform.put(replace(edited(room.on_page(), "Sorry"), is_hidden=True))
    room.decide(UNHIDE, undoes=hide.id)
    room.act()
    assert room.on_page().is_hidden is False


def test_a_decision_to_keep_asks_nothing_of_the_platform(room: Room) -> None:
    room.decide(KEEP)
    room.act()
    assert (room.platform.calls, room.state_of_work(), room.action_states()) == ([], ["done"], [])


# Proof first -------------------------------------------------------------------------------------------------------


def test_without_a_picture_the_bot_hides_nothing_and_a_person_is_asked(room: Room) -> None:
    sealed(room.store, room.archive, 1)
    room.decide(actor=BOT_ACTOR)
    room.act()
    assert (room.platform.calls, room.action_states()) == ([], [])
    assert (room.questions(), room.state_of_work()) == ([ReviewReason.NO_PROOF], ["done"])
    assert "there is no picture yet" in room.why()
    assert log_lines(room.store, "review_opened")[0][2]["reason"] == "no_proof"


def test_a_persons_hide_waits_for_its_picture_and_then_happens(room: Room) -> None:
    room.decide(actor="pat")
    for _ in range(3):
        assert isinstance(room.act(), NotReadyYet)
    assert (room.platform.calls, room.questions()) == ([], [])
    room.prove()
    assert room.act() is None
    assert room.on_page().is_hidden is True


def test_a_persons_hide_whose_picture_never_comes_is_given_back(room: Room) -> None:
    room.decide(actor="pat")
    assert isinstance(room.act(), NotReadyYet)
    room.clock.tick(WAIT_FOR_CAPTURE.total_seconds() - 2)
    assert isinstance(room.act(), NotReadyYet)
    assert room.act() is None
    assert (room.questions(), room.platform.calls) == ([ReviewReason.NO_PROOF], [])


def test_a_persons_hide_whose_picture_fails_again_is_given_back_with_the_reason(room: Room) -> None:
    sealed(room.store, room.archive, 1)
    room.store.evidence.save_capture(failed_capture(1, error="the browser ended"))
    room.decide(actor="pat")
    assert isinstance(room.act(), NotReadyYet)
    room.clock.tick(WAIT_FOR_CAPTURE.total_seconds())
    assert room.act() is None
    assert (room.questions(), room.platform.calls) == ([ReviewReason.NO_PROOF], [])
    assert "the browser ended" in room.why()


@pytest.mark.parametrize("which", ["record", "picture"])
@pytest.mark.parametrize("damage", ["missing", "changed"])
@pytest.mark.parametrize("actor", [BOT_ACTOR, "pat"])
def test_proof_that_is_not_whole_on_disk_hides_nothing(proven_room: Room, which: str, damage: str, actor: str) -> None:
    room = proven_room
    record, capture = room.store.evidence.record(1), room.store.evidence.capture(1)
    assert record is not None
    assert capture is not None
    file = room.archive.path(record.payload_sha256 if which == "record" else str(capture.sha256))
    file.chmod(0o644)
    file.write_bytes(b"something else") if damage == "changed" else file.unlink()
    room.decide(actor=actor)
    if actor == "pat":
        assert isinstance(room.act(), NotReadyYet)
        room.clock.tick(WAIT_FOR_CAPTURE.total_seconds())
    assert room.act() is None
    assert (room.platform.calls, room.action_states()) == ([], [])
    assert (room.questions(), room.state_of_work()) == ([ReviewReason.NO_PROOF], ["done"])


def test_a_full_disk_is_no_missing_proof(proven_room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room = proven_room
    room.decide(actor=BOT_ACTOR)

    def refuse(*args: object, **kwargs: object) -> None:
        raise StorageFull("no room")

    with monkeypatch.context() as patched:
        patched.setattr(room.store.decisions, "plan", refuse)
        assert isinstance(room.act(), StorageFull)
    assert (room.questions(), room.state_of_work()) == ([], ["todo"])
    assert room.act() is None
    assert room.on_page().is_hidden is True
