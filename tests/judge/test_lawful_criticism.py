"""Is lawful criticism, however angry or sarcastic, ever hidden, and is it rarely even queued? Invented, one a line."""

import pytest

from bot.judge.judge import Judge
from bot.model import Outcome

CRITICISM = """
Not one cent more until the roof over the library stops leaking.
Whoever thought of this calendar has never packed a lunch.
You people are unbelievable. Three years and no answer.
The superintendent makes more than the governor and answers fewer emails.
I have never been so disappointed in a board in my life.
Shame on every one of you who voted for this.
Vote them out. All seven.
Dr. Marsh promised us smaller classes and delivered bigger signs.
Where did the money go? Simple question. No answer since March.
This district is run like a lemonade stand in a hurricane.
So we can afford turf but not toilet paper. Got it.
Great, another survey nobody will read.
Liars. You said the levy would fix the buses.
The board chair rolled her eyes at a crying mother. On camera.
Resign. Take the consultants with you.
Coach Rollins has had nine losing seasons, what is the plan?
I pulled both my kids out and they have never been happier.
My taxes went up and the reading scores went down. Explain.
You closed our school and built yourselves an office.
This is what happens when nobody on the board has children in the schools.
Principal Sample never returns calls. Never.
The curriculum is garbage and the teachers know it.
Stop hiding behind "personnel matters" and tell parents the truth.
A joke. The whole process was a joke.
Spineless. Every last one of you.
I have met parking meters with more empathy than this office.
Your equity plan has forty pages and not one classroom in it.
Your anti-woke resolution has four pages and not one idea in it.
I voted for three of you. Never again.
The union runs this board and everybody can see it.
The chamber of commerce runs this board and everybody can see it.
Pay the aides. Pay the drivers. Stop paying lawyers.
Bus 12 was an hour late again and the office put me on hold for forty minutes.
My son sat in the dark for an hour because your hold plan is a napkin.
Tell the truth for once: what did the audit say?
The bond will cost us for thirty years and the gym will last ten.
Vote no. They wasted the last one.
Vote yes, and then fire whoever wrote this flyer.
Every meeting you cut the microphone when somebody says something true.
You had one job.
I am a teacher here and I am exhausted and nobody upstairs cares.
As a custodian of twenty years I can tell you nobody asked us.
The lunch is a slice of bread and a lecture.
Fire the food vendor. Then fire whoever hired the food vendor.
The new logo cost what?
Clowns. The circus has better accounting.
Your math: 34 kids, one teacher, zero windows.
Do your job.
Disgusting priorities, as usual.
Nice photo. Now show us the mold in room 9.
This is embarrassing for our town.
I grew up here and I would not send a dog to that building.
Cowards. You waited until the holidays to announce it.
How many emails does it take to get one answer? I am at eleven.
The superintendent should be ashamed of that raise.
Recall petition is on the counter at the hardware store.
I hope every parent in this town remembers this in April.
We see you. We vote.
Another task force? We have had six.
You lost the records, you lost the money and now you have lost our trust.
That was the worst presentation I have ever sat through.
Mr. Trimble fell asleep at the budget hearing, we all saw it.
Mrs. Cole has voted against every single teacher raise for eight years.
The board treats public comment like a cold.
This policy is cruel to kids with disabilities.
This policy is cruel to kids who cannot afford the fee.
You banned the wrong books.
You should have banned more books.
It is 2027. Grow up and buy air conditioning.
The dress code is sexist. Ask any girl.
The dress code is a mess and nobody enforces it.
Black kids get suspended three times as often here. Look at your own chart.
Disabled kids ride the longest routes. Why?
Immigrant families get letters they cannot read. Fix it.
Christian families are tired of being talked down to by this board.
Muslim families asked for one day off. One.
Our Jewish students had a game on Yom Kippur. Again.
Trans kids are kids. Leave them alone.
Girls deserve their own sports. Say it.
Stop teaching politics, teach fractions.
Teach the whole history, not the easy parts.
My daughter was bullied for a year and you gave us a pamphlet.
Somebody is going to get hurt at that crossing and you were warned.
That intersection is an accident waiting to happen.
Two hours on hold. Two.
I asked for the contract under the Sunshine Law and got a blank page.
The lawyers got paid before the librarians did.
I will be at every meeting until you answer me.
You work for us.
Who approved this? Name a person.
The only thing growing here is the administration.
A million dollars for a scoreboard. Read that again.
You raised lunch by a dollar and cut the fruit.
Our band has tape on the tubas.
The pool has been closed since I was a sophomore and I am thirty.
Nobody believes your numbers anymore.
Nice try. We can read a budget.
Bring back the librarians.
You can't fool all of us.
I am begging you to listen to the nurses.
Seriously, what do you people do all day?
You ought to be embarrassed to post this.
Hypocrites, all of you, masks off at your own party.
Follow the money. It goes to the same three firms.
The map was drawn before the first meeting. We are not stupid.
I don't trust this board and I don't trust this process.
If the roof falls in, will you form a committee?
Wow, two whole answers at one meeting, must be an election.
My grandson cried on the phone. Thank you for nothing.
Bless your hearts, you tried to hide it on page 61.
Absolutely tone deaf.
Way to bury the lead in a newsletter.
The parking lot is a demolition derby and has been for years.
The heat was out for nine days. Nine.
Half the seniors have a sub in calculus.
You turned a good school into a test factory.
Kids first? Since when?
I'd say I'm shocked but I have lived here too long.
Here come the balloons and the hashtags.
I'm sick of it.
Keep cutting music and wonder why nobody comes to your assemblies.
Take the bonus and buy paper.
My wife teaches here and buys her own markers.
Do you know how hot a trailer gets in August? Come and see.
The website is down, the phones are down, and enrollment is down.
There is no nurse in that building on Fridays and that is a fact you should print.
Please explain why the athletic director needs a truck.
The security company could not find the front door.
This board is a rubber stamp with snacks.
We asked for sidewalks in 2009.
You spent an hour on the mascot and a minute on reading.
The only transparent thing here is the plastic in the windows.
Kill this plan before it kills the neighborhood school.
You are bleeding teachers and you put a bandage on a poster.
No wonder teachers leave.
Nobody asked for this. Nobody.
The new grading system makes no sense to anyone under fifty or over five.
My kid learned more from the bus driver than from your software.
I want my money back.
Why should I believe you now?
It took you eleven days to tell parents. Eleven.
You left kids outside in the cold for a fire drill and a photo.
I used to defend you. I'm done.
Es una vergüenza lo que hacen con los niños de este lado de la ciudad.
Nadie contesta el teléfono en la oficina, nunca.
La mesa directiva no escucha a las familias que hablan español.
Voten no hasta que arreglen los salones.
Qué lástima que el dinero nunca llega a los salones.
Ya basta de promesas, arreglen la calefacción.
y'all cut the one class my brother liked smh
this schedule is trash ngl
who thought 4 min passing periods was a good idea fr
bro the wifi been down all week
they really said no hoodies and the heat don't work
ain't nobody got time for a two hour assembly on kindness
admin be doing the most about hats and the least about fights
lol at the "healthy choices" poster over the broken water fountain
""".strip().splitlines()
POST = "The Board of Education approved the calendar and the budget for next year."


def test_there_are_enough_sentences_to_mean_something() -> None:
    assert len(set(CRITICISM)) >= 150


@pytest.mark.parametrize("text", CRITICISM)
def test_lawful_criticism_is_never_hidden(judge: Judge, text: str) -> None:
    for written in (text, text.upper(), text.lower()):
        verdict = judge.verdict(written, post_text=POST)
        assert verdict.outcome is not Outcome.HIDE, [(one.rule, one.match) for one in verdict.findings]


def test_lawful_criticism_is_rarely_even_queued(judge: Judge) -> None:
    verdicts = {text: judge.verdict(text, post_text=POST) for text in CRITICISM}
    queued = {text: one.findings[0].rule for text, one in verdicts.items() if one.outcome is Outcome.REVIEW}
    assert len(queued) <= 0.05 * len(CRITICISM), queued
