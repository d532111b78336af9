"""Which guidelines hold, in the district's own words, and which version of them is this?"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from bot.errors import GuidelinesError
from bot.judge.compiling import compile_clauses, compile_rules
from bot.judge.reading import read
from bot.judge.rules.base import Rule
from bot.judge.rules.fields import Faults
from bot.judge.ruleset import Ruleset, ruleset
from bot.judge.sections import Clause, Document
from bot.model import Guideline, RuleStatus

_SHIPPED = "pattonville"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidelines:
    """A checked guidelines file.

    `version` is "g-" and 12 hex digits of the sha256 of the bytes read: other bytes, other version. `clauses` are in
    the order of the policy, each with the most that the machine may do under it.
    """

    version: str
    district: str
    intro: str
    clauses: tuple[Guideline, ...]
    rules: Ruleset

    @property
    def by_id(self) -> Mapping[str, Guideline]:
        """The clauses by id."""
        return {clause.id: clause for clause in self.clauses}

    def rule(self, rule_id: str) -> Rule | None:
        """The rule with this id; None when the finding comes from elsewhere (a classifier)."""
        return next((rule for rule in self.rules.rules if rule.id == rule_id), None)

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
        return replace(self, rules=ruleset(rules), version=_version([self.version.encode(), said.encode()]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """Rules that staff wrote on the review page: TOML as in a guidelines file, and the name it has in error texts."""

    name: str
    content: str


def default_path() -> Path:
    """The guidelines that are shipped with the program."""
    return Path(str(resources.files("bot.judge") / "guidelines" / f"{_SHIPPED}.toml"))


def load(path: Path, additions: Sequence[Addition] = ()) -> Guidelines:
    """Read and check a guidelines file, with the shipped one below it when it says ``extends = "pattonville"``.

    Files that it includes belong to it; `additions` come on top, in their order. Raises `GuidelinesError` with every
    fault of every file: file, line, rule and remedy, one fault a line.
    """
    documents = _documents(path)
    own, faults = documents[-1], documents[-1].faults
    documents = [*documents, *(_parsed(one.name, one.content.encode()) for one in additions)]
    clauses: dict[str, Clause] = {}
    rules: dict[str, Rule] = {}
    for document in documents:
        clauses.update(compile_clauses(document, clauses))
    for document in documents:
        rules.update(compile_rules(document, clauses, rules))
    below = next((one for one in documents if "district" in one.table), own)
    district, intro = own.text("district", below), own.text("intro", below)
    for document in documents:
        document.done()
    if not clauses:
        faults.add(None, "the file", "it holds no clause: write [[clause]] with id, title, words and routing")
    joined = ruleset(tuple(rules.values())) if not faults.found else None
    if joined is not None:
        for document in documents:
            _try_examples(document, joined)
    found = [fault for document in documents for fault in document.faults.found]
    if found or joined is None:
        raise GuidelinesError("\n".join(found))
    return Guidelines(
        version=_version([document.content for document in documents]),
        district=district,
        intro=intro,
        clauses=tuple(clause.guideline for clause in clauses.values()),
        rules=joined,
    )


def _documents(path: Path) -> list[Document]:
    """What is read, the lowest first: the file that is extended, what is included, the file itself."""
    own = _document(path)
    extends = own.table.get("extends")
    if extends is None:
        return _with_included(own, path)
    if extends != _SHIPPED:
        raise GuidelinesError(f'{path.name}: unknown extends = "{extends}": write extends = "{_SHIPPED}" or nothing')
    return [*_with_included(_document(default_path()), default_path()), *_with_included(own, path)]


def _with_included(document: Document, path: Path) -> list[Document]:
    """The included files, then the file itself."""
    included = document.table.get("include", [])
    if not isinstance(included, list) or not all(isinstance(one, str) and one.strip() for one in included):
        raise GuidelinesError(f'{path.name}: "include" must be a list of files: write include = ["….toml"]')
    parts = [_document(path.parent / name) for name in included]
    for part in parts:
        if {"include", "extends"} & part.table.keys():
            raise GuidelinesError(f"{part.faults.name}: an included file can't include or extend others: take that out")
    return [*parts, document]


def _document(path: Path) -> Document:
    try:
        content = path.read_bytes()
    except OSError as error:
        remedy = "check the path and who may read it, or leave it out to use the shipped guidelines"
        raise GuidelinesError(f"{path}: can't be read ({error.strerror or error}): {remedy}") from error
    return _parsed(path.name, content)


def _parsed(name: str, content: bytes) -> Document:
    try:
        text = content.decode("utf-8")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise GuidelinesError(f"{name}: not UTF-8 at byte {error.start}: save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise GuidelinesError(f"{name}: not TOML: {error}: a missing quote or bracket?") from error
    except (RecursionError, ValueError) as error:
        remedy = "brackets nested too deep, or a number of thousands of digits: write it shorter"
        raise GuidelinesError(f"{name}: not readable as TOML: {remedy}") from error
    return Document(table=table, content=content, faults=Faults(name=name, lines=text.splitlines()))


def _version(contents: list[bytes]) -> str:
    return f"g-{hashlib.sha256(chr(0).encode().join(contents)).hexdigest()[:12]}"


def _try_examples(document: Document, rules: Ruleset) -> None:
    """Every example must be found by its rule, no counter-example may."""
    for section in document.sections("rule"):
        rule_id, post = str(section.table["id"]), str(section.table.get("examples_post", ""))
        rule = next(rule for rule in rules.rules if rule.id == rule_id)
        only = ruleset([replace(rule, status=RuleStatus.LIVE)])
        for example in section.texts("examples"):
            if not only.findings(read(example, post_text=post)):
                section.fault(f'does not match its example "{example}": change the rule or the example', "examples")
        for example in section.texts("counter_examples"):
            if only.findings(read(example, post_text=post)):
                remedy = "narrow the rule, or take the example out"
                section.fault(f'matches its counter-example "{example}": {remedy}', "counter_examples")
