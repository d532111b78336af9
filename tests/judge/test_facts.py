"""Does a comment that states a known false claim find its statement, and nothing else?"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.bootstrap.judging import build_judge
from bot.judge.claims import Claims
from bot.judge.facts import Facts, facts_expert
from bot.judge.guidelines import Guidelines
from bot.judge.reading import read
from bot.judge.sheet import load_sheet
from bot.model import Outcome, Routing
from tests.judge.statements import SHEETS, TODAY, statement, today

if TYPE_CHECKING:
    from numpy.typing import NDArray

BIRCHWOOD = statement()
BUS = statement("Families have to pay a bus fee this year.", "The district charges for the school bus.", id="fs-2")


class Counted:
    """An embedder that counts what it is asked; its vectors tell the letters of a text."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        self.asked.append(len(texts))
        rows = np.array([[text.count(letter) + 0.01 for letter in "abcdefghijklm"] for text in texts], dtype=np.float32)
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(Claims([BIRCHWOOD, BUS]))


def test_a_finding_names_the_statement_and_marks_the_sentence(facts: Facts) -> None:
    text = "Nice pictures.  They are closing Birchwood Elementary for good in June! Go Hawks."
    (found,) = facts.findings(today(text))
    assert (found.statement, found.guideline, found.rule) == ("fs-1", "not_factual", "facts")
    assert text[found.start : found.end] == found.match
    assert "closing Birchwood" in found.match
    assert "Birchwood Elementary is closing." in found.why
    assert found.routing is Routing.REVIEW
    assert 0.5 <= found.score <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Is Birchwood Elementary closing?",
        "Birchwood Elementary is NOT closing.",
        "They should be closing Birchwood Elementary.",
        "Birchwood Elementary is closing! EDIT: I misread it, sorry.",
        "The bake sale was lovely, thank you all.",
        "",
        "!!!",
    ],
)
def test_what_asserts_no_claim_finds_nothing(facts: Facts, text: str) -> None:
    assert list(facts.findings(today(text))) == []


def test_expired_statements_never_match_and_without_a_day_none_is_asked() -> None:
    facts = Facts(Claims([statement(expires=TODAY)]))
    said = "Birchwood Elementary is closing."
    assert len(list(facts.findings(read(said, today=TODAY)))) == 1
    assert list(facts.findings(read(said, today=date(2027, 1, 5)))) == []
    assert list(facts.findings(read(said))) == []


def test_an_expired_statement_hides_no_other() -> None:
    old = [statement(id=f"old-{n}", expires=date(2026, 1, 1)) for n in range(20)]
    facts = Facts(Claims([*old, BIRCHWOOD]))
    assert [one.statement for one in facts.findings(today("Birchwood Elementary is closing."))] == ["fs-1"]


def test_several_claims_of_a_comment_are_found_the_surest_first(facts: Facts) -> None:
    found = list(facts.findings(today("Birchwood Elementary is closing. And families pay a bus fee this year.")))
    assert {one.statement for one in found} == {"fs-1", "fs-2"}
    assert found[0].score >= found[1].score


def test_at_most_three_statements_are_named() -> None:
    many = Facts(Claims([statement(id=f"fs-{n}") for n in range(6)]))
    assert len(list(many.findings(today("Birchwood Elementary is closing.")))) == 3


def test_a_spanish_comment_finds_an_english_claim() -> None:
    facts = Facts(Claims([statement("Schools vaccinate children without permission of the parents.", "No consent.")]))
    found = list(facts.findings(today("En la escuela vacunan a los niños sin permiso de los padres.")))
    assert [one.statement for one in found] == ["fs-1"]


@pytest.mark.parametrize(
    "text",
    [
        "they gave the superintendent 60k more this year",
        "Our superintendent got sixty grand more.",
        "ya le dieron $60,000 más al superintendente este año",
    ],
)
def test_an_amount_is_found_however_it_is_written(text: str) -> None:
    raised = statement(
        "The superintendent got a sixty thousand dollar raise this year.",
        "The superintendent's pay went up by $60,000.",
        "They gave the superintendent 60 grand more.",
    )
    facts = Facts(Claims([raised, BUS, statement(id="fs-3")]))
    assert [one.statement for one in facts.findings(today(text))] == ["fs-1"]


def test_another_number_than_the_claims_speaks_against_it() -> None:
    raised = statement("Teachers got a 20 percent raise.", "The teachers' raise is 20 percent.")
    near = Claims([raised]).near(["Teachers got a 20 percent raise.", "Teachers got a 2 percent raise."], TODAY)
    (same,), (other,) = near
    assert (same.measures[-2], other.measures[-2]) == (0, 1)
    assert same.sure > other.sure


def test_a_fact_goes_to_a_person_and_is_never_hidden(guidelines: Guidelines) -> None:
    verdict = build_judge(guidelines, sheet=[BIRCHWOOD]).verdict("Birchwood Elementary is closing.", today=TODAY)
    assert verdict.outcome is Outcome.REVIEW
    assert "fs-1" in {one.statement for one in verdict.findings}


def test_without_the_clause_the_finding_names_none(guidelines: Guidelines) -> None:
    assert next(iter(facts_expert([BIRCHWOOD], guidelines).findings(today(BIRCHWOOD.claim)))).guideline == "not_factual"
    facts = Facts(Claims([BIRCHWOOD]), guideline=None)
    assert next(iter(facts.findings(today(BIRCHWOOD.claim)))).guideline is None


def test_a_long_comment_is_embedded_in_few_pieces_and_a_sheet_tells_how_far_it_is() -> None:
    embedder, told = Counted(), list[tuple[int, int]]()
    claims = Claims([BIRCHWOOD, BUS] * 40, embedder, lambda done, of: told.append((done, of)))
    assert told[-1] == (200, 200)
    assert len(told) > 1
    embedder.asked.clear()
    list(Facts(claims).findings(today("One more sentence about the bake sale of today. " * 500)))
    assert sum(embedder.asked) <= 7


def test_an_empty_sheet_finds_nothing() -> None:
    assert list(Facts(Claims([])).findings(today("Birchwood is closing."))) == []
    assert Claims([]).nearest("Birchwood") == []


def test_the_nearest_statement_is_the_one_meant() -> None:
    claims = Claims(load_sheet(SHEETS / "invented_statements.jsonl"))
    (first, score), *others = claims.nearest("somebody told me the pool gets shut down for ever", 5)
    assert first.claim == "The swimming pool will be closed for good."
    assert len(others) == 4
    assert 1 >= score > others[0][1]
