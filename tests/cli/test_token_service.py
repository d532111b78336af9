"""Does the service look after its tokens by itself, and does nothing ever show one?"""

import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.accounts.facts import note_from
from bot.accounts.watcher import Look
from bot.bootstrap.parts import migrate_index, open_store
from bot.bootstrap.tokens import keeper_of, quotas_of, refuse_user_tokens, watch_tokens
from bot.config import SystemClock, load_secrets
from bot.errors import ConfigError
from bot.model import NoticeKind, Quota
from bot.store.index import SqliteStore
from tests.accounts.school import (
    IG_LONG,
    IG_SHORT,
    MAPLE,
    MARK,
    OAK,
    PERSON,
    SHORT,
)
from tests.cli.conftest import Run
from tests.cli.token_school import School, school_in, sound


@pytest.fixture
def school(tmp_path: Path, run: Run) -> Iterator[School]:
    with school_in(tmp_path, run) as made:
        yield made


# In the service ----------------------------------------------------------------------------------------------------


def test_the_service_does_not_start_with_a_persons_token(school: School) -> None:
    sound(school)
    refuse_user_tokens(school.config, school.secrets)
    school.put("token-maple", PERSON)
    school.put("token-today", IG_LONG)
    school.put("token-elm", OAK)
    with pytest.raises(ConfigError) as caught:
        refuse_user_tokens(school.config, school.secrets)
    faults = caught.value.faults
    assert {fault.split(":")[0] for fault in faults} == {"token of maple", "token of elm"}
    assert MARK not in str(caught.value)


def test_a_dead_network_or_a_dead_token_does_not_keep_the_service_from_starting(school: School) -> None:
    sound(school)
    school.put("token-maple", f"EAA{MARK}dead")
    refuse_user_tokens(school.config, school.secrets)
    away = replace(school.config, graph=replace(school.config.graph, base_url="http://127.0.0.1:9"))
    school.put("token-maple", PERSON)
    refuse_user_tokens(away, school.secrets)
    with pytest.raises(ConfigError, match="token of maple"):
        refuse_user_tokens(school.config, school.secrets)


@pytest.mark.parametrize(
    "trouble",
    [
        {"effect": "throttle", "path": "/me", "minutes": 0},
        {"effect": "error", "path": "/me", "status": 500, "times": 3},
    ],
    ids=["throttled", "silent"],
)
def test_a_persons_token_behind_a_page_that_can_not_be_asked_is_found(
    school: School, trouble: dict[str, object]
) -> None:
    sound(school)
    school.put("token-elm", PERSON)
    school.world.add_faults([trouble])
    with pytest.raises(ConfigError, match="token of elm: it is a USER token"):
        refuse_user_tokens(school.config, school.secrets)


def test_while_the_index_says_that_a_page_is_blocked_nothing_is_asked_about_its_token(school: School) -> None:
    sound(school)
    migrate_index(school.config)
    until = SystemClock().now() + timedelta(hours=1)
    with quotas_of(school.config) as quotas:
        assert quotas is not None
        for name, bucket in (("maple", "pages"), ("maple", "instagram"), ("elm", "pages"), ("today", "instagram")):
            quotas.note(name, bucket, Quota(percent=100, blocked_until=until), SystemClock().now())
    refuse_user_tokens(school.config, school.secrets)
    store = open_store(school.config)
    watch_tokens(school.config, school.secrets, store, SystemClock())
    store.close()
    assert school.token("check").words.count("we stay away until Meta's quota comes back") >= 3
    assert "we stay away" in school.token("refresh").words
    assert not school.world.calls


