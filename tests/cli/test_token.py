"""token check|list|remove: does an IT person see how the tokens stand?"""

import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from tests.accounts.school import (
    MAPLE,
    PERSON,
)
from tests.cli.conftest import Run
from tests.cli.token_school import School, school_in, sound


@pytest.fixture
def school(tmp_path: Path, run: Run) -> Iterator[School]:
    with school_in(tmp_path, run) as made:
        yield made


# check and list ----------------------------------------------------------------------------------------------------


def test_check_tells_what_each_token_is(school: School) -> None:
    sound(school)
    told = school.token("check", "--json")
    rows = {row["account"]: row for row in json.loads(told.out)}
    assert told.status == 1, "elm has no token"
    maple = rows["maple"]
    assert (maple["type"], maple["opens"], maple["opens_name"]) == ("PAGE", "1001", "Maple Hollow")
    assert (maple["never_expires"], maple["remarks"]) == (True, [])
    assert "pages_read_user_content" in maple["scopes"]
    assert maple["data_access_ends"]
    assert rows["maple-ig"]["remarks"] == []
    assert rows["today"]["opens"] == "1780022"
    (missing,) = rows["elm"]["remarks"]
    assert missing["what"] == "not found"
    assert "PAGE_MONITOR_TOKEN_ELM" in missing["remedy"]


def test_check_passes_when_every_page_has_its_token(tmp_path: Path, run: Run) -> None:
    with school_in(tmp_path, run, rewrite=lambda text: text.replace('"1003"', '"1003"\nwatched = false')) as school:
        sound(school)
        told = school.token("check")
        assert told.status == 0, told.words
        assert "never ends" in told.words


def test_check_calls_a_persons_token_a_fault_although_meta_answers_it(school: School) -> None:
    sound(school)
    school.put("token-maple", PERSON)
    told = school.token("check")
    assert told.status == 1
    assert "it is a USER token, not the page's own (PAGE)" in told.words
    lines = json.loads(school.run("--config", school.config.file, "check", "--json").stdout)
    faults = [line for line in lines if line["what"] == "token of maple" and line["is_fault"]]
    assert any("USER token" in line["found"] for line in faults)


def test_without_the_app_the_check_falls_back_and_says_so(school: School) -> None:
    sound(school)
    (school.folder / "app-id").unlink()
    rows = {row["account"]: row for row in json.loads(school.token("check", "--json").out)}
    assert rows["maple"]["type"] == "PAGE"
    assert [r["what"] for r in rows["maple"]["remarks"]] == [
        "only part of it could be asked: the secrets app-id and app-secret are missing"
    ]
    school.put("token-maple", PERSON)
    rows = {row["account"]: row for row in json.loads(school.token("check", "--json").out)}
    assert [r["topic"] for r in rows["maple"]["remarks"] if r["severity"] == "fault"] == ["type"]


def test_a_wrong_app_secret_does_not_make_a_token_wrong(school: School) -> None:
    sound(school)
    school.put("app-id", "1")
    rows = {row["account"]: row for row in json.loads(school.token("check", "--json").out)}
    assert [(r["severity"], r["what"]) for r in rows["maple"]["remarks"]] == [
        ("note", "only part of it could be asked: Meta refuses app-id or app-secret")
    ]


def test_check_offline_asks_nobody_and_names_exposed_files(school: School) -> None:
    sound(school)
    (school.folder / "token-maple").chmod(0o644)
    told = school.token("check", "--offline")
    assert told.status == 1
    assert "chmod 600" in told.words
    assert not school.world.calls


def test_one_secret_that_can_not_be_read_is_one_line_and_not_the_end(school: School) -> None:
    sound(school)
    for name in ("token-maple", "app-secret", "token-today.about"):
        (school.folder / name).unlink(missing_ok=True)
        (school.folder / name).mkdir()
    told = school.token("check", "--json")
    rows = {row["account"]: row for row in json.loads(told.out)}
    assert told.status == 1
    (remark,) = rows["maple"]["remarks"]
    assert "can't be read" in remark["what"]
    assert rows["maple-ig"]["opens"] == "1001"
    assert rows["today"]["opens"] == "1780022"
    listed = json.loads(school.token("list", "--json").out)
    unread = [row["name"] for row in listed if row["where"] == "can't be read"]
    assert unread == ["app-secret", "token-maple"]
    assert len(listed) == 7
    lines = json.loads(school.run("--config", school.config.file, "check", "--json").stdout)
    told_of = {line["what"] for line in lines if line["is_fault"] and "can't be read" in line["found"]}
    assert told_of == {"app secret", "token of maple"}
    assert any(line["what"] == "token of today" and "works" in line["found"] for line in lines)


