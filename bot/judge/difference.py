"""What changed between two versions of the guidelines? Compares files as they stand, even those with faults."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.judge.documents import parsed, read_documents, text_of
from bot.judge.sections import Document
from bot.model import GuidelinesText, PartKind

_HARMLESS = {"why", "examples", "counter_examples", "examples_post", "title"}
"""What changes no verdict."""
_LONGEST = 200
_WORDS = 20
"""A text of more words is a list of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A version as it stands in its files: clauses, rules and overrides by id, each with its keys."""

    version: str
    clauses: Mapping[str, Mapping[str, object]]
    rules: Mapping[str, Mapping[str, object]]
    overrides: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def hides(self, rule_id: str) -> bool:
        """Whether a match of this rule may hide a comment."""
        rule = self.rules.get(rule_id, {})
        return _routing(rule, self.clauses) != "review" and rule.get("status", "live") == "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of a comparison. `what` is "clause", "rule" or "override"; `is_about_hiding` when comments may be
    hidden, or no longer hidden, because of it."""

    what: str
    id: str
    words: str
    is_about_hiding: bool


def outline(path: Path) -> Outline:
    """Read a file, what it extends and what it includes, without checking it. Raises `GuidelinesError`."""
    return outline_of(text_of(read_documents(path)))


def outline_of(text: GuidelinesText) -> Outline:
    """The same of a text that was kept, with each rule as far as it was held back. Raises `GuidelinesError`."""
    documents = [parsed(part.name, part.content) for part in text.parts if part.kind is not PartKind.STANDING]
    overrides = [table for document in documents for table in _tables(document, "override")]
    clauses = _by_id(documents, "clause")
    return Outline(
        version=text.version,
        clauses=clauses,
        rules={one: _held(table, clauses, text) for one, table in _by_id(documents, "rule").items()},
        overrides={f"{one.get('rule')} on {_shown(one.get('account'))}": one for one in overrides},
    )


def _held(
    rule: Mapping[str, object], clauses: Mapping[str, Mapping[str, object]], text: GuidelinesText
) -> Mapping[str, object]:
    """The rule with the status and the routing of its standing, where these differ from what the file says."""
    for part in text.parts:
        if part.kind is PartKind.STANDING:
            status, routing = _standings(part.content).get(str(rule.get("id")), ("", ""))
            if status and status != rule.get("status", "live"):
                rule = {**rule, "status": status}
            if routing and routing != _routing(rule, clauses):
                rule = {**rule, "routing": routing}
    return rule


def _standings(content: bytes) -> Mapping[str, tuple[str, str]]:
    """Status and routing (empty where only the status was told) by rule id, as `GuidelinesText.held` got them."""
    told = (one.rpartition("=") for one in content.decode().split(","))
    return {rule_id: (standing.partition(":")[0], standing.partition(":")[2]) for rule_id, _, standing in told}


def _routing(rule: Mapping[str, object], clauses: Mapping[str, Mapping[str, object]]) -> object:
    """What the rule may do: its own routing, else the most that its clause lets it do."""
    clause = clauses.get(str(rule.get("guideline", "")), {})
    most = clause.get("routing", "review")
    return rule.get("routing", clause.get("listed", most) if rule.get("kind") == "words" else most)


def changes(old: Outline, new: Outline) -> tuple[Change, ...]:
    """What a reader should know: clauses first, then rules, then overrides, in the order of the files."""
    return (
        *_changes("clause", old.clauses, new.clauses, _clause_hides(old, new)),
        *_changes("rule", old.rules, new.rules, {one for one in (*old.rules, *new.rules) if _may_hide(old, new, one)}),
        *_changes("override", old.overrides, new.overrides, {*old.overrides, *new.overrides}),
    )


def _changes(
    what: str, old: Mapping[str, Mapping[str, object]], new: Mapping[str, Mapping[str, object]], hiding: set[str]
) -> Iterator[Change]:
    for one in dict.fromkeys((*old, *new)):
        if one not in new:
            yield Change(what=what, id=one, words="taken out", is_about_hiding=one in hiding)
        elif one not in old:
            yield Change(what=what, id=one, words=f"new: {_told(new[one])}", is_about_hiding=one in hiding)
        else:
            for key in dict.fromkeys((*old[one], *new[one])):
                before, after = old[one].get(key), new[one].get(key)
                if before != after:
                    about = one in hiding and key not in _HARMLESS
                    yield Change(what=what, id=one, words=_key_words(key, before, after), is_about_hiding=about)


def _key_words(key: str, before: object, after: object) -> str:
    """One changed key in words a reader understands."""
    if isinstance(before, list | None) and isinstance(after, list | None):
        was, now = _entries(before or []), _entries(after or [])
        gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
        parts = [f"{said} {_shown(listed)}" for said, listed in (("added", come), ("removed", gone)) if listed]
        return f"{key}: {'; '.join(parts) or 'in another order'}"
    if before is None:
        return f"{key}: now {_shown(after)}"
    return f"{key}: no longer {_shown(before)}" if after is None else f"{key}: {_shown(before)} → {_shown(after)}"


def _entries(listed: list[object]) -> list[object]:
    """What is listed; words in one long text ("given_names") each for itself."""
    texts = [one for one in listed if isinstance(one, str)]
    if len(texts) == len(listed) and any(len(one.split()) > _WORDS for one in texts) and len(texts) < _WORDS:
        return [word for one in texts for word in one.split()]
    return listed


def _may_hide(old: Outline, new: Outline, rule_id: str) -> bool:
    return old.hides(rule_id) or new.hides(rule_id)


def _clause_hides(old: Outline, new: Outline) -> set[str]:
    """Clauses under which a machine may hide in either version."""
    every = [*old.clauses.items(), *new.clauses.items()]
    return {
        one for one, table in every if {table.get("routing", "review"), table.get("listed", "review")} != {"review"}
    }


def _told(table: Mapping[str, object]) -> str:
    keys = ("kind", "guideline", "routing", "status", "why", "words")
    return ", ".join(f"{key} {_shown(table[key])}" for key in keys if key in table)


def _shown(value: object) -> str:
    if isinstance(value, list):
        words = ", ".join(f'"{one}"' if isinstance(one, str) else "a table" for one in value)
    else:
        words = f'"{value}"' if isinstance(value, str) else str(value)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _tables(document: Document, kind: str) -> Sequence[Mapping[str, object]]:
    tables = document.table.get(kind, [])
    return [one for one in tables if isinstance(one, dict)] if isinstance(tables, list) else []


def _by_id(documents: Sequence[Document], kind: str) -> dict[str, Mapping[str, object]]:
    return {str(table.get("id", "")): table for document in documents for table in _tables(document, kind)}
