"""Does a comment assert a claim that the district has an answer to? An expert: its findings go to a person, always."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.judge.claims import Claims, Near, Tell
from bot.judge.guidelines import Guidelines
from bot.judge.likeness import stems_of
from bot.judge.reading import Reading
from bot.judge.spanish import glossed
from bot.judge.stance import Stance, stance, taken_back
from bot.model import Finding, Routing, Statement
from bot.ports import Embedder

RULE = "facts"
GUIDELINE = "not_factual"
SURE = 0.5
"""From here on a likeness is worth a person's look (docs/facts.md has the figures)."""
_MOST_FINDINGS = 3
_MOST_SENTENCES = 60
_MOST_COMPARED = 7
_FEWEST_WORDS = 3
_MOST_JOINED, _LONGEST_WHOLE = 3, 300
_CLAIM_SHOWN = 160
# Titles end in a point that ends no sentence; brackets and quotes may follow one that does.
_END = re.compile(
    r"(?:(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bst)[.!?…]{1,40}[\"')\]”’]*|\n)(?=\s|$)\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sentence of a comment (or all of it), with its place and its neighbours."""

    start: int
    end: int
    text: str
    before: str
    after: str
    within: "tuple[Part, ...]" = ()
    """Where the part is a whole comment: its sentences."""


def facts_expert(
    statements: Sequence[Statement], guidelines: Guidelines, embedder: Embedder | None = None, tell: Tell | None = None
) -> "Facts":
    """The expert for a sheet; `tell` hears how far the sheet is embedded (10,000 claims take a minute)."""
    guideline = GUIDELINE if GUIDELINE in guidelines.by_id else None
    return Facts(Claims(statements, embedder, tell), guideline=guideline)


class Facts:
    """Compares every sentence of a comment with the claims of a sheet. Denials, questions and wishes find nothing."""

    def __init__(self, claims: Claims, *, guideline: str | None = GUIDELINE, sure: float = SURE) -> None:
        self.claims = claims
        self._guideline = guideline
        self._sure = sure

    def findings(self, reading: Reading) -> Iterable[Finding]:
        """At most three, the surest first, each of another statement; none when no day is told."""
        if reading.today is None or not self.claims.statements or taken_back(reading.plain.text):
            return []
        compared = self._worth_comparing(reading.original)
        found: dict[str, Finding] = {}
        for part, near in zip(compared, self.claims.near([part.text for part in compared], reading.today), strict=True):
            for one in near:
                known = found.get(one.statement.id)
                if one.sure >= self._sure and (known is None or known.score < one.sure) and asserts(part, one):
                    found[one.statement.id] = self._finding(part, one)
        ordered = sorted(found.values(), key=lambda finding: (-finding.score, finding.start))
        return list(islice(ordered, _MOST_FINDINGS))

    def _worth_comparing(self, text: str) -> list[Part]:
        """The sentences that speak of the sheet's words most: embedding takes milliseconds for each."""
        found = parts(text)
        if len(found) <= _MOST_COMPARED:
            return found
        order = sorted(found, key=lambda part: (-self.claims.likeness(part.text), part.start))
        return sorted(order[:_MOST_COMPARED], key=lambda part: part.start)

    def _finding(self, part: Part, near: Near) -> Finding:
        claim = near.statement.claim
        shown = claim if len(claim) <= _CLAIM_SHOWN else f"{claim[:_CLAIM_SHOWN]}…"
        return Finding(
            guideline=self._guideline,
            rule=RULE,
            score=round(near.sure, 4),
            start=part.start,
            end=part.end,
            match=part.text,
            why=f"Seems to state the false claim “{shown}”: a person answers it with the approved reply.",
            routing=Routing.REVIEW,
            statement=near.statement.id,
        )


def asserts(part: Part, near: Near) -> bool:
    """Whether a part of a comment says the claim it is near to, rather than denying, asking or wishing it."""
    if part.within:  # the sentence that speaks of the claim most
        part = max(part.within, key=lambda one: len(stems_of(glossed(one.text)) & near.wording.stems))
    said = stance(part.text, near.wording, nearest=near.sentence, before=part.before, after=part.after)
    return said is Stance.ASSERTS


def sentences(text: str) -> list[Part]:
    """The sentences of `text` that hold enough words to claim something, in order (60 at most)."""
    places = list(islice(_places(text), _MOST_SENTENCES))
    whole = [text[start:end] for start, end in places]
    return [
        Part(
            start=start,
            end=end,
            text=whole[number],
            before=whole[number - 1] if number else "",
            after=whole[number + 1] if number + 1 < len(whole) else "",
        )
        for number, (start, end) in enumerate(places)
        if len(whole[number].split()) >= _FEWEST_WORDS or (len(places) == 1 and stems_of(whole[number]))
    ]


def parts(text: str) -> list[Part]:
    """The sentences of `text`, and a short comment of several as a whole besides: a claim may stand in two of them."""
    single = sentences(text)
    start, end = _stripped(text, 0, len(text))
    if len(single) < 2 or len(single) > _MOST_JOINED or end - start > _LONGEST_WHOLE:
        return single
    return [*single, Part(start=start, end=end, text=text[start:end], before="", after="", within=tuple(single))]


def _places(text: str) -> Iterator[tuple[int, int]]:
    low = 0
    for mark in _END.finditer(text):
        start, end = _stripped(text, low, mark.end())
        if start < end:
            yield start, end
        low = mark.end()
    start, end = _stripped(text, low, len(text))
    if start < end:
        yield start, end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
