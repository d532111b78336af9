"""How does one revision become a checked picture with its thumbnail? Camera and pure parts put together."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.errors import CaptureFailed, EvidenceMissing
from bot.model import Account, Finding, Photograph, Record, Revision
from bot.ports import Archive, Camera
from bot.preserve import image
from bot.preserve.card import MOST_ATTACHMENTS, Card, card, shows
from bot.preserve.excerpt import LIMIT, Excerpt, excerpt

LOG = logging.getLogger(__name__)

LIMITS = (LIMIT, LIMIT // 5, LIMIT // 20)
"""What is shown of a long text, tried in this order until the picture isn't too tall (some letters are huge)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPicture:
    """A picture that was decoded, measured and compared with the words it should show."""

    png: bytes
    thumbnail: bytes
    size: image.Size
    tool: str
    excerpted: bool


class Photographer:
    """Makes cards and has them photographed."""

    def __init__(self, *, camera: Camera, archive: Archive, accounts: Mapping[str, Account], zone: ZoneInfo) -> None:
        self._camera = camera
        self._archive = archive
        self._accounts = accounts
        self._zone = zone

    def picture(self, revision: Revision, record: Record, findings: Sequence[Finding]) -> CheckedPicture:
        """Raises `CaptureFailed` (whatever is wrong with the picture) and `BrowserMissing`."""
        pictures = self._attachment_bytes(revision)
        for limit in LIMITS:
            shown = excerpt(revision.comment.text, findings, limit)
            made = self._card(revision, record, shown, pictures)
            photograph = self._camera.photograph(made.html)
            if not image.size_of(photograph.png).is_too_tall:
                return _checked(photograph, made, revision)
        raise CaptureFailed("the picture is too tall even with a short excerpt", revision=revision.id)

    def _card(self, revision: Revision, record: Record, shown: Excerpt, pictures: Mapping[int, bytes]) -> Card:
        account = self._accounts.get(revision.comment.account_id)
        if account is None:
            raise CaptureFailed("the page of this comment isn't in the settings any more", revision=revision.id)
        return card(revision, account=account, record=record, shown=shown, zone=self._zone, pictures=pictures)

    def _attachment_bytes(self, revision: Revision) -> dict[int, bytes]:
        """The kept bytes by attachment id; one that can't be read is left to `verify` and named on the card."""
        pictures = {}
        for kept in revision.attachments[:MOST_ATTACHMENTS]:
            if kept.sha256 is None:
                continue
            try:
                pictures[kept.id] = self._archive.read(kept.sha256)
            except EvidenceMissing:
                LOG.warning("attachment_unreadable revision=%s attachment=%s", revision.id, kept.id)
        return pictures


def _checked(photograph: Photograph, made: Card, revision: Revision) -> CheckedPicture:
    if not shows(photograph.shown_text, made):
        raise CaptureFailed("the picture doesn't show the words of the record", revision=revision.id)
    size = image.check(photograph.png)
    return CheckedPicture(
        png=photograph.png,
        thumbnail=image.thumbnail(photograph.png),
        size=size,
        tool=photograph.tool,
        excerpted=made.excerpted,
    )
