"""Does the desk of the rules do each form once, refuse old ones, and tell every fault beside its field?"""

import time
from dataclasses import replace

import pytest

from bot.errors import DecisionRefused
from bot.model import Standing
from bot.review.rule_bench import Trial, TrialState
from bot.review.rule_forms import RuleFaults, TypedWords, filled_in, id_from, typed_as, words_of
from bot.review.rule_moves import Move, mark, moves
from tests.review.office import Office, comment

FEES = TypedWords(
    name="Club places",
    guideline="2",
    severity="hide",
    why="Sells places in a club.",
    words="clubplace\nclubplaces",
    allow="free clubplace",
    examples="Buy a clubplace now",
    counter_examples="The club has a place for everybody",
)
KEY = "k" * 12


@pytest.fixture(autouse=True)
def pat(office: Office) -> None:
    """A second reviewer."""
    office.add_reviewer("pat", "Pat Marsh")


def written(office: Office, typed: TypedWords = FEES) -> str:
    return office.rule_desk.add(office.reviewer(), typed, KEY)


def press(office: Office, move: Move, by: str = "dana", *, key: str = "", seen: str | None = None) -> None:
    view = office.rule_desk.rule("club_places")
    assert view is not None
    office.rule_desk.move(
        office.reviewer(by),
        view.rule_id,
        move,
        why="As agreed.",
        key=key or f"key-{time.monotonic_ns()}",
        seen=mark(view) if seen is None else seen,
        digest=view.digest,
    )


def tried(office: Office, by: str = "dana") -> Trial:
    """Test the rule on one comment at least, and wait until that has ended."""
    if not office.store.connection.number("SELECT count(*) FROM comment"):
        office.collect(comment("Welcome", number="c9"))
    office.rule_desk.test(office.reviewer(by), "club_places", None)
    return ended(office)


def ended(office: Office) -> Trial:
    for _ in range(500):
        trial = office.rule_desk.bench.of("club_places")
        if trial is not None and trial.state is not TrialState.RUNNING:
            return trial
        time.sleep(0.01)
    raise AssertionError("the test did not end")


def standing(office: Office) -> tuple[Standing, bool]:
    view = office.rule_desk.rule("club_places")
    assert view is not None
    return view.standing, view.hides


# The form ----------------------------------------------------------------------------------------------------------


def test_what_is_typed_comes_back_from_the_kept_rule_as_it_was(office: Office) -> None:
    hostile = replace(FEES, why='Quotes " and ] and \\ and = stay words', counter_examples='club"]spot\n[[rule]]')
    rule_id = written(office, hostile)
    view = office.rule_desk.rule(rule_id)
    assert view is not None
    kept = words_of(view.content)
    assert kept is not None
    assert (typed_as(kept).why, typed_as(kept).counter_examples) == (hostile.why, hostile.counter_examples)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("words", "", "at least one word"),
        ("words", "\n".join(f"word{n}" for n in range(201)), "At most 200 lines"),
        ("words", "x" * 101, "At most 100 characters"),
        ("words", "*", "before the star"),
        ("words", "te*", "before the star"),
        ("examples", " \n", "at least one sentence in which one of the words stands"),
        ("counter_examples", "", "a list that hides needs at least one sentence that it must leave alone"),
        ("why", "   ", "Say in a sentence"),
        ("guideline", "", "Choose the guideline"),
        ("severity", "delete", "Choose what happens"),
    ],
)
def test_a_form_that_is_not_whole_is_told_beside_its_field(field: str, typed: str, told: str) -> None:
    with pytest.raises(RuleFaults) as refusal:
        filled_in(replace(FEES, **{field: typed}), "club_places")
    assert list(refusal.value.by_field) == [field]
    assert told.casefold() in refusal.value.by_field[field][0].casefold()


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        (replace(FEES, counter_examples="A clubplace is lost"), "counter_examples", "counter-example"),
        (replace(FEES, examples="Nothing of it"), "examples", "Does not match its example"),
        (replace(FEES, words="clubplace\nDemocrats"), "words", "choose “A person decides”"),
        (replace(FEES, guideline="3"), "severity", "a person always decides"),
        (replace(FEES, guideline="99"), "guideline", "Unknown clause"),
    ],
)
def test_what_the_guidelines_refuse_is_told_in_words_beside_the_field_it_comes_from(
    office: Office, typed: TypedWords, field: str, told: str
) -> None:
    with pytest.raises(RuleFaults) as refusal:
        written(office, typed)
    assert told in " ".join(refusal.value.by_field[field])
    assert "the rule, line" not in str(refusal.value.by_field)
    assert office.rule_desk.rule("club_places") is None


