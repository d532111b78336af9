"""What is remembered about watching the pages? Checkpoints, wakes, quota, pauses and notices."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.model import (
    AccountHealth,
    AccountWatch,
    Delivery,
    MonitoredDay,
    Notice,
    NoticeKind,
    Pause,
    PauseScope,
    PostWatch,
    Quota,
    Reach,
    Wake,
)


class Checkpoints(Protocol):
    """How far we have read, and the evidence that we read daily."""

    def watch(self, account_id: str, post_id: str) -> PostWatch:
        """What we remember of reading one post (an empty one when it was never read)."""
        ...

    def watches(self, account_id: str, *, due: datetime | None = None, limit: int = 1000) -> Sequence[PostWatch]:
        """The same for every post of an account that was ever read; or, the longest unread first, only for those whose
        turn has come at `due`."""
        ...

    def advance(self, account_id: str, watch: PostWatch, *, due_at: datetime | None = None) -> None:
        """Remember; None leaves that part as it was, and `newest` never moves back. `due_at`: when its turn comes."""
        ...

    def account(self, account_id: str) -> AccountWatch:
        """When the account's posts were last listed."""
        ...

    def note_listed(self, account_id: str, reach: Reach, at: datetime) -> None:
        """The posts were listed (a listing of the whole window counts as a fresh one, too)."""
        ...

    def note_pass(self, account_id: str, day: date, at: datetime, *, comments: int, trouble: str) -> None:
        """One pass over an account ended (well when `trouble` is empty)."""
        ...

    def health(self) -> Sequence[AccountHealth]:
        """How the last passes went."""
        ...

    def monitored(self, first: date, last: date) -> Sequence[MonitoredDay]:
        """Which pages were watched on which local days, both ends included."""
        ...


class Wakes(Protocol):
    """Hints of webhooks that wait for the poller. One per account, kind, post and (for mentions) comment."""

    def add(self, wake: Wake) -> None:
        """Keep it; a later one for the same post renews the moment."""
        ...

    def waiting(self, account_id: str, *, until: datetime) -> Sequence[Wake]:
        """Those that came before `until`, the oldest first."""
        ...

    def done(self, wake: Wake) -> None:
        """The post was read after this wake; one that came in meanwhile stays."""
        ...


class Inbox(Protocol):
    """Webhook calls as they came, in a file of their own: whoever listens to the internet needs nothing else."""

    def keep(self, body: bytes, at: datetime) -> None:
        """Make a body durable. Raises `StorageFull` or `StoreBusy`."""
        ...

    def waiting(self, limit: int) -> Sequence[Delivery]:
        """The oldest ones."""
        ...

    def remove(self, deliveries: Sequence[Delivery]) -> None:
        """Their wakes are written."""
        ...


class Quotas(Protocol):
    """What the limiter of each token knew last, by a name that is not the token."""

    def quotas(self, name: str) -> Mapping[str, Quota]:
        """By bucket ("app", "pages", "instagram")."""
        ...

    def note(self, name: str, bucket: str, quota: Quota, at: datetime) -> None:
        """Remember it."""
        ...


class Pauses(Protocol):
    """Accounts that rest."""

    def begin(self, pause: Pause) -> None:
        """Let an account rest, or longer."""
        ...

    def pause(self, account_id: str, scope: PauseScope, now: datetime) -> Pause | None:
        """The pause that holds now, if any."""
        ...

    def end(self, account_id: str, scope: PauseScope) -> None:
        """It goes on."""
        ...


class Notices(Protocol):
    """What a person must know about a page."""

    def open(self, account_id: str, kind: NoticeKind, subject: str, *, why: str, at: datetime) -> bool:
        """Open a notice, or renew the words of the open one; whether it is new."""
        ...

    def waiting(self) -> Sequence[Notice]:
        """The open ones, the newest first."""
        ...

    def newest(self, account_id: str, kind: NoticeKind, subject: str) -> Notice | None:
        """The newest of its kind, open or closed."""
        ...

    def close(self, notice_id: int, *, by: str, at: datetime) -> Notice | None:
        """A person has seen to it; None when there is no such open notice."""
        ...

    def settle(self, account_id: str, kind: NoticeKind, subject: str, *, by: str, at: datetime) -> int:
        """The trouble is over by itself: close what is open of it; answers how many."""
        ...
