"""Does staff read what really became of a decision?"""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.model import Action, ActionState, Decision, DecisionKind, DecisionLine
from bot.review.progress import Standing, progress
from bot.review.times import age_words, clock_time, local_time
from bot.review.views.deciding import SAID
from bot.review.words import KINDS
from tests.review.office import NOON

CHICAGO = ZoneInfo("America/Chicago")


def line(kind: DecisionKind, state: ActionState | None, answer: str = "") -> DecisionLine:
    decision = Decision(
        id=1,
        key="k",
        revision_id=1,
        comment_id=1,
        kind=kind,
        actor="dana",
        made_at=NOON,
        guideline=None,
        reason="",
        note="",
        undoes=None,
    )
    if state is None:
        return DecisionLine(decision=decision, action=None)
    action = Action(
        id=1,
        decision_id=1,
        revision_id=1,
        kind=kind,
        state=state,
        capture_id=None,
        planned_at=NOON,
        ended_at=NOON,
        answer=answer,
    )
    return DecisionLine(decision=decision, action=action)


@pytest.mark.parametrize(
    ("kind", "state", "standing", "words"),
    [
        (DecisionKind.KEEP, None, Standing.DONE, "Stays visible"),
        (DecisionKind.HIDE, None, Standing.WAITING, "Waiting"),
        (DecisionKind.HIDE, ActionState.PLANNED, Standing.WAITING, "Waiting"),
        (DecisionKind.HIDE, ActionState.SENT, Standing.WAITING, "Sent"),
        (DecisionKind.HIDE, ActionState.DONE, Standing.DONE, "Hidden, confirmed by reading back"),
        (DecisionKind.HIDE, ActionState.FAILED, Standing.FAILED, "Not hidden: refused"),
        (DecisionKind.UNHIDE, ActionState.DONE, Standing.DONE, "Visible again"),
        (DecisionKind.REPLY, None, Standing.WAITING, "Waiting"),
        (DecisionKind.REPLY, ActionState.SENT, Standing.WAITING, "Sent"),
        (DecisionKind.REPLY, ActionState.DONE, Standing.DONE, "Posted under the comment"),
        (DecisionKind.REPLY, ActionState.FAILED, Standing.FAILED, "Answer not confirmed: refused"),
        (DecisionKind.COMMENT, ActionState.DONE, Standing.DONE, "Posted under the post"),
        (DecisionKind.WITHDRAW, ActionState.DONE, Standing.DONE, "Taken back"),
        (DecisionKind.DELETE, ActionState.DONE, Standing.DONE, "Deleted for good"),
        (DecisionKind.DELETE, ActionState.FAILED, Standing.FAILED, "Not deleted: refused"),
    ],
)
def test_each_state_has_its_words(
    kind: DecisionKind, state: ActionState | None, standing: Standing, words: str
) -> None:
    found = progress(line(kind, state, "refused"), {}, NOON)
    assert found.standing is standing
    assert found.words.startswith(words)


@pytest.mark.parametrize("kind", list(DecisionKind))
@pytest.mark.parametrize("state", [None, *ActionState])
def test_no_kind_and_no_state_is_without_words(kind: DecisionKind, state: ActionState | None) -> None:
    assert progress(line(kind, state), {}, NOON).words
    assert KINDS[kind]
    assert SAID[kind]


def test_a_decision_the_worker_gave_up_is_shown_as_failed() -> None:
    assert progress(line(DecisionKind.HIDE, None), {1: "no picture"}, NOON).words == "Not hidden: no picture"


def test_a_decision_nobody_took_up_is_called_late() -> None:
    found = progress(line(DecisionKind.HIDE, None), {}, NOON + timedelta(hours=1))
    assert found.standing is Standing.LATE
    assert "Tell IT" in found.words


def test_times_are_the_districts_own() -> None:
    assert clock_time(NOON, CHICAGO) == "12:00 PM"
    assert local_time(NOON, CHICAGO, NOON) == "Today, 12:00 PM"
    assert local_time(NOON - timedelta(hours=12, minutes=1), CHICAGO, NOON) == "Yesterday, 11:59 PM"
    assert local_time(NOON - timedelta(days=3), CHICAGO, NOON) == "Oct 31, 2026, 1:00 PM"
    assert age_words(NOON - timedelta(minutes=61), NOON) == "1 hour ago"
    assert age_words(NOON + timedelta(minutes=2), NOON) == "just now"
