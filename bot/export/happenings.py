"""What happened, going by the log alone? Pure: lines up to a box's cut-off → the story of each comment.

The index moves on; a box must not. So everything that can still change (what became of a hide, which picture is the
newest, who looked) is read from log lines up to the cut-off, and the index only lends the words that never change.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import BOT_ACTOR
from bot.model import ActionState, DecisionKind, LedgerEntry

_MACHINE = BOT_ACTOR.partition("@")[0] + "@"

_ABOUT_COMMENTS = ("comment", "revision", "revisions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One state an action reached, the platform's answer, and the number of the line that tells it."""

    seq: int
    action: int
    state: ActionState
    at: datetime
    answer: str
    made: str = ""
    """The platform's id of the answer in public that it made, once known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as the log has it, with the steps that followed up to the cut-off."""

    id: int
    revision: int
    at: datetime
    actor: str
    kind: DecisionKind
    guideline: str | None
    undoes: int | None
    steps: tuple[Step, ...]
    text_sha256: str = ""
    """Of the words of an answer in public; empty for everything else."""

    @property
    def by_machine(self) -> bool:
        """Whether the bot decided."""
        return self.actor.startswith(_MACHINE)

    @property
    def state(self) -> ActionState | None:
        """How far its newest action came; None when none was begun."""
        return self.steps[-1].state if self.steps else None

    @property
    def done_at(self) -> datetime | None:
        """When the platform's read-back confirmed it."""
        done = [step.at for step in self.steps if step.state is ActionState.DONE]
        return done[-1] if done and self.state is ActionState.DONE else None


def is_about_comments(line: LedgerEntry) -> bool:
    """Whether the line names a comment. Log-ins, passwords, and the making of boxes are about none."""
    return any(line.body.get(key) is not None for key in _ABOUT_COMMENTS)


def of(lines: Iterable[LedgerEntry], kind: str, /, **same: object) -> list[LedgerEntry]:
    """The lines of one kind whose bodies have these members."""
    return [line for line in lines if line.kind == kind and all(line.body.get(k) == v for k, v in same.items())]


def number(line: LedgerEntry, key: str) -> int:
    """A number from a line's body; raises `KeyError` or `ValueError` when the line isn't of our making."""
    return int(str(line.body[key]))


def text(line: LedgerEntry, key: str) -> str:
    """A text from a line's body, empty when absent."""
    value = line.body.get(key)
    return "" if value is None else str(value)


def by_comment(
    lines: Iterable[LedgerEntry], comments: Mapping[object, int], wanted: Container[int]
) -> dict[int, list[LedgerEntry]]:
    """All lines that are about one of the `wanted` comments, by comment; some name its revision only.

    `comments` gives the comment of each revision.
    """
    found: dict[int, list[LedgerEntry]] = {}
    for line in lines:
        comment = line.body.get("comment") or comments.get(line.body.get("revision"))
        if isinstance(comment, int) and comment in wanted:
            found.setdefault(comment, []).append(line)
    return found


def decided(lines: Sequence[LedgerEntry]) -> tuple[Decided, ...]:
    """The decisions in these lines with what became of each, oldest first."""
    steps: dict[int, list[Step]] = {}
    for line in of(lines, "action"):
        steps.setdefault(number(line, "decision"), []).append(_step(line))
    return tuple(_decided(line, steps.get(number(line, "decision"), [])) for line in of(lines, "decision"))


def _step(line: LedgerEntry) -> Step:
    return Step(
        seq=line.seq,
        action=number(line, "action"),
        state=ActionState(text(line, "state")),
        at=line.at,
        answer=text(line, "answer"),
        made=text(line, "made"),
    )


def _decided(line: LedgerEntry, steps: Sequence[Step]) -> Decided:
    return Decided(
        id=number(line, "decision"),
        revision=number(line, "revision"),
        at=line.at,
        actor=line.actor,
        kind=DecisionKind(text(line, "kind")),
        guideline=text(line, "guideline") or None,
        undoes=number(line, "undoes") if line.body.get("undoes") is not None else None,
        steps=tuple(steps),
        text_sha256=text(line, "text"),
    )


def in_force(decisions: Iterable[Decided]) -> Decided | None:
    """The hide that was confirmed and not undone since, if any."""
    found: Decided | None = None
    for decision in decisions:
        if decision.done_at is not None and decision.kind in (DecisionKind.HIDE, DecisionKind.UNHIDE):
            found = decision if decision.kind is DecisionKind.HIDE else None
    return found


def opened(lines: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """The lines that put a comment before a person: by policy, or because a step had to be given up."""
    return [line for line in lines if line.kind in ("review_opened", "given_up")]


def waits_for_a_person(lines: Sequence[LedgerEntry]) -> bool:
    """Whether a review item stood open at the cut-off: opened, and no person dealt with it since.

    A question about the comment is closed by a decision on the comment (an answer in public closes none); one about an
    answer of ours by the next answer, by taking it back, or by somebody who has seen to it.
    """
    asked = opened(lines)
    about_answers = [line for line in asked if line.body.get("answer") is not None]
    about_comment = max((line.seq for line in asked if line.body.get("answer") is None), default=0)
    words = [line for line in of(lines, "decision") if not line.actor.startswith(_MACHINE)]
    settled = [line.seq for line in words if DecisionKind(text(line, "kind")).settles_comment]
    said = [line.seq for line in words if not DecisionKind(text(line, "kind")).settles_comment]
    if about_comment > max(settled, default=0):
        return True
    return any(line.seq > max([*said, *_seen_to(lines, line)], default=0) for line in about_answers)


def _seen_to(lines: Sequence[LedgerEntry], asked: LedgerEntry) -> list[int]:
    return [line.seq for line in of(lines, "seen_to", answer=asked.body.get("answer"))]


def seen_elsewhere(lines: Sequence[LedgerEntry]) -> tuple[tuple[datetime, bool], ...]:
    """When somebody outside this program hid (True) or showed (False) the comment on the platform."""
    changes = [(line.at, line.body.get("hidden")) for line in of(lines, "visibility")]
    return tuple((at, hidden) for at, hidden in changes if isinstance(hidden, bool))


def vanished_at(lines: Sequence[LedgerEntry]) -> datetime | None:
    """When the comment was first found gone, unless it was seen again since."""
    moments = [line for line in lines if line.kind in ("vanished", "reappeared")]
    gone: datetime | None = None
    for line in moments:
        gone = (gone or line.at) if line.kind == "vanished" else None
    return gone
