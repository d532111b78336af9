"""What does a template say about what was found in a comment? Labels, notes, and the statements of the fact sheet."""

from collections.abc import Callable, Mapping

from flask import g

from bot.model import Finding, Statement
from bot.review import finding_words, statement_words
from bot.review.marking import Piece
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


def closing_labels(piece: Piece) -> list[str]:
    """The labels that stand behind a marked piece, each once; one that the next words carry as well waits for them."""
    going_on = {finding_label(finding) for finding in piece.covering if finding not in piece.closing}
    return [label for label in dict.fromkeys(map(finding_label, piece.closing)) if label and label not in going_on]


def rule_of(finding: Finding) -> str:
    """The id of the rule behind a finding, where there is a page of it; empty for scores and comparisons."""
    if "rule_ids" not in g:
        g.rule_ids = frozenset(view.rule_id for view in here().rules.rules())
    return finding.rule if finding.rule in g.rule_ids else ""


def statement_of(finding: Finding) -> Statement | None:
    """The statement that a finding names; None when it stands on the sheet no more."""
    return here().statements.get(finding.statement or "")


def statement_state(statement: Statement) -> str:
    """Why its approved reply is not offered today; empty when it is."""
    return statement_words.statement_state(statement, today())


GLOBALS: Mapping[str, Callable[..., object]] = {
    "counted": finding_words.counted,
    "noted": finding_words.noted,
    "note_words": finding_words.note_words,
    "guideline_title": guideline_title,
    "finding_label": finding_label,
    "closing_labels": closing_labels,
    "rule_of": rule_of,
    "source_words": finding_words.source_words,
    "statement_of": statement_of,
    "statement_anchor": statement_words.anchor,
    "statement_state": statement_state,
}
"""What templates may call, by the name they call it."""
