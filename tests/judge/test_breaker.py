"""Does a young rule that finds far too much go back into the shadow before it hides a flood?"""

from datetime import timedelta
from pathlib import Path

import pytest

from bot import BOT_ACTOR
from bot.errors import DecisionRefused, StoreError
from bot.judge.breaker import figures, is_young, trips
from bot.judge.composing import compose
from bot.model import NoticeKind, Outcome, Routing, RuleStep, Share, Stage, Standing
from bot.store.index import SqliteStore
from tests.builders import NOON, FixedClock, claimed, collected, comment, edited, log_lines
from tests.judge.house import FEES, House, house, routings

CONTENT = compose(FEES)
HITS = ("a clubplace", "b clubplace", "c clubplace")
DAY = timedelta(hours=24)


@pytest.fixture
def place(store: SqliteStore, clock: FixedClock, tmp_path: Path) -> House:
    made = house(store, clock, tmp_path)
    made.live(CONTENT)
    return made


def ordinary(count: int, mark: str = "") -> list[str]:
    return [f"Good morning {mark}{number}" for number in range(count)]


def outcomes(place: House, *texts: str) -> list[Outcome]:
    return [one.verdict.outcome for one in place.judged(*texts)]


@pytest.mark.parametrize(
    ("hits", "of", "expected"),
    [(2, 2, False), (3, 60, False), (3, 59, True), (3, 3, True), (100, 2000, False), (101, 2000, True), (0, 0, False)],
)
def test_more_than_two_hits_that_are_more_than_a_twentieth_trip_it(hits: int, of: int, *, expected: bool) -> None:
    assert trips(Share(hits=hits, of=of)) is expected


@pytest.mark.parametrize(
    ("standing", "age", "expected"),
    [
        (Standing.LIVE, timedelta(0), True),
        (Standing.LIVE, DAY - timedelta(seconds=1), True),
        (Standing.LIVE, DAY, False),
        (Standing.SHADOW, timedelta(0), False),
    ],
)
def test_a_rule_is_young_for_a_day_of_being_live(standing: Standing, age: timedelta, *, expected: bool) -> None:
    step = RuleStep(id=1, rule_id="r", digest="d", standing=standing, actor="pat", at=NOON, why="")
    assert is_young(step, NOON + age) is expected


def test_the_third_hit_of_few_comments_hides_nothing_and_puts_the_rule_into_the_shadow(place: House) -> None:
    judged = place.judged(*ordinary(10), *HITS)
    assert {one.verdict.outcome for one in judged} == {Outcome.KEEP}
    assert [routings(one) for one in judged[-3:]] == [{"fees": Routing.NOTE}] * 3
    step = place.store.rulebook.newest_steps()["fees"]
    assert (step.standing, step.actor) == (Standing.SHADOW, BOT_ACTOR)
    assert step.why == figures(Share(hits=3, of=13))
    assert outcomes(place, "d clubplace") == [Outcome.KEEP]


def test_the_staff_are_told_and_the_log_holds_it(place: House) -> None:
    place.judged(*HITS)
    (notice,) = place.store.notices.waiting()
    assert (notice.kind, notice.account_id, notice.subject) == (NoticeKind.RULE, "", "fees")
    assert "3 of the 3 comments" in notice.why
    kind, actor, body = log_lines(place.store, "rule_step")[-1]
    assert (kind, actor, body["from"], body["to"]) == ("rule_step", BOT_ACTOR, "live", "shadow")
    assert log_lines(place.store, "notice")


def test_hits_of_earlier_batches_of_the_day_count_and_stand(place: House) -> None:
    assert outcomes(place, HITS[0], *ordinary(9, "a")) == [Outcome.HIDE, *[Outcome.KEEP] * 9]
    place.clock.tick(3600)
    assert outcomes(place, HITS[1], *ordinary(9, "b"))[0] is Outcome.HIDE
    place.clock.tick(3600)
    assert outcomes(place, HITS[2])[0] is Outcome.KEEP


def test_few_hits_among_many_comments_are_what_a_rule_is_for(place: House) -> None:
    assert outcomes(place, *ordinary(60), *HITS)[-3:] == [Outcome.HIDE] * 3
    assert place.store.rulebook.newest_steps()["fees"].standing is Standing.LIVE


