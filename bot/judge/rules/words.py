"""Does a word of a closed list stand in the comment?

Words are matched whole, in the normal form, with any letter repeated ("shiiit"), with inner letters masked ("f**k")
where the list allows, and inside the disguises that `bot.judge.disguise` takes off. A surname on the list is left
alone where it is used as a name, and every place covered by an allowed phrase is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import re2

from bot.judge.reading import Reading
from bot.judge.rules.base import Span
from bot.judge.rules.fields import Fields, union
from bot.judge.text import Form

_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|sr|sra|coach|principal|officer|professor|prof|judge|rev|pastor|father|sister|"
    r"superintendent|director|chief|captain|counselor|teacher|nurse|senator|mayor|president|commissioner)\.?\s+$"
)
# Somebody reports or discusses the word instead of using it.
_REPORTED = re.compile(
    r"\b(?:call(?:ed|s|ing)?|said|says?|saying|told|tells?|yell(?:ed|s|ing)?|shout(?:ed|s|ing)?|scream(?:ed|s|ing)?|"
    r"hears?|heard|wrote|written|texted|chant(?:ed|s|ing)?|the words?|n-word|term|slurs?|quotes?|quoted|page|chapter|"
    r"book|novel|autobiography|memoir|script|lyrics|read about|bullied|spray(?:ed|s)?|graffiti|"
    r"dijo|dijeron|llamo|llamaron|palabra)\b"
)
# The same, where it is said after the word.
_REPORTED_AFTER = re.compile(
    r"^\W*(?:(?:is|was|are|were|gets?|got)\s+(?:carved|written|painted|sprayed|scratched|drawn|not an?|the title|"
    r"what\s+(?:they|he|she|my|our|his|her|their|the|some)\b)|means?\b|"
    r"(?:isn't|isnt|aren't)\s+an?\b|by\s+\w+\s+\w+\s+(?:is|was|should|belongs)\b|scenes?\b|"
    r"(?:\w+\s+){0,3}(?:on|in)\s+(?:\w+\s+){0,3}(?:pages?\s+\d|chapter|novels?|books?|library|curriculum|p\.)(?:\W|\d|$)|"
    r"(?:\w+\s+){0,2}(?:on|in)\s+(?:his|her|their|my \w+'s) (?:locker|desk)\b)"
)
_FIRST_PERSON = re.compile(r"\b(?:i am|i'm|im|as an?|we are|we're|my|proud)\s+(?:\w+\s+){0,2}$|^\W*$")
_PROUD = re.compile(r"\b(?:here|proud|pride|myself|i am|i'm)\b")
_SIGNS = "*#%"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsMatcher:
    """The compiled list. `names` are listed words that are surnames too; `reports_soften` as in the module's text."""

    pattern: "re2._Regexp"
    allowed: "re2._Regexp | None"
    names: frozenset[str]
    reports_soften: bool

    @property
    def gates(self) -> tuple[str, ...]:
        """The list itself."""
        return (self.pattern.pattern,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        """Listed words in any of the forms."""
        for form in reading.forms:
            yield from self._in(form, reading)

    def _in(self, form: Form, reading: Reading) -> Iterator[Span]:
        allowed: list[tuple[int, int]] | None = None
        for found in self.pattern.finditer(form.text):
            low, high = found.span()
            if allowed is None:
                allowed = [one.span() for one in self.allowed.finditer(form.text)] if self.allowed else []
            if any(first <= low and high <= last for first, last in allowed):
                continue
            start, end = form.place(low, high)
            if _in_address(form.text, low) or self._is_a_name(form, low, high, reading.original[start:end]):
                continue
            soft = self.reports_soften and _spoken_about(form.text, low, high)
            yield Span(start=start, end=end, soft=soft, why=_REPORT_WHY if soft else "")

    def _is_a_name(self, form: Form, low: int, high: int, written: str) -> bool:
        if form.text[low:high] not in self.names:
            return False
        before = form.text[max(0, low - 40) : low]
        if _TITLE.search(before):
            return True
        if not written[:1].isupper() or (len(written) > 1 and written.isupper()):
            return False
        starts_sentence = not before.strip() or before.rstrip()[-1] in ".!?"
        return not starts_sentence or form.text[high : high + 2] == "'s"


_REPORT_WHY = "A listed word stands here, but it seems to be quoted, reported or used of oneself: a person decides."


def _in_address(text: str, low: int) -> bool:
    return low > 0 and text[low - 1] in "@/" and not text[max(0, low - 2) : low].isspace()


def _spoken_about(text: str, low: int, high: int) -> bool:
    """Whether the word is quoted or reported near by, or somebody says it of themselves."""
    before, after = text[max(0, low - 60) : low], text[high : high + 60]
    if before.count('"') % 2 == 1 and '"' in after:
        return True
    if _REPORTED.search(before) or _REPORTED_AFTER.search(after):
        return True
    return bool(_FIRST_PERSON.search(before[-24:]) and _PROUD.search(after))


def words_matcher(fields: Fields) -> WordsMatcher:
    """Compile a rule of kind "words" (keys: words, masked, allow, names, reports_soften)."""
    words, masked = fields.texts("words"), fields.texts("masked")
    if not words and not masked:
        fields.fault('a rule of kind "words" needs "words" or "masked": write words = ["…"]')
    spelled = [_spelling(word, masks=False) for word in words] + [_spelling(word, masks=True) for word in masked]
    allow = fields.texts("allow")
    pattern = rf"\b(?:{'|'.join(spelled)})\b" if spelled else r"[^\x00-\x{10FFFF}]"
    return WordsMatcher(
        pattern=fields.expression(pattern, "words"),
        allowed=fields.expression(rf"\b{union([_phrase(one) for one in allow])}\b", "allow") if allow else None,
        names=frozenset(name.lower() for name in fields.texts("names")),
        reports_soften=fields.true("reports_soften"),
    )


def _phrase(words: str) -> str:
    return r"[\s\-]+".join(re.escape(word).replace(r"\*", r"\w*") for word in words.lower().split())


def _spelling(word: str, *, masks: bool) -> str:
    """`word` as a pattern: letters may be repeated; a final "*" stands for any ending; blanks for any separator."""
    open_end = word.endswith("*")
    runs = [(letter, len(list(group))) for letter, group in groupby(word.lower().rstrip("*"))]
    parts = [
        _letter(letter, count, masked=masks and 0 < place < len(runs) - 1) for place, (letter, count) in enumerate(runs)
    ]
    return "".join(parts) + ("[a-z]*" if open_end else "")


def _letter(letter: str, count: int, *, masked: bool) -> str:
    if letter == " ":
        return r"[\s\-.,]*"
    shape = f"[{letter}{_SIGNS}]" if masked else re.escape(letter)
    return f"{shape}{{{count},}}" if count > 1 else f"{shape}+"
