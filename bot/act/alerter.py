"""How is staff told about a threat at once, whatever dies meanwhile? Stage ALERT: at least once."""

from collections.abc import Sequence

from bot.model import Alert, Work
from bot.ports import Clock, Notifier, Store


class Alerter:
    """Hands each alert to the notifier, then ends its row; a crash in between tells staff twice rather than never."""

    def __init__(self, *, store: Store, notifier: Notifier, clock: Clock) -> None:
        self._store = store
        self._notifier = notifier
        self._clock = clock

    def run(self, batch: Sequence[Work]) -> None:
        """Tell about each revision of the batch."""
        for work in batch:
            now = self._clock.now()
            judged = self._store.verdicts.latest(work.subject)
            account_id = self._store.comments.revision(work.subject).comment.account_id
            why = judged.verdict.why if judged else "something went wrong with this comment"
            self._notifier.notify(
                Alert(kind="alert", message=why, account_id=account_id, revision_id=work.subject, at=now)
            )
            self._store.work.finish(work, now)
