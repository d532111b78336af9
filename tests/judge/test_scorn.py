"""Do scorn, innuendo, jeers and swearing at somebody reach a person, and is nothing hidden for it? (Invented.)"""

import pytest

from bot.judge.guidelines import Guidelines
from bot.judge.judge import Judge
from bot.model import Outcome, Routing

SCORN = {
    "scorn_for_group": "Whites and Asians alike are lazy freeloaders around here",
    "scorn_for_newcomers": "somebody should check their papers at the gate",
    "scorn_by_hint": "the gym went downhill, too much trash bussed in from the north side",
    "scorn_for_sex": "a lady in charge? get back to the kitchen",
    "scorn_for_disability": "get him back on the short bus",
    "scorn_spanish": "esa gente son puros rateros",
    "sexual_bodies": "post more n00dz please",
    "sexual_acts": "she was sexting half the team",
    "sexual_slang": "the new coach is a thirst trap",
    "sexual_spanish": "enseña las chichis",
    "sexual_hint": "the new coach can step on me, daddy vibes",
    "masked_words": "show us your p***y",
    "swearing_at_somebody": "kiss my butt, all of you",
    "mocked_life": "enjoy your disability check",
    "mocked_by_emoji": "he said that with a straight face 🤡",
}

ORDINARY = """
They should all be ashamed, this levy is robbery
Fire them all, this board is killing our schools
What the hell are we paying six assistants for?
I am sick of this crap and I will vote no
The superintendent is a liar and a coward and must resign
The zoo trip was wonderful, thank you bus 9!
The salad bar is back and the donuts are free for teachers
Her teeth chattered through the whole parade
Please send home the forms by Friday
Our Somali neighbors brought food to the fair
My daughter is gay and loves this club
The wheelchair ramp at the gym is broken again
Boys and girls wrestling practice moved to the cage behind the gym
Magna cum laude, all three of them
Nobody asked us before you moved the bell
The tulips and pansies look great, nice hoe work from the FFA
He looks like he had the best day ever
Karen, can you bring the jerk chicken?
The flu has my kids throwing up, no school tomorrow
Open your books on page 69, please
""".strip().splitlines()

REPORTED = """
They called my son a dirty immigrant on the bus and nobody did anything
Someone yelled go back to your country at our girls
A boy told her that nobody wants her there
""".strip().splitlines()


@pytest.mark.parametrize(("rule", "said"), SCORN.items())
def test_scorn_is_left_to_a_person_by_its_rule(judge: Judge, rule: str, said: str) -> None:
    verdict = judge.verdict(said)
    found = {one.rule: one for one in verdict.findings}
    assert verdict.outcome is Outcome.REVIEW
    assert found[rule].routing is Routing.REVIEW
    assert found[rule].match


@pytest.mark.parametrize("said", [*ORDINARY, *REPORTED])
def test_criticism_school_life_and_reports_are_no_scorn(judge: Judge, said: str) -> None:
    assert not [one.rule for one in judge.verdict(said).findings if one.rule in SCORN]


def test_no_rule_of_scorn_may_hide(guidelines: Guidelines) -> None:
    scorn = {one.id: one for one in guidelines.rules.rules if one.id in SCORN}
    assert set(scorn) == set(SCORN)
    assert {one.routing for one in scorn.values()} == {Routing.REVIEW}
    assert not any(one.alert for one in scorn.values())
