"""Are scenarios read with care, played as written, and is the school week what it promises to be?"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.simulator.events import ScenarioError
from bot.simulator.scenario import SCENARIOS, from_comments_file, load, parse
from bot.simulator.world import World
from tests.simulator.kit import ACCOUNTS, Clock, comment, post, scenario, world

GUIDELINES = {
    "off_topic", "spam", "personal_attack", "illegal.copyright", "illegal.confidential", "illegal.encourages",
    "illegal.personnel", "illegal.student_matter", "language.profane", "language.hateful", "language.threat",
    "language.obscene", "not_factual",
}  # fmt: skip


def test_ids_are_the_same_in_every_run_and_differ_by_seed() -> None:
    first, again, other = (world(post(), comment("c"), seed=seed) for seed in ("1", "1", "2"))
    assert first.comment("c").id == again.comment("c").id != other.comment("c").id


def test_an_edit_is_a_new_revision_and_a_human_hide_is_not_counted_as_a_call() -> None:
    made = world(
        post(), comment("c"), {"type": "edit", "comment": "c", "text": "New"}, {"type": "hide", "comment": "c"}
    )
    found = made.comment("c")
    assert (found.text, found.revision, found.is_hidden, found.hides) == ("New", 2, True, 0)


@pytest.mark.parametrize(
    ("event", "place"),
    [
        ({"type": "comment"}, r"steps\[0\].events\[1\].key"),
        (comment("c", on="nowhere"), r"events\[1\].post: unknown key 'nowhere'"),
        (comment("c", parent="nobody"), r"events\[1\].parent"),
        ({"type": "edit", "comment": "x", "text": ""}, r"events\[1\].comment: unknown key 'x'"),
        (post(), r"events\[1\].key: 'post' is used twice"),
        (comment("c", flags={"can_hid": True}), r"events\[1\].flags.can_hid: unknown name"),
        (comment("c", at_minutes=float("nan")), r"events\[1\].at_minutes"),
        ({"type": "explode"}, r"events\[1\].type"),
    ],
)
def test_a_fault_is_named_with_its_place(event: dict[str, object], place: str) -> None:
    with pytest.raises(ScenarioError, match=place):
        scenario({"label": "x", "at_minutes": 0, "events": [post(), event]})


@pytest.mark.parametrize("twice", ["key", "id", "token", "username"])
def test_two_accounts_may_not_share_what_names_them(twice: str) -> None:
    rows = [dict(ACCOUNTS[0]), {**ACCOUNTS[1], twice: ACCOUNTS[0][twice]}]
    with pytest.raises(ScenarioError, match=rf"accounts\[1\].{twice}: used twice"):
        parse({"accounts": rows})


def test_a_file_that_is_not_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "week.json").write_text("{")
    with pytest.raises(ScenarioError, match=r"week\.json: not JSON"):
        load(tmp_path / "week.json")
    with pytest.raises(ScenarioError, match=r"none\.json: cannot be read"):
        load(tmp_path / "none.json")


def rows_file(folder: Path, *rows: object) -> Path:
    path = folder / "rows.jsonl"
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows))
    return path


def test_rows_become_posts_with_comments(tmp_path: Path) -> None:
    path = rows_file(tmp_path, {"text": "a"}, {"text": "b", "author": "Bo", "id": "mine"}, "", {"text": "c"})
    made = World(from_comments_file(path, comments_per_post=2), Clock())
    assert made.play_all() == ["Part 1 of 2", "Part 2 of 2"]
    mine = made.comment("mine")
    assert mine.author is not None
    assert (mine.text, mine.author.name) == ("b", "Bo")
    assert made.comment("row-4").post != mine.post


def test_rows_that_name_the_same_post_share_it(tmp_path: Path) -> None:
    path = rows_file(tmp_path, *({"text": str(n), "post": "Hello"} for n in range(5)))
    made = World(from_comments_file(path, comments_per_post=2), Clock())
    made.play_all()
    (only,) = made.state.posts.values()
    assert only.text == "Hello"
    assert len(list(made.state.comments_of(only.bare))) == 5


@pytest.mark.parametrize(
    "bad", ["{", "[]", '{"no": 1}', '{"text": 1}', '{"text": "x", "post": []}', '{"text":"","id":"i"}']
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, bad: str) -> None:
    path = rows_file(tmp_path, {"text": "fine", "id": "i"}, bad)
    with pytest.raises(ValueError, match=r"rows\.jsonl, line 2"):
        from_comments_file(path)


def test_many_rows_are_read_as_they_are_played(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f'{{"text": "comment {n}"}}\n' for n in range(20_000)))
    made = World(from_comments_file(path, comments_per_post=100), Clock())
    assert made.steps_left == 200
    made.play(3)
    assert len(made.state.comments) == 300


@pytest.fixture(scope="module")
def week() -> list[dict[str, Any]]:
    steps = json.loads((SCENARIOS / "school_week.json").read_text(encoding="utf-8"))["steps"]
    return [event for step in steps for event in step["events"]]


def expectations(event: dict[str, Any]) -> list[dict[str, Any]]:
    found = event["expect"]
    return found if isinstance(found, list) else [found]


def test_the_school_week_plays_to_its_end() -> None:
    made = World(load("school_week"), Clock())
    assert len(made.play_all()) == 14
    assert made.comment("wynn-praise").revision == 2
    assert made.comment("author-deletes").is_deleted
    assert made.comment("stream-scam").is_deleted
    assert made.comment("photo-only").attachment is not None
    assert len(made.comment("long").text or "") == 4000


def test_every_comment_of_the_week_has_an_honest_expectation(week: list[dict[str, Any]]) -> None:
    for event in week:
        if event["type"] != "comment":
            continue
        for expected in expectations(event):
            assert expected["verdict"] in {"keep", "review", "hide"}, event["key"]
            # A keep names no guideline, a hide one; a review may name none (a language that no rule reads).
            assert expected["verdict"] == "review" or (expected["guideline"] is None) == (
                expected["verdict"] == "keep"
            ), event["key"]
            assert expected["guideline"] in {*GUIDELINES, None}, event["key"]
            assert expected["why"], event["key"]


def test_the_week_touches_every_guideline_and_is_mostly_ordinary(week: list[dict[str, Any]]) -> None:
    found = [expected for event in week if event["type"] == "comment" for expected in expectations(event)]
    assert {each["guideline"] for each in found} == {*GUIDELINES, None}
    verdicts = Counter(each["verdict"] for each in found)
    assert verdicts["keep"] > 2 * (verdicts["hide"] + verdicts["review"])


def test_an_edited_comment_has_one_expectation_per_text(week: list[dict[str, Any]]) -> None:
    edits = Counter(event["comment"] for event in week if event["type"] == "edit")
    for event in week:
        if event["type"] == "comment":
            assert len(expectations(event)) == 1 + edits[event["key"]], event["key"]
