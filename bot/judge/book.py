"""By which rules is judged now? Follows the rulebook without a restart, and takes out a rule that finds too much."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime

from bot import BOT_ACTOR
from bot.errors import GuidelinesError
from bot.judge.breaker import YOUNG, counted, figures, is_young, trips
from bot.judge.guidelines import Addition, Guidelines
from bot.judge.judge import Judge
from bot.judge.loading import Load, load_with
from bot.judge.standing import OwnRule, additions, in_force, own_rules
from bot.judge.steps import take_step
from bot.model import NewRuleStep, NoticeKind, RuleOrigin, RuleStatus, RuleStep, Share, Standing, Verdict
from bot.ports import Clock, Ledger, Notices, Rulebook, Transactions

NO_PAGE = ""
"""A notice about a rule belongs to no page."""
FIRST_SEEN = "It stands in the district's own file; until a second person approves it, it asks a person at most."
THE_FILE = "guidelines_file"
"""The subject of a notice about the file itself."""
UNREADABLE = (
    "The guidelines file can't be read any more, so comments are judged as it stood before, and changed rules wait. "
    "Ask IT to mend it:"
)
_LONGEST = 300


class RulesInForce:
    """The judge by the rules that hold now. One per worker; not for several threads."""

    def __init__(
        self,
        *,
        judge: Judge,
        load: Load,
        shipped: frozenset[str],
        rulebook: Rulebook,
        notices: Notices,
        ledger: Ledger,
        transactions: Transactions,
        clock: Clock,
    ) -> None:
        self._judge = judge
        self._load = load
        self._shipped = shipped
        self._rulebook = rulebook
        self._notices = notices
        self._ledger = ledger
        self._transactions = transactions
        self._clock = clock
        self._edition: int | None = None
        self._loaded = judge.guidelines
        self._read: tuple[Addition, ...] = ()

    def judge(self) -> Judge:
        """The judge as the rulebook stands: made anew when it changed, else the same. Raises what the store raises."""
        if self._edition != self._rulebook.edition():
            self._follow()
        return self._judge

    def watches(self) -> bool:
        """Whether any rule is young enough to be watched."""
        return bool(self._young())

    def without_floods(self, judged: Sequence[tuple[int, Verdict]]) -> Judge | None:
        """The judge with every young rule in the shadow that these verdicts make trip; None when none does.

        To be called, with (comment id, verdict) pairs that aren't stored yet, inside the transaction that stores them.
        What a rule found before it went live in its present form (in the shadow, or as an older version) counts not.
        """
        now, found = self._clock.now(), counted(judged)
        steps = [step for step in self._young() if step.rule_id in found]
        if not steps:
            return None
        comments, day = {comment_id for comment_id, _ in judged}, now - YOUNG
        since = {step.rule_id: max(step.at, day) for step in steps}
        others, before = self._rulebook.hits(since, day, without=comments)
        told = {
            step: Share(hits=before[step.rule_id] + found[step.rule_id], of=others + len(comments)) for step in steps
        }
        tripped = {step: share for step, share in told.items() if trips(share)}
        for step, share in tripped.items():
            self._break(step, figures(share), now)
        if not tripped:
            return None
        self._make()
        self._edition = None  # this transaction may still be undone: look again before the next batch
        return self._judge

    def _young(self) -> Sequence[RuleStep]:
        now = self._clock.now()
        return [step for step in self._rulebook.newest_steps().values() if is_young(step, now)]

    def _break(self, step: RuleStep, why: str, now: datetime) -> None:
        new = NewRuleStep(rule_id=step.rule_id, digest=step.digest, standing=Standing.SHADOW, actor=BOT_ACTOR, why=why)
        take_step(self._rulebook, self._ledger, new, before=step, guidelines=self._judge.guidelines.version, at=now)
        told = f'The rule "{step.rule_id}" was put back into the shadow. {why} Look at what it found before it goes on.'
        self._tell(step.rule_id, told, now)

    def _follow(self) -> None:
        """Read the rulebook: house rules that run, and first sight of what the district's file added.

        Reading the files takes a second, so nothing is locked meanwhile.
        """
        edition = self._rulebook.edition()
        wanted = additions(self._rulebook.edits(), self._rulebook.newest_steps())
        is_read = (self._edition is not None and wanted == self._read) or self._reads(wanted)
        noted = self._note_file_rules()
        self._make()
        self._edition = edition if is_read and not noted else None

    def _reads(self, wanted: tuple[Addition, ...]) -> bool:
        """Read the files anew. While they can't be read, what was read before holds, each rule at its newest step."""
        try:
            self._loaded, self._read = self._loaded_with(wanted), wanted
        except GuidelinesError as error:
            with self._transactions.transaction():
                self._tell(THE_FILE, f"{UNREADABLE} {error.message}", self._clock.now())
            return False
        return True

    def _make(self) -> None:
        own = own_rules(self._loaded, self._shipped, {edit.rule_id for edit in self._rulebook.edits()})
        self._judge = self._judge.under(in_force(self._loaded, own, self._rulebook.newest_steps()))

    def _loaded_with(self, wanted: Sequence[Addition]) -> Guidelines:
        """The file with those house rules that can be read; each of the others is left out and told to the staff."""
        told = load_with(self._load, wanted)
        for rule_id, fault in told.left_out.items():
            why = f'The rule "{rule_id}" is left out, because it can\'t be read any more: {fault}'
            with self._transactions.transaction():
                self._tell(rule_id, why, self._clock.now())
        return told.guidelines

    def _note_file_rules(self) -> bool:
        """Write down what the district's file added since the last look: from now on it is watched as a new rule."""
        steps, now = self._rulebook.newest_steps(), self._clock.now()
        house = {edit.rule_id for edit in self._rulebook.edits()}
        own = own_rules(self._loaded, self._shipped, house).values()
        unknown = [one for one in own if self._is_news(one, steps.get(one.rule_id))]
        with self._transactions.transaction() if unknown else nullcontext():
            for one in unknown:
                new = NewRuleStep(
                    rule_id=one.rule_id, digest=one.digest, standing=Standing.LIVE, actor=BOT_ACTOR, why=FIRST_SEEN
                )
                before, version = steps.get(one.rule_id), self._loaded.version
                take_step(self._rulebook, self._ledger, new, before=before, guidelines=version, at=now)
        return bool(unknown)

    def _is_news(self, own: OwnRule, step: RuleStep | None) -> bool:
        rule = self._loaded.rule(own.rule_id)
        is_known = step is not None and step.digest == own.digest
        is_live = rule is not None and rule.status is RuleStatus.LIVE
        return own.origin is RuleOrigin.FILE and is_live and not is_known

    def _tell(self, rule_id: str, why: str, now: datetime) -> None:
        if self._notices.open(NO_PAGE, NoticeKind.RULE, rule_id, why=why[:_LONGEST], at=now):
            body = {"account": NO_PAGE, "kind": NoticeKind.RULE.value, "subject": rule_id}
            self._ledger.append("notice", BOT_ACTOR, body, now)
