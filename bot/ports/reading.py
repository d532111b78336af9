"""What do people need of the index? Log, desk, reviewers; and the index as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import CommentView, Figures, LedgerEntry, Reviewer, SearchHit, Shelf, ShelfPage
from bot.ports.route import Comments, Decisions, Evidence, ReviewQueue, Transactions, Verdicts, WorkRows
from bot.ports.rulebook import Rulebook
from bot.ports.versions import Versions
from bot.ports.watching import Checkpoints, Notices, Pauses, Quotas, Wakes


class Ledger(Protocol):
    """The append-only, hash-chained log."""

    def append(self, kind: str, actor: str, body: Mapping[str, object], at: datetime) -> LedgerEntry:
        """Write one line; `body` holds ids and hashes, never names or texts."""
        ...

    def entries(self, *, after: int = 0, until: int | None = None) -> Iterator[LedgerEntry]:
        """Lines with ``after < seq <= until`` in order."""
        ...

    def head(self) -> LedgerEntry | None:
        """The newest line."""
        ...


class Desk(Protocol):
    """Reading for people."""

    def shelf(self, shelf: Shelf, *, account_id: str | None, page: int, per_page: int) -> ShelfPage:
        """One page (1 is the first) of a shelf, for one account or all."""
        ...

    def view(self, revision_id: int) -> CommentView | None:
        """One revision with everything known of it."""
        ...

    def figures(self) -> Figures:
        """The archive in numbers."""
        ...

    def search(self, words: str, limit: int) -> Sequence[SearchHit]:
        """Full-text search in comments; `words` is typed by a person and never an expression."""
        ...


class Reviewers(Protocol):
    """Who may log in."""

    def add(self, reviewer: Reviewer) -> None:
        """Add one; raises `InputError` when the name is taken."""
        ...

    def one(self, name: str) -> Reviewer | None:
        """By name, exactly."""
        ...

    def all(self) -> Sequence[Reviewer]:
        """All, by name."""
        ...

    def disable(self, name: str, at: datetime) -> None:
        """End all sessions and log-ins of one reviewer; raises `InputError` when unknown."""
        ...

    def end_sessions(self, name: str) -> None:
        """End every open session of one reviewer."""
        ...

    def enable(self, name: str) -> None:
        """Let a disabled one log in again."""
        ...

    def change_password(self, name: str, password_hash: str, *, must_change: bool) -> None:
        """Set a new hash and end older sessions."""
        ...


class Store(Transactions, Protocol):
    """The index, whole: what `bootstrap` hands the stages parts of."""

    @property
    def comments(self) -> Comments: ...
    @property
    def checkpoints(self) -> Checkpoints: ...
    @property
    def work(self) -> WorkRows: ...
    @property
    def verdicts(self) -> Verdicts: ...
    @property
    def evidence(self) -> Evidence: ...
    @property
    def decisions(self) -> Decisions: ...
    @property
    def queue(self) -> ReviewQueue: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def desk(self) -> Desk: ...
    @property
    def reviewers(self) -> Reviewers: ...
    @property
    def wakes(self) -> Wakes: ...
    @property
    def quotas(self) -> Quotas: ...
    @property
    def pauses(self) -> Pauses: ...
    @property
    def notices(self) -> Notices: ...
    @property
    def rulebook(self) -> Rulebook: ...
    @property
    def versions(self) -> Versions: ...
    def close(self) -> None: ...
