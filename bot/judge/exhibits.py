"""What does a finding of a rule look like to whoever reads it? Its examples, judged, with the match in place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.judge.guidelines import Guidelines
from bot.judge.judge import Judge
from bot.judge.reading import read
from bot.judge.repeats import shown_as
from bot.judge.rules.base import Rule
from bot.judge.ruleset import ruleset
from bot.model import Finding, Guideline, RuleStatus, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One example of a rule: what the rule itself finds in it (nothing in a counter-example), and the whole verdict."""

    text: str
    post: str
    findings: tuple[Finding, ...]
    verdict: Verdict


def exhibits(guidelines: Guidelines, rule: Rule, key: str = "examples") -> tuple[Exhibit, ...]:
    """The examples that stand under `key` ("examples" or "counter_examples") of this rule, in their order."""
    table = guidelines.tables.get(rule.id, {})
    judge, only = Judge(guidelines), ruleset([replace(rule, status=RuleStatus.LIVE)])
    post = str(table.get("examples_post", ""))
    texts = table.get(key, [])
    return tuple(
        Exhibit(
            text=text,
            post=post,
            findings=tuple(only.findings(read(text, post_text=post, copies=shown_as(rule.kind)))),
            verdict=judge.verdict(text, post_text=post, copies=shown_as(rule.kind)),
        )
        for text in (map(str, texts) if isinstance(texts, list) else ())
    )


def marked(text: str, findings: Sequence[Finding], before: str, after: str) -> str:
    """`text` with `before` and `after` around every word a finding hit; overlapping ones are joined."""
    written, at = [], 0
    for low, high in _joined(sorted((one.start, one.end) for one in findings)):
        written += [text[at:low], before, text[low:high], after]
        at = high
    return "".join([*written, text[at:]])


def clause_of(guidelines: Guidelines, rule: Rule) -> Guideline | None:
    """The clause that a rule serves; None for an alert that breaks none."""
    return guidelines.by_id.get(rule.guideline or "")


def _joined(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for low, high in places:
        if joined and low <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(high, joined[-1][1])
        else:
            joined.append((low, high))
    return joined
