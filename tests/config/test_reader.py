"""Is everything in the TOML file checked, and are all faults told together, with their place and remedy?"""

from pathlib import Path

import pytest

from bot.config import load, load_config
from bot.errors import ConfigError
from bot.model import Mode, PlatformName
from tests.config.files import DISTRICT, PAGE, faults, read

# What holds --------------------------------------------------------------------------------------------------------


def test_little_needs_to_be_said_and_nothing_is_changed_on_a_page_by_default(tmp_path: Path) -> None:
    config = read(tmp_path, DISTRICT + PAGE)
    (account,) = config.accounts
    assert (account.mode, account.watched, account.platform) == (Mode.OBSERVE, True, PlatformName.FACEBOOK)
    assert (config.graph.base_url, config.review.host) == ("https://graph.facebook.com", "127.0.0.1")
    assert (config.archive_root, config.index_file) == (tmp_path / "archive", tmp_path / "archive" / "archive.db")
    assert str(config.district.zone) == "America/Chicago"
    assert config.watched == (account,)
    assert config.review.trusted_hosts == ("127.0.0.1", "localhost", "[::1]")


def test_an_absolute_path_stays_and_a_relative_one_counts_from_the_file(tmp_path: Path) -> None:
    config = read(tmp_path, DISTRICT + PAGE + '[archive]\ndirectory = "/srv/archive"\n')
    assert config.archive_root == Path("/srv/archive")
    assert config.beside("../rules.toml") == tmp_path.parent / "rules.toml"


def test_a_whole_number_is_a_number(tmp_path: Path) -> None:
    config = read(tmp_path, DISTRICT + PAGE + "[graph]\ntimeout_seconds = 20\n")
    assert (config.graph.timeout_seconds, type(config.graph.timeout_seconds)) == (20.0, float)


def test_an_account_on_x_is_listed_and_never_watched(tmp_path: Path) -> None:
    x = '[[accounts]]\nid = "x"\nplatform = "x"\nname = "On X"\nexternal_id = "@maple"\nwatched = true\n'
    config = read(tmp_path, DISTRICT + PAGE + x)
    assert [account.id for account in config.accounts] == ["maple", "x"]
    assert [account.id for account in config.watched] == ["maple"]


def test_a_page_may_be_listed_again_when_it_is_read_once(tmp_path: Path) -> None:
    again = PAGE.replace('"maple"', '"old-maple"') + "watched = false\n"
    assert len(read(tmp_path, DISTRICT + PAGE + again).watched) == 1


def test_the_same_number_on_two_platforms_is_two_pages(tmp_path: Path) -> None:
    other = PAGE.replace('"maple"', '"ig"').replace("facebook", "instagram")
    assert len(read(tmp_path, DISTRICT + PAGE + other).watched) == 2


def test_the_example_is_read_without_a_fault_and_observes_only() -> None:
    config = load_config(Path(__file__).parents[2] / "config.example.toml")
    assert {account.mode for account in config.accounts} == {Mode.OBSERVE}
    assert config.watched


# What doesn't ------------------------------------------------------------------------------------------------------

KEYS = {
    'name = ""': "[district] name = '': must be a text that isn't empty",
    "name = 7": "[district] name = 7: must be a text",
    'time_zone = "Mars/Olympus"': "[district] time_zone = 'Mars/Olympus': must be a time zone such as",
    'time_zone = "../../etc/passwd"': "[district] time_zone = '../../etc/passwd': must be a time zone such as",
    'time_zone = ""': "[district] time_zone = '': must be a time zone such as",
    'directory = "  "': "[archive] directory = '  ': must be a text that isn't empty",
    "free_megabytes = 0": "[archive] free_megabytes = 0: must be a number of megabytes from 1 to 1e+07",
    "free_megabytes = true": "[archive] free_megabytes = True: must be a whole number",
    "free_megabytes = 1.5": "[archive] free_megabytes = 1.5: must be a whole number",
    'free_megabytes = "1"': "[archive] free_megabytes = '1': must be a whole number",
    "timeout_seconds = true": "[graph] timeout_seconds = True: must be a number",
    "timeout_seconds = 0.5": "[graph] timeout_seconds = 0.5: must be a number of seconds from 1 to 300",
    "timeout_seconds = nan": "[graph] timeout_seconds = nan: must be a number of seconds",
    "timeout_seconds = inf": "[graph] timeout_seconds = inf: must be a number of seconds",
    'version = "26"': "[graph] version = '26': must be a version such as \"v26.0\"",
    'version = "v26.0/../v1"': "[graph] version = 'v26.0/../v1': must be a version",
    "every_seconds = 0": "[collect] every_seconds = 0: must be a number of seconds from 0.2",
    "overlap_minutes = 0": "[collect] overlap_minutes = 0: must be a number of minutes from 1",
    "reconcile_minutes = -1": "[collect] reconcile_minutes = -1: must be a number of minutes from 0",
    "watch_posts = 2001": "[collect] watch_posts = 2001: must be a number of posts from 1 to 2000",
    "every_comment = 1": "[capture] every_comment = 1: must be true or false",
    'every_comment = "true"': "[capture] every_comment = 'true': must be true or false",
    "deadline_seconds = 1": "[capture] deadline_seconds = 1: must be a number of seconds from 2",
    "port = 65536": "[review] port = 65536: must be a number of (a TCP port) from 0 to 65535",
    'public_hosts = "a.example"': "[review] public_hosts = 'a.example': must be a list of texts",
    "public_hosts = [1]": "[review] public_hosts = [1]: must be a list of texts",
    'weekly = "sunday 24:00"': "[export] weekly = 'sunday 24:00': must be a weekday and a time",
    'weekly = "0 06:00"': "[export] weekly = '0 06:00': must be a weekday and a time",
    'weekly = "Monday 06:00"': "[export] weekly = 'Monday 06:00': must be a weekday and a time",
    'brower = "x"': "[capture] brower: unknown key; did you mean browser?",
    "zzz = 1": "[collect] zzz: unknown key; known here: ads, every_seconds, old_hours, overlap_minutes",
}