def test_the_index_of_another_user_is_left_alone(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """The token commands are run as root: a file of root's beside the index would stop the service."""
    migrate_index(school.config)
    before = sorted(school.config.archive_root.iterdir())
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with quotas_of(school.config) as quotas:
        assert quotas is None
    assert sorted(school.config.archive_root.iterdir()) == before


def test_between_two_daily_looks_nothing_is_asked(school: School, tmp_path: Path) -> None:
    sound(school)
    school.put("token-elm", OAK)
    store, looks = SqliteStore.open(tmp_path / "archive.db"), dict[str, Look]()
    for _ in range(3):
        watch_tokens(school.config, school.secrets, store, SystemClock(), looks=looks)
    store.close()
    asked = school.world.calls["me"] + school.world.calls["instagram_me"]
    assert set(looks) == {"maple", "maple-ig", "elm", "today"}
    assert [name for name, look in looks.items() if not look.is_good] == ["elm"]
    assert asked <= 6, "elm's token is another page's: it alone is asked about again"


def test_the_note_remembers_the_ends_that_meta_told_when_the_token_was_added(school: School) -> None:
    school.token("add", "--account", "maple", "--stdin", stdin=f"{MAPLE}\n")
    note = note_from(school.kept("token-maple.about") or "", MAPLE)
    assert note is not None
    assert note.access_ends is not None
    known = keeper_of(school.config, school.secrets, SystemClock()).known(school.config.accounts[0])
    assert known is not None
    assert known.facts.access_ends == note.access_ends


def test_the_daily_look_renews_tells_and_settles(school: School, tmp_path: Path) -> None:
    sound(school)
    old = SystemClock().now().timestamp() - 48 * 86_400
    os.utime(school.folder / "token-today", (old, old))
    school.put("token-maple", PERSON)
    school.put("token-elm", "x")
    (school.folder / "token-elm").write_bytes(b"\xff")
    store = SqliteStore.open(tmp_path / "archive.db")
    watch_tokens(school.config, load_secrets(school.config), store, SystemClock())
    assert [(each.account_id, each.kind) for each in store.notices.waiting()] == [("maple", NoticeKind.TOKEN)]
    assert school.kept("token-today") != IG_LONG
    school.put("token-maple", MAPLE)
    watch_tokens(school.config, load_secrets(school.config), store, SystemClock())
    assert store.notices.waiting() == []
    store.close()


# Nothing leaks -----------------------------------------------------------------------------------------------------


EVERY_WAY = (
    (("add", "--replace"), f"{SHORT}\ny\n"),
    (("add", "--stdin"), f"{SHORT}\n"),
    (("add", "--account", "maple", "--replace"), f"{PERSON}\n"),
    (("add", "--account", "maple", "--replace"), f"{MARK} two words\n"),
    (("add", "--instagram", "today", "--replace"), f"{IG_SHORT}\n"),
    (("add", "--instagram", "today", "--replace"), f"{MAPLE}\n"),
    (("check",), None),
    (("check", "--json"), None),
    (("check", "--offline"), None),
    (("list",), None),
    (("list", "--json"), None),
    (("refresh",), None),
    (("remove", "elm"), "y\n"),
)


@pytest.mark.parametrize(("arguments", "stdin"), EVERY_WAY, ids=[" ".join(way[0]) for way in EVERY_WAY])
def test_no_command_shows_a_secret_however_much_it_is_asked_to_tell(
    school: School, arguments: tuple[str, ...], stdin: str | None
) -> None:
    sound(school)
    school.put("token-elm", PERSON)
    result = school.run("--config", school.config.file, "--verbose", "token", *arguments, stdin=stdin)
    assert result.output
    assert ("graph_call" in result.stderr) is bool(school.world.calls)
    assert MARK not in result.output
    assert MARK not in repr(result.exception)


def test_check_shows_no_secret(school: School) -> None:
    sound(school)
    result = school.run("--config", school.config.file, "--verbose", "check")
    assert "graph_call" in result.stderr
    assert MARK not in result.output


def test_the_daily_look_writes_no_secret_into_log_or_database_not_even_the_http_library_does(
    school: School, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="urllib3")
    sound(school)
    school.put("token-elm", PERSON)
    store = SqliteStore.open(tmp_path / "archive.db")
    watch_tokens(school.config, school.secrets, store, SystemClock())
    assert store.notices.waiting()
    store.close()
    assert "/v26.0/debug_token?" in caplog.text, "urllib3 logs its calls"
    assert MARK not in caplog.text
    assert MARK.encode() not in b"".join(file.read_bytes() for file in tmp_path.glob("archive.db*"))
