"""Which statements do the tests of facts use, and how is a comment read in them?"""

from datetime import date
from pathlib import Path

from bot.judge.reading import Reading, read
from bot.model import Statement

SHEETS = Path(__file__).parent / "sheets"
TODAY = date(2027, 1, 4)


def statement(
    claim: str = "Birchwood Elementary is closing.",
    *paraphrases: str,
    id: str = "fs-1",
    expires: date = date(2027, 6, 30),
) -> Statement:
    return Statement(
        id=id,
        claim=claim,
        paraphrases=paraphrases or ("The district is shutting down Birchwood.", "Birchwood closes for good in June."),
        reply="Birchwood is not closing.",
        source="/facts",
        owner="Communications",
        expires=expires,
    )


def today(text: str, post: str = "") -> Reading:
    return read(text, post_text=post, today=TODAY)
