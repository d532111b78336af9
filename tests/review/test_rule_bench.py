"""Does a test of a rule run beside the pages, one at a time, and does it end well whatever happens?"""

import threading

import pytest

from bot.errors import DecisionRefused, StoreError
from bot.model import DecisionKind
from bot.review.rule_bench import TrialState
from tests.review.office import Office, comment
from tests.review.test_rulebook import ended, tried, written


@pytest.fixture(autouse=True)
def pat(office: Office) -> None:
    """A second reviewer."""
    office.add_reviewer("pat", "Pat Marsh")


def test_a_test_keeps_its_figures_and_shows_what_staff_decided(office: Office) -> None:
    written(office)
    revision = office.waiting("Buy a clubplace here", "clubplace")
    office.desk.keep(office.reviewer(), revision, "", "key-keep-1")
    office.collect(comment("A clubplacf is not one", number="c2"))
    trial = tried(office)
    assert trial.state is TrialState.DONE
    assert trial.replay is not None
    assert trial.test is not None
    assert (trial.done, trial.of, trial.test.told.hits, trial.test.told.false_positives) == (2, 2, 1, 1)
    assert [hit.past.decided for hit in trial.replay.examples] == [DecisionKind.KEEP]
    assert trial.replay.near_misses == 1
    assert office.store.rulebook.tests("club_places")[0] == trial.test


def test_one_test_runs_at_a_time_and_a_stopped_one_keeps_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(office)
    office.collect(comment("Buy a clubplace here"))
    reached, goes_on, past = threading.Event(), threading.Event(), office.store.rulebook.past

    def slow(**asked: object) -> object:
        reached.set()
        assert goes_on.wait(10)
        return past(**asked)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(office.store.rulebook, "past", slow)
    desk = office.rule_desk
    desk.test(office.reviewer(), "club_places", None)
    assert reached.wait(10)
    desk.test(office.reviewer(), "club_places", None)  # a double click
    with pytest.raises(DecisionRefused, match="Another test runs"):
        desk.test(office.reviewer("pat"), "club_places", None)
    desk.bench.stop("club_places")
    goes_on.set()
    assert ended(office).state is TrialState.STOPPED
    assert office.store.rulebook.tests("club_places") == []
    monkeypatch.setattr(office.store.rulebook, "past", past)
    assert tried(office, "pat").state is TrialState.DONE


def test_a_test_that_fails_says_why_and_the_next_one_runs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    written(office)

    def broken(*_: object) -> int:
        raise StoreError("the index can't be read")

    with monkeypatch.context() as patch:
        patch.setattr(office.store.rulebook, "count_past", broken)
        trial = tried(office)
    assert (trial.state, trial.why) == (TrialState.FAILED, "the index can't be read")
    assert tried(office).state is TrialState.DONE


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_nobody_foresaw_ends_one_test_and_not_all_that_follow(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(office)

    def broken(*_: object) -> int:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(office.store.rulebook, "count_past", broken)
        trial = tried(office)
    assert trial.state is TrialState.FAILED
    assert "broke off" in trial.why
    assert tried(office).state is TrialState.DONE
