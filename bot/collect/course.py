"""What does a pass carry along, and what is kept in mind between two passes?"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.collect.intake import Progress
from bot.collect.plan import HOT_WINDOW, STRETCH, Pace
from bot.errors import PlatformError
from bot.model import Account, PostWatch, Reach


@dataclass(slots=True)
class Memory:
    """What is known of an account since we started: what the listings show, how hot it is, when a pass is due.

    Nothing here is lost when it is forgotten: the first listing after a start brings it back.
    """

    fresh: set[str] = field(default_factory=set)
    window: set[str] | None = None
    news: list[tuple[datetime, int]] = field(default_factory=list)
    next_at: datetime | None = None
    begun_at: datetime | None = None
    pace: Pace | None = None
    is_crowded: bool = True
    """Whether people may have been told that the allowance runs low (unknown after a start)."""

    def is_waiting(self, now: datetime, fresh: timedelta) -> bool:
        """Whether nothing is due yet. A moment further away than any step leads is one that a clock, since set back,
        has named."""
        return self.next_at is not None and now < self.next_at <= now + fresh * STRETCH

    def note_listed(self, reach: Reach, shown: set[str]) -> None:
        """Remember what a listing showed."""
        if reach is Reach.WATCHED:
            self.window = shown
            self.fresh = self.fresh & shown or shown
        else:
            self.fresh = shown

    def heat(self, now: datetime) -> int:
        """New comments within the hot window."""
        self.news = [(at, number) for at, number in self.news if now - HOT_WINDOW < at <= now]
        return sum(number for _, number in self.news)


@dataclass(slots=True)
class Course:
    """One pass over one account, as it goes."""

    account: Account
    at_once: bool
    whole: bool
    watches: dict[str, PostWatch]
    read: list[Progress] = field(default_factory=list)
    brought: int = 0
    sick: int = 0
    """Posts in a row that gave no usable answer."""
    sick_posts: set[str] = field(default_factory=set)
    refused: PlatformError | None = None

    @property
    def went_nowhere(self) -> bool:
        """Whether no list of comments that was read could be read to its end: a person's token looks like that."""
        return bool(self.read) and not any(progress.complete for progress in self.read)
