"""What did the index look like first? The whole corridor: comments, work, proof, decisions, people, log."""

import sqlite3

from sqlite_utils import Database

TABLES = """
CREATE TABLE post (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  external_id TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at TEXT,
  permalink TEXT,
  comment_count INTEGER,
  seen_at TEXT NOT NULL,
  UNIQUE (account_id, external_id)
) STRICT;

CREATE TABLE comment (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  external_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  post_id TEXT NOT NULL,
  parent_id TEXT,
  created_at TEXT,
  first_seen_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('present', 'vanished')),
  state_at TEXT NOT NULL,
  is_hidden INTEGER CHECK (is_hidden IN (0, 1)),
  can_hide INTEGER CHECK (can_hide IN (0, 1)),
  newest_revision INTEGER,
  UNIQUE (account_id, external_id)
) STRICT;
CREATE INDEX comment_on_post ON comment (account_id, post_id, state);

CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  comment_id INTEGER NOT NULL REFERENCES comment (id),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  text TEXT NOT NULL,
  author_id TEXT,
  author_name TEXT,
  permalink TEXT,
  payload BLOB NOT NULL,
  seen_at TEXT NOT NULL,
  UNIQUE (comment_id, sha256)
) STRICT;

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  url TEXT,
  identity TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'kept', 'failed')),
  sha256 TEXT,
  error TEXT NOT NULL DEFAULT '',
  UNIQUE (revision_id, position),
  CHECK (state <> 'kept' OR sha256 IS NOT NULL)
) STRICT;

CREATE TABLE checkpoint (
  account_id TEXT NOT NULL,
  post_id TEXT NOT NULL,
  newest TEXT,
  comment_count INTEGER,
  whole_at TEXT,
  PRIMARY KEY (account_id, post_id)
) STRICT;

CREATE TABLE monitored (
  account_id TEXT NOT NULL,
  day TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  passes INTEGER NOT NULL,
  comments INTEGER NOT NULL,
  PRIMARY KEY (account_id, day)
) STRICT;

CREATE TABLE account_health (
  account_id TEXT PRIMARY KEY,
  last_ok_at TEXT,
  last_try_at TEXT NOT NULL,
  trouble TEXT NOT NULL
) STRICT;

CREATE TABLE work (
  id INTEGER PRIMARY KEY,
  stage TEXT NOT NULL,
  subject INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('todo', 'doing', 'done', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  run_after TEXT NOT NULL,
  claimed_until TEXT,
  error TEXT NOT NULL DEFAULT '',
  ended_at TEXT,
  UNIQUE (stage, subject)
) STRICT;
CREATE INDEX work_waiting ON work (stage, run_after) WHERE state IN ('todo', 'doing');
CREATE INDEX work_failed ON work (ended_at) WHERE state = 'failed';

CREATE TABLE verdict (
  id INTEGER PRIMARY KEY,
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('keep', 'review', 'hide')),
  guideline TEXT,
  guidelines_version TEXT NOT NULL,
  hold INTEGER NOT NULL CHECK (hold IN (0, 1)),
  alert INTEGER NOT NULL CHECK (alert IN (0, 1)),
  why TEXT NOT NULL,
  judged_at TEXT NOT NULL,
  UNIQUE (revision_id, guidelines_version),
  CHECK (outcome <> 'hide' OR guideline IS NOT NULL)
) STRICT;

CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  verdict_id INTEGER NOT NULL REFERENCES verdict (id),
  guideline TEXT,
  rule TEXT NOT NULL,
  score REAL NOT NULL CHECK (score >= 0 AND score <= 1),
  start_at INTEGER NOT NULL CHECK (start_at >= 0),
  end_at INTEGER NOT NULL,
  matched TEXT NOT NULL,
  why TEXT NOT NULL,
  routing TEXT NOT NULL,
  alert INTEGER NOT NULL CHECK (alert IN (0, 1)),
  CHECK (end_at >= start_at)
) STRICT;
CREATE INDEX finding_of_verdict ON finding (verdict_id);

CREATE TABLE record (
  revision_id INTEGER PRIMARY KEY REFERENCES revision (id),
  payload_sha256 TEXT NOT NULL CHECK (length(payload_sha256) = 64),
  content_sha256 TEXT NOT NULL CHECK (length(content_sha256) = 64),
  sealed_at TEXT NOT NULL
) STRICT;

CREATE TABLE capture (
  id INTEGER PRIMARY KEY,
  revision_id INTEGER NOT NULL REFERENCES record (revision_id),
  outcome TEXT NOT NULL CHECK (outcome IN ('ok', 'failed')),
  taken_at TEXT NOT NULL,
  tool TEXT NOT NULL,
  sha256 TEXT,
  thumbnail_sha256 TEXT,
  width INTEGER,
  height INTEGER,
  excerpted INTEGER NOT NULL CHECK (excerpted IN (0, 1)),
  error TEXT,
  UNIQUE (revision_id, id, outcome),
  CHECK (outcome = 'failed' OR (sha256 IS NOT NULL AND thumbnail_sha256 IS NOT NULL)),
  CHECK (outcome = 'ok' OR error IS NOT NULL)
) STRICT;

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  comment_id INTEGER NOT NULL REFERENCES comment (id),
  kind TEXT NOT NULL CHECK (kind IN ('hide', 'unhide', 'keep')),
  actor TEXT NOT NULL CHECK (length(actor) > 0),
  made_at TEXT NOT NULL,
  guideline TEXT,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  undoes INTEGER REFERENCES decision (id),
  UNIQUE (id, revision_id, comment_id, kind),
  CHECK (kind <> 'hide' OR (guideline IS NOT NULL AND length(reason) > 0)),
  CHECK (kind <> 'unhide' OR undoes IS NOT NULL)
) STRICT;
CREATE INDEX decision_on_comment ON decision (comment_id);

-- No proof, no hiding: the index itself refuses a hide without a good capture of the same revision, and an action
-- that isn't its decision's (other words, another comment, another kind).
CREATE TABLE action (
  id INTEGER PRIMARY KEY,
  decision_id INTEGER NOT NULL UNIQUE REFERENCES decision (id),
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  comment_id INTEGER NOT NULL REFERENCES comment (id),
  kind TEXT NOT NULL CHECK (kind IN ('hide', 'unhide')),
  state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'done', 'failed')),
  capture_id INTEGER,
  capture_outcome TEXT,
  planned_at TEXT NOT NULL,
  ended_at TEXT,
  answer TEXT NOT NULL DEFAULT '',
  FOREIGN KEY (decision_id, revision_id, comment_id, kind) REFERENCES decision (id, revision_id, comment_id, kind),
  FOREIGN KEY (revision_id, capture_id, capture_outcome) REFERENCES capture (revision_id, id, outcome),
  CHECK (kind <> 'hide' OR (capture_id IS NOT NULL AND capture_outcome IS NOT NULL AND capture_outcome = 'ok'))
) STRICT;
CREATE INDEX action_on_comment ON action (comment_id);

CREATE TABLE review_item (
  id INTEGER PRIMARY KEY,
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  comment_id INTEGER NOT NULL REFERENCES comment (id),
  reason TEXT NOT NULL,
  why TEXT NOT NULL,
  alert INTEGER NOT NULL CHECK (alert IN (0, 1)),
  opened_at TEXT NOT NULL,
  closed_at TEXT,
  closed_by TEXT
) STRICT;
CREATE UNIQUE INDEX review_item_open ON review_item (revision_id, reason) WHERE closed_at IS NULL;
CREATE INDEX review_item_queue ON review_item (alert DESC, opened_at) WHERE closed_at IS NULL;
CREATE INDEX review_item_on_comment ON review_item (comment_id);

CREATE TABLE reviewer (
  name TEXT PRIMARY KEY COLLATE NOCASE,
  display_name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
  created_at TEXT NOT NULL,
  disabled_at TEXT,
  session_key TEXT NOT NULL
) STRICT;

CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  previous TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;
"""

