"""Does a word of a closed list stand in the comment?

Words are matched whole, in the normal form, with any letter repeated ("shiiit"), with inner letters masked ("f**k")
where the list allows, and inside the disguises that `bot.judge.reading` takes off. A surname on the list is left alone
where it is used as a name, and every place covered by an allowed phrase is left alone. A word torn apart, one that is
only spoken about and one that is only rude where it is aimed are left to a person. What merely resembles a listed word
is the business of `bot.judge.rules.lookalike`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

import re2

from bot.judge.reading import Reading
from bot.judge.rules.base import MOST, Span
from bot.judge.rules.directed import at_somebody
from bot.judge.rules.fields import Fields, union
from bot.judge.rules.guesses import BROKEN, SIGNS, guessed, parts
from bot.judge.rules.lookalike import LookalikeMatcher, folded, in_address, lookalike_matcher
from bot.judge.rules.quoted import spoken_about
from bot.judge.text import Form, FormKind

TIERS = ("severe", "strong")
"""severe may hide where its clause allows, strong goes to a person; mild words are on no list."""

NOT_AIMED = "A listed word stands here, but it does not seem to be said at somebody: a person decides."

_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|sr|sra|coach|principal|officer|professor|prof|judge|rev|pastor|father|sister|"
    r"superintendent|director|chief|captain|counselor|teacher|nurse|senator|mayor|president|commissioner)\.?\s+$"
)
_LOOKED_AT = 2 * MOST
"""Places whose surroundings are weighed in one comment: a flood is seen by its first words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsMatcher:
    """The compiled list. `names` are listed words that are surnames too; `reports_soften` as in `rules.quoted`.

    Words of `aimed` are sure only where they are said at somebody.
    """

    pattern: "re2._Regexp"
    allowed: "re2._Regexp | None"
    names: frozenset[str]
    reports_soften: bool
    aimed: "re2._Regexp | None" = None

    @property
    def gates(self) -> tuple[str, ...]:
        """The list itself."""
        return (self.pattern.pattern,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        """Listed words in any of the forms; of a flood no more than `_LOOKED_AT`."""
        sure: list[Span] = []
        doubtful: list[Span] = []
        seen: set[tuple[int, int]] = set()
        for form in (*reading.forms, *reading.joined):
            for span in self._in(form, reading, seen):
                (doubtful if span.soft else sure).append(span)
        yield from sure
        yield from (span for span in doubtful if not any(_overlap(span, other) for other in sure))

    def _in(self, form: Form, reading: Reading, seen: set[tuple[int, int]]) -> Iterator[Span]:
        """Places in one form that were not `seen` in a plainer one: what excuses a word there excuses it here."""
        allowed: list[tuple[int, int]] | None = None
        for found in islice(self.pattern.finditer(form.text), _LOOKED_AT - len(seen)):
            low, high = found.span()
            start, end = form.place(low, high)
            if (start, end) in seen:
                continue
            seen.add((start, end))
            if allowed is None:
                allowed = [one.span() for one in self.allowed.finditer(form.text)] if self.allowed else []
            if any(first <= low and high <= last for first, last in allowed):
                continue
            if in_address(form.text, low) or self._is_a_name(form, low, high, reading.original[start:end]):
                continue
            why = guessed(form, low, high, reading.original)
            why = why or self._broken(form.text[low:high]) or self._doubt(form, low, high)
            yield Span(start=start, end=end, soft=bool(why), why=why)

    def _broken(self, found: str) -> str:
        """Why a term of several words may be none: a sentence or a clause ends inside ("Give her a hand. Job done")."""
        apart = parts(found)
        return BROKEN if len(apart) > 1 and not any(map(self.pattern.search, apart)) else ""

    def _doubt(self, form: Form, low: int, high: int) -> str:
        """Why a listed word, surely there, may not be meant; empty when it is."""
        why = spoken_about(form.text, low, high) if self.reports_soften else ""
        disguised = form.kind is not FormKind.PLAIN and "*" not in form.text[low:high]  # whoever does that means it
        if not why and not disguised and self.aimed and self.aimed.fullmatch(form.text[low:high]):
            return "" if at_somebody(form.text, low, high) else NOT_AIMED
        return why

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


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def words_matcher(fields: Fields) -> "WordsMatcher | LookalikeMatcher":
    """Compile a rule of kind "words".

    Keys: words, masked, aimed, allow, names, reports_soften; tier, category and reason tell people what the list is.
    With "misspelt" it is a list of what is to be found misspelt, see `bot.judge.rules.lookalike`.
    """
    _tier(fields)
    if "misspelt" in fields.table:
        return lookalike_matcher(fields)
    words, masked, aimed = (_listed(fields, key) for key in ("words", "masked", "aimed"))
    if not words and not masked and not aimed:
        fields.fault('a rule of kind "words" needs "words" or "masked": write words = ["…"]')
    spelled = [_spelling(word, masks=False) for word in words]
    spelled += [_spelling(word, masks=True) for word in (*masked, *aimed)]
    allow = fields.texts("allow")
    return WordsMatcher(
        pattern=fields.expression(rf"\b(?:{'|'.join(spelled)})\b" if spelled else r"[^\x00-\x{10FFFF}]", "words"),
        allowed=fields.expression(rf"\b(?:{union([_phrase(one) for one in allow])})\b", "allow") if allow else None,
        names=frozenset(name.lower() for name in fields.texts("names")),
        reports_soften=fields.true("reports_soften"),
        aimed=fields.expression(union([_spelling(word, masks=True) for word in aimed]), "aimed") if aimed else None,
    )


def _listed(fields: Fields, key: str) -> tuple[str, ...]:
    """The words under `key` in their normal form; one of which nothing is left is a fault: it would match anything."""
    told = fields.texts(key)
    for word in told:
        if not any(one.strip(" *") for one in folded((word,))):
            fields.fault(f'"{word}" holds no letter or digit that could be found: take it out', key)
    return tuple(one for one in folded(told) if one.strip(" *"))


def _tier(fields: Fields) -> None:
    """Check what the file tells people about the list."""
    tier, routing = fields.text("tier", ""), fields.table.get("routing")
    fields.text("category", "")
    if tier and tier not in TIERS:
        fields.fault(f'unknown tier "{tier}": write "severe" or "strong"; mild words are on no list', "tier")
    if tier == "strong" and routing != "review":
        fields.fault('a list of the tier "strong" goes to a person: write routing = "review"', "tier")
    if tier and not fields.text("reason", ""):
        fields.fault('a list with a tier needs its "reason": write reason = "…"', "tier")


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
    shape = f"[{letter}{SIGNS}]" if masked else re.escape(letter)
    return f"{shape}{{{count},}}" if count > 1 else f"{shape}+"
