"""What does a person want to read? Shelves, single comments with their history, figures, search."""

from collections.abc import Sequence

from bot.model import (
    CommentView,
    DecisionLine,
    Figures,
    ReviewItem,
    SearchHit,
    Shelf,
    ShelfPage,
)
from bot.store.comments import SqliteComments
from bot.store.connection import Connection, moment, translated
from bot.store.decisions import SqliteDecisions
from bot.store.evidence import SqliteEvidence
from bot.store.queue import review_item
from bot.store.verdicts import SqliteVerdicts

# Each answers `revision_id`; {account} is a further condition on comment c.
_SHELVES = {
    Shelf.QUEUE: """
SELECT q.revision_id, q.alert, q.at FROM
  (SELECT i.revision_id, max(i.alert) AS alert, min(i.opened_at) AS at FROM review_item i
   JOIN comment c ON c.id = i.comment_id WHERE i.closed_at IS NULL {account} GROUP BY i.revision_id) q
ORDER BY q.alert DESC, coalesce((SELECT v.priority FROM verdict v WHERE v.revision_id = q.revision_id
  ORDER BY v.id DESC LIMIT 1), 0.0) DESC, q.at, q.revision_id
""",
    Shelf.KEPT: """
SELECT c.newest_revision AS revision_id FROM comment c
JOIN verdict v ON v.id = (SELECT max(w.id) FROM verdict w WHERE w.revision_id = c.newest_revision)
WHERE c.newest_revision > (SELECT coalesce(max(id), 0) FROM revision) - 20000 {account}
  AND v.outcome = 'keep' AND c.state = 'present' AND c.is_hidden IS NOT 1
  AND NOT EXISTS (SELECT 1 FROM review_item i WHERE i.comment_id = c.id AND i.closed_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.revision_id = c.newest_revision AND d.actor NOT LIKE 'bot@%')
ORDER BY substr(v.judged_at, 1, 10) DESC, v.priority DESC, c.newest_revision DESC
""",
    Shelf.HIDDEN: """
SELECT a.revision_id FROM action a JOIN comment c ON c.id = a.comment_id
WHERE a.state = 'done' AND a.kind = 'hide' AND c.is_hidden IS NOT 0 AND c.state = 'present' {account}
  AND a.id = (SELECT max(b.id) FROM action b WHERE b.comment_id = a.comment_id AND b.state = 'done'
    AND b.kind IN ('hide', 'unhide'))
ORDER BY a.id DESC
""",
    Shelf.DECIDED: """
SELECT d.revision_id FROM decision d JOIN comment c ON c.id = d.comment_id
WHERE d.actor NOT LIKE 'bot@%' {account}
  AND d.id = (SELECT max(e.id) FROM decision e WHERE e.comment_id = d.comment_id AND e.actor NOT LIKE 'bot@%')
ORDER BY d.id DESC
""",
    Shelf.ALL: """
SELECT c.newest_revision AS revision_id FROM comment c WHERE c.newest_revision IS NOT NULL {account}
ORDER BY c.newest_revision DESC
""",
}

_FIGURES = """
SELECT
  (SELECT count(*) FROM comment) AS collected,
  (SELECT count(*) FROM comment c JOIN verdict v ON v.id =
     (SELECT max(id) FROM verdict WHERE revision_id = c.newest_revision) WHERE v.outcome = 'keep') AS kept,
  (SELECT count(DISTINCT revision_id) FROM review_item WHERE closed_at IS NULL) AS queued,
  (SELECT count(*) FROM capture WHERE outcome = 'ok') AS captures,
  (SELECT count(*) FROM work WHERE state = 'failed')
    + (SELECT count(*) FROM capture WHERE outcome = 'failed')
    + (SELECT count(*) FROM action WHERE state = 'failed') AS failures,
  (SELECT count(*) FROM work WHERE state IN ('todo', 'doing')) AS waiting,
  (SELECT count(DISTINCT revision_id) FROM review_item WHERE closed_at IS NULL AND alert = 1) AS alerts
"""


