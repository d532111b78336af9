"""token add|refresh: do the right tokens get stored and renewed, and only those?"""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from bot.accounts.facts import mark_of, note_from
from bot.config import SystemClock
from tests.accounts.school import (
    APP_ID,
    APP_SECRET,
    IG_LONG,
    IG_SHORT,
    IG_YOUNG,
    MAPLE,
    MARK,
    OAK,
    PERSON,
    SHORT,
    SYSTEM,
)
from tests.cli.conftest import Run
from tests.cli.token_school import School, school_in, without_elm
from tests.config.test_keyrings import Drawer


@pytest.fixture
def school(tmp_path: Path, run: Run) -> Iterator[School]:
    with school_in(tmp_path, run, rewrite=without_elm) as made:
        yield made


# add ---------------------------------------------------------------------------------------------------------------


def test_a_persons_token_becomes_the_pages_own_tokens(school: School) -> None:
    told = school.token("add", stdin=f"{SHORT}\n")
    assert told.status == 0, told.words
    assert school.kept("token-maple") == school.kept("token-maple-ig") == MAPLE
    assert school.kept("token-elm") is None
    assert stat.S_IMODE((school.folder / "token-maple").stat().st_mode) == 0o600
    assert "elm" in told.words
    assert "it wasn't ticked when the token was made" in told.words
    note = note_from(school.kept("token-maple.about") or "", MAPLE)
    assert note is not None
    assert "MODERATE" in note.tasks


def test_the_persons_token_is_thrown_away(school: School) -> None:
    school.token("add", stdin=f"{SHORT}\n")
    kept = "".join(file.read_text("utf-8") for file in school.folder.iterdir())
    assert SHORT not in kept
    assert mark_of(MAPLE) in kept
    assert "EAAG" not in kept, "nor is the long-lived one kept"


def test_a_page_that_is_not_set_up_is_offered_as_a_block_to_paste(school: School) -> None:
    told = school.token("add", stdin=f"{SHORT}\n")
    assert '[[accounts]]\nid = "oak-ridge-school"\nplatform = "facebook"' in told.out
    assert 'name = "Oak \\"Ridge\\" School"\nexternal_id = "1002"' in told.out


def test_a_system_users_token_needs_no_exchange(school: School) -> None:
    assert school.token("add", "--stdin", stdin=f"{SYSTEM}\n").status == 0
    assert school.world.calls["exchange_token"] == 0
    assert school.kept("token-maple") is not None


def test_a_token_that_is_there_is_replaced_only_when_asked_for(school: School) -> None:
    school.put("token-maple", "the-old-one")
    told = school.token("add", stdin=f"{SHORT}\nn\n")
    assert school.kept("token-maple") == "the-old-one"
    assert school.kept("token-maple-ig") == MAPLE
    assert "the token that was there stays" in told.words
    assert school.token("add", stdin=f"{SHORT}\ny\ny\n").status == 0
    assert school.kept("token-maple") == MAPLE
    school.put("token-maple", "the-old-one")
    refused = school.token("add", "--stdin", stdin=f"{SHORT}\n")
    assert refused.status == 1
    assert "to replace it add --replace" in refused.words
    assert school.token("add", "--stdin", "--replace", stdin=f"{SHORT}\n").status == 0
    assert school.kept("token-maple") == MAPLE


def test_missing_app_credentials_are_asked_for_and_kept_when_wanted(school: School) -> None:
    for name in ("app-id", "app-secret"):
        (school.folder / name).unlink()
    assert school.token("add", stdin=f"{APP_ID}\n{APP_SECRET}\n{SHORT}\nn\n").status == 0
    assert school.kept("app-secret") is None
    assert school.token("add", "--replace", stdin=f"{APP_ID}\n{APP_SECRET}\n{SHORT}\ny\n").status == 0
    assert (school.kept("app-id"), school.kept("app-secret")) == (APP_ID, APP_SECRET)
    (school.folder / "app-secret").unlink()
    refused = school.token("add", "--stdin", stdin=f"{SHORT}\n")
    assert refused.status == 1
    assert "secret app-secret: not found; put it into environment variable PAGE_MONITOR_APP_SECRET" in refused.words


