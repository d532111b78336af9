"""Does the page offer only replies that somebody approved and that still hold?"""

from dataclasses import replace
from datetime import date

from bot.review.statement_words import statement_state
from tests.review.speech import SHEET


def test_a_reply_that_nobody_approved_or_that_expired_is_not_offered() -> None:
    assert statement_state(SHEET, date(2027, 6, 30)) == ""
    assert "Nobody has approved" in statement_state(replace(SHEET, approver=""), date(2027, 6, 30))
    assert "expired" in statement_state(SHEET, date(2027, 7, 1))
