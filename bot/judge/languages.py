"""Is this comment in a language that no rule here reads? Then a person decides, and is told so.

The rules read English and Spanish. Writing systems are told by their letters, languages in Latin letters by the small
words that every sentence of them needs (vocabulary/other_languages.txt). Names, slang, emoji and single foreign words
say nothing. No library for this is asked: the known ones cost 75 MB and most of a second at the first foreign word.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from functools import lru_cache
from importlib import resources

from bot.judge.reading import Reading
from bot.model import Finding, Routing

RULE = "language"
_MOST_CHARACTERS = 8_000
_SHARE = 0.3
"""Of the different words of a sentence so many must be small words of the language."""
_UNKNOWN_WORDS, _UNKNOWN_SHARE = 7, 0.1
"""A sentence of so many plain words, of which no more are English or Spanish, is in a language without a name here."""
_SMALL, _UNKNOWN_SMALL = 3, 3
"""Letters of a small word, and how many such a sentence has: misspelled English keeps "the" and "is"."""
_LETTERS = 5
"""Letters of another writing system, in runs of two or more: fewer are a decoration or a disguise."""

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[^.!?…\n]+")
_OTHER = "\u0370-\u1cff\u3040-\ua4ff\uac00-\ud7af\ufb1d-\ufdff\ufe70-\ufefe"
# Words wholly in other letters: a Latin one with a look-alike in it is a disguise, and the rules' matter.
_RUN = re.compile(f"(?<![A-Za-z])[{_OTHER}]{{2,}}+(?![A-Za-z])")
_SIGNS = re.compile("[/@#]|www")
_NOT_SPEECH = re.compile(r"(?:https?://|www\.|[@#])\S+")
_SCRIPTS: Mapping[str, str] = {
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "CJK": "Chinese",
    "HANGUL": "Korean",
    "ARABIC": "Arabic letters",
    "CYRILLIC": "Cyrillic letters",
    "GREEK": "Greek",
    "HEBREW": "Hebrew letters",
    "DEVANAGARI": "Hindi or another language in its letters",
    "THAI": "Thai",
    "ETHIOPIC": "Amharic or another language in its letters",
    "ARMENIAN": "Armenian",
    "GEORGIAN": "Georgian",
    "BENGALI": "Bengali",
    "GURMUKHI": "Punjabi",
    "GUJARATI": "Gujarati",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "KHMER": "Khmer",
    "LAO": "Lao",
    "MYANMAR": "Burmese",
}


class Languages:
    """The expert: at most one finding, on the part that no rule reads."""

    def __init__(self) -> None:
        self._others = _small_words()
        self._ours = english_words() | _listed("spanish_words.txt")
        self._told = frozenset(one for words in self._others.values() for one in words if _tells(one)) - self._ours

    def findings(self, reading: Reading) -> Iterable[Finding]:
        """What it found, for a person. Never raises; time grows with the text up to a limit."""
        text = reading.original[:_MOST_CHARACTERS]
        found = _in_other_letters(text) or self._in_latin_letters(text)
        if found is None:
            return ()
        start, end, language = found
        return (
            Finding(
                guideline=None,
                rule=RULE,
                score=1.0,
                start=start,
                end=end,
                match=text[start:end],
                why=f"This comment seems to be in {language}, which no rule here reads: a person decides.",
                routing=Routing.REVIEW,
            ),
        )

    def _in_latin_letters(self, text: str) -> tuple[int, int, str] | None:
        if _SIGNS.search(text):
            text = _NOT_SPEECH.sub(lambda found: " " * len(found.group()), text)
        words = set(_WORD.findall(text.lower()))
        if len(words) < 3:
            return None
        if len(words & self._told) < 2 and len(words & self._ours) > len(words) * 2 * _UNKNOWN_SHARE:
            return None
        told = [(one.start(), one.end(), self._language(one.group())) for one in _SENTENCE.finditer(text)]
        foreign = [(start, end, language) for start, end, language in told if language]
        if not foreign:
            return None
        start, end = foreign[0][0], foreign[-1][1]
        before = len(text[start:end]) - len(text[start:end].lstrip())
        return start + before, start + len(text[start:end].rstrip()), foreign[0][2]

    def _language(self, sentence: str) -> str:
        """The language of a sentence as the reviewer reads it; empty for English, Spanish and what says nothing."""
        words = set(_WORD.findall(sentence.lower()))
        if len(words & self._told) >= 2 and (named := self._named(words)):
            return named
        return "a language other than English and Spanish" if self._is_strange(sentence, words) else ""

    def _named(self, words: Set[str]) -> str:
        best = max(self._others, key=lambda name: len(words & self._others[name]))
        theirs = words & self._others[best]
        ours = (words & self._ours) - self._others[best]
        speaks = len(theirs & self._told) >= 2 and len(theirs) >= _SHARE * len(words)
        return best if speaks and len(theirs) > 1.5 * len(ours) else ""

    def _is_strange(self, sentence: str, words: Set[str]) -> bool:
        """Whether a sentence of plain words, small ones among them, knows hardly a word of English or Spanish."""
        if len(words) < _UNKNOWN_WORDS or len(words & self._ours) > _UNKNOWN_SHARE * len(words):
            return False
        plain = {word for word in _WORD.findall(sentence) if word.islower() and len(word) > 1}
        small = [word for word in plain if len(word) <= _SMALL and word not in self._ours]
        return len(plain) >= _UNKNOWN_WORDS and len(small) >= _UNKNOWN_SMALL and _is_speech(plain)


def _is_speech(words: Collection[str]) -> bool:
    """Whether these look like words: with vowels, of many lengths, not one sound over and over ("hahaha")."""
    made = [word for word in words if len(set(word)) > 2 and not re.search(r"(.)\1\1|^(.{1,3}?)\2+.?$", word)]
    voiced = [word for word in made if re.search("[aeiouy]", _bare(word))]
    return len(voiced) >= _UNKNOWN_WORDS and len(voiced) >= 0.8 * sum(len(word) > 2 for word in words)


def _in_other_letters(text: str) -> tuple[int, int, str] | None:
    if text.isascii():
        return None
    runs = list(_RUN.finditer(text))
    if sum(char.isalpha() for run in runs for char in run.group()) < _LETTERS:
        return None
    language = next(filter(None, map(_script, runs)), "")
    return (runs[0].start(), runs[-1].end(), language) if language else None


def _script(run: re.Match[str]) -> str:
    names = [unicodedata.name(char, "").partition(" ")[0] for char in run.group()[:20]]
    if "HIRAGANA" in names or "KATAKANA" in names:
        return "Japanese"
    name = _SCRIPTS.get(names[0])
    if name is None:
        return "a language in other letters" if unicodedata.category(run.group()[0]).startswith("L") else ""
    return f"a language in {name}" if name.endswith(" letters") and " or " not in name else name


def _tells(word: str) -> bool:
    """Whether the word alone speaks for a language: very short ones stand in too many of them, and in names."""
    return len(word) > 2 or not word.isascii()


@lru_cache(maxsize=1)
def _small_words() -> Mapping[str, frozenset[str]]:
    found = {}
    for line in _vocabulary("other_languages.txt").splitlines():
        name, _, words = line.partition(":")
        listed = set(_WORD.findall(words.lower()))
        found[name.strip()] = frozenset(listed | {_bare(word) for word in listed if len(word) > 3})
    return found


def english_words() -> frozenset[str]:
    """Frequent English words, lower case."""
    return _listed("english_words.txt")


@lru_cache(maxsize=4)
def _listed(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_vocabulary(name)))


def _bare(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


def _vocabulary(name: str) -> str:
    return (resources.files("bot.judge") / "vocabulary" / name).read_text("utf-8")


def languages_read() -> Iterator[str]:
    """The languages that are told by name, for the documents."""
    return iter(_small_words())
