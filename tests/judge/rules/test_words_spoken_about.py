"""Is a listed word that is quoted, reported, objected to, said of oneself or discussed left to a person?

And is the same word still hidden where it is meant? Invented sentences, one a line.
"""

import pytest

from bot.judge.judge import Judge
from bot.judge.rules import quoted
from bot.model import Outcome

SOFT = {
    quoted.QUOTED: """
The note in her locker said "faggot" in red marker.
Is "shitty" really on the spelling list for sixth grade?
One poster reads "fuck your rules" and hangs by the gym.
"Retards" was the caption under the team photo.
A 'wetback' joke made it into the talent show.
The chant was "send the beaners home" and nobody stopped it.
Somebody scrawled "kikes out" on the press box.
""",
    quoted.REPORTED: """
A boy called my son a nigger on bus 4.
My daughter was called a dirty spic at lunch.
They called him a retard and the aide laughed.
Kids keep calling our new student a towelhead.
He told her to shut the fuck up and got no detention.
The coach yelled fuck at nine year olds.
Someone wrote faggot across his backpack.
She heard cunt three times before the first bell.
Two seniors shouted nigger out of a car window.
My son gets called a faggot every single gym class.
Another student said wetbacks should sit in the back.
Faggot was carved into his desk over the weekend.
Nigger is what they yelled from the bleachers.
Fag on his locker, fag on his desk, and no answer from the office.
They labeled my kid a retard in front of the class.
Le gritaron maricon en el pasillo.
A mi hijo lo llamaron negro de mierda en el autobus.
The sub muttered shit under his breath.
""",
    quoted.OBJECTED: """
Nobody should say faggot in a school, ever.
Calling kids retards is wrong, full stop.
Stop calling people faggots in the comments.
Please don't use retard as a joke.
No child should hear nigger on a school bus.
Teach them never to call anyone a spic.
Saying faggot is not funny.
Retard is not an insult anybody should throw around.
Faggot isn't a nickname.
We are tired of hearing the team say fag.
Using retard like that is hurtful.
You can't call a student a wetback and keep your job.
Why are kids allowed to say nigger in the halls?
Shouting faggot at a player is harassment.
""",
    quoted.OF_ONESELF: """
Dykes here and proud, thanks for the book list.
As a proud faggot and a taxpayer I support the club.
I'm such a retard, I read the wrong calendar.
We're proud dykes and our kids go here.
I was a whore, and the church still took me in.
Proud fag mom of three.
""",
    quoted.DISCUSSED: """
The word nigger appears in the novel, and that is the point.
Chapter nine has the slur faggot in it.
The book uses the word retard once.
The term wetback comes from a federal program of the fifties.
Retard means late in French class.
The lyrics have fuck in every line.
Page 40 of that memoir has cunt on it.
The slur kike has a long history.
Why is the word shit in a seventh grade script?
Faggot in a novel is still part of the lesson.
Does the dictionary definition of spic belong in a slide?
Cunt is in the book, page 12, and they are nine.
In the title faggot meant a bundle.
La palabra maricon sale en el libro.
""",
}

MEANT = """
You faggot.
You people are retards.
Those wetbacks should go home.
Those spics again.
The niggers ruined this school.
Send the wetbacks to another building.
Our goalie is a faggot.
What a bunch of retards on this board.
Fuck you and your levy.
Fuck this calendar.
This plan is shit.
The kikes downtown keep the money.
You called a meeting on a Sunday, you fucking retards.
I call them faggots because they are.
I said it once: you are cunts.
You said the bus would come, so fuck you.
Read the book, you stupid cunt.
He is a whore and so is his wife.
Keep the faggots off the team.
Don't call me again, you retards.
You lying bitch.
Ms. Example is such a bitch.
Those bitches in the office.
Bitch.
You gooks.
Those coons again.
Vete a la mierda, pendejo.
Hijos de puta.
Ese entrenador es un maricon.
Suck my dick, ref.
""".strip().splitlines()

NOT_AIMED = """
this bitch really bought sparkling water
bitch I got tickets
frustration can be a bitch
life's a bitch
that calculus test was a bitch
we in this bitch tonight
bad bitches only at homecoming
he yelled at the coons in the attic
""".strip().splitlines()


@pytest.mark.parametrize(
    ("text", "why"), [(text, why) for why, texts in SOFT.items() for text in texts.strip().splitlines()]
)
def test_a_word_that_is_only_spoken_about_goes_to_a_person_with_the_reason(judge: Judge, text: str, why: str) -> None:
    verdict = judge.verdict(text)
    assert verdict.outcome is Outcome.REVIEW
    assert why in {finding.why for finding in verdict.findings}


@pytest.mark.parametrize("text", MEANT)
def test_the_same_word_meant_is_hidden(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is Outcome.HIDE


@pytest.mark.parametrize("text", NOT_AIMED)
def test_a_word_of_everyday_talk_is_hidden_only_where_it_is_aimed(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is Outcome.REVIEW


def test_a_disguise_is_never_everyday_talk(judge: Judge) -> None:
    assert judge.verdict("b i t c h bought water").outcome is Outcome.HIDE


def test_there_are_enough_sentences_of_both_sides() -> None:
    assert sum(len(texts.strip().splitlines()) for texts in SOFT.values()) + len(MEANT) + len(NOT_AIMED) >= 90
