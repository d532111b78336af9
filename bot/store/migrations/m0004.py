"""What did versions that explain themselves add? The text behind each version of the guidelines, kept for good."""

from sqlite_utils import Database

from bot.store.migrations.m0001 import refuse, run

VERSIONS = """
CREATE TABLE guidelines_file (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size INTEGER NOT NULL CHECK (size >= 0),
  packed BLOB NOT NULL
) STRICT;

CREATE TABLE guidelines_text (
  version TEXT PRIMARY KEY CHECK (length(version) = 14 AND version GLOB 'g-*'),
  kept_at TEXT NOT NULL
) STRICT;

-- The parts come before their version, so that a version, once there, is closed.
CREATE TABLE guidelines_part (
  version TEXT NOT NULL REFERENCES guidelines_text (version) DEFERRABLE INITIALLY DEFERRED,
  place INTEGER NOT NULL CHECK (place > 0),
  kind TEXT NOT NULL CHECK (kind IN ('file', 'rule', 'standing')),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES guidelines_file (sha256),
  PRIMARY KEY (version, place)
) STRICT;
CREATE TRIGGER guidelines_part_in_its_time BEFORE INSERT ON guidelines_part
  WHEN EXISTS (SELECT 1 FROM guidelines_text t WHERE t.version = NEW.version)
  BEGIN SELECT RAISE(ABORT, 'the text of a version is append-only: no part comes later'); END;
CREATE TRIGGER guidelines_text_no_replace BEFORE INSERT ON guidelines_text
  WHEN EXISTS (SELECT 1 FROM guidelines_text t WHERE t.version = NEW.version)
  BEGIN SELECT RAISE(ABORT, 'guidelines_text is append-only: no REPLACE'); END;
CREATE TRIGGER guidelines_file_no_replace BEFORE INSERT ON guidelines_file
  WHEN EXISTS (SELECT 1 FROM guidelines_file f WHERE f.sha256 = NEW.sha256)
  BEGIN SELECT RAISE(ABORT, 'guidelines_file is append-only: no REPLACE'); END;

CREATE INDEX verdict_of_version ON verdict (guidelines_version, judged_at, outcome);

-- No verdict without the words it was given by. Older verdicts stay as they are: nobody has their words any more. What
-- isn't written as this program writes its versions came from elsewhere, and has no text that could be kept.
CREATE TRIGGER verdict_after_its_guidelines BEFORE INSERT ON verdict
  WHEN substr(NEW.guidelines_version, 1, 14) GLOB
    'g-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'
  AND NOT EXISTS (SELECT 1 FROM guidelines_text t WHERE t.version = substr(NEW.guidelines_version, 1, 14))
  BEGIN SELECT RAISE(ABORT, 'a verdict comes after the text of its guidelines was kept'); END;
"""

APPEND_ONLY = ("guidelines_file", "guidelines_text", "guidelines_part")
"""Tables whose rows stay as they were written."""


def versions(database: Database) -> None:
    """Add the tables of the guidelines' texts with their guards."""
    run(database, VERSIONS)
    for table in APPEND_ONLY:
        refuse(database, table, "UPDATE")
        refuse(database, table, "DELETE")
