"""What do the rooms need from the world? Clock, platform, camera, disk, messenger."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.errors import PlatformError
from bot.model import (
    Alert,
    Capabilities,
    Comment,
    CommentPage,
    Finding,
    Glance,
    Photograph,
    Post,
    Quota,
    Reach,
    Wake,
)

if TYPE_CHECKING:  # numpy is loaded only where vectors are used
    import numpy as np
    from numpy.typing import NDArray


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

    @property
    def quota(self) -> Quota:
        """How much of the allowance behind this account's token is used, as far as the platform told."""
        ...

    def glances(self, reach: Reach) -> Iterator[Glance]:
        """The posts of every place we watch, newest first in each place, with the comments that came along.

        A place that may not be read is left out, noted and tried again later (`refused_sources`).
        """
        ...

    @property
    def refused_sources(self) -> Mapping[str, str]:
        """The places that may not be read just now, each with the reason in words for staff."""
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

    def lookups(self, known: Sequence[Comment]) -> Sequence[Comment | PlatformError]:
        """Many comments as they are now, in their order and in few calls; an error stands where one was refused.

        Raises what concerns the whole account (network, token, quota).
        """
        ...

    def mentioned(self, wake: Wake) -> tuple[Post, Comment] | None:
        """The comment elsewhere that names us, with the little that is known of its post; None where there is none."""
        ...

    def answers(self, post: Post, under: Comment | None) -> Iterator[Comment]:
        """What stands under a comment, or directly under the post: read before an answer is sent a second time.

        Raises `PlatformUnavailable` when the list could not be read to its end.
        """
        ...

    def is_ours(self, comment: Comment) -> bool | None:
        """Whether the account itself wrote this comment; None when the platform doesn't say who did."""
        ...

    def reply(self, root: Comment, text: str) -> str:
        """Answer publicly under a top-level comment; the id of the answer. Ambiguous until read back."""
        ...

    def comment_on(self, post: Post, text: str) -> str:
        """Comment publicly under a post; the id of the comment. Ambiguous until read back."""
        ...

    def delete(self, comment: Comment) -> str:
        """Delete for good; the trace id. Ambiguous until read back."""
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


class Embedder(Protocol):
    """Turns texts into vectors whose products tell how near they are in meaning."""

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """One vector of unit length for each text, in their order: (n, d), float32."""
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
