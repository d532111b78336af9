"""What was expected of a comment, and what came out?"""

import difflib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.model import Outcome, Verdict

_LONGEST = 100
"""Characters of a mistyped label that are compared with what is known; ids are no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A labelled comment with its verdict.

    `expect` is the verdict expected, None where the set knows only yes and no (`label`: 1 is its positive class).
    `acceptable` are further verdicts that are right. `statement` is the id of the statement the comment contradicts.
    """

    id: str
    text: str
    verdict: Verdict
    expect: Outcome | None
    label: int | None
    acceptable: frozenset[str]
    guideline: str | None
    tags: tuple[str, ...]
    statement: str | None
    dialect: str

    @property
    def is_violation(self) -> bool:
        """Whether people should get to see it."""
        return self.expect is not Outcome.KEEP if self.expect is not None else self.label == 1

    @property
    def is_labelled(self) -> bool:
        """Whether the set says what it is."""
        return self.expect is not None or self.label is not None

    @property
    def reached(self) -> bool:
        """Whether it was hidden or waits for a person."""
        return self.verdict.outcome is not Outcome.KEEP

    @property
    def is_hidden(self) -> bool:
        """Whether a machine would hide it."""
        return self.verdict.outcome is Outcome.HIDE

    @property
    def is_right(self) -> bool:
        """Whether the verdict is the expected one, or another that the set accepts."""
        if self.expect is None:
            return self.reached == self.is_violation
        return self.verdict.outcome is self.expect or self.verdict.outcome.value in self.acceptable


def label_fault(fields: Mapping[str, Any], statements: Collection[str] | None = None) -> str:
    """Why the labels of a line can't be measured, with what is allowed; empty when they can.

    `statements` are the ids that a label may name; None where nobody can say.
    """
    return _mistyped(fields) or _unknown_statement(fields.get("statement"), statements)


def _unknown_statement(said: str | None, statements: Collection[str] | None) -> str:
    """A statement that there is not: its comment would count as missed."""
    if not said or statements is None or said in statements:
        return ""
    near = _near(said, statements) or ": write the id of one of its lines"
    return f'"statement" is {_shown(said)}, no statement of the sheet{near}'


def _mistyped(fields: Mapping[str, Any]) -> str:
    verdicts = list(map(str, Outcome))
    expect, label, also = fields.get("expect"), fields.get("label"), fields.get("also")
    if expect is not None and expect not in verdicts:
        return f'"expect" is {_shown(expect)}: write {_choice(verdicts)}{_near(expect, verdicts)}'
    if label is not None and label not in (0, 1):
        return f'"label" is {_shown(label)}: write 1 (breaks a guideline) or 0'
    if also is not None and not (isinstance(also, list) and all(one in verdicts for one in also)):
        return f'"also" is {_shown(also)}: write a list of {_choice(verdicts)}'
    tags = fields.get("tags")
    if tags is not None and not (isinstance(tags, list) and all(isinstance(one, str) for one in tags)):
        return f'"tags" is {_shown(tags)}: write a list of texts'
    texts = (key for key in ("guideline", "statement", "dialect") if not isinstance(fields.get(key), str | None))
    wrong = next(texts, "")
    return f'"{wrong}" is {_shown(fields[wrong])}: write a text' if wrong else ""


def _shown(value: object) -> str:
    return json.dumps(value)[:60]


def _choice(words: Sequence[str]) -> str:
    return ", ".join(f'"{one}"' for one in words[:-1]) + f' or "{words[-1]}"'


def _near(said: object, known: Collection[str]) -> str:
    near = difflib.get_close_matches(str(said)[:_LONGEST].lower(), known, n=1)
    return f'; did you mean "{near[0]}"?' if near else ""


def case(fields: Mapping[str, Any], text: str, verdict: Verdict) -> Case:
    """A case from the fields of its line: expect, label, also, guideline, tags, statement, dialect; all are optional,
    none has a `label_fault`."""
    expect = _text(fields.get("expect"))
    label = fields.get("label")
    return Case(
        id=str(fields.get("id", "")),
        text=text,
        verdict=verdict,
        expect=Outcome(expect) if expect in set(Outcome) else None,
        label=int(label) if label in (0, 1) else None,
        acceptable=frozenset(map(str, _list(fields.get("also")))),
        guideline=_text(fields.get("guideline")) or None,
        tags=tuple(map(str, _list(fields.get("tags")))),
        statement=_text(fields.get("statement")) or None,
        dialect=_text(fields.get("dialect")),
    )


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
