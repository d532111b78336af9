"""What did watching by plan, webhooks and answers in public add? Watches, wakes, quotas, pauses, notices, new kinds."""

from sqlite_utils import Database

from bot.store.migrations.m0001 import refuse, run

WATCHING = """
ALTER TABLE post ADD COLUMN kind TEXT NOT NULL DEFAULT 'post';
ALTER TABLE checkpoint ADD COLUMN listed INTEGER;
ALTER TABLE checkpoint ADD COLUMN read_at TEXT;
ALTER TABLE checkpoint ADD COLUMN due_at TEXT NOT NULL DEFAULT '';
CREATE INDEX checkpoint_due ON checkpoint (account_id, due_at);

CREATE TABLE account_watch (
  account_id TEXT PRIMARY KEY,
  fresh_at TEXT,
  watched_at TEXT
) STRICT;

CREATE TABLE wake (
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  post_id TEXT NOT NULL,
  comment_id TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (account_id, kind, post_id, comment_id)
) STRICT;

CREATE TABLE quota (
  name TEXT NOT NULL,
  bucket TEXT NOT NULL,
  percent INTEGER,
  blocked_until TEXT,
  strikes INTEGER NOT NULL,
  noted_at TEXT NOT NULL,
  PRIMARY KEY (name, bucket)
) STRICT;

CREATE TABLE pause (
  account_id TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('all', 'writes')),
  until TEXT NOT NULL,
  why TEXT NOT NULL,
  begun_at TEXT,
  PRIMARY KEY (account_id, scope)
) STRICT;

CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  account_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  why TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  closed_at TEXT,
  closed_by TEXT,
  CHECK ((closed_at IS NULL) = (closed_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX notice_open ON notice (account_id, kind, subject) WHERE closed_at IS NULL;
CREATE INDEX notice_of ON notice (account_id, kind, subject, id);
"""

# SQLite can't widen a CHECK in place. `action` points at `decision`, so it steps aside first; DROP TABLE fires no
# trigger, and the guards are made anew.
KINDS = """
CREATE TABLE action_aside AS SELECT * FROM action;
DROP TABLE action;

CREATE TABLE decision_wider (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  comment_id INTEGER NOT NULL REFERENCES comment (id),
  kind TEXT NOT NULL CHECK (kind IN ('hide', 'unhide', 'keep', 'reply', 'comment', 'withdraw', 'delete')),
  actor TEXT NOT NULL CHECK (length(actor) > 0),
  made_at TEXT NOT NULL,
  guideline TEXT,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  undoes INTEGER REFERENCES decision_wider (id),
  text TEXT NOT NULL DEFAULT '',
  UNIQUE (id, revision_id, comment_id, kind),
  CHECK (kind NOT IN ('hide', 'delete') OR (guideline IS NOT NULL AND length(reason) > 0)),
  CHECK (kind NOT IN ('unhide', 'withdraw') OR undoes IS NOT NULL),
  CHECK ((kind IN ('reply', 'comment')) = (length(text) > 0)),
  CHECK (kind NOT IN ('delete', 'reply', 'comment', 'withdraw') OR (actor <> 'bot' AND actor NOT LIKE 'bot@%'))
) STRICT;
INSERT INTO decision_wider
  (id, key, revision_id, comment_id, kind, actor, made_at, guideline, reason, note, undoes)
  SELECT id, key, revision_id, comment_id, kind, actor, made_at, guideline, reason, note, undoes FROM decision;
DROP TABLE decision;
ALTER TABLE decision_wider RENAME TO decision;
CREATE INDEX decision_on_comment ON decision (comment_id);

-- No proof, no hiding, no deleting and no answer: the index itself refuses them without a good capture of the same
-- revision, and an action that isn't its decision's. Only a person deletes or speaks in public.
CREATE TABLE action (
  id INTEGER PRIMARY KEY,
  decision_id INTEGER NOT NULL UNIQUE REFERENCES decision (id),
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  comment_id INTEGER NOT NULL REFERENCES comment (id),
  kind TEXT NOT NULL CHECK (kind IN ('hide', 'unhide', 'reply', 'comment', 'withdraw', 'delete')),
  state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'done', 'failed')),
  capture_id INTEGER,
  capture_outcome TEXT,
  planned_at TEXT NOT NULL,
  ended_at TEXT,
  answer TEXT NOT NULL DEFAULT '',
  made_id TEXT NOT NULL DEFAULT '',
  sent_at TEXT,
  asked_at TEXT,
  searched_at TEXT,
  FOREIGN KEY (decision_id, revision_id, comment_id, kind) REFERENCES decision (id, revision_id, comment_id, kind),
  FOREIGN KEY (revision_id, capture_id, capture_outcome) REFERENCES capture (revision_id, id, outcome),
  CHECK (kind IN ('unhide', 'withdraw')
    OR (capture_id IS NOT NULL AND capture_outcome IS NOT NULL AND capture_outcome = 'ok'))
) STRICT;
INSERT INTO action
  (id, decision_id, revision_id, comment_id, kind, state, capture_id, capture_outcome, planned_at, ended_at, answer)
  SELECT id, decision_id, revision_id, comment_id, kind, state, capture_id, capture_outcome, planned_at, ended_at,
    answer FROM action_aside;
DROP TABLE action_aside;
CREATE INDEX action_on_comment ON action (comment_id);
CREATE INDEX action_made ON action (made_id) WHERE made_id <> '';
CREATE TRIGGER action_keeps_what_it_is BEFORE UPDATE OF decision_id, revision_id, comment_id, kind, capture_id,
  capture_outcome, planned_at ON action BEGIN SELECT RAISE(ABORT, 'an action stays itself'); END;
CREATE TRIGGER action_keeps_what_it_did BEFORE UPDATE OF made_id, sent_at ON action
  WHEN (OLD.made_id <> '' AND NEW.made_id <> OLD.made_id)
    OR (OLD.sent_at IS NOT NULL AND NEW.sent_at IS NOT OLD.sent_at)
  BEGIN SELECT RAISE(ABORT, 'what an action did stays so'); END;
CREATE TRIGGER action_stays_ended BEFORE UPDATE ON action WHEN OLD.state IN ('done', 'failed')
  BEGIN SELECT RAISE(ABORT, 'an action that ended stays as it is'); END;
CREATE TRIGGER decision_undoes_its_kind BEFORE INSERT ON decision WHEN NEW.kind IN ('unhide', 'withdraw')
  AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.undoes AND d.comment_id = NEW.comment_id
    AND ((NEW.kind = 'unhide' AND d.kind = 'hide') OR (NEW.kind = 'withdraw' AND d.kind IN ('reply', 'comment'))))
  BEGIN SELECT RAISE(ABORT, 'a decision undoes a hide or an answer on the same comment'); END;

-- What is asked about an answer of ours is no question about the comment: one doesn't hide or close the other.
ALTER TABLE review_item ADD COLUMN answer_id INTEGER REFERENCES decision (id);
DROP INDEX review_item_open;
CREATE UNIQUE INDEX review_item_open ON review_item (revision_id, reason, coalesce(answer_id, 0))
  WHERE closed_at IS NULL;
"""


def watching(database: Database) -> None:
    """Add the tables of watching, and let people delete, answer and take answers back."""
    run(database, WATCHING)
    run(database, KINDS)
    refuse(database, "decision", "UPDATE")
    for table in ("decision", "action", "notice"):
        refuse(database, table, "DELETE")
