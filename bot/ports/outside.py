"""What do the rooms need from the world? Clock, platform, camera, disk, messenger."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.model import Alert, Capabilities, Comment, CommentPage, Finding, Photograph, Post


class Clock(Protocol):
    """The only one who is asked for the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class Platform(Protocol):
    """One account on Facebook or Instagram. Every method may raise a `PlatformError`."""

    @property
    def capabilities(self) -> Capabilities:
        """What this platform lets us do."""
        ...

    def posts(self) -> Iterator[Post]:
        """The posts inside the watch window, newest first."""
        ...

    def comments(self, post: Post, *, since: datetime | None) -> Iterator[CommentPage]:
        """Comments with replies of one post, page by page.

        `since` is a lower bound of creation time that the platform may ignore or, where it has no such parameter, is
        not sent; without it the listing is whole. The last page says `complete` only when the listing really ended.
        """
        ...

    def comment(self, known: Comment) -> Comment:
        """The comment as it is now (read back). Raises `Gone` when deleted or no longer visible."""
        ...

    def hide(self, comment: Comment) -> str:
        """Ask to hide it; answers the platform's own trace id or an empty string. Ambiguous until read back."""
        ...

    def unhide(self, comment: Comment) -> str:
        """Ask to show it again; as `hide`."""
        ...

    def download(self, url: str) -> bytes:
        """The bytes behind an attachment's address (refuses hosts that aren't the platform's, and too large ones)."""
        ...


class Classifier(Protocol):
    """Something that scores words. It returns findings, never a verdict."""

    @property
    def name(self) -> str:
        """Short name with version, as it stands in findings."""
        ...

    def findings(self, text: str, post_text: str) -> Sequence[Finding]:
        """Findings whose places lie in `text`."""
        ...


class Camera(Protocol):
    """Takes pictures of our own pages; never loads anything from a network."""

    def photograph(self, html: str) -> Photograph:
        """A picture of the element ``#card`` of `html`. Raises `CaptureFailed` (deadline included)."""
        ...

    def close(self) -> None:
        """End the browser and everything it started."""
        ...


class Archive(Protocol):
    """Write-once objects on disk, named by their sha256."""

    def keep(self, content: bytes) -> str:
        """Make `content` durable (written, flushed, renamed, directory flushed) and answer its sha256 in hex."""
        ...

    def keep_all(self, contents: Sequence[bytes]) -> list[str]:
        """As `keep` for many at once, with one flush for each directory."""
        ...

    def read(self, sha256: str) -> bytes:
        """The bytes of an object; raises `EvidenceMissing` when absent or when they no longer match their name."""
        ...

    def path(self, sha256: str) -> Path:
        """Where the object lies (or would lie)."""
        ...


class Notifier(Protocol):
    """Tells staff that something needs them at once."""

    def notify(self, alert: Alert) -> None:
        """Deliver or write down the alert; never raises."""
        ...
