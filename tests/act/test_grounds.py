"""Does a hide on its way end with the rule that asked for it, and go to a person instead?"""

from dataclasses import replace

import pytest

from bot import BOT_ACTOR
from bot.errors import PlatformUnavailable, StoreBusy, StoreError
from bot.model import ActionState, DecisionKind, Mode, Outcome, ReviewReason, Routing, Stage, Verdict
from tests.act.room import SAID, FallenRules, Room
from tests.builders import claimed, edited, finding, log_lines, verdict

HIDING = replace(finding(), routing=Routing.HIDE)
SAID_HIDE = verdict(findings=(HIDING, replace(HIDING, rule="price")))
GONE = verdict(
    Outcome.REVIEW, why='The rule that asked for hiding, "ads", was withdrawn; a person decides.', version="2"
)
UNASKED = "could not be checked"


def judged(room: Room, said: Verdict = SAID_HIDE) -> None:
    room.store.verdicts.save(1, said, room.clock.now())
    room.store.work.enqueue(Stage.DECIDE, 1, run_after=room.clock.now(), again=True)


def decide(room: Room) -> None:
    room.decider().run(claimed(room.store, Stage.DECIDE, at=room.clock.now()))
    room.tell()


def waiting_hide(room: Room, said: Verdict = SAID_HIDE) -> None:
    judged(room, said)
    decide(room)
    assert room.store.work.waiting() == {Stage.ACT: 1}


# When it is decided ------------------------------------------------------------------------------------------------


def test_a_hide_whose_rule_fell_is_put_before_a_person_with_the_reason(proven_room: Room) -> None:
    room = proven_room
    judged(room)
    room.rules = FallenRules(GONE)
    decide(room)
    assert room.store.decisions.of_comment(1) == []
    assert (room.questions(), room.why()) == ([ReviewReason.DOUBTFUL], GONE.why)
    assert room.store.work.waiting() == {}


def test_the_log_tells_which_rules_no_longer_ask_and_by_which_guidelines(proven_room: Room) -> None:
    room = proven_room
    judged(room)
    room.rules = FallenRules(GONE)
    decide(room)
    body = {"revision": 1, "comment": 1, "rules": ["ads", "price"], "guidelines": "2", "checked": True}
    assert log_lines(room.store, "hide_dropped") == [("hide_dropped", BOT_ACTOR, body)]
    assert [line[2]["reason"] for line in log_lines(room.store, "review_opened")] == ["doubtful"]


def test_a_hide_that_another_rule_carries_names_that_rules_guideline(proven_room: Room) -> None:
    room = proven_room
    judged(room, verdict(guideline="1"))
    room.rules = FallenRules(verdict(guideline="2", why="It sells."))
    decide(room)
    (made,) = room.store.decisions.of_comment(1)
    assert (made.kind, made.guideline, made.note) == (DecisionKind.HIDE, "2", "It sells.")
    assert (room.questions(), log_lines(room.store, "hide_dropped")) == ([], [])


def test_a_threat_whose_rule_fell_is_told_at_once_all_the_same(proven_room: Room) -> None:
    room = proven_room
    judged(room, verdict(alert=True))
    room.rules = FallenRules(replace(GONE, alert=True))
    decide(room)
    assert (room.questions(), len(room.heard.alerts)) == ([ReviewReason.ALERT], 1)


@pytest.mark.parametrize("hold", [False, True])
def test_rules_that_cannot_be_asked_hide_nothing(proven_room: Room, hold: bool) -> None:
    room = proven_room
    judged(room, verdict(hold=hold, why="It sells."))
    room.rules = FallenRules(StoreError("the rulebook is damaged"))
    decide(room)
    assert room.store.decisions.of_comment(1) == []
    assert room.questions() == [ReviewReason.DOUBTFUL]
    assert room.why().startswith("It sells. ")
    assert UNASKED in room.why()
    assert [body["checked"] for _, _, body in log_lines(room.store, "hide_dropped")] == [False]


