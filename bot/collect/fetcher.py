"""How are the bytes of attachments kept before their addresses expire?"""

from collections.abc import Mapping, Sequence

from bot import BOT_ACTOR
from bot.errors import PlatformError
from bot.model import AttachmentState, KeptAttachment, Work
from bot.ports import Archive, Clock, Platform, Store

MOST_ATTEMPTS = 12
"""After so many tries (about three quarters of an hour) the address is taken for dead, and that is written down."""


class Fetcher:
    """Stage FETCH: download, make durable, then write down where."""

    def __init__(self, *, platforms: Mapping[str, Platform], store: Store, archive: Archive, clock: Clock) -> None:
        self._platforms = platforms
        self._store = store
        self._archive = archive
        self._clock = clock

    def run(self, batch: Sequence[Work]) -> None:
        """Fetch each attachment of the batch. Raises the first retryable error; what was kept stays kept."""
        for work in batch:
            attachment = self._store.comments.attachment(work.subject)
            if attachment.state is AttachmentState.WAITING:
                self._fetch(work, attachment)
            else:
                self._store.work.finish(work, self._clock.now())

    def _fetch(self, work: Work, attachment: KeptAttachment) -> None:
        sha256, error = None, ""
        try:
            content = self._platforms[attachment.account_id].download(attachment.attachment.url or "")
        except PlatformError as failure:
            if failure.retryable and work.attempts < MOST_ATTEMPTS:
                raise
            error = failure.message
        else:
            sha256 = self._archive.keep(content)
        now = self._clock.now()
        state = AttachmentState.KEPT if sha256 else AttachmentState.FAILED
        body = {"attachment": attachment.id, "revision": attachment.revision_id, "object": sha256, "why": error}
        with self._store.transaction():
            self._store.comments.settle_attachment(attachment.id, state, sha256=sha256, error=error)
            self._store.ledger.append("attachment", BOT_ACTOR, body, now)
            self._store.work.finish(work, now)
