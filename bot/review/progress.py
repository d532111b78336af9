"""What became of a decision? Waiting, done or failed, and in which words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model import ActionState, CommentState, CommentView, Decision, DecisionKind, DecisionLine, ReviewReason
from bot.review.visibility import hidden_by_us

PATIENCE = timedelta(minutes=15)
"""The worker carries decisions out within seconds; after this long something is wrong and a person should be told."""


class Standing(StrEnum):
    """How far a decision is."""

    WAITING = "waiting"
    LATE = "late"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a decision is. `words` has no time in it; `at` is when it ended (UTC), None while it hasn't."""

    standing: Standing
    words: str
    at: datetime | None = None


_IDS = re.compile(r" \([a-z_]+=[^()]*\)")


def without_ids(words: str) -> str:
    """A sentence without the ids that errors carry behind their message: they mean nothing to staff."""
    return _IDS.sub("", words)


DONE_WORDS = {
    DecisionKind.HIDE: "Hidden, confirmed by reading back",
    DecisionKind.UNHIDE: "Visible again, confirmed by reading back",
    DecisionKind.KEEP: "Stays visible",
    DecisionKind.REPLY: "Posted under the comment, confirmed by reading back",
    DecisionKind.COMMENT: "Posted under the post, confirmed by reading back",
    DecisionKind.WITHDRAW: "Taken back, confirmed by reading back",
    DecisionKind.DELETE: "Deleted for good, confirmed by reading back",
}
FAILED_WORDS = {
    DecisionKind.HIDE: "Not hidden",
    DecisionKind.UNHIDE: "Not shown again",
    DecisionKind.KEEP: "Not done",
    DecisionKind.REPLY: "Answer not confirmed",
    DecisionKind.COMMENT: "Answer not confirmed",
    DecisionKind.WITHDRAW: "Not taken back",
    DecisionKind.DELETE: "Not deleted",
}
_UNANSWERED = "The platform has not answered the earlier {} yet; this decision will be checked when it does"
UNANSWERED_WORDS = {
    DecisionKind.HIDE: _UNANSWERED.format("hide"),
    DecisionKind.UNHIDE: _UNANSWERED.format("undo"),
    DecisionKind.DELETE: _UNANSWERED.format("deletion"),
}


def progress(line: DecisionLine, troubles: Mapping[int, str], now: datetime) -> Progress:
    """How far `line` is; `troubles` are the decisions the worker gave up, with the reason."""
    decision, action = line.decision, line.action
    if decision.kind is DecisionKind.KEEP:
        return Progress(standing=Standing.DONE, words=DONE_WORDS[decision.kind], at=decision.made_at)
    if action is not None and action.state is ActionState.DONE:
        # Nothing was asked of the platform: it wasn't there to be taken back, and nothing was confirmed.
        is_idle = decision.kind is DecisionKind.WITHDRAW and action.sent_at is None
        words = f"Taken back: {action.answer}" if is_idle else DONE_WORDS[decision.kind]
        return Progress(standing=Standing.DONE, words=words, at=action.ended_at)
    if action is not None and action.state is ActionState.FAILED:
        return _failed(decision.kind, action.answer, action.ended_at)
    if decision.id in troubles:
        return _failed(decision.kind, troubles[decision.id], None)
    sent = is_sent(line)
    if now - decision.made_at > PATIENCE:
        words = f"No answer from the {'platform' if sent else 'background service'} yet. Tell IT if this stays."
        return Progress(standing=Standing.LATE, words=words)
    words = "Sent to the platform, waiting for its confirmation…" if sent else "Waiting for the background service…"
    return Progress(standing=Standing.WAITING, words=words)


def progress_in(view: CommentView, line: DecisionLine, troubles: Mapping[int, str], now: datetime) -> Progress:
    """As `progress`, and honest where another decision on the comment stands in the way of this one."""
    alone = progress(line, troubles, now)
    is_keep = line.decision.kind is DecisionKind.KEEP
    earlier = unanswered(view, line.decision)
    if earlier is not None and (is_keep or alone.standing in {Standing.WAITING, Standing.LATE}):
        standing = Standing.LATE if is_keep else alone.standing
        return Progress(standing=standing, words=UNANSWERED_WORDS[earlier.kind])
    is_last = line == newest_line(view)
    if is_keep and is_last and hidden_by_us(view) and view.revision.comment_state is CommentState.PRESENT:
        return Progress(standing=Standing.LATE, words="Kept, but the comment is hidden. To show it again, use Undo")
    return alone


def unanswered(view: CommentView, decision: Decision) -> Decision | None:
    """The latest hide, undo or deletion before `decision`, of another kind, that was sent and not answered: it may
    still work. An answer in public waits for none of them.
    """
    if not decision.kind.settles_comment:
        return None
    for line in reversed(view.decisions):
        is_other = line.decision.kind is not decision.kind and line.decision.kind in UNANSWERED_WORDS
        if line.decision.id < decision.id and is_other and is_sent(line):
            return line.decision
    return None


def is_sent(line: DecisionLine) -> bool:
    """Asked of the platform, and no answer so far."""
    return line.action is not None and line.action.state is ActionState.SENT


def setbacks(views: Iterable[CommentView], given_up: Mapping[int, str]) -> Mapping[int, str]:
    """Decisions that ended without an action, with the reason: given up by the worker, or sent back for want of proof.

    `given_up` holds the worker's by decision; the others stand in the queue as an item opened after the decision.
    """
    found = dict(given_up)
    for view in views:
        for line in view.decisions:
            if line.action is None and line.decision.kind.needs_proof:
                found.update((line.decision.id, why) for why in _sent_back(view, line.decision))
    return found


def _sent_back(view: CommentView, decision: Decision) -> list[str]:
    return [
        item.why
        for item in view.items
        if item.reason is ReviewReason.NO_PROOF
        and item.revision_id == decision.revision_id
        and item.answer_id == (decision.id if decision.kind.is_answer else None)
        and item.opened_at >= decision.made_at
    ]


def _failed(kind: DecisionKind, reason: str, at: datetime | None) -> Progress:
    words = FAILED_WORDS[kind]
    reason = without_ids(reason).rstrip(".")
    return Progress(standing=Standing.FAILED, words=f"{words}: {reason}" if reason else words, at=at)


def newest_line(view: CommentView, *kinds: DecisionKind) -> DecisionLine | None:
    """The latest decision of these kinds; without kinds, the latest on whether the comment shall be seen."""
    chosen = [
        line
        for line in view.decisions
        if (line.decision.kind in kinds if kinds else line.decision.kind.settles_comment)
    ]
    return chosen[-1] if chosen else None
