"""What did rules written by the district add? Their edits, steps, tests and requests; the order of the queue."""

from sqlite_utils import Database

from bot.store.migrations.m0001 import refuse, run

RULEBOOK = """
ALTER TABLE verdict ADD COLUMN priority REAL NOT NULL DEFAULT 0.0;
ALTER TABLE finding ADD COLUMN statement TEXT;
CREATE INDEX verdict_when ON verdict (judged_at);
CREATE INDEX finding_of_rule ON finding (rule, verdict_id);

CREATE TABLE house_rule (
  id INTEGER PRIMARY KEY,
  rule_id TEXT NOT NULL CHECK (length(rule_id) > 0),
  content TEXT NOT NULL CHECK (length(content) > 0),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  guideline TEXT,
  may_hide INTEGER NOT NULL CHECK (may_hide IN (0, 1)),
  written_by TEXT NOT NULL COLLATE NOCASE REFERENCES reviewer (name),
  written_at TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX house_rule_of ON house_rule (rule_id, digest);

CREATE TABLE rule_test (
  id INTEGER PRIMARY KEY,
  rule_id TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  guidelines_version TEXT NOT NULL,
  actor TEXT NOT NULL COLLATE NOCASE REFERENCES reviewer (name),
  at TEXT NOT NULL,
  since TEXT,
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  judged INTEGER NOT NULL CHECK (judged >= 0),
  hits INTEGER NOT NULL CHECK (hits BETWEEN 0 AND judged),
  true_positives INTEGER NOT NULL,
  false_positives INTEGER NOT NULL,
  would_change INTEGER NOT NULL,
  would_hide INTEGER NOT NULL,
  micros REAL NOT NULL,
  UNIQUE (id, rule_id, digest)
) STRICT;
CREATE INDEX rule_test_of ON rule_test (rule_id, id);

CREATE TABLE rule_step (
  id INTEGER PRIMARY KEY,
  rule_id TEXT NOT NULL CHECK (length(rule_id) > 0),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  standing TEXT NOT NULL CHECK (standing IN ('draft', 'shadow', 'live', 'withdrawn')),
  hides INTEGER NOT NULL CHECK (hides IN (0, 1)),
  actor TEXT NOT NULL COLLATE NOCASE CHECK (length(actor) > 0),
  at TEXT NOT NULL,
  why TEXT NOT NULL,
  test_id INTEGER,
  FOREIGN KEY (test_id, rule_id, digest) REFERENCES rule_test (id, rule_id, digest),
  CHECK (hides = 0 OR (standing = 'live' AND test_id IS NOT NULL))
) STRICT;
CREATE INDEX rule_step_of ON rule_step (rule_id, id);

-- `after_step` is the rule's newest step when it was asked: any later step answers the request.
CREATE TABLE rule_request (
  id INTEGER PRIMARY KEY,
  rule_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  test_id INTEGER NOT NULL,
  after_step INTEGER NOT NULL,
  asked_by TEXT NOT NULL COLLATE NOCASE REFERENCES reviewer (name),
  asked_at TEXT NOT NULL,
  note TEXT NOT NULL,
  FOREIGN KEY (test_id, rule_id, digest) REFERENCES rule_test (id, rule_id, digest)
) STRICT;
CREATE INDEX rule_request_of ON rule_request (rule_id, digest, after_step);

-- A no to a request: the rule stays where it was. It answers every older request about the same content, too.
CREATE TABLE rule_decline (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES rule_request (id),
  actor TEXT NOT NULL COLLATE NOCASE REFERENCES reviewer (name),
  at TEXT NOT NULL,
  why TEXT NOT NULL CHECK (length(why) > 0)
) STRICT;
CREATE INDEX rule_decline_of ON rule_decline (request_id);
CREATE VIEW rule_question AS SELECT q.* FROM rule_request q
  WHERE q.after_step = (SELECT coalesce(max(s.id), 0) FROM rule_step s WHERE s.rule_id = q.rule_id)
  AND NOT EXISTS (SELECT 1 FROM rule_request o JOIN rule_decline d ON d.request_id = o.id
    WHERE o.rule_id = q.rule_id AND o.digest = q.digest AND o.id >= q.id);

-- A house rule is live only after a test of this very content, by somebody who may log in. The bot itself takes rules
-- out of use; live it only writes down what a file holds, which then asks a person at most.
CREATE TRIGGER rule_step_by_a_reviewer BEFORE INSERT ON rule_step
  WHEN NOT (NEW.actor LIKE 'bot@%' AND NEW.hides = 0 AND (NEW.standing = 'shadow' OR (NEW.standing = 'live'
    AND NOT EXISTS (SELECT 1 FROM house_rule h WHERE h.rule_id = NEW.rule_id))))
  AND NOT EXISTS (SELECT 1 FROM reviewer r WHERE r.name = NEW.actor AND r.disabled_at IS NULL)
  BEGIN SELECT RAISE(ABORT, 'only a reviewer who may log in moves a rule on'); END;
CREATE TRIGGER rule_step_live_after_a_test BEFORE INSERT ON rule_step
  WHEN NEW.standing = 'live' AND NEW.test_id IS NULL AND NEW.actor NOT LIKE 'bot@%'
  BEGIN SELECT RAISE(ABORT, 'a rule is live only after a test of this very content'); END;
CREATE TRIGGER rule_step_is_of_its_content BEFORE INSERT ON rule_step
  WHEN EXISTS (SELECT 1 FROM house_rule h WHERE h.rule_id = NEW.rule_id)
  AND NOT EXISTS (SELECT 1 FROM house_rule h WHERE h.rule_id = NEW.rule_id AND h.digest = NEW.digest)
  BEGIN SELECT RAISE(ABORT, 'a step names a content that was written'); END;

-- No hiding by one person alone: somebody asked since the last step, and neither that person nor a writer approves.
CREATE TRIGGER rule_step_hides_by_two BEFORE INSERT ON rule_step WHEN NEW.hides = 1 AND (
    EXISTS (SELECT 1 FROM house_rule h WHERE h.rule_id = NEW.rule_id AND h.digest = NEW.digest
      AND h.written_by = NEW.actor)
    OR EXISTS (SELECT 1 FROM rule_question q WHERE q.rule_id = NEW.rule_id AND q.digest = NEW.digest
      AND q.asked_by = NEW.actor)
    OR NOT EXISTS (SELECT 1 FROM rule_question q WHERE q.rule_id = NEW.rule_id AND q.digest = NEW.digest
      AND q.test_id = NEW.test_id AND q.asked_by <> NEW.actor))
  BEGIN SELECT RAISE(ABORT, 'a rule hides only after a second person approved it'); END;
CREATE TRIGGER rule_step_hides_after_enough BEFORE INSERT ON rule_step WHEN NEW.hides = 1
  AND NOT EXISTS (SELECT 1 FROM rule_test t WHERE t.id = NEW.test_id AND t.judged > 0
    AND (t.complete = 1 OR t.judged >= 5000))
  BEGIN SELECT RAISE(ABORT, 'a rule hides only after a test of the whole archive or of 5000 comments'); END;
CREATE TRIGGER rule_decline_by_a_reviewer BEFORE INSERT ON rule_decline
  WHEN NOT EXISTS (SELECT 1 FROM reviewer r WHERE r.name = NEW.actor AND r.disabled_at IS NULL)
  BEGIN SELECT RAISE(ABORT, 'only a reviewer who may log in declines'); END;
"""

APPEND_ONLY = ("house_rule", "rule_test", "rule_step", "rule_request", "rule_decline")
"""Tables whose rows stay as they were written."""


def rulebook(database: Database) -> None:
    """Add the tables of the district's own rules with their guards, and what orders the queue."""
    run(database, RULEBOOK)
    for table in APPEND_ONLY:
        refuse(database, table, "UPDATE")
        refuse(database, table, "DELETE")
        # Another program's INSERT OR REPLACE deletes without asking a trigger.
        database.conn.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} t WHERE t.id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: no REPLACE'); END"
        )
