"""Can the guidelines be read with the house rules on top? What can't be read any more is left out, never the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import GuidelinesError
from bot.judge.guidelines import Addition, Guidelines

Load = Callable[[Sequence[Addition]], Guidelines]
"""Reads the guidelines file with these house rules on top; raises `GuidelinesError`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The guidelines, and of every addition that is left out the fault, by name."""

    guidelines: Guidelines
    left_out: Mapping[str, str]


def load_with(load: Load, wanted: Sequence[Addition]) -> Loaded:
    """The guidelines with those of `wanted` that can be read. Raises `GuidelinesError` when the file itself can't."""
    try:
        return Loaded(guidelines=load(wanted), left_out={})
    except GuidelinesError:
        loaded, kept, left_out = load(()), list[Addition](), dict[str, str]()
    for addition in wanted:
        try:
            loaded = load([*kept, addition])
            kept.append(addition)
        except GuidelinesError as error:
            left_out[addition.name] = error.message
    return Loaded(guidelines=loaded, left_out=left_out)
