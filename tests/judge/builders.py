"""How do the tests make nouns and guidelines files with few words?"""

from collections.abc import Mapping
from pathlib import Path

from bot.judge.rules.fields import Faults, Fields
from bot.model import Finding, Routing

CLAUSES = """
district = "Example District"
intro = "We may hide comments that are:"

[[clause]]
id = "spam"
title = "Spam"
words = "No selling."
routing = "hide"

[[clause]]
id = "personal_attack"
title = "Attacks"
words = "No attacks."
"""

RULE = """
[[rule]]
id = "ads"
guideline = "spam"
kind = "words"
why = "Sells."
words = ["mugshop"]
examples = ["a mugshop here"]
counter_examples = ["a mug shop"]
"""


def finding(
    guideline: str | None = "spam",
    *,
    rule: str = "spam",
    routing: Routing = Routing.HIDE,
    score: float = 1.0,
    start: int = 0,
    match: str = "word",
    alert: bool = False,
) -> Finding:
    """A finding at `start` of a text that holds `match` there."""
    return Finding(
        guideline=guideline,
        rule=rule,
        score=score,
        start=start,
        end=start + len(match),
        match=match,
        why=f"because of {rule}",
        routing=routing,
        alert=alert,
    )


def guidelines_file(folder: Path, text: str, name: str = "rules.toml") -> Path:
    """A guidelines file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def fields(table: Mapping[str, object]) -> Fields:
    """A rule's table as the kinds of rule receive it."""
    return Fields(subject='rule "r"', table=table, faults=Faults(name="t.toml", lines=[""]), line=1, until=2)
