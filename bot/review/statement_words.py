"""What can be said of a statement of the fact sheet today, and in which order does staff read the sheet? Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from bot.model import Statement
from bot.review.times import day_words

SOON = timedelta(days=30)
"""So long before its last day a statement is shown as one that somebody should look at."""


class StatementStanding(StrEnum):
    """Whether a statement is looked for, and its reply offered. The value is a class for its colour."""

    GOOD = "good"
    ENDING = "ending"
    UNAPPROVED = "unapproved"
    EXPIRED = "expired"


CHIPS = {
    StatementStanding.GOOD: "In use",
    StatementStanding.ENDING: "In use, ends soon",
    StatementStanding.UNAPPROVED: "Reply not approved",
    StatementStanding.EXPIRED: "Expired",
}


def standing_of(statement: Statement, today: date) -> StatementStanding:
    """Where a statement stands on this day of the district."""
    if statement.expires < today:
        return StatementStanding.EXPIRED
    if not statement.approver:
        return StatementStanding.UNAPPROVED
    return StatementStanding.ENDING if statement.expires - today <= SOON else StatementStanding.GOOD


def statement_state(statement: Statement, today: date) -> str:
    """Why the approved reply of a statement is not offered; empty when it is."""
    if not statement.approver:
        return "Nobody has approved this reply. Ask whoever looks after it to have it approved before you answer."
    if statement.expires < today:
        return (
            f"This statement expired on {day_words(statement.expires)}. Ask whoever looks after it before you answer."
        )
    return ""


def care_words(statement: Statement, today: date) -> str:
    """What somebody should do about a statement; empty when nothing."""
    return {
        StatementStanding.EXPIRED: "Comments are no longer compared with this claim. Is the answer still true? Then it "
        "needs a new last day; else take it off the sheet.",
        StatementStanding.UNAPPROVED: "Comments that state this claim are found, but the reply is not offered before "
        "somebody has approved it.",
        StatementStanding.ENDING: "After its last day, comments are no longer compared with this claim.",
        StatementStanding.GOOD: "",
    }[standing_of(statement, today)]


def in_order(statements: Iterable[Statement], today: date) -> tuple[Sequence[Statement], Sequence[Statement]]:
    """(what needs somebody, what is in use), each by its last day, the nearest first."""
    ordered = sorted(statements, key=lambda one: (one.expires, one.claim))
    cared = [one for one in ordered if standing_of(one, today) is not StatementStanding.GOOD]
    return cared, [one for one in ordered if standing_of(one, today) is StatementStanding.GOOD]


def anchor(statement_id: str) -> str:
    """The name of a statement's place on the page; any id makes one that an address can hold."""
    return "statement-" + re.sub(r"[^A-Za-z0-9_-]", lambda sign: f".{ord(sign.group()):x}.", statement_id)
