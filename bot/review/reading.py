"""What can a reviewer look at? The reading half of the desk, without any web."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from bot.errors import EvidenceMissing
from bot.model import (
    Account,
    AccountHealth,
    CommentView,
    Figures,
    Guideline,
    LedgerEntry,
    MonitoredDay,
    Notice,
    NoticeKind,
    SearchHit,
    Shelf,
    ShelfPage,
    Stage,
    WorkTrouble,
)
from bot.ports import Archive, Clock, Store
from bot.review.abilities import Abilities
from bot.review.progress import setbacks

LOG_LINES = 50
TROUBLES = 500
_URGENT = {
    kind: place for place, kind in enumerate((NoticeKind.TOKEN, NoticeKind.WRITES, NoticeKind.FAULT, NoticeKind.EXPIRY))
}
_ABOUT_POSTS = (NoticeKind.UNLISTED, NoticeKind.SILENT, NoticeKind.CUT)


class ReadingDesk:
    """Reads the index and the archive for people; changes nothing."""

    def __init__(
        self,
        *,
        store: Store,
        archive: Archive,
        accounts: Mapping[str, Account],
        guidelines: Sequence[Guideline],
        clock: Clock,
        abilities: Abilities | None = None,
    ) -> None:
        self._store = store
        self._archive = archive
        self._clock = clock
        self.accounts = accounts
        self.guidelines = tuple(guidelines)
        self.abilities = abilities or Abilities()

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._clock.now()

    def account(self, view: CommentView) -> Account | None:
        """The page a comment stands on; None when it left the configuration."""
        return self.accounts.get(view.revision.comment.account_id)

    def shelf(self, shelf: Shelf, *, account_id: str | None = None, page: int = 1, per_page: int = 20) -> ShelfPage:
        """One page of a shelf; an unknown account shows all."""
        known = account_id if account_id in self.accounts else None
        return self._store.desk.shelf(shelf, account_id=known, page=max(page, 1), per_page=per_page)

    def view(self, revision_id: int) -> CommentView | None:
        """Everything known of one revision."""
        return self._store.desk.view(revision_id)

    def figures(self) -> Figures:
        """The archive in numbers."""
        return self._store.desk.figures()

    def search(self, words: str, limit: int = 50) -> Sequence[SearchHit]:
        """Comments that hold these words."""
        cleaned = words.replace("\x00", " ").strip()[:200]
        return self._store.desk.search(cleaned, limit) if cleaned else ()

    def picture(self, revision_id: int, thumbnail: bool) -> bytes:
        """The PNG of a revision; raises `EvidenceMissing` when there is none or its bytes changed."""
        capture = self._store.evidence.capture(revision_id)
        sha256 = capture and (capture.thumbnail_sha256 if thumbnail else capture.sha256)
        if not sha256:
            raise EvidenceMissing("no picture of this revision", revision=revision_id)
        return self._archive.read(sha256)

    def monitoring(self, days: int, zone: tzinfo = UTC) -> Sequence[MonitoredDay]:
        """Which pages were watched on the last `days` local days, today included."""
        today = self.now().astimezone(zone).date()
        return self._store.checkpoints.monitored(today - timedelta(days=days - 1), today)

    def health(self) -> Sequence[AccountHealth]:
        """How the last reading of each page went."""
        return self._store.checkpoints.health()

    def notices(self) -> Sequence[Notice]:
        """What a person must know about the pages, and nobody has seen to yet: what stops a page first, then the
        newest."""
        return sorted(self._store.notices.waiting(), key=lambda notice: _URGENT.get(notice.kind, len(_URGENT)))

    def link(self, notice: Notice) -> str:
        """Where the post that a notice is about stands; empty where it is about none, or that isn't known."""
        if notice.kind not in _ABOUT_POSTS or not notice.subject:
            return ""
        link = self._store.comments.post(notice.account_id, notice.subject).permalink or ""
        return link if link.startswith("https://") else ""

    def troubles(self, limit: int = 20) -> Sequence[WorkTrouble]:
        """Steps the worker gave up, newest first."""
        return self._store.work.troubles(limit)

    def setbacks(self, *views: CommentView) -> Mapping[int, str]:
        """Decisions on these comments that the worker could not even begin to carry out, with the reason."""
        given_up = {t.subject: t.error for t in self._store.work.troubles(TROUBLES) if t.stage == Stage.ACT}
        return setbacks(views, given_up)

    def names(self) -> Mapping[str, str]:
        """What colleagues call each reviewer, by log-in name."""
        return {person.name: person.display_name or person.name for person in self._store.reviewers.all()}

    def log(self, page: int) -> tuple[Sequence[LedgerEntry], int]:
        """One page of the log, newest line first, and how many pages there are."""
        head = self._store.ledger.head()
        total = head.seq if head else 0
        pages = max(1, -(-total // LOG_LINES))
        until = total - (min(max(page, 1), pages) - 1) * LOG_LINES
        lines = list(self._store.ledger.entries(after=max(0, until - LOG_LINES), until=until))
        return lines[::-1], pages
