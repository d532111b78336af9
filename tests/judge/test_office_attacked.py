"""Does nothing hide by a rule of the district's when people race, files break, logs fail, or a test saw too little?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from bot.errors import DecisionRefused, StorageFull
from bot.judge.composing import compose
from bot.judge.replay import Trial
from bot.model import NewRuleStep, Outcome, Standing
from bot.store.index import SqliteStore
from tests.builders import NOON, FixedClock, collected, comment, log_lines
from tests.judge.house import FEES, House, house

CONTENT = compose(FEES)


@pytest.fixture
def place(store: SqliteStore, clock: FixedClock, tmp_path: Path) -> House:
    return house(store, clock, tmp_path)


def test_a_no_leaves_the_older_version_in_use_and_needs_a_reason(place: House) -> None:
    place.live(CONTENT)
    newer = place.office.write(CONTENT.replace("clubplaces", "teaplace"), by="pat")
    place.office.test("fees", by="pat")
    request = place.office.ask("fees", by="pat")
    for by, why in (("nobody", "No."), ("lee", " ")):
        with pytest.raises(DecisionRefused):
            place.office.decline("fees", by=by, why=why)
    declined = place.office.decline("fees", by="lee", why="Tea is fine.")
    assert (declined.request_id, declined.digest, declined.actor) == (request.id, newer.digest, "lee")
    assert log_lines(place.store)[-1] == (
        "rule_declined",
        "lee",
        {"rule": "fees", "request": request.id, "digest": newer.digest},
    )
    view = place.office.rule("fees")
    assert view is not None
    assert (view.request, view.declines, view.standing, view.hides) == (None, (declined,), Standing.LIVE, True)
    assert [one.verdict.outcome for one in place.judged("Buy clubplaces")] == [Outcome.HIDE]
    for answer in (
        lambda: place.office.approve("fees", digest=newer.digest, by="ana"),
        lambda: place.office.decline("fees", by="ana", why="No."),
    ):
        with pytest.raises(DecisionRefused, match="Nobody asks"):
            answer()
    place.office.ask("fees", by="pat")
    assert place.office.approve("fees", digest=newer.digest, by="lee").hides


@pytest.mark.parametrize("how", ["time is up", "a part was asked for", "nothing is there"])
def test_a_test_of_too_little_is_kept_and_lets_nothing_hide(place: House, how: str) -> None:
    place.office.write(CONTENT, by="pat")
    if how != "nothing is there":
        place.says("first")
        place.clock.tick(60)
        place.says("second")
    test, _ = place.office.test(
        "fees",
        by="pat",
        seconds=0.0 if how == "time is up" else None,
        since=place.clock.now() if how == "a part was asked for" else None,
    )
    assert not test.told.counts
    with pytest.raises(DecisionRefused, match="whole archive"):
        place.office.ask("fees", by="pat")
    place.office.watch("fees", by="pat")
    place.says("third")
    place.office.test("fees", by="pat", since=NOON - timedelta(days=9))
    place.office.test("fees", by="pat", seconds=0.0)  # a shorter one later takes nothing back
    assert place.office.ask("fees", by="pat").rule_id == "fees"


def test_comments_edited_during_a_test_leave_it_complete(place: House, monkeypatch: pytest.MonkeyPatch) -> None:
    place.office.write(CONTENT, by="pat")
    place.says("first")
    past = place.store.rulebook.past

    def meanwhile(**asked: object) -> object:
        page = past(**asked)  # type: ignore[arg-type]  # handed on as it came
        return [] if asked["before"] else page[1:]

    place.says("second")
    monkeypatch.setattr(place.store.rulebook, "past", meanwhile)
    test, told = place.office.test("fees", by="pat")
    assert (told.judged, told.total, test.told.complete) == (1, 2, True)


def test_figures_of_one_content_are_never_kept_for_another(place: House, monkeypatch: pytest.MonkeyPatch) -> None:
    place.office.write(CONTENT, by="pat")
    of_rule = place.workshop.of_rule

    def edited_meanwhile(rule_id: str) -> Trial:
        place.office.write(CONTENT.replace("clubplaces", "teaplace"), by="lee")
        return of_rule(rule_id)

    monkeypatch.setattr(place.workshop, "of_rule", edited_meanwhile)
    with pytest.raises(DecisionRefused, match="changed meanwhile"):
        place.office.test("fees", by="pat")
    assert place.store.rulebook.tests() == []


def test_a_rule_about_repeats_is_tested_with_what_was_repeated_before_it_may_hide(place: House) -> None:
    place.says("Welcome")
    content = """
