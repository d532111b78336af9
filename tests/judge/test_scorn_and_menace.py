"""Do scorn, innuendo, jeers and menace reach a person by their rules, and is nothing hidden for it? (Invented.)"""

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

MENACE = {
    "menace_blow": "that bus driver is getting shoved down the steps on friday",
    "menace_arms": "my shotgun says otherwise, try taking my street",
    "menace_wished": "I hope that man hits black ice tonight",
    "menace_property": "old school like that would go up like a torch",
    "menace_warned": "kids have been warned to stay away from prom",
    "menace_found": "she walks by the creek after dark every night, that board lady",
    "menace_wait": "he's dead the minute he steps off bus 9",
    "menace_hint": "the board should remember what happened to Mussolini",
}

NO_SCORN = """
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

SCORN_REPORTED = """
They called my son a dirty immigrant on the bus and nobody did anything
Someone yelled go back to your country at our girls
A boy told her that nobody wants her there
""".strip().splitlines()

NO_MENACE = """
We're going to destroy Tolland on Friday
Shoot your shot, kid
I would run through a brick wall for that coach
She killed it, and the drumline blew the roof off
They shoot the balcony scene from the window on Tuesday
Deer season opens Saturday, half of the class is out
The rifle team took second at state
Great fireworks, we could see the stadium from our porch
The wrestling match at the field house is tonight
Taxes go up fast and scores go down, this board must resign
The new insurance for the buses costs more every year
Won't shed a tear when she resigns
Too bad the bond money never finished the stadium
I hope nobody gets hit by a car at that crossing
Keep your kids home Monday if they have a fever
Don't be in the gym tomorrow, they wax the floor
A stray dog followed him home from school
Where does everybody park for the game?
Please share her address so that we can send cards
My phone is dead when I get to practice
People like you make this town great
Remember what happened to the art program in 2012
Send $5 or your child can't go on the field trip
The program is dead if the levy fails
Ojala les vaya bien en el juego
""".strip().splitlines()

MENACE_REPORTED = """
Someone threatened my son and nobody called us
Somebody threw a rock through the window of bus 9 again
My tires were slashed at the game, are there cameras?
Was there a lockdown at the middle school today?
People drive through that crosswalk at forty, please do something
""".strip().splitlines()

BY_CONCEPT = SCORN | MENACE


@pytest.mark.parametrize(("rule", "said"), BY_CONCEPT.items())
def test_scorn_and_menace_are_left_to_a_person_by_their_rule(judge: Judge, rule: str, said: str) -> None:
    verdict = judge.verdict(said)
    found = {one.rule: one for one in verdict.findings}
    assert verdict.outcome is Outcome.REVIEW
    assert found[rule].routing is Routing.REVIEW
    assert found[rule].match


@pytest.mark.parametrize("said", [*NO_SCORN, *SCORN_REPORTED, *NO_MENACE, *MENACE_REPORTED])
def test_criticism_school_life_sports_and_reports_are_neither(judge: Judge, said: str) -> None:
    assert not [one.rule for one in judge.verdict(said).findings if one.rule in BY_CONCEPT]


def test_none_of_these_rules_may_hide(guidelines: Guidelines) -> None:
    found = {one.id: one for one in guidelines.rules.rules if one.id in BY_CONCEPT}
    assert set(found) == set(BY_CONCEPT)
    assert {one.routing for one in found.values()} == {Routing.REVIEW}
    assert not any(one.alert for one in found.values())
