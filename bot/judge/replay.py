"""What would a rule, or a whole file, have done to the comments of the archive? Pure: comments in, figures out."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.judge.history import History
from bot.judge.judge import Judge
from bot.judge.near import EXCEPTIONS, NearMisses, plain_words
from bot.judge.reading import read
from bot.judge.repeats import Copies
from bot.judge.rules.base import Rule
from bot.judge.ruleset import Ruleset, ruleset
from bot.model import DecisionKind, Finding, Hit, NearMiss, Outcome, PastComment, Replay, Routing, RuleStatus, Verdict
from bot.ports import Progress

EXAMPLES = 200
"""Hits that are kept with their words; all of them are counted."""
NEAR = 50
"""The same for near misses."""
_EVERY = 200
"""After so many comments the progress is told."""
_VIOLATION = (DecisionKind.HIDE, DecisionKind.DELETE)

Timer = Callable[[], float]
"""Seconds that only grow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is compared: the judge by the rules in force today, and by them with what is tested.

    `rules` are those under test as they would be live; of a whole file all rules that aren't drafts. `old` are the same
    rules as they are in force today, `near` what nearly matches (None: not looked for). `digest` tells the meaning of a
    single rule (empty for several).
    """

    today: Judge
    then: Judge
    rules: tuple[Rule, ...]
    old: tuple[Rule, ...] = ()
    digest: str = ""
    near: NearMisses | None = None

    @property
    def looks_for_near(self) -> bool:
        """Whether near misses can be found: of a single rule that has words long enough, or exceptions."""
        if self.near is None:
            return False
        table = self.then.guidelines.tables.get(self.rules[0].id, {}) if self.rules else {}
        return bool(plain_words(table)) or not table.keys().isdisjoint(EXCEPTIONS)


@dataclass(slots=True, kw_only=True)
class _Tally:
    """Counts on the way."""

    near_misses: int | None
    judged: int = 0
    hits: int = 0
    right: int = 0
    wrong: int = 0
    wronged: int = 0
    seconds: float = 0.0
    since: datetime | None = None
    cut: bool = False
    changes: Counter[tuple[Outcome, Outcome]] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)
    examples: list[Hit] = field(default_factory=list)
    near: list[NearMiss] = field(default_factory=list)


def replay(
    trial: Trial,
    past: History,
    *,
    total: int,
    timer: Timer,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> Replay:
    """Run the trial over `past` (`total` comments, the newest first), for at most `seconds`."""
    course, tally, started = _Course(trial, timer), _Tally(near_misses=0 if trial.looks_for_near else None), timer()
    for one in past:
        course.take(one, past.copies(one), tally)
        tally.judged += 1
        tally.since = one.seen_at
        if progress is not None and tally.judged % _EVERY == 0:
            progress(tally.judged, total)
        if seconds is not None and timer() - started >= seconds:
            tally.cut = tally.judged < total
            break
    if progress is not None:
        progress(tally.judged, total)
    return _told(tally, total)


def agreement(past: PastComment, guidelines: Iterable[str | None]) -> bool | None:
    """Whether a person agreed with findings under these clauses: hidden under one of them, or kept; None otherwise."""
    if past.decided in _VIOLATION:
        return True if past.decided_guideline in set(guidelines) - {None} else None
    return None if past.decided is None else False


class _Course:
    """One trial under way."""

    def __init__(self, trial: Trial, timer: Timer) -> None:
        self._trial = trial
        self._timer = timer
        self._new = _alone(trial.rules)
        self._old = _alone(trial.old)
        self._near = trial.near if trial.looks_for_near else None

    def take(self, past: PastComment, copies: Copies | None, tally: _Tally) -> None:
        """Look at one comment, of which there are so many `copies`."""
        reading = read(past.text, post_text=past.post_text, author=past.author, copies=copies)
        begun = self._timer()
        findings = self._new.findings(reading)
        tally.seconds += self._timer() - begun
        if findings or self._old.findings(reading):
            before, after = (_verdict(judge, past, copies) for judge in (self._trial.today, self._trial.then))
            if before.outcome is not after.outcome:
                tally.changes[before.outcome, after.outcome] += 1
            if findings:
                _count(_hit(past, findings, before, after, self._trial.rules), tally)
        if not findings and self._near is not None:
            miss = self._near.first(past, reading)
            tally.near_misses = (tally.near_misses or 0) + (miss is not None)
            if miss is not None and len(tally.near) < NEAR:
                tally.near.append(miss)


def _verdict(judge: Judge, past: PastComment, copies: Copies | None) -> Verdict:
    return judge.verdict(
        past.text,
        post_text=past.post_text,
        author=past.author,
        today=past.seen_at.date(),
        account=past.account_id,
        copies=copies,
    )


def _alone(rules: Sequence[Rule]) -> Ruleset:
    return ruleset([replace(rule, status=RuleStatus.LIVE) for rule in rules])


def _hit(past: PastComment, findings: Sequence[Finding], before: Verdict, after: Verdict, rules: Sequence[Rule]) -> Hit:
    harder = {rule.id for rule in rules if rule.routing is not Routing.REVIEW}
    return Hit(
        past=past,
        rules=tuple(dict.fromkeys(one.rule for one in findings)),
        places=tuple((one.start, one.end) for one in findings),
        before=before.outcome,
        after=after.outcome,
        agreed=agreement(past, [one.guideline for one in findings]),
        soft=all(one.rule in harder and one.routing is Routing.REVIEW for one in findings),
    )


def _count(hit: Hit, tally: _Tally) -> None:
    tally.hits += 1
    tally.right += hit.agreed is True
    tally.wrong += hit.agreed is False
    tally.wronged += hit.agreed is False and hit.after is Outcome.HIDE
    tally.by_rule.update(hit.rules)
    if len(tally.examples) < EXAMPLES:
        tally.examples.append(hit)


def _told(tally: _Tally, total: int) -> Replay:
    return Replay(
        total=max(total, tally.judged),
        judged=tally.judged,
        hits=tally.hits,
        since=tally.since,
        true_positives=tally.right,
        false_positives=tally.wrong,
        near_misses=tally.near_misses,
        cut=tally.cut,
        wronged=tally.wronged,
        micros=1e6 * tally.seconds / tally.judged if tally.judged else 0.0,
        changes=dict(tally.changes),
        by_rule=dict(tally.by_rule),
        examples=tuple(tally.examples),
        near=tuple(tally.near),
    )
