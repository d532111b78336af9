"""How do tests of the review page get an office for rules? A small guidelines file over the page's own index."""

from collections.abc import Sequence
from pathlib import Path

from bot.judge.guidelines import Addition, Guidelines, load
from bot.judge.judge import Judge
from bot.judge.office import Office
from bot.judge.stage import sighting
from bot.judge.trying import Workshop
from bot.model import Guideline
from bot.ports import Clock, Store

_SHIPPED = """
[[rule]]
id = "ads"
guideline = "2"
kind = "words"
why = "Sells."
words = ["mugshop"]
examples = ["a mugshop here"]
counter_examples = ["a mug shop"]
"""


LIKE = {"2": "spam", "5": "language.profane"}
"""What the numbers of this district's clauses stand for."""


class Ticks:
    """A timer on which every look takes a millisecond."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        """The seconds so far."""
        self.at += 0.001
        return self.at


def rule_office(store: Store, clock: Clock, folder: Path, clauses: Sequence[Guideline]) -> Office:
    """An office over these clauses and one shipped rule, "ads"."""
    path = folder / "guidelines.toml"
    path.write_text(
        'district = "Willow"\nintro = "We may hide:"\n' + "".join(map(_clause, clauses)) + _SHIPPED, "utf-8"
    )

    def reader(additions: Sequence[Addition]) -> Guidelines:
        return load(path, additions)

    shipped = frozenset({"ads"})
    workshop = Workshop(
        judge=Judge(reader(())),
        load=reader,
        shipped=shipped,
        rulebook=store.rulebook,
        timer=Ticks(),
        sighted=lambda revision_id: sighting(store.comments.revision(revision_id)),
    )
    return Office(store=store, workshop=workshop, clock=clock)


def _clause(clause: Guideline) -> str:
    like = f'like = "{LIKE[clause.id]}"\n' if clause.id in LIKE else ""
    return (
        f'[[clause]]\nid = "{clause.id}"\ntitle = "{clause.title}"\n'
        f'words = "{clause.words}"\nrouting = "{clause.routing.value}"\n{like}'
    )
