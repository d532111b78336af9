"""Do the shipped lists leave names, places, books, teams and sports alone, and find what they list?"""

import tomllib
from collections.abc import Sequence

import pytest

from bot.judge.guidelines import Guidelines, default_path
from bot.judge.judge import Judge
from bot.judge.rules.masks import masks_of
from bot.judge.rules.spelling import dropped, swapped
from bot.model import Finding, Outcome, Routing
from tools.variants import severe

FOLDER = default_path().parent / "pattonville"

UNTOUCHED = """
Mr. Cox | Dick Example retired | Mrs. Cummings | Coach Butts | Principal Gay | Mr. Van Dyke | Dr. Dyke
Senator Coons | Maine Coon cats | Coach Wang | Mrs. Fuchs | Mr. Phuc Tran | Bich Nguyen | the Scunthorpe exchange
Dr. Hancock | Mr. Hitchcock | Ms. Babcock | Coach Peacock | Mr. Woodcock | Alcock and Brown | Mrs. Glasscock
Nurse Assante | Mr. Sithole | Mrs. Shittu | Ms. Dikshit | Mr. Fukuda | Ms. Fukushima | Mr. Fuqua | Mrs. Kuntz
Coach Kunz | Mr. Wankel | Mr. Wanker-Smith of Vienna | Ms. Slutsky | Mrs. Horowitz | Mr. Hoare | Ms. Hoar
Coach Hooker | Mrs. Pratt | Mr. Twatt Road | Ms. Cockburn | Mr. Dickinson | Emily Dickinson | Charles Dickens
Mr. Dickman | Mrs. Spicer | Spicewood | Mr. Spicola | Ms. Chinn | Mr. Chin | Mrs. Kinkead | Coach Fagan | Mr. Fagin
Ms. Fagerstrom | Mr. Bonner | Mrs. Pollack | Coach Pollock | Jackson Pollock | Ms. Nygaard | Mr. Nigel Example
Niger River | Nigeria | Nigerian drummers | Mrs. Negron | Montenegro | Mr. Rape Seed | Ms. Sexton | Middlesex
Essex County | Sussex | Mr. Crapo | Ms. Hellman | Mr. Assad | Coach Bassett | Mrs. Cassell | Mr. Lipschitz
Ms. Butkus | Coach Suckow | Mr. Titsworth | Mrs. Tittle | Ms. Analiese | Mr. Johnson | Peter Piper | Willy Wonka
Randy Example | Fanny Crosby | Mrs. Puttman | Senora Verga | Mr. Culeros | Ms. Putnam | Mrs. Marcion | Ms. Concha
pan dulce and conchas | a disputa | computadora | el diputado | la reputacion | amputation
cabronzuelo en la novela | carbones para la parrilla | retardant | flame retardant costumes | to retard spoilage
the retired teacher | tardy slips | custard stand | To Kill a Mockingbird | Moby-Dick | Moby Dick | Huckleberry Finn
The Adventures of Tom Sawyer | Of Mice and Men | The Hunchback of Notre Dame | Chitty Chitty Bang Bang
Dick and Jane | Puss in Boots | Octopussy poster | The Scarlet Letter | Lord of the Flies | Catcher in the Rye
The Color Purple | Gender Queer | Heather Has Two Mommies | Trojans | the Lady Trojans | Beavers
Oregon State Beavers | Gamecocks | South Carolina Gamecocks | Redskins | the old Redskins logo | Savages mascot
Battling Bishops | Fighting Cocks | Hornets | Horned Frogs | Wildcats | Cockatoos | cocktail dress | a cockpit tour
cockroaches in the lunchroom | a cocker spaniel | peacocks | shuttlecock | breast cancer walk | rectal exam
penis diagram | vagina | vulva | testicles | sperm whale | sexual health unit | erectile | semen | uterus
anus of a fish | scrotum | circumcision | puberty talk | condoms | homosexuality | Homo sapiens | homogeneous milk
homophones | analysis | analog | assassin | assess | assessment | asset | assign | associate | bass drum
brass band | class | grass | glass | passion | compass | embassy | harass | cassette | massive | shot put | shut out
kick their butts Friday | we got screwed by the refs | what a sack | ball hog | tight end | wide receiver
penetration into the red zone | backdoor cut | double dribble | suck it up and play | beat them | stuffed him
pussy willows | pussycat | the cat in the hat | tit for tat | blue tits | a titmouse | titanium | constitution
petition | shiitake soup | shih tzu | Shiite Muslims | Shiites and Sunnis | shitake | chit chat | Hittite | sit-in
whit | whittle | spic and span | spick and span | snigger | niggardly | denigrate | renege | a chink in our armor
chinks of light | pinkish | swastika lesson | Holocaust unit | hiking club | Kiki | bike | dike repair | Dutch dikes
faggots of firewood | fag end of May | fagged out | raccoons | cocoon | tycoon | spook house | oreo cookies
crackers and soup | Uncle Tom's Cabin | cumulative | cucumber | document | circumference | scum pond
magna cum laude | summa cum laude | succumb | vacuum | arsenal | parse | coarse | hoarse | whorl | whole
slut walk discussion | slutskaya | sluice | slat | gobbledygook | jerk chicken | jerky | jackass penguin
Jack in the Box | blow dryer | blow out | horny toad | damn this schedule | what the hell | this sucks | crap | bs
wtf | stupid plan | pissed off | frickin late | dumb | idiotic | I'm finna go | that game was hot af | ion know
she ain't play | bruh | tryna get tickets | deadass the best band
""".strip()

