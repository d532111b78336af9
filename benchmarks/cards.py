"""What does a typical card look like? Real cards of the shipped template, with words of the chosen comments."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.model import Account, Author, Comment, CommentState, PlatformName, Post, Record, Revision
from bot.preserve.card import card
from bot.preserve.excerpt import excerpt
from bot.preserve.record import seal

NOON = datetime(2026, 11, 19, 18, 0, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/Chicago")
ACCOUNT = Account(
    id="page", platform=PlatformName.FACEBOOK, name="Maple Ridge School District", external_id="1000000000001"
)
POST = Post(
    account_id="page",
    external_id="1000000000001_77",
    text="The board meets on Thursday at 7 pm in the library. The agenda is on our website.",
    created_at=NOON,
    permalink=None,
)


def cards(comments: Sequence[str]) -> list[str]:
    """The card of each comment as HTML."""
    return [_card(_revision(number, text)) for number, text in enumerate(comments, start=1)]


def _card(revision: Revision) -> str:
    shown = excerpt(revision.comment.text, ())
    return card(revision, account=ACCOUNT, record=_record(revision), shown=shown, zone=ZONE, pictures={}).html


def _record(revision: Revision) -> Record:
    return seal(revision, hashlib.sha256(revision.comment.payload).hexdigest(), NOON)


def _revision(number: int, text: str) -> Revision:
    comment = Comment(
        account_id="page",
        external_id=str(number),
        call_id=f"77_{number}",
        post_id=POST.external_id,
        parent_id=None,
        author=Author(id="24400000000100", name="Dale Whitmore"),
        text=text,
        created_at=NOON,
        permalink=f"https://www.facebook.com/1000000000001/posts/77?comment_id={number}",
        is_hidden=False,
        can_hide=True,
        attachments=(),
        payload=f'{{"id":"77_{number}"}}'.encode(),
    )
    return Revision(
        id=number,
        comment_id=number,
        comment=comment,
        sha256=comment.sha256,
        seen_at=NOON,
        is_newest=True,
        comment_state=CommentState.PRESENT,
        post=POST,
        parent=None,
        attachments=(),
    )
