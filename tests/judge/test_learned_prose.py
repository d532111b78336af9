"""Gossip, offers, hints, dares and jeers in ordinary prose: does a person see them, and is plain talk left alone?

All sentences are invented. Those that must be found are others than the examples that stand beside the rules.
"""

import pytest

from bot.judge.guidelines import Guidelines
from bot.judge.judge import Judge
from bot.model import Outcome, Routing

FOUND = {
    "prose_pupil": [
        "Brayden's stepmom has a court order, she can't be at pickup, she's not allowed near him",
        "the tall girl in the front row cuts herself",
        "the redhead boy in pic 12 is living at the shelter",
        "the little one w pigtails in pic 9 is a ward of the state",
        "Maddie transferred. ask why. hint: it wasn't covid",
        "won't say names but there were pills and an officer at his truck",
        "they found a scale and baggies in Dominic's locker",
    ],
    "prose_offer": [
        "prom dress size 6 worn once $80 obo",
        "math tutoring $30 an hr way cheaper than the center hmu",
        "2 lower bowl seats, 80 a piece, who wants em",
        "who wants to lose 20 lbs before summer? say IN below",
        "natural healer fixed my husbands wandering eye, ask me for her number",
        "bulldog babies ready for xmas, hold w 200 deposit",
        "im booking fall minis, inbox me",
    ],
    "prose_menace": [
        "would be a shame if something happened to that nice truck of yours coach",
        "we comin to your stop and it aint to play",
        "i know what time your daughter gets off the bus",
        "your kid goes to the north building right? think about that before you vote",
        "accidents happen to people who run their mouth",
        "drive safe tonight ref, brakes fail sometimes",
        "keep talkin n see what happens when u walk home",
        "k!lling everyone on bus 12 tmrw",
        "nobody go to school friday, u were warned",
        "snitches usually end up in a ditch",
    ],
    "prose_urging": [
        "first one to key the dean's car gets my lunch money",
        "everyone chuck ur trays at 12:15",
        "east stairwell bathroom has no vape detector fyi",
        "use a second phone under the desk, it cant see it",
        "got bars and percs for the dance hmu",
        "i can get u the unit 6 key for 10, snap me",
    ],
    "prose_harassing": [
        "lets get his boss to see this",
        "report her page all of u til its gone",
        "flood her inbox til she takes the post down",
        "keep the comments coming until she quits",
    ],
    "prose_scorn": [
        "our librarian couldnt pour water from a boot",
        "is your son acoustic or",
        "she only won homecoming cause people feel sorry for her",
        "if brains were gas he couldnt power a go kart",
        "you peaked in middle school ma'am",
    ],
    "prose_leering": [
        "Ms. Example can detention me anytime",
        "ms. example in yoga pants 🍑",
        "bet she got tenure on her back",
    ],
    "prose_hate": [
        "funny how (((certain people))) always end up on the committee",
        "13 percent of the students, 60 percent of the suspensions. do the math",
        "short bus energy from this board",
    ],
    "prose_rumor": [
        "you have to bring your deed to vote in the school election",
        "your ballot wont count if you rent",
        "they signed papers to let the state run us in june",
    ],
    "prose_elsewhere": [
        "the rapture is coming and yall care about a gym",
        "gas prices under 2 dollars when we had a real president",
        "why won't the county fix the sewers on my street",
    ],
}

