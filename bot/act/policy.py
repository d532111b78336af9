"""What follows from a verdict? Nothing, a decision by the bot, or a row in a person's queue. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import BOT_ACTOR
from bot.model import (
    Account,
    Capabilities,
    Capture,
    CaptureOutcome,
    CommentState,
    Decision,
    DecisionKind,
    Guideline,
    Mode,
    NewDecision,
    Outcome,
    ReviewReason,
    Revision,
    Verdict,
)

MODES = {Mode.OBSERVE: "Watching only", Mode.ASSIST: "Staff decide", Mode.ENFORCE: "Bot may hide"}
"""The names under which staff know a page's mode: those of the review page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything policy may look at: one judged and preserved revision and its surroundings."""

    revision: Revision
    verdict: Verdict
    account: Account
    capabilities: Capabilities
    capture: Capture | None
    decisions: Sequence[Decision]
    hide_in_force: Decision | None
    guidelines: Mapping[str, Guideline]
    is_ours: bool = False
    """Whether the account itself surely wrote it; an unknown author is never "us"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A row for a person's queue."""

    reason: ReviewReason
    why: str
    alert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What follows: at most one decision by the bot, and any number of questions for a person."""

    decision: NewDecision | None = None
    questions: tuple[Question, ...] = ()


NOTHING = Consequence()


def consequence(case: Case) -> Consequence:
    """What follows from a verdict. A person's word on these very words always stands; an answer is no such word."""
    settled = [d for d in case.decisions if d.kind.settles_comment]
    if case.is_ours:
        return _own_words(case)
    if any(d.revision_id == case.revision.id and not is_bot(d.actor) for d in settled):
        return NOTHING
    if not case.revision.is_newest or case.revision.comment_state is CommentState.VANISHED:
        return _too_late(case)
    if case.verdict.outcome is Outcome.HIDE:
        return _hide(case)
    if case.verdict.outcome is Outcome.REVIEW:
        reason = ReviewReason.ALERT if case.verdict.alert else ReviewReason.DOUBTFUL
        return _ask(reason, case.verdict.why, alert=case.verdict.alert)
    return _keep(case)


def is_bot(actor: str) -> bool:
    """Whether an actor is this program (of any version)."""
    return actor.startswith("bot@")


def _own_words(case: Case) -> Consequence:
    """The district's own words are its own business; but a threat in its name is for a person to see."""
    if not case.verdict.alert:
        return NOTHING
    return _ask(ReviewReason.ALERT, f"{case.verdict.why} The page itself is named as the author.", alert=True)


def _too_late(case: Case) -> Consequence:
    """Edited or gone meanwhile: there is nothing to hide, but a threat is still for a person to see."""
    if not case.verdict.alert:
        return NOTHING
    how = "was edited since" if case.revision.comment_state is CommentState.PRESENT else "is no longer on the page"
    return _ask(ReviewReason.ALERT, f"{case.verdict.why} The comment {how}; the record is kept.", alert=True)


def _keep(case: Case) -> Consequence:
    if case.hide_in_force is None:
        return NOTHING
    return _ask(
        ReviewReason.EDITED,
        "This comment is hidden, but it was edited and the new words break no rule. Undo the hide, or keep it hidden.",
    )


def _hide(case: Case) -> Consequence:
    obstacle = _obstacle(case)
    if obstacle is not None:
        return Consequence(questions=(obstacle,))
    guideline = case.guidelines[case.verdict.guideline or ""]
    return Consequence(
        decision=NewDecision(
            key=f"bot:hide:{case.revision.id}:{len(case.decisions)}",
            revision_id=case.revision.id,
            kind=DecisionKind.HIDE,
            actor=BOT_ACTOR,
            guideline=guideline.id,
            reason=guideline.words,
            note=case.verdict.why,
        ),
        questions=_to_confirm(case.verdict),
    )


def _to_confirm(verdict: Verdict) -> tuple[Question, ...]:
    if verdict.alert:
        return (Question(reason=ReviewReason.ALERT, why=verdict.why, alert=True),)
    if verdict.hold:
        why = f"{verdict.why} It was hidden to protect somebody; please confirm with Hide, or undo."
        return (Question(reason=ReviewReason.HOLD, why=why),)
    return ()


def _obstacle(case: Case) -> Question | None:
    """Why the bot may not hide by itself, if so."""
    why, alert = case.verdict.why, case.verdict.alert
    if case.verdict.guideline not in case.guidelines:
        return Question(
            reason=ReviewReason.CANNOT, why=f"{why} The guideline is no longer in the guidelines file.", alert=alert
        )
    if case.account.mode is not Mode.ENFORCE:
        return Question(
            reason=ReviewReason.ALERT if alert else ReviewReason.WOULD_HIDE,
            why=f"{why} Nothing was hidden: this page is set to “{MODES[case.account.mode]}”.",
            alert=alert,
        )
    if case.capture is None or case.capture.outcome is not CaptureOutcome.OK:
        problem = "no picture" if case.capture is None else case.capture.error
        return Question(
            reason=ReviewReason.NO_PROOF,
            why=f"{why} Nothing was hidden, because the picture failed: {problem}.",
            alert=alert,
        )
    if case.revision.comment.can_hide is False or not case.capabilities.hide:
        return Question(
            reason=ReviewReason.CANNOT,
            why=f"{why} The platform doesn't let this account hide it; look at the page itself.",
            alert=alert,
        )
    return None


def _ask(reason: ReviewReason, why: str, *, alert: bool = False) -> Consequence:
    return Consequence(questions=(Question(reason=reason, why=why, alert=alert),))
