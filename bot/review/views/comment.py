"""What does staff see of one comment, and how do they decide on it?"""

from flask import Blueprint, flash, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.errors import EvidenceError
from bot.review.finding_words import offered_reply
from bot.review.views.deciding import decided, known, number, page_of, seen_before
from bot.review.views.room import here, reviewer, safe_path, see_other, today

pages = Blueprint("comment", __name__)


@pages.get("/comment/<int(max=9223372036854775807):revision_id>")
def show(revision_id: int) -> str:
    """One comment in its context; with ?statement=id, the approved reply to what was found stands in the form."""
    view = known(revision_id)
    offered = offered_reply(view, here().statements, request.args.get("statement", ""), today())
    return page_of(view, notice="", typed={"text": offered} if offered else None)


@pages.post("/comment/<int(max=9223372036854775807):revision_id>/hide")
def hide(revision_id: int) -> Response | tuple[str, int]:
    """Decide to hide."""
    form = request.form
    return decided(
        revision_id,
        lambda: here().desk.hide(
            reviewer(),
            revision_id,
            form.get("guideline", ""),
            form.get("note", ""),
            form.get("key", ""),
            seen_decision=seen_before(),
        ),
    )


@pages.post("/comment/<int(max=9223372036854775807):revision_id>/keep")
def keep(revision_id: int) -> Response | tuple[str, int]:
    """Decide to keep."""
    form = request.form
    return decided(
        revision_id,
        lambda: here().desk.keep(
            reviewer(), revision_id, form.get("note", ""), form.get("key", ""), seen_decision=seen_before()
        ),
    )


@pages.post("/comment/<int(max=9223372036854775807):revision_id>/undo")
def undo(revision_id: int) -> Response | tuple[str, int]:
    """Decide to show a hidden comment again."""
    form = request.form
    view = known(revision_id)
    decision = number("decision")
    if decision not in {line.decision.id for line in view.decisions}:
        raise NotFound
    return decided(
        revision_id,
        lambda: here().desk.undo(
            reviewer(), decision or 0, form.get("note", ""), form.get("key", ""), seen_revision=revision_id
        ),
    )


@pages.post("/comment/<int(max=9223372036854775807):revision_id>/asked/<int(max=9223372036854775807):item_id>/seen")
def seen_to(revision_id: int, item_id: int) -> Response:
    """A person has seen to a question about an answer of ours."""
    if item_id not in {item.id for item in known(revision_id).items if item.answer_id is not None}:
        raise NotFound
    is_first = here().desk.see_to(reviewer(), item_id)
    flash("Written down: you have seen to it." if is_first else "Somebody has seen to this already.", "ok")
    return see_other(safe_path(request.form.get("next"), url_for("comment.show", revision_id=revision_id)))


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
