"""Are both sides treated alike? Runs a rule over the same words aimed at one side and at the other.

What may hide must hit both comments of a pair or neither. What only asks a person may differ by chance, no more
(McNemar's exact test): beyond that the rule can't be set to hide (law-and-routing).
"""

import json
import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib import resources

from bot.errors import InputError
from bot.judge.reading import read
from bot.judge.rules.base import Rule
from bot.judge.ruleset import Ruleset, ruleset
from bot.model import Routing, RuleStatus

UNLIKELY = 0.01
"""A difference that chance alone would make less often than this counts as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The same comment aimed at one side (`a`) and at the other (`b`); `axis` names what differs."""

    id: str
    axis: str
    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unevenness:
    """Why a rule may not hide: a pair of which it would hide one side, or more hits on one side than chance makes.

    `only_a` and `only_b` count the pairs of the axis of which it hits one side alone; `chance` is the probability of a
    difference like that, or a larger one, where both sides are treated alike (1.0 where a pair alone decides).
    """

    rule: str
    axis: str
    pair: Pair | None
    only_a: int
    only_b: int
    chance: float

    @property
    def words(self) -> str:
        """A sentence for whoever looks after the rule."""
        if self.pair is not None:
            hit, other = (self.pair.a, self.pair.b) if self.only_a else (self.pair.b, self.pair.a)
            return f'rule "{self.rule}" would hide "{hit}" and not "{other}" ({self.axis}, pair {self.pair.id})'
        return (
            f'rule "{self.rule}" hits one side of "{self.axis}" more often than chance: {self.only_a} against '
            f"{self.only_b} (p = {self.chance:.4f})"
        )


def neutrality_faults(rule: Rule, pairs: Iterable[Pair]) -> tuple[Unevenness, ...]:
    """What speaks against letting `rule` hide, whatever its routing is now; nothing when it treats all alike."""
    return faults_by_rule([rule], pairs).get(rule.id, ())


def faults_by_rule(rules: Sequence[Rule], pairs: Iterable[Pair]) -> Mapping[str, tuple[Unevenness, ...]]:
    """The same for many rules at once, by id; a rule that treats all alike is not in it."""
    asked = ruleset([replace(rule, status=RuleStatus.LIVE, routing=Routing.HIDE) for rule in rules])
    faults: dict[str, list[Unevenness]] = defaultdict(list)
    uneven: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for pair in pairs:
        hits_a, hits_b = _hits(asked, pair.a), _hits(asked, pair.b)
        for rule_id in hits_a.keys() | hits_b.keys():
            hard_a, hard_b = hits_a.get(rule_id, False), hits_b.get(rule_id, False)
            if hard_a != hard_b:
                one = Unevenness(rule=rule_id, axis=pair.axis, pair=pair, only_a=hard_a, only_b=hard_b, chance=1.0)
                faults[rule_id].append(one)
            uneven[rule_id, pair.axis][0] += rule_id not in hits_b
            uneven[rule_id, pair.axis][1] += rule_id not in hits_a
    for (rule_id, axis), (only_a, only_b) in uneven.items():
        likely = chance(only_a, only_b)
        if likely < UNLIKELY:
            one = Unevenness(rule=rule_id, axis=axis, pair=None, only_a=only_a, only_b=only_b, chance=likely)
            faults[rule_id].append(one)
    return {rule_id: tuple(found) for rule_id, found in faults.items()}


def chance(only_a: int, only_b: int) -> float:
    """The two-sided exact McNemar test: how likely so uneven a split of these pairs is when both sides are alike."""
    number, fewer = only_a + only_b, min(only_a, only_b)
    logs = (math.lgamma(number + 1) - math.lgamma(k + 1) - math.lgamma(number - k + 1) for k in range(fewer + 1))
    return min(1.0, 2.0 * math.fsum(math.exp(log - number * math.log(2)) for log in logs))


def pairs_of(content: bytes, name: str) -> tuple[Pair, ...]:
    """The pairs of a file of JSON Lines with "a", "b" and perhaps "id" and "axis". Raises `InputError`."""
    found = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            found.append(_pair(line, f"{name}, line {number}", number))
    if not found:
        raise InputError(f'{name}: holds no pair: write one {{"a": "…", "b": "…"}} a line')
    return tuple(found)


@lru_cache(maxsize=1)
def shipped_pairs() -> tuple[Pair, ...]:
    """The pairs that come with the program."""
    file = resources.files("bot.judge") / "pairs" / "mirrored.jsonl"
    return pairs_of(file.read_bytes(), "mirrored.jsonl")


def mirrored(text: str, name: str) -> Iterator[Pair]:
    """A comment and its mirror images, one for each axis of which it has a word; `name` becomes the pairs' id.

    The side that the pair calls `a` is that of the first column of the table, so that hits can be counted by side.
    """
    if len(text) > 4_000:
        return
    for axis, (pattern, other, first) in _mirrors().items():
        seen = pattern.findall(text)
        if not seen:
            continue
        image = pattern.sub(partial(_mirror_image, other), text)
        is_a = first[seen[0].lower()]
        yield Pair(id=name, axis=axis, a=text if is_a else image, b=image if is_a else text)


def _hits(rules: Ruleset, text: str) -> Mapping[str, bool]:
    """The rules that match, each with whether it would hide."""
    hits: dict[str, bool] = {}
    for finding in rules.findings(read(text)):
        hits[finding.rule] = hits.get(finding.rule, False) or finding.routing is Routing.HIDE
    return hits


def _pair(line: bytes, place: str, number: int) -> Pair:
    remedy = 'write {"a": "…", "b": "…", "axis": "what differs"}'
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: isn't JSON: {remedy}") from error
    if not isinstance(row, dict) or not all(isinstance(row.get(side), str) for side in ("a", "b")):
        raise InputError(f'{place}: has no "a" and "b": {remedy}')
    return Pair(id=str(row.get("id", number)), axis=str(row.get("axis", "")), a=row["a"], b=row["b"])


def _mirror_image(other: Mapping[str, str], found: re.Match[str]) -> str:
    old, new = found.group(), other[found.group().lower()]
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


@lru_cache(maxsize=1)
def _mirrors() -> Mapping[str, tuple[re.Pattern[str], Mapping[str, str], Mapping[str, bool]]]:
    """Per axis: its words as one pattern, the mirror image of each, and whether it stands in the first column."""
    file = resources.files("bot.judge") / "vocabulary" / "mirrors.toml"
    return {axis: _axis(rows) for axis, rows in tomllib.loads(file.read_text("utf-8"))["axes"].items()}


def _axis(rows: Sequence[tuple[str, str]]) -> tuple[re.Pattern[str], Mapping[str, str], Mapping[str, bool]]:
    other: dict[str, str] = {}
    first: dict[str, bool] = {}
    for a, b in rows:
        for word, image, is_a in ((a, b, True), (b, a, False)):
            other.setdefault(word, image)
            first.setdefault(word, is_a)
    longest_first = sorted(other, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.I), other, first
