"""Does `guidelines test` tell what a rule would have done, harmlessly, and without changing anything?"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.guidelines_test import WRONGED, _in_utc, replay_rules
from bot.errors import InputError
from bot.model import DecisionKind
from bot.store.index import SqliteStore
from tests.builders import NOON, decided, new_decision
from tests.flow.painter import Painter
from tests.flow.town import MONDAY, Town, comment, post, script, town

RULE = """
[[rule]]
id = "concerts"
guideline = "spam"
kind = "words"
why = "Speaks of music."
words = ["concert"]
examples = ["A concert"]
counter_examples = ["A conceit"]
"""


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A district with a few rules that hid one comment, which a person showed again."""
    week = script(
        [
            post(),
            comment("sold", "You can buy now"),
            comment("good", "What a lovely concert, thank you band!"),
            comment("evil", "lovely \x1b[31mred\x1b[0m \u202etxet concert [bold]x[/bold]"),
        ]
    )
    with town(tmp_path_factory.mktemp("district"), week) as made:
        made.world.play_all()
        with made.worker(Painter()) as service:
            made.pass_over(service)
        store = SqliteStore.open_as_it_is(made.config.index_file)
        sold = next(one for one in store.rulebook.past() if "buy now" in one.text)
        decided(store, new_decision(sold.revision_id, DecisionKind.KEEP, actor="pat"), at=NOON)
        store.close()
        yield made


def tried(district: Town, *arguments: object) -> Result:
    return CliRunner().invoke(replay_rules, [str(one) for one in arguments], obj=district.config.file)


def written(folder: Path, content: str = RULE) -> Path:
    file = folder / "concerts.toml"
    file.write_text(content, "utf-8")
    return file


def rows(district: Town) -> list[tuple[object, ...]]:
    store = SqliteStore.open_as_it_is(district.config.index_file)
    found = [tuple(row) for row in store.connection.rows("SELECT * FROM ledger")]
    store.close()
    return found


def test_a_file_of_rules_is_tried_on_top_of_those_in_force(district: Town, tmp_path: Path) -> None:
    before = rows(district)
    result = tried(district, written(tmp_path))
    assert result.exit_code == 0, result.output
    assert "2 of 3: 66.7 %" in result.output
    assert "verdict keep → hide" in result.output
    assert "lovely ⟦concert⟧" in result.output
    assert rows(district) == before


def test_strangers_texts_are_shown_harmless(district: Town, tmp_path: Path) -> None:
    result = tried(district, written(tmp_path))
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert "[bold]x[/bold]" in result.output


def test_a_rule_that_would_hide_what_a_person_kept_ends_with_its_own_status(district: Town) -> None:
    result = tried(district, "selling", "--json")
    assert result.exit_code == WRONGED
    told = json.loads(result.stdout)
    assert (told["hits"], told["false_positives"], told["would_hide_what_a_person_kept"]) == (1, 1, 1)
    assert [(row["text"], row["person_agreed"]) for row in told["examples"]] == [("You can buy now", False)]


def test_a_day_narrows_the_past(district: Town) -> None:
    result = tried(district, "selling", "--since", "2020-01-01")
    assert result.exit_code == WRONGED
    assert "\n3 comments, the oldest seen on " in result.output


@pytest.mark.parametrize("day", ["2131-01-01", "9999-12-31"])
def test_a_day_after_which_nothing_was_seen_shows_no_figures_but_what_the_archive_holds(
    district: Town, day: str
) -> None:
    result = tried(district, "selling", "--since", day)
    assert result.exit_code == 0
    assert f"The archive holds no comment seen since {day}, so nothing was tried. It holds 3, seen 20" in result.output
    assert "hits" not in result.output
    told = json.loads(tried(district, "selling", "--since", day, "--json").stdout)
    assert (told["comments"], told["hits"], told["archive"]["comments"]) == (0, 0, 3)
    assert told["archive"]["from"] <= told["archive"]["to"]


def test_an_empty_archive_is_told_as_such(tmp_path: Path) -> None:
    with town(tmp_path, script([post()])) as made:
        made.world.play_all()
        with made.worker(Painter()) as service:
            made.pass_over(service)
        result = tried(made, "selling")
    assert result.exit_code == 0
    assert "The archive holds no comment yet, so nothing was tried." in result.output


def test_a_whole_guidelines_file_is_compared(district: Town, tmp_path: Path) -> None:
    whole = district.config.beside("guidelines.toml").read_text("utf-8") + RULE
    told = json.loads(tried(district, written(tmp_path, whole), "--json").stdout)
    assert told["would_change"]["keep to hide"] == 2
    assert told["by_rule"] == {"concerts": 2, "selling": 1}


def test_an_unknown_rule_is_answered_with_the_nearest_and_where_all_are_listed(district: Town) -> None:
    said = str(tried(district, "seling").exception)
    assert said.startswith('there is no rule "seling": did you mean selling? page-monitor guidelines check --rules')
    assert "stand on the review page" in said


