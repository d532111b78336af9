"""What would a rule have done to the comments we hold? Past comments, hits, near misses, and shares with intervals."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.decisions import DecisionKind
from bot.model.judgement import Outcome

_Z = 1.959964
"""The normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`hits` of `of` cases."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of no cases."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 % confidence (Wilson 1927); everything is possible without cases."""
        if not self.of:
            return 0.0, 1.0
        share, square = self.value, _Z * _Z
        middle = share + square / (2 * self.of)
        spread = _Z * math.sqrt(share * (1 - share) / self.of + square / (4 * self.of * self.of))
        low, high = (middle - spread) / (1 + square / self.of), (middle + spread) / (1 + square / self.of)
        return (0.0 if self.hits == 0 else low), (1.0 if self.hits == self.of else high)

    def __str__(self) -> str:
        """For people: ``3 of 60: 5.0 % (1.7 to 13.7)``."""
        if not self.of:
            return "none of this kind"
        low, high = self.interval
        return f"{self.hits:,} of {self.of:,}: {100 * self.value:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastComment:
    """The newest words of one comment as the archive holds them.

    `outcome` is the stored verdict (None: not judged yet). `decided` is a person's newest decision on whether the
    comment shall be seen, `decided_guideline` its clause (None: no person decided, or it names none).
    """

    revision_id: int
    comment_id: int
    account_id: str
    text: str
    post_text: str
    author: str
    seen_at: datetime
    outcome: Outcome | None
    decided: DecisionKind | None
    decided_guideline: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One comment that the rule (or the file) under test finds something in.

    `places` are (start, end) in `text`; `before` and `after` are the verdicts of the rules in force today and with what
    is tested. `agreed` is True when a person hid or deleted it under the same clause, False when a person kept it or
    showed it again, None when no person decided, or under another clause. `soft`: left to a person by an exception.
    """

    past: PastComment
    rules: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    before: Outcome
    after: Outcome
    agreed: bool | None
    soft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A comment that the rule nearly matches: ``past.text[start:end]``, and why it does not."""

    past: PastComment
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What was found when a rule or a file was run over the archive, the newest comments first.

    All numbers count comments. `total` is how many there were at the start, `judged` how many were looked at: fewer
    when the time was up (`cut`), or when some were edited meanwhile. `changes` counts (before, after) pairs that
    differ, `wronged` comments that would be hidden and that a person kept or showed again. `examples` and `near` are
    the first ones met, not all; `near_misses` is None where nobody looked for them. `since` is when the oldest one
    looked at was seen; `micros` the rule's cost in microseconds a comment.
    """

    total: int
    judged: int
    hits: int
    since: datetime | None
    true_positives: int
    false_positives: int
    near_misses: int | None
    micros: float
    wronged: int = 0
    cut: bool = False
    changes: Mapping[tuple[Outcome, Outcome], int] = field(default_factory=dict)
    by_rule: Mapping[str, int] = field(default_factory=dict)
    examples: tuple[Hit, ...] = ()
    near: tuple[NearMiss, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the test came to its end: every comment asked for was looked at."""
        return not self.cut

    @property
    def share(self) -> Share:
        """How many of the comments it finds something in."""
        return Share(hits=self.hits, of=self.judged)

    @property
    def precision(self) -> Share:
        """How many of the hits on which a person decided were right."""
        return Share(hits=self.true_positives, of=self.true_positives + self.false_positives)

    @property
    def would_change(self) -> int:
        """Comments that would get another verdict."""
        return sum(self.changes.values())

    @property
    def would_hide(self) -> int:
        """Comments that would be hidden and aren't by the rules of today."""
        return sum(count for (_, after), count in self.changes.items() if after is Outcome.HIDE)
