"""Is nothing lost when a step fails: tried again, given to a person, or left alone until its time?"""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.errors import (
    MonitorError,
    NotReadyYet,
    PlatformUnavailable,
    RequestRefused,
    StorageFull,
    StoreBusy,
    StoreError,
    TokenRefused,
)
from bot.judge.guidelines import default_path, load
from bot.judge.judge import Judge
from bot.judge.stage import JudgeStage
from bot.model import Account, ReviewReason, Stage, Work
from bot.pipeline import MOST_SURPRISES, Door, Pipeline
from bot.store.index import SqliteStore
from tests.builders import (
    NOON,
    FixedClock,
    HeardAlerts,
    account,
    attachment,
    collected,
    comment,
    log_lines,
    new_decision,
    verdict,
)


class Surprise(Exception):
    """An error nobody foresaw."""


class Steps:
    """A stage that fails for the subjects a test names, and a collector that fails when told."""

    def __init__(self, store: SqliteStore, clock: FixedClock) -> None:
        self.store, self.clock = store, clock
        self.failures: dict[int, Exception] = {}
        self.batches: list[list[int]] = []
        self.passes: list[tuple[str, bool]] = []
        self.pass_failure: Exception | None = None
        self.troubles: list[str] = []
        self.note_failure: MonitorError | None = None

    def run(self, batch: Sequence[Work]) -> None:
        """All or nothing, as the stages with one transaction do."""
        self.batches.append([work.subject for work in batch])
        for work in batch:
            if work.subject in self.failures:
                raise self.failures[work.subject]
        for work in batch:
            self.store.work.finish(work, self.clock.now())

    def collect(self, account: Account, *, whole: bool = False) -> int:
        self.passes.append((account.id, whole))
        if self.pass_failure is not None:
            raise self.pass_failure
        return 3

    def collect_due(self, account: Account) -> int | None:
        return self.collect(account)

    def note_trouble(self, account: Account, trouble: str) -> None:
        if self.note_failure is not None:
            raise self.note_failure
        self.troubles.append(trouble)


@pytest.fixture
def steps(store: SqliteStore, clock: FixedClock) -> Steps:
    return Steps(store, clock)


@pytest.fixture
def pipeline(store: SqliteStore, clock: FixedClock, heard: HeardAlerts, steps: Steps) -> Pipeline:
    doors = [Door(stage=stage, run=steps, batch=10, lease_seconds=60) for stage in Stage]
    return Pipeline(collector=steps, doors=doors, store=store, notifier=heard, clock=clock)


def waiting(store: SqliteStore, *subjects: int, stage: Stage = Stage.JUDGE) -> None:
    for subject in subjects:
        store.work.enqueue(stage, subject, run_after=NOON)


def states(store: SqliteStore) -> dict[int, str]:
    return {row["subject"]: row["state"] for row in store.connection.rows("SELECT * FROM work")}


# Work --------------------------------------------------------------------------------------------------------------


def test_everything_due_is_done_door_by_door(store: SqliteStore, pipeline: Pipeline, steps: Steps) -> None:
    waiting(store, *range(1, 13))
    waiting(store, 99, stage=Stage.ACT)
    assert pipeline.work() == 13
    assert steps.batches == [list(range(1, 11)), [99], [11, 12]]
    assert set(states(store).values()) == {"done"}
    assert pipeline.work() == 0


def test_work_ends_after_the_rounds_it_was_given(store: SqliteStore, pipeline: Pipeline) -> None:
    waiting(store, *range(1, 31))
    assert pipeline.work(most_rounds=2) == 20


def test_one_bad_row_does_not_hold_up_its_batch(store: SqliteStore, pipeline: Pipeline, steps: Steps) -> None:
    waiting(store, 1, 2, 3)
    steps.failures[2] = PlatformUnavailable("no answer", revision=2)
    pipeline.work()
    assert steps.batches == [[1, 2, 3], [1], [2], [3]]
    assert states(store) == {1: "done", 2: "todo", 3: "done"}
    error = store.connection.rows("SELECT error FROM work WHERE subject = 2")[0]["error"]
    assert error == "no answer (revision=2)"


def test_a_row_is_not_tried_again_before_its_time(
    store: SqliteStore, pipeline: Pipeline, steps: Steps, clock: FixedClock
) -> None:
    waiting(store, 1)
    steps.failures[1] = PlatformUnavailable("no answer")
    pipeline.work()
    clock.tick(1.9)
    assert pipeline.work() == 0
    clock.tick(0.1)
    assert pipeline.work() == 1
    clock.tick(3.9)
    assert pipeline.work() == 0


@pytest.mark.parametrize("error", [StorageFull("no room"), TokenRefused("renew"), NotReadyYet("a picture")])
def test_trouble_that_passes_is_never_given_up(
    store: SqliteStore, pipeline: Pipeline, steps: Steps, clock: FixedClock, heard: HeardAlerts, error: Exception
) -> None:
    waiting(store, 1)
    steps.failures[1] = error
    for _ in range(30):
        assert pipeline.work() == 1
        clock.tick(600)
    steps.failures.clear()
    pipeline.work()
    assert states(store) == {1: "done"}
    assert (heard.alerts, store.work.troubles(9)) == ([], [])


def test_a_row_given_up_becomes_a_question_for_a_person_and_an_alert(
    store: SqliteStore, pipeline: Pipeline, steps: Steps, heard: HeardAlerts
) -> None:
    revision_id = collected(store, comment("secret words"))
    waiting(store, revision_id)
    steps.failures[revision_id] = RequestRefused("our fault", revision=revision_id)
    pipeline.work()
    assert states(store) == {revision_id: "failed"}
    view = store.desk.view(revision_id)
    assert view is not None
    assert [(item.reason, item.alert) for item in view.items] == [(ReviewReason.CANNOT, False)]
    assert "The step 'judge' could not be finished (our fault" in view.items[0].why
    assert log_lines(store)[-1][::2] == ("given_up", {"stage": "judge", "subject": 1, "revision": 1})
    assert [(alert.kind, alert.message) for alert in heard.alerts] == [("given_up", "judge 1")]


