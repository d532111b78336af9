"""What does staff see of one comment, and how do they decide on it?"""

from flask import Blueprint, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.errors import EvidenceError
from bot.review.views.deciding import decided, known, number, page_of
from bot.review.views.room import here, reviewer

pages = Blueprint("comment", __name__)


@pages.get("/comment/<int(max=9223372036854775807):revision_id>")
def show(revision_id: int) -> str:
    """One comment in its context."""
    return page_of(known(revision_id), notice="")


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
            seen_decision=number("seen"),
        ),
    )


@pages.post("/comment/<int(max=9223372036854775807):revision_id>/keep")
def keep(revision_id: int) -> Response | tuple[str, int]:
    """Decide to keep."""
    form = request.form
    return decided(
        revision_id,
        lambda: here().desk.keep(
            reviewer(), revision_id, form.get("note", ""), form.get("key", ""), seen_decision=number("seen")
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
