"""Do rumors, foreign subjects and contempt for a group reach a person in any words, and nothing else with them?"""

import pytest

from bot.judge.judge import Judge
from bot.model import Outcome

POST = "The choir sings at seven tonight."
RUMORS = """
They signed the papers in secret and the campus is sold.
State law says schools have to give you the money back.
Our transcripts aren't accepted by any college now.
They inject the kids even if the parents say no.
If you owe for lunch they report you to cps.
They read every text on your kid's phone.
None of these drivers have a license.
She gets a bonus for every aide she cuts.
They took it out of the teacher pension fund.
My neighbor who works in the office says they're closing it.
You can't opt out of it, they won't let you.
Masks cause learning problems, it is proven.
Kids can graduate without passing one class.
""".strip().splitlines()
OPEN = """
Did they sign anything in secret?
Is it true that none of the drivers have a license?
It's a rumor that they inject the kids, it never happened.
I hope they never cut the choir.
The superintendent got a raise while we got excuses.
You decided this without us.
My neighbor who works in the office loves the choir.
I think the policy should change.
""".strip().splitlines()
FOREIGN = """
Is the DMV open on Saturdays?
Anyone selling a used chainsaw?
Lost beagle near the creek, reward if found
Praying for the hostages
Chemtrails again this morning
Best place for brisket around here?
My boyfriend cheated on me
Happy 50th birthday to my aunt
Did anyone watch the finale?
Alguien vende llantas usadas?
""".strip().splitlines()
AT_HOME = """
Is the stadium open on Saturdays?
Anyone selling a ticket to the choir?
My dog howled along with the altos
The weather held and the kids sang
Happy birthday to our principal
My husband is the new custodian
Highway robbery at the concession stand
""".strip().splitlines()
CONTEMPT = """
{group} are animals
filthy {group}
{group} ruin everything
{group} don't belong here
Keep the {group} out
I'm fine with it as long as no {group} here
""".strip().splitlines()
GROUPS = [
    *("Muslims", "Christians", "Jews", "Catholics", "immigrants", "Mexicans"),
    *("blacks", "whites", "Asians", "gays", "women", "men", "rednecks"),
]
CODED = """
You all know what color I mean.
There goes the neighborhood.
I'm not racist but look who moved in.
Send them back on the boat they floated in on.
Those slow kids ruin it for the real kids, put them in their own room.
Two men holding hands, sick people.
Los haitianos son como animales
Regrésense a su país
""".strip().splitlines()
RESPECT = """
Our Muslim students were kind to my son.
He called the Mexicans dirty and nobody stopped him.
Not all immigrants are criminals, stop saying that.
The special ed kids deserve a real classroom.
Our girls are animals on the court!
Los haitianos no son animales
Two dads baked for the sale.
""".strip().splitlines()


def outcome(judge: Judge, text: str) -> Outcome:
    return judge.verdict(text, post_text=POST).outcome


def clauses(judge: Judge, text: str) -> set[str | None]:
    return {one.guideline for one in judge.verdict(text, post_text=POST).findings}


@pytest.mark.parametrize("text", RUMORS)
def test_an_asserted_rumor_goes_to_a_person(judge: Judge, text: str) -> None:
    assert outcome(judge, text) is Outcome.REVIEW
    assert "not_factual" in clauses(judge, text)


@pytest.mark.parametrize("text", OPEN)
def test_questions_denials_opinions_and_wishes_are_no_rumors(judge: Judge, text: str) -> None:
    assert outcome(judge, text) is Outcome.KEEP


@pytest.mark.parametrize("text", FOREIGN)
def test_a_foreign_subject_goes_to_a_person(judge: Judge, text: str) -> None:
    assert outcome(judge, text) is Outcome.REVIEW
    assert "off_topic" in clauses(judge, text)


@pytest.mark.parametrize("text", AT_HOME)
def test_what_touches_the_school_or_its_post_is_on_topic(judge: Judge, text: str) -> None:
    assert outcome(judge, text) is Outcome.KEEP


def test_a_foreign_subject_without_a_post_is_nothing_to_compare(judge: Judge) -> None:
    assert judge.verdict("Anyone selling a used chainsaw?", post_text="").outcome is Outcome.KEEP


@pytest.mark.parametrize("frame", CONTEMPT)
@pytest.mark.parametrize("group", GROUPS)
def test_contempt_is_the_same_whoever_is_meant(judge: Judge, frame: str, group: str) -> None:
    text = frame.format(group=group)
    assert outcome(judge, text) is Outcome.REVIEW
    assert "language.hateful" in clauses(judge, text)


@pytest.mark.parametrize("text", CODED)
def test_coded_and_spanish_contempt_goes_to_a_person(judge: Judge, text: str) -> None:
    assert outcome(judge, text) is Outcome.REVIEW


@pytest.mark.parametrize("text", RESPECT)
def test_respect_reports_and_counter_speech_are_kept(judge: Judge, text: str) -> None:
    assert outcome(judge, text) is Outcome.KEEP
