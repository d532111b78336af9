"""Does everything for which minutes count reach a person at once, and is nothing hidden for it? Invented sentences."""

from collections.abc import Iterator

import pytest

from bot.judge.guidelines import Guidelines
from bot.judge.judge import Judge
from bot.judge.reading import read
from bot.judge.rules.base import Rule
from bot.model import Outcome, Routing

URGENT = """
there is a noose hanging in the boys locker room
my brother took dads pistol to school today
you should all wear kevlar on friday
I got six names in my notebook, guess who is first
we know which door he leaves by every night
restraining orders won't keep me away from her
send another picture or your whole class sees the video
someone is trading photos of a girl in the shower
i swallowed a bunch of moms meds
tell my sister she can have my room
nobody would even notice if i was gone
everybody would be happier without you here, just do it already
my stepdad is drunk again and im hiding in the closet
he burned my little brother with a cigarette for crying
grandma won't wake up and i'm 8
three kids are left alone in that trailer all weekend
a van followed my niece home from the bus stop
it would be a pity if something happened to that porch
the brake lines on that truck are easy to cut
mi tio me toca en la noche
ya me canse de vivir, perdon mama
va a correr sangre el viernes
""".strip().splitlines()

ORDINARY = """
Our defense killed it and their quarterback got jumped all night
The bomb cyclone is coming, stay home Friday!
Come shoot hoops in the gym after school
I nearly died laughing at the skit
That set was drop dead gorgeous
Murder mystery night in the library, costumes welcome
Wear your running shoes for the fun run on Friday
My son has strep throat and stays home today
Goodbye seniors, we will miss you and your jokes
My kids were home alone with the dog and made pancakes
My mom screamed at the game until she lost her voice
Unconscious bias training is a waste of our taxes
The board is strangling our schools and should be ashamed
This levy is robbery, fire them all
See what happens in November when we vote you out
Watch what happens to enrollment when you cut the arts
You shoved this curriculum down our throats
I'm so tired of this board and its excuses
Does anyone know which door opens for the concert?
I'll post pictures of the parade tonight
""".strip().splitlines()


@pytest.mark.parametrize("text", URGENT)
def test_what_cannot_wait_alerts_a_person(judge: Judge, text: str) -> None:
    verdict = judge.verdict(text)
    alarms = [finding for finding in verdict.findings if finding.rule.startswith("alarm_")]
    assert verdict.outcome is not Outcome.KEEP
    assert alarms
    assert verdict.alert


@pytest.mark.parametrize("text", ORDINARY)
def test_idiom_and_criticism_raise_no_alarm(guidelines: Guidelines, text: str) -> None:
    reading = read(text)
    assert [rule.id for rule in _alarms(guidelines) if any(rule.matcher.spans(reading))] == []


def test_no_alarm_can_hide(guidelines: Guidelines) -> None:
    alarms = list(_alarms(guidelines))
    assert len(alarms) >= 10
    assert {rule.routing for rule in alarms} == {Routing.REVIEW}
    assert all(rule.alert for rule in alarms)


def test_who_asks_for_help_breaks_no_guideline(guidelines: Guidelines) -> None:
    calls = {rule.id for rule in _alarms(guidelines) if rule.guideline is None}
    assert calls == {"alarm_self_harm", "alarm_abuse", "alarm_child_in_danger", "alarm_blackmail"}


def _alarms(guidelines: Guidelines) -> Iterator[Rule]:
    yield from (rule for rule in guidelines.rules.rules if rule.id.startswith("alarm_"))
