"""Can somebody find the words that a verdict was given by, compare them, and take them away?"""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.bootstrap import migrate_index, office_of, open_store
from bot.config import load_config
from bot.export.versions import folder_of
from bot.judge.composing import compose
from bot.judge.guidelines import load
from bot.model import Outcome, Stage
from tests.builders import NOON, FixedClock, collected, comment, verdict
from tests.cli.conftest import Run
from tests.cli.test_guidelines import SETTINGS
from tests.judge.builders import CLAUSES, RULE, guidelines_file
from tests.judge.house import FEES, work_off
from tests.rulekeeping import person

POTS = RULE.replace('["mugshop"]', '["mugshop", "potshop"]')
Says = Callable[..., str]


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Settings of a district with a guidelines file and an empty archive."""
    guidelines_file(tmp_path, CLAUSES + RULE, "mine.toml")
    file = guidelines_file(tmp_path, SETTINGS, "config.toml")
    migrate_index(load_config(file))
    return file


@pytest.fixture
def judged(settings: Path, tmp_path: Path) -> Says:
    """Judge a new comment by a guidelines file with this text; answers the version."""

    def judge(words: str, text: str = CLAUSES + RULE, *, hours: float = 0.0) -> str:
        path, clock = guidelines_file(tmp_path, text, "mine.toml"), FixedClock()
        clock.tick(3600 * hours)
        with closing(open_store(load_config(settings))) as store:
            revision = collected(store, comment(words, external_id=words, account_id="high"))
            store.work.enqueue(Stage.JUDGE, revision, run_after=clock.now())
            work_off(store, clock, path)
            said = store.verdicts.latest(revision)
        assert said is not None
        return said.verdict.guidelines_version

    return judge


def older(settings: Path, version: str = "g-0123456789ab") -> None:
    """A verdict from before the archive kept the texts."""
    with closing(open_store(load_config(settings))) as store:
        store.connection.run("DROP TRIGGER verdict_after_its_guidelines")
        revision = collected(store, comment("Old news", external_id="old"))
        store.verdicts.save(revision, verdict(Outcome.KEEP, version=version), NOON)


# The list -----------------------------------------------------------------------------------------------------------


def test_an_archive_without_verdicts_says_so(run: Run, settings: Path) -> None:
    result = run("--config", settings, "guidelines", "versions")
    assert result.exit_code == 0, result.output
    assert result.output == "Nothing has been judged yet. A version is listed here from its first verdict on.\n"
    assert json.loads(run("--config", settings, "guidelines", "versions", "--json").output) == []


def test_each_version_is_listed_with_its_use(run: Run, settings: Path, judged: Says) -> None:
    first = judged("a mugshop here")
    judged("Go Otters!", hours=3)
    second = judged("a potshop here", CLAUSES + POTS, hours=30)
    lines = run("--config", settings, "guidelines", "versions").output.splitlines()
    rows = [line.split() for line in lines if line.strip().startswith("g-")]
    assert rows == [
        [first, "2026-11-19", "12:00", "2026-11-19", "15:00", "2", "1", "kept"],
        [second, "2026-11-20", "18:00", "2026-11-20", "18:00", "1", "1", "kept"],
    ]
    told = json.loads(run("--config", settings, "guidelines", "versions", "--json").output)
    assert [(one["version"], one["verdicts"], one["text_is_kept"]) for one in told] == [
        (first, 2, True),
        (second, 1, True),
    ]


def test_a_version_of_before_is_listed_without_text_and_says_why(run: Run, settings: Path) -> None:
    older(settings)
    output = run("--config", settings, "guidelines", "versions").output
    assert next(line for line in output.splitlines() if line.strip().startswith("g-")).split()[-1] == "none"
    assert "were judged before the archive kept the texts of guidelines" in output
    for arguments in (("versions", "012345"), ("diff", "012345", "now"), ("versions", "012345", "--write", "x")):
        result = run("--config", settings, "guidelines", *arguments)
        assert result.exit_code == 1
        assert "g-0123456789ab was used before the archive kept the texts of guidelines: where" in result.stderr
    assert not Path("x").exists()


def test_without_an_archive_the_remedy_is_told(run: Run, tmp_path: Path) -> None:
    guidelines_file(tmp_path, CLAUSES + RULE, "mine.toml")
    file = guidelines_file(tmp_path, SETTINGS, "config.toml")
    result = run("--config", file, "guidelines", "versions")
    assert result.exit_code == 1
    assert "run `page-monitor migrate` first" in result.stderr


# One version --------------------------------------------------------------------------------------------------------


def test_the_files_of_a_version_are_listed(run: Run, settings: Path, judged: Says) -> None:
    version = judged("a mugshop here")
    (row,) = [
        line
        for line in run("--config", settings, "guidelines", "versions", version).output.splitlines()
        if line.strip().startswith("001-")
    ]
    assert row.split()[:2] == ["001-mine.toml", str(len((CLAUSES + RULE).encode()))]
    told = json.loads(run("--config", settings, "guidelines", "versions", version, "--json").output)
    assert told["version"] == version
    assert [(part["file"], part["kind"], part["name"]) for part in told["parts"]] == [
        ("001-mine.toml", "file", "mine.toml")
    ]


def test_the_files_of_a_version_can_be_taken_away_as_they_were_read(
    run: Run, settings: Path, judged: Says, tmp_path: Path
) -> None:
    version = judged("a mugshop here")
    guidelines_file(tmp_path, CLAUSES, "mine.toml")
    result = run("--config", settings, "guidelines", "versions", version[2:8], "--write", tmp_path / "proof")
    assert result.exit_code == 0, result.output
    assert f"1 files of {version}" in result.output
    assert (tmp_path / "proof/001-mine.toml").read_text("utf-8") == CLAUSES + RULE
    assert load(tmp_path / "proof/001-mine.toml").version == version
    assert version in (tmp_path / "proof/README.txt").read_text("utf-8")
    assert sorted(path.name for path in tmp_path.glob(".page-monitor-*")) == []


def test_nothing_is_overwritten(run: Run, settings: Path, judged: Says, tmp_path: Path) -> None:
    version = judged("a mugshop here")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("mine.toml", "empty", "link"):
        result = run("--config", settings, "guidelines", "versions", version, "--write", tmp_path / name)
        assert result.exit_code == 1
        assert "nothing is overwritten: name a new folder" in result.stderr
    assert list((tmp_path / "empty").iterdir()) == []
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_can_not_be_written_is_told_with_the_remedy(
    run: Run, settings: Path, judged: Says, tmp_path: Path
) -> None:
    version = judged("a mugshop here")
    for place in (tmp_path / "none/proof", tmp_path / "mine.toml/proof"):
        result = run("--config", settings, "guidelines", "versions", version, "--write", place)
        assert result.exit_code == 1
        assert "can't be written" in result.stderr
        assert "name a new folder in one that is there" in result.stderr


def test_to_write_one_must_say_which(run: Run, settings: Path, tmp_path: Path) -> None:
    result = run("--config", settings, "guidelines", "versions", "--write", tmp_path / "proof")
    assert result.exit_code == 1
    assert "--write needs a VERSION" in result.stderr


def test_the_version_of_a_page_has_the_text_of_all_pages(
    run: Run, settings: Path, judged: Says, tmp_path: Path
) -> None:
    override = '[[override]]\naccount = "high"\nrule = "ads"\nrouting = "review"\n'
    version = judged("a mugshop here", CLAUSES + RULE + override)
    assert version.endswith("+high")
    assert version in run("--config", settings, "guidelines", "versions").output
    told = json.loads(run("--config", settings, "guidelines", "versions", version, "--json").output)
    assert told["version"] == version.removesuffix("+high")
    same = run("--config", settings, "guidelines", "diff", version, tmp_path / "mine.toml")
    assert "No clause and no rule differs." in same.output


# Comparing ----------------------------------------------------------------------------------------------------------


def test_two_versions_are_compared_by_the_beginning_of_their_hashes(
    run: Run, settings: Path, judged: Says, tmp_path: Path
) -> None:
    old, new = judged("one"), judged("two", CLAUSES + POTS)
    for said in ((old, new), (old[2:8], new[:8]), (old, tmp_path / "mine.toml")):
        output = run("--config", settings, "guidelines", "diff", *said).output
        assert output.startswith(f"{old} → {new}\n")
        line = next(line for line in output.splitlines() if "potshop" in line)
        assert line.split()[:3] == ["HIDING", "rule", "ads"]


def test_now_is_what_the_rulebook_says_too(run: Run, settings: Path, judged: Says) -> None:
    old, content = judged("one"), compose(FEES)
    with closing(open_store(load_config(settings))) as store:
        person(store)
        office = office_of(load_config(settings), store, FixedClock())
        office.write(content, by="pat")
        office.shadow("fees", by="pat")
    output = run("--config", settings, "guidelines", "diff", old, "now").output
    assert "rule fees" in output
    assert 'status "shadow"' in output


def test_now_needs_no_archive_and_no_settings(run: Run, tmp_path: Path) -> None:
    guidelines_file(tmp_path, CLAUSES + POTS, "mine.toml")
    file = guidelines_file(tmp_path, SETTINGS, "config.toml")
    old = guidelines_file(tmp_path, CLAUSES + RULE, "old.toml")
    assert "potshop" in run("--config", file, "guidelines", "diff", old, "now").output
    none = run("--config", tmp_path / "none.toml", "guidelines", "diff", "now", "now")
    assert "No clause and no rule differs." in none.output


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "g-12",
            '"g-12" is too short: write at least 6 characters of the hash; page-monitor guidelines',
        ),
        ("abcdef", 'nothing was judged under a version that begins with "g-abcdef"; page-monitor guidelines versions'),
        ("yesterday", '"yesterday" is no file and no version: write the path of a file, or "now"; page-monitor'),
        ("y" * 5000, "is no file and no version"),
        ("g-\x1b[31mabcdef", "nothing was judged under a version"),
        ("none.toml", 'there is no file "none.toml": write the path of a guidelines file, the hash of a version'),
        ("some/where", 'there is no file "some/where": write the path'),
        ("a", 'there is no file "a", and as a version: "a" is too short: write at least 6 characters of the hash'),
    ],
)
def test_what_can_not_be_meant_is_answered_with_the_remedy(run: Run, settings: Path, said: str, told: str) -> None:
    result = run("--config", settings, "guidelines", "diff", said, "now")
    assert result.exit_code == 1
    assert told in result.stderr
    assert "\x1b" not in result.stderr


def test_a_missing_file_is_told_before_missing_settings(run: Run, tmp_path: Path) -> None:
    result = run("--config", tmp_path / "none.toml", "guidelines", "diff", "a", "now")
    assert result.exit_code == 1
    assert 'there is no file "a", and a version of that name can\'t be looked up: ' in result.stderr


def test_a_beginning_that_two_versions_share_is_refused_with_both(run: Run, settings: Path, judged: Says) -> None:
    version = judged("a mugshop here")
    other = version[:-1] + ("0" if version[-1] != "0" else "1")
    older(settings, other)
    result = run("--config", settings, "guidelines", "versions", version[:10])
    assert result.exit_code == 1
    assert version in result.stderr
    assert other in result.stderr
    assert run("--config", settings, "guidelines", "versions", version).exit_code == 0


# Tampering ----------------------------------------------------------------------------------------------------------


def test_words_that_were_changed_are_refused_and_verify_tells_of_them(
    run: Run, settings: Path, judged: Says, tmp_path: Path
) -> None:
    version = judged("a mugshop here")
    assert run("--config", settings, "verify").exit_code == 0
    with closing(open_store(load_config(settings))) as store:
        store.connection.run("DROP TRIGGER guidelines_file_no_update")
        store.connection.run("UPDATE guidelines_file SET packed = x'789c030000000001'")
    result = run("--config", settings, "guidelines", "versions", version, "--write", tmp_path / "proof")
    assert result.exit_code == 1
    assert "a file of the guidelines was lost or changed: page-monitor verify tells more" in result.stderr
    assert not (tmp_path / "proof").exists()
    checked = run("--config", settings, "verify", "--json")
    assert checked.exit_code == 1
    (problem,) = json.loads(checked.stdout)
    assert problem["what"] == f"guidelines {version}: the text is not what was read"


def test_the_folder_that_is_written_is_the_one_of_the_weekly_box(
    run: Run, settings: Path, judged: Says, tmp_path: Path
) -> None:
    version = judged("a mugshop here")
    run("--config", settings, "guidelines", "versions", version, "--write", tmp_path / "proof")
    with closing(open_store(load_config(settings))) as store:
        text = store.versions.text(version)
    assert text is not None
    assert {path.name: path.read_bytes() for path in (tmp_path / "proof").iterdir()} == dict(folder_of(text))