def test_a_broken_keyring_is_one_line_for_each_secret_and_not_the_end(tmp_path: Path, run: Run) -> None:
    former = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]  # the library leaves it untyped
    try:
        with school_in(
            tmp_path, run, rewrite=lambda text: text.replace("[secrets]", "[secrets]\nkeyring = true")
        ) as school:
            sound(school)
            rows = {row["account"]: row for row in json.loads(school.token("check", "--json").out)}
            assert rows["maple"]["opens"] == "1001", "the file counts, the keyring isn't asked"
            assert "the system's keyring can't be used" in rows["elm"]["remarks"][0]["what"]
            listed = school.token("list")
            assert listed.status == 0
            assert "the system's keyring can't be used" in listed.words
    finally:
        keyring.set_keyring(former)


@pytest.mark.parametrize("mode", [0o620, 0o606])
def test_a_secret_that_others_may_change_is_a_fault_everywhere(school: School, mode: int) -> None:
    sound(school)
    for name in ("token-maple", "app-secret"):
        (school.folder / name).chmod(mode)
    assert "token-maple can be read or changed by others" in school.token("check", "--offline").words
    remarks = {row["name"]: row["remark"] for row in json.loads(school.token("list", "--json").out)}
    assert "chmod 600" in remarks["token-maple"]
    assert "chmod 600" in remarks["app-secret"]
    lines = json.loads(school.run("--config", school.config.file, "check", "--offline", "--json").stdout)
    told_of = {line["what"] for line in lines if line["is_fault"] and "changed by others" in line["found"]}
    assert told_of == {"token of maple", "app secret"}


def test_a_folder_of_secrets_that_others_may_write_into_is_a_fault_everywhere(school: School) -> None:
    sound(school)
    school.put("token-elm", PERSON)
    school.folder.chmod(0o770)
    told = school.token("check", "--offline")
    assert told.status == 1
    assert f"Others may write into {school.folder}" in told.err
    row = json.loads(school.token("list", "--json").out)[0]
    assert (row["where"], row["permissions"]) == (str(school.folder), "770")
    lines = json.loads(school.run("--config", school.config.file, "check", "--offline", "--json").stdout)
    assert [line["remedy"] for line in lines if line["what"] == "secrets"] == [f"chmod 700 {school.folder}"]
    school.folder.chmod(0o700)
    assert school.token("check", "--offline").status == 0


def test_list_says_where_every_secret_lies(school: School) -> None:
    sound(school)
    (school.folder / "token-maple").chmod(0o640)
    rows = {row["name"]: row for row in json.loads(school.token("list", "--json").out)}
    assert rows["token-maple"]["permissions"] == "640"
    assert "chmod 600" in rows["token-maple"]["remark"]
    assert rows["token-today"]["days"] == 0
    assert rows["token-elm"]["where"] == "nowhere"
    assert rows["app-secret"]["where"] == str(school.folder / "app-secret")
    assert "token-maple" in school.token("list").out


def test_remove_deletes_the_token_and_its_note_after_asking(school: School) -> None:
    school.token("add", "--account", "maple", "--stdin", stdin=f"{MAPLE}\n")
    assert school.token("remove", "maple", stdin="n\n").status == 1
    assert school.kept("token-maple") == MAPLE
    assert school.token("remove", "maple", stdin="y\n").status == 0
    assert sorted(file.name for file in school.folder.iterdir()) == ["app-id", "app-secret", "instagram-app-secret"]
    assert "nothing was deleted" in school.token("remove", "maple", "--yes").words
    assert "there is no page 'birch'" in school.token("remove", "birch").words
