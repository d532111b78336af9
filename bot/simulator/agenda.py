"""When does each event of a scenario happen? All of them in order of time, to be taken up to a moment."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.simulator.events import Event
from bot.simulator.script import Step

Dated = tuple[timedelta, Event]


def dated(step: Step, seconds_between: float) -> Iterator[Dated]:
    """The events of a step in their written order, each with its time since the start of the week."""
    for position, event in enumerate(step.events):
        if event.minutes is None:
            yield timedelta(minutes=step.minutes, seconds=position * seconds_between), event
        else:
            yield timedelta(minutes=event.minutes), event


class Agenda:
    """Events of several steps, in order of time and then of writing. Nothing happens to a thing before it is there."""

    def __init__(self, steps: Sequence[Step], seconds_between: float) -> None:
        born: dict[str, timedelta] = {}
        rows: list[Dated] = []
        for step in steps:
            for since_start, event in dated(step, seconds_between):
                since_start = max([since_start, *(born[key] for key in _needs(event) if key in born)])
                born.setdefault(event.subject, since_start)
                rows.append((since_start, event))
        self._rows = sorted(rows, key=lambda row: row[0])
        self._next = 0

    @property
    def left(self) -> int:
        return len(self._rows) - self._next

    def until(self, since_start: timedelta) -> Iterator[Dated]:
        """Take the events whose time is not later; each is taken once."""
        while self._next < len(self._rows) and self._rows[self._next][0] <= since_start:
            self._next += 1
            yield self._rows[self._next - 1]


def _needs(event: Event) -> Iterator[str]:
    """The keys of what must be there first: the thing touched, its post, its parent."""
    yield from (key for key in (event.subject, event.post, event.parent) if key)
