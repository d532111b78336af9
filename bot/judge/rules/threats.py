"""Does somebody announce or wish violence, to others or to themselves? Phrases with the braces of this subject.

``{i_will}``: I (or we, or somebody) will, might, should. ``{kill}``: violence against a body. ``{person}``: a person
who is meant (you, her, the principal, Mr. …), never a team. ``{weapon}``, ``{gun}``: arms. ``{place}``, ``{building}``,
``{spot}``: of a school. ``{name}``, ``{some}``: any name, what may follow "at" or "after". Sports and stage idiom ("we
will kill them Friday", "break a leg") is not among them on purpose.

A rule may bring lists of its own: ``lists = ["strike: punch | slap | swing on"]`` makes ``{strike}`` one of these words
in its phrases ("word*" stands for any ending).
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.judge.rules.fields import Fields
from bot.judge.rules.patterns import PatternsMatcher
from bot.judge.rules.phrases import spoken

_TITLES = r"(?:mr|mrs|ms|dr|coach|principal|officer|superintendent|teacher|counselor|director)"
BRACES: Mapping[str, str] = MappingProxyType(
    {
        "i_will": (
            r"(?:i|1|we)(?:\s*'?ll|\s+will|\s+wil|\s*'?m\s+(?:going\s+to|gonna|bout\s+to|about\s+to)|\s+am\s+going\s+to|"
            r"\s*'?re\s+(?:going\s+to|gonna)|\s+are\s+going\s+to|\s+gonna|\s+finna|\s+gone?|\s+swear\s+i'?ll)|"
            r"i?'?m\s+(?:going\s+(?:to|2)|gonna|finna|bout\s+(?:to|2)|about\s+(?:to|2))|im\s+(?:going\s+(?:to|2)|gonna|finna)|"
            r"i'?mm?a|(?:i|we)\s+(?:promise|swear|swear\s+to\s+god)\s+(?:i|we)(?:\s*'?ll|\s+will|\s*'?m\s+(?:gonna|going\s+to))|"
            r"(?:i'?m\s+|im\s+|i\s+)?(?:bout\s?ta|bouta|boutta|fixing\s+to|fittin\s+to|fixin\s+to)|"
            r"(?:^|[.!?\n]\s*)(?:gonna|finna|going\s+to)|"
            r"some(?:body|one)(?:'?s|\s+is|\s+are|'re)?\s+(?:going\s+to|gonna|should|ought\s+to|"
            r"needs?\s+to|will|must)"
        ),
        "kill": (
            r"kill?|murder|shoot|stab|strangle|behead|lynch|hang|execute|slaughter|rape|hurt|gun\s+down|run\s+over|curb\s?stomp|"
            r"(?:slit|cut)\s+the\s+throat\s+of|burn\s+alive|set\s+fire\s+to|"
            r"beat\s+(?:up|the\s+(?:\w+\s+)?out\s+of)|punch|choke|jump|"
            r"put\s+a\s+bullet\s+in"
        ),
        "person": (
            r"you(?:r\s+(?:(?:whole|fucking|ugly|little|own|stupid|fat|damn)\s+)?(?:face|head|neck|jaw|legs?|skull|throat|"
            r"family|kids?|wife|husband|daughters?|sons?|mom|mother|dad|father|child|children))?|u|ya|"
            rf"(?:the|that|this|our|your)\s+(?:\w+\s+)?(?:{_TITLES}|kid|boy|girl|student|driver|ref|umpire|lady|man|guy|"
            r"woman|parent|staff\s+members?|board\s+members?|nurse|secretary|custodian|bully)|"
            rf"{_TITLES}\.?\s+\w+|(?:every|any|each)(?:one|body)\s+(?:of\s+you|in|at)|all\s+of\s+(?:you|them)|"
            r"(?:number\s+|#\s?)\d+|whoever\s+\w+|"
            r"(?:the\s+)?(?:first|next)\s+(?:one|person|teacher|parent|kid|cop|driver|coach|board\s+member|mf|guy)\s+(?:who|that|to)"
        ),
        "harm": (
            r"(?:jump|fight|slap|smack|punch|stomp|pop|smoke|clap|cap|knock\s+out|beat|whoop|whup|drown|choke|strangle|stab|"
            r"shoot|kill|hurt|hit|gut|end|drag|run\s+over|bury|burn|clock|deck|swing\s+on|bash|lynch|hang|snap|"
            r"kick\s+the\s+\w+\s+out\s+of|lay\s+hands\s+on|put\s+hands\s+on|rough\s+up|mess\s+up|take\s+out)"
        ),
        "somebody": (
            r"you|u|ya|him|her|them|em|y'?all|that\s+\w+|this\s+(?:man|woman|guy|lady|dude|kid|boy|girl|teacher|coach|driver)|"
            r"(?:his|her|their|your|ur)\s+(?:\w+\s+)?(?:ass|face|head|teeth|jaw|neck|skull|kids?|family|wife|husband|car|house|"
            r"windshield|tires|legs|kneecaps|throat|mouth)|"
            rf"{_TITLES}\.?\s+\w+|(?:the|our|your)\s+(?:\w+\s+)?{_TITLES}|every\s+(?:one|last\s+one)\s+of\s+(?:you|them)|"
            r"#\s?\d+|number\s+\d+|one\s+of\s+(?:you|them|those)"
        ),
        "body": r"jaw|face|nose|head|neck|teeth|ass|skull|arms?|legs?|knee(?:cap)?s?|fingers|ribs|mouth|lip|eyes?|back",
        "weapon": (
            r"guns?|pistol|rifles?|shotgun|handgun|glock|ar-?15|ak-?47|\.\d{2}|9\s?mm|knife|knives|machete|bombs?|"
            r"pipe\s+bomb|grenades?|explosives?|ammo|firearms?"
        ),
        "gun": (
            r"guns?|pistols?|rifles?|shotgun|handgun|glock|ar-?15|ar|ak-?47|\.\d{2}|9\s?mm|knife|machete|bomb|pipe\s+bomb|"
            r"grenade|firearm"
        ),
        "name": r"[a-z]{3,}",
        "some": r"\d+|school|class|gym|lunch|practice|recess|work|i|you|u|the|this",
        "spot": (
            r"(?:(?:the|this|that|your|our|my|his|her)\s+)?(?:\w+\s+){0,2}(?:school|building|office|campus|gym|cafeteria|"
            r"commons|classroom|bus|meeting|stadium|hallway|bathroom|locker(?:\s+room)?|library|kitchen|stage|bleachers|"
            r"auditorium|parking\s+lot|car|backpack|bag|desk|basement|room\s+\d+)"
        ),
        "building": (
            r"(?:(?:the|this|that|your|our|my)\s+)?(?:\w+\s+){0,2}(?:school|schools|building|office|campus|gym|cafeteria|"
            r"elementary|high\s+school|middle\s+school|stadium|library)"
        ),
        "place": (
            r"(?:(?:the|this|that|your|our|my)\s+)?(?:\w+\s+){0,2}(?:school|schools|place|building|office|campus|gym|cafeteria|commons|"
            r"classrooms?|bus|elementary|high|middle|district|meeting|stadium|hallway|bathroom|locker\s+room|library)"
        ),
        "day": (
            r"today|tonight|tomorrow|tmrw|tmr|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next\s+\w+|"
            r"after\s+\w+|before\s+\w+|at\s+\d+"
        ),
    }
)


def threats_matcher(fields: Fields) -> PatternsMatcher:
    """Compile a rule of kind "threats" (keys: phrases, lists, unless, unless_anywhere, soft_when, idioms, aimed)."""
    return spoken(fields, {**BRACES, **_own_lists(fields)}, aimed=True)


def _own_lists(fields: Fields) -> dict[str, str]:
    """The rule's own lists by name, each as one pattern; several lines of one name are joined."""
    lists: dict[str, list[str]] = {}
    for line in fields.texts("lists"):
        name, colon, words = line.partition(":")
        if not colon or not name.strip().isidentifier() or not words.strip():
            fields.fault(f'"{line[:40]}" is no list: write "name: word | another word"', "lists")
            continue
        lists.setdefault(name.strip(), []).extend(_spelled(one) for one in words.lower().split("|") if one.strip())
    return {name: "|".join(words) for name, words in lists.items()}


def _spelled(words: str) -> str:
    parts = (re.escape(word).replace(r"\*", r"\w*").replace("'", "'?") for word in words.split())
    return r"[\s,]+".join(parts)
