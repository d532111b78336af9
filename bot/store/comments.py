"""What did people write? Posts, comments, revisions and attachments."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from sqlite3 import Row

from bot.errors import StoreError
from bot.model import (
    Attachment,
    AttachmentState,
    Author,
    Comment,
    CommentState,
    KeptAttachment,
    KnownComment,
    Post,
    PostKind,
    Revision,
)
from bot.store.connection import Connection, marks, moment, moment_or_none, written, written_or_none

_SAVE_POST = """
INSERT INTO post (account_id, external_id, text, created_at, permalink, comment_count, seen_at, kind)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (account_id, external_id) DO UPDATE SET
  text = excluded.text, permalink = excluded.permalink, comment_count = excluded.comment_count,
  seen_at = excluded.seen_at, kind = excluded.kind, created_at = coalesce(excluded.created_at, created_at)
WHERE (created_at IS NULL AND excluded.created_at IS NOT NULL) OR text <> excluded.text OR kind <> excluded.kind
  OR comment_count IS NOT excluded.comment_count OR permalink IS NOT excluded.permalink
"""

_SAVE_COMMENT = """
INSERT INTO comment (account_id, external_id, call_id, post_id, parent_id, created_at, first_seen_at, state, state_at,
  is_hidden, can_hide)
VALUES (?, ?, ?, ?, ?, ?, ?, 'present', ?, ?, ?)
ON CONFLICT (account_id, external_id) DO UPDATE SET
  call_id = excluded.call_id, state = 'present', state_at = excluded.state_at,
  is_hidden = coalesce(excluded.is_hidden, is_hidden), can_hide = coalesce(excluded.can_hide, can_hide)
RETURNING id
"""

_KNOWN = """
SELECT c.*, r.sha256 FROM comment c JOIN revision r ON r.id = c.newest_revision
"""

_REVISION = """
SELECT r.*, c.account_id, c.external_id, c.call_id, c.post_id, c.parent_id, c.created_at, c.state, c.is_hidden,
  c.can_hide, c.newest_revision
