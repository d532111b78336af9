"""What do rules that the district wrote need? A place in the index, and an office where people look after them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import (
    HouseRule,
    NewHouseRule,
    NewRuleStep,
    NewRuleTest,
    PastComment,
    Replay,
    Revision,
    RuleDecline,
    RuleFigures,
    RuleRequest,
    RuleSketch,
    RuleStep,
    RuleTest,
    RuleView,
    Verdict,
    WordsRule,
)

Progress = Callable[[int, int], None]
"""Called with (comments done, of how many)."""


class Rulebook(Protocol):
    """The index's part: edits, steps, tests and requests (all append-only), and what rules did so far."""

    def edition(self) -> int:
        """A number that grows with every edit and every step: cheap to ask before each batch."""
        ...

    def write(self, new: NewHouseRule, *, by: str, at: datetime) -> HouseRule:
        """Keep an edit."""
        ...

    def edits(self, rule_id: str | None = None) -> Sequence[HouseRule]:
        """All edits, of one rule or of all, the oldest first."""
        ...

    def take_step(self, new: NewRuleStep, at: datetime) -> RuleStep:
        """Keep a step. Raises `StoreError` when a live one lacks its test or its second person."""
        ...

    def steps(self, rule_id: str) -> Sequence[RuleStep]:
        """All steps of a rule, the oldest first."""
        ...

    def newest_steps(self) -> Mapping[str, RuleStep]:
        """Where each rule stands, by rule id."""
        ...

    def keep_test(self, new: NewRuleTest, *, by: str, at: datetime) -> RuleTest:
        """Keep the figures of a test."""
        ...

    def tests(self, rule_id: str | None = None) -> Sequence[RuleTest]:
        """Tests, of one rule or of all, the newest first."""
        ...

    def ask(self, test: RuleTest, *, by: str, note: str, at: datetime) -> RuleRequest:
        """Ask a second person to let the tested content hide."""
        ...

    def requests(self) -> Sequence[RuleRequest]:
        """What is asked and not answered, the oldest first; of one content the newest question."""
        ...

    def decline(self, request: RuleRequest, *, by: str, why: str, at: datetime) -> RuleDecline:
        """Answer a request with no, and leave the rule where it stands."""
        ...

    def declines(self, rule_id: str) -> Sequence[RuleDecline]:
        """What was answered with no, the oldest first."""
        ...

    def count_past(self, since: datetime | None = None) -> int:
        """How many comments `past` would give."""
        ...

    def past(
        self, *, before: int | None = None, since: datetime | None = None, limit: int = 500
    ) -> Sequence[PastComment]:
        """Newest revisions of comments, the newest first: ids below `before`, seen since `since`."""
        ...

    def hits(
        self, rules: Mapping[str, datetime], day: datetime, *, without: Collection[int] = ()
    ) -> tuple[int, Mapping[str, int]]:
        """Comments judged since `day`, and in how many each rule found something that counted since its own moment.

        Edits of a comment are one comment; those with an id in `without` count nowhere.
        """
        ...

    def figures(self, since: datetime) -> Sequence[RuleFigures]:
        """What every rule did that found anything since then, by rule id."""
        ...


class RulesToday(Protocol):
    """What becomes of a hide on its way when rules change: asked again right before it is decided, and done."""

    def upheld(self, revision: Revision, verdict: Verdict) -> Verdict:
        """`verdict` as far as its rules still ask for it today; never harder.

        What no rule asks to hide any more is a question for a person, and `why` says in a sentence for staff what
        became of the rule. Raises `MonitorError` where that can't be found out.
        """
        ...


class RuleOffice(Protocol):
    """Where people write rules, try them on the archive, and move them on; each change is one line of the log.

    `by` is the name of a reviewer who may log in. What is not allowed raises `DecisionRefused` with a sentence for that
    person; a rule with faults raises `GuidelinesError` with one fault a line.
    """

    def rules(self) -> Sequence[RuleView]:
        """All rules by clause and id: house rules first, then the file's, then the shipped ones."""
        ...

    def rule(self, rule_id: str) -> RuleView | None:
        """One rule."""
        ...

    def figures(self, since: datetime) -> Mapping[str, RuleFigures]:
        """What the rules did since then, by rule id (only those that found something)."""
        ...

    def look_at(self, content: str) -> RuleSketch:
        """What a text would be as a rule, or its faults. Keeps nothing."""
        ...

    def compose(self, words: WordsRule) -> str:
        """The TOML of a list of words that was filled in as a form."""
        ...

    def write(self, content: str, *, by: str, note: str = "") -> HouseRule:
        """Keep an edit; a new rule begins as a draft. An older content stays in force until the new one is moved on."""
        ...

    def try_out(
        self,
        content: str,
        *,
        since: datetime | None = None,
        seconds: float | None = None,
        progress: Progress | None = None,
    ) -> Replay:
        """Run a text as a rule over the archive, for at most so many seconds. Keeps nothing."""
        ...

    def test(
        self,
        rule_id: str,
        *,
        by: str,
        since: datetime | None = None,
        seconds: float | None = None,
        progress: Progress | None = None,
    ) -> tuple[RuleTest, Replay]:
        """Run the newest content of a rule over the archive and keep the figures."""
        ...

    def shadow(self, rule_id: str, *, by: str, why: str = "") -> RuleStep:
        """Let it run without consequences."""
        ...

    def watch(self, rule_id: str, *, by: str, why: str = "") -> RuleStep:
        """Let it ask a person at most: live for review. Needs a test of this content."""
        ...

    def ask(self, rule_id: str, *, by: str, note: str = "") -> RuleRequest:
        """Ask a second person to let it hide. Needs a test of this content that counts (`NewRuleTest.counts`)."""
        ...

    def approve(self, rule_id: str, *, digest: str, by: str, why: str = "") -> RuleStep:
        """Let it hide: only for another person than those who wrote and asked; `digest` is what that person read."""
        ...

    def decline(self, rule_id: str, *, by: str, why: str) -> RuleDecline:
        """Answer what is asked with no, and say why; the rule, or an older version of it, runs on as it did."""
        ...

    def withdraw(self, rule_id: str, *, by: str, why: str = "") -> RuleStep:
        """Take it out of use."""
        ...