@pytest.mark.parametrize("outcome", [Outcome.KEEP, Outcome.REVIEW])
def test_only_hides_are_asked_about(proven_room: Room, outcome: Outcome) -> None:
    room = proven_room
    judged(room, verdict(outcome))
    room.rules = FallenRules(StoreError("nobody should ask"))
    decide(room)
    assert room.questions() == ([] if outcome is Outcome.KEEP else [ReviewReason.DOUBTFUL])
    assert log_lines(room.store, "hide_dropped") == []


def test_what_a_person_settled_is_not_asked_about_again(proven_room: Room) -> None:
    room = proven_room
    room.decide(DecisionKind.KEEP)
    judged(room)
    room.rules = FallenRules(GONE)
    decide(room)
    assert (room.questions(), log_lines(room.store, "hide_dropped")) == ([], [])


def test_a_dropped_hide_that_cannot_be_logged_is_asked_about_later(
    proven_room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = proven_room
    judged(room)
    room.rules = FallenRules(GONE)

    def refuse(*args: object) -> None:
        raise StoreError("refused")

    monkeypatch.setattr(room.store.ledger, "append", refuse)
    with pytest.raises(StoreError):
        decide(room)
    assert (room.questions(), room.store.work.waiting()) == ([], {Stage.DECIDE: 1})


# When it is carried out --------------------------------------------------------------------------------------------


def test_a_decided_hide_whose_rule_fell_is_not_carried_out_but_put_before_a_person(proven_room: Room) -> None:
    room = proven_room
    waiting_hide(room)
    room.rules = FallenRules(GONE)
    assert room.act() is None
    assert (room.platform.writes, room.action_states()) == ([], ["planned", "failed"])
    assert room.store.work.waiting() == {Stage.DECIDE: 1}
    decide(room)
    assert room.on_page().is_hidden is False
    assert (room.questions(), room.why()) == ([ReviewReason.DOUBTFUL], GONE.why)
    assert (len(log_lines(room.store, "hide_dropped")), room.store.work.waiting()) == (1, {})


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        (verdict(hold=True), ReviewReason.HOLD, ReviewReason.DOUBTFUL),
        (verdict(alert=True), ReviewReason.ALERT, ReviewReason.ALERT),
    ],
)
def test_nobody_is_asked_any_more_to_confirm_a_hide_that_was_not_done(
    proven_room: Room, said: Verdict, before: ReviewReason, after: ReviewReason
) -> None:
    room = proven_room
    judged(room, said)
    decide(room)
    assert room.questions() == [before]
    room.rules = FallenRules(replace(GONE, alert=said.alert))
    room.act()
    decide(room)
    assert (room.questions(), room.why()) == ([after], GONE.why)


def test_a_question_about_earlier_words_stays_when_nothing_was_decided_on_the_new_ones(proven_room: Room) -> None:
    room = proven_room
    room.store.queue.open(1, ReviewReason.EDITED, why="Look at it.", alert=False, at=room.clock.now())
    judged(room)
    room.rules = FallenRules(GONE)
    decide(room)
    assert room.questions() == [ReviewReason.EDITED, ReviewReason.DOUBTFUL]


def test_the_action_says_why_it_ended(proven_room: Room) -> None:
    room = proven_room
    waiting_hide(room)
    room.rules = FallenRules(GONE)
    room.act()
    (decision,) = room.store.decisions.of_comment(1)
    assert "rule" in room.action(decision).answer
    assert log_lines(room.store, "action")[-1][2]["state"] == "failed"


def test_a_decided_hide_that_another_rule_carries_is_decided_anew_under_that_rules_guideline(
    proven_room: Room,
) -> None:
    room = proven_room
    room.guidelines = (*room.guidelines, replace(room.guidelines[0], id="9", words="Other words."))
    waiting_hide(room)
    room.rules = FallenRules(verdict(guideline="9"))
    room.act()
    decide(room)
    room.act()
    assert [made.guideline for made in room.store.decisions.of_comment(1)] == ["2", "9"]
    assert (room.written("hide"), room.action_states()[-1], room.questions()) == (["c1"], "done", [])


