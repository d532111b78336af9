"""What may this person do with this rule now, and if not, why not? Pure; the office and the index enforce it too."""

from collections.abc import Mapping
from enum import StrEnum

from bot.model import ENOUGH, RuleOrigin, RuleTest, RuleView, Standing

_NO_TEST = "Test this version against history first."
_NOT_ENOUGH = (
    f"Test this version on the whole archive first, or on its newest {ENOUGH:,} comments: the last test saw too little."
)
_SAME_PERSON = "Somebody else must answer this: not who wrote this version, and not who asked."
_SOFT = ("review", "note", "")


class Move(StrEnum):
    """A button on the page of a rule."""

    SHADOW = "shadow"
    WATCH = "watch"
    ASK = "ask"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"

    @property
    def needs_reason(self) -> bool:
        """Whether a person must say why."""
        return self in (Move.SEND_BACK, Move.WITHDRAW)

    @property
    def needs_fresh_page(self) -> bool:
        """Whether it is refused when the rule changed since the page was opened; stopping a rule never is."""
        return self is not Move.WITHDRAW


def moves(view: RuleView, name: str) -> Mapping[Move, str]:
    """The moves that make sense now, each with what stands in the way of this reviewer ("" when nothing does)."""
    if view.origin is RuleOrigin.SHIPPED:
        return {}
    untested = "" if tested(view) else _NO_TEST
    found: dict[Move, str] = {}
    if view.request is not None:
        answer = _SAME_PERSON if name.casefold() in authors(view) else ""
        found |= {Move.APPROVE: answer, Move.SEND_BACK: answer}
    if not runs(view, Standing.SHADOW):
        found[Move.SHADOW] = ""
    if not runs(view, Standing.LIVE) or view.hides:
        found[Move.WATCH] = untested
    if may_hide(view) and view.request is None and not (runs(view, Standing.LIVE) and view.hides):
        found[Move.ASK] = untested or ("" if proven(view) else _NOT_ENOUGH)
    if view.standing is not Standing.WITHDRAWN:
        found[Move.WITHDRAW] = ""
    return found


def runs(view: RuleView, standing: Standing) -> bool:
    """Whether the newest content of the rule stands there (an older content may still run)."""
    return view.in_force and view.standing is standing


def may_hide(view: RuleView) -> bool:
    """Whether it would hide if it were live without limits."""
    return view.routing not in _SOFT


def tested(view: RuleView) -> RuleTest | None:
    """The newest test of this very content."""
    return next((test for test in view.tests if test.told.digest == view.digest), None)


def proven(view: RuleView) -> RuleTest | None:
    """The newest test of this very content after which it may hide."""
    return next((test for test in view.tests if test.told.digest == view.digest and test.told.counts), None)


def authors(view: RuleView) -> frozenset[str]:
    """Who wrote this content, and who asked for it: their names, folded. They can't approve it."""
    wrote = {edit.written_by for edit in view.edits if edit.digest == view.digest}
    asked = {view.request.asked_by} if view.request is not None else set()
    return frozenset(name.casefold() for name in wrote | asked)


def mark(view: RuleView) -> str:
    """What a form remembers of the rule it was made for: another mark, and the rule changed meanwhile."""
    edit = view.edits[-1].id if view.edits else 0
    step = view.steps[-1].id if view.steps else 0
    request = view.request.id if view.request else 0
    decline = view.declines[-1].id if view.declines else 0
    return f"{edit}-{step}-{request}-{decline}-{view.digest[:12]}"
