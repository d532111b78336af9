"""Does menace in other words (hints, wishes) reach a person, and is nothing hidden for it? (Invented.)"""

import pytest

from bot.judge.guidelines import Guidelines
from bot.judge.judge import Judge
from bot.model import Outcome, Routing

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

ORDINARY = """
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

REPORTED = """
Someone threatened my son and nobody called us
Somebody threw a rock through the window of bus 9 again
My tires were slashed at the game, are there cameras?
Was there a lockdown at the middle school today?
People drive through that crosswalk at forty, please do something
""".strip().splitlines()


@pytest.mark.parametrize(("rule", "said"), MENACE.items())
def test_menace_is_left_to_a_person_by_its_rule(judge: Judge, rule: str, said: str) -> None:
    verdict = judge.verdict(said)
    found = {one.rule: one for one in verdict.findings}
    assert verdict.outcome is Outcome.REVIEW
    assert found[rule].routing is Routing.REVIEW
    assert found[rule].match


@pytest.mark.parametrize("said", [*ORDINARY, *REPORTED])
def test_sports_seasons_criticism_and_reports_are_no_menace(judge: Judge, said: str) -> None:
    assert not [one.rule for one in judge.verdict(said).findings if one.rule in MENACE]


def test_no_rule_of_menace_may_hide(guidelines: Guidelines) -> None:
    menace = {one.id: one for one in guidelines.rules.rules if one.id in MENACE}
    assert set(menace) == set(MENACE)
    assert {one.routing for one in menace.values()} == {Routing.REVIEW}
    assert not any(one.alert for one in menace.values())