@pytest.mark.parametrize("name", ["facts", "insult-1", "insult-1:unchecked"])
def test_what_looks_at_comments_beside_the_rules_is_not_tried_but_named(district: Town, name: str) -> None:
    said = str(tried(district, name).exception)
    assert "beside the rules" in said
    assert f"page-monitor guidelines show {name} says" in said


def test_near_misses_that_nobody_looks_for_are_not_shown_as_none(district: Town, tmp_path: Path) -> None:
    whole = written(tmp_path, district.config.beside("guidelines.toml").read_text("utf-8"))
    assert "not looked for: name a single rule to see them" in tried(district, whole).output
    assert json.loads(tried(district, whole, "--json").stdout)["near_misses"] is None
    pattern = RULE.replace('"words"', '"patterns"').replace('words = ["concert"]', "patterns = ['concert']")
    assert "this rule lists no single words and has no exceptions" in tried(district, written(tmp_path, pattern)).output
    assert json.loads(tried(district, written(tmp_path), "--json").stdout)["near_misses"] == 0


MARKET = "Come to the big teapot market on the green this Sunday"
FLOOD = f"""
[[rule]]
id = "flooding"
guideline = "spam"
kind = "repeats"
why = "The same again."
copies_at = 6
posts_at = 3
routing = "review"
examples = ["{MARKET}"]
"""


@contextmanager
def flooded_town(folder: Path, now: datetime) -> Iterator[Town]:
    """A district that sees one comment again and again, under three posts, when it looks at this moment."""
    copies = [comment(f"c{number}", f"{MARKET} {'!' * number}", on=f"p{number % 3}") for number in range(6)]
    week = script(
        [*(post(f"p{number}") for number in range(3)), *copies, comment("good", "What a lovely concert!", on="p0")]
    )
    with town(folder, week, now=now, shipped_rules=True) as made:
        made.world.play_all()
        with made.worker(Painter()) as service:
            made.pass_over(service)
        yield made


@pytest.fixture(scope="module")
def flooded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The same within the hour."""
    with flooded_town(tmp_path_factory.mktemp("flooded"), MONDAY + timedelta(hours=1)) as made:
        yield made


def test_copies_of_a_comment_are_counted_as_the_service_counts_them(flooded: Town) -> None:
    store = SqliteStore.open_as_it_is(flooded.config.index_file)
    said = {past.revision_id for past in store.rulebook.past() if "flood" in rules_of(store, past.revision_id)}
    store.close()
    told = json.loads(tried(flooded, "flood", "--json").stdout)
    assert told["comments"] == 7
    assert {row["revision"] for row in told["examples"]} == said
    assert (told["hits"], told["would_change"]) == (2, {})


def test_a_new_rule_on_copies_is_tried_with_the_counts(flooded: Town, tmp_path: Path) -> None:
    told = json.loads(tried(flooded, written(tmp_path, FLOOD), "--since", f"{MONDAY:%Y-%m-%d}", "--json").stdout)
    assert (told["hits"], told["by_rule"]) == (1, {"flooding": 1})
    assert told["near_misses"] is None


def test_copies_that_stood_there_for_days_are_no_flood(tmp_path: Path) -> None:
    with flooded_town(tmp_path / "late", MONDAY + timedelta(days=6)) as late:
        assert json.loads(tried(late, "flood", "--json").stdout)["hits"] == 0


def rules_of(store: SqliteStore, revision_id: int) -> set[str]:
    judged = store.verdicts.latest(revision_id)
    return {one.rule for one in judged.verdict.findings} if judged else set()


def test_what_is_no_rule_and_no_file_is_refused(district: Town, tmp_path: Path) -> None:
    assert "there is no rule" in str(tried(district, "nothing").exception)
    assert "there is no such file: write the path" in str(tried(district, tmp_path / "none.toml").exception)
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    assert "folder.toml: can't be read (Is a directory)" in str(tried(district, folder).exception)
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'district = "\xff"')
    assert "latin.toml: isn't text in UTF-8" in str(tried(district, latin).exception)
    assert "unknown clause" in str(tried(district, written(tmp_path, RULE.replace("spam", "none"))).exception)


@pytest.mark.parametrize("what", ["x" * 5000, "x" * 300 + ".toml", "", ".", "a\nb", "../../x", "missing.toml"])
def test_rubbish_in_place_of_a_rule_or_a_file_is_answered_in_a_line_or_two(district: Town, what: str) -> None:
    result = tried(district, what)
    assert isinstance(result.exception, InputError)
    assert len(str(result.exception)) < 300


def test_a_day_before_the_calendar_of_computers_is_answered(district: Town) -> None:
    with pytest.raises(InputError, match="no comment can be that old"):
        _in_utc(datetime(1, 1, 1), timezone(timedelta(hours=9)))  # noqa: DTZ001  # the zone is what is put in
    assert tried(district, "selling", "--since", "0001-01-01").exit_code == WRONGED
