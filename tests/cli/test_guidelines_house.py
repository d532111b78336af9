"""Is a rule that staff wrote on the review page shown with its words, where it stands, and who let it?"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot import bootstrap
from bot.judge.composing import compose
from bot.model import WordsRule
from bot.ports import RuleOffice
from bot.store.index import SqliteStore
from tests.cli.conftest import Run
from tests.flow.painter import Painter
from tests.flow.town import OFFICE, Town, comment, post, script, town

WRITER, SECOND = OFFICE
FEES = compose(
    WordsRule(
        rule_id="fees",
        guideline="spam",
        why="Sells places in a club.",
        words=("clubplace", "clubplaces"),
        allow=("free clubplace",),
        examples=("Buy a clubplace now",),
        counter_examples=("The club has a place",),
    )
)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Town]:
    """A district whose archive holds a comment, so that a rule can be tested on it."""
    with town(tmp_path / "district", script([post(), comment("good", "Lovely concert")])) as made:
        made.world.play_all()
        with made.worker(Painter()) as service:
            made.pass_over(service)
        yield made


@contextmanager
def office(district: Town) -> Iterator[RuleOffice]:
    with closing(SqliteStore.open_as_it_is(district.config.index_file)) as store:
        yield bootstrap.office_of(district.config, store, district.clock)


def approved(district: Town) -> None:
    """A rule that one person wrote, tested and asked for, and that another one approved."""
    with office(district) as rules:
        edit = rules.write(FEES, by=WRITER, note="for autumn")
        district.clock.tick(3600)
        rules.test("fees", by=WRITER)
        rules.ask("fees", by=WRITER, note="ten a day")
        rules.approve("fees", digest=edit.digest, by=SECOND, why="Looks right.")


def shown(run: Run, district: Town, *options: str) -> str:
    result = run("--config", district.config.file, "guidelines", "show", "fees", *options)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def ledger(district: Town) -> list[tuple[object, ...]]:
    with closing(SqliteStore.open_as_it_is(district.config.index_file)) as store:
        return [tuple(row) for row in store.connection.rows("SELECT * FROM ledger")]


def test_a_draft_is_shown_with_its_words_its_clause_and_its_writer(run: Run, district: Town) -> None:
    with office(district) as rules:
        rules.write(FEES, by=WRITER, note="for autumn")
    before, told = ledger(district), shown(run, district)
    day = f"{district.clock.now().astimezone(district.config.district.zone):%Y-%m-%d %H:%M}"
    assert told.startswith("Rule       fees (words, written on the review page)\nStanding   Draft.\n")
    for line in (
        "Clause     spam: Comments focused on selling a product will not be allowed.",
        "Why        Sells places in a club.",
        "Does       nothing: it is a draft (in use as written: may be hidden by the service)",
        f"Written    by {WRITER}, {day} (for autumn)",
        "Approved   by nobody: this text hides nothing yet",
        "  words: clubplace, clubplaces",
        "  allow: free clubplace",
        "Its examples, judged as if it did all it asks for",
        "  Buy a 【clubplace】 now  → hidden",
        "  The club has a place  → stays",
    ):
        assert line in told.splitlines()
    assert ledger(district) == before


def test_an_approved_rule_names_who_approved_it_and_when(run: Run, district: Town) -> None:
    approved(district)
    told = shown(run, district).splitlines()
    assert told[1] == "Standing   May hide."
    assert "Does       may be hidden by the service" in told
    (line,) = [line for line in told if line.startswith("Approved   ")]
    assert line.startswith(f"Approved   by {SECOND}, 20")
    assert line.endswith(" (Looks right.)")
    assert "Its examples, judged as if it did all it asks for" not in told
    happened = told[told.index("What happened, the newest first") :]
    assert [line.split(" by ")[0].strip() for line in happened[1:]] == ["Approved: may hide", "Text written"]


def test_what_waits_for_a_second_person_and_an_older_text_in_use_are_told(run: Run, district: Town) -> None:
    approved(district)
    with office(district) as rules:
        rules.write(FEES.replace("clubplaces", "clubseats"), by=SECOND)
        rules.test("fees", by=WRITER)
        rules.ask("fees", by=WRITER, note="seats, too")
    told = shown(run, district)
    assert "Standing   New version, not in use. The version before this one is still in use: it may hide." in told
    assert "Does       nothing: this text is not in use (in use as written: may be hidden by the service)" in told
    assert f"Asked      by {WRITER}, " in told
    assert "(seats, too); a second person answers on the review page" in told
    assert "Approved   by nobody: this text hides nothing yet" in told
    assert "  words: clubplace, clubseats" in told


def test_a_rule_in_the_shadow_and_one_that_asks_say_so(run: Run, district: Town) -> None:
    with office(district) as rules:
        rules.write(FEES, by=WRITER)
        rules.shadow("fees", by=WRITER)
        assert "Does       nothing: what it finds is only counted (in use as written: " in shown(run, district)
        rules.test("fees", by=WRITER)
        rules.watch("fees", by=WRITER)
        told = shown(run, district)
        assert "Standing   Asks a person." in told
        assert "Does       a person decides (in use as written: may be hidden by the service)" in told
        rules.withdraw("fees", by=SECOND, why="Found the club's own posts.")
    told = shown(run, district)
    assert "Does       nothing: it was taken out of use" in told
    assert f"Taken out of use by {SECOND}, " in told
    assert "(Found the club's own posts.)" in told


def test_programs_read_the_same_as_json(run: Run, district: Town) -> None:
    approved(district)
    told = json.loads(shown(run, district, "--json"))
    assert (told["rule"], told["origin"], told["kind"], told["standing"]) == ("fees", "house", "words", "live")
    assert (told["routing"], told["hides"], told["in_force"], told["fault"]) == ("hide", True, True, None)
    assert told["words"].startswith("Comments focused on selling")
    assert told["content"] == FEES
    assert told["examples"][0]["matches"] == [{"start": 6, "end": 15, "match": "clubplace"}]
    assert [(one["by"], one["note"]) for one in told["edits"]] == [(WRITER, "for autumn")]
    assert [(one["by"], one["standing"], one["hides"]) for one in told["steps"]] == [
        (WRITER, "draft", False),
        (SECOND, "live", True),
    ]


def test_a_rule_that_can_not_be_read_any_more_is_shown_with_its_fault(run: Run, district: Town) -> None:
    approved(district)
    file = district.config.beside("guidelines.toml")
    file.write_text(
        file.read_text("utf-8")
        .replace('"spam"', '"selling"')
        .replace('id = "selling"\nt', 'id = "selling"\nlike = "spam"\nt'),
        "utf-8",
    )
    told = shown(run, district)
    assert "Clause     spam\n" in told
    assert "Fault      it is left out, because it can't be read any more: fees, line " in told
    assert 'unknown clause "spam"' in told
    assert "  words: clubplace, clubplaces" in told


def test_what_staff_wrote_does_not_reach_the_terminal_as_it_is(run: Run, district: Town) -> None:
    with office(district) as rules:
        rules.write(FEES, by=WRITER, note="\x1b[2Jhello\u202e")
    told = shown(run, district)
    assert "(⟨001B⟩[2Jhello⟨202E⟩)" in told
    assert "\x1b" not in told


def test_a_mistyped_name_is_answered_with_the_nearest_house_rule(run: Run, district: Town) -> None:
    with office(district) as rules:
        rules.write(FEES, by=WRITER)
    told = run("--config", district.config.file, "guidelines", "show", "fee")
    assert told.exit_code == 1
    assert 'there is no rule "fee": did you mean fees' in told.stderr


def test_without_an_archive_it_is_told_where_such_rules_are_shown_from(
    run: Run, district: Town, tmp_path: Path
) -> None:
    file = district.config.beside("guidelines.toml")
    alone = run("--config", tmp_path / "none.toml", "guidelines", "show", "fees", "--guidelines", file)
    assert alone.exit_code == 1
    assert "those that staff wrote are shown without --guidelines" in alone.stderr
    unnamed = run("--config", tmp_path / "none.toml", "guidelines", "show", "fees")
    assert "shown from the archive, and none.toml is not there: name the settings by --config" in unnamed.stderr
    district.config.index_file.rename(tmp_path / "elsewhere.db")
    lost = run("--config", district.config.file, "guidelines", "show", "fees")
    assert lost.exit_code == 1
    assert "those that staff wrote can't be looked up: " in lost.stderr
    assert "Traceback" not in lost.stderr


def test_an_alert_stays_one_while_the_rule_only_asks(run: Run, district: Town) -> None:
    with office(district) as rules:
        rules.write(f"{FEES}alert = true\n", by=WRITER)
        rules.test("fees", by=WRITER)
        rules.watch("fees", by=WRITER)
    assert "Does       a person decides, and a person is told at once (in use as written: " in shown(run, district)
