"""How is a trial of a rule told at the terminal? Figures with their intervals, then comments, made harmless."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

import click

from bot.cli.console import table
from bot.model import Hit, NearMiss, Replay, Share

AROUND = 60
"""Signs of a comment that are shown on each side of a match."""


ONE_RULE_ONLY = "not looked for: name a single rule to see them"
NO_WORDS = "not looked for: this rule lists no single words and has no exceptions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the archive holds: so many comments, seen from the `oldest` to the `newest` (None: it holds none)."""

    comments: int
    oldest: datetime | None = None
    newest: datetime | None = None

    def words(self, since: datetime | None, zone: tzinfo) -> str:
        """Why nothing was tried: no comment was seen since then, or none at all."""
        if self.oldest is None or self.newest is None:
            return "The archive holds no comment yet, so nothing was tried."
        asked = f" seen since {since.astimezone(zone):%Y-%m-%d}" if since else ""
        days = f"{self.oldest.astimezone(zone):%Y-%m-%d} to {self.newest.astimezone(zone):%Y-%m-%d}"
        return f"The archive holds no comment{asked}, so nothing was tried. It holds {self.comments:,}, seen {days}."

    def plain(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "comments": self.comments,
            "from": self.oldest.isoformat() if self.oldest else None,
            "to": self.newest.isoformat() if self.newest else None,
        }


def say(what: str, told: Replay, examples: int, zone: tzinfo, *, no_near: str) -> None:
    """Print it for people; `no_near` says why, where near misses weren't looked for."""
    since = f", the oldest seen on {told.since.astimezone(zone):%Y-%m-%d}" if told.since else ""
    click.echo(f"{told.judged:,} comments{since}")
    table(("what", "how many"), list(_figures(told, no_near)), title=what)
    if told.hits and examples:
        rows = [(hit.past.revision_id, _moved(hit), _said(hit), marked(hit)) for hit in told.examples[:examples]]
        table(("no.", "verdict", "a person", "comment"), rows, title=f"Hits ({len(rows)} of {told.hits:,})")
    if told.near_misses and examples:
        near = [(miss.past.revision_id, miss.why, _around(miss)) for miss in told.near[:examples]]
        table(("no.", "why not", "comment"), near, title=f"Near misses ({len(near)} of {told.near_misses:,})")


def plain(what: str, told: Replay, examples: int) -> dict[str, Any]:
    """The same for programs; near misses that weren't looked for are null."""
    return {
        "tested": what,
        "comments": told.judged,
        "since": told.since.isoformat() if told.since else None,
        "hits": told.hits,
        "by_rule": dict(told.by_rule),
        "true_positives": told.true_positives,
        "false_positives": told.false_positives,
        "precision": told.precision.value if told.precision.of else None,
        "precision_interval": list(told.precision.interval),
        "would_change": {f"{before} to {after}": count for (before, after), count in sorted(told.changes.items())},
        "would_hide": told.would_hide,
        "would_hide_what_a_person_kept": told.wronged,
        "near_misses": told.near_misses,
        "microseconds_a_comment": round(told.micros, 2),
        "examples": [_plain_hit(hit) for hit in told.examples[:examples]],
    }


def marked(hit: Hit) -> str:
    """The comment around its first match, the match in ⟦ ⟧."""
    return _cut(hit.past.text, *hit.places[0])


def _around(miss: NearMiss) -> str:
    return _cut(miss.past.text, miss.start, miss.end)


def _cut(text: str, start: int, end: int) -> str:
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = "…" if low else "", "…" if high < len(text) else ""
    inside = text[start:end] if end - start <= 2 * AROUND else f"{text[start : start + AROUND]}…"
    return f"{before}{text[low:start]}⟦{inside}⟧{text[end:high]}{after}"


def _figures(told: Replay, no_near: str) -> Iterator[tuple[str, str]]:
    yield "hits", share(told.share)
    for rule, count in sorted(told.by_rule.items(), key=lambda one: -one[1]) if len(told.by_rule) > 1 else ():
        yield f"  rule {rule}", f"{count:,}"
    for (before, after), count in sorted(told.changes.items()):
        yield f"  verdict {before} → {after}", f"{count:,}"
    if told.hits and not told.changes:
        yield "  verdicts that change", "none"
    yield "hidden by a person under the same clause", f"{told.true_positives:,}"
    yield "kept or shown again by a person", f"{told.false_positives:,}"
    yield "  of these it would hide", f"{told.wronged:,}"
    yield "precision, where a person decided", share(told.precision)
    yield "near misses", no_near if told.near_misses is None else f"{told.near_misses:,}"
    yield "cost", f"{told.micros:.1f} microseconds a comment"


def share(told: Share) -> str:
    """``3 of 60: 5.0 % (1.7 to 13.7)``."""
    if not told.of:
        return "none yet"
    low, high = told.interval
    return f"{told.hits:,} of {told.of:,}: {100 * told.value:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


def _moved(hit: Hit) -> str:
    soft = ", left to a person" if hit.soft else ""
    return f"{hit.before}{soft}" if hit.before is hit.after else f"{hit.before} → {hit.after}{soft}"


def _said(hit: Hit) -> str:
    return {True: "agreed", False: "kept it", None: "-"}[hit.agreed]


def _plain_hit(hit: Hit) -> dict[str, Any]:
    return {
        "revision": hit.past.revision_id,
        "rules": list(hit.rules),
        "places": [list(place) for place in hit.places],
        "before": hit.before.value,
        "after": hit.after.value,
        "person_agreed": hit.agreed,
        "left_to_a_person": hit.soft,
        "text": hit.past.text,
    }
