"""How much happened in a week, in numbers? Pure: log lines → figures with their words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.export.contents import Box
from bot.export.happenings import decided, of, opened, text
from bot.model import ActionState, DecisionKind, LedgerEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The figures of one week. `others` are records sealed in the week that nobody hid or had to look at."""

    collected: int
    edited: int
    kept: int
    doubtful: int
    clear: int
    sealed: int
    pictures: int
    failed_pictures: int
    opened: int
    hidden_by_bot: int
    hidden_by_people: int
    undone: int
    deleted: int
    answered: int
    withdrawn: int
    failed_actions: int
    left_visible: int
    others: int

    @property
    def hidden(self) -> int:
        """Hides that the platform confirmed, whoever decided."""
        return self.hidden_by_bot + self.hidden_by_people


def counts(box: Box) -> Counts:
    """The figures of the week of `box`, up to its cut-off."""
    week = box.covered
    verdicts = Counter(
        dict((line.body.get("revision"), text(line, "outcome")) for line in of(week, "verdict")).values()
    )
    done = _ended(box, ActionState.DONE)
    sealed = {line.body.get("revision") for line in of(week, "record")}
    return Counts(
        collected=sum(_listed(line) for line in of(week, "collected")),
        edited=_revisions(week, "edited"),
        kept=verdicts["keep"],
        doubtful=verdicts["review"],
        clear=verdicts["hide"],
        sealed=len(sealed),
        pictures=len(of(week, "capture")),
        failed_pictures=len(box.failures),
        opened=len(opened(week)),
        hidden_by_bot=done["hide", True],
        hidden_by_people=done["hide", False],
        undone=done["unhide", True] + done["unhide", False],
        deleted=done["delete", False],
        answered=done["reply", False] + done["comment", False],
        withdrawn=done["withdraw", False],
        failed_actions=_ended(box, ActionState.FAILED).total(),
        left_visible=len(of(week, "decision", kind=DecisionKind.KEEP.value)),
        others=len(sealed - {record.record for record in box.records}),
    )


def _listed(line: LedgerEntry) -> int:
    """How many comments one line tells of: a page of results is logged as one line."""
    listed = line.body.get("revisions")
    return len(listed) if isinstance(listed, list | tuple) else 1


def _revisions(lines: Sequence[LedgerEntry], kind: str) -> int:
    return len({line.body.get("revision") for line in of(lines, kind)})


def _ended(box: Box, state: ActionState) -> Counter[tuple[str, bool]]:
    """How many actions ended so in the week, by kind and whether the bot had decided."""
    return Counter(
        (decision.kind.value, decision.by_machine)
        for decision in decided(box.lines)
        if decision.state is state and decision.steps[-1].seq > box.after
    )
