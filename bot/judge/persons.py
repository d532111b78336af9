"""Does a keyword name a person? By lists of names, by a title before a name, and by first and last name together.

Three lists: `given_names.txt` and `surnames.txt` hold common names, those that are words as well ("grace", "cook")
among them; `person_names.txt` holds 12,000 names that are nothing else: the 12,000 commonest surnames and all first
names of the US Census Bureau's files of 1990 (public domain), without what stands in a dictionary.
"""

import re
from functools import lru_cache
from importlib import resources
from itertools import pairwise

_TITLE = (
    r"(?:mr|mrs|ms|miss|mister|dr|doctor|prof(?:essor)?|principal|superintendent|supt|coach|teacher|officer|mayor|"
    r"president|director|dean|counselor|secretary|senator|sen|rep|representative|governor|gov|judge|pastor|senora?|"
    r"maestr[oa]|profesora?|directora?|superintendente)"
)
_TITLED = re.compile(rf"\b{_TITLE} ([a-z'’]{{2,}})")
_ANY_TITLE = re.compile(_TITLE)
_LAST_WORD = re.compile(r"([a-z'’]+)\.?\s+$")
_INITIAL = re.compile(r"(?<= )[a-z] (?=[a-z])")


def given_names() -> frozenset[str]:
    """Common first names, lower case."""
    return _file("given_names.txt")


def surnames() -> frozenset[str]:
    """Common surnames, lower case."""
    return _file("surnames.txt")


def person_names() -> frozenset[str]:
    """First and last names that are no words, lower case."""
    return _file("person_names.txt")


def is_a_name(word: str) -> bool:
    """Whether a word standing alone is a name, its plural or its possessive ("kelly's", "trumps")."""
    known = (given_names(), surnames(), person_names())
    if any(word in names for names in known):
        return True
    return any(one in person_names() for one in _without_s(word))


def names_person(words: str) -> str:
    """The name of a person in a keyword (lower case, words between blanks); empty where there is none.

    Names that are words as well count only behind a title, or as first and last name: "grace cook".
    """
    tokens = words.split()
    for token in tokens:
        if token in person_names() or any(one in person_names() for one in _without_s(token)):
            return token
    titled = next((found for found in _TITLED.finditer(words) if _is_family(found.group(1))), None)
    if titled:
        return titled.group()
    bare = _INITIAL.sub("", words).split()
    for first, last in pairwise(bare):
        if first in given_names() and _is_family(last):
            return f"{first} {last}"
    return ""


def may_end_in_a_name(words: str) -> bool:
    """Whether a surname or an initial may follow these words (lower case): they end with a title or a first name."""
    last = _LAST_WORD.search(words)
    return last is not None and (bool(_ANY_TITLE.fullmatch(last.group(1))) or last.group(1) in given_names())


def everyday_words() -> frozenset[str]:
    """Words that stand in any comment, lower case."""
    return _file("everyday_words.txt")


def _is_family(word: str) -> bool:
    return any(one in surnames() for one in (word, *_without_s(word)))


def _without_s(word: str) -> tuple[str, ...]:
    """A plural or a possessive without its end."""
    return tuple(word[: -len(end)] for end in ("'s", "’s", "s", "'", "’") if word.endswith(end) and len(word) > 4)


@lru_cache(maxsize=4)
def _file(name: str) -> frozenset[str]:
    return frozenset((resources.files("bot.judge") / "vocabulary" / name).read_text("utf-8").split())
