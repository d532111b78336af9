"""Does a rule that two people brought into use on the review page hide, without a restart, and with proof?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import office_of
from bot.model import DecisionKind, Outcome, Standing, WordsRule
from tests.builders import NOON
from tests.flow.painter import Painter
from tests.flow.town import Town, comment, post, script, town
from tests.rulekeeping import person

CLUB = WordsRule(
    rule_id="club",
    guideline="spam",
    why="Sells places in a club.",
    words=("clubplace",),
    counter_examples=("A place in the club",),
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    week = script([post(), comment("early", "A clubplace for you")], [comment("late", "Another clubplace for you")])
    with town(tmp_path, week) as made:
        yield made


def test_a_rule_approved_while_the_service_runs_hides_the_next_comment_with_proof(place: Town) -> None:
    with place.worker(Painter()) as service:
        place.world.play()
        place.pass_over(service)
        store = service.store
        for name in ("pat", "lee"):
            person(store, name)
        office = office_of(place.config, store, place.clock)
        edit = office.write(office.compose(CLUB), by="pat")
        test, _ = office.test("club", by="pat")
        office.ask("club", by="pat")
        office.approve("club", digest=edit.digest, by="lee")
        place.world.play_all()
        place.pass_over(service)
        assert test.told.would_hide == 1
        assert {one.text: one.outcome for one in store.rulebook.past()} == {
            "A clubplace for you": Outcome.KEEP,
            "Another clubplace for you": Outcome.HIDE,
        }
        late = next(one for one in store.rulebook.past() if one.outcome is Outcome.HIDE)
        (hide,) = store.decisions.of_comment(late.comment_id)
        assert (hide.kind, hide.guideline) == (DecisionKind.HIDE, "spam")
        assert store.evidence.capture(late.revision_id) is not None
        assert place.hidden_keys() == {"late"}
        assert office.figures(NOON.replace(year=2020))["club"].hits == 1


def test_a_rule_is_taken_out_of_use_though_the_guidelines_file_broke(place: Town) -> None:
    with place.worker(Painter()) as service:
        store = service.store
        person(store, "pat")
        office = office_of(place.config, store, place.clock)
        office.write(office.compose(CLUB), by="pat")
        office.shadow("club", by="pat")
        place.config.beside("guidelines.toml").write_text("[[rule]", "utf-8")
        assert office.withdraw("club", by="pat").standing is Standing.WITHDRAWN
        assert office.rule("club") is not None
