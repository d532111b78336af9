"""Are clear violations still hidden, and is every threat seen at once? Invented sentences, one a line."""

import pytest

from bot.judge.judge import Judge
from bot.model import Outcome

HIDDEN = """
fuck this
f·u·c·k you
f•u•c•k you
f—u—c—k
f:u:c:k
f'u'c'k
f(u)ck
fu(c)k
f[u]ck
fu.ck
f@ck you
f0ck
fu©k
bi†ch
what a sh!tty bunch of a$$holes
b i t c h
you cunt
pinches pendejos de mierda
suck my dick
you retards
send those wetbacks home
dirty k.i.k.e.s
n1gg3rs
Get your team hoodie here 👉 https://tees.example.com only 5 left
Earn $900 weekly from home, no experience needed, WhatsApp +1 555 0100
NEED A LOAN? Bad credit ok, apply: https://cash.example.net/apply
Hot singles near you www.meet.example.com
I turned $300 into $9,000 in 4 days, text me on WhatsApp 555-0199
FREE HD live stream of the game here >> https://tinyurl.com/made-up
Meta Support: your page violated our standards, verify here: https://appeal.example.com
Whole house duct cleaning only $79! 3 spots left, call or text 555-0139
We buy houses for cash, any condition, 24 hour offer: https://cash.example.com
Gain 10k followers fast, buy here https://grow.example.net instant delivery
her ssn is 219-09-9990
Her cell is 555-0100, ring her all night
student id 4471092 if you want to try it
Mr. Sample lives at 1400 Heron Court, go knock
The superintendent's home is 12 Sample Street, tell her yourself
Ms. Sample is having chemo
Emma Sampleton got suspended for vaping
Hannah Sampleton was expelled.
noah sampleton got an f in biology
Ethan Sampleton has detention again
Olivia Sampleton has an IEP and still can't read
Zyler Sampleton in Ms. Sample's 4th grade was taken away by CPS
#12 Zyler Sampleton is ineligible, two Fs in biology
Pay the fee at https://pattonvil1e.org/pay
My husband came back in two days by a love spell, write to healer@spells.example.net
Here's his number 555-0100, light it up
""".strip().splitlines()

HIDDEN_THREATS = """
I will kill you
i wil kill you
I'm going 2 kill you
Im gonna kil u tomorrow
I will rape your daughter
Ima blow ur head off
I will shoot the superintendent
I'm going to shoot the principal tomorrow
If you close our school I will shoot the superintendent
I will kill you after the board meeting
I am bringing my gun to the board meeting and I will shoot Marsh.
I'm bringing my rifle to school Monday
I will bring a gun to school and shoot everyone
I will blow up the school
I'm going to shoot up the school tomorrow
I'ma shoot the school up
there is a bomb in the school kitchen
I left a bomb in the cafeteria
I'll burn the district office down with every one of you inside
I'll break your neck
I'll put you in the ground
te voy a matar
you're dead after school
kys
kill yourself
go kill your self
kill yourself, your idea is dumb
slit your wrists
I'm coming for you with my rifle
I'll burn the admin building to the ground
gonna stab #22 after school
""".strip().splitlines()

ALERTED = """
planning to kill the principal
bringing my AR tomorrow
I'm bringing my gun to school Monday 💪
I'm bringing my rifle to school and hunting kids
there is a bomb in the kitchen lol
I planted a bomb at the office, no joke?
kys and your bill
go kill yourself, tell them I said so
I will kill you lol
I will kill you in court
I'm going to kill the principal haha
I will shoot up this school after third act
I will kill you at the next board vote
Someone should hang the superintendent
You should die
do everyone a favor and drop dead
Nobody would miss you
He lives at 1400 Example Court, next to the school
I know where you live
I want to kill the principal
I will kill Sampleton
""".strip().splitlines()

REVIEWED = """
stupidfuckingboard
fu ck you
shitboard
you cuntface
The Sampleton twins tested positive
Emma Sampleton got suspended, says the mayor
my cell is 555-010-0000, isbn
""".strip().splitlines()


QUEUED = """
you sad little man, get help
Two brain cells and she spends both on Facebook
Pat Sampleton is a drunk and everyone knows it
No wonder your husband left
ok Robin, maybe if you watched your own kids
callate metiche, nadie te pregunto
Ms. Sample got written up for yelling at a first grader
That sub failed a drug test in May
Deport the Mexicans
Immigrants bring disease into our classrooms
Catholics are filthy
diversity hire, obviously
They already sold the building to a developer
The nuggets are recalled meat from China
Screenshot this before they delete it
Put your aunt's address down, nobody checks
sneak the vodka in a shampoo bottle
here is the whole workbook as a pdf
You used my photo without permission, take it down
Free Gaza
who knows a good roofer
I know what you drive
He deserves a bullet
tick tock
somebody should punch that guy
see https://bit.ly/made-up
""".strip().splitlines()


@pytest.mark.parametrize("text", QUEUED)
def test_what_may_break_a_guideline_reaches_a_person(judge: Judge, text: str) -> None:
    assert judge.verdict(text, post_text="The choir sings at seven tonight.").outcome is Outcome.REVIEW


@pytest.mark.parametrize("text", HIDDEN)
def test_a_clear_violation_is_hidden(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is Outcome.HIDE


@pytest.mark.parametrize("text", HIDDEN_THREATS)
def test_a_direct_threat_is_hidden_and_alerts(judge: Judge, text: str) -> None:
    verdict = judge.verdict(text)
    assert (verdict.outcome, verdict.alert) == (Outcome.HIDE, True)


@pytest.mark.parametrize("text", ALERTED)
def test_what_may_be_a_threat_always_alerts(judge: Judge, text: str) -> None:
    assert judge.verdict(text).alert


@pytest.mark.parametrize("text", REVIEWED)
def test_no_single_word_silences_a_finding(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is not Outcome.KEEP