FROM revision r JOIN comment c ON c.id = r.comment_id
"""


class SqliteComments:
    """The tables `post`, `comment`, `revision` and `attachment`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save_post(self, post: Post, seen_at: datetime) -> None:
        """Keep or renew a post; an unchanged one costs no write."""
        self._connection.run(
            _SAVE_POST,
            post.account_id,
            post.external_id,
            post.text,
            written_or_none(post.created_at),
            post.permalink,
            post.comment_count,
            written(seen_at),
            post.kind,
        )

    def known(self, account_id: str, external_ids: Sequence[str]) -> Mapping[str, KnownComment]:
        """What we hold of these comments, by external id."""
        rows = self._connection.rows(
            f"{_KNOWN} WHERE c.account_id = ? AND c.external_id IN ({marks(external_ids)})", account_id, *external_ids
        )
        return {row["external_id"]: _known(row) for row in rows}

    def known_on(self, account_id: str, post_id: str) -> Sequence[KnownComment]:
        """Everything we hold of one post that was present when last seen, the longest unchanged or unseen first."""
        rows = self._connection.rows(
            f"{_KNOWN} WHERE c.account_id = ? AND c.post_id = ? AND c.state = 'present' ORDER BY c.state_at, c.id",
            account_id,
            post_id,
        )
        return [_known(row) for row in rows]

    def save(self, comment: Comment, seen_at: datetime) -> int:
        """Keep a comment as its newest revision and answer the revision's id. Twice is once."""
        with self._connection.transaction():
            comment_id = self._save_comment(comment, seen_at)
            revision_id = self._save_revision(comment_id, comment, seen_at)
            self._connection.run(
                "UPDATE comment SET newest_revision = ? WHERE id = ? AND newest_revision IS NOT ?",
                revision_id,
                comment_id,
                revision_id,
            )
        return revision_id

    def _save_comment(self, comment: Comment, seen_at: datetime) -> int:
        row = self._connection.row(
            _SAVE_COMMENT,
            comment.account_id,
            comment.external_id,
            comment.call_id,
            comment.post_id,
            comment.parent_id,
            written_or_none(comment.created_at),
            written(seen_at),
            written(seen_at),
            comment.is_hidden,
            comment.can_hide,
        )
        if row is None:
            raise StoreError("a comment could not be kept", account=comment.account_id, comment=comment.external_id)
        return int(row["id"])

    def _save_revision(self, comment_id: int, comment: Comment, seen_at: datetime) -> int:
        there = self._connection.row(
            "SELECT id FROM revision WHERE comment_id = ? AND sha256 = ?", comment_id, comment.sha256
        )
        if there is not None:
            return int(there["id"])
        revision_id = self._connection.add(
            "INSERT INTO revision (comment_id, sha256, text, author_id, author_name, permalink, payload, seen_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            comment_id,
            comment.sha256,
            comment.text,
            comment.author.id,
            comment.author.name,
            comment.permalink,
            comment.payload,
            written(seen_at),
        )
        for position, attachment in enumerate(comment.attachments):
            self._save_attachment(revision_id, position, attachment)
        return revision_id

    def _save_attachment(self, revision_id: int, position: int, attachment: Attachment) -> None:
        self._connection.run(
            "INSERT INTO attachment (revision_id, position, kind, url, identity, title, state, error) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            revision_id,
            position,
            attachment.kind,
            attachment.url,
            attachment.identity,
            attachment.title,
            AttachmentState.WAITING if attachment.url else AttachmentState.FAILED,
            "" if attachment.url else "the platform gave no address for it",
        )

    def note_state(
        self, comment_id: int, seen_at: datetime, *, state: CommentState | None = None, is_hidden: bool | None = None
    ) -> None:
        """Write down that the platform shows the comment differently; None leaves that side as it was."""
        self._connection.run(
            "UPDATE comment SET state = coalesce(?, state), is_hidden = coalesce(?, is_hidden), state_at = ? "
            "WHERE id = ?",
            state,
            is_hidden,
            written(seen_at),
            comment_id,
        )

    def revision(self, revision_id: int) -> Revision:
        """One revision with post, parent and attachments. Raises `StoreError` when there is none."""
        row = self._connection.row(f"{_REVISION} WHERE r.id = ?", revision_id)
        if row is None:
            raise StoreError("there is no such revision", revision=revision_id)
        attachments = self.attachments_of(revision_id)
        return Revision(
            id=row["id"],
            comment_id=row["comment_id"],
            comment=_comment(row, attachments),
            sha256=row["sha256"],
            seen_at=moment(row["seen_at"]),
            is_newest=row["newest_revision"] == row["id"],
            comment_state=CommentState(row["state"]),
            post=self.post(row["account_id"], row["post_id"]),
            parent=self._parent(row),
            attachments=tuple(attachments),
        )

    def post(self, account_id: str, external_id: str) -> Post:
        """A post as last seen; one that was never listed has only its ids."""
        row = self._connection.row(
            "SELECT * FROM post WHERE account_id = ? AND external_id = ?", account_id, external_id
        )
        return Post(
            account_id=account_id,
            external_id=external_id,
            text="" if row is None else row["text"],
            created_at=None if row is None else moment_or_none(row["created_at"]),
            permalink=None if row is None else row["permalink"],
            comment_count=None if row is None else row["comment_count"],
            kind=PostKind.POST if row is None else PostKind(row["kind"]),
        )

    def _parent(self, row: Row) -> Comment | None:
        if row["parent_id"] is None:
            return None
        parent = self._connection.row(
            f"{_REVISION} WHERE c.account_id = ? AND c.external_id = ? AND r.id = c.newest_revision",
            row["account_id"],
            row["parent_id"],
        )
        return None if parent is None else _comment(parent, ())

    def attachment(self, attachment_id: int) -> KeptAttachment:
        """One attachment. Raises `StoreError` when there is none."""
        rows = self._attachments("a.id = ?", attachment_id)
        if not rows:
            raise StoreError("there is no such attachment", attachment=attachment_id)
        return rows[0]

    def attachments_of(self, revision_id: int) -> Sequence[KeptAttachment]:
        """The attachments of one revision, in their order."""
        return self._attachments("a.revision_id = ?", revision_id)

    def _attachments(self, condition: str, value: int) -> list[KeptAttachment]:
        rows = self._connection.rows(
            "SELECT a.*, c.account_id FROM attachment a JOIN revision r ON r.id = a.revision_id "
            f"JOIN comment c ON c.id = r.comment_id WHERE {condition} ORDER BY a.position",
            value,
        )
        return [_attachment(row) for row in rows]

    def settle_attachment(self, attachment_id: int, state: AttachmentState, *, sha256: str | None, error: str) -> None:
        """Write down what became of an attachment's bytes."""
        self._connection.run(
            "UPDATE attachment SET state = ?, sha256 = ?, error = ? WHERE id = ?", state, sha256, error, attachment_id
        )


def _known(row: Row) -> KnownComment:
    return KnownComment(
        id=row["id"],
        external_id=row["external_id"],
        call_id=row["call_id"],
        revision_id=row["newest_revision"],
        sha256=row["sha256"],
        state=CommentState(row["state"]),
        is_hidden=_truth(row["is_hidden"]),
        created_at=moment_or_none(row["created_at"]),
        first_seen_at=moment(row["first_seen_at"]),
    )


def _comment(row: Row, attachments: Sequence[KeptAttachment]) -> Comment:
    return Comment(
        account_id=row["account_id"],
        external_id=row["external_id"],
        call_id=row["call_id"],
        post_id=row["post_id"],
        parent_id=row["parent_id"],
        author=Author(id=row["author_id"], name=row["author_name"]),
        text=row["text"],
        created_at=moment_or_none(row["created_at"]),
        permalink=row["permalink"],
        is_hidden=_truth(row["is_hidden"]),
        can_hide=_truth(row["can_hide"]),
        attachments=tuple(kept.attachment for kept in attachments),
        payload=row["payload"],
    )


def _attachment(row: Row) -> KeptAttachment:
    return KeptAttachment(
        id=row["id"],
        revision_id=row["revision_id"],
        account_id=row["account_id"],
        attachment=Attachment(kind=row["kind"], url=row["url"], identity=row["identity"], title=row["title"]),
        state=AttachmentState(row["state"]),
        sha256=row["sha256"],
        error=row["error"] or None,
    )


def _truth(value: int | None) -> bool | None:
    return None if value is None else bool(value)
