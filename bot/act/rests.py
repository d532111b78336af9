"""When does an account rest, so that nothing is changed on it? The platform blocked our changes, or the token."""

from datetime import timedelta

from bot import BOT_ACTOR
from bot.errors import Throttled, WritesBlocked
from bot.model import Alert, NoticeKind, Pause, PauseScope
from bot.ports import Clock, Notifier, Store

SHORTEST = timedelta(hours=1)
LONGEST = timedelta(hours=24)
LOOK_AGAIN = timedelta(minutes=10)
"""So often a waiting decision looks whether a person ended the rest."""

WHY = (
    "The platform blocks our changes on this page as too many or too alike. Reading goes on; hides and answers wait "
    "and are tried again later by themselves. Press Seen to it to let them be tried at once."
)


class Rests:
    """The rests of all accounts, written in the index: they outlive this process."""

    def __init__(self, *, store: Store, clock: Clock, notifier: Notifier | None = None) -> None:
        self._store = store
        self._clock = clock
        self._notifier = notifier

    def refuse_while_resting(self, account_id: str) -> None:
        """Raise `Throttled` while the account rests: nothing is asked of it then."""
        now = self._clock.now()
        for scope in (PauseScope.ALL, PauseScope.WRITES):
            pause = self._store.pauses.pause(account_id, scope, now)
            if pause is not None:
                wait = min(pause.until - now, LOOK_AGAIN)
                raise Throttled("this page rests", wait_seconds=wait.total_seconds(), account=account_id)

    def begin(self, account_id: str, error: WritesBlocked) -> None:
        """Let the account rest: an hour, and each time for as long as the trouble lasts already, up to a day."""
        now = self._clock.now()
        with self._store.transaction():
            is_new = self._store.notices.open(account_id, NoticeKind.WRITES, "", why=WHY, at=now)
            if is_new:
                self._store.ledger.append("notice", BOT_ACTOR, _about(account_id), now)
            notice = self._store.notices.newest(account_id, NoticeKind.WRITES, "")
            lasted = now - notice.opened_at if notice is not None else timedelta(0)
            until = now + min(max(SHORTEST, lasted), LONGEST)
            self._store.pauses.begin(Pause(account_id=account_id, scope=PauseScope.WRITES, until=until, why=WHY))
            body = {"account": account_id, "until": until.isoformat(), "code": error.code}
            self._store.ledger.append("writes_paused", BOT_ACTOR, body, now)
        if is_new and self._notifier is not None:
            told = Alert(kind=NoticeKind.WRITES, message=f"account {account_id}", account_id=account_id, at=now)
            self._notifier.notify(told)

    def end(self, account_id: str) -> None:
        """A change went through: the trouble is over by itself."""
        now = self._clock.now()
        with self._store.transaction():
            if self._store.notices.settle(account_id, NoticeKind.WRITES, "", by=BOT_ACTOR, at=now):
                self._store.ledger.append("notice_settled", BOT_ACTOR, _about(account_id), now)
                self._store.pauses.end(account_id, PauseScope.WRITES)


def _about(account_id: str) -> dict[str, object]:
    return {"account": account_id, "kind": NoticeKind.WRITES, "subject": ""}