ROWS = [text.strip() for line in UNTOUCHED.splitlines() for text in line.split("|")]
OF_LISTS = frozenset({"words"})


def listed(judge: Judge, text: str) -> Sequence[Finding]:
    """What the rules of the kind "words" find."""
    found = []
    for finding in judge.verdict(text).findings:
        rule = judge.guidelines.rule(finding.rule)
        if rule is not None and rule.kind in OF_LISTS:
            found.append(finding)
    return found


def test_there_are_enough_rows_to_mean_something() -> None:
    assert len(set(ROWS)) >= 250


@pytest.mark.parametrize("text", ROWS)
def test_names_books_teams_medicine_and_mild_words_are_on_no_list(judge: Judge, text: str) -> None:
    assert [finding for finding in listed(judge, text) if finding.routing is not Routing.REVIEW] == []
    assert judge.verdict(text).outcome is not Outcome.HIDE


@pytest.mark.parametrize("text", [row for row in ROWS if row[0].islower() and "?" not in row])
def test_ordinary_words_give_no_finding_of_a_list_at_all(judge: Judge, text: str) -> None:
    assert [finding.match for finding in listed(judge, text)] == []


MILD = (
    "damn damned dammit hell heck crap crappy suck sucks sucked stupid dumb wtf bs pissed screwed idiot moron af butt"
)


@pytest.mark.parametrize("word", MILD.split())
def test_a_mild_word_gives_no_finding_of_a_list(judge: Judge, word: str) -> None:
    assert listed(judge, f"this is {word} again") == []


def severe_words() -> list[str]:
    """The single severe words of at least four letters, without open ends, that are hidden as they stand."""
    return [word for word in severe(FOLDER, ("masked", "words")) if not word.endswith("*")]


def found_share(judge: Judge, texts: Sequence[str]) -> float:
    return sum(bool(listed(judge, text)) for text in texts) / len(texts)


def test_the_severe_lists_are_as_long_as_they_should_be() -> None:
    rules = [rule for path in FOLDER.glob("*.toml") for rule in tomllib.loads(path.read_text("utf-8")).get("rule", ())]
    sizes = {
        spanish: sum(
            len(rule.get(key, ()))
            for rule in rules
            if rule.get("tier") == "severe" and rule["id"].endswith("spanish") is spanish
            for key in ("words", "masked", "aimed")
        )
        for spanish in (True, False)
    }
    assert sizes[False] >= 500
    assert sizes[True] >= 120


def test_every_list_of_words_says_its_tier_and_why(guidelines: Guidelines) -> None:
    for path in FOLDER.glob("*.toml"):
        for rule in tomllib.loads(path.read_text("utf-8")).get("rule", ()):
            if rule["kind"] == "words" and rule["guideline"].startswith("language."):
                assert rule["tier"] in {"severe", "strong"}
                assert rule["category"]
                assert len(rule["reason"]) > 20
                live = guidelines.rule(rule["id"])
                assert live is not None
                assert (live.routing is Routing.HIDE) == (rule["tier"] == "severe")


def test_what_is_looked_for_misspelt_follows_the_severe_lists() -> None:
    rule = tomllib.loads((FOLDER / "misspelt.toml").read_text("utf-8"))["rule"][0]
    assert rule["misspelt"] == severe(FOLDER, ("masked", "words", "aimed"))
    assert rule["masked"] == severe(FOLDER, ("masked", "aimed"))


def test_a_severe_word_with_two_letters_swapped_is_found(judge: Judge) -> None:
    assert found_share(judge, [f"so {wrong} it" for word in severe_words() for wrong in swapped(word)][::3]) >= 0.95


def test_a_severe_word_with_a_letter_dropped_is_found(judge: Judge) -> None:
    assert found_share(judge, [f"so {wrong} it" for word in severe_words() for wrong in dropped(word)][::3]) >= 0.85


def test_a_severe_word_masked_in_any_usual_way_is_found(judge: Judge) -> None:
    masked = [
        mask
        for word in severe_words()
        for mask in (
            word[0] + "*" * (len(word) - 2) + word[-1],
            word[0] + "*" * (len(word) - 1),
            word[0] + "*" + word[2:],
        )
    ]
    assert found_share(judge, [f"so {mask} it" for mask in masked]) >= 0.95


def test_a_mask_agrees_in_first_letter_length_and_every_letter_left() -> None:
    masks = masks_of(["blorp", "snark*", "cow"])
    for text, found in (
        ("b***p", True),
        ("b****", True),
        ("b*orp", True),
        ("b*orx", False),
        ("b***", False),
        ("x****", False),
        ("sn*rking", True),
        ("note*", False),
        ("c*w", False),
        ("5*4", False),
    ):
        assert bool(list(masks.places(text))) is found, text
