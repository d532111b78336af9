"""Does the demo's fact sheet fit its week, on whatever day the demo is played?"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.bootstrap.judging import embedder_of, sheet_of
from bot.cli.rehearsal.stage import fact_sheet, furnish
from bot.config import load_config
from bot.judge.claims import Claims
from bot.judge.facts import Facts
from bot.judge.reading import read
from bot.judge.sheet import read_sheet
from bot.model import Statement
from bot.review.statement_words import StatementStanding, standing_of
from bot.simulator import scenario

TODAY = date(2026, 11, 23)
MEETINGS = {"closing-claim": "fernwood-stays", "board-1": "public-comment-hour"}
"""Who states a claim. Somebody else asks about Fernwood, one denies it, one praises the school: they state nothing."""
ASKS, DENIES, PRAISES = "fernwood-study-2", "fernwood-study-3", "wynn-praise"


def sheet(today: date = TODAY) -> tuple[Statement, ...]:
    return read_sheet(fact_sheet(today).splitlines(), "facts.jsonl")


def texts() -> Iterator[tuple[str, str]]:
    """(key, text) of every text of the week's comments, edits too."""
    steps = json.loads((scenario.SCENARIOS / "school_week.json").read_text("utf-8"))["steps"]
    for event in (event for step in steps for event in step["events"]):
        if event["type"] in ("comment", "edit") and event["text"]:
            yield event.get("key") or event["comment"], event["text"]


def met(facts: Facts, said: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The statement that each comment seems to state, where one does."""
    found = ((key, list(facts.findings(read(text, today=TODAY)))) for key, text in said)
    return {key: findings[0].statement or "" for key, findings in found if findings}


@pytest.mark.parametrize("today", [TODAY, TODAY + timedelta(days=2000)])
def test_the_sheet_shows_every_standing_on_any_day(today: date) -> None:
    assert Counter(standing_of(statement, today) for statement in sheet(today)) == {
        StatementStanding.GOOD: 4,
        StatementStanding.ENDING: 1,
        StatementStanding.UNAPPROVED: 1,
        StatementStanding.EXPIRED: 1,
    }


def test_two_comments_of_the_week_state_a_claim_and_nobody_else() -> None:
    assert met(Facts(Claims(sheet())), texts()) == MEETINGS


def test_with_the_model_of_meaning_who_asks_denies_or_praises_states_nothing_either() -> None:
    model = embedder_of(None)
    assert model is not None
    chosen = {*MEETINGS, ASKS, DENIES, PRAISES}
    said = [(key, text) for key, text in texts() if key in chosen]
    assert {key for key, _ in said} == chosen
    assert met(Facts(Claims(sheet(), model)), iter(said)) == MEETINGS


@pytest.mark.parametrize(("today", "statements"), [(TODAY, 7), (None, None)])
def test_the_settings_name_the_sheet_where_there_is_one(
    tmp_path: Path, today: date | None, statements: int | None
) -> None:
    account = {"key": "page", "platform": "facebook", "id": "1001", "name": "Otter Creek", "token": "tkn"}
    world = {"base_url": "http://127.0.0.1:1", "app_secret": "scr", "accounts": [account]}
    read = sheet_of(load_config(furnish(tmp_path, world, port=8420, today=today)))
    assert (None if read is None else len(read)) == statements
