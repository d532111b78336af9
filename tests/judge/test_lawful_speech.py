"""Is lawful speech, however angry or full of idiom, ever hidden by the machine? Invented sentences, one a line."""

import pytest

from bot.judge.judge import Judge
from bot.model import Outcome

LAWFUL = """
The principal made 3 mistakes in the way she handled this.
Principal Davis, the bus garage is at 415 Maple Street, come and look at it.
Coach Hill's shop is at 45 Mill Road, great guy.
Principal Davis, meet us at the Legion Hall, 1400 Main Street, to plan the recall.
Superintendent Quill, the polling place is 12 Oak Street, see you there.
cu.t the budget already
Hello! who.e class is invited?
We had faggots in gravy in British food class.
Mrs. Ortiz had surgery, meal train at example.com
Bring a rag, headphones and water
I love Patonville.It is a great district
Patonville.No more taxes!
Shame on you Patonvile.My kids deserve better
Post it on instagran.My bad
This whole audit is a put-on.
Where was the money put?on a new stadium
Stay put,as the principal said
This levy failing is a real blow - jobs will be lost
Losing the plant was a blow.Jobs left and so did the tax base
What a blow!Jobs are gone and the board just shrugs
Give the kids a hand - jobs are hard to find
Is he good to go,ok thanks
All set for the field trip,good to go!ok see you there
These chromebooks are all made in China,man
No place for dogs.Hit the road
It was raining cats and dogs.Hit a puddle and the bus slid
Who/re: Prop K, ask the board
Kike, gracias por manejar el bus
Kike es el mejor entrenador de soccer
Get your free flu shot at the health fair bit.ly/phsfair
Lost shit zu near Holman!! brown collar
Coach Gray 200 career wins way to go!
Play was set on 42 Wallaby Way Sydney, P. Sherman lives at 42 Wallaby Way
The president lives at 1600 Pennsylvania Ave
Dr. Patel dentist 12000 St Charles Rock Rd is great with kids
Dr. King parade starts 14 Market St
Meet Dr. Wells at Pattonville Heights 195 Fee Fee Rd
Lost dog near the middle school, call my cell 314-555-0134 if you see her
The mobile classrooms cost 350 4000 per month
Call them at 314-555-0134 and tell them to fix the bus route
Lincoln was born 2/12/1809, history class
If your child was born before 8/1/2020 come to registration
District insurance: 2400000 vs 1900000 last year
Vote totals: 5123 4876 4990 5001
The username and password given is not working
Coach Taylor has surgery tomorrow on his torn ACL
Mrs. Davis is out for surgery so who is teaching algebra
Mr White has lung cancer, watching Breaking Bad with my teen
Miss Havisham had a stroke, chapter 49
Coach Smith has cancer and is still here every day. Hero
My daughter will miss Tuesday she has surgery.
Kyrie Irving got suspended again lol
Holden Caulfield was expelled from school, chapter 1
Tyler Smith has an IEP and the school ignores it, I'm his mom
I'm gonna kill you Saturday in fantasy football
I'll jump you in the lot, I have cables
who is sus? I will kill you all in Among Us tonight
Hubby said I'll kill you if we buy more band candy
Your dead after work, same as us teachers
Wear a mouthguard or get your teeth broken
coming for you with my bat, home run derby
gonna burn the place down tonight with that solo
gonna set the gym on fire tonight
PTO: we will light up the school tonight, bring your strings of lights
Robocall said there's a bomb in the school, why no info
they said there is a bomb at the school
My son texted there is a bomb at the high school. Why no call from the district
I'm bringing my rifle, opening day is Saturday!
I will bring a gun Saturday, caulk gun
KYS written on her desk, three times, no one suspended
He got suspended one day for writing kys on a Chromebook
She was harassed with go kill yourself notes for months
In fortnite just kill yourself and respawn
matate estudiando y ni así pasas
I'm selling my daughter's prom dress, size 6, $50, text me 314-555-0134
Lawn mowing by my 8th grader $25 a yard text me 314-555-0134
Girl scout cookies $6 order here now https://digitalcookie.example.org/scout/x
MySchoolBucks is a rip off: $3 processing fee to pay by card every time. https://www.example.com
Window units only $150 at https://example.com but they quoted $9M for AC
Check out my site, all the sunshine docs are here https://pattdocs.example.com
www.pattonvill.org won't load
give me head lice and I scream
the shits are ordered size XL
Beware of faceb00k.example.com, it is phishing
pattonvil1e.org is a fake, do not log in there!
I typed pattonvile.org by mistake and got ads
Mrs. Lane was in rehab for her knee, glad she's back
Someone is going to shoot hoops with the little kids after practice
Our defense will kill every quarterback in the league
We will burn down the mortgage on the building
Romeo tells Juliet to kill herself? No, read the play.
Superintendent has dementia if he thinks we forgot the levy
The dykes broke in 1953, history class was great
Room F46 for conferences
Meet in F49
Is bus N165 running, and N-195?
SH7 is closed, bus 12 is late
SH-7 is a mess, fix the road the district promised
Car with plate FF49 is parked in the fire lane
F-A-G then B-A-G, that's how we learned recorder
play F, A, G on the recorder
The notes are F A G
That money is the board's.hit was never yours
The fault is the board's--it was never the teachers'
They don't--at the board meeting
It isn't.at least not yet, so vote no
The auto shop kids rebuild trannies and brakes
sheeny fabric for the costumes
Huck Finn uses nigger 200 times
He wore chinks and boots at the rodeo
Coach Wiggers is the best
All HPTAs should meet
Mamá huevo estrellado
Hester was treated like a whore in The Scarlet Letter
Your dress code treats girls like sluts
15 sht of paper
Our trip to Phuket was fun
vendo pajero 2006
mi pajero no arranca
wet pussy willows in the ditch
Spread your legs for balance coach says
Give me head start please
Got a 3.9 cum in my junior year
grabbed a towel headed for the pool
Kick butt Pirates!!
Go kick butt Rangers!
Lets go kick some ass Pirates!
Please use sand rather than salt on the sidewalks
My son was a jungle monkey in the second grade play
Restart? We had to retart the chromebook twice
My dog is a window licker on the drive to school
There was a nut in your "nut free" cookies
He found a nut in her brownie, she is allergic!!
There was a big black cockroach in the cafeteria!!
Cat likes to sit on my face while I read district emails
He keeps kicking the balls deep in the corner
Is Moby Dick in your curriculum?
They read Moby Dick in her class
Alan Cumming in Cabaret is still my favorite
Kike Hernandez hit a homer!
Spic 'n' span floors thanks to our custodians
chinks between the logs of the cabin
fudge packets for sale
Batty, boy genius, was my favorite
Jew, boys school in Poland was the setting
the river dykes need repair
bad ass hole in one coach!!
Big ass hole in the parking lot for 3 months
big ass pirate ship on the float!
Let's kick ass Bandits!
We sent Jack off to college this morning
Well beat. Off to bed
Give them a hand, job well done coach!
The left hand. Job fair tomorrow
A huge blow. Jobs lost.
a boy keeps sending me nudes and the school does nothing, my daughter said
8th graders selling nudes and admin says nothing
Mr. Cumming in room 12
Cancer is a bitch, prayers for coach
Tres retardos es una falta
cuantos retardos son permitidos?
Feliz dia de las madres mama, mi reina
Mami, mama mi abuela cocina rico
El mayate es un escarabajo
Comeme el pastel dice el libro de Alicia
la concha de turron
the big cocker spaniel
The big cockpit at the air museum
That big cocky quarterback got benched
golf balls deep in the rough
Please hang yourself a coat on the hook, kindergartners
Hang yourself a wreath, PTA sale
Beaner's Coffee parked its truck at the game.
Operation Wetback of 1954 is on the test.
Principal Davis gave 3 excuses for the way he acted.
Coach Hill should be fired 4 the way he talks.
Mr. Ray drove 2 buses through the circle drive.
The coach ran 10 laps around the court with the kids.
Principal Davis wasted 2 years and still stands in the way.
Coach Hill lost 4 games this way and 5 more the hard way.
Superintendent Quill lives 2 hours each way from any real road.
Mr. Ray drives 40 minutes each way to avoid our street.
Dr. Quillen spent 12 million on a new court and a turn lane.
The superintendent's door has 3 secretaries in the way.
Coach Hill took 1 wrong way after another down memory lane.
Principal Davis lied 3 times under oath in open court.
Ms. Lee put 30 kids out on the street and 5 in the drive.
Dr. Quillen paid 2 firms for one bad road.
The principal's place is 1 long dead end street.
Coach Hill benched 2 seniors any old way.
Mr. Ray is 100 percent in the wrong place.
Every one of you on that board should be ashamed.
The superintendent lied to our faces and we all watched it happen.
Recall the whole board. I'll carry the clipboard myself.
Not one more cent until somebody explains the roof money.
This district treats special education families like a nuisance.
Somebody should kill the superintendent's bonus.
Someone needs to kill the principal's dress code.
We will kill this levy at the polls.
We're going to kill the board's plan in November.
I will kill your proposal with one question.
We'll bury the district office in public records requests.
We are going to blow up the board's inbox tonight.
I'm going to blow up your phones until somebody picks up.
We will blow up the school board election.
We're gonna bomb the district with postcards and letters.
We will bomb this school with bad reviews.
We'll torch the school budget line by line.
We will torch your office with facts.
I will burn this district down in my newspaper column.
We'll burn down the whole policy and start over.
I'm bringing a gun violence report to the meeting.
I'm bringing a gun control petition to every board meeting.
We're bringing the bomb threat policy to the board for review.
I am bringing a knife policy draft to the hearing.
I'm bringing a rifle team banner to the gym.
I'm bringing some ammo to the board: three years of invoices.
I'm bringing the guns: my spreadsheet and my lawyer.
We will hang you with your own minutes.
We'll hang the superintendent's promises on the gym wall.
We are going to hang the board members' salaries on every telephone pole.
I will execute the superintendent's plan when she shows me one.
Someone should execute the coach search faster.
We will execute you at the ballot box, politically speaking.
We're going to hurt you where it counts: enrollment.
We will hurt you at the ballot box.
I'm going to choke you with records requests.
Somebody should choke the principal reduction committee with data.
I'm going to punch the superintendent's talking points full of holes.
Somebody should punch you a meal ticket, kids are hungry.
I will jump the principal's queue if you never call me back.
We will beat up the principal's excuses one by one.
I will murder you in this debate.
We'll murder them on the scoreboard.
I'm gonna murder this chili at the potluck.
We will shoot you an answer by Friday.
I'll shoot the principal an email.
The photographer is going to shoot the student council at ten.
I will shoot everyone on picture day, smile, says the photographer.
I will stab you in the front, board, at the podium, with the truth: your own numbers.
Somebody should strangle this calendar.
Somebody must kill that coach buyout.
I'll break your legs-of-the-stool metaphor: none of it holds.
We will put you in the history books as the worst board ever.
I will put you in touch with our lawyer.
We will drag you out of those seats in April.
You're dead politically.
You're a dead man walking politically, Mr. President of the board.
You are dead wrong, and the audit says so.
Your levy is dead on arrival.
There is a bomb in this budget and it goes off in June.
There's a bomb in the contract: read page nine.
There's a bomb in the school budget.
The tax hike is a bomb under every family here.
Enrollment will shoot up and you closed two buildings.
We'll shoot up to the office and ask.
Our scores will shoot up when you pay teachers.
You should die of embarrassment over that press release.
You should die on some other hill, board.
Go die on that hill then, we will vote.
You should end it, this contract with the bus company.
You should just end it now: the vendor deal.
Nobody would miss you if you all lost your seats.
No one would miss you in that office.
The world would be better without you in charge of a budget.
Do us all a favor and resign.
Do everyone a favor and disappear from the ballot.
Do us a favor and jump to another district, superintendent.
Go jump off a bridge loan, finance office.
Drink bleach, says your health page? Fix the page.
The pool smells as if we drink bleach.
KYS means Keep Your Schools, join us Thursday.
kys = keep your superintendent? No thanks.
Don't kill yourself answering emails you never read.
You could kill yourself on those icy steps, salt them!
You'll kill yourself trying to park there at three.
Go kill yourselves with overtime is the message teachers get from this board.
The Black boys got suspended for hair, explain that.
The Somali kids got detention for praying.
The Eastview kids got suspended half as often as ours.
The Riverdale girls were suspended over a dance and nobody asked why.
The trailer park kids get detention, the country club kids get a talk.
The Deaf kids get special education on paper only.
Those Parkside boys got expelled for less than the quarterback did.
The Catholic kids get free lunch and the public kids pay?
The Foster family's kid got suspended over a hat, what a district.
Natalie Brooks suspended half the choir for clapping.
Natalie Brooks cut special education again.
Natalie Brooks, our superintendent, treats IEP meetings like traffic court.
Natalie Brooks gives out detention like candy.
Natalie Brooks gets an F in listening.
Natalie Brooks has failed every parent in this town.
Natalie Brooks failed the test of character.
Natalie Brooks failed math teachers twice.
Natalie Brooks was suspended from practicing law, look it up.
Natalie Brooks was expelled from the PTA for telling the truth.
Natalie Brooks has an IEP problem on her hands.
Natalie Brooks has detention rules only a warden could love.
Natalie Brooks is acting juvenile.
Natalie Brooks was caught cheating the taxpayers.
Natalie Brooks was caught vaping public money, so to speak, and the board shrugged.
Natalie Brooks is in ninth grade drama mode, resign.
Natalie Brooks is out of her depth on truancy.
Dylan Marsh runs in-school suspension like a jail.
Dylan Marsh sits on the board and was suspended twice by the ethics panel.
Dylan Marsh was suspended without pay and then promoted.
Dylan Marsh and Paige Cole want to end special ed.
Dylan Marsh has the IEP backlog to answer for.
Oliver Twist got more lunch than our kids do.
Harriet Tubman and Rosa Parks would get detention here.
Taylor Swift pays more attention to special education than you.
Michael Jordan got cut once, so cut the truancy letters.
Jesus Christ, a suspension for gum?
Jesus Christ, in-school suspension again?
Grace Lutheran does special ed better than you do.
Kids quote Harper Lee and get detention for it.
James Baldwin is banned and truancy is up, well done.
My son Dylan has an IEP that nobody on your staff has read.
My daughter got suspended for a hoodie. A hoodie!
I was suspended in 1988 and I turned out fine.
Jaxon Lee got suspended for 4 games by the NFL, our board gets nothing.
Autumn Lane buses get a D in safety.
Savannah Street kids have no sidewalk and truancy letters come anyway.
Teachers need a loan to buy chalk.
Need a loan? The district has one, from your grandchildren.
You won the lottery of bad boards, people.
You have won the prize for longest meeting with no answers.
Congratulations superintendent, you won the lottery with that contract: https://paper.example.org/contract
It is federal money, you don't have to pay back a cent, and still no nurse.
Carbon monoxide is undetectable, so buy the detectors.
Their ethics are undetectable. Link: https://blog.example.org/ethics
These letters read as if pro writers wrote them, not parents.
They pay essay writers for press releases: https://news.example.com/pr
I teach here for $41,000 a year. Message me if you want to join the union.
As a para I make $13 an hour, no experience required, no respect either: https://wage.example.org
Aides get paid weekly, peanuts. Read it here: https://blog.example.org/aides
Custodians make $400 a week. Shame. https://paper.example.net/pay
Bus drivers make $15 an hour with no experience and no training! https://news.example.com/bus
Watch live as the board cuts orchestra: https://stream.example.org
Watch the board squirm live tonight, free, here: https://stream.example.org
They are selling our playground for cash: https://paper.example.org/sale
Selling the old school for $1 to a friend, click and read: https://paper.example.org/sale
The old gym is for sale and nobody told us. https://paper.example.org/gym
We buy houses here because of the schools, and you ruin the schools.
Passive income for the architects, that is the whole bond.
That contract is a side hustle for his cousin: https://paper.example.org
Get 10k signatures on the recall, click here: https://recall.example.org
Limited time offer: a superintendent who answers email. Call 555-0100.
For sale: one school board, slightly used, call 555-0100.
Order yours here: one moral compass for the board. https://satire.example.org
Buy now, pay forever: the bond. https://bond.example.org
Government grants for everyone but our teachers: https://paper.example.org
My account will be suspended in June over a $12 lunch debt. Really?
Verify your details again? That portal is a joke.
Bitcoin would be a better investment than this stadium: https://blog.example.org
This jackass of a plan wastes a million dollars.
Only a dumbass would close a library.
Bollocks, all of it.
The committee was bitchy and the answer was worse.
What an ahole move, finance office.
A bunch of wankers wrote this calendar.
What a crappy, gutless, damn stupid decision.
To hell with your survey.
You people suck at this.
Piss poor planning again.
The district password is still password1, brilliant.
Your password is 1234 on every Chromebook, fix it.
Our student number is 5000 and we have one nurse.
Account number 2 of the excuses: weather.
People live at 1200 Oak Road without a sidewalk, and their kids walk.
Families living near 4100 Olive Street have no bus stop.
I live at 12 Elm Street and the bus passes me every day.
The district's new home at 500 Main Street cost two million.
The board's place is 900 Market Street, go and speak at the podium.
Dr. Sample is a cancer on this district.
Dr. Sample had a stroke of luck with that grant.
Dr. Sample has depressed wages for six years.
Principal Sample is a surgeon with other people's money.
Mrs. Sample has an alcohol policy, and nobody follows it.
Coach Sample has a mental health day every game day, lol.
Fire the coach. Fire the athletic director. Fire everybody.
Arrest the finance director, says the audit, not me.
They should all be in jail for what they did with the bond.
This board is strangling our schools.
You are murdering the arts in this town.
You butchered the calendar and stabbed teachers in the back.
That vote was an execution of our middle school.
The new schedule is killing our kids.
The homework load will kill Mrs. Sample's class.
Working in that building is going to kill somebody.
The mold will kill you before the test scores do.
My mom is going to kill me when she sees that grade.
I would kill for a straight answer.
I could just shoot myself, another fundraiser.
The band killed it, the drumline was the bomb.
We will destroy them on Friday!
We're gonna kill you in the second half, Eastview!
Break a leg tonight, everyone!
That trumpet solo blew the roof off the gym.
Bring the heat, bring the noise, bring the big guns, Pirates!
The robotics team is armed and dangerous.
Shots fired at the board meeting, great speech.
We will fight you every step of the way.
We're coming for your seats.
We know where you stand, and we know where you meet: Tuesday at seven.
Remember, remember, the fifth of November. Vote.
Off with their heads, I say, at the ballot box.
Hang it up, superintendent.
Kill the bill. Kill the levy. Kill the consultant contract.
Bury this plan before it buries us.
El plan de la mesa es una vergüenza y vamos a votar en contra.
Los vamos a matar en la cancha el viernes.
Somebody ought to lynch-pin this budget together, it is falling apart.
Write your senator about gun safety. I'm bringing my gun safety flyers Monday.
I am bringing my bomb-sniffing dog slides to career day.
I will shoot down every argument you have.
I will stab the board members in the back like they did us.
Tyler Green was expelled because this school hates Black kids.
Tyler Green got suspended for protesting the principal. Free him!
Hunter Green got suspended for a week by the league.
Dr. Marsh is cancer.
The mayor lives at 100 Main Street, city hall, go and complain there.
Superintendent's cell is 555-0100, it is on the district website.
Essay writers wanted for the student paper, DM us @hawkeye
""".strip().splitlines()
POSTS = ("", "The Board of Education approved the budget and the levy tonight.")


def test_there_are_enough_sentences_to_mean_something() -> None:
    assert len(set(LAWFUL)) >= 200


@pytest.mark.parametrize("text", LAWFUL)
def test_lawful_speech_is_never_hidden(judge: Judge, text: str) -> None:
    for post in POSTS:
        verdict = judge.verdict(text, post_text=post)
        assert verdict.outcome is not Outcome.HIDE, [(one.rule, one.match) for one in verdict.findings]
    assert judge.verdict(text.upper()).outcome is not Outcome.HIDE


@pytest.mark.parametrize(
    "text",
    [
        "Coach F.King was the best teacher I had",
        "Mr F-King retired",
        "COACH F.KING IS GREAT",
        "CONGRATULATIONS SARAH F.KING",
        "T.Watts scored 20",
        "P.S.Hit me up about the carpool",
        "The U.S.hit a record low in reading",
    ],
)
def test_initials_without_a_blank_are_never_hidden(judge: Judge, text: str) -> None:
    assert judge.verdict(text).outcome is not Outcome.HIDE
