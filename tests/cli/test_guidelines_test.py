"""Does `guidelines test` tell what a rule would have done, harmlessly, and without changing anything?"""

import json
from collections.abc import Iterator
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
from tests.flow.town import Town, comment, post, script, town

RULE = """
[[rule]]
id = "concerts"
guideline = "spam"
kind = "words"
why = "Speaks of music."
words = ["concert"]
examples = ["A concert"]
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
    result = tried(district, "selling", "--since", "2031-01-01")
    assert result.exit_code == 0
    assert "\n0 comments\n" in result.output


def test_a_whole_guidelines_file_is_compared(district: Town, tmp_path: Path) -> None:
    whole = district.config.beside("guidelines.toml").read_text("utf-8") + RULE
    told = json.loads(tried(district, written(tmp_path, whole), "--json").stdout)
    assert told["would_change"] == {"keep to hide": 2}
    assert told["by_rule"] == {"concerts": 2, "selling": 1}


def test_what_is_no_rule_and_no_file_is_refused(district: Town, tmp_path: Path) -> None:
    assert "there is no rule" in str(tried(district, "nothing").exception)
    assert "can't be read" in str(tried(district, tmp_path / "none.toml").exception)
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
    assert "\n0 comments\n" in tried(district, "selling", "--since", "9999-12-31").output