def test_after_a_day_a_rule_is_left_alone(place: House) -> None:
    place.clock.tick(DAY.total_seconds())
    assert outcomes(place, *HITS) == [Outcome.HIDE] * 3


def test_shipped_rules_are_not_watched(place: House) -> None:
    assert outcomes(place, "mugshop a", "mugshop b", "mugshop c") == [Outcome.HIDE] * 3


def test_two_floods_at_once_are_both_stopped(place: House) -> None:
    place.live(CONTENT.replace("fees", "tickets").replace("clubplace", "ticketplace"))
    assert outcomes(place, *HITS, "a ticketplace", "b ticketplace", "c ticketplace") == [Outcome.KEEP] * 6
    standings = {rule: step.standing for rule, step in place.store.rulebook.newest_steps().items()}
    assert standings == {"fees": Standing.SHADOW, "tickets": Standing.SHADOW}


def test_the_same_comments_judged_again_count_once(place: House) -> None:
    judged = place.judged(*HITS[:2])
    for one in judged:
        place.store.work.enqueue(Stage.JUDGE, one.revision_id, run_after=place.clock.now(), again=True)
    place.stage.run(claimed(place.store, Stage.JUDGE))
    assert place.store.rulebook.newest_steps()["fees"].standing is Standing.LIVE


def test_comments_judged_again_by_a_newer_version_count_once(place: House) -> None:
    judged = place.judged(*HITS[:2])
    place.office.write(CONTENT.replace("fees", "tickets").replace("clubplace", "ticketplace"), by="pat")
    place.office.shadow("tickets", by="pat")
    for one in judged:
        place.store.work.enqueue(Stage.JUDGE, one.revision_id, run_after=place.clock.now(), again=True)
    place.stage.run(claimed(place.store, Stage.JUDGE))
    again = place.store.verdicts.latest(judged[0].revision_id)
    assert again is not None
    assert again.verdict.guidelines_version != judged[0].verdict.guidelines_version
    assert place.store.rulebook.newest_steps()["fees"].standing is Standing.LIVE


def test_the_edits_of_one_comment_are_one_hit(place: House) -> None:
    place.judged("a clubplace")
    for number in range(3):
        words = edited(comment("a clubplace", external_id="a clubplace"), f"a clubplace {number}")
        revision_id = collected(place.store, words, at=place.clock.tick(60))
        place.store.work.enqueue(Stage.JUDGE, revision_id, run_after=place.clock.now())
        place.stage.run(claimed(place.store, Stage.JUDGE, at=place.clock.now()))
    assert place.store.connection.number("SELECT count(*) FROM finding WHERE rule = 'fees'") == 4
    assert place.store.rulebook.newest_steps()["fees"].standing is Standing.LIVE


def test_what_an_older_version_found_is_not_held_against_the_new_one(place: House) -> None:
    place.clock.tick(DAY.total_seconds())
    place.judged(*HITS)
    place.clock.tick(60)
    place.live(CONTENT.replace("clubplaces", "teaplace"))
    assert outcomes(place, "a teaplace") == [Outcome.HIDE]
    assert outcomes(place, "b teaplace", "c teaplace") == [Outcome.KEEP] * 2


def test_a_batch_that_is_undone_leaves_the_rule_live_and_trips_it_when_it_is_tried_again(
    place: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("no room")

    for text in HITS:
        place.says(text)
    batch = claimed(place.store, Stage.JUDGE)
    with monkeypatch.context() as patch:
        patch.setattr(place.store.work, "finish", refuse)
        with pytest.raises(StoreError):
            place.stage.run(batch)
    assert place.store.rulebook.newest_steps()["fees"].standing is Standing.LIVE
    assert place.store.verdicts.latest(batch[0].subject) is None
    place.stage.run(batch)
    assert place.store.rulebook.newest_steps()["fees"].standing is Standing.SHADOW


def test_it_goes_live_again_only_with_a_new_request_and_approval(place: House) -> None:
    place.judged(*HITS)
    edit = place.store.rulebook.edits("fees")[-1]
    with pytest.raises(DecisionRefused, match="Nobody asks"):
        place.office.approve("fees", digest=edit.digest, by="lee")
    place.office.ask("fees", by="pat")
    place.office.approve("fees", digest=edit.digest, by="lee")
    assert place.store.rulebook.newest_steps()["fees"].hides
