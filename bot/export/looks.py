"""Is a suspect still one at a second look? The service works on while its archive is checked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.errors import MonitorError
from bot.export.problems import LOOK, Problem

SECOND_LOOK = 2.0
"""So many seconds lie between the two looks: lines reach the files, and boxes the log, a moment after the table."""

Check = Callable[[], Iterable[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the archive with its check; `again` is a cheaper second look, else the check itself."""

    name: str
    check: Check
    again: Check | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a check found, and whether it came to its end."""

    problems: Sequence[Problem]
    finished: bool


def look(part: str, check: Check) -> Seen:
    """The problems `check` finds; what stops it half-way is one more, since the rest was not looked at."""
    found: list[Problem] = []
    try:
        found.extend(check())
    except (MonitorError, OSError) as error:
        reason = error.message if isinstance(error, MonitorError) else str(error.strerror)
        advice = "Mend that and verify again."
        found.append(
            Problem(what=f"{part} could not be checked", why=reason, next_step=advice, damage=False, checked=False)
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = f"a row has lost its form ({type(error).__name__})"
        found.append(Problem(what=f"{part} can't be read", why=why, next_step=LOOK))
    else:
        return Seen(problems=found, finished=True)
    return Seen(problems=found, finished=False)


def look_twice(parts: Sequence[Part], pause: Callable[[float], None]) -> list[Problem]:
    """The problems of all parts that are there at both looks; nobody waits when the first look finds nothing."""
    first = [(part, look(part.name, part.check)) for part in parts]
    suspicious = [(part, seen) for part, seen in first if seen.problems]
    if suspicious:
        pause(SECOND_LOOK)
    return [
        problem for part, seen in suspicious for problem in _confirmed(seen, look(part.name, part.again or part.check))
    ]


def _confirmed(first: Seen, second: Seen) -> list[Problem]:
    """What both looks found; a look that didn't come to its end contradicts nothing that the other found."""
    if not second.finished:
        return list(dict.fromkeys([*first.problems, *second.problems]))
    known = {problem.what for problem in first.problems}
    return [problem for problem in second.problems if problem.what in known or not first.finished]
