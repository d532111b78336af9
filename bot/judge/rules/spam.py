"""Is somebody selling? Adds up objective signals, each with its weight; no single one is enough.

Whoever sells wants to be reached: without a link, a messenger, a telephone number or the like nothing is hidden, and
neither where the comment speaks of the district's own affairs or of news.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.judge.reading import Reading
from bot.judge.rules.base import Span
from bot.judge.rules.fields import Fields
from bot.judge.rules.links import GATE, belongs, links_in
from bot.judge.rules.several import Several, several

STRONG = 2
"""From this weight on a signal speaks of selling by itself. Money, links and arrows never hide alone: news has them."""
_MAYBE_LINK = re.compile(GATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing spam does. `weight` may be negative: a sign that it is none.

    `contact`: it tells how to reach the seller. `softens`: where it stands, a person decides.
    """

    name: str
    weight: int
    single: tuple[str, ...]
    contact: bool = False
    softens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpamMatcher:
    """The signals, what a link weighs, and from which sum on a comment is reviewed or hidden.

    `words_at` is what the signals must weigh without the links: news has links, too. `patterns` are those of all
    signals, `owners` tells of each which signal it belongs to.
    """

    signals: tuple[Signal, ...]
    patterns: Several
    owners: tuple[int, ...]
    link_weight: int
    short_link_weight: int
    shorteners: frozenset[str]
    allowed: frozenset[str]
    review_at: int
    hide_at: int
    words_at: int

    @property
    def gates(self) -> tuple[str, ...]:
        """Any signal, or anything that could be a link."""
        return (GATE, *(one for signal in self.signals if signal.weight > 0 for one in signal.single))

    def spans(self, reading: Reading) -> Iterator[Span]:
        """One span from the first signal to the last, when they weigh enough together."""
        places, seen = self._signals(reading)
        links, link_names = self._links(reading)
        words = sum(signal.weight for signal in seen)
        weight = words + sum(link_names.values())
        places += links
        selling = any(signal.weight >= STRONG for signal in seen)
        if weight < (self.review_at if selling else self.hide_at) or not places:
            return
        reachable = bool(links) or any(signal.contact for signal in seen)
        sure = selling and reachable and words >= self.words_at and not any(signal.softens for signal in seen)
        names = ", ".join([signal.name for signal in seen if signal.weight > 0] + list(link_names))
        yield Span(
            start=min(start for start, _ in places),
            end=max(end for _, end in places),
            soft=weight < self.hide_at or not sure,
            why=f"Signs of selling or fraud together: {names}.",
        )

    def _signals(self, reading: Reading) -> tuple[list[tuple[int, int]], list[Signal]]:
        first: dict[int, tuple[int, int]] = {}
        for form in reading.forms:
            found = self.patterns.firsts(form.text)
            here: dict[int, tuple[int, int]] = {}
            for number in sorted(found, key=lambda one: found[one].low):
                here.setdefault(self.owners[number], form.place(found[number].low, found[number].high))
            first = here | first
        seen = [self.signals[number] for number in sorted(first)]
        return [first[number] for number in sorted(first) if self.signals[number].weight > 0], seen

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
        patterns=several([one for signal in signals for one in signal.single]),
        owners=tuple(number for number, signal in enumerate(signals) for _ in signal.single),
        link_weight=fields.number("link_weight", 1),
        short_link_weight=fields.number("short_link_weight", 2),
        shorteners=frozenset(host.lower() for host in fields.texts("shorteners")),
        allowed=frozenset(host.lower() for host in fields.texts("domains_allowed")),
        review_at=fields.number("review_at", 3),
        hide_at=fields.number("hide_at", 4),
        words_at=fields.number("words_at", 2),
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
    sound = inner.sound(patterns, "patterns")
    contact, softens = inner.true("contact"), inner.true("softens")
    inner.done()
    if not patterns:
        return None
    return Signal(name=name, weight=weight, single=tuple(sound), contact=contact, softens=softens)
