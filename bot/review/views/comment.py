"""What does staff see of one comment, and how do they decide on it?"""

from collections.abc import Callable

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.errors import DecisionRefused, EvidenceError, StaleRevision
from bot.model import CommentView, Decision, DecisionKind
from bot.review.progress import UNANSWERED_WORDS, Standing, newest_line, progress_in, unanswered
from bot.review.rules import undoable
from bot.review.views.room import here, reviewer, safe_path, see_other

pages = Blueprint("comment", __name__)

SAID = {
    DecisionKind.HIDE: "Decided: hide. The background service hides the comment within seconds.",
    DecisionKind.KEEP: "Decided: keep. The comment stays visible.",
    DecisionKind.UNHIDE: "Decided: undo. The background service shows the comment again within seconds.",
}


@pages.get("/comment/<int(max=9223372036854775807):revision_id>")
def show(revision_id: int) -> str:
    """One comment in its context."""
    return _page(_known(revision_id), notice="")


@pages.post("/comment/<int(max=9223372036854775807):revision_id>/hide")
def hide(revision_id: int) -> Response | tuple[str, int]:
    """Decide to hide."""
    form = request.form
    return _decided(
        revision_id,
        lambda: here().desk.hide(
            reviewer(),
            revision_id,
            form.get("guideline", ""),
            form.get("note", ""),
            form.get("key", ""),
            seen_decision=_number("seen"),
        ),
    )


@pages.post("/comment/<int(max=9223372036854775807):revision_id>/keep")
def keep(revision_id: int) -> Response | tuple[str, int]:
    """Decide to keep."""
    form = request.form
    return _decided(
        revision_id,
        lambda: here().desk.keep(
            reviewer(), revision_id, form.get("note", ""), form.get("key", ""), seen_decision=_number("seen")
        ),
    )


@pages.post("/comment/<int(max=9223372036854775807):revision_id>/undo")
def undo(revision_id: int) -> Response | tuple[str, int]:
    """Decide to show a hidden comment again."""
    form = request.form
    view = _known(revision_id)
    decision = _number("decision")
    if decision not in {line.decision.id for line in view.decisions}:
        raise NotFound
    return _decided(
        revision_id,
        lambda: here().desk.undo(
            reviewer(), decision or 0, form.get("note", ""), form.get("key", ""), seen_revision=revision_id
        ),
    )


@pages.get("/picture/<int(max=9223372036854775807):revision_id>.png")
def picture(revision_id: int) -> Response:
    """The proof's picture."""
    return _png(revision_id, thumbnail=False)


@pages.get("/picture/<int(max=9223372036854775807):revision_id>/small.png")
def thumbnail(revision_id: int) -> Response:
    """The same, small."""
    return _png(revision_id, thumbnail=True)


def _png(revision_id: int, *, thumbnail: bool) -> Response:
    try:
        return Response(here().desk.picture(revision_id, thumbnail), mimetype="image/png")
    except EvidenceError as missing:
        raise NotFound from missing


def _decided(revision_id: int, decide: Callable[[], Decision]) -> Response | tuple[str, int]:
    """Take the decision and look where the reviewer wants to be next; a refusal shows the comment with the reason."""
    view = _known(revision_id)
    try:
        decision = decide()
    except StaleRevision as refusal:
        return _page(_known(view.revisions[-1][0]), notice=refusal.message), 409
    except DecisionRefused as refusal:
        return _page(_known(revision_id), notice=refusal.message), 422
    flash(_said(_known(revision_id), decision), "ok")
    return see_other(safe_path(request.form.get("next"), url_for("comment.show", revision_id=revision_id)))


def _said(view: CommentView, decision: Decision) -> str:
    """What the decision will do; no promise while an earlier request to the platform is open."""
    earlier = unanswered(view, decision)
    if earlier is None:
        return SAID[decision.kind]
    kind = "undo" if decision.kind is DecisionKind.UNHIDE else decision.kind.value
    return f"Decided: {kind}. {UNANSWERED_WORDS[earlier.kind]}."


def _page(view: CommentView, *, notice: str) -> str:
    desk = here().desk
    troubles = desk.setbacks(view)
    line = newest_line(view)
    standing = progress_in(view, line, troubles, desk.now()) if line else None
    return render_template(
        "comment.html",
        view=view,
        notice=notice,
        typed=request.form,
        line=line,
        standing=standing,
        waiting=standing is not None and standing.standing is Standing.WAITING,
        undoable=undoable(view, troubles, desk.now()),
        troubles=troubles,
        seen=max((entry.decision.id for entry in view.decisions), default=0),
    )


def _known(revision_id: int) -> CommentView:
    view = here().desk.view(revision_id)
    if view is None:
        raise NotFound
    return view


def _number(field: str) -> int | None:
    typed = request.form.get(field, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else None
