"""How is a decision of a reviewer taken and shown? What the families of forms about one comment share."""

from collections.abc import Callable, Mapping

from flask import flash, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.errors import DecisionRefused, StaleRevision
from bot.model import CommentView, Decision, DecisionKind
from bot.review.progress import UNANSWERED_WORDS, Standing, newest_line, progress_in, unanswered
from bot.review.rules import undoable
from bot.review.views.room import here, safe_path, see_other

SAID = {
    DecisionKind.HIDE: "Decided: hide. The background service hides the comment within seconds.",
    DecisionKind.KEEP: "Decided: keep. The comment stays visible.",
    DecisionKind.UNHIDE: "Decided: undo. The background service shows the comment again within seconds.",
    DecisionKind.REPLY: "Decided: answer. The background service posts it under the comment within seconds.",
    DecisionKind.COMMENT: "Decided: answer. The background service posts it under the post within seconds.",
    DecisionKind.WITHDRAW: "Decided: take back. The background service takes the answer away within seconds.",
    DecisionKind.DELETE: "Decided: delete. The background service deletes the comment within seconds.",
}


def decided(revision_id: int, decide: Callable[[], Decision]) -> Response | tuple[str, int]:
    """Take the decision and look where the reviewer wants to be next; a refusal shows the comment with the reason."""
    view = known(revision_id)
    try:
        decision = decide()
    except StaleRevision as refusal:
        return page_of(known(view.revisions[-1][0]), notice=refusal.message), 409
    except DecisionRefused as refusal:
        return page_of(known(revision_id), notice=refusal.message), 422
    flash(_said(known(revision_id), decision), "ok")
    return see_other(safe_path(request.form.get("next"), url_for("comment.show", revision_id=revision_id)))


def _said(view: CommentView, decision: Decision) -> str:
    """What the decision will do; no promise while an earlier request to the platform is open."""
    earlier = unanswered(view, decision)
    if earlier is None:
        return SAID[decision.kind]
    kind = "undo" if decision.kind is DecisionKind.UNHIDE else decision.kind.value
    return f"Decided: {kind}. {UNANSWERED_WORDS[earlier.kind]}."


def page_of(view: CommentView, *, notice: str, typed: Mapping[str, str] | None = None) -> str:
    """The page of one comment, with what was typed in the form that led here, or what is offered as an answer."""
    desk = here().desk
    troubles = desk.setbacks(view)
    line = newest_line(view)
    standing = progress_in(view, line, troubles, desk.now()) if line else None
    return render_template(
        "comment.html",
        view=view,
        notice=notice,
        typed=request.form if typed is None else typed,
        line=line,
        standing=standing,
        waiting=standing is not None and standing.standing is Standing.WAITING,
        undoable=undoable(view, troubles, desk.now()),
        troubles=troubles,
        seen=max((entry.decision.id for entry in view.decisions), default=0),
    )


def known(revision_id: int) -> CommentView:
    """Everything known of a revision, or 404."""
    view = here().desk.view(revision_id)
    if view is None:
        raise NotFound
    return view


def seen_before() -> int:
    """The newest decision that the form showed; one that doesn't say it showed none."""
    return number("seen") or 0


def number(field: str) -> int | None:
    """A whole number of the form; None for anything else."""
    typed = request.form.get(field, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else None
