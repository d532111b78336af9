"""What do commands say of what a rule may do, and of its examples? For people and for programs."""

from collections.abc import Iterator

from bot.judge.exhibits import Exhibit, exhibits, marked
from bot.judge.guidelines import Guidelines
from bot.judge.rules.base import Rule
from bot.model import Outcome, Routing

MAY = {
    Routing.HIDE: "may be hidden by the service",
    Routing.HOLD: "hidden at once to protect somebody; a person confirms",
    Routing.HIDE_AND_ALERT: "hidden, and a person is told at once",
    Routing.REVIEW: "a person decides",
    Routing.NOTE: "changes nothing",
}
OUTCOMES = {Outcome.KEEP: "stays", Outcome.REVIEW: "to a person", Outcome.HIDE: "hidden"}


def exhibit_lines(guidelines: Guidelines, rule: Rule) -> Iterator[str]:
    """Every example of a rule with its verdict, the words it hits between 【 and 】."""
    for heading, key in (("Finds", "examples"), ("Leaves alone", "counter_examples")):
        yield heading
        for exhibit in exhibits(guidelines, rule, key):
            yield f"  {_line(exhibit)}"


def exhibit_data(guidelines: Guidelines, rule: Rule) -> dict[str, object]:
    """The same for programs, by key."""
    keys = ("examples", "counter_examples")
    return {key: [_told(one) for one in exhibits(guidelines, rule, key)] for key in keys}


def _line(exhibit: Exhibit) -> str:
    others = sorted({one.rule for one in exhibit.verdict.findings} - {one.rule for one in exhibit.findings})
    also = f" (another rule: {', '.join(others)})" if others else ""
    text = marked(exhibit.text, exhibit.findings, "【", "】")
    return f"{text}  → {OUTCOMES[exhibit.verdict.outcome]}{also}"


def _told(exhibit: Exhibit) -> dict[str, object]:
    return {
        "text": exhibit.text,
        "verdict": exhibit.verdict.outcome,
        "matches": [{"start": one.start, "end": one.end, "match": one.match} for one in exhibit.findings],
    }
