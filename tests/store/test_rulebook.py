"""Does the index keep the life of a rule, and refuse a rule that hides without a test and a second person?"""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import StoreError
from bot.model import DecisionKind, NewDecision, Outcome, Routing, RuleFigures, Share, Standing, Verdict
from bot.store.index import SqliteStore
from bot.store.past import HIT_COMMENTS
from tests.builders import NOON, collected, comment, decided, edited, finding, new_decision, verdict
from tests.rulekeeping import DIGEST, person, stepped, tried, written

OTHER = "e" * 64
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def book(store: SqliteStore) -> SqliteStore:
    """An index with three people and a rule that pat wrote."""
    for name in ("pat", "lee", "ana"):
        person(store, name)
    written(store, by="pat")
    return store


# What is kept ------------------------------------------------------------------------------------------------------


def test_edits_tests_and_steps_come_back_as_they_were_kept(book: SqliteStore) -> None:
    test = tried(book, by="lee")
    second = written(book, by="ana", digest=OTHER, content="[[rule]] # two")
    assert [edit.written_by for edit in book.rulebook.edits("fees")] == ["pat", "ana"]
    assert book.rulebook.edits()[-1] == second
    assert book.rulebook.tests("fees") == book.rulebook.tests() == [test]
    assert [(step.standing, step.digest) for step in book.rulebook.steps("fees")] == [
        (Standing.DRAFT, DIGEST),
        (Standing.DRAFT, OTHER),
    ]
    assert book.rulebook.newest_steps() == {"fees": book.rulebook.steps("fees")[-1]}
    others = (book.rulebook.edits("other"), book.rulebook.tests("other"), book.rulebook.steps("other"))
    assert not any(others)


def test_the_edition_grows_with_every_edit_and_step_and_with_nothing_else(book: SqliteStore) -> None:
    first = book.rulebook.edition()
    tried(book, by="pat")
    assert book.rulebook.edition() == first
    stepped(book, Standing.SHADOW, by="lee")
    assert book.rulebook.edition() > first


def test_a_request_is_open_until_the_rule_takes_a_step(book: SqliteStore) -> None:
    test = tried(book, by="pat")
    book.rulebook.ask(test, by="pat", note="first", at=NOON)
    newest = book.rulebook.ask(test, by="pat", note="again", at=NOON)
    assert book.rulebook.requests() == [newest]
    stepped(book, Standing.WITHDRAWN, by="lee")
    assert book.rulebook.requests() == []


# What is refused ---------------------------------------------------------------------------------------------------


def test_a_rule_hides_after_a_test_and_the_word_of_a_second_person(book: SqliteStore) -> None:
    test = tried(book, by="pat")
    book.rulebook.ask(test, by="lee", note="", at=NOON)
    step = stepped(book, Standing.LIVE, by="ana", test=test, hides=True)
    assert (step.standing, step.hides, step.test_id) == (Standing.LIVE, True, test.id)


@pytest.mark.parametrize("approver", ["pat", "PAT", "lee", "Lee", "nobody", "bot@1", ""])
def test_neither_writer_nor_asker_nor_a_stranger_nor_the_bot_lets_a_rule_hide(book: SqliteStore, approver: str) -> None:
    test = tried(book, by="ana")
    book.rulebook.ask(test, by="lee", note="", at=NOON)
    with pytest.raises(StoreError):
        stepped(book, Standing.LIVE, by=approver, test=test, hides=True)


def test_who_may_no_longer_log_in_moves_no_rule(book: SqliteStore) -> None:
    book.reviewers.disable("lee", NOON)
    with pytest.raises(StoreError, match="only a reviewer"):
        stepped(book, Standing.SHADOW, by="lee")


def test_without_a_request_or_after_it_was_answered_nothing_hides(book: SqliteStore) -> None:
    test = tried(book, by="pat")
    with pytest.raises(StoreError, match="second person"):
        stepped(book, Standing.LIVE, by="ana", test=test, hides=True)
    book.rulebook.ask(test, by="pat", note="", at=NOON)
    stepped(book, Standing.SHADOW, by="lee")
    with pytest.raises(StoreError, match="second person"):
        stepped(book, Standing.LIVE, by="ana", test=test, hides=True)


def test_other_content_needs_its_own_test_and_its_own_approval(book: SqliteStore) -> None:
    test = tried(book, by="pat")
    book.rulebook.ask(test, by="pat", note="", at=NOON)
    written(book, by="pat", digest=OTHER)
    with pytest.raises(StoreError):
        stepped(book, Standing.LIVE, by="ana", test=test, hides=True, digest=OTHER)
    with pytest.raises(StoreError, match="written"):
        stepped(book, Standing.SHADOW, by="ana", digest="f" * 64)


