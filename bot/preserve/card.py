"""How does the evidence card of a revision read? Pure: nouns in, HTML out, everything escaped.

The card is our own rendering of what the platform's interface told us, made for a records officer or a court: who
wrote what, where, when, under which ids and hashes. It holds no judgement of ours.
"""

import base64
import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot import VERSION
from bot.model import Account, AttachmentState, Author, KeptAttachment, PlatformName, Record, Revision
from bot.preserve.excerpt import Excerpt
from bot.preserve.image import CARD_WIDTH, attachment_picture
from bot.preserve.invisible import invisible_characters

PRODUCT = f"district-page-monitor {VERSION}"
POST_LIMIT = 600
PARENT_LIMIT = 500
NAME_LIMIT = 120
MOST_LINES = 10
MOST_ATTACHMENTS = 6
_PLACES = {
    PlatformName.FACEBOOK: "a Facebook page",
    PlatformName.INSTAGRAM: "an Instagram account",
    PlatformName.X: "an X account",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A page with the element ``#card``, and the words that must be found in its ``#comment-text``."""

    html: str
    shown_text: str
    excerpted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One time in two spellings."""

    local: str
    utc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """An attachment as the card shows it: `picture` is a data: address, or None with the reason in `note`."""

    kind: str
    title: str
    picture: str | None
    note: str
    sha256: str | None


def card(
    revision: Revision,
    *,
    account: Account,
    record: Record,
    shown: Excerpt,
    zone: ZoneInfo,
    pictures: Mapping[int, bytes],
) -> Card:
    """The card of `revision`, sealed as `record`; `pictures` are the kept attachments' bytes by attachment id."""
    html = (
        _templates()
        .get_template("card.html")
        .render(
            style=_style(),
            style_hash=base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode(),
            width=CARD_WIDTH,
            place=_PLACES[account.platform],
            page=shortened(account.name, NAME_LIMIT),
            page_id=account.external_id,
            revision=revision,
            record=record,
            shown=shown,
            product=PRODUCT,
            **_words(revision),
            **_times(revision, record, zone),
            enclosures=[_enclosure(kept, pictures) for kept in revision.attachments[:MOST_ATTACHMENTS]],
            more_enclosures=len(revision.attachments) - MOST_ATTACHMENTS,
        )
    )
    return Card(html=html, shown_text=shown.shown_text, excerpted=shown.excerpted)


def _words(revision: Revision) -> dict[str, object]:
    comment, parent = revision.comment, revision.parent
    return {
        "comment": comment,
        "author": _author(comment.author),
        "length": len(comment.text),
        "invisible": invisible_characters(comment.text),
        "post_text": shortened(revision.post.text, POST_LIMIT),
        "parent": parent,
        "parent_author": _author(parent.author) if parent else "",
        "parent_text": shortened(parent.text, PARENT_LIMIT) if parent else "",
    }


def _times(revision: Revision, record: Record, zone: ZoneInfo) -> dict[str, object]:
    return {
        "written": _moment(revision.comment.created_at, zone),
        "first_seen": _moment(revision.seen_at, zone),
        "sealed": _moment(record.sealed_at, zone),
        "post_written": _moment(revision.post.created_at, zone),
        "parent_written": _moment(revision.parent.created_at, zone) if revision.parent else None,
    }


def shortened(text: str, limit: int, lines: int = MOST_LINES) -> str:
    """`text` with at most `limit` characters and `lines` lines, and a sign when something is missing."""
    kept = "\n".join(text[: limit + 1].splitlines()[:lines])
    if len(kept) > limit:
        kept = kept[:limit]
    return kept if len(kept) >= len(text.rstrip()) else f"{kept.rstrip()} […]"


def shows(shown_text: str, card: Card) -> bool:
    """Whether what the browser found in the comment's box is what the card was to show (white space apart)."""
    return "".join(shown_text.split()) == "".join(card.shown_text.split())


def _author(author: Author) -> str:
    return shortened(author.name, NAME_LIMIT, 1) if author.name and author.name.strip() else ""


def _moment(at: datetime | None, zone: ZoneInfo) -> Moment | None:
    if at is None:
        return None
    try:
        utc = f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(' ', 'seconds')} UTC"
    except (OverflowError, ValueError):
        return Moment(local="time not usable", utc="outside the calendar")
    try:
        here = at.astimezone(zone)
    except (OverflowError, ValueError):  # the year 1 or 9999, in which a zone leaves the calendar
        return Moment(local="no local time", utc=utc)
    clock = f"{here.hour % 12 or 12}:{here:%M:%S %p %Z}"
    return Moment(local=f"{here:%B} {here.day}, {here.year}, {clock}", utc=utc)


def _enclosure(kept: KeptAttachment, pictures: Mapping[int, bytes]) -> Enclosure:
    content = pictures.get(kept.id)
    small = attachment_picture(content) if content is not None else None
    address = f"data:image/png;base64,{base64.b64encode(small).decode()}" if small else None
    return Enclosure(
        kind=shortened(kept.attachment.kind, 40, 1),
        title=shortened(kept.attachment.title, NAME_LIMIT, 1),
        picture=address,
        note="" if address else _why_not_drawn(kept),
        sha256=kept.sha256,
    )


def _why_not_drawn(kept: KeptAttachment) -> str:
    if kept.state is AttachmentState.KEPT:
        return "kept in the archive; not a picture that can be drawn here"
    if kept.state is AttachmentState.WAITING:
        return "not downloaded when this card was made"
    return "could not be downloaded from the platform"


@functools.cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("bot.preserve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@functools.cache
def _style() -> Markup:
    """Our own style sheet, allowed by its hash; no other style, script or address has a chance."""
    return Markup(_templates().get_template("card.css").render().strip())