@pytest.mark.parametrize("stage", [Stage.FETCH, Stage.ACT, Stage.PRESERVE])
def test_the_question_is_about_the_words_whatever_the_row_was_about(
    store: SqliteStore, pipeline: Pipeline, steps: Steps, stage: Stage
) -> None:
    collected(store, comment("first", external_id="c0"))
    revision_id = collected(store, comment(attachments=(attachment(),)))
    decision = store.decisions.save(new_decision(revision_id), NOON)
    subject = {Stage.FETCH: 1, Stage.ACT: decision.id, Stage.PRESERVE: revision_id}[stage]
    waiting(store, subject, stage=stage)
    steps.failures[subject] = RequestRefused("our fault")
    pipeline.work()
    assert log_lines(store)[-1][2] == {"stage": stage, "subject": subject, "revision": revision_id}
    view = store.desk.view(revision_id)
    assert view is not None
    assert view.open_item is not None


def test_an_error_nobody_foresaw_is_tried_again_and_then_given_up_without_its_words(
    store: SqliteStore, pipeline: Pipeline, steps: Steps, clock: FixedClock
) -> None:
    waiting(store, collected(store))
    steps.failures[1] = Surprise("what somebody wrote")
    for _ in range(MOST_SURPRISES):
        assert states(store) == {1: "todo"}
        pipeline.work()
        clock.tick(600)
    assert states(store) == {1: "failed"}
    assert [trouble.error for trouble in store.work.troubles(9)] == ["Surprise"]
    view = store.desk.view(1)
    assert view is not None
    assert "what somebody wrote" not in view.items[0].why


def test_an_index_that_refuses_ends_the_work_and_the_next_call_goes_on(
    store: SqliteStore, pipeline: Pipeline, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting(store, 1, 2)

    def refuse(*args: object, **kwargs: object) -> None:
        raise StorageFull("no room")

    with monkeypatch.context() as patched:
        patched.setattr(store.work, "claim", refuse)
        assert pipeline.work() == 0
    with monkeypatch.context() as patched:
        patched.setattr(store.work, "finish", refuse)
        patched.setattr(store.work, "retry", refuse)
        pipeline.work()
    assert states(store) == {1: "doing", 2: "doing"}
    assert pipeline.work() == 2
    assert states(store) == {1: "done", 2: "done"}


# Collecting --------------------------------------------------------------------------------------------------------


def test_a_pass_answers_what_it_brought(pipeline: Pipeline, steps: Steps) -> None:
    assert pipeline.collect(account(), whole=True) == 3
    assert (steps.passes, steps.troubles) == ([("maple", True)], [])


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (TokenRefused("the token expired", account="maple"), "the token expired"),
        (StoreBusy("in use"), "in use"),
        (Surprise("what somebody wrote"), "an error nobody foresaw; see the service's log"),
    ],
)
def test_a_pass_that_failed_is_written_down_and_the_next_one_comes(
    pipeline: Pipeline, steps: Steps, clock: FixedClock, error: Exception, trouble: str
) -> None:
    steps.pass_failure = error
    assert pipeline.collect(account()) is None
    assert steps.troubles == [trouble]
    steps.pass_failure = None
    clock.tick(600)  # a refused token rests for ten minutes
    assert pipeline.collect(account()) == 3


def test_trouble_that_cannot_be_written_down_is_logged(
    pipeline: Pipeline, steps: Steps, caplog: pytest.LogCaptureFixture
) -> None:
    steps.pass_failure = steps.note_failure = StorageFull("no room")
    assert pipeline.collect(account()) is None
    assert "trouble_not_noted account=maple" in caplog.text


# The whole corridor ------------------------------------------------------------------------------------------------


def test_words_that_were_edited_back_walk_on_after_they_were_judged_again(
    store: SqliteStore, clock: FixedClock
) -> None:
    revision_id = collected(store)
    for stage in (Stage.PRESERVE, Stage.DECIDE):
        waiting(store, revision_id, stage=stage)
        store.work.finish(store.work.claim(stage, limit=1, lease_seconds=60, now=NOON)[0], NOON)
    waiting(store, revision_id)
    stage_run = JudgeStage(
        judge=Judge(load(default_path())),
        comments=store.comments,
        verdicts=store.verdicts,
        versions=store.versions,
        work=store.work,
        ledger=store.ledger,
        transactions=store,
        clock=clock,
    )
    stage_run.run(store.work.claim(Stage.JUDGE, limit=1, lease_seconds=60, now=NOON))
    assert store.work.waiting() == {Stage.PRESERVE: 1}


def test_a_threat_whose_step_is_given_up_is_still_an_alert(
    store: SqliteStore, pipeline: Pipeline, steps: Steps
) -> None:
    revision_id = collected(store)
    store.verdicts.save(revision_id, verdict(alert=True), NOON)
    waiting(store, revision_id)
    steps.failures[revision_id] = StoreError("refused")
    pipeline.work()
    assert store.desk.figures().alerts == 1
    assert steps.batches == [[revision_id], [revision_id]], "the judging, then the alert"


def test_a_clock_that_was_set_back_makes_everything_due(
    store: SqliteStore, pipeline: Pipeline, clock: FixedClock
) -> None:
    store.work.enqueue(Stage.JUDGE, collected(store), run_after=clock.now() + timedelta(hours=12))
    assert pipeline.work() == 0
    clock.tick(-3600)
    assert pipeline.work() == 1
