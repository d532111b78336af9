"""Which step waits for whom? Rows that join the stages."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """The doors of the corridor that wait for rows."""

    FETCH = "fetch"
    """Keep the bytes of one attachment (subject: attachment id)."""
    JUDGE = "judge"
    """Subject: revision id."""
    PRESERVE = "preserve"
    """Subject: revision id."""
    DECIDE = "decide"
    """Apply policy to a preserved verdict (subject: revision id)."""
    ACT = "act"
    """Carry out a decision (subject: decision id)."""
    ALERT = "alert"
    """Tell staff at once, at least once (subject: revision id)."""


class WorkState(StrEnum):
    """todo → doing → done | failed."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One claimed row.

    `attempts` is this try's number: failures so far and one (waiting for another step, or a worker that died, is no
    failure). `claimed_until` is when the claim lapses, `last_error` what the try before said.
    """

    id: int
    stage: Stage
    subject: int
    attempts: int
    claimed_until: datetime
    last_error: str = ""
