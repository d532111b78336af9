"""What in these guidelines is allowed, but perhaps not meant? Remarks for whoever looks after the lists."""

from collections.abc import Iterator

from bot.judge.guidelines import Guidelines
from bot.judge.persons import everyday_words, given_names, surnames
from bot.judge.rules.base import Rule
from bot.model import Routing

_SHORT = 3
"""A word of so few letters with a "*" behind it matches a good part of the dictionary."""


def remarks(guidelines: Guidelines) -> tuple[str, ...]:
    """One sentence for each listed word that also stands in ordinary comments; pure advice, nothing is refused."""
    return tuple(
        f'rule "{rule.id}": {said}' for rule in guidelines.rules.rules if rule.listed for said in _of(guidelines, rule)
    )


def _of(guidelines: Guidelines, rule: Rule) -> Iterator[str]:
    table = guidelines.tables.get(rule.id, {})
    names = {str(one).lower() for one in _listed(table.get("names"))}
    does = "a person would be asked" if rule.routing is Routing.REVIEW else "comments would be hidden"
    for word in (str(one).lower() for key in ("words", "masked") for one in _listed(table.get(key))):
        bare = word.rstrip("*")
        if bare in everyday_words():
            yield f'"{word}" is an everyday word: {does} very often; narrow it ("{word} you", …) or take it out'
        elif word.endswith("*") and len(bare) <= _SHORT:
            yield f'"{word}" matches every word that begins so: {does} very often; write the words out'
        elif bare in given_names() | surnames() and word not in names:
            yield f'"{word}" is a name, too: put it under "names" as well, so that people of that name are left alone'


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
