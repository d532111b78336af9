"""Is a rude word said at somebody? Some words are everyday talk in a dialect unless they are."""

import re

_YOU = re.compile(r"\b(?:you|u|ur|ya|you'?re|y'?all|your an?|eres|sois|ustedes son|son un[oa]s)\s+(?:\w+\s+){0,3}$")
_THOSE = re.compile(
    r"\b(?:those|filthy|dirty|stupid|dumb|fuckin\w*|ugly|lazy|lying|greedy|corrupt|crooked|worthless|useless|whiny|"
    r"pathetic|disgusting|fat|nasty|evil)\s+(?:\w+\s+)?$"
)
_IS = re.compile(
    r"\b(\w+)(?:'s|'re|\s+is|\s+are|\s+was|\s+were)\s+"
    r"(?:(?:such|just|being|only|nothing but|a bunch of|acting like|a total|a real)\s+)*(?:an?\s+|all\s+|"
    r"the\s+)?(?:\w+\s+)?$"
)
_THINGS = frozenset(
    [
        "life",
        "karma",
        "time",
        "traffic",
        "payback",
        "winter",
        "monday",
        "mondays",
        "weather",
        "it",
        "that",
        "this",
        "there",
        "math",
        "homework",
        "which",
        "what",
        "frustration",
        "test",
        "exam",
        "quiz",
        "class",
        "day",
        "week",
        "year",
        "game",
        "season",
        "practice",
        "commute",
        "road",
        "line",
        "schedule",
        "who",
        "here",
        "i",
        "we",
        "parking",
        "heat",
        "cold",
        "snow",
        "calculus",
        "algebra",
        "reality",
        "age",
        "truth",
        "history",
    ]
)
_AFTER = re.compile(
    r"^\W+(?:(?:is|are) what (?:you|they|he|she)\b|(?:lol\s+)?(?:go (?:home|back|away)|get out)\b|"
    r"(?:all|every (?:last )?one|the lot|both|each) of (?:them|you|y'?all)\b)"
)
_SHORT = 60


def at_you(text: str, low: int) -> bool:
    """Whether "you" stands right before place `low` of the lower-case `text`."""
    return bool(_YOU.search(text[max(0, low - 48) : low]))


def at_somebody(text: str, low: int, high: int) -> bool:
    """Whether ``text[low:high]`` is said at a reader, a group or a person named, or is the whole comment."""
    before = text[max(0, low - 48) : low]
    if _YOU.search(before) or _THOSE.search(before) or _AFTER.search(text[high : high + 24]):
        return True
    said_of = _IS.search(before)
    if said_of and said_of.group(1) not in _THINGS:
        return True
    return len(text) < _SHORT and not any(char.isalnum() for char in text[:low] + text[high:])
