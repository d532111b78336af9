"""Does an account rest where it must, for as long as it must, and are people told once and told when it is over?"""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import (
    MonitorError,
    PermissionRefused,
    PlatformUnavailable,
    RequestRefused,
    StoreBusy,
    Throttled,
    TokenRefused,
)
from bot.model import Account, Notice, NoticeKind, PauseScope
from bot.pipeline import Pipeline
from bot.setbacks import TOKEN_REST, Setbacks
from bot.store.index import SqliteStore
from tests.builders import NOON, FixedClock, HeardAlerts, account, log_lines


class Passes:
    """A collector that fails as a test says, and remembers whom it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.failure: Exception | None = None
        self.brought: int | None = 0

    def collect(self, account: Account, *, whole: bool = False) -> int:
        found = self.collect_due(account)
        assert found is not None
        return found

    def collect_due(self, account: Account) -> int | None:
        self.asked.append(account.id)
        if self.failure is not None:
            raise self.failure
        return self.brought

    def note_trouble(self, account: Account, trouble: str) -> None:
        """Told elsewhere."""


@pytest.fixture
def passes() -> Passes:
    return Passes()


@pytest.fixture
def pipeline(store: SqliteStore, clock: FixedClock, heard: HeardAlerts, passes: Passes) -> Pipeline:
    return piped(store, clock, heard, passes)


def piped(store: SqliteStore, clock: FixedClock, heard: HeardAlerts, passes: Passes) -> Pipeline:
    return Pipeline(collector=passes, doors=[], store=store, notifier=heard, clock=clock)


def fail(pipeline: Pipeline, passes: Passes, error: Exception, account_id: str = "maple") -> None:
    """One pass that fails so; the next ones go well, and nobody was asked for yet."""
    passes.failure = error
    assert pipeline.collect_due(account(account_id)) is None
    passes.failure = None
    passes.asked.clear()


def notices(store: SqliteStore) -> list[tuple[NoticeKind, str]]:
    return [(notice.kind, notice.subject) for notice in store.notices.waiting()]


def told(store: SqliteStore, kind: NoticeKind, subject: str = "") -> Notice:
    found = store.notices.newest("maple", kind, subject)
    assert found is not None
    return found


EXPIRED = TokenRefused("the token expired", account="maple")


# Who rests -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "rest"),
    [
        pytest.param(EXPIRED, TOKEN_REST, id="a refused token"),
        pytest.param(Throttled("enough", wait_seconds=300), timedelta(minutes=5), id="throttled"),
        pytest.param(Throttled("enough", wait_seconds=90_000), timedelta(hours=25), id="throttled for more than a day"),
    ],
)
def test_an_account_that_must_rest_is_asked_for_nothing_until_its_time_and_others_are(
    pipeline: Pipeline, passes: Passes, clock: FixedClock, error: Exception, rest: timedelta
) -> None:
    fail(pipeline, passes, error)
    clock.tick(rest.total_seconds() - 1)
    assert pipeline.collect_due(account()) is None
    assert pipeline.collect(account(), whole=True) is None
    assert pipeline.collect_due(account("oak")) == 0
    assert passes.asked == ["oak"]
    clock.tick(1)
    assert pipeline.collect_due(account()) == 0


@pytest.mark.parametrize("error", [EXPIRED, Throttled("enough", wait_seconds=300)])
def test_a_rest_survives_a_restart(
    store: SqliteStore, tmp_path: Path, clock: FixedClock, heard: HeardAlerts, passes: Passes, error: Exception
) -> None:
    fail(piped(store, clock, heard, passes), passes, error)
    again = SqliteStore.open_as_it_is(tmp_path / "archive.db", busy_seconds=5)
    clock.tick(299)
    assert piped(again, clock, heard, passes).collect_due(account()) is None
    again.close()
    assert passes.asked == []


@pytest.mark.parametrize(
    "error",
    [
        PlatformUnavailable("no answer"),
        PermissionRefused("not this one"),
        RequestRefused("not understood"),
        StoreBusy("in use"),
        RuntimeError("nobody foresaw it"),
    ],
)
def test_other_trouble_lets_nobody_rest(
    store: SqliteStore, pipeline: Pipeline, passes: Passes, clock: FixedClock, error: Exception
) -> None:
    fail(pipeline, passes, error)
    assert store.pauses.pause("maple", PauseScope.ALL, clock.now()) is None
    assert pipeline.collect_due(account()) == 0


def test_a_shorter_rest_does_not_cut_a_longer_one(store: SqliteStore, clock: FixedClock, heard: HeardAlerts) -> None:
    setbacks = Setbacks(store=store, notifier=heard, clock=clock)
    setbacks.after(account(), Throttled("enough", wait_seconds=3600))
    setbacks.after(account(), EXPIRED)
    pause = setbacks.resting(account())
    assert pause is not None
    assert pause.until == NOON + timedelta(hours=1)


# What people are told ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "kind", "subject", "words"),
    [
        (EXPIRED, NoticeKind.TOKEN, "", "page-monitor token check"),
        (RequestRefused("no such field", code=100), NoticeKind.FAULT, "", "wrong (code 100)"),
        (PermissionRefused("may not read comments"), NoticeKind.SOURCE, "comments", "may not read comments"),
    ],
)
def test_people_are_told_once_and_told_when_it_is_over(
    store: SqliteStore,
    pipeline: Pipeline,
    passes: Passes,
    clock: FixedClock,
    heard: HeardAlerts,
    error: MonitorError,
    kind: NoticeKind,
    subject: str,
    words: str,
) -> None:
    for _ in range(3):
        fail(pipeline, passes, error)
        clock.tick(600)
    assert notices(store) == [(kind, subject)]
    assert words in told(store, kind, subject).why
    assert [(alert.kind, alert.message) for alert in heard.alerts] == [(kind, "account maple")]
    body = {"account": "maple", "kind": kind, "subject": subject}
    assert [line for _, _, line in log_lines(store, "notice")] == [body]
    assert pipeline.collect_due(account()) == 0
    assert notices(store) == []
    assert told(store, kind, subject).closed_at == clock.now()


@pytest.mark.parametrize("error", [EXPIRED, RequestRefused("no such field"), PermissionRefused("not these")])
def test_the_end_of_a_trouble_stands_in_the_log_as_its_beginning_does(
    store: SqliteStore, pipeline: Pipeline, passes: Passes, clock: FixedClock, error: MonitorError
) -> None:
    fail(pipeline, passes, error)
    clock.tick(600)
    for _ in range(2):
        pipeline.collect_due(account())
    assert [kind for kind, _, _ in log_lines(store)] == ["notice", "notice_settled"]


def test_trouble_that_comes_back_is_told_again(
    pipeline: Pipeline, passes: Passes, clock: FixedClock, heard: HeardAlerts
) -> None:
    for _ in range(2):
        fail(pipeline, passes, EXPIRED)
        clock.tick(600)
        pipeline.collect_due(account())
    assert [alert.kind for alert in heard.alerts] == [NoticeKind.TOKEN] * 2


@pytest.mark.parametrize("error", [PlatformUnavailable("no answer"), Throttled("enough", wait_seconds=60)])
def test_what_passes_by_itself_troubles_nobody(
    store: SqliteStore, pipeline: Pipeline, passes: Passes, heard: HeardAlerts, error: Exception
) -> None:
    fail(pipeline, passes, error)
    assert (notices(store), heard.alerts) == ([], [])


def test_a_pass_that_was_not_due_settles_nothing_and_one_that_failed_otherwise_neither(
    store: SqliteStore, pipeline: Pipeline, passes: Passes, clock: FixedClock
) -> None:
    fail(pipeline, passes, EXPIRED)
    clock.tick(600)
    fail(pipeline, passes, PlatformUnavailable("no answer"))
    passes.brought = None
    assert pipeline.collect_due(account()) is None
    assert notices(store) == [(NoticeKind.TOKEN, "")]


def test_a_good_pass_of_one_account_settles_nothing_of_another(
    store: SqliteStore, pipeline: Pipeline, passes: Passes
) -> None:
    fail(pipeline, passes, EXPIRED)
    assert pipeline.collect_due(account("oak")) == 0
    assert notices(store) == [(NoticeKind.TOKEN, "")]


def test_a_good_pass_writes_nothing_when_there_was_no_trouble(
    store: SqliteStore, pipeline: Pipeline, passes: Passes
) -> None:
    before = store.connection.raw.total_changes
    assert pipeline.collect_due(account()) == 0
    assert store.connection.raw.total_changes == before
