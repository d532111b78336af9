"""Is this comment in a language that no rule here reads? Then a person decides, and is told so.

The rules read English and Spanish. Writing systems are told by their letters (`bot.judge.scripts`), languages in Latin
letters by the small words that every sentence of them needs (vocabulary/other_languages.txt); a threat or an insult of
two words needs none, so those stand on a list of their own (vocabulary/other_threats.txt). Names, slang, emoji and
other single foreign words say nothing. No library for this is asked: the known ones cost 75 MB and most of a second at
the first foreign word.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from importlib import resources

from bot.judge.reading import Reading
from bot.judge.scripts import other_letters
from bot.model import Finding, Routing

RULE = "language"
_MOST_CHARACTERS = 8_000
_SHARE = 0.3
"""Of the different words of a sentence so many must be small words of the language."""
_UNKNOWN_WORDS, _UNKNOWN_SHARE = 7, 0.1
"""A sentence of so many plain words, of which no more are English or Spanish, is in a language without a name here."""
_SMALL, _UNKNOWN_SMALL = 3, 3
"""Letters of a small word, and how many such a sentence has: misspelled English keeps "the" and "is"."""
_NAME_AMONG = 2
"""So many English words around two or three signs make those a name."""
_BARE_FROM = 6
"""Letters of a threat that is also looked for without its accents: shorter ones are English words then ("pic")."""

_WORD = re.compile(r"[^\W\d_]+")
_GAP = r"[\W\d_]+"
_SENTENCE = re.compile(r"[^.!?…\n]+")
_FOREIGN_LETTER = re.compile("[^\x00-\x7fªºáéíóúüñ]")
"""A letter that neither English nor Spanish has."""
_LENT = frozenset(
    _WORD.findall(
        "naïve naïf naïveté façade façades crème brûlée voilà déjà à la château crêpe crêpes fête tête über schön mère "
        "père première doppelgänger smörgåsbord ångström bête noël raison garçon soupçon pâté mêlée mâché maître rôle"
    )
)
"""Words with such a letter that English has borrowed."""
_BARE = str.maketrans("łıđø", "lido")
_SIGNS = re.compile("[/@#]|www")
_NOT_SPEECH = re.compile(r"(?:https?://|www\.|[@#])\S+")


class Languages:
    """The expert: at most one finding, on the part that no rule reads."""

    def __init__(self) -> None:
        self._others = _small_words()
        self._ours = english_words() | _listed("spanish_words.txt")
        self._told = frozenset(one for words in self._others.values() for one in words if _tells(one)) - self._ours
        self._no_names = self._told - _listed("given_names.txt")
        self._threats = _threats()

    def findings(self, reading: Reading) -> Iterable[Finding]:
        """What it found, for a person. Never raises; time grows with the text up to a limit."""
        text = reading.original[:_MOST_CHARACTERS]
        found = self._in_other_letters(text) or self._in_latin_letters(text)
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

    def _in_other_letters(self, text: str) -> tuple[int, int, str] | None:
        found = other_letters(text)
        if found is None or (found.may_be_a_name and len(self._ours.intersection(_words(text))) >= _NAME_AMONG):
            return None
        return found.start, found.end, found.language

    def _in_latin_letters(self, text: str) -> tuple[int, int, str] | None:
        if _SIGNS.search(text):
            text = _NOT_SPEECH.sub(lambda found: " " * len(found.group()), text)
        words = set(_words(text))
        if not self._may_be_foreign(words, text):
            return None
        found = [place for one in _SENTENCE.finditer(text) if (place := self._place(one.group(), one.start()))]
        if not found:
            return None
        start, end = found[0][0], found[-1][1]
        before = len(text[start:end]) - len(text[start:end].lstrip())
        return start + before, start + len(text[start:end].rstrip()), found[0][2]

    def _may_be_foreign(self, words: Set[str], text: str) -> bool:
        """Whether any sentence can be foreign: soon told for the many that are not."""
        told = len(words & self._told)
        if told >= 2 or (told and not text.isascii()) or not self._threats.keys().isdisjoint(words):
            return True
        return len(words) >= 3 and len(words & self._ours) <= len(words) * 2 * _UNKNOWN_SHARE

    def _place(self, sentence: str, at: int) -> tuple[int, int, str] | None:
        """Where a sentence (which starts `at` its text) is foreign, and the language."""
        if language := self._language(sentence):
            return at, at + len(sentence), language
        words = _words(sentence)
        phrase, language = self._threat(words)
        if not phrase:
            return None
        ours = sum(word in self._ours for word in words) - len(phrase.split())
        lowered = sentence.replace("İ", "i").lower()  # the one letter that would become two
        pattern = rf"(?<!\w){phrase.replace(' ', _GAP)}(?!\w)"
        inside = re.search(pattern, lowered) if ours * 2 > len(words) else None
        return (at + inside.start(), at + inside.end(), language) if inside else (at, at + len(sentence), language)

    def _threat(self, words: Sequence[str]) -> tuple[str, str]:
        """The longest threat or insult of the list among these words, and its language; empty if there is none."""
        said = f" {' '.join(words)} "
        listed = (one for word in dict.fromkeys(words) for one in self._threats.get(word, ()))
        return max((one for one in listed if f" {one[0]} " in said), key=lambda one: len(one[0]), default=("", ""))

    def _language(self, sentence: str) -> str:
        """The language of a sentence as the reviewer reads it; empty for English, Spanish and what says nothing."""
        words = set(_words(sentence))
        if not words.isdisjoint(self._told) and (named := self._named(sentence, words)):
            return named
        return "a language other than English and Spanish" if self._is_strange(sentence, words) else ""

    def _named(self, sentence: str, words: Set[str]) -> str:
        best = max(self._others, key=lambda name: len(words & self._others[name]))
        theirs = words & self._others[best]
        told, ours = theirs & self._told, (words & self._ours) - self._others[best]
        speaks = len(told) >= 2 or (not told.isdisjoint(self._no_names) and _has_foreign_letter(sentence, told))
        return best if speaks and len(theirs) >= _SHARE * len(words) and len(theirs) > 1.5 * len(ours) else ""

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


def _words(text: str) -> list[str]:
    """The words in small letters, in their order, accents as one sign with their letter."""
    lowered = text.lower() if text.isascii() else unicodedata.normalize("NFC", text.replace("İ", "i").lower())
    return _WORD.findall(lowered)


def _has_foreign_letter(sentence: str, told: Set[str]) -> bool:
    """Whether a word other than the `told` has a letter that neither English nor Spanish has; names have them, too."""
    if sentence.isascii():
        return False
    small = {word for word in _WORD.findall(unicodedata.normalize("NFC", sentence)) if word.islower()}
    return any(_FOREIGN_LETTER.search(word) for word in small - told - _LENT)


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


@lru_cache(maxsize=1)
def _threats() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Threats and insults with their language, by their longest word."""
    found: dict[str, dict[str, str]] = {}
    for line in _vocabulary("other_threats.txt").splitlines():
        name, _, phrases = line.partition(":")
        for phrase in phrases.split(","):
            words = _words(phrase)
            spelled = [words, list(map(_bare, words))] if len("".join(words)) >= _BARE_FROM else [words]
            for one in spelled:
                found.setdefault(max(one, key=len), {}).setdefault(" ".join(one), name)
    return {longest: tuple(phrases.items()) for longest, phrases in found.items()}


def english_words() -> frozenset[str]:
    """Frequent English words, lower case."""
    return _listed("english_words.txt")


@lru_cache(maxsize=4)
def _listed(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_vocabulary(name)))


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.translate(_BARE))
    return "".join(char for char in parts if not unicodedata.combining(char))


def _vocabulary(name: str) -> str:
    return (resources.files("bot.judge") / "vocabulary" / name).read_text("utf-8")


def languages_read() -> Iterator[str]:
    """The languages that are told by name, for the documents."""
    return iter(_small_words())
