"""What if a classifier takes too long? Then it could not check, and the judge asks a person: never a pass.

`Timed` is for what runs here and always comes back; `Deadlined` for what may hang (a network, a foreign library).
"""

from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

from bot.errors import MonitorError
from bot.model import Finding
from bot.ports import Classifier

_FORESEEN = (MonitorError, OSError, ValueError, TypeError, LookupError, ArithmeticError, RuntimeError, AttributeError)


class Timed:
    """A classifier whose late answer doesn't count. `monotonic` tells seconds that only grow."""

    def __init__(self, inner: Classifier, *, seconds: float, monotonic: Callable[[], float]) -> None:
        self._inner = inner
        self._seconds = seconds
        self._monotonic = monotonic

    @property
    def name(self) -> str:
        """The name of the classifier inside."""
        return self._inner.name

    def findings(self, text: str, post_text: str) -> Sequence[Finding]:
        """What it found. Raises `MonitorError` when it failed or took longer than its limit."""
        began = self._monotonic()
        try:
            found = self._inner.findings(text, post_text)
        except _FORESEEN as error:
            raise _failed(self.name, type(error).__name__) from error
        if self._monotonic() - began > self._seconds:
            raise _late(self.name, self._seconds)
        return found


class Deadlined:
    """A classifier that is waited for in a thread of its own, `seconds` and no longer.

    While an answer is overdue nothing more is asked: a classifier that hangs costs one thread, not one a comment.
    """

    def __init__(self, inner: Classifier, *, seconds: float) -> None:
        self._inner = inner
        self._seconds = seconds
        self._overdue: Thread | None = None

    @property
    def name(self) -> str:
        """The name of the classifier inside."""
        return self._inner.name

    def findings(self, text: str, post_text: str) -> Sequence[Finding]:
        """What it found. Raises `MonitorError` when it failed, is late, or still works on an earlier comment."""
        if self._overdue is not None and self._overdue.is_alive():
            raise _late(self.name, self._seconds)
        self._overdue = None
        answers: SimpleQueue[Sequence[Finding] | str] = SimpleQueue()
        # A daemon: one that hangs for ever must not keep the program from ending.
        thread = Thread(target=self._ask, args=(text, post_text, answers), daemon=True, name=f"{self.name}-deadline")
        thread.start()
        try:
            answer = answers.get(timeout=self._seconds)
        except Empty:
            self._overdue = thread
            raise _late(self.name, self._seconds) from None
        if isinstance(answer, str):
            raise _failed(self.name, answer)
        return answer

    def _ask(self, text: str, post_text: str, answers: "SimpleQueue[Sequence[Finding] | str]") -> None:
        try:
            answers.put(tuple(self._inner.findings(text, post_text)))
        except _FORESEEN as error:
            answers.put(type(error).__name__)


def _late(name: str, seconds: float) -> MonitorError:
    return MonitorError("a classifier took too long", classifier=name, limit_seconds=seconds)


def _failed(name: str, kind: str) -> MonitorError:
    return MonitorError("a classifier failed", classifier=name, error=kind)
