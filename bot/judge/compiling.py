"""Do the clauses and rules of a guidelines file make sense? Makes each table a noun, or notes what is wrong with it."""

import difflib
from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType

from bot.judge import needles
from bot.judge.grounds import HIDABLE
from bot.judge.naming import district_words, refuse_names
from bot.judge.rules.attacks import attacks_matcher
from bot.judge.rules.base import Matcher, Rule
from bot.judge.rules.fields import Fields
from bot.judge.rules.links import links_matcher
from bot.judge.rules.patterns import PatternsMatcher, patterns_matcher
from bot.judge.rules.phrases import phrases_matcher
from bot.judge.rules.private import private_matcher
from bot.judge.rules.repeats import repeats_matcher
from bot.judge.rules.roster import roster_matcher
from bot.judge.rules.spam import spam_matcher
from bot.judge.rules.threats import threats_matcher
from bot.judge.rules.topics import topics_matcher
from bot.judge.rules.words import words_matcher
from bot.judge.sections import Clause, Document
from bot.model import Guideline, Routing, RuleStatus

KINDS: Mapping[str, Callable[[Fields], Matcher]] = MappingProxyType(
    {
        "attacks": attacks_matcher,
        "links": links_matcher,
        "patterns": patterns_matcher,
        "phrases": phrases_matcher,
        "private": private_matcher,
        "repeats": repeats_matcher,
        "roster": roster_matcher,
        "spam": spam_matcher,
        "threats": threats_matcher,
        "topics": topics_matcher,
        "words": words_matcher,
    }
)
"""The kinds of rule by the name that stands in the file."""

PROTECTIVE = frozenset({Routing.HOLD, Routing.HIDE_AND_ALERT})
"""What keeps people safe: in a rule with this routing an "unless" never silences, it leaves a match to a person."""


def compile_clauses(document: Document, known: Mapping[str, Clause]) -> dict[str, Clause]:
    """The clauses of a file by id; `known` are those of the file it extends."""
    made: dict[str, Clause] = {}
    for fields in document.sections("clause"):
        clause_id = fields.text("id")
        if clause_id in made or clause_id in known:
            fields.fault(f'there is another clause "{clause_id}": give this one its own id', "id")
        routing, like = _routing(fields, "routing", Routing.REVIEW), fields.text("like", "")
        made[clause_id] = Clause(
            guideline=Guideline(id=clause_id, title=fields.text("title"), words=fields.text("words"), routing=routing),
            listed=_routing(fields, "listed", routing),
            like=like,
        )
        _refuse_soft_ground(fields, made[clause_id])
        fields.done()
    return made


def _refuse_soft_ground(fields: Fields, clause: Clause) -> None:
    """Note a fault where a clause lets the machine hide that the criticism guard would never let it hide under."""
    known, ground = ", ".join(HIDABLE), clause.like or clause.guideline.id
    if clause.like and clause.like not in HIDABLE:
        fields.fault(f'unknown clause "{clause.like}": write one of {known}{nearest(clause.like, HIDABLE)}', "like")
    elif ground not in HIDABLE and {clause.guideline.routing, clause.listed} != {Routing.REVIEW}:
        remedy = f'write routing = "review", or, if it is another name for one of {known}, like = "…"'
        fields.fault(f"no machine may hide under this clause, which may hold criticism: {remedy}", "routing")


def compile_rules(
    document: Document, clauses: Mapping[str, Clause], known: Mapping[str, Rule], district: str = ""
) -> dict[str, Rule]:
    """The rules of a file by id; `known` are those of the file it extends, `district` is the name no rule hides for."""
    own = district_words(district)
    made: dict[str, Rule] = {}
    for fields in document.sections("rule"):
        before = len(document.faults.found)
        rule = _rule(fields, clauses, own, thorough=not document.is_shipped)
        needles.forget_parts()
        fields.is_faulty = len(document.faults.found) > before
        if rule is not None:
            if rule.id in made or rule.id in known:
                fields.fault(f'there is another rule "{rule.id}": give this one its own id', "id")
            made[rule.id] = rule
    return made


def nearest(said: str, known: Iterable[str]) -> str:
    """A suggestion for a misspelt word, to stand at the end of an error text; empty when nothing is like it."""
    near = difflib.get_close_matches(said, list(known), n=1)
    return f'; did you mean "{near[0]}"?' if near else ""


def _rule(fields: Fields, clauses: Mapping[str, Clause], district: Collection[str], *, thorough: bool) -> Rule | None:
    rule_id, kind, why = fields.text("id"), fields.text("kind"), fields.text("why")
    fields.texts("examples", needed=True)
    fields.texts("counter_examples")
    fields.text("examples_post", "")
    guideline, alert, status = fields.text("guideline", ""), fields.true("alert"), _status(fields)
    if kind not in KINDS:
        fields.fault(f'unknown kind "{kind}": known kinds are {", ".join(KINDS)}{nearest(kind, KINDS)}', "kind")
        return None
    clause = _clause(fields, guideline, clauses, alert=alert)
    matcher, listed = KINDS[kind](fields), kind == "words"
    hardest = (clause.listed if listed else clause.guideline.routing) if clause else Routing.REVIEW
    routing = _routing(fields, "routing", hardest)
    if routing not in {hardest, Routing.REVIEW}:
        allowed = " or ".join(sorted({f'"{hardest}"', '"review"'}))
        fields.fault(f'routing "{routing}" is not what its clause allows: write {allowed}', "routing")
    if routing in PROTECTIVE and isinstance(matcher, PatternsMatcher):
        matcher = matcher.cautious()
    if routing is not Routing.REVIEW:
        refuse_names(fields, matcher, district, thorough=thorough)
        fields.texts("counter_examples", needed=True)
    fields.done()
    return Rule(
        id=rule_id,
        kind=kind,
        guideline=guideline or None,
        routing=routing,
        alert=alert or routing is Routing.HIDE_AND_ALERT,
        why=why,
        listed=listed,
        matcher=matcher,
        status=status,
        like=clause.like if clause else "",
    )


def _clause(fields: Fields, guideline: str, clauses: Mapping[str, Clause], *, alert: bool) -> Clause | None:
    if guideline in clauses:
        return clauses[guideline]
    if guideline:
        fields.fault(
            f'unknown clause "{guideline}": known clauses are {", ".join(clauses)}{nearest(guideline, clauses)}',
            "guideline",
        )
    elif not alert:
        fields.fault('"guideline" is missing: name a clause (only a rule with alert = true may do without)')
    return None


def _routing(fields: Fields, key: str, default: Routing) -> Routing:
    said = fields.text(key, default.value)
    known = [routing.value for routing in Routing if routing is not Routing.NOTE]
    if said in known:
        return Routing(said)
    fields.fault(f'unknown {key} "{said}": write one of {", ".join(known)}', key)
    return default


def _status(fields: Fields) -> RuleStatus:
    said = fields.text("status", RuleStatus.LIVE.value)
    if said in set(RuleStatus):
        return RuleStatus(said)
    fields.fault(f'unknown status "{said}": write one of {", ".join(RuleStatus)}', "status")
    return RuleStatus.LIVE
