"""Which states of the index has this program ever left behind? Each with rows in it, as it was then.

A new migration needs one line in `STATES`: a copy of the rows below as they look before it.
"""

import zlib
from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Migrations

from bot.model import GuidelinesPart, GuidelinesText, PartKind
from bot.store.connection import Connection
from bot.store.migrations import SET_NAME, migrations

AT = "2026-11-19T18:00:00.000000Z"


def empty(connection: Connection) -> None:
    """Nothing was there."""


FIRST = (
    f"INSERT INTO post VALUES (1, 'maple', 'p1', 'Bus routes', '{AT}', NULL, 1, '{AT}')",
    f"INSERT INTO comment VALUES (1, 'maple', 'c1', 'p1_c1', 'p1', NULL, '{AT}', '{AT}', 'present', '{AT}', 1, 1, 1)",
    f"INSERT INTO revision VALUES (1, 1, '{'a' * 64}', 'Buy my watches', '77', 'Dale', NULL, x'7b7d', '{AT}')",
    "INSERT INTO attachment VALUES (1, 1, 0, 'photo', NULL, 'cat', '', 'failed', NULL, 'no address')",
    f"INSERT INTO checkpoint VALUES ('maple', 'p1', '{AT}', 1, '{AT}')",
    f"INSERT INTO monitored VALUES ('maple', '2026-11-19', '{AT}', '{AT}', 1, 1)",
    f"INSERT INTO account_health VALUES ('maple', '{AT}', '{AT}', '')",
    f"INSERT INTO work VALUES (1, 'act', 1, 'done', 1, '{AT}', NULL, '', '{AT}')",
    f"INSERT INTO verdict VALUES (1, 1, 'hide', '2', '1', 0, 0, 'It sells.', '{AT}')",
    "INSERT INTO finding VALUES (1, 1, '2', 'ads', 1.0, 0, 3, 'Buy', 'It sells.', 'hide', 0)",
    f"INSERT INTO record VALUES (1, '{'b' * 64}', '{'a' * 64}', '{AT}')",
    f"INSERT INTO capture VALUES (1, 1, 'ok', '{AT}', 'x', '{'c' * 64}', '{'d' * 64}', 1, 1, 0, NULL)",
    f"INSERT INTO decision VALUES (1, 'k', 1, 1, 'hide', 'bot@1', '{AT}', '2', 'No advertising.', '', NULL)",
    f"INSERT INTO action VALUES (1, 1, 1, 1, 'hide', 'done', 1, 'ok', '{AT}', '{AT}', 'read back')",
    f"INSERT INTO review_item VALUES (1, 1, 1, 'hold', 'Please confirm.', 0, '{AT}', NULL, NULL)",
    f"INSERT INTO reviewer VALUES ('pat', 'Pat', 'argon', 0, '{AT}', NULL, 'key')",
)
ALTERED = tuple(f"INSERT INTO {name} " for name in ("post", "checkpoint", "decision", "action", "review_item"))


def first(connection: Connection) -> None:
    """A hidden comment with everything that belongs to it, in the words of 0001."""
    for sql in FIRST:
        connection.run(sql)


SECOND = (
    *(sql for sql in FIRST if not sql.startswith(ALTERED)),
    f"INSERT INTO post VALUES (1, 'maple', 'p1', 'Bus routes', '{AT}', NULL, 1, '{AT}', 'reel')",
    f"INSERT INTO checkpoint VALUES ('maple', 'p1', '{AT}', 1, '{AT}', 1, '{AT}', '{AT}')",
    f"INSERT INTO account_watch VALUES ('maple', '{AT}', '{AT}')",
    f"INSERT INTO wake VALUES ('maple', 'post', 'p1', '', '{AT}')",
    f"INSERT INTO quota VALUES ('maple', 'pages', 12, NULL, 0, '{AT}')",
    f"INSERT INTO pause VALUES ('maple', 'writes', '{AT}', 'blocked', '{AT}')",
    f"INSERT INTO notice VALUES (1, 'maple', 'unlisted', 'p1', '3 are not shown.', '{AT}', NULL, NULL)",
    f"INSERT INTO decision VALUES (1, 'k', 1, 1, 'hide', 'bot@1', '{AT}', '2', 'No advertising.', '', NULL, '')",
    f"INSERT INTO decision VALUES (2, 'r', 1, 1, 'reply', 'pat', '{AT}', NULL, '', '', NULL, 'It is not so.')",
    f"INSERT INTO decision VALUES (3, 'w', 1, 1, 'withdraw', 'pat', '{AT}', NULL, '', '', 2, '')",
    f"INSERT INTO action VALUES (1, 1, 1, 1, 'hide', 'done', 1, 'ok', '{AT}', '{AT}', 'so', '', '{AT}', NULL, NULL)",
    "INSERT INTO action VALUES "
    f"(2, 2, 1, 1, 'reply', 'done', 1, 'ok', '{AT}', '{AT}', 'so', '77', '{AT}', '{AT}', '{AT}')",
    f"INSERT INTO review_item VALUES (1, 1, 1, 'hold', 'Please confirm.', 0, '{AT}', NULL, NULL, NULL)",
    f"INSERT INTO review_item VALUES (2, 1, 1, 'cannot', 'Look at the page.', 0, '{AT}', NULL, NULL, 2)",
)
JUDGED = ("INSERT INTO verdict ", "INSERT INTO finding ")