def test_names_may_stand_in_a_list_that_only_asks_a_person(office: Office) -> None:
    rule_id = written(office, replace(FEES, words="clubplace\nDemocrats", severity="review", counter_examples=""))
    view = office.rule_desk.rule(rule_id)
    assert view is not None
    assert view.routing == "review"
    assert Move.ASK not in moves(view, "pat")


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("words", "clubplace\n\u200b", "no letter from a to z"),
        ("words", "clubplace\n😀 😀", "no letter from a to z"),
        ("words", "clubplace\nкирилл", "“кирилл” can't be found"),
        ("words", "clubplace\nfree clubplace", "“free clubplace” can't be found"),
        ("allow", "\u0301", "no letter from a to z"),
    ],
)
def test_a_word_that_can_never_be_found_is_told_and_nothing_is_kept(
    office: Office, field: str, typed: str, told: str
) -> None:
    with pytest.raises(RuleFaults) as refusal:
        written(office, replace(FEES, **{field: typed}))
    (fault,) = refusal.value.by_field[field]
    assert told in fault
    assert office.store.rulebook.edits() == []


@pytest.mark.parametrize(
    ("name", "made"),
    [("Ticket sellers!", "ticket_sellers"), ("Élan", "elan"), ("", "words"), ("2 go", "words_2_go"), ("ads", "ads_2")],
)
def test_a_name_becomes_an_id_that_nobody_has(name: str, made: str) -> None:
    assert id_from(name, ["ads"]) == made


# Once, and on a fresh page -----------------------------------------------------------------------------------------


def test_a_double_click_keeps_one_rule(office: Office) -> None:
    assert written(office) == written(office) == "club_places"
    assert len(office.store.rulebook.edits()) == 1


def test_a_form_that_comes_back_with_something_else_does_nothing(office: Office) -> None:
    written(office)
    with pytest.raises(DecisionRefused, match="used before"):
        written(office, replace(FEES, words="teaplace", examples="A teaplace"))
    assert len(office.store.rulebook.edits()) == 1


def test_a_button_of_an_older_page_does_nothing(office: Office) -> None:
    written(office)
    view = office.rule_desk.rule("club_places")
    assert view is not None
    press(office, Move.SHADOW, "pat")
    with pytest.raises(DecisionRefused, match="was changed since"):
        press(office, Move.WATCH, seen=mark(view))
    assert standing(office)[0] is Standing.SHADOW


def test_a_rule_is_taken_out_of_use_even_from_an_older_page(office: Office) -> None:
    written(office)
    press(office, Move.SHADOW, "pat")
    press(office, Move.WITHDRAW, seen="an older page")
    assert standing(office)[0] is Standing.WITHDRAWN


def test_the_same_button_sent_twice_is_one_step(office: Office) -> None:
    written(office)
    view = office.rule_desk.rule("club_places")
    assert view is not None
    for _ in range(2):
        press(office, Move.SHADOW, key=KEY + "x", seen=mark(view))
    assert [step.standing for step in office.store.rulebook.steps("club_places")] == [Standing.DRAFT, Standing.SHADOW]


def test_an_edit_on_an_older_page_is_refused(office: Office) -> None:
    written(office)
    view = office.rule_desk.rule("club_places")
    assert view is not None
    desk, dana = office.rule_desk, office.reviewer()
    desk.edit(dana, "club_places", replace(FEES, words="clubplace"), "key-edit-1", seen=mark(view))
    with pytest.raises(DecisionRefused, match="was changed since"):
        desk.edit(dana, "club_places", replace(FEES, words="clubplaces"), "key-edit-2", seen=mark(view))
    assert len(office.store.rulebook.edits("club_places")) == 2


# A second person ---------------------------------------------------------------------------------------------------


def test_a_rule_that_hides_needs_a_test_a_question_and_another_person(office: Office) -> None:
    written(office)
    with pytest.raises(DecisionRefused, match="Test this version"):
        press(office, Move.ASK)
    tried(office)
    press(office, Move.ASK)
    assert office.rule_desk.waiting() == 1
    with pytest.raises(DecisionRefused, match="Somebody else"):
        press(office, Move.APPROVE, "dana")
    press(office, Move.APPROVE, "pat")
    assert standing(office) == (Standing.LIVE, True)
    assert office.rule_desk.waiting() == 0


def test_a_question_about_an_older_version_waits_for_nobody(office: Office) -> None:
    written(office)
    tried(office)
    press(office, Move.ASK)
    view = office.rule_desk.rule("club_places")
    assert view is not None
    office.rule_desk.edit(
        office.reviewer(), "club_places", replace(FEES, words="clubplace"), "key-edit-1", seen=mark(view)
    )
    assert office.rule_desk.waiting() == 0


def test_taking_out_and_sending_back_need_a_reason(office: Office) -> None:
    written(office)
    with pytest.raises(DecisionRefused, match="Say why"):
        office.rule_desk.move(office.reviewer(), "club_places", Move.WITHDRAW, why=" ", key=KEY + "w", seen="")
    assert standing(office)[0] is Standing.DRAFT


def test_a_shipped_rule_takes_no_step(office: Office) -> None:
    with pytest.raises(DecisionRefused, match="can't be done"):
        office.rule_desk.move(office.reviewer(), "ads", Move.WITHDRAW, why="No.", key=KEY + "s", seen="")
