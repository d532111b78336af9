"""How do tests get a district that writes rules of its own? A small guidelines file, a real index, and an office."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.judge.book import RulesInForce
from bot.judge.guidelines import Addition, Guidelines, load
from bot.judge.judge import Judge
from bot.judge.office import Office
from bot.judge.stage import JudgeStage, sighting
from bot.judge.trying import Workshop
from bot.model import JudgedRevision, Routing, RuleStep, Stage, WordsRule
from bot.store.index import SqliteStore
from tests.builders import FixedClock, claimed, collected, comment
from tests.judge.builders import CLAUSES, RULE
from tests.rulekeeping import person

FEES = WordsRule(
    rule_id="fees",
    guideline="spam",
    why="Sells places in a club.",
    words=("clubplace", "clubplaces"),
    allow=("free clubplace",),
    examples=("Buy a clubplace now",),
    counter_examples=("The club has a place for everybody",),
)
OWN_RULE = """
[[rule]]
id = "raffle"
guideline = "spam"
kind = "words"
why = "Sells tickets."
words = ["raffletix"]
examples = ["raffletix here"]
counter_examples = ["a raffle for tickets"]
"""


class Ticks:
    """A timer on which every look takes a millisecond."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        """The seconds so far."""
        self.at += 0.001
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything that looks after rules, over one index; `path` is the guidelines file."""

    store: SqliteStore
    clock: FixedClock
    path: Path
    office: Office
    workshop: Workshop
    rules: RulesInForce
    stage: JudgeStage

    def says(self, text: str) -> int:
        """A new comment with this text waits for the judge."""
        revision_id = collected(self.store, comment(text, external_id=text), at=self.clock.now())
        self.store.work.enqueue(Stage.JUDGE, revision_id, run_after=self.clock.now())
        return revision_id

    def judged(self, *texts: str) -> list[JudgedRevision]:
        """The stored verdicts on new comments with these texts, judged in one batch."""
        revisions = [self.says(text) for text in texts]
        self.stage.run(claimed(self.store, Stage.JUDGE, at=self.clock.now(), limit=1000))
        found = [self.store.verdicts.latest(revision_id) for revision_id in revisions]
        return [one for one in found if one is not None]

    def live(self, content: str) -> RuleStep:
        """A rule that pat wrote and lee approved, after a test on one comment at least."""
        if not self.store.rulebook.count_past():
            collected(self.store, comment("Welcome", external_id="welcome"), at=self.clock.now())
        edit = self.office.write(content, by="pat")
        self.office.test(edit.rule_id, by="pat")
        self.office.ask(edit.rule_id, by="pat")
        return self.office.approve(edit.rule_id, digest=edit.digest, by="lee")


def house(store: SqliteStore, clock: FixedClock, folder: Path, *, own: str = "") -> House:
    """A district with one rule as shipped and, in its file, the rules `own`; pat, lee and ana may log in."""
    path = folder / "guidelines.toml"
    path.write_text(CLAUSES + RULE + own, "utf-8")

    def reader(additions: Sequence[Addition]) -> Guidelines:
        return load(path, additions)

    for name in ("pat", "lee", "ana"):
        person(store, name)
    judge, shipped = Judge(reader(())), frozenset({"ads"})
    workshop = Workshop(
        judge=judge,
        load=reader,
        shipped=shipped,
        rulebook=store.rulebook,
        timer=Ticks(),
        sighted=lambda revision_id: sighting(store.comments.revision(revision_id)),
    )
    rules = RulesInForce(
        judge=judge,
        load=reader,
        shipped=shipped,
        rulebook=store.rulebook,
        notices=store.notices,
        ledger=store.ledger,
        transactions=store,
        clock=clock,
    )
    stage = JudgeStage(
        judge=judge,
        comments=store.comments,
        verdicts=store.verdicts,
        versions=store.versions,
        work=store.work,
        ledger=store.ledger,
        transactions=store,
        clock=clock,
        rules=rules,
    )
    office = Office(store=store, workshop=workshop, clock=clock)
    return House(store=store, clock=clock, path=path, office=office, workshop=workshop, rules=rules, stage=stage)


def work_off(store: SqliteStore, clock: FixedClock, path: Path) -> None:
    """A worker that was just started judges what waits, by this file and no rulebook."""
    stage = JudgeStage(
        judge=Judge(load(path)),
        comments=store.comments,
        verdicts=store.verdicts,
        versions=store.versions,
        work=store.work,
        ledger=store.ledger,
        transactions=store,
        clock=clock,
    )
    stage.run(claimed(store, Stage.JUDGE, at=clock.now()))


def routings(judged: JudgedRevision) -> dict[str, Routing]:
    """What each rule that found something may do about it."""
    return {finding.rule: finding.routing for finding in judged.verdict.findings}