def test_rules_that_cannot_be_asked_stop_a_decided_hide(proven_room: Room) -> None:
    room = proven_room
    waiting_hide(room)
    room.rules = FallenRules(StoreError("the rulebook is damaged"))
    assert room.act() is None
    assert (room.platform.writes, room.action_states()[-1]) == ([], "failed")
    assert room.questions() == [ReviewReason.CANNOT]
    assert UNASKED in room.why()


def test_a_hide_by_the_bot_without_any_verdict_is_not_carried_out(proven_room: Room) -> None:
    room = proven_room
    decision = room.decide(actor=BOT_ACTOR, judged=False)
    room.act()
    assert (room.platform.writes, room.action(decision).state) == ([], ActionState.FAILED)


@pytest.mark.parametrize("kind", [DecisionKind.HIDE, DecisionKind.DELETE])
def test_what_a_person_decided_needs_no_rule(proven_room: Room, kind: DecisionKind) -> None:
    room = proven_room
    judged(room)
    room.rules = FallenRules(GONE)
    room.decide(kind, actor="pat")
    room.act()
    assert room.written(kind) == ["c1"]


def test_a_hide_that_was_done_stays_in_force_when_its_rule_falls(proven_room: Room) -> None:
    room = proven_room
    judged(room, verdict(hold=True))
    decide(room)
    room.act()
    room.rules = FallenRules(GONE)
    judged(room, verdict(hold=True))
    decide(room)
    room.act()
    assert room.on_page().is_hidden is True
    assert room.questions() == [ReviewReason.HOLD, ReviewReason.DOUBTFUL]
    assert room.store.decisions.hide_in_force(1) is not None
    assert room.written("unhide") == []


def test_a_hide_that_worked_unseen_stands_as_ours_although_its_rule_fell_since(proven_room: Room) -> None:
    room = proven_room
    waiting_hide(room)
    room.platform.fail("hide", PlatformUnavailable("no answer"), after=True)
    assert isinstance(room.act(), PlatformUnavailable)
    room.rules = FallenRules(GONE)
    assert room.act() is None
    assert (room.action_states()[-1], room.store.decisions.hide_in_force(1) is not None) == ("done", True)


def test_what_somebody_else_hid_meanwhile_is_not_called_ours_once_the_rule_fell(proven_room: Room) -> None:
    room = proven_room
    waiting_hide(room)
    room.platform.put(replace(SAID, is_hidden=True))
    room.rules = FallenRules(GONE)
    room.act()
    assert room.store.decisions.hide_in_force(1) is None


def test_a_rule_that_falls_while_the_page_is_read_is_seen_before_the_hide(proven_room: Room) -> None:
    room = proven_room
    waiting_hide(room)
    fallen = FallenRules(SAID_HIDE)
    room.rules = fallen
    room.platform.before["comment"] = lambda: fallen.fall(GONE)
    room.act()
    assert room.platform.writes == []


def test_edited_words_are_judged_anew_whatever_became_of_the_rule(proven_room: Room) -> None:
    room = proven_room
    waiting_hide(room)
    room.platform.put(edited(SAID, "I love this school"))
    room.rules = FallenRules(GONE)
    room.act()
    assert (room.store.work.waiting(), room.questions()) == ({Stage.JUDGE: 1}, [])


def test_a_fallen_rule_asks_a_person_in_every_mode(proven_room: Room) -> None:
    for mode in Mode:
        proven_room.in_mode(mode)
        proven_room.rules = FallenRules(GONE)
        judged(proven_room)
        decide(proven_room)
    assert proven_room.questions() == [ReviewReason.DOUBTFUL]


def test_a_database_busy_for_a_moment_makes_no_question_of_a_hide(proven_room: Room) -> None:
    room = proven_room
    judged(room)
    room.rules = FallenRules(StoreBusy("busy"))
    with pytest.raises(StoreBusy):
        room.decider().run(claimed(room.store, Stage.DECIDE, at=room.clock.now()))
    assert room.store.decisions.of_comment(1) == []
    assert room.questions() == []
