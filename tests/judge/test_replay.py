"""Does a trial on the archive count what a rule would have done, and what people said about it?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import GuidelinesError, InputError
from bot.judge.composing import compose
from bot.judge.guidelines import load
from bot.judge.history import History
from bot.judge.near import plain_words
from bot.judge.replay import EXAMPLES, agreement, replay
from bot.model import DecisionKind, Outcome, PastComment, Replay
from bot.store.index import SqliteStore
from tests.builders import NOON, FixedClock, collected, comment, decided, edited, new_decision
from tests.judge.house import FEES, House, house

CONTENT = compose(FEES)


@pytest.fixture
def place(store: SqliteStore, clock: FixedClock, tmp_path: Path) -> House:
    return house(store, clock, tmp_path)


def run(place: House, content: str = CONTENT) -> Replay:
    return place.workshop.run(place.workshop.of_content(content))


def decide(place: House, text: str, kind: DecisionKind, guideline: str = "spam") -> None:
    new = new_decision(place.says(text), kind, actor="pat")
    decided(place.store, replace(new, guideline=guideline) if kind is DecisionKind.HIDE else new)


def test_hits_changes_and_the_words_of_people_are_counted(place: House) -> None:
    decide(place, "clubplace one", DecisionKind.HIDE)
    decide(place, "clubplace two", DecisionKind.KEEP)
    decide(place, "clubplace three", DecisionKind.HIDE, guideline="personal_attack")
    for text in ("clubplace four", "mugshop clubplace", "nothing"):
        place.says(text)
    told = run(place)
    assert (told.judged, told.hits, told.true_positives, told.false_positives) == (6, 5, 1, 1)
    assert told.changes == {(Outcome.KEEP, Outcome.HIDE): 4}
    assert (told.would_hide, told.wronged, told.complete) == (4, 1, True)
    assert (told.precision.value, told.by_rule) == (0.5, {"fees": 5})
    assert {hit.past.text: hit.agreed for hit in told.examples} == {
        "clubplace one": True,
        "clubplace two": False,
        "clubplace three": None,
        "clubplace four": None,
        "mugshop clubplace": None,
    }
    assert all(hit.past.text[start:end] == "clubplace" for hit in told.examples for start, end in hit.places)


def test_a_tried_rule_takes_the_place_of_its_older_content(place: House) -> None:
    place.live(CONTENT)
    for text in ("clubplace", "teaplace"):
        place.says(text)
    told = run(place, CONTENT.replace('"clubplace", "clubplaces"', '"teaplace"').replace("a clubplace", "a teaplace"))
    assert told.changes == {(Outcome.HIDE, Outcome.KEEP): 1, (Outcome.KEEP, Outcome.HIDE): 1}
    assert [hit.past.text for hit in told.examples] == ["teaplace"]


def test_only_the_newest_words_count(place: House) -> None:
    place.store.comments.save(comment("clubplace", external_id="x"), NOON)
    place.store.comments.save(edited(comment("clubplace", external_id="x"), "sorry"), NOON)
    assert (run(place).judged, run(place).hits) == (1, 0)


def test_near_misses_are_one_letter_away_or_let_through_by_an_exception(place: House) -> None:
    for text in ("A clubpalce!", "my clubplac", "a free clubplace", "clubhouse", "clubplace"):
        place.says(text)
    told = run(place)
    assert {miss.past.text[miss.start : miss.end]: miss.why for miss in told.near} == {
        "clubpalce": 'One letter away from "clubplace".',
        "clubplac": 'One letter away from "clubplace".',
        "clubplace": "It stands on the list, but an exception lets it through.",
    }
    assert (told.near_misses, told.hits) == (3, 1)


def test_near_misses_are_not_looked_for_without_words_and_exceptions(place: House) -> None:
    assert place.workshop.of_content(CONTENT).looks_for_near
    bare = CONTENT.replace('allow = ["free clubplace"]', "").replace("clubplaces", "c d").replace("clubplace", "a b")
    assert (run(place).near_misses, run(place, bare).near_misses) == (0, None)
    assert not place.workshop.of_content(bare).looks_for_near
    assert not place.workshop.of_file(load(place.path)).looks_for_near


AGAIN = """
[[rule]]
id = "again"
guideline = "spam"
kind = "repeats"
why = "Again."
copies_at = 3
posts_at = 3
selling = ["cheap"]
contact = ["call"]
examples = ["Cheap pens of all colours, call us"]
praise = ['thank']
counter_examples = ["Thank you all for the pens"]
"""
OFFER = "Cheap pens of all colours, call us at noon"


def offered(place: House, *posts: str) -> None:
    for number, post in enumerate(posts):
        collected(
            place.store,
            comment(OFFER, external_id=f"{post}-{number}", post_id=post, created_at=None),
            at=place.clock.tick(60),
        )


@pytest.mark.parametrize("stretch", [1, 2, 5_000])
def test_a_rule_on_repeats_counts_as_the_service_does(
    place: House, stretch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.judge.history.PAGE", 2)
    monkeypatch.setattr("bot.judge.history.STRETCH", stretch)
    offered(place, "p1", "p2", "p3", "p4")
    place.says("Quite another thing, call us at noon")
    told = run(place, AGAIN)
    assert (told.judged, told.hits) == (5, 2)
    assert [hit.past.text for hit in told.examples] == [OFFER, OFFER]
    assert told.changes == {(Outcome.KEEP, Outcome.HIDE): 2}


def test_copies_of_the_day_before_count_where_only_later_comments_are_asked_for(place: House) -> None:
    offered(place, "p1", "p2")
    since = place.clock.tick(3_600)
    offered(place, "p3")
    assert place.workshop.run(place.workshop.of_content(AGAIN), since=since).hits == 1
    late = place.clock.tick(25 * 3_600)
    offered(place, "p4")
    assert place.workshop.run(place.workshop.of_content(AGAIN), since=late).hits == 0


def test_without_the_archive_s_revisions_nobody_counts_repeats(place: House) -> None:
    offered(place, "p1", "p2", "p3")
    trial = place.workshop.of_content(AGAIN)
    past = History(place.store.rulebook, None, None)
    assert replay(trial, past, total=3, timer=lambda: 0.0).hits == 0


def test_words_too_short_or_with_signs_have_no_near_misses() -> None:
    assert plain_words({"words": ["abc", "club*", "a b", "MUGS", 7], "masked": "none"}) == ("club", "mugs")


def test_the_newest_comments_come_first_and_time_is_kept(place: House) -> None:
    for number in range(20):
        collected(place.store, comment(f"clubplace {number}", external_id=f"{number:02}"), at=place.clock.tick(60))
    told = place.workshop.run(place.workshop.of_content(CONTENT), seconds=0.03)
    assert 0 < told.judged < 20
    assert (told.total, told.complete) == (20, False)
    assert told.examples[0].past.text == "clubplace 19"
    oldest = told.examples[-1].past
    assert told.since == oldest.seen_at


def test_progress_is_told_and_all_hits_are_counted_but_not_all_kept(place: House) -> None:
    seen: list[tuple[int, int]] = []
    count = EXAMPLES + 50
    with place.store.transaction():
        for number in range(count):
            collected(place.store, comment(f"clubplace {number}", external_id=f"{number}"))
    told = place.workshop.run(place.workshop.of_content(CONTENT), progress=lambda done, of: seen.append((done, of)))
    assert seen == [(200, count), (count, count)]
    assert (told.hits, len(told.examples)) == (count, EXAMPLES)


def test_an_empty_archive_is_no_error(place: House) -> None:
    told = run(place)
    assert (told.judged, told.hits, told.since, told.micros, told.complete) == (0, 0, None, 0.0, True)


def test_a_rule_of_the_file_is_tried_by_its_id(place: House) -> None:
    place.says("mugshop")
    told = place.workshop.run(place.workshop.of_rule("ads"))
    assert (told.hits, told.would_change) == (1, 0)
    with pytest.raises(InputError, match="no rule"):
        place.workshop.of_rule("nothing")


def test_a_whole_file_is_compared_with_the_rules_in_force(place: House) -> None:
    for text in ("mugshop", "cupshop"):
        place.says(text)
    other = place.path.with_name("other.toml")
    other.write_text(place.path.read_text("utf-8").replace('"mugshop"', '"cupshop"').replace("a mugshop", "a cupshop"))
    told = place.workshop.run(place.workshop.of_file(load(other)))
    assert told.changes == {(Outcome.HIDE, Outcome.KEEP): 1, (Outcome.KEEP, Outcome.HIDE): 1}
    assert told.by_rule == {"ads": 1}


def test_nothing_is_written_by_a_trial(place: House) -> None:
    place.says("clubplace")
    place.store.only_read()
    assert run(place).hits == 1


def test_a_text_with_faults_is_no_trial(place: House) -> None:
    with pytest.raises(GuidelinesError, match="mug"):
        place.workshop.of_content('[[rule]]\nid = "mug"')


def past(decision: DecisionKind | None, guideline: str | None = None) -> PastComment:
    return PastComment(
        revision_id=1,
        comment_id=1,
        account_id="maple",
        text="",
        post_text="",
        author="",
        seen_at=NOON,
        outcome=None,
        decided=decision,
        decided_guideline=guideline,
    )


def cases() -> Iterator[tuple[PastComment, bool | None]]:
    yield past(None), None
    yield past(DecisionKind.HIDE, "spam"), True
    yield past(DecisionKind.DELETE, "spam"), True
    yield past(DecisionKind.HIDE, "other"), None
    yield past(DecisionKind.HIDE, None), None
    yield past(DecisionKind.KEEP), False
    yield past(DecisionKind.UNHIDE), False


@pytest.mark.parametrize(("one", "expected"), list(cases()))
def test_a_person_agrees_only_under_the_same_clause(one: PastComment, *, expected: bool | None) -> None:
    assert agreement(one, ["spam", None]) is expected
