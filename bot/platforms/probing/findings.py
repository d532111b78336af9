"""What was found out, how, and what does it mean for this program? The nouns of a probe's report."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.errors import MonitorError, PlatformError
from bot.model import PlatformName

DEEP_LINK = "deep-link"
"""The question that only a person's eyes can answer."""


class NotSettled(MonitorError):
    """A question can't be answered here; the message says why."""


class Stopped(MonitorError):
    """Somebody told the probe to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The outcome of one question. An empty `answer` means: not settled, and `seen` says why."""

    answer: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One question with its outcome. `point` is the open point of the fact sheet's section 10, None for a further one.

    `answer` is a short word, empty when the question is not settled; `means` is what follows for this program.
    """

    key: str
    point: int | None
    question: str
    done: str
    answer: str
    seen: str
    means: str

    @property
    def is_settled(self) -> bool:
        """Whether there is an answer."""
        return bool(self.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A test comment that could not be deleted again: where it stands, and why."""

    link: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that one probe found. It holds no token, no name, and no word of anybody else.

    `calls` counts what was sent to Meta, clean-up included; `ended_early` says why not everything was asked, or is
    empty; `unanswered` counts creations of which Meta never told the outcome and nothing was found.
    """

    account_id: str
    platform: PlatformName
    post_id: str
    program: str
    asked_version: str
    answered_versions: tuple[str, ...]
    began: datetime
    ended: datetime
    calls: int
    findings: tuple[Finding, ...]
    own_ids: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    unanswered: int = 0
    ended_early: str = ""

    @property
    def is_well(self) -> bool:
        """Whether everything was asked, and everything deleted again."""
        return not self.left and not self.ended_early

    def looked(self, answer: str, seen: str, means: Mapping[str, str]) -> "Report":
        """The same, with what a person saw when opening the link of a test comment."""
        found = tuple(
            replace(each, answer=answer, seen=f"{each.seen} {seen}", means=means.get(answer, each.means))
            if each.key == DEEP_LINK
            else each
            for each in self.findings
        )
        return replace(self, findings=found)


@dataclass(slots=True)
class Traces:
    """Meta's own ids of the answers that refused something, in the order in which they came."""

    found: dict[str, None] = field(default_factory=dict)

    def refusal(self, error: PlatformError) -> str:
        """A refusal in words: our error, and Meta's codes. Never a text of Meta's, which can quote a comment."""
        trace = error.ids.get("trace")
        if trace:
            self.found[str(trace)] = None
        known = (
            ("status", error.ids.get("status")),
            ("code", error.code),
            ("subcode", error.subcode),
            ("trace", trace),
        )
        told = ", ".join(f"{name} {value}" for name, value in known if value is not None)
        return f"{type(error).__name__}{f' ({told})' if told else ''}"