ORDINARY = """
The custody policy at pickup is a mess, the front desk asks a different question every day
Does the office need a copy of our custody papers again this year?
My ex has custody on Wednesdays, can the bus drop her at his stop?
The court threw out the lawsuit against the board, finally
Which court order made them change the boundary?
The foster care closet needs size 10 coats, drop off at the main office
My son was suspended for something he did not do and nobody calls me back
My daughter Emma takes her medication at noon and the nurse forgot twice
Immigrant families pay taxes here too, stop scaring them
Will ICE be allowed in our schools? We deserve an answer
Expelled students still need an alternative program, cutting it is wrong
The girls in the front row of photo 6 look so happy!
The kid in the yellow coat is having the best day of anyone
Number 14 played his heart out last night
Tyler's dad coaches the sixth grade team, great guy
Jayla is on the honor roll, so proud of my girl
Why are lockers searched without calling parents first?
My grandson has autism and the new sensory room is a blessing
The locker rooms have had no hot water since March due to the boiler
Vape sensors were installed in every bathroom and it cost $48,000. Did it help?
There is no vape detector in the east bathroom and the office knows it, please fix
Spirit wear sale ends Friday, $15 a shirt, pick up in the main office
Tickets are $5 at the door and free for seniors
Tutoring is free after school in the library on Tuesdays
A private tutor costs me $60 an hour because you cut the reading specialist
Rent is up, groceries are up, and the board wants more. Voting no.
Message me if anybody found a blue lunchbox at the bus stop
DM me the list of supplies please, the link is broken
Comment below if your bus was late too
Lost a grey kitten near Rose Acres, please call if you see her
A deposit of $50 for a chromebook is hard on families with four kids
We sold out of walking tacos by 7, thank you everyone
My credit to the custodians, the building looks great
Drive safe everyone, roads are icy tonight
Be careful walking to your car tonight, the lot is a sheet of ice
Be a shame if this program were cut
It would be a shame if the band lost its director
Accidents happen at that crosswalk every month, put in a light
3 days left to register for summer school
5 days left for seniors, where did the time go
I know what time the doors open, I asked about the buses
We know where the money went, it is on page 4 of the audit
I'll be at your meeting Tuesday and I have questions
I'll be at the bus stop with cocoa for anyone who wants some
Enjoy your last week of summer, kids
See you at the polls, board members
Remember this in April. Vote them out.
Some of you won't be here next year, so thank you, seniors
We slid on the ice coming out of the lot, salt it please
Check under your car seat for library books, folks
I dare you to publish the contract
Everyone call the board office and ask about the bus contract
Let's get this petition to 100 signatures
Send your questions to the superintendent and copy the board
I sent a screenshot of the schedule to the principal
Everybody drop your trays off at the window, the lunch ladies are short handed
The senior prank was a petting zoo and it was adorable
The fire alarm went off during the ACT and nobody told us whether scores count
A bomb call shut the school twice this month, what is the plan?
The lockdown browser crashed in the middle of the test
Spray paint on the stage crew's shirts will not wash out, ask me how I know
My son forgot his plug for the chromebook 🔌
Bring eggs for the science lab on Friday
The board couldn't organize a bake sale
The lights are on all night at the stadium and we pay for it
Two schools fighting for third place, what a game
My kid eats crayons, so the art room is a risk lol
It takes a village, and this one showed up
She feels sorry for the kids who have no coach
He is a special kid and his teachers see it
The acoustic guitars sounded great tonight
Teachers in 95 degree rooms 🥵 fix the AC
That lunch looks amazing 🤤 can parents eat too?
The water slide at field day 💦
The short bus that serves our street is late every day
The apartments on Example Road have no sidewalk to the school
13% of the budget goes to buses
60 percent of suspensions are Black students, that is a problem we need to fix
Every time it snows, every single time, my street is last
Renters vote too. See you in April.
They signed the contract without a public hearing, that is the problem
School is cancelled tomorrow, I got the call at 5
His dad is on the board and that is a conflict of interest
Number 22 is undefeated, what a season
Kids whose parents are in jail need a counselor, not a suspension
I paid $400 for band and $80 for shoes. Message me if you know of a fund
Keep talking about respect when you walk out of our meeting early
I watch you all at every meeting and nobody answers a question
It would be terrible if that little house museum closed
Everyone call your state rep and hang up posters too
The door by the gym never latches, please send somebody
The ACT proctor could not turn off the bell
This board could not find the money with both hands because it is not there
The elevator doesn't go to the top floor and my son uses a wheelchair
That is a lot of words for no answer
The hamster died over break, room 12 is very sad
Coach in a 100 degree gym 🥵 get a fan
Kids from the apartments walk across a highway. Do the math before somebody dies
Newcomers filled the gym for the welcome night
The city schools pay more, you know what I mean, so teachers leave
They should not let the state take over, fix it here
The state is letting the county take over the bridge, not the school
You should be ashamed, sir. Thirty years and morale was never this low.
Don't come tomorrow, practice is off
Watch your back pocket at the fair
The kids on the even side of the street go to another school now, why?
Tell the coach we said drive safe to the tournament
You can only push families so far before they leave
Gas for the buses costs more, that is where the levy goes
""".strip().splitlines()

AGAIN_ORDINARY = """
You told us in August that class sizes would stay under 24. Which number is real?
If my 5th grader rides his bike is there a rack on the north side or only by the gym?
senior skip day was not it this year, it rained n the lake was freezing
I WANT TO KNOW WHY THE BUS LEFT A FIVE YEAR OLD AT THE WRONG CORNER
Kindergarten roundup is April 3. Bring a birth certificate, shots, and tissues for yourself.
whats the wifi password for parents at robotics i gotta work while i wait
That dunk was a felony. Somebody notify his next of kin.
the mums this year were UNHINGED (affectionate) i couldn't see the kid
""".strip().splitlines()

ALERTS = {"prose_menace", "prose_address", "prose_farewell"}


@pytest.mark.parametrize(("rule", "said"), [(rule, said) for rule, texts in FOUND.items() for said in texts])
def test_what_is_said_in_other_words_is_left_to_a_person_by_its_rule(judge: Judge, rule: str, said: str) -> None:
    verdict = judge.verdict(said)
    found = {one.rule: one for one in verdict.findings}
    assert verdict.outcome is Outcome.REVIEW
    assert found[rule].routing is Routing.REVIEW


@pytest.mark.parametrize("said", ORDINARY)
def test_plain_talk_and_criticism_in_the_same_words_stay(judge: Judge, said: str) -> None:
    assert judge.verdict(said).outcome is Outcome.KEEP


@pytest.mark.parametrize("said", AGAIN_ORDINARY)
def test_what_was_once_asked_about_in_vain_stays(judge: Judge, said: str) -> None:
    assert judge.verdict(said).outcome is Outcome.KEEP


def test_these_rules_ask_a_person_and_hide_nothing(guidelines: Guidelines) -> None:
    found = {one.id: one for one in guidelines.rules.rules if one.id.startswith("prose_")}
    assert set(FOUND) | ALERTS == set(found)
    assert {one.routing for one in found.values()} == {Routing.REVIEW}
    assert {one.id for one in found.values() if one.alert} == ALERTS
