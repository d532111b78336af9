"""Which scripted misfortune befalls this call? Faults are matched by method, path and count."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.simulator.events import Event, Reader, ScenarioError, events


class Effect(StrEnum):
    """What happens to a matching call; the README's table tells each.

    What lets nothing happen is REFUSALS, what the lists themselves must know is QUIRKS, the rest bends the answer or
    happens around it.
    """

    ERROR = "error"
    THROTTLE = "throttle"
    REDUCE_DATA = "reduce_data"
    DROP_BEFORE = "drop_before"
    HTML = "html"
    NO_EFFECT = "no_effect"
    NULL_ITEM = "null_item"
    DROP_AFTER = "drop_after"
    NULL_DONE = "null_done"
    TRUNCATE = "truncate"
    HALF_ANSWER = "half_answer"
    DRIP = "drip"
    WRONG_TYPE = "wrong_content_type"
    MISSING_FROM = "missing_from"
    OTHER_SPELLING = "other_spelling"
    REPEAT_PAGE = "repeat_page"
    EMPTY_PAGE = "empty_page_with_next"
    REPEATED_CURSOR = "repeated_cursor"
    OTHER_HOST = "next_on_another_host"
    RANKED = "ranked"
    DELAY = "delay"
    BEFORE = "before"
    AFTER = "after"


REFUSALS = frozenset(
    {
        Effect.ERROR,
        Effect.THROTTLE,
        Effect.REDUCE_DATA,
        Effect.DROP_BEFORE,
        Effect.HTML,
        Effect.NO_EFFECT,
        Effect.NULL_ITEM,
    }
)
QUIRKS = frozenset({Effect.EMPTY_PAGE, Effect.REPEATED_CURSOR, Effect.OTHER_HOST, Effect.RANKED})
ITEMS_ONLY = frozenset({Effect.NULL_ITEM, Effect.NULL_DONE})
READS_ONLY = frozenset({Effect.REDUCE_DATA, Effect.REPEAT_PAGE, *QUIRKS})
JAVASCRIPT = "text/javascript; charset=UTF-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One scripted fault. `path` is searched in the path without its version, e.g. "/123_456/comments".

    It begins at the `nth` matching call and strikes `times` calls; 0 times means from then on for ever. In `path`,
    {comment:key}, {post:key} and {account:key} stand for ids of the scenario. `body` adds to or replaces the fields
    of the error; `minutes` until access returns are told by a throttle (0: no usage headers at all); `above` is the
    least number of rows of which there are too many.
    """

    effect: Effect
    path: str = ""
    method: str | None = None
    nth: int = 1
    times: int = 1
    status: int = 400
    body: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0
    minutes: int = 0
    above: int = 25
    content_type: str = JAVASCRIPT
    events: tuple[Event, ...] = ()


class Faults:
    """The faults in force, with how often each has matched."""

    def __init__(self) -> None:
        self._rows: list[tuple[Fault, list[int]]] = []

    def __len__(self) -> int:
        return sum(fault.times == 0 or seen[0] < fault.nth - 1 + fault.times for fault, seen in self._rows)

    def __bool__(self) -> bool:
        """Whether any stands here, spent or not."""
        return bool(self._rows)

    def add(self, faults: Sequence[Fault]) -> None:
        self._rows.extend((fault, [0]) for fault in faults)

    def clear(self) -> None:
        self._rows.clear()

    def striking(
        self, method: str, paths: Sequence[str], id_of: Callable[[str, str], str], can_strike: Callable[[Fault], bool]
    ) -> list[Fault]:
        """The faults that strike this call, asked for by any of `paths`; asking counts the call, so ask once."""
        found: list[Fault] = []
        for fault, seen in self._rows:
            if fault.method not in (None, method) or not can_strike(fault):
                continue
            pattern = re.compile(_resolved(fault.path, id_of))
            if not any(pattern.search(path) for path in paths):
                continue
            seen[0] += 1
            if seen[0] >= fault.nth and (fault.times == 0 or seen[0] < fault.nth + fault.times):
                found.append(fault)
        return found


def fault(value: object, place: str) -> Fault:
    """Read one fault from JSON; raises ScenarioError naming the place."""
    reader = Reader(value, place)
    reader.only(*Fault.__dataclass_fields__)
    if reader.text("effect") not in set(Effect):
        raise reader.fault("effect", f"unknown effect; known are {', '.join(Effect)}")
    method = reader.maybe_text("method")
    return Fault(
        effect=Effect(reader.text("effect")),
        path=_pattern(reader),
        method=None if method is None else method.upper(),
        nth=reader.whole("nth", 1),
        times=reader.whole("times", 1),
        status=reader.whole("status", 400),
        body=_object(reader, "body"),
        headers={name: str(text) for name, text in _object(reader, "headers").items()},
        seconds=reader.number("seconds", 0),
        minutes=reader.whole("minutes", 0),
        above=reader.whole("above", 25),
        content_type=reader.text("content_type", JAVASCRIPT),
        events=events(reader.rows("events"), f"{place}.events"),
    )


def _pattern(reader: Reader) -> str:
    pattern = reader.text("path", "")
    try:
        re.compile(_resolved(pattern, lambda kind, key: ""))
    except re.error as trouble:
        raise reader.fault("path", f"not a regular expression: {trouble}") from trouble
    return pattern


def _object(reader: Reader, name: str) -> Mapping[str, object]:
    inner = reader.inner(name)
    return {} if inner is None else inner.fields


def _resolved(pattern: str, id_of: Callable[[str, str], str]) -> str:
    """Put ids for {comment:key} and the like; a key not played yet matches nothing."""

    def put(match: re.Match[str]) -> str:
        try:
            return rf"(?:\d+_)?{re.escape(id_of(match[1], match[2]))}(?!\d)"
        except (ScenarioError, KeyError):
            return r"(?!)"

    return re.sub(r"\{(comment|post|account):([^{}]+)\}", put, pattern)
