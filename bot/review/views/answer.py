"""How does staff answer in public, take an answer back, or delete for good? Always looked over before it is decided."""

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.errors import DecisionRefused, StaleRevision
from bot.model import CommentView, DecisionKind
from bot.review.answers import delete_obstacle
from bot.review.views.deciding import decided, known, number, page_of, seen_before
from bot.review.views.room import here, reviewer

pages = Blueprint("answer", __name__)

REVISION = "/comment/<int(max=9223372036854775807):revision_id>"
PLACES = {kind.value: kind for kind in (DecisionKind.REPLY, DecisionKind.COMMENT)}


@pages.post(f"{REVISION}/answer/look")
def look(revision_id: int) -> str | tuple[str, int]:
    """The answer as everybody will read it, before it is posted."""
    view = known(revision_id)
    try:
        text = here().desk.check_answer(revision_id, _place(), request.form.get("text", ""))
    except StaleRevision as refusal:
        return page_of(known(view.revisions[-1][0]), notice=refusal.message), 409
    except DecisionRefused as refusal:
        return page_of(view, notice=refusal.message), 422
    return render_template(
        "answer.html", view=view, kind=_place(), text=text, seen=number("seen") or 0, key=request.form.get("key", "")
    )


@pages.post(f"{REVISION}/answer/change")
def change(revision_id: int) -> str:
    """Back to the comment, with the words still in the form."""
    return page_of(known(revision_id), notice="")


@pages.post(f"{REVISION}/answer")
def post(revision_id: int) -> Response | tuple[str, int]:
    """Decide to post the answer."""
    form = request.form
    return decided(
        revision_id,
        lambda: here().desk.answer(
            reviewer(), revision_id, _place(), form.get("text", ""), form.get("key", ""), seen_decision=seen_before()
        ),
    )


@pages.post(f"{REVISION}/withdraw")
def withdraw(revision_id: int) -> Response | tuple[str, int]:
    """Decide to take a posted answer back."""
    decision = number("decision")
    if decision not in {line.decision.id for line in known(revision_id).decisions}:
        raise NotFound
    key = request.form.get("key", "")
    return decided(revision_id, lambda: here().desk.withdraw(reviewer(), revision_id, decision or 0, key))


@pages.get(f"{REVISION}/delete")
def ask(revision_id: int) -> Response | str | tuple[str, int]:
    """Deleting is a page of its own: nobody gets there by one press."""
    view = known(revision_id)
    desk = here().desk
    obstacle = delete_obstacle(view, desk.account(view), desk.can(view))
    if obstacle or not view.revision.is_newest:
        return page_of(view, notice=obstacle), 422
    return _delete_page(view, notice="")


@pages.post(f"{REVISION}/delete")
def delete_for_good(revision_id: int) -> Response | str | tuple[str, int]:
    """Decide to delete; a form that was not filled in whole is shown again."""
    form, view = request.form, known(revision_id)
    is_whole = bool(form.get("guideline")) and form.get("sure") == "yes"
    if not is_whole:
        return _delete_page(view, notice="Nothing was deleted. Choose the guideline, and tick the box."), 422
    return decided(
        revision_id,
        lambda: here().desk.delete(
            reviewer(),
            revision_id,
            form.get("guideline", ""),
            form.get("note", ""),
            form.get("key", ""),
            confirmed=form.get("sure") == "yes",
            seen_decision=seen_before(),
        ),
    )


def _delete_page(view: CommentView, *, notice: str) -> str:
    seen = max((line.decision.id for line in view.decisions), default=0)
    return render_template("delete.html", view=view, notice=notice, seen=seen, typed=request.form)


def _place() -> DecisionKind:
    """Where the answer shall stand; anything that isn't a place is refused by the desk as no answer at all."""
    return PLACES.get(request.form.get("place", ""), DecisionKind.KEEP)
