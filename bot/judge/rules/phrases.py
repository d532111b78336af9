"""Does somebody say one of these phrases? Plain words, for people who write no expressions.

``...`` stands for up to four words, ``word*`` for any ending, ``(a|b)`` for one of several, ``a?`` and ``(a|b)?`` for
what may be missing. Threats and attacks add words in braces, see there.
"""

import re
from collections.abc import Callable, Mapping

from bot.judge.rules.fields import Fields
from bot.judge.rules.patterns import PatternsMatcher, built

_PART = re.compile(r"\{(\w+)\}(\??)|\(([^()]*)\)(\??)|\.\.\.|([^\s(){}]+)")
Spelled = Callable[[str], str]
"""From a word of a phrase to its pattern."""
_GAP = r"(?:[\s,]+[^\s.!?]+){0,4}?"


def phrases_matcher(fields: Fields) -> PatternsMatcher:
    """Compile a rule of kind "phrases" (keys: phrases, unless, unless_anywhere, soft_when, idioms, aimed)."""
    return spoken(fields, {})


def spoken(fields: Fields, braces: Mapping[str, str], *, aimed: bool = False) -> PatternsMatcher:
    """Compile "phrases" in which a name in braces stands for the pattern in `braces`."""
    phrases = fields.texts("phrases", needed=True)
    compiled = tuple(pattern(one, fields, braces) for one in phrases) or ("[^\\x00-\\x{10FFFF}]",)
    return built(fields, compiled, aimed=aimed)  # sound: every word is escaped


def plainly(word: str) -> str:
    """A word as it is written, "*" for any ending."""
    return re.escape(word).replace(r"\*", r"\w*").replace("'", "'?")


def pattern(phrase: str, fields: Fields, braces: Mapping[str, str], spelled: Spelled = plainly) -> str:
    """One phrase as an RE2 pattern on the normal form; `spelled` makes a pattern of a single word."""
    parts: list[str] = []
    for found in _PART.finditer(phrase.lower()):
        brace, spare, options, optional, word = found.groups()
        if brace is not None:
            if brace not in braces:
                fields.fault(f'unknown {{{brace}}} in "{phrase}": known are {sorted(braces) or "none"}', "phrases")
            parts.append(rf"(?:[\s,]+(?:{braces.get(brace, '')})){spare}")
        elif options is not None:
            choice = "|".join(_words(option, spelled) for option in options.split("|"))
            parts.append(rf"(?:[\s,]+(?:{choice})){optional}")
        elif word is None:
            parts.append(_GAP)
        else:
            parts.append(_word(word, spelled))
    while len(parts) > 1 and parts[0].endswith("?"):  # what may be missing at the start needs no looking for
        parts.pop(0)
    return r"\b" + "".join(parts).replace(r"[\s,]+", "", 1) + r"(?:\b|$)"


def _word(word: str, spelled: Spelled) -> str:
    if word.endswith("?"):
        return rf"(?:[\s,]+{_words(word[:-1], spelled)})?"
    return rf"[\s,]+{_words(word, spelled)}"


def _words(words: str, spelled: Spelled) -> str:
    return r"[\s,]+".join(map(spelled, words.split()))
