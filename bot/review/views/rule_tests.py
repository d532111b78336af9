"""How do staff test a rule against history, watch the test, and read what it found?"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.errors import DecisionRefused
from bot.model import Finding, Hit, NearMiss, Outcome, Replay, RuleView
from bot.review import rule_words
from bot.review.rule_bench import TrialState
from bot.review.rule_moves import tested
from bot.review.views.room import here, reviewer, see_other
from bot.review.views.rules import RULE, known, rule_desk, rule_page

SHOWN = 25
"""Comments of one kind that a page shows; the figures count all."""

pages = Blueprint("rule_tests", __name__)


@pages.post(f"{RULE}/test")
def begin(rule_id: str) -> Response | tuple[str, int]:
    """Begin a test of the newest version, and look at its progress."""
    known(rule_id)
    try:
        rule_desk().test(reviewer(), rule_id, _since())
    except DecisionRefused as refusal:
        return rule_page(known(rule_id), notice=refusal.message), 422
    return see_other(url_for("rule_tests.show", rule_id=rule_id))


@pages.post(f"{RULE}/test/stop")
def stop(rule_id: str) -> Response:
    """Stop the test, if it still runs."""
    known(rule_id)
    rule_desk().bench.stop(rule_id)
    flash("The test is being stopped. It keeps nothing, unless it had just ended.", "ok")
    return see_other(url_for("rules.show", rule_id=rule_id))


@pages.get(f"{RULE}/test")
def show(rule_id: str) -> str:
    """The progress of a running test, or what the last one found."""
    view = known(rule_id)
    trial = rule_desk().bench.of(rule_id)
    told = trial.replay if trial else None
    return render_template(
        "rule_test.html",
        rule_words=rule_words,
        Outcome=Outcome,
        view=view,
        trial=trial,
        running=trial is not None and trial.state is TrialState.RUNNING,
        other=rule_desk().bench.running(),
        test=trial.test if trial and trial.test else tested(view),
        replay=told,
        shelves=_shelves(told) if told else (),
        is_of_this_version=_is_of_this_version(view),
        place=_place,
        near_place=_near_place,
        shown=SHOWN,
    )


def _is_of_this_version(view: RuleView) -> bool:
    trial = rule_desk().bench.of(view.rule_id)
    return trial is None or trial.test is None or trial.test.told.digest == view.digest


def _shelves(told: Replay) -> Sequence[tuple[str, str, Sequence[Hit]]]:
    """What it found, in the order in which a person should read it: title, explanation, comments."""
    kept = [hit for hit in told.examples if hit.agreed is False]
    right = [hit for hit in told.examples if hit.agreed is True]
    left = [hit for hit in told.examples if hit.agreed is None]
    changed = [hit for hit in left if hit.before is not hit.after]
    same = [hit for hit in left if hit.before is hit.after]
    shelves = (
        (
            "Staff kept these",
            "A person looked at them and kept them, or showed them again. Are the words too wide?",
            kept,
        ),
        ("These would be treated otherwise", "Nobody decided on them. With the rule the answer would change.", changed),
        ("Staff hid these under the same guideline", "The rule agrees with a person.", right),
        ("Found, and nothing would change", "Another rule answers the same already, or nobody decided.", same),
    )
    return [shelf for shelf in shelves if shelf[2]]


def _place(hit: Hit) -> tuple[Finding, ...]:
    """What is marked in a comment that was found."""
    return _marks(hit.past.text, hit.places)


def _near_place(miss: NearMiss) -> tuple[Finding, ...]:
    """What is marked in a near miss."""
    return _marks(miss.past.text, ((miss.start, miss.end),))


def _marks(text: str, places: Sequence[tuple[int, int]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(guideline=None, rule="", score=1.0, start=start, end=end, match=text[start:end], why="")
        for start, end in places
    )


def _since() -> datetime | None:
    """The beginning of the day asked for, in the district's zone; None for everything. Raises `DecisionRefused`."""
    typed = request.form.get("since", "").strip()
    if not typed:
        return None
    try:
        return datetime.combine(date.fromisoformat(typed), time(), here().zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise DecisionRefused("This is no day. Write it as 2026-09-01, or leave it empty for everything.") from None