def test_a_rule_asks_a_person_only_after_a_test_and_then_its_writer_is_enough(book: SqliteStore) -> None:
    with pytest.raises(StoreError, match="after a test"):
        stepped(book, Standing.LIVE, by="pat")
    assert stepped(book, Standing.LIVE, by="pat", test=tried(book, by="pat")).standing is Standing.LIVE


def test_the_bot_takes_rules_out_and_never_brings_a_house_rule_in(book: SqliteStore) -> None:
    assert stepped(book, Standing.SHADOW, by="bot@1").actor == "bot@1"
    for standing in (Standing.LIVE, Standing.DRAFT, Standing.WITHDRAWN):
        with pytest.raises(StoreError):
            stepped(book, standing, by="bot@1")


def test_a_hiding_step_that_is_not_live_or_untested_is_refused(book: SqliteStore) -> None:
    test = tried(book, by="pat")
    book.rulebook.ask(test, by="pat", note="", at=NOON)
    for standing in (Standing.SHADOW, Standing.DRAFT, Standing.WITHDRAWN):
        with pytest.raises(StoreError):
            stepped(book, standing, by="ana", test=test, hides=True)
    with pytest.raises(StoreError):
        stepped(book, Standing.LIVE, by="ana", hides=True)


@pytest.mark.parametrize(
    ("judged", "complete", "enough"), [(40, True, True), (4999, False, False), (5000, False, True), (0, True, False)]
)
def test_a_rule_hides_only_after_a_test_of_the_whole_archive_or_of_many_comments(
    book: SqliteStore, judged: int, *, complete: bool, enough: bool
) -> None:
    test = tried(book, by="pat", judged=judged, complete=complete)
    assert (test.told.counts, book.rulebook.tests()) == (enough, [test])
    book.rulebook.ask(test, by="pat", note="", at=NOON)
    if not enough:
        with pytest.raises(StoreError, match="whole archive"):
            stepped(book, Standing.LIVE, by="ana", test=test, hides=True)
        return
    assert stepped(book, Standing.LIVE, by="ana", test=test, hides=True).hides


def test_a_declined_request_is_answered_with_all_older_ones_and_a_new_one_is_open(book: SqliteStore) -> None:
    test = tried(book, by="pat")
    book.rulebook.ask(test, by="pat", note="first", at=NOON)
    second = book.rulebook.ask(test, by="lee", note="second", at=NOON)
    declined = book.rulebook.decline(second, by="ana", why="Too wide.", at=LATER)
    assert (book.rulebook.requests(), book.rulebook.declines("fees")) == ([], [declined])
    with pytest.raises(StoreError, match="second person"):
        stepped(book, Standing.LIVE, by="ana", test=test, hides=True)
    third = book.rulebook.ask(test, by="pat", note="third", at=NOON)
    assert book.rulebook.requests() == [third]
    assert stepped(book, Standing.LIVE, by="lee", test=test, hides=True).hides


@pytest.mark.parametrize(("name", "why"), [("nobody", "No."), ("bot@1", "No."), ("lee", "No."), ("ana", "")])
def test_who_may_not_log_in_or_says_no_reason_declines_nothing(book: SqliteStore, name: str, why: str) -> None:
    request = book.rulebook.ask(tried(book, by="pat"), by="pat", note="", at=NOON)
    book.reviewers.disable("lee", NOON)
    with pytest.raises(StoreError):
        book.rulebook.decline(request, by=name, why=why, at=NOON)
    assert book.rulebook.requests() == [request]


def test_another_program_can_not_replace_what_was_written(book: SqliteStore) -> None:
    request = book.rulebook.ask(tried(book, by="pat"), by="pat", note="", at=NOON)
    book.rulebook.decline(request, by="ana", why="No.", at=NOON)
    other = sqlite3.connect(book.connection.path, isolation_level=None)  # without our PRAGMA recursive_triggers
    for table in ("house_rule", "rule_test", "rule_step", "rule_request", "rule_decline"):
        with pytest.raises(sqlite3.IntegrityError, match="no REPLACE"):
            other.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    other.close()


# The past ----------------------------------------------------------------------------------------------------------


def said(store: SqliteStore, text: str) -> int:
    return collected(store, comment(text, external_id=text))


def decide(
    store: SqliteStore, revision_id: int, kind: DecisionKind, *, actor: str = "pat", undoes: int | None = None
) -> int:
    new = new_decision(revision_id, kind, actor=actor, undoes=undoes)
    return decided(store, replace(new, guideline="2") if kind is DecisionKind.HIDE else new).id