APPEND_ONLY = ("revision", "verdict", "finding", "record", "capture", "decision", "ledger")
"""Tables whose rows stay as they were written."""

UNDELETABLE = ("comment", "action", "review_item", "reviewer")
"""Tables whose rows may move on but never go."""


def corridor(database: Database) -> None:
    """Make the tables, their guards and the full-text index."""
    run(database, TABLES)
    for table in APPEND_ONLY:
        refuse(database, table, "UPDATE")
    for table in (*APPEND_ONLY, *UNDELETABLE):
        refuse(database, table, "DELETE")
    database.conn.execute(
        "CREATE TRIGGER action_keeps_what_it_is BEFORE UPDATE OF decision_id, revision_id, comment_id, kind,"
        " capture_id, capture_outcome, planned_at ON action BEGIN SELECT RAISE(ABORT, 'an action stays itself'); END"
    )
    database["revision"].enable_fts(["text", "author_name"], create_triggers=True, tokenize="unicode61")  # type: ignore[union-attr]


def refuse(database: Database, table: str, verb: str) -> None:
    """Make the database refuse a verb on a table."""
    database.conn.execute(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: no {verb}'); END"
    )


def run(database: Database, script: str) -> None:
    """Run the statements of a script inside the transaction that is open."""
    # executescript would commit the transaction that is open around us.
    text = ""
    for line in script.splitlines():
        text += line + "\n"
        if sqlite3.complete_statement(text):
            database.conn.execute(text)
            text = ""
