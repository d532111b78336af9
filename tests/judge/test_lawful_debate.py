"""Is a debate about books, health class, slurs heard, safety or a fund-raiser ever hidden? Invented, one a line."""

import pytest

from bot.judge.judge import Judge
from bot.model import Outcome

DEBATE = """
Lessons about masturbation for ten year olds are not the school's job.
My son asked what masturbate means, who approved this unit?
There's a blow job scene in that middle school novel!
A handjob in an assigned book? I had to read about a handjob at the kitchen table.
Why does a library title mention a dildo on p. 41, I ask the board.
Pornhub is not blocked on the school laptops. Fix the filter.
The health unit mentions anal sex and condoms, and that saves lives.
Teach kids what happens when they send nudes, it is a felony.
Teens will be horny teens, so teach them about condoms.
The OnlyFans teacher is gone but the drunk coach stays, nice.
Boner of the year award goes to the treasurer.
Rim job on my tire, thanks to the holes in your lot.
This state has a hard on for standardized tests.
The hentai rumor is silly, it is an anime club.
The dress code is slut shaming with extra steps.
Coach Dykes needs to call a better game.
Thank you, Senator Coons, for visiting our school.
Mrs. Verga is the best Spanish teacher we ever had.
Tar Baby by Toni Morrison is on the list too? Shame on this board.
Operation Wetback belongs in the history curriculum.
Someone sprayed 'faggot' on my son's locker and the principal shrugged.
Fag was carved into his desk. What will the district do?
My daughter hears nigger on that bus every single day. Do your job.
The n-word, faggot, retard: my kids hear all of it in your hallways.
My kid was bullied as a retard for two years and you looked away.
Retard isn't a joke, stop letting students use it.
Faggot is not a nickname. Discipline the team.
Sluts is what their fans yelled at our girls.
Does retard mean late in French? Yes. The club shirt is fine.
Our Dutch dykes project in fourth grade was so cool.
If I hear that song one more time I'm gonna shoot myself.
Somebody is going to shoot up this school one day and you still have unlocked doors.
Some day someone will shoot up the school because you fired the counselors.
There's a bomb at the gym cafe, this new smoothie is the bomb.
KYS is what they text my son every day. Every day!
Please hang yourselves a calendar in the office.
Logan Example got detention for praying at lunch. First Amendment!
Order your choir t-shirts here, $15: https://choir.example.com
Football programs on sale Friday, $5, buy yours at the gate or at https://programs.example.com
50% off tonight with this code SPIRIT50 https://custard.example.com/spirit
Order your cap and gown here $42 https://gowns.example.com/school
Grab yours today! Cheer mums $20 https://mums.example.com
Band cheesecake sale, order yours now, $18 https://cakes.example.com
Softball camp, $40, only 6 spots left, call 614-555-0170
Only 3 spots left in the summer camp, $25, https://camp.example.com
Daycare spots at the YMCA before school, $90 a week, call 614-555-0190
Cheapest bid was $1.2M and they took the $2M one https://watch.example.com/bids
The old elementary is for sale for $1, look: https://land.example.com/listing/1
Invest in kids not crypto. The treasurer lost $2M on bitcoin? https://news.example.com/bitcoin
""".strip().splitlines()
POSTS = ("", "The Board of Education approved the budget and the levy tonight.")


@pytest.mark.parametrize("text", DEBATE)
def test_a_debate_is_never_hidden(judge: Judge, text: str) -> None:
    for post in POSTS:
        for written in (text, text.upper(), text.lower()):
            verdict = judge.verdict(written, post_text=post)
            assert verdict.outcome is not Outcome.HIDE, [(one.rule, one.match) for one in verdict.findings]


@pytest.mark.parametrize(
    "text",
    [
        "bored and alone, send nudes",
        "That ref can suck my dick",
        "you are all faggots",
        "coons, every one of them",
        "slut",
        "bitch is what you are",
        "you shits on this page",
        "Somebody is going to shoot up this school tomorrow",
        "kys",
        "Only 7 left! Order yours here 👉 https://tees.example.com/mascot",
    ],
)
def test_the_same_words_meant_are_still_hidden(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is Outcome.HIDE
