"""Does a classifier that hangs, fails or is late lead to a person, and never to a pass?"""

import time
from collections.abc import Sequence
from threading import Event

import pytest

from bot.classifiers.guarded import Deadlined, Timed
from bot.errors import MonitorError
from bot.judge.guidelines import Guidelines, default_path, load
from bot.judge.judge import Judge
from bot.model import Finding, Outcome
from bot.ports import Classifier


class Prompt:
    """Answers at once that it found nothing."""

    name = "fake-1"

    def findings(self, text: str, post_text: str) -> Sequence[Finding]:
        return ()


class Hanging(Prompt):
    """Waits until it is let go; counts how often it was asked."""

    def __init__(self) -> None:
        self.go = Event()
        self.asked = 0

    def findings(self, text: str, post_text: str) -> Sequence[Finding]:
        self.asked += 1
        self.go.wait(20)
        return ()


class Failing(Prompt):
    """Fails in a way of its own."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def findings(self, text: str, post_text: str) -> Sequence[Finding]:
        raise self.error


class Ticks:
    """A clock that goes on by `step` seconds whenever it is looked at."""

    def __init__(self, step: float) -> None:
        self.step, self.seconds = step, 0.0

    def __call__(self) -> float:
        self.seconds += self.step
        return self.seconds


@pytest.fixture(scope="module")
def guidelines() -> Guidelines:
    return load(default_path())


def judged(guidelines: Guidelines, classifier: Classifier) -> tuple[Outcome, list[str]]:
    verdict = Judge(guidelines, [classifier]).verdict("What time does the bus leave?")
    return verdict.outcome, [finding.rule for finding in verdict.findings]


UNCHECKED = (Outcome.REVIEW, ["fake-1:unchecked"])


def test_an_answer_in_time_counts(guidelines: Guidelines) -> None:
    assert judged(guidelines, Timed(Prompt(), seconds=1.0, monotonic=Ticks(0.5))) == (Outcome.KEEP, [])
    assert judged(guidelines, Deadlined(Prompt(), seconds=5.0)) == (Outcome.KEEP, [])


def test_a_late_answer_means_that_a_person_looks(guidelines: Guidelines) -> None:
    assert judged(guidelines, Timed(Prompt(), seconds=1.0, monotonic=Ticks(1.5))) == UNCHECKED


def test_a_classifier_that_hangs_is_not_waited_for(guidelines: Guidelines) -> None:
    hanging = Hanging()
    began = time.monotonic()
    assert judged(guidelines, Deadlined(hanging, seconds=0.1)) == UNCHECKED
    assert time.monotonic() - began < 5
    hanging.go.set()


def test_while_one_answer_is_overdue_nothing_more_is_asked_and_then_it_goes_on(guidelines: Guidelines) -> None:
    hanging = Hanging()
    guarded = Deadlined(hanging, seconds=0.1)
    assert [judged(guidelines, guarded) for _ in range(3)] == [UNCHECKED] * 3
    assert hanging.asked == 1
    hanging.go.set()
    until = time.monotonic() + 10
    while judged(guidelines, guarded) == UNCHECKED and time.monotonic() < until:
        time.sleep(0.02)
    assert judged(guidelines, guarded) == (Outcome.KEEP, [])


@pytest.mark.parametrize("error", [KeyError("x"), TypeError("x"), ZeroDivisionError(), OSError(), MonitorError("x")])
@pytest.mark.parametrize("kind", ["timed", "deadlined"])
def test_a_failure_means_that_a_person_looks(guidelines: Guidelines, kind: str, error: Exception) -> None:
    inner = Failing(error)
    guarded: Classifier = (
        Timed(inner, seconds=1.0, monotonic=Ticks(0.1)) if kind == "timed" else Deadlined(inner, seconds=5.0)
    )
    assert judged(guidelines, guarded) == UNCHECKED


def test_the_words_of_a_failure_are_not_passed_on() -> None:
    with pytest.raises(MonitorError) as told:
        Deadlined(Failing(ValueError("a secret comment")), seconds=5.0).findings("a secret comment", "")
    assert "secret" not in str(told.value)
    assert told.value.__cause__ is None