WRONG = {
    "empty": ("\n", "it is empty, or holds blanks"),
    "two words": (f"{MARK} two\n", "it is empty, or holds blanks"),
    "a page's own": (f"{MAPLE}\n", "store it with: page-monitor token add --account ID"),
    "unknown": (f"EAA{MARK}unknown\n", "Meta refuses the access token"),
}


@pytest.mark.parametrize(("stdin", "words"), WRONG.values(), ids=WRONG)
def test_what_is_no_persons_token_is_refused_with_the_remedy(school: School, stdin: str, words: str) -> None:
    told = school.token("add", "--stdin", stdin=stdin)
    assert told.status == 1
    assert words in told.words
    assert MARK not in told.words
    assert school.kept("token-maple") is None


def test_a_wrong_app_secret_is_told_as_such(school: School) -> None:
    school.put("app-secret", "another-secret")
    told = school.token("add", "--stdin", stdin=f"{SHORT}\n")
    assert told.status == 1
    assert "Meta refuses the app id or app secret" in told.words


def test_a_persons_token_that_has_ended_can_not_be_exchanged(school: School) -> None:
    school.world.apply([{"type": "token", "token": SHORT, "expire": True}])
    told = school.token("add", "--stdin", stdin=f"{SHORT}\n")
    assert told.status == 1
    assert "it has expired; make a new one" in told.words


def test_a_person_without_pages_is_told(school: School) -> None:
    school.world.apply([{"type": "token", "token": SHORT, "scopes": ["pages_read_engagement"]}])
    told = school.token("add", "--stdin", stdin=f"{SHORT}\n")
    assert told.status == 1
    assert "No token was stored" in told.words


def test_a_token_without_a_permission_is_stored_and_what_it_lacks_is_told(school: School) -> None:
    scopes = ["pages_show_list", "pages_read_engagement", "pages_manage_engagement"]
    school.world.apply([{"type": "token", "token": SHORT, "scopes": scopes}])
    told = school.token("add", "--stdin", stdin=f"{SHORT}\n")
    assert told.status == 1, "it is not as it should be"
    assert school.kept("token-maple") is not None
    assert "pages_read_user_content is missing" in told.words


def test_a_pages_own_token_is_stored_for_one_page(school: School) -> None:
    told = school.token("add", "--account", "maple", "--stdin", stdin=f'  "Bearer {MAPLE}" \n'.replace('"', ""))
    assert told.status == 0, told.words
    assert school.kept("token-maple") == MAPLE
    assert "opens Maple Hollow" in told.words


@pytest.mark.parametrize(
    ("value", "words"),
    [(PERSON, "it is a USER token"), (OAK, "it opens the number 1002, not 1001"), (f"EAA{MARK}none", "Meta refuses")],
)
def test_another_token_is_not_stored_for_a_page(school: School, value: str, words: str) -> None:
    told = school.token("add", "--account", "maple", "--stdin", stdin=f"{value}\n")
    assert told.status == 1
    assert f"maple: not stored: {words}" in told.words
    assert school.kept("token-maple") is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--account", "birch"), "there is no page 'birch' of Facebook or Instagram in the settings"),
        (("--account", "today"), "page-monitor token add --instagram today"),
        (("--instagram", "maple-ig"), 'maple-ig is not set to login = "instagram"'),
        (("--instagram", "maple", "--account", "maple"), "exclude each other"),
        (("--keyring",), "[secrets] keyring: set it to true"),
    ],
)
def test_what_can_not_be_meant_is_refused_before_a_token_is_read(
    school: School, arguments: tuple[str, ...], words: str
) -> None:
    told = school.token("add", *arguments, "--stdin", stdin="")
    assert told.status in (1, 2)
    assert words in told.words


def test_without_a_folder_there_is_nowhere_to_write(tmp_path: Path, run: Run) -> None:
    with school_in(tmp_path, run, rewrite=lambda text: text.replace('directory = "secrets"', "")) as school:
        told = school.token("add", stdin=f"{SHORT}\n")
        assert told.status == 1
        assert "use --keyring or --print-names" in told.words
        assert school.world.calls["exchange_token"] == 0


