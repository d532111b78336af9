"""Which findings count, which are only noted, and what do staff read beside them? Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.model import CommentView, Finding, Routing, Statement
from bot.review.statement_words import statement_state

_OTHERS = {"language": "Language", "facts": "Known claim", "relevance": "Off the post"}
"""What findings without a clause are about, by their rule."""


_SOURCES = {
    "language": "By a look at the language",
    "facts": "By comparison with the fact sheet",
    "relevance": "By comparison with the post",
}
"""Where findings come from that no rule of the guidelines made."""


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


def source_words(finding: Finding) -> str:
    """Who found it, for findings that have no rule with a page."""
    return _SOURCES.get(finding.rule, f"By {finding.rule}")


def rule_name(rule_id: str) -> str:
    """What staff call a rule: its id with blanks and a capital letter."""
    name = rule_id.replace("_", " ")
    return name[:1].upper() + name[1:]


def offered_reply(view: CommentView, statements: Mapping[str, Statement], statement_id: str, today: date) -> str:
    """The approved reply asked for, when a finding on this very text names its statement; else empty."""
    found = view.judged.verdict.findings if view.judged else ()
    statement = statements.get(statement_id)
    if statement is None or statement_id not in {finding.statement for finding in found}:
        return ""
    return "" if statement_state(statement, today) else statement.reply
