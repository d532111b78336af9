"""Is somebody selling? Adds up objective signals, each with its weight; no single one is enough."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import re2

from bot.judge.reading import Reading
from bot.judge.rules.base import Span
from bot.judge.rules.fields import Fields, union
from bot.judge.rules.links import GATE, belongs, links_in

STRONG = 2
"""From this weight on a signal speaks of selling by itself. Money, links and arrows never hide alone: news has them."""
_MAYBE_LINK = re.compile(GATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing spam does. `weight` may be negative: a sign that it is none."""

    name: str
    weight: int
    pattern: "re2._Regexp"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpamMatcher:
    """The signals, what a link weighs, and from which sum on a comment is reviewed or hidden."""

    signals: tuple[Signal, ...]
    link_weight: int
    short_link_weight: int
    shorteners: frozenset[str]
    allowed: frozenset[str]
    review_at: int
    hide_at: int

    @property
    def gates(self) -> tuple[str, ...]:
        """Any signal, or anything that could be a link."""
        return (GATE, *(signal.pattern.pattern for signal in self.signals if signal.weight > 0))

    def spans(self, reading: Reading) -> Iterator[Span]:
        """One span from the first signal to the last, when they weigh enough together."""
        places, seen = self._signals(reading)
        links, link_names = self._links(reading)
        weight = sum(seen.values()) + sum(link_names.values())
        places += links
        selling = any(one >= STRONG for one in seen.values())
        if weight < (self.review_at if selling else self.hide_at) or not places:
            return
        names = ", ".join([name for name, one in seen.items() if one > 0] + list(link_names))
        why = f"Signs of selling or fraud together: {names}."
        yield Span(
            start=min(start for start, _ in places),
            end=max(end for _, end in places),
            soft=weight < self.hide_at or not selling,
            why=why,
        )

    def _signals(self, reading: Reading) -> tuple[list[tuple[int, int]], dict[str, int]]:
        places: list[tuple[int, int]] = []
        seen: dict[str, int] = {}
        for signal in self.signals:
            for form in reading.forms:
                found = signal.pattern.search(form.text)
                if found and found.end() > found.start():
                    seen[signal.name] = signal.weight
                    if signal.weight > 0:
                        places.append(form.place(*found.span()))
                    break
        return places, seen

    def _links(self, reading: Reading) -> tuple[list[tuple[int, int]], dict[str, int]]:
        if not _MAYBE_LINK.search(reading.plain.text):
            return [], {}
        links = [link for link in links_in(reading.original) if not belongs(link.host, self.allowed)]
        if not links:
            return [], {}
        short = any(belongs(link.host, self.shorteners) for link in links)
        weighed = {"a shortened link": self.short_link_weight} if short else {"a link": self.link_weight}
        return [(link.start, link.end) for link in links], weighed


def spam_matcher(fields: Fields) -> SpamMatcher:
    """Compile a rule of kind "spam" (keys: signal tables with name, weight, patterns; weights, hosts, thresholds)."""
    signals = tuple(
        one for number, table in enumerate(fields.tables("signal"), 1) if (one := _signal(fields, number, table))
    )
    if not signals:
        fields.fault('a rule of kind "spam" needs signals: write [[rule.signal]] with name, weight and patterns')
    return SpamMatcher(
        signals=signals,
        link_weight=fields.number("link_weight", 1),
        short_link_weight=fields.number("short_link_weight", 2),
        shorteners=frozenset(host.lower() for host in fields.texts("shorteners")),
        allowed=frozenset(host.lower() for host in fields.texts("domains_allowed")),
        review_at=fields.number("review_at", 3),
        hide_at=fields.number("hide_at", 4),
    )


def _signal(fields: Fields, number: int, table: object) -> Signal | None:
    assert isinstance(table, dict)
    inner = Fields(
        subject=f"{fields.subject}, signal {number}",
        table=table,
        faults=fields.faults,
        line=fields.line,
        until=fields.until,
    )
    name, weight = inner.text("name"), inner.number("weight", 0)
    patterns = inner.texts("patterns", needed=True)
    if weight == 0:
        inner.fault('"weight" must not be 0: write weight = 1', "weight")
    for pattern in patterns:
        inner.expression(pattern, "patterns")
    inner.done()
    return Signal(name=name, weight=weight, pattern=inner.expression(union(patterns), "patterns")) if patterns else None