def found(
    store: SqliteStore, revision_id: int, *, version: str = "1", rule: str = "ads", routing: Routing = Routing.HIDE
) -> None:
    one = replace(finding(), rule=rule, routing=routing)
    store.verdicts.save(revision_id, verdict(findings=(one,), version=version), NOON)


def test_the_past_is_the_newest_words_of_each_comment_newest_first_in_pages(store: SqliteStore) -> None:
    first = said(store, "one")
    newest = store.comments.save(edited(comment("one", external_id="one"), "one, edited"), NOON)
    second = said(store, "two")
    found(store, second)
    decide(store, second, DecisionKind.HIDE)
    page = store.rulebook.past(limit=1)
    assert [(past.text, past.outcome, past.decided, past.decided_guideline) for past in page] == [
        ("two", Outcome.HIDE, DecisionKind.HIDE, "2")
    ]
    rest = store.rulebook.past(before=page[-1].revision_id)
    assert [(past.revision_id, past.text, past.outcome, past.decided) for past in rest] == [
        (newest, "one, edited", None, None)
    ]
    assert first != newest
    assert (rest[0].post_text, rest[0].author) == ("Bus routes", "Dale Whitmore")
    assert (store.rulebook.count_past(), store.rulebook.count_past(LATER)) == (2, 0)
    assert store.rulebook.past(since=LATER) == []


def test_an_answer_or_the_bots_own_hide_is_no_word_of_a_person(store: SqliteStore) -> None:
    revision_id = said(store, "one")
    hide = decide(store, revision_id, DecisionKind.HIDE, actor="bot@1")
    reply = NewDecision(key="r", revision_id=revision_id, kind=DecisionKind.REPLY, actor="pat", text="At 7:10.")
    decided(store, reply)
    assert store.rulebook.past()[0].decided is None
    decide(store, revision_id, DecisionKind.UNHIDE, undoes=hide)
    assert store.rulebook.past()[0].decided is DecisionKind.UNHIDE


def test_hits_count_comments_once_and_notes_not_at_all(store: SqliteStore) -> None:
    one, two, three = said(store, "one"), said(store, "two"), said(store, "three")
    found(store, one)
    found(store, one, version="2")
    again = store.comments.save(edited(comment("one", external_id="one"), "one, edited"), NOON)
    assert again is not None
    found(store, again)
    found(store, two, routing=Routing.NOTE)
    store.verdicts.save(three, verdict(Outcome.KEEP), NOON)
    assert store.rulebook.hits({"ads": NOON, "other": NOON}, NOON) == (3, {"ads": 1, "other": 0})
    assert store.rulebook.hits({"ads": NOON}, LATER) == (0, {"ads": 1})
    assert store.rulebook.hits({"ads": LATER}, NOON) == (3, {"ads": 0})
    first = store.comments.revision(one).comment_id
    assert store.rulebook.hits({"ads": NOON}, NOON, without=[first]) == (2, {"ads": 0})


def test_figures_count_the_reviewers_word_on_each_hit(store: SqliteStore) -> None:
    person(store, "pat")
    tried(store, "ads", by="pat")
    kept, hidden, elsewhere, undecided = (said(store, word) for word in ("a", "b", "c", "d"))
    for revision_id in (kept, hidden, elsewhere, undecided):
        found(store, revision_id)
    store.verdicts.save(said(store, "e"), verdict(Outcome.KEEP), NOON)
    decide(store, kept, DecisionKind.KEEP)
    decide(store, hidden, DecisionKind.HIDE)
    decided(store, replace(new_decision(elsewhere, actor="pat"), guideline="3"))
    told = RuleFigures(rule_id="ads", judged=5, hits=4, last_hit_at=NOON, confirmed=1, refuted=1, micros=1.5)
    assert store.rulebook.figures(NOON) == [told]
    assert (told.share, told.precision) == (Share(hits=4, of=5), Share(hits=1, of=2))
    assert store.rulebook.figures(LATER) == []


def test_the_breakers_question_and_the_past_need_no_walk_through_all_findings(store: SqliteStore) -> None:
    plan = " ".join(
        str(row["detail"]) for row in store.connection.rows(f"EXPLAIN QUERY PLAN {HIT_COMMENTS}", "ads", "")
    )
    assert "finding_of_rule" in plan
    assert "SCAN" not in plan


# What verdicts and findings keep -----------------------------------------------------------------------------------


def test_a_verdict_keeps_its_priority_and_a_finding_its_statement(store: SqliteStore) -> None:
    revision_id = said(store, "one")
    told: Verdict = replace(verdict(findings=(replace(finding(), statement="fs-1"),)), priority=0.75)
    store.verdicts.save(revision_id, told, NOON)
    judged = store.verdicts.latest(revision_id)
    assert judged is not None
    assert judged.verdict == told
