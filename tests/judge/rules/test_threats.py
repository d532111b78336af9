"""Does a rule of kind "threats" read its own lists, and are threats in many wordings seen at once?"""

import pytest

from bot.judge.judge import Judge
from bot.judge.reading import read
from bot.judge.rules.fields import Faults, Fields
from bot.judge.rules.threats import threats_matcher
from bot.model import Outcome


def fields(**table: object) -> Fields:
    return Fields(subject="a rule", table=table, faults=Faults(name="f", lines=[""]), line=1, until=1)


def test_a_list_of_the_rule_stands_for_any_of_its_words() -> None:
    matcher = threats_matcher(
        fields(phrases=["will {strike} him"], lists=["strike: punch* | swing at", "strike: kick"])
    )
    found = [
        bool(list(matcher.spans(read(text))))
        for text in ("I will punch him", "will swing at him", "will kick him", "will thank him")
    ]
    assert found == [True, True, True, False]


@pytest.mark.parametrize("line", ["no colon here", ": words without a name", "a name: x", "empty:"])
def test_a_list_that_cannot_be_read_is_a_fault(line: str) -> None:
    table = fields(phrases=["x"], lists=[line])
    threats_matcher(table)
    assert "is no list" in table.faults.found[0]


MENACING = """
that coach will need a new set of knees when we get done with him
she is a marked woman and she knows it
next time it won't be words, it'll be fists
they can scrape him off the pavement
my uncles are on their way to the school and they aren't coming to talk
I'm cleaning my shotgun tonight
whoever touches my daughter again leaves in an ambulance
I know what time she gets off and I'll be waiting by her car
stay away from the dance if you know what's good for you
bring body bags
tell my kid that again and I'll knock your teeth out
accidents happen to people who talk
a kid in my son's class says he has a gun in his locker
le voy a partir la cara a ese chofer
ya sabemos donde vive
somebody should take care of that driver permanently
nobody would cry if he dropped dead
I hope she gets hit by a truck
we don't want to be here anymore, goodbye everyone
I'm tired of living
my son said he wants to die
"""


@pytest.mark.parametrize("text", MENACING.strip().splitlines())
def test_a_menace_or_a_call_for_help_alerts_a_person(judge: Judge, text: str) -> None:
    verdict = judge.verdict(text)
    assert verdict.outcome is not Outcome.KEEP
    assert any(finding.alert for finding in verdict.findings)


HARMLESS = """
We will murder them on the scoreboard Friday
My knees need a new set of stairs at this building
He got a full clip of the concert, thank you
The board is on borrowed time, see you at the polls
Our trap team brought home the trophy, clean shooting everyone
Watch the step at the new entrance, it is icy
The officer at the door is armed and I am grateful
This schedule is killing me
You will regret this vote in November
Somebody is going to get hurt at that intersection
Nobody would miss the old carpet if it was gone
Grandpa's truck and a hammer built the whole float
I'd love to hear the superintendent explain this
Vamos a romper la piñata después del partido
"""


@pytest.mark.parametrize("text", HARMLESS.strip().splitlines())
def test_idiom_sport_and_worry_are_no_menace(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is Outcome.KEEP


CERTAIN = """
I'm bringing my uncle's glock to school tomorrow
I will break both his legs
We are going to stomp your head in
I'm gonna blow up the gym with a pipe bomb
"""


@pytest.mark.parametrize("text", CERTAIN.strip().splitlines())
def test_a_plain_announcement_of_violence_is_hidden(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is Outcome.HIDE
