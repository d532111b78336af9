"""How do tests keep rules of a district? Reviewers, edits, tests and steps with few words."""

from datetime import datetime

from bot.model import HouseRule, NewHouseRule, NewRuleStep, NewRuleTest, Reviewer, RuleStep, RuleTest, Standing
from bot.ports import Store
from tests.builders import NOON

DIGEST = "d" * 64


def person(store: Store, name: str = "pat") -> str:
    """A reviewer who may log in; answers the name."""
    store.reviewers.add(
        Reviewer(name=name, display_name=name, password_hash="argon", must_change_password=False, created_at=NOON)
    )
    return name


def written(
    store: Store, rule_id: str = "fees", *, by: str, digest: str = DIGEST, content: str = "[[rule]]"
) -> HouseRule:
    """An edit of a rule that may hide, and the draft it begins as."""
    new = NewHouseRule(rule_id=rule_id, content=content, digest=digest, guideline="spam", may_hide=True)
    edit = store.rulebook.write(new, by=by, at=NOON)
    stepped(store, Standing.DRAFT, by=by, rule_id=rule_id, digest=digest)
    return edit


def tried(
    store: Store, rule_id: str = "fees", *, by: str, digest: str = DIGEST, judged: int = 40, complete: bool = True
) -> RuleTest:
    """A test of that content."""
    told = NewRuleTest(
        rule_id=rule_id,
        digest=digest,
        guidelines_version="g-1",
        since=NOON,
        complete=complete,
        judged=judged,
        hits=min(3, judged),
        true_positives=2,
        false_positives=1,
        would_change=2,
        would_hide=1,
        micros=1.5,
    )
    return store.rulebook.keep_test(told, by=by, at=NOON)


def stepped(
    store: Store,
    standing: Standing,
    *,
    by: str,
    rule_id: str = "fees",
    digest: str = DIGEST,
    test: RuleTest | None = None,
    hides: bool = False,
    at: datetime = NOON,
) -> RuleStep:
    """A step of that content."""
    new = NewRuleStep(
        rule_id=rule_id,
        digest=digest,
        standing=standing,
        actor=by,
        why="Because.",
        hides=hides,
        test_id=None if test is None else test.id,
    )
    return store.rulebook.take_step(new, at)
