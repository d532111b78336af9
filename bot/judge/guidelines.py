"""Which guidelines hold, in the district's own words, and which version of them is this?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.errors import GuidelinesError
from bot.judge.compiling import compile_clauses, compile_rules
from bot.judge.criticism import silenced_by
from bot.judge.documents import default_path, parsed, read_documents, text_of
from bot.judge.overrides import Override, compile_overrides, overridden
from bot.judge.reading import read
from bot.judge.repeats import shown_as
from bot.judge.rules.base import Rule
from bot.judge.ruleset import Ruleset, ruleset
from bot.judge.sections import Clause, Document
from bot.model import Guideline, GuidelinesText, RuleStatus

__all__ = ["Addition", "Guidelines", "default_path", "load"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidelines:
    """A checked guidelines file.

    `version` is "g-" and 12 hex digits of the sha256 of the bytes read: other bytes, other version. `clauses` are in
    the order of the policy, each with the most that the machine may do under it. `tables` are the rules as they stand
    in the file, by id, for whoever shows them. `text` is what was read: the version follows from it alone.
    """

    version: str
    district: str
    intro: str
    clauses: tuple[Guideline, ...]
    rules: Ruleset
    overrides: tuple[Override, ...] = ()
    tables: Mapping[str, Mapping[str, object]] = field(default_factory=dict, compare=False, repr=False)
    by_account: Mapping[str, "Guidelines"] = field(default_factory=dict, compare=False, repr=False)
    text: GuidelinesText = field(default_factory=GuidelinesText, compare=False, repr=False)

    @property
    def by_id(self) -> Mapping[str, Guideline]:
        """The clauses by id."""
        return {clause.id: clause for clause in self.clauses}

    def rule(self, rule_id: str) -> Rule | None:
        """The rule with this id; None when the finding comes from elsewhere (a classifier)."""
        return next((rule for rule in self.rules.rules if rule.id == rule_id), None)

    def for_account(self, account_id: str) -> "Guidelines":
        """The guidelines of one page: these, softened by its overrides; the version then ends in "+" and its id."""
        return self.by_account.get(account_id, self)

    def with_statuses(self, statuses: Mapping[str, RuleStatus]) -> "Guidelines":
        """The same guidelines with other statuses for some rules (by id); the version tells them apart."""
        changed = {
            rule.id: statuses[rule.id]
            for rule in self.rules.rules
            if rule.id in statuses and rule.status is not statuses[rule.id]
        }
        if not changed:
            return self
        rules = [replace(rule, status=changed.get(rule.id, rule.status)) for rule in self.rules.rules]
        said = ",".join(f"{rule_id}={status}" for rule_id, status in sorted(changed.items()))
        return self.with_rules(rules, said)

    def with_rules(self, rules: Sequence[Rule], said: str) -> "Guidelines":
        """The same guidelines with `rules` in place of their own; `said` tells their version apart."""
        text = self.text.held(said)
        return _with_accounts(replace(self, rules=ruleset(rules), text=text, version=text.version))


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Rules that staff wrote on the review page: TOML as in a guidelines file, and the name it has in error texts."""

    name: str
    content: str


def load(
    path: Path, additions: Sequence[Addition] = (), *, accounts: Collection[str] | None = None, thorough: bool = False
) -> Guidelines:
    """Read and check a guidelines file, with the shipped one below it when it says ``extends = "pattonville"``.

    Files that it includes belong to it; `additions` come on top, in their order. `accounts` are the ids of the pages
    in the settings, where they are known: an override for any other is a fault. `thorough` tries the examples of the
    shipped files, too. Raises `GuidelinesError` with every fault: file, line, rule and remedy, one fault a line.
    """
    files = read_documents(path)
    own, faults = files[-1], files[-1].faults
    written = [parsed(one.name, one.content.encode()) for one in additions]
    documents, text = [*files, *written], text_of(files, written)
    below = next((one for one in documents if "district" in one.table), own)
    district, intro = own.text("district", below), own.text("intro", below)
    clauses, rules = _compiled(documents, district)
    overrides = compile_overrides(documents, rules, accounts)
    for document in documents:
        document.done()
    if not clauses:
        faults.add(None, "the file", "it holds no clause: write [[clause]] with id, title, words and routing")
    for document in (one for one in documents if thorough or not one.is_shipped):
        _try_examples(document, rules)
        _try_criticism(document, rules)
    _refuse_faults(documents)
    return _with_accounts(
        Guidelines(
            text=text,
            version=text.version,
            district=district,
            intro=intro,
            clauses=tuple(clause.guideline for clause in clauses.values()),
            rules=ruleset(tuple(rules.values())),
            overrides=overrides,
            tables={str(one.table["id"]): one.table for document in documents for one in document.sections("rule")},
        )
    )


def _compiled(documents: Sequence[Document], district: str) -> tuple[Mapping[str, Clause], Mapping[str, Rule]]:
    """Clauses and rules of all files by id; faults are noted with their documents."""
    clauses: dict[str, Clause] = {}
    rules: dict[str, Rule] = {}
    for document in documents:
        clauses.update(compile_clauses(document, clauses))
    for document in documents:
        rules.update(compile_rules(document, clauses, rules, district))
    return clauses, rules


def _with_accounts(guidelines: Guidelines) -> Guidelines:
    made: dict[str, Guidelines] = {}
    for account in sorted({account for one in guidelines.overrides for account in one.accounts}):
        rules = overridden(guidelines.rules.rules, guidelines.overrides, account)
        made[account] = replace(
            guidelines, rules=ruleset(rules), overrides=(), by_account={}, version=f"{guidelines.version}+{account}"
        )
    return replace(guidelines, by_account=made)


def _refuse_faults(documents: Sequence[Document]) -> None:
    found = [fault for document in documents for fault in document.faults.found]
    if found:
        raise GuidelinesError("\n".join(dict.fromkeys(found)))


def _try_criticism(document: Document, rules: Mapping[str, Rule]) -> None:
    """No rule that may hide may hide any of the lawful criticism that comes with the program."""
    sections = {str(one.table.get("id")): one for one in document.sections("rule") if not one.is_faulty}
    for rule, criticism in silenced_by([rules[name] for name in sections if name in rules]):
        remedy = 'narrow the rule, or write routing = "review"'
        sections[rule.id].fault(f'would hide lawful criticism, such as "{criticism.text[:120]}": {remedy}')


def _try_examples(document: Document, rules: Mapping[str, Rule]) -> None:
    """Every example must be found by its rule, no counter-example may. A rule with faults of its own is not tried."""
    for section in document.sections("rule"):
        rule, post = rules.get(str(section.table.get("id"))), str(section.table.get("examples_post", ""))
        if rule is None or section.is_faulty:
            continue
        only, copies = ruleset([replace(rule, status=RuleStatus.LIVE)]), shown_as(rule.kind)
        for example in section.texts("examples"):
            if not only.findings(read(example, post_text=post, copies=copies)):
                section.fault(f'does not match its example "{example}": change the rule or the example', "examples")
        for example in section.texts("counter_examples"):
            if only.findings(read(example, post_text=post, copies=copies)):
                remedy = "narrow the rule, or take the example out"
                section.fault(f'matches its counter-example "{example}": {remedy}', "counter_examples")
