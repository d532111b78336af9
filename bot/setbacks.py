"""What follows when a pass over an account failed? It rests where it must, and people are told."""

import logging
from datetime import datetime, timedelta

from bot import BOT_ACTOR
from bot.errors import MonitorError, PermissionRefused, RequestRefused, Throttled, TokenRefused
from bot.model import Account, Alert, NoticeKind, Pause, PauseScope
from bot.ports import Clock, Notifier, Store

log = logging.getLogger(__name__)

TOKEN_REST = timedelta(minutes=10)
"""A refused token is tried again after this long, with one call: it may have been renewed meanwhile."""

LONGEST_REST = timedelta(hours=25)
"""Meta counts over 24 hours."""
COMMENTS = "comments"

_FAULT = "Meta says that a request of this program is wrong (code {code}). Please tell the program's makers."
_TOKEN = (
    "This page is not watched: Meta refuses its access token ({error}). Let IT run page-monitor token check, and then "
    "page-monitor token add; the service takes the new token up by itself."
)
_PERMISSION = "Some comments of this page can't be read: {error}. Let IT run page-monitor token check."


class Setbacks:
    """Remembers in the index which accounts rest, and tells people why."""

    def __init__(self, *, store: Store, notifier: Notifier, clock: Clock) -> None:
        self._store = store
        self._notifier = notifier
        self._clock = clock

    def resting(self, account: Account) -> Pause | None:
        """The pause in which nothing may be asked of an account, if one holds."""
        now = self._clock.now()
        pause = self._store.pauses.pause(account.id, PauseScope.ALL, now)
        # A longer one was written under a clock that ran ahead.
        return pause if pause is not None and pause.until - now <= LONGEST_REST else None

    def over(self, account: Account) -> None:
        """A pass ended well: what was said of the token, of permissions and of faults is over."""
        now = self._clock.now()
        with self._store.transaction():
            for kind, subject in ((NoticeKind.TOKEN, ""), (NoticeKind.FAULT, ""), (NoticeKind.SOURCE, COMMENTS)):
                self._settle(account, kind, subject, now)

    def after(self, account: Account, error: MonitorError) -> None:
        """Let the account rest and tell people, as the error demands."""
        now = self._clock.now()
        if isinstance(error, TokenRefused):
            self._rest(account, now + TOKEN_REST, error.message)
            self._tell(account, NoticeKind.TOKEN, "", _TOKEN.format(error=error.message))
        elif isinstance(error, Throttled):
            self._rest(account, now + timedelta(seconds=error.wait_seconds), error.message)
        elif isinstance(error, RequestRefused):
            self._tell(account, NoticeKind.FAULT, "", _FAULT.format(code=error.code))
        elif isinstance(error, PermissionRefused):
            self._tell(account, NoticeKind.SOURCE, COMMENTS, _PERMISSION.format(error=error.message))

    def _rest(self, account: Account, until: datetime, why: str) -> None:
        now = self._clock.now()
        pause = Pause(account_id=account.id, scope=PauseScope.ALL, until=until, why=why, begun_at=now)
        self._store.pauses.begin(pause)

    def _settle(self, account: Account, kind: NoticeKind, subject: str, now: datetime) -> None:
        known = self._store.notices.newest(account.id, kind, subject)
        if known is not None and known.closed_at is None:
            self._store.notices.settle(account.id, kind, subject, by=BOT_ACTOR, at=now)
            body = {"account": account.id, "kind": kind, "subject": subject}
            self._store.ledger.append("notice_settled", BOT_ACTOR, body, now)

    def _tell(self, account: Account, kind: NoticeKind, subject: str, why: str) -> None:
        now = self._clock.now()
        with self._store.transaction():
            is_new = self._store.notices.open(account.id, kind, subject, why=why, at=now)
            if is_new:
                body = {"account": account.id, "kind": kind, "subject": subject}
                self._store.ledger.append("notice", BOT_ACTOR, body, now)
        if is_new:
            self._notifier.notify(Alert(kind=kind, message=f"account {account.id}", revision_id=None, at=now))
