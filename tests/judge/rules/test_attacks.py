"""Is an insult to a person seen however it is put, and is criticism of an office or a plan left alone?"""

from collections.abc import Mapping

import pytest

from bot.judge.compiling import KINDS
from bot.judge.judge import Judge
from bot.judge.reading import read
from bot.model import Outcome
from tests.judge.builders import fields

TABLE: Mapping[str, object] = {
    "nouns": ["blorp"],
    "adjectives": ["snarky"],
    "jeers": ["gorm pathetic_gorm"],
    "things": ["teapot"],
    "phrases": ["{they_are} {very}? {noun}", "{they} {like} (a|an) ... {thing}", "{you_are} {insult}"],
    "named": ["{who_is} {very}? {noun}"],
    "not_names": ["friday"],
    "unless": [r"\bin the play\b"],
}


def matched(text: str) -> list[str]:
    """What a small rule of the kind marks in the comment."""
    given = fields(TABLE)
    matcher = KINDS["attacks"](given)
    given.done()
    assert given.faults.found == []
    return [text[span.start : span.end] for span in matcher.spans(read(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("she's a blorp", ["she's a blorp"]),
        ("shes such a blorp", ["shes such a blorp"]),
        ("that kid in the back row is a blorp", ["that kid in the back row is a blorp"]),
        ("#11 sings like a rusty teapot", ["11 sings like a rusty teapot"]),
        ("ur such a blorp", ["ur such a blorp"]),
        ("The kids made a blorp", []),
        ("The bus sounds like a teapot", []),
    ],
)
def test_a_frame_takes_any_word_of_its_list_and_any_way_to_speak_of_one_person(text: str, found: list[str]) -> None:
    assert matched(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gorm.", ["Gorm"]),
        ("Wow. Really snarky gorm! Go home", ["Really snarky gorm"]),
        ("pathetic gorm", ["pathetic gorm"]),
        ("The gorm of Kansas.", []),
        ("Gorm he is in the play", []),
    ],
)
def test_a_jeer_counts_where_it_is_a_whole_sentence_and_the_mark_is_exact(text: str, found: list[str]) -> None:
    assert matched(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pat's a blorp", ["Pat's a blorp"]),
        ("Pat Sample is such a blorp", ["Sample is such a blorp"]),
        ("pat's a blorp", []),
        ("Friday is a blorp", []),
        ("Pat is a blorp in the play", []),
    ],
)
def test_somebody_named_is_told_from_a_day_and_from_a_part_in_a_play(text: str, found: list[str]) -> None:
    assert matched(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "That teacher smells like an old ashtray",
        "The goalie throws like a toddler",
        "Coach Sample is a washed up old drunk",
        "Robin, I'd explain it but I'd need hand puppets",
        "Her dad bribed the coach for that solo",
        "With that grammar I see why you're single, Robin",
        "lol she has the personality of a wet mop",
        "Some people should never breed",
        "Parents like that are raising brats",
        "Skip the nachos and shut your trap",
        "la vieja chismosa esa, que se calle",
        "Somebody hand Robin a salad",
    ],
)
def test_an_insult_to_a_person_goes_to_a_person_and_is_never_hidden(judge: Judge, text: str) -> None:
    verdict = judge.verdict(text)
    assert verdict.outcome is Outcome.REVIEW
    assert "personal_attack" in {one.guideline for one in verdict.findings}


@pytest.mark.parametrize(
    "text",
    [
        "Must be nice to sit on the board",
        "I see why you hid it",
        "This letter is tone deaf",
        "Maria has a heart of gold and sings like an angel",
        "Devon runs like a deer!",
        "We need more people like you!",
        "No class Monday, right?",
        "I have no clue where to park",
        "Homecoming is crazy this year",
        "Who did this mural? Gorgeous",
        "He went 3 and 9. The coach should retire.",
        "The superintendent is drunk on power",
        "I hope every one of you loses in April",
        "The pig in the petting zoo kissed Mr. Sample",
    ],
)
def test_criticism_praise_and_daily_talk_stay(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is Outcome.KEEP
