"""Is a comment that has nothing in common with its post noted, and no more than noted?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.bootstrap.judging import build_judge
from bot.judge.guidelines import Guidelines
from bot.judge.relevance import Relevance
from bot.model import Outcome, Routing
from tests.judge.statements import TODAY, today

if TYPE_CHECKING:
    from numpy.typing import NDArray

POST = "The spring concert begins at seven in the auditorium."
FAR = "My neighbor has two old tractors and a rusty trailer"


class Pairs:
    """An embedder for which every text is as near to every other as it is told."""

    def __init__(self, nearness: float) -> None:
        self._nearness = nearness

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        other = (self._nearness, (1 - self._nearness**2) ** 0.5)
        return np.array([(1.0, 0.0) if place == 0 else other for place in range(len(texts))], dtype=np.float32)


def test_a_comment_with_nothing_in_common_is_noted_with_the_post() -> None:
    (found,) = Relevance(Pairs(0.0)).findings(today(FAR, POST))
    assert (found.routing, found.guideline, found.score) == (Routing.NOTE, "off_topic", 1.0)
    assert found.match == FAR
    assert "spring concert" in found.why


@pytest.mark.parametrize(
    ("text", "post", "nearness"),
    [
        (FAR, POST, 0.3),
        (FAR, "", 0.0),
        ("Two old tractors", POST, 0.0),
        ("My neighbor says that concerts like these are always packed", POST, 0.0),
        ("My neighbor has two kids at the other building in town", POST, 0.0),
    ],
)
def test_what_is_near_short_or_of_school_is_not_noted(text: str, post: str, nearness: float) -> None:
    assert list(Relevance(Pairs(nearness)).findings(today(text, post))) == []


def test_the_note_changes_no_verdict(guidelines: Guidelines) -> None:
    verdict = build_judge(guidelines, embedder=Pairs(0.0)).verdict(FAR, post_text=POST, today=TODAY)
    assert verdict.outcome is Outcome.KEEP
    assert "relevance" in {one.rule for one in verdict.findings}
