"""How far is a comment from its post? A note for whoever reads it beside the post: it changes no verdict.

Measured (docs/facts.md): the score orders comments well (area under ROC .88), but a threshold that finds a third of
those off topic takes 5 % of the ordinary ones, too. So it asks for no review; the rule `elsewhere` does.
"""

import re
from collections.abc import Iterable, Iterator

from bot.judge.guidelines import Guidelines
from bot.judge.likeness import stems_of
from bot.judge.reading import Reading
from bot.judge.spanish import glossed
from bot.judge.text import normal_form
from bot.model import Finding, Routing
from bot.ports import Embedder

RULE = "relevance"
GUIDELINE = "off_topic"
_FAR = 0.05
_FEWEST_WORDS = 6
_LONGEST = 600
_POST_SHOWN = 80
_SCHOOL = re.compile(
    r"\b(?:schools?|students?|pupils?|teach\w*|principals?|district|board|levy|bond|prop|class\w*|homework|kindergarten|grades?|"
    r"bus(?:es)?|lunch|cafeteria|gym|coach\w*|graduat\w*|campus|pta|pto|recess|kids?|child\w*|parents?|superintendent|"
    r"escuelas?|maestr\w+|alumn\w+|estudiantes?|distrito|clases?|ninos?|hij[oa]s?|padres|inscripcion)\b"
)


def relevance_expert(embedder: Embedder, guidelines: Guidelines) -> "Relevance":
    """The expert under these guidelines, on the clause on topics where there is one."""
    return Relevance(embedder, guideline=GUIDELINE if GUIDELINE in guidelines.by_id else None)


class Relevance:
    """Compares a comment with the post it stands under, by meaning and by words."""

    def __init__(self, embedder: Embedder, *, guideline: str | None = GUIDELINE) -> None:
        self._embedder = embedder
        self._guideline = guideline

    def findings(self, reading: Reading) -> Iterable[Finding]:
        """One note when comment and post have neither meaning nor words in common and nothing speaks of school."""
        return list(self._notes(reading))

    def _notes(self, reading: Reading) -> Iterator[Finding]:
        text, post = reading.original[:_LONGEST], reading.post_text[:_LONGEST].strip()
        if not post or len(text.split()) < _FEWEST_WORDS or _SCHOOL.search(reading.plain.text[:_LONGEST]):
            return
        if stems_of(text) & stems_of(normal_form(post).text):
            return
        near = self.nearness(text, post)
        if near < _FAR:
            yield self._note(reading, 1 - near)

    def nearness(self, text: str, post: str) -> float:
        """How near they are in meaning, 0 (nothing in common) to 1."""
        one, other = self._embedder.embed([glossed(text), glossed(post)])
        return max(0.0, min(1.0, float(one @ other)))

    def _note(self, reading: Reading, score: float) -> Finding:
        shown = " ".join(reading.post_text.split())
        shown = shown if len(shown) <= _POST_SHOWN else f"{shown[:_POST_SHOWN]}…"
        return Finding(
            guideline=self._guideline,
            rule=RULE,
            score=round(score, 4),
            start=0,
            end=len(reading.original),
            match=reading.original,
            why=f"Has little in common with its post (“{shown}”).",
            routing=Routing.NOTE,
        )
