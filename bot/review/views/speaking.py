"""What does a comment's page show about answers? Where one can stand, and what became of those that were decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import CommentView, DecisionKind, DecisionLine
from bot.review.answers import answer_obstacle
from bot.review.progress import Standing, progress
from bot.review.views.room import here


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an answer can stand, or why it can't."""

    kind: DecisionKind
    obstacle: str


def answer_places(view: CommentView) -> tuple[Place, ...]:
    """Both places, with what stands in the way."""
    desk = here().desk
    account, can = desk.account(view), desk.can(view)
    return tuple(
        Place(kind=kind, obstacle=answer_obstacle(view, account, can, kind))
        for kind in (DecisionKind.REPLY, DecisionKind.COMMENT)
    )


def withdrawal(view: CommentView, answer: DecisionLine, troubles: Mapping[int, str]) -> DecisionLine | None:
    """The decision that takes an answer back, done or on its way; None where there is none, or where it failed."""
    now = here().desk.now()
    for line in reversed(view.decisions):
        is_its = line.decision.kind is DecisionKind.WITHDRAW and line.decision.undoes == answer.decision.id
        if is_its and progress(line, troubles, now).standing is not Standing.FAILED:
            return line
    return None


def is_under_way(view: CommentView, answer: DecisionLine, troubles: Mapping[int, str]) -> bool:
    """Whether looking again may show something new of an answer or of its taking back."""
    newest = withdrawal(view, answer, troubles) or answer
    return progress(newest, troubles, here().desk.now()).standing in (Standing.WAITING, Standing.LATE)
