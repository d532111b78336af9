"""What stands in this room during a test? A real index and real files, one page in memory, and both stages."""

from dataclasses import dataclass, field, replace

from bot.act.actor import Actor
from bot.act.alerter import Alerter
from bot.act.decider import Decider
from bot.act.policy import is_bot
from bot.errors import MonitorError
from bot.model import (
    Account,
    Action,
    Capabilities,
    Comment,
    Decision,
    DecisionKind,
    Guideline,
    Mode,
    ReviewReason,
    Revision,
    Stage,
    Verdict,
    Work,
    WorkState,
)
from bot.ports import RulesToday
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.builders import (
    GUIDELINE,
    FixedClock,
    HeardAlerts,
    account,
    claimed,
    collected,
    comment,
    decided,
    log_lines,
    new_decision,
    proven,
    verdict,
)
from tests.fakes import FakePlatform

SAID = comment("Buy my watches")
ANSWER = "The bus leaves at 7:10, as always."
ALL = Capabilities(hide=True, unhide=True, delete=True, reply=True, comment=True, reply_to_hidden=True)
"""As Facebook."""


class SteadyRules:
    """Rules that changed in nothing since."""

    def upheld(self, revision: Revision, verdict: Verdict) -> Verdict:
        """The verdict as it was."""
        return verdict


class FallenRules:
    """Rules that say something else by now, or can't be asked."""

    def __init__(self, told: Verdict | MonitorError) -> None:
        self._told = told

    def fall(self, told: Verdict) -> None:
        """From now on they say this."""
        self._told = told

    def upheld(self, revision: Revision, verdict: Verdict) -> Verdict:
        """What they say, whatever was asked."""
        if isinstance(self._told, MonitorError):
            raise self._told
        return self._told


@dataclass(slots=True, kw_only=True)
class Room:
    """Everything the stages DECIDE and ACT need. The page shows `SAID`, which is collected as revision 1."""

    store: SqliteStore
    archive: ObjectFiles
    clock: FixedClock
    heard: HeardAlerts
    platform: FakePlatform
    account: Account
    switched_off: tuple[DecisionKind, ...] = ()
    rules: RulesToday = field(default_factory=SteadyRules)
    guidelines: tuple[Guideline, ...] = (GUIDELINE,)

    def actor(self) -> Actor:
        """The stage ACT, as after a restart."""
        return Actor(
            store=self.store,
            archive=self.archive,
            accounts={"maple": self.account},
            platforms={"maple": self.platform},
            rules=self.rules,
            clock=self.clock,
            switched_off=self.switched_off,
            notifier=self.heard,
        )

    def decider(self) -> Decider:
        """The stage DECIDE."""
        return Decider(
            store=self.store,
            accounts={"maple": self.account},
            platforms={"maple": self.platform},
            guidelines={each.id: each for each in self.guidelines},
            rules=self.rules,
            clock=self.clock,
        )

    def tell(self) -> None:
        """Let the alerts go out that wait."""
        Alerter(store=self.store, notifier=self.heard, clock=self.clock).run(
            claimed(self.store, Stage.ALERT, at=self.clock.now())
        )

    def in_mode(self, mode: Mode) -> None:
        """The page is in another mode from now on."""
        self.account = replace(self.account, mode=mode)

    def decide(
        self,
        kind: DecisionKind = DecisionKind.HIDE,
        *,
        actor: str = "pat",
        undoes: int | None = None,
        of: int = 1,
        text: str | None = None,
        judged: bool = True,
    ) -> Decision:
        """A decision that waits to be carried out; an answer says `ANSWER` unless told otherwise.

        One of the bot's follows from a verdict, unless `judged` says that there is none.
        """
        if judged and is_bot(actor) and self.store.verdicts.latest(of) is None:
            self.store.verdicts.save(of, verdict(), self.clock.now())
        key = f"{actor}:{kind}:{of}:{self.store.connection.number('SELECT count(*) FROM decision')}"
        new = new_decision(of, kind, key=key, actor=actor, undoes=undoes)
        if kind is DecisionKind.DELETE:
            new = replace(new, guideline=GUIDELINE.id, reason=GUIDELINE.words)
        if kind.is_answer:
            new = replace(new, text=ANSWER if text is None else text)
        return decided(self.store, new, at=self.clock.now())

    def prove(self, revision_id: int = 1) -> None:
        """Record and picture of a revision."""
        proven(self.store, self.archive, revision_id)

    def act(self) -> MonitorError | None:
        """One try of everything that waits for ACT; a retryable error is put off as the pipeline would."""
        failure = None
        for work in claimed(self.store, Stage.ACT, at=self.clock.now()):
            failure = self._try(work) or failure
        self.clock.tick()
        return failure

    def _try(self, work: Work) -> MonitorError | None:
        try:
            self.actor().run([work])
        except MonitorError as error:
            now = self.clock.now()
            self.store.work.retry(work, error=str(error), run_after=now, now=now)
            return error
        return None

    def action_states(self) -> list[str]:
        """The states the log saw of all actions, in order."""
        return [str(body["state"]) for _, _, body in log_lines(self.store, "action")]

    def state_of_work(self, stage: Stage = Stage.ACT) -> list[str]:
        """The states of all rows of a stage."""
        rows = self.store.connection.rows("SELECT state FROM work WHERE stage = ? ORDER BY id", stage)
        return [WorkState(row["state"]) for row in rows]

    def questions(self) -> list[ReviewReason]:
        """What is asked of people, in order."""
        rows = self.store.connection.rows("SELECT reason FROM review_item WHERE closed_at IS NULL ORDER BY id")
        return [ReviewReason(row["reason"]) for row in rows]

    def why(self) -> str:
        """The words of the newest question."""
        return str(self.store.connection.rows("SELECT why FROM review_item ORDER BY id DESC")[0]["why"])

    def action(self, decision: Decision) -> Action:
        """What became of a decision."""
        found = self.store.decisions.action_of(decision.id)
        assert found is not None
        return found

    def written(self, verb: str) -> list[str]:
        """The ids of everything the platform was asked to change so."""
        return [changed for asked, changed in self.platform.writes if asked == verb]

    def act_until_settled(self) -> None:
        """Try again and again, as the pipeline does, until nothing waits."""
        for _ in range(9):
            self.act()
            if set(self.state_of_work()) == {"done"}:
                return
            self.clock.tick(60)
        raise AssertionError("it never came to an end")

    def on_page(self) -> Comment:
        """The comment as the platform has it."""
        return self.platform.there["c1"]


def furnished(store: SqliteStore, archive: ObjectFiles, clock: FixedClock, heard: HeardAlerts) -> Room:
    """A room with one collected comment on a page in enforce mode."""
    platform = FakePlatform(capabilities=ALL)
    platform.put(SAID)
    assert collected(store, SAID) == 1
    return Room(store=store, archive=archive, clock=clock, heard=heard, platform=platform, account=account())
