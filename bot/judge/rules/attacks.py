"""Is another person insulted? Phrases with the braces of this subject.

``{you_are}``: addressed to one person ("you're", "ur such a"). ``{insult}``: a word that only insults. ``{kin}``: a
relative. Criticism of an office, a board or a decision ("the board is a joke") is never among them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.judge.rules.fields import Fields
from bot.judge.rules.patterns import PatternsMatcher
from bot.judge.rules.phrases import spoken

_INSULTS = (
    r"idiots?|morons?|imbeciles?|dumb|dumbest|dummy|stupid|dimwit|nitwit|halfwit|half-wit|simpleton|dunce|buffoon|"
    r"losers?|scum(?:bag)?|trash|garbage|pathetic|disgusting|creep|creepy|pervert|perv|pig|fatso|fat|ugly|hag|brat|"
    r"bum|drunk|junkie|crackhead|psycho|nutcase|lunatic|brain\s?dead|braindead|coward|clown|karen|snowflake|ignorant|"
    r"worthless|vile|retarded|bitter|terrible\s+(?:mother|father|mom|dad|parent|person)|bad\s+(?:mother|father|parent)|"
    r"airhead|troll|weirdo|freak|lowlife|low-life|deadbeat"
)
BRACES: Mapping[str, str] = MappingProxyType(
    {
        "you_are": (
            r"(?:you\s*'?re|youre|you\s+are|ur|u\s+r|u\s+are|you\s+(?:sound|look|must\s+be)(?:\s+like)?|you)"
            r"(?:\s+(?:just|such|really|literally|obviously|clearly|still|an?|the|so|one|being|nothing\s+but))*"
        ),
        "insult": rf"(?:\w+,?\s+){{0,2}}?(?:{_INSULTS})",
        "bare_insult": _INSULTS,
        "kin": r"mom|mother|mama|dad|father|daddy|sister|brother|wife|husband|kids?|children|son|daughter|family",
    }
)


def attacks_matcher(fields: Fields) -> PatternsMatcher:
    """Compile a rule of kind "attacks" (keys: phrases, unless, unless_anywhere, soft_when, idioms, aimed)."""
    return spoken(fields, BRACES)
