"""Does a person find what they look for, in the right order?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import StoreError
from bot.model import (
    ActionState,
    Author,
    Decision,
    DecisionKind,
    Figures,
    Outcome,
    ReviewReason,
    Shelf,
    ShelfPage,
    Stage,
)
from bot.store.desk import _SHELVES
from bot.store.index import SqliteStore
from bot.store.objects import ObjectFiles
from tests.builders import (
    NOON,
    claimed,
    collected,
    comment,
    decided,
    edited,
    failed_capture,
    new_decision,
    proven,
    verdict,
)

LATER = NOON + timedelta(minutes=5)


def shelf(
    store: SqliteStore, which: Shelf, *, account_id: str | None = None, page: int = 1, size: int = 20
) -> ShelfPage:
    return store.desk.shelf(which, account_id=account_id, page=page, per_page=size)


def texts(found: ShelfPage) -> list[str]:
    return [view.revision.comment.text for view in found.views]


def said(store: SqliteStore, text: str, *, account_id: str = "maple") -> int:
    return collected(store, comment(text, external_id=text, account_id=account_id))


def asked(store: SqliteStore, text: str, *, minute: int = 0, alert: bool = False, account_id: str = "maple") -> int:
    revision_id = said(store, text, account_id=account_id)
    at = NOON + timedelta(minutes=minute)
    store.queue.open(revision_id, ReviewReason.DOUBTFUL, why="Is it?", alert=alert, at=at)
    return revision_id


def hidden(store: SqliteStore, archive: ObjectFiles, text: str) -> Decision:
    revision_id = said(store, text)
    capture = proven(store, archive, revision_id)
    decision = decided(store, new_decision(revision_id))
    action = store.decisions.plan(decision, capture_id=capture.id, at=NOON)
    store.decisions.mark(action, ActionState.DONE, answer="", at=NOON)
    store.comments.note_state(decision.comment_id, NOON, is_hidden=True)
    return decision


def shown_again(store: SqliteStore, hide: Decision) -> None:
    undo = decided(store, new_decision(hide.revision_id, DecisionKind.UNHIDE, actor="pat", undoes=hide.id))
    store.decisions.mark(store.decisions.plan(undo, capture_id=None, at=NOON), ActionState.DONE, answer="", at=NOON)


def test_the_queue_shows_alerts_first_then_the_oldest(store: SqliteStore) -> None:
    for text, minute, alert in (("new", 9, False), ("old", 1, False), ("threat", 5, True), ("older threat", 3, True)):
        asked(store, text, minute=minute, alert=alert)
    assert texts(shelf(store, Shelf.QUEUE)) == ["older threat", "threat", "old", "new"]


def test_a_comment_asked_about_twice_stands_in_the_queue_once(store: SqliteStore) -> None:
    revision_id = asked(store, "one")
    store.queue.open(revision_id, ReviewReason.ALERT, why="At once!", alert=True, at=LATER)
    found = shelf(store, Shelf.QUEUE)
    assert (found.total, [item.reason for item in found.views[0].items]) == (
        1,
        [ReviewReason.ALERT, ReviewReason.DOUBTFUL],
    )


def test_the_same_question_is_open_once_and_can_be_asked_anew_after_an_answer(store: SqliteStore) -> None:
    revision_id = asked(store, "one")
    store.queue.open(revision_id, ReviewReason.DOUBTFUL, why="Again?", alert=True, at=LATER)
    assert store.queue.close(1, by="pat", at=LATER) == 1
    assert store.queue.close(1, by="sam", at=LATER) == 0
    assert shelf(store, Shelf.QUEUE).total == 0
    store.queue.open(revision_id, ReviewReason.DOUBTFUL, why="Edited.", alert=False, at=LATER)
    view = store.desk.view(revision_id)
    assert view is not None
    assert [(item.why, item.closed_by) for item in view.items] == [("Edited.", None), ("Is it?", "pat")]
    assert view.open_item == view.items[0]


def test_a_question_about_words_that_are_not_there_opens_nothing(store: SqliteStore) -> None:
    store.queue.open(99, ReviewReason.DOUBTFUL, why="?", alert=False, at=NOON)
    assert store.connection.number("SELECT count(*) FROM review_item") == 0


def test_a_comment_is_on_the_hidden_shelf_until_it_is_shown_again(store: SqliteStore, archive: ObjectFiles) -> None:
    first = hidden(store, archive, "first")
    hidden(store, archive, "second")
    assert texts(shelf(store, Shelf.HIDDEN)) == ["second", "first"]
    assert shelf(store, Shelf.HIDDEN).views[1].hide_in_force == first.id
    shown_again(store, first)
    assert texts(shelf(store, Shelf.HIDDEN)) == ["second"]
    view = store.desk.view(first.revision_id)
    assert view is not None
    assert view.hide_in_force is None
    assert [line.action.state for line in view.decisions if line.action] == [ActionState.DONE, ActionState.DONE]


def test_the_decided_shelf_is_about_people(store: SqliteStore, archive: ObjectFiles) -> None:
    hide = hidden(store, archive, "by the bot")
    decided(store, new_decision(said(store, "kept"), DecisionKind.KEEP, actor="pat"))
    assert texts(shelf(store, Shelf.DECIDED)) == ["kept"]
    shown_again(store, hide)
    assert texts(shelf(store, Shelf.DECIDED)) == ["by the bot", "kept"]


def test_what_the_rules_left_alone_is_shown_by_day_and_the_likeliest_first(store: SqliteStore) -> None:
    kept = verdict(Outcome.KEEP)
    for text, priority, day in (("dull", 0.1, 1), ("likely", 0.7, 1), ("of yesterday", 0.9, 0), ("likelier", 0.8, 1)):
        at = NOON + timedelta(days=day)
        store.verdicts.save(said(store, text), replace(kept, priority=priority), at)
    asked_about = asked(store, "asked about")
    store.verdicts.save(asked_about, kept, NOON)
    store.verdicts.save(said(store, "for review"), verdict(Outcome.REVIEW), NOON)
    said(store, "unjudged")
    assert texts(shelf(store, Shelf.KEPT)) == ["likelier", "likely", "dull", "of yesterday"]


def test_what_a_person_decided_is_looked_at_no_second_time_until_it_is_edited(store: SqliteStore) -> None:
    revision_id = said(store, "fine")
    store.verdicts.save(revision_id, verdict(Outcome.KEEP), NOON)
    decided(store, new_decision(revision_id, DecisionKind.KEEP, actor="pat"))
    assert texts(shelf(store, Shelf.KEPT)) == []
    again = collected(store, edited(comment(external_id="fine"), "fine, edited"))
    store.verdicts.save(again, verdict(Outcome.KEEP), NOON)
    assert texts(shelf(store, Shelf.KEPT)) == ["fine, edited"]


def test_what_is_gone_or_hidden_by_others_needs_no_second_look(store: SqliteStore) -> None:
    for text in ("hidden", "there"):
        store.verdicts.save(said(store, text), verdict(Outcome.KEEP), NOON)
    store.comments.note_state(1, NOON, is_hidden=True)
    assert texts(shelf(store, Shelf.KEPT)) == ["there"]


def test_all_shows_every_comment_once_in_its_newest_words(store: SqliteStore) -> None:
    said(store, "one")
    said(store, "two")
    collected(store, edited(comment(external_id="one"), "one, edited"))
    found = shelf(store, Shelf.ALL)
    assert texts(found) == ["one, edited", "two"]
    assert [revision_id for revision_id, _ in found.views[0].revisions] == [1, 3]


@pytest.mark.parametrize("which", list(Shelf))
def test_an_empty_shelf_has_one_empty_page(store: SqliteStore, which: Shelf) -> None:
    assert shelf(store, which, page=7) == ShelfPage(views=(), total=0, page=1, pages=1)


@pytest.mark.parametrize(
    ("page", "expected"), [(-3, ["1", "2"]), (1, ["1", "2"]), (2, ["3", "4"]), (3, ["5"]), (9**9, ["5"])]
)
def test_a_page_outside_the_shelf_is_the_nearest_one(store: SqliteStore, page: int, expected: list[str]) -> None:
    for n in range(1, 6):
        asked(store, str(n), minute=n)
    found = shelf(store, Shelf.QUEUE, page=page, size=2)
    assert (texts(found), found.total, found.pages) == (expected, 5, 3)


@pytest.mark.parametrize("which", [Shelf.QUEUE, Shelf.ALL])
def test_a_shelf_can_be_one_accounts(store: SqliteStore, which: Shelf) -> None:
    asked(store, "ours")
    asked(store, "theirs", account_id="oak")
    assert texts(shelf(store, which, account_id="oak")) == ["theirs"]
    assert shelf(store, which, account_id="' OR 1=1 --").total == 0


def test_a_view_without_anything_says_so(store: SqliteStore) -> None:
    view = store.desk.view(said(store, "new"))
    assert view is not None
    assert (view.judged, view.record, view.capture, view.items, view.decisions) == (None, None, None, (), ())
    assert view.open_item is None


def test_the_figures_count_what_is_there(store: SqliteStore, archive: ObjectFiles) -> None:
    assert store.desk.figures() == Figures(
        collected=0, kept=0, queued=0, hidden=0, captures=0, failures=0, waiting=0, alerts=0
    )
    hide = hidden(store, archive, "sold")
    store.verdicts.save(hide.revision_id, verdict(), NOON)
    kept = said(store, "kept")
    store.verdicts.save(kept, verdict(Outcome.HIDE), NOON)
    store.verdicts.save(kept, verdict(Outcome.KEEP, version="2"), NOON)
    threat = asked(store, "threat", alert=True)
    store.queue.open(threat, ReviewReason.HOLD, why="", alert=False, at=NOON)
    asked(store, "doubtful")
    store.evidence.save_capture(failed_capture(hide.revision_id))
    store.work.enqueue(Stage.JUDGE, 1, run_after=NOON)
    store.work.give_up(claimed(store, Stage.JUDGE)[0], error="x", now=NOON)
    assert store.desk.figures() == Figures(
        collected=4, kept=1, queued=2, hidden=1, captures=1, failures=2, waiting=1, alerts=1
    )


# Search ------------------------------------------------------------------------------------------------------------


def test_words_are_found_with_the_state_of_their_comment(store: SqliteStore, archive: ObjectFiles) -> None:
    hide = hidden(store, archive, "Buy my golden watches")
    store.verdicts.save(hide.revision_id, verdict(), NOON)
    said(store, "The bus was late")
    (hit,) = store.desk.search("GOLDEN watches", 10)
    assert (hit.revision_id, hit.account_id, hit.author) == (hide.revision_id, "maple", "Dale Whitmore")
    assert (hit.text, hit.seen_at) == ("Buy my golden watches", NOON)
    assert (hit.outcome, hit.is_hidden) == ("hide", True)
    (plain,) = store.desk.search("bus", 10)
    assert (plain.outcome, plain.is_hidden) == ("", False)


def test_words_that_were_edited_away_are_found_too(store: SqliteStore) -> None:
    said(store, "golden")
    collected(store, edited(comment(external_id="golden"), "silver"))
    assert [hit.text for hit in store.desk.search("golden", 10)] == ["golden"]


def test_people_are_found_by_name_and_unknown_ones_are_nameless(store: SqliteStore) -> None:
    collected(store, comment("hello", author=Author()))
    said(store, "hi")
    assert [hit.text for hit in store.desk.search("whitmore", 10)] == ["hi"]
    assert [hit.author for hit in store.desk.search("hello", 10)] == [""]


def test_no_more_is_found_than_was_asked_for(store: SqliteStore) -> None:
    for n in range(5):
        collected(store, comment(f"bus {n}", external_id=str(n)))
    assert len(store.desk.search("bus", 3)) == 3


@pytest.mark.parametrize("words", ["", "   ", "\t\n"])
def test_no_words_find_nothing(store: SqliteStore, words: str) -> None:
    said(store, "hello")
    assert store.desk.search(words, 10) == []


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '"" OR',
        "text:hello",
        "hello*",
        "NEAR(a b)",
        "a AND",
        "-hello",
        "(",
        "^hello",
        "{text}: x",
        "'; DROP TABLE",
        ":",
        "\x00",
    ],
)
def test_an_expression_is_only_words(store: SqliteStore, words: str) -> None:
    said(store, "something else")
    assert store.desk.search(words, 10) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_nothing_somebody_types_is_an_error(store: SqliteStore, words: str) -> None:
    said(store, "the cafeteria")
    assert len(store.desk.search(words, 3)) <= 1
    assert len(store.desk.search("cafeteria", 3)) == 1, "and the search still works afterwards"


def test_half_a_sign_from_a_command_line_is_refused_in_our_words(store: SqliteStore) -> None:
    with pytest.raises(StoreError):
        store.desk.search("caf\udce9", 3)


def test_the_queue_shows_the_likeliest_violations_first_and_alerts_before_them(store: SqliteStore) -> None:
    for text, minute, priority, alert in (
        ("old", 1, 0.5, False),
        ("likely", 9, 0.9, False),
        ("older", 0, 0.5, False),
        ("threat", 5, 0.1, True),
    ):
        revision_id = asked(store, text, minute=minute, alert=alert)
        store.verdicts.save(revision_id, replace(verdict(), priority=0.99), NOON)
        store.verdicts.save(revision_id, replace(verdict(version="2"), priority=priority), NOON)
    asked(store, "unjudged", minute=0)
    assert texts(shelf(store, Shelf.QUEUE)) == ["threat", "likely", "older", "old", "unjudged"]


def test_a_long_queue_is_ordered_by_the_index_of_verdicts(store: SqliteStore) -> None:
    sql = _SHELVES[Shelf.QUEUE].format(account="")
    plan = [str(row["detail"]) for row in store.connection.rows(f"EXPLAIN QUERY PLAN {sql}")]
    verdicts = [step for step in plan if " v " in step]
    assert verdicts
    assert all(step.startswith("SEARCH v USING") for step in verdicts)
    assert not any(step.startswith("SCAN c") for step in plan)
