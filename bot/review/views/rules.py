"""How do staff see the rules, add words, and move a rule on?"""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, flash, g, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.errors import DecisionRefused
from bot.model import RuleOrigin, RuleView
from bot.review import rule_words
from bot.review.rule_forms import FIELDS, RuleFaults, TypedWords, typed_as, words_of
from bot.review.rule_moves import Move, authors, mark, moves, tested
from bot.review.rulebook import RuleDesk, hide_is_possible
from bot.review.views.room import here, reviewer, see_other, today

PERIODS = (7, 30, 90, 365)
MONTH = 30
MOVES = {move.value: move for move in Move}
RULE = "/rules/<string(maxlength=80):rule_id>"

pages = Blueprint("rules", __name__)


@pages.get("/rules")
def every() -> str:
    """All rules by guideline, what waits for approval, and what was taken back."""
    desk, days = rule_desk(), _days()
    views = desk.rules()
    own = [view for view in views if view.origin is not RuleOrigin.SHIPPED]
    return render_template(
        "rules.html",
        rule_words=rule_words,
        days=days,
        periods=PERIODS,
        figures=desk.figures(days),
        waiting=[view for view in views if view.request is not None],
        notices=desk.notices(),
        known={view.rule_id for view in views},
        own=_by_guideline(own),
        groups=_by_guideline([view for view in views if view.origin is RuleOrigin.SHIPPED]),
    )


@pages.get("/rules/new")
def new() -> str:
    """An empty form for a list of words."""
    return _form(TypedWords(severity="review"), faults={})


@pages.post("/rules/new")
def add() -> Response | tuple[str, int]:
    """Keep a new list as a draft; a form with faults is shown again as it was typed."""
    typed = _typed()
    return _kept(typed, None, lambda: rule_desk().add(reviewer(), typed, request.form.get("key", "")))


@pages.get(RULE)
def show(rule_id: str) -> str:
    """One rule with its history and its buttons."""
    return rule_page(known(rule_id), notice="")


@pages.get(f"{RULE}/edit")
def change(rule_id: str) -> str:
    """The form with the newest version filled in."""
    view = known(rule_id)
    words = words_of(view.content)
    if words is None:
        raise NotFound
    return _form(typed_as(words), faults={}, view=view)


@pages.post(f"{RULE}/edit")
def edit(rule_id: str) -> Response | tuple[str, int]:
    """Keep a new version of a list."""
    view, typed, form = known(rule_id), _typed(), request.form
    seen = form.get("seen", "")
    return _kept(typed, view, lambda: rule_desk().edit(reviewer(), rule_id, typed, form.get("key", ""), seen=seen))


@pages.post(f"{RULE}/move")
def move(rule_id: str) -> Response | tuple[str, int]:
    """Press one of the buttons."""
    view, form = known(rule_id), request.form
    pressed = MOVES.get(form.get("move", ""))
    if pressed is None:
        return rule_page(view, notice="This form is damaged. Reload the page and try again."), 422
    try:
        rule_desk().move(
            reviewer(),
            rule_id,
            pressed,
            why=form.get("note", ""),
            key=form.get("key", ""),
            seen=form.get("seen", ""),
            digest=form.get("digest", ""),
        )
    except DecisionRefused as refusal:
        g.pop("rule_count", None)
        return rule_page(known(rule_id), notice=refusal.message, pressed=pressed), 422
    flash(rule_words.DONE[pressed], "ok")
    return see_other(url_for("rules.show", rule_id=rule_id))


def rule_desk() -> RuleDesk:
    """The desk of this app's rules."""
    return here().rules


def known(rule_id: str) -> RuleView:
    """A rule with its history, or 404."""
    view = rule_desk().rule(rule_id)
    if view is None:
        raise NotFound
    return view


def rule_page(view: RuleView, *, notice: str, pressed: Move | None = None) -> str:
    """The page of one rule; `pressed` is the button whose form was refused."""
    name = reviewer().name
    return render_template(
        "rule.html",
        rule_words=rule_words,
        Move=Move,
        view=view,
        words_rule=words_of(view.content),
        figures=rule_desk().figures(MONTH).get(view.rule_id),
        days=MONTH,
        moves=moves(view, name),
        tested=tested(view),
        is_author=name.casefold() in authors(view),
        trial=rule_desk().bench.of(view.rule_id),
        seen=mark(view),
        notice=notice,
        pressed=pressed,
        typed=request.form,
        today=today(),
    )


def _kept(typed: TypedWords, view: RuleView | None, keep: Callable[[], str]) -> Response | tuple[str, int]:
    try:
        rule_id = keep()
    except RuleFaults as faults:
        return _form(typed, faults=faults.by_field, view=view, notice=faults.message), 422
    except DecisionRefused as refusal:
        return _form(typed, faults={}, view=view, notice=refusal.message), 422
    flash("Kept as a draft. It does nothing until you move it on: test it against history first.", "ok")
    return see_other(url_for("rules.show", rule_id=rule_id))


def _form(
    typed: TypedWords, *, faults: Mapping[str, Sequence[str]], view: RuleView | None = None, notice: str = ""
) -> str:
    clauses = here().desk.guidelines
    routings = {clause.id: clause.routing.value for clause in clauses}
    return render_template(
        "rule_form.html",
        rule_words=rule_words,
        typed=typed,
        faults=faults,
        view=view,
        # The version that this form was made for: one that was refused must not become fresh by being shown again.
        seen=request.form.get("seen", "") or (mark(view) if view else ""),
        notice=notice,
        hideable=hide_is_possible(rule_desk().rules(), routings),
    )


def _typed() -> TypedWords:
    return TypedWords(**{field: request.form.get(field, "") for field in FIELDS})


def _days() -> int:
    asked = request.args.get("days", "")
    return next((days for days in PERIODS if str(days) == asked), MONTH)


def _by_guideline(views: Sequence[RuleView]) -> list[tuple[str | None, list[RuleView]]]:
    """The rules under each guideline, in the order of the policy; what is left over comes last."""
    order = [clause.id for clause in here().desk.guidelines]
    others = sorted({view.guideline or "" for view in views} - set(order))
    groups = [(one, [view for view in views if (view.guideline or "") == one]) for one in (*order, *others)]
    return [(one or None, found) for one, found in groups if found]
