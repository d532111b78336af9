"""How often is the pretend Meta unkind without being told when? Each call draws from a seed, always the same way."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bot.simulator.faults import Effect, Fault
from bot.simulator.reading import Reader

_INTERNAL = {"code": 2, "message": "An unexpected error has occurred. Please retry your request later."}
_SPAM = {
    "code": 368,
    "message": "(#368) The action attempted has been deemed abusive or is otherwise disallowed",
    "error_subcode": 1390008,
}

KINDS: Mapping[str, Fault] = {
    "error_500": Fault(effect=Effect.ERROR, status=500, body={**_INTERNAL, "is_transient": True}),
    "error_transient": Fault(effect=Effect.ERROR, body={**_INTERNAL, "is_transient": True}),
    "error_368": Fault(effect=Effect.ERROR, method="POST", body=_SPAM),
    "throttle_no_headers": Fault(effect=Effect.THROTTLE),
    "throttle_with_headers": Fault(effect=Effect.THROTTLE, minutes=1),
    "reduce_data": Fault(effect=Effect.REDUCE_DATA, method="GET"),
    "drop_before": Fault(effect=Effect.DROP_BEFORE),
    "drop_after": Fault(effect=Effect.DROP_AFTER),
    "html": Fault(effect=Effect.HTML),
    "truncate": Fault(effect=Effect.TRUNCATE),
    "half_answer": Fault(effect=Effect.HALF_ANSWER),
    "drip": Fault(effect=Effect.DRIP),
    "slow": Fault(effect=Effect.DELAY),
    "wrong_content_type": Fault(effect=Effect.WRONG_TYPE),
    "html_content_type": Fault(effect=Effect.WRONG_TYPE, content_type="text/html; charset=utf-8"),
    "empty_page_with_next": Fault(effect=Effect.EMPTY_PAGE),
    "repeat_page": Fault(effect=Effect.REPEAT_PAGE),
    "repeated_cursor": Fault(effect=Effect.REPEATED_CURSOR),
    "next_on_another_host": Fault(effect=Effect.OTHER_HOST),
    "ranked": Fault(effect=Effect.RANKED),
    "missing_from": Fault(effect=Effect.MISSING_FROM),
    "other_spelling": Fault(effect=Effect.OTHER_SPELLING),
    "no_effect": Fault(effect=Effect.NO_EFFECT, method="POST"),
    "null_batch_item": Fault(effect=Effect.NULL_ITEM),
    "null_batch_item_done": Fault(effect=Effect.NULL_DONE),
}
"""What a scenario may give a rate to, and the fault it brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unkindness:
    """Rates are probabilities per call, 0 to 1. `seconds` is how long a slow or a dripping answer takes."""

    seed: str = "1"
    rates: Mapping[str, float] = field(default_factory=dict)
    seconds: float = 1


class Draws:
    """The draws of one world. Each name has a sequence of its own, so that one more name leaves the others alone."""

    def __init__(self, unkindness: Unkindness | None) -> None:
        chosen = unkindness or Unkindness()
        self._rates = {name: rate for name, rate in chosen.rates.items() if rate > 0}
        self._dice = {name: random.Random(f"{chosen.seed}/{name}") for name in self._rates}
        self._faults = {name: replace(KINDS[name], seconds=chosen.seconds) for name in self._rates}

    def __bool__(self) -> bool:
        """Whether anything can be drawn at all."""
        return bool(self._rates)

    def striking(self, method: str, can_strike: Callable[[Fault], bool]) -> list[Fault]:
        """The faults drawn for this call; every name draws at every call it could strike."""
        found: list[Fault] = []
        for name, rate in self._rates.items():
            fault = self._faults[name]
            if fault.method in (None, method) and can_strike(fault) and self._dice[name].random() < rate:
                found.append(fault)
        return found


def read(reader: Reader | None) -> Unkindness | None:
    """Read the setting of that name; raises ScenarioError for a name or a rate that makes no sense."""
    if reader is None:
        return None
    reader.only("seed", "rates", "seconds")
    rates = reader.inner("rates") or Reader({}, f"{reader.place}.rates")
    rates.only(*KINDS)
    return Unkindness(
        seed=str(reader.fields.get("seed", "1")),
        rates={name: _rate(rates, name) for name in rates.fields},
        seconds=reader.number("seconds", 1),
    )


def _rate(reader: Reader, name: str) -> float:
    rate = reader.number(name)
    if not 0 <= rate <= 1:
        raise reader.fault(name, "expected a probability, 0 to 1")
    return rate
