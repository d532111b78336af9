"""What did verifying find, and what does that mean for whoever called?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Progress = Callable[[int, int], None]
"""Told (checked so far, all)."""

LOOK = "Stop the service, keep everything as it is, and compare with the newest backup; docs/operating.md, 'Damage'."


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding: what is wrong, why that is known, what to do next.

    `damage` is False for a note (nothing is wrong with the evidence). `checked` is False when a part could not be
    looked at, so that nobody can say whether it is sound.
    """

    what: str
    why: str
    next_step: str = LOOK
    damage: bool = True
    checked: bool = True


def exit_code(problems: Iterable[Problem]) -> int:
    """0 sound (notes don't count), 1 damage, 2 could not check."""
    found = list(problems)
    if any(problem.damage for problem in found):
        return 1
    return 2 if any(not problem.checked for problem in found) else 0