[[rule]]
id = "fees"
guideline = "spam"
kind = "repeats"
why = "Again."
copies_at = 2
posts_at = 2
selling = ["cheap"]
contact = ["call"]
examples = ["Cheap pens of all colours, call us"]
praise = ['thank']
counter_examples = ["Thank you all for the pens"]
"""
    for post in ("p1", "p2"):
        new = comment("Cheap pens of all colours, call us at noon", external_id=post, post_id=post, created_at=None)
        collected(place.store, new, at=place.clock.now())
    edit = place.office.write(content, by="pat")
    with pytest.raises(DecisionRefused, match="Test this version"):
        place.office.ask("fees", by="pat")
    kept, told = place.office.test("fees", by="pat")
    assert (kept.told.hits, told.would_hide) == (1, 1)
    place.office.ask("fees", by="pat")
    assert place.office.approve("fees", digest=edit.digest, by="lee").hides


@pytest.mark.parametrize("word", ["\u200b", "*", "\u0301", "\ufeff", "…", "😀"])
@pytest.mark.parametrize("key", ["words", "masked", "allow"])
def test_a_word_of_which_nothing_is_left_is_refused(place: House, key: str, word: str) -> None:
    content = f'[[rule]]\nid = "fees"\nguideline = "spam"\nkind = "words"\nwhy = "x"\n{key} = ["{word}"]\n'
    assert any("no letter from a to z" in fault for fault in place.office.look_at(content).faults)


def test_of_two_who_answer_at_once_one_is_heard(place: House) -> None:
    edit = place.office.write(CONTENT, by="pat")
    place.says("Welcome")
    place.office.test("fees", by="pat")
    place.office.ask("fees", by="pat")
    both = Barrier(2)

    def answer(name: str) -> bool:
        both.wait(10)
        try:
            if name == "lee":
                return place.office.approve("fees", digest=edit.digest, by=name).hides
            return bool(place.office.decline("fees", by=name, why="Too wide."))
        except DecisionRefused:
            return False

    with ThreadPoolExecutor(2) as people:
        heard = list(people.map(answer, ("lee", "ana")))
    steps = [step.hides for step in place.store.rulebook.steps("fees")]
    assert sorted(heard) == [False, True]
    assert (len(place.store.rulebook.declines("fees")), steps.count(True)) == ((0, 1) if heard[0] else (1, 0))


def test_a_step_without_its_line_in_the_log_is_no_step(place: House, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = place.office.write(CONTENT, by="pat")
    place.says("Welcome")
    place.office.test("fees", by="pat")
    asked = place.office.ask("fees", by="pat")

    def full(*_: object) -> None:
        raise StorageFull("no room")

    with monkeypatch.context() as patch:
        patch.setattr(place.store.ledger, "append", full)
        for move in (
            lambda: place.office.approve("fees", digest=edit.digest, by="lee"),
            lambda: place.office.decline("fees", by="lee", why="No."),
            lambda: place.office.withdraw("fees", by="lee"),
            lambda: place.office.write(CONTENT + "# again", by="lee"),
            lambda: place.office.test("fees", by="lee"),
        ):
            with pytest.raises(StorageFull):
                move()
    view = place.office.rule("fees")
    assert view is not None
    assert (view.request, len(view.steps), len(view.edits), len(view.tests), view.declines) == (asked, 1, 1, 1, ())


def test_a_file_that_breaks_stops_no_judging_and_no_withdrawal_and_is_told(place: House) -> None:
    place.live(CONTENT)
    assert [one.verdict.outcome for one in place.judged("a clubplace")] == [Outcome.HIDE]
    sound = place.path.read_text("utf-8")
    tea = CONTENT.replace('"fees"', '"teas"').replace("clubplace", "teaplace")
    place.office.write(tea, by="pat")
    place.path.write_text("[[rule]", "utf-8")
    digest = place.store.rulebook.edits("fees")[-1].digest
    new = NewRuleStep(rule_id="fees", digest=digest, standing=Standing.WITHDRAWN, actor="lee", why="Enough.")
    place.store.rulebook.take_step(new, place.clock.now())
    assert [one.verdict.outcome for one in place.judged("b clubplace", "mugshop")] == [Outcome.KEEP, Outcome.HIDE]
    (notice,) = place.store.notices.waiting()
    assert (notice.subject, "not TOML" in notice.why) == ("guidelines_file", True)
    place.path.write_text(sound, "utf-8")
    place.office.shadow("teas", by="pat")
    place.path.write_text("[[rule]", "utf-8")
    assert [one.verdict.findings for one in place.judged("a teaplace")] == [()]
    place.path.write_text(sound, "utf-8")
    assert [one.verdict.findings[0].rule for one in place.judged("b teaplace")] == ["teas"]
