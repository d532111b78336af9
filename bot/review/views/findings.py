"""What does a template say about what was found in a comment? Labels, notes, and the statements of the fact sheet."""

from collections.abc import Callable, Mapping

from bot.model import Finding, Statement
from bot.review import finding_words
from bot.review.views.room import here, today


def guideline_title(guideline_id: str | None) -> str:
    """The clause's short title; an id no longer in the list is shown as it is; none is an alert of its own."""
    if guideline_id is None:
        return "Alert"
    for guideline in here().desk.guidelines:
        if guideline.id == guideline_id:
            return guideline.title
    return guideline_id


def finding_label(finding: Finding) -> str:
    """What stands beside marked words: the clause, or what else was found; nothing for a mark without a rule."""
    return guideline_title(finding.guideline) if finding.guideline else finding_words.label(finding)


def finding_labels(findings: tuple[Finding, ...]) -> list[str]:
    """The labels of these findings, each once."""
    return [label for label in dict.fromkeys(map(finding_label, findings)) if label]


def statement_of(finding: Finding) -> Statement | None:
    """The statement that a finding names; None when it stands on the sheet no more."""
    return here().statements.get(finding.statement or "")


def statement_state(statement: Statement) -> str:
    """Why its approved reply is not offered today; empty when it is."""
    return finding_words.statement_state(statement, today())


GLOBALS: Mapping[str, Callable[..., object]] = {
    "counted": finding_words.counted,
    "noted": finding_words.noted,
    "note_words": finding_words.note_words,
    "guideline_title": guideline_title,
    "finding_label": finding_label,
    "finding_labels": finding_labels,
    "statement_of": statement_of,
    "statement_state": statement_state,
}
"""What templates may call, by the name they call it."""
