"""How is staff told at once? By a warning in the service's log, beside the ALERT mark on the review page."""

import logging

from bot.model import Alert

log = logging.getLogger(__name__)


class JournalNotifier:
    """Writes each alert as one warning line: ids only, so that the log can be forwarded anywhere."""

    def notify(self, alert: Alert) -> None:
        """Write the line."""
        log.warning(
            "alert kind=%s account=%s revision=%s see=review-page", alert.kind, alert.account_id, alert.revision_id
        )
