"""token add: is nothing that works replaced by something worse, and is everything tried and told?"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.platforms.graph.oauth import Identity
from bot.platforms.tokens import TokenOffice
from tests.accounts.school import APP_ID, APP_SECRET, MAPLE, OAK, SHORT
from tests.cli.conftest import Run
from tests.cli.token_school import School, Told, school_in, sound, without_elm

LESSER = ["pages_show_list", "pages_read_engagement"]
HOSTILE = "Maple\x1b]0;pwned\x07\x1b[2J\u202e"


@pytest.fixture
def school(tmp_path: Path, run: Run) -> Iterator[School]:
    with school_in(tmp_path, run, rewrite=without_elm) as made:
        yield made


@pytest.fixture
def lesser(school: School) -> School:
    """Every page has a sound token, and the person's next one may do less and makes another page token."""
    sound(school)
    school.world.apply([{"type": "token", "token": SHORT, "scopes": LESSER}])
    return school


def kept(school: School) -> str | None:
    return school.kept("token-maple")


def test_a_token_that_can_do_less_replaces_none_that_works_even_when_told_to_replace(lesser: School) -> None:
    before = kept(lesser)
    for options in (("--stdin", "--replace"), ("--stdin",), ("--stdin", "--accept-faults")):
        told = lesser.token("add", *options, stdin=f"{SHORT}\n")
        assert told.status == 1
        assert "which works better. This one: " in told.words
        assert "add --replace --accept-faults" in told.words
        assert kept(lesser) == before


def test_it_is_replaced_when_both_are_said_and_that_is_still_no_success(lesser: School) -> None:
    before = kept(lesser)
    told = lesser.token("add", "--stdin", "--replace", "--accept-faults", stdin=f"{SHORT}\n")
    assert told.status == 1
    assert kept(lesser) not in (None, before)


@pytest.mark.parametrize(("answer", "is_replaced"), [("n", False), ("y", True), ("", False)])
def test_a_person_is_asked_with_the_reason_even_with_replace(lesser: School, answer: str, is_replaced: bool) -> None:
    before = kept(lesser)
    told = lesser.token("add", "--replace", stdin=f"{SHORT}\n{answer}\n{answer}\n")
    assert "maple has a token already" in told.words
    assert "pages_manage_engagement is missing" in told.words
    assert "Replace it all the same? [y/N]" in told.words
    assert (kept(lesser) != before) is is_replaced


def test_a_token_whose_work_nobody_can_check_counts_as_the_better_one(lesser: School) -> None:
    before = kept(lesser)
    lesser.world.add_faults([{"effect": "error", "path": "/debug_token", "nth": 3, "times": 0, "status": 500}])
    told = lesser.token("add", "--stdin", "--replace", stdin=f"{SHORT}\n")
    assert told.status == 1
    assert kept(lesser) == before


def test_a_dead_token_is_no_better_than_a_lesser_one(lesser: School) -> None:
    lesser.put("token-maple", "EAAdead")
    told = lesser.token("add", "--stdin", "--replace", stdin=f"{SHORT}\n")
    assert told.status == 1
    assert kept(lesser) not in (None, "EAAdead")


def test_an_older_token_does_not_keep_the_others_from_being_tried(school: School) -> None:
    school.put("token-maple", "EAAold")
    told = school.token("add", "--stdin", stdin=f"{SHORT}\n")
    assert told.status == 1
    assert "not stored: there is a token already" in told.words
    assert kept(school) == "EAAold"
    assert school.kept("token-maple-ig") == MAPLE
    assert "stored in" in told.words


def test_a_place_that_can_not_be_read_does_not_keep_the_others_from_being_tried(school: School) -> None:
    (school.folder / "token-maple").mkdir()
    told = school.token("add", "--stdin", stdin=f"{SHORT}\n")
    assert told.status == 1
    assert "not stored: " in told.words
    assert "can't be read" in told.words
    assert school.kept("token-maple-ig") == MAPLE


def test_a_watched_page_without_a_token_is_no_success(tmp_path: Path, run: Run) -> None:
    with school_in(tmp_path, run) as school:
        told = school.token("add", "--stdin", stdin=f"{SHORT}\n")
        assert told.status == 1
        assert "Watched, and still without a token: elm." in told.err
        school.put("token-elm", OAK)
        told = school.token("add", "--stdin", stdin=f"{SHORT}\n")
        assert "still without" not in told.err
        assert told.status == 0, "what elm's own token is worth, `token check` tells"


# Names of strangers ------------------------------------------------------------------------------------------------


def test_a_hostile_name_reaches_no_terminal(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TokenOffice, "identity", lambda *_, **__: Identity(id="1001", name=HOSTILE))
    one = school.token("add", "--account", "maple", "--stdin", stdin=f"{MAPLE}\n")
    every = school.token("add", "--stdin", "--replace", stdin=f"{SHORT}\n")
    for told in (one, every, school.token("check"), school.token("check", "--json")):
        assert_harmless(told)
    assert "opens Maple⟨001B⟩]0;pwned" in one.words


def assert_harmless(told: Told) -> None:
    assert "pwned" in told.out
    assert not any(sign in told.out + told.err for sign in "\x1b\x07\u202e")


# Before any page is listed -----------------------------------------------------------------------------------------


def bare(text: str) -> str:
    return text.split("[[accounts]]")[0]


def bare_school(school: School) -> School:
    file = school.config.file
    file.write_text(bare(file.read_text("utf-8")), "utf-8")
    return replace(school)


def test_settings_without_pages_are_told_what_there_is_and_nothing_is_stored(school: School) -> None:
    before = sorted(school.folder.iterdir())
    told = bare_school(school).token("add", stdin=f"{SHORT}\n")
    assert told.status == 0, told.words
    for number in ("1001", "1002", "1780011"):
        assert f'external_id = "{number}"' in told.out
    assert "Nothing was stored: no page stands in the settings yet." in told.words
    assert sorted(school.folder.iterdir()) == before


def test_the_credentials_are_asked_for_there_too(school: School) -> None:
    for name in ("app-id", "app-secret"):
        (school.folder / name).unlink()
    told = bare_school(school).token("add", stdin=f"{APP_ID}\n{APP_SECRET}\n{SHORT}\n")
    assert told.status == 0, told.words
    assert list(school.folder.glob("app-*")) == []


def test_another_fault_of_such_settings_is_told_as_ever(school: School) -> None:
    file = bare_school(school).config.file
    file.write_text(file.read_text("utf-8") + "\n[collect]\nevery_secnds = 5\n", "utf-8")
    told = school.token("add", "--stdin", stdin=f"{SHORT}\n")
    assert told.status == 1
    assert "did you mean every_seconds?" in told.words
    assert "no page is listed" in told.words
    file.write_text(bare(file.read_text("utf-8")).replace("every_secnds = 5", ""), "utf-8")
    assert "no page is listed" in school.token("check").words
    assert json.loads(school.run("--config", file, "check", "--json", "--offline").stdout)[0]["is_fault"]