class SqliteDesk:
    """Reading for people; changes nothing."""

    def __init__(
        self,
        connection: Connection,
        *,
        comments: SqliteComments,
        verdicts: SqliteVerdicts,
        evidence: SqliteEvidence,
        decisions: SqliteDecisions,
    ) -> None:
        self._connection = connection
        self._comments = comments
        self._verdicts = verdicts
        self._evidence = evidence
        self._decisions = decisions

    def shelf(self, shelf: Shelf, *, account_id: str | None, page: int, per_page: int) -> ShelfPage:
        """One page (1 is the first) of a shelf, for one account or all. A page behind the end is the last one."""
        sql = _SHELVES[shelf].format(account="" if account_id is None else "AND c.account_id = ?")
        values = () if account_id is None else (account_id,)
        total = self._connection.number(f"SELECT count(*) FROM ({sql})", *values)
        pages = max(1, -(-total // per_page))
        page = min(max(1, page), pages)
        rows = self._connection.rows(f"{sql} LIMIT ? OFFSET ?", *values, per_page, (page - 1) * per_page)
        views = [self.view(row["revision_id"]) for row in rows]
        return ShelfPage(views=tuple(view for view in views if view), total=total, page=page, pages=pages)

    def view(self, revision_id: int) -> CommentView | None:
        """One revision with everything known of it; None when there is none."""
        if self._connection.row("SELECT 1 FROM revision WHERE id = ?", revision_id) is None:
            return None
        revision = self._comments.revision(revision_id)
        in_force = self._decisions.hide_in_force(revision.comment_id)
        return CommentView(
            revision=revision,
            judged=self._verdicts.latest(revision_id),
            record=self._evidence.record(revision_id),
            capture=self._evidence.capture(revision_id),
            items=self._items(revision.comment_id),
            decisions=tuple(
                DecisionLine(decision=decision, action=self._decisions.action_of(decision.id))
                for decision in self._decisions.of_comment(revision.comment_id)
            ),
            revisions=tuple(
                (row["id"], moment(row["seen_at"]))
                for row in self._connection.rows(
                    "SELECT id, seen_at FROM revision WHERE comment_id = ? ORDER BY id", revision.comment_id
                )
            ),
            hide_in_force=None if in_force is None else in_force.id,
        )

    def _items(self, comment_id: int) -> tuple[ReviewItem, ...]:
        rows = self._connection.rows(
            "SELECT * FROM review_item WHERE comment_id = ? ORDER BY closed_at IS NOT NULL, alert DESC, id", comment_id
        )
        return tuple(map(review_item, rows))

    def figures(self) -> Figures:
        """The archive in numbers."""
        row = self._connection.rows(_FIGURES)[0]
        hidden = self._connection.number(f"SELECT count(*) FROM ({_SHELVES[Shelf.HIDDEN].format(account='')})")
        return Figures(**{name: row[name] for name in row.keys()}, hidden=hidden)  # noqa: SIM118 - a Row is no dict

    def search(self, words: str, limit: int) -> Sequence[SearchHit]:
        """Full-text search in comments; `words` is typed by a person and never an expression."""
        phrases = " ".join(f'"{word.replace(chr(34), chr(34) * 2)}"' for word in words.replace("\0", " ").split())
        if not phrases:
            return []
        # sqlite-utils' own quoting (search(quote=True)) fails on a lone quotation mark.
        with translated():
            revisions = self._connection.database["revision"]
            found = list(revisions.search(phrases, limit=limit, columns=["id"]))  # type: ignore[union-attr]
        views = [self.view(int(str(row["id"]))) for row in found]
        return [_hit(view) for view in views if view]


def _hit(view: CommentView) -> SearchHit:
    comment = view.revision.comment
    return SearchHit(
        revision_id=view.revision.id,
        account_id=comment.account_id,
        author=comment.author.name or "",
        text=comment.text,
        seen_at=view.revision.seen_at,
        outcome=view.judged.verdict.outcome if view.judged else "",
        is_hidden=view.hide_in_force is not None and comment.is_hidden is not False,
    )
