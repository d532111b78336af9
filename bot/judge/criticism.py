"""Is lawful criticism ever hidden? The comments that come with the program, and who would hide them."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from bot.judge.guard import soften
from bot.judge.reading import Reading, read
from bot.judge.repeats import Copies, shown_as
from bot.judge.rules.base import Rule
from bot.judge.ruleset import ruleset
from bot.judge.verdict import conclude
from bot.model import Outcome, Routing, RuleStatus, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Criticism:
    """One critical, angry or sarcastic comment that breaks no guideline; invented."""

    id: str
    post: str
    text: str


@lru_cache(maxsize=1)
def lawful_criticism() -> tuple[Criticism, ...]:
    """Hundreds of comments in many registers, in English and Spanish."""
    content = (resources.files("bot.judge") / "pairs" / "criticism.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in content.split("\n") if line]
    return tuple(Criticism(id=row["id"], post=row["post"], text=row["text"]) for row in rows)


def hidden_criticism(verdict: Callable[[str, str], Verdict]) -> tuple[Criticism, ...]:
    """The comments that would be hidden, by `verdict` on a text and its post; there must be none."""
    return tuple(one for one in lawful_criticism() if verdict(one.text, one.post).outcome is Outcome.HIDE)


@dataclass(frozen=True, slots=True)
class Alone:
    """One rule without the others, live whatever the file says."""

    one: Rule

    def rule(self, rule_id: str) -> Rule | None:
        """The rule, if it is this one."""
        return self.one if rule_id == self.one.id else None


@lru_cache(maxsize=2)
def _readings(copies: Copies | None) -> tuple[Reading, ...]:
    """The comments as the rules see them: read once, as a page of rules loads its file again and again."""
    return tuple(read(one.text, post_text=one.post, copies=copies) for one in lawful_criticism())


def silenced_by(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Criticism]]:
    """For each of the rules that may hide: the first criticism it would hide on its own, the guard's word included."""
    hiding = [replace(rule, status=RuleStatus.LIVE) for rule in rules if rule.routing is not Routing.REVIEW]
    for copies in {shown_as(rule.kind) for rule in hiding}:
        waiting = {rule.id: rule for rule in hiding if shown_as(rule.kind) == copies}
        asked = ruleset(tuple(waiting.values()))
        for one, reading in zip(lawful_criticism(), _readings(copies), strict=True):
            found = asked.findings(reading)
            for rule in [waiting[name] for name in dict.fromkeys(each.rule for each in found) if name in waiting]:
                verdict = conclude([each for each in found if each.rule == rule.id], "")
                if soften(verdict, one.text, Alone(rule)).outcome is Outcome.HIDE:
                    del waiting[rule.id]
                    yield rule, one
