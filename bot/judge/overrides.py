"""What is milder on one page than on the others? Overrides soften a rule for some accounts, never harden it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.judge.compiling import KINDS, nearest
from bot.judge.rules.base import Matcher, Rule
from bot.judge.rules.fields import Fields
from bot.judge.sections import Document
from bot.model import Routing, RuleStatus

_MILDER = (RuleStatus.SHADOW, RuleStatus.DRAFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One table ``[[override]]``: on these accounts `rule` has this status or routing, or this matcher.

    None: as everywhere. The matcher is the rule's own with more words allowed.
    """

    accounts: tuple[str, ...]
    rule: str
    status: RuleStatus | None = None
    routing: Routing | None = None
    matcher: Matcher | None = None


def compile_overrides(
    documents: Sequence[Document], rules: Mapping[str, Rule], accounts: Collection[str] | None
) -> tuple[Override, ...]:
    """The overrides of all files; `accounts` are those of the settings, None when they are not known here."""
    made: list[Override] = []
    for document in documents:
        for fields in document.sections("override"):
            one = _override(fields, documents, rules)
            for account in sorted(set(one.accounts) - set(one.accounts if accounts is None else accounts)):
                known = ", ".join(sorted(accounts or ())) or "none"
                fields.fault(f'unknown account "{account}": the accounts of the settings are {known}', "account")
            if any(one.rule == other.rule and set(one.accounts) & set(other.accounts) for other in made):
                fields.fault(f'there is another override of "{one.rule}" for this account: join the two', "rule")
            made.append(one)
    return tuple(made)


def overridden(rules: Sequence[Rule], overrides: Sequence[Override], account: str) -> tuple[Rule, ...]:
    """`rules` as they hold on `account`; none of them is ever harder than before."""
    own = {one.rule: one for one in overrides if account in one.accounts}
    return tuple(_softer(rule, own[rule.id]) if rule.id in own else rule for rule in rules)


def _softer(rule: Rule, override: Override) -> Rule:
    status = override.status
    if status is None or rule.status is RuleStatus.DRAFT or (rule.status, status) == (RuleStatus.SHADOW,) * 2:
        status = rule.status
    return replace(
        rule, status=status, routing=override.routing or rule.routing, matcher=override.matcher or rule.matcher
    )


def _override(fields: Fields, documents: Sequence[Document], rules: Mapping[str, Rule]) -> Override:
    rule_id, accounts = fields.text("rule"), _accounts(fields)
    status, routing, allow = fields.text("status", ""), fields.text("routing", ""), fields.texts("allow")
    rule = rules.get(rule_id)
    if rule_id and rule is None:
        fields.fault(
            f'unknown rule "{rule_id}": write the id of a rule of these guidelines{nearest(rule_id, rules)}', "rule"
        )
    if status and status not in _MILDER:
        fields.fault(f'status "{status}" is not milder: write "shadow" or "draft"', "status")
    if routing and routing != Routing.REVIEW:
        fields.fault(f'routing "{routing}" is not milder: write "review" or leave it out', "routing")
    if not (status or routing or allow):
        fields.fault('changes nothing: write status = "shadow", routing = "review" or allow = ["…"]')
    if allow and rule is not None and not rule.listed:
        fields.fault(f'"allow" is only for rules of kind "words", and "{rule_id}" is of kind "{rule.kind}"', "allow")
    fields.done()
    return Override(
        accounts=accounts,
        rule=rule_id,
        status=RuleStatus(status) if status in _MILDER else None,
        routing=Routing.REVIEW if routing == Routing.REVIEW else None,
        matcher=_with_allowed(rule_id, allow, documents) if allow and rule is not None and rule.listed else None,
    )


def _accounts(fields: Fields) -> tuple[str, ...]:
    """One account or a list of them."""
    if isinstance(fields.table.get("account"), list):
        return fields.texts("account", needed=True)
    said = fields.text("account")
    return (said,) if said else ()


def _with_allowed(rule_id: str, allow: tuple[str, ...], documents: Sequence[Document]) -> Matcher | None:
    """The rule's matcher, made anew from its table with more words allowed; faults of the table are told already."""
    for document in documents:
        for section in document.sections("rule"):
            if section.table.get("id") == rule_id and not section.is_faulty:
                table = {**section.table, "allow": [*section.texts("allow"), *allow]}
                return KINDS[str(section.table["kind"])](replace(section, table=table))
    return None
