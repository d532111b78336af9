"""Which findings count, which are only noted, and what do staff read beside them? Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.model import CommentView, Finding, Routing, Statement
from bot.review.times import day_words

_OTHERS = {"language": "Language", "facts": "Known claim", "relevance": "Off the post"}
"""What findings without a clause are about, by their rule."""


def counted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that have a say in the verdict."""
    return tuple(finding for finding in findings if finding.routing is not Routing.NOTE)


def noted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that change no verdict: of rules in the shadow, and scores that only order the queue."""
    return tuple(finding for finding in findings if finding.routing is Routing.NOTE)


def note_words(finding: Finding) -> str:
    """Why a finding did not count. A rule is sure of itself; what is less sure is a score."""
    in_shadow = finding.score >= 1 and (finding.guideline is not None or finding.alert)
    return "Tried in the shadow, did not count" if in_shadow else "Only orders the queue"


def label(finding: Finding) -> str:
    """What a finding without a clause is about, in a word or two."""
    if finding.alert:
        return "Alert"
    if finding.rule.endswith(":unchecked"):
        return "Not checked"
    return _OTHERS.get(finding.rule, "For a person") if finding.rule else ""


def statement_state(statement: Statement, today: date) -> str:
    """Why the approved reply of a statement is not offered; empty when it is."""
    if not statement.approver:
        return "Nobody has approved this reply. Ask whoever looks after it to have it approved before you answer."
    if statement.expires < today:
        return (
            f"This statement expired on {day_words(statement.expires)}. Ask whoever looks after it before you answer."
        )
    return ""


def offered_reply(view: CommentView, statements: Mapping[str, Statement], statement_id: str, today: date) -> str:
    """The approved reply asked for, when a finding on this very text names its statement; else empty."""
    found = view.judged.verdict.findings if view.judged else ()
    statement = statements.get(statement_id)
    if statement is None or statement_id not in {finding.statement for finding in found}:
        return ""
    return "" if statement_state(statement, today) else statement.reply
