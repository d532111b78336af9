"""Does the service look after its tokens by itself, and does nothing ever show one?"""

import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap.tokens import refuse_user_tokens, watch_tokens
from bot.config import SystemClock, load_secrets
from bot.errors import ConfigError
from bot.model import NoticeKind
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