def test_the_names_for_systemd_are_printed_and_nothing_is_asked(school: School) -> None:
    told = school.token("add", "--print-names", stdin="")
    assert told.status == 0
    assert "LoadCredential=token-maple:/etc/page-monitor/secrets/token-maple" in told.out
    assert "LoadCredential=instagram-app-secret:" in told.out
    assert not school.world.calls


def test_tokens_go_into_the_keyring(tmp_path: Path, run: Run) -> None:
    former, drawer = keyring.get_keyring(), Drawer()
    keyring.set_keyring(drawer)
    try:
        with school_in(
            tmp_path, run, rewrite=lambda text: without_elm(text).replace("[secrets]", "[secrets]\nkeyring = true")
        ) as school:
            assert school.token("add", "--keyring", "--stdin", stdin=f"{SHORT}\n").status == 0
            assert drawer.kept["page-monitor", "token-maple"] == MAPLE
            assert school.kept("token-maple") is None
            assert "the system's keyring" in school.token("list").words
            assert school.token("remove", "maple", "--yes").status == 0
            assert ("page-monitor", "token-maple") not in drawer.kept
            assert ("page-monitor", "token-maple.about") not in drawer.kept
    finally:
        keyring.set_keyring(former)


def test_a_token_in_the_environment_hides_the_stored_one_and_that_is_said(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGE_MONITOR_TOKEN_MAPLE", OAK)
    told = school.token("add", "--account", "maple", "--stdin", "--replace", stdin=f"{MAPLE}\n")
    assert "the one in environment variable PAGE_MONITOR_TOKEN_MAPLE is asked first" in told.words
    listed = json.loads(school.token("list", "--json").out)
    rows = [row for row in listed if row["name"] == "token-maple"]
    assert [row["remark"] for row in rows] == ["", "not used: an earlier place counts"]


# Instagram Login ---------------------------------------------------------------------------------------------------


def test_an_instagram_token_is_exchanged_and_stored_with_its_end(school: School) -> None:
    told = school.token("add", "--instagram", "today", "--stdin", stdin=f"{IG_SHORT}\n")
    assert told.status == 0, told.words
    kept = school.kept("token-today") or ""
    assert kept not in ("", IG_SHORT)
    note = note_from(school.kept("token-today.about") or "", kept)
    assert note is not None
    assert note.expires_at is not None


def test_a_long_lived_instagram_token_is_stored_as_it_is(school: School) -> None:
    told = school.token("add", "--instagram", "today", "--long-lived", "--stdin", stdin=f"{IG_LONG}\n")
    assert told.status == 0, told.words
    assert school.kept("token-today") == IG_LONG


def test_a_due_instagram_token_is_renewed_where_it_lies(school: School) -> None:
    school.put("token-today", IG_LONG)
    old = SystemClock().now().timestamp() - 48 * 86_400
    os.utime(school.folder / "token-today", (old, old))
    assert "renewed; it lies in" in school.token("refresh", "--due").words
    fresh = school.kept("token-today")
    assert fresh != IG_LONG
    assert "not due yet" in school.token("refresh", "--due").words
    assert school.kept("token-today") == fresh
    again = school.token("refresh")
    assert (again.status, "younger than 24 hours" in again.words) == (1, True)


def test_what_can_not_be_renewed_is_told(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "there is no token to renew" in school.token("refresh").words
    assert "no account has a token to renew" in school.token("refresh", "maple").words
    school.put("token-today", IG_YOUNG)
    old = SystemClock().now().timestamp() - 48 * 86_400
    os.utime(school.folder / "token-today", (old, old))
    young = school.token("refresh")
    assert young.status == 1
    assert (
        "today: not renewed: Instagram refuses: only a short-lived token can be exchanged, and only a long-lived one"
        in young.words
    )
    monkeypatch.setenv("PAGE_MONITOR_TOKEN_TODAY", IG_LONG)
    assert "which can't be written from here" in school.token("refresh").words
