"""What do the test comments say, and how are they known again? By their whole wording, not by the mark alone."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

EDITED = " Edited."
_WHOLE = re.compile(
    r"Automatic test by page-monitor \S{1,40}, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\. "
    r"It is deleted again within a few minutes\. \(pm-probe-([0-9a-f]{12})-\d{1,3}\)(?: Edited\.)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The wording of one run; `run` is twelve random hexadecimal digits."""

    run: str
    program: str

    def text(self, number: int, now: datetime) -> str:
        """The words of a test comment. Anybody who reads them knows which service wrote them, and when."""
        return (
            f"Automatic test by page-monitor {self.program}, {now.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC. "
            f"It is deleted again within a few minutes. ({self.mark(number)})"
        )

    def mark(self, number: int) -> str:
        """What no other comment of this page holds."""
        return f"pm-probe-{self.run}-{number}"

    def stands_in(self, text: str) -> bool:
        """Whether the mark of this run stands in a text (a quotation of it would do as well)."""
        return f"(pm-probe-{self.run}-" in text


def is_wording(text: str) -> bool:
    """Whether a text is, from its first letter to its last, that of a test comment of some run."""
    return _WHOLE.fullmatch(text.strip()) is not None


def run_of(text: str) -> str | None:
    """The run of such a text."""
    found = _WHOLE.fullmatch(text.strip())
    return None if found is None else found[1]