def section_of(expected: str) -> str:
    return expected[1 : expected.index("]")]


@pytest.mark.parametrize(("line", "expected"), KEYS.items(), ids=KEYS)
def test_a_fault_is_told_with_its_key_its_value_and_what_is_allowed(tmp_path: Path, line: str, expected: str) -> None:
    section = section_of(expected)
    text = f"[{section}]\n{line}\n" + ("" if section == "district" else DISTRICT)
    if section == "district" and not line.startswith("name"):
        text += 'name = "Maple"\n'
    (fault,) = faults(tmp_path, text + PAGE)
    assert fault.startswith(expected)


ACCOUNT_KEYS = {
    'id = "Maple"': "id = 'Maple': must be a short name of small letters, digits and hyphens",
    'id = "../x"': "id = '../x': must be a short name",
    'id = ""': "id = '': must be a short name",
    "id = 7": "id = 7: must be a text in quotes",
    'platform = "myspace"': "platform = 'myspace': must be one of facebook, instagram, x",
    "external_id = 1001": "external_id = 1001: must be a text in quotes",
    'external_id = "10 01"': "external_id = '10 01': must be the platform's number",
    'name = " "': "name = ' ': must be the page's name",
    'mode = "Enforce"': "mode = 'Enforce': must be ",
    "mode = true": "mode = True: must be a text in quotes",
    'watched = "yes"': "watched = 'yes': must be true or false",
    "watched = 1": "watched = 1: must be true or false",
    "owner = 1": "owner = 1: must be a text in quotes",
    'modus = "observe"': "modus: unknown key; did you mean mode?",
}


@pytest.mark.parametrize(("line", "expected"), ACCOUNT_KEYS.items(), ids=ACCOUNT_KEYS)
def test_a_fault_of_an_account_names_the_account(tmp_path: Path, line: str, expected: str) -> None:
    key = line.split(" ")[0]
    kept = [other for other in PAGE.splitlines() if not other.startswith(f"{key} ")]
    (fault,) = faults(tmp_path, "\n".join([DISTRICT, *kept, line]))
    assert fault.startswith("[accounts 1 (")
    assert f") {expected}" in fault.replace("]", "")


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    told = faults(
        tmp_path,
        "extra = 1\n[graf]\n[graph]\nversion = 26\ntimeout = 3\n[review]\nport = 99999\n[[accounts]]\nplatform = 'x'\n",
    )
    assert len(told) == 9
    for words in ("[extra]", "[graf]", "did you mean graph?", "version = 26", "timeout_seconds", "port = 99999"):
        assert any(words in fault for fault in told)
    assert sum("accounts 1 (no id)" in fault for fault in told) == 3
    assert any("[district] name (missing): must be a text that isn't empty" in fault for fault in told)


@pytest.mark.parametrize("text", ["accounts = 3\n", 'accounts = ["maple"]\n', '[accounts]\nid = "maple"\n'])
def test_accounts_are_a_list_of_blocks(tmp_path: Path, text: str) -> None:
    (fault,) = faults(tmp_path, text + DISTRICT)
    assert fault == "[[accounts]]: write one [[accounts]] block for each page"


def test_a_file_without_accounts_watches_nothing_and_is_a_fault(tmp_path: Path) -> None:
    assert "no page is listed" in faults(tmp_path, DISTRICT)[0]


def test_a_section_is_a_table(tmp_path: Path) -> None:
    assert faults(tmp_path, "graph = 3\n" + DISTRICT + PAGE) == ["[graph]: must be a table of keys"]


@pytest.mark.parametrize(
    ("other", "key"),
    [
        (PAGE, "id"),
        (PAGE + "watched = false\n", "id"),
        (PAGE.replace("facebook", "x"), "id"),
        (PAGE.replace('"maple"', '"oak"'), "external_id"),
    ],
)
def test_two_pages_cannot_be_one(tmp_path: Path, other: str, key: str) -> None:
    told = faults(tmp_path, DISTRICT + PAGE + other)
    assert any(f"[[accounts]]: {key} = " in fault and "stands there twice" in fault for fault in told)


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "can't be read"), (b"[district", "isn't valid TOML"), (b'name = "\xff"', "isn't UTF-8 text (byte 8)")],
)
def test_a_file_that_cannot_be_read_says_how_to_mend_it(tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "config.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load(file, {})
    assert words in caught.value.faults[0]
    assert str(file) in caught.value.faults[0]