def second(connection: Connection) -> None:
    """The same in the words of 0002, with a reply that was withdrawn, and everything that is remembered of watching."""
    for sql in SECOND:
        connection.run(sql)


RULE = f"'late_fees', '{'e' * 64}'"
STEP = f"INSERT INTO rule_step VALUES (%d, {RULE}, '%s', %d, '%s', '{AT}', 'Why not?', %s)"


def third(connection: Connection) -> None:
    """The same in the words of 0003, with a rule that two people brought into use and the breaker took out again."""
    second_only = (sql for sql in SECOND if not sql.startswith(JUDGED))
    for sql in (
        *second_only,
        f"INSERT INTO verdict VALUES (1, 1, 'hide', '2', '1', 0, 0, 'It sells.', '{AT}', 0.9)",
        "INSERT INTO finding VALUES (1, 1, '2', 'ads', 1.0, 0, 3, 'Buy', 'It sells.', 'hide', 0, 's1')",
        f"INSERT INTO reviewer VALUES ('lee', 'Lee', 'argon', 0, '{AT}', NULL, 'key')",
        f"INSERT INTO house_rule VALUES (1, 'late_fees', '[[rule]]', '{'e' * 64}', '2', 1, 'pat', '{AT}', '')",
        STEP % (1, "draft", 0, "pat", "NULL"),
        f"INSERT INTO rule_test VALUES (1, {RULE}, 'g-1', 'pat', '{AT}', '{AT}', 1, 9, 1, 1, 0, 1, 1, 2.5)",
        f"INSERT INTO rule_request VALUES (1, {RULE}, 1, 1, 'pat', '{AT}', 'Please look.')",
        f"INSERT INTO rule_decline VALUES (1, 1, 'lee', '{AT}', 'Too wide.')",
        f"INSERT INTO rule_request VALUES (2, {RULE}, 1, 1, 'pat', '{AT}', 'Again.')",
        STEP % (2, "live", 1, "lee", "1"),
        STEP % (3, "shadow", 0, "bot@1", "NULL"),
    ):
        connection.run(sql)


WORDS = GuidelinesText(parts=(GuidelinesPart(kind=PartKind.FILE, name="rules.toml", content=b"# No selling."),))


def fourth(connection: Connection) -> None:
    """The same in the words of 0004, with a second verdict, whose guidelines are kept."""
    third(connection)
    (part,), version = WORDS.parts, WORDS.version
    packed = zlib.compress(part.content).hex()
    for sql in (
        f"INSERT INTO guidelines_file VALUES ('{part.sha256}', {len(part.content)}, x'{packed}')",
        f"INSERT INTO guidelines_part VALUES ('{version}', 1, 'file', 'rules.toml', '{part.sha256}')",
        f"INSERT INTO guidelines_text VALUES ('{version}', '{AT}')",
        f"INSERT INTO verdict VALUES (2, 1, 'hide', '2', '{version}', 0, 0, 'It sells.', '{AT}', 0.9)",
    ):
        connection.run(sql)


STATES: dict[str, Callable[[Connection], None]] = {
    "": empty,
    "0001_corridor": first,
    "0002_watching": second,
    "0003_rulebook": third,
    "0004_versions": fourth,
}
"""The name of the last migration that had run, and what stood in the index then."""


def index_at(path: Path, last: str) -> None:
    """Make the index as it was after the migration named `last`, with rows in it."""
    connection = Connection(path)
    done = Migrations(SET_NAME)
    for migration in migrations._migrations if last else ():
        done(name=migration.name)(migration.fn)
        if migration.name == last:
            break
    with connection.transaction():
        done.apply(connection.database)
        STATES[last](connection)
    connection.close()
