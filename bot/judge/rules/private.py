"""Does the comment tell something private of a pupil who can be recognised?

A pupil is recognised by a first and a second name (or an initial), or as a child of a named family ("the Example
twins"); private is what `matters` lists (discipline, health, custody, grades). That is a reason to look, no more. Sure
enough to hide is only a full name that is the subject of what only a pupil does or suffers (`told`: "… got suspended
for vaping"), or that is placed in a grade, a class or a team beside such a matter ("Pat Example in Ms. Sample's 4th
grade"), in a comment without any word of an office or of grown-up life. A first name that is on no list needs such a
place as well; without one it is a reason to look where the matter is always a pupil's, and so is a known first name
that stands alone. Who speaks of themselves or of a child of their own, by name, goes to a person; unnamed it is left
alone.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import re2

from bot.judge.reading import Reading
from bot.judge.rules.base import ENOUGH, Span
from bot.judge.rules.fields import Fields, union

_FULL = re.compile(
    r"\b([A-Z][a-zà-ÿ'’-]+)\s+((?:de la |de |Mc|O['’]|Mac)?[A-Z](?:[a-zà-ÿ'’]+(?:-[A-Z]?[a-zà-ÿ'’]*)*|\b\.?))"
)
_LOWER = re.compile(r"\b([a-z]{3,14})(?= ([a-z]{3,14})\b)")
_FAMILY = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|[Bb]oth|[Ll]ittle)\s+([A-Z][a-z'’-]{2,})\s+"
    r"(?:kids?|girls?|boys?|twins?|brothers?|sisters?|child|children|family'?s? (?:kid|son|daughter))\b"
)
_TITLE_BEFORE = re.compile(
    r"(?:\b(?:mr|mrs|ms|miss|dr|coach|principal|officer|nurse|superintendent|director|judge|senator|mayor|president|"
    r"board member|teacher|professor|chief|counselor|sra?|señora?)\.?|\bthe)\s*$",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:my|our|mi)\s+(?:\w+\s+){0,2}(?:son|daughter|kid|child|boy|girl|kiddo|grandson|granddaughter|hijo|hija|"
    r"nephew|niece|nieto|nieta|student|freshman|senior|name|\w+ grader)\b"
    r"(?!['’]?s?\s+(?:says?|said|told|tells|heard|saw|sees|class\w*|teacher|friend|team|room|bus|school|goes|rides|sits|"
    r"was in|is in)\b)|\b(?:i am|i['’]m|i was|me llamo|soy)\b",
    re.IGNORECASE,
)
_PLACED_AFTER = re.compile(
    r"^,?\s*(?:\(?\d{1,2}(?:st|nd|rd|th)\b|\((?:\d{1,2}|fr|so|jr|sr)\)|(?:is\s+)?(?:in|from)\s+(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)|"
    r"(?:mr|mrs|ms|miss)\.?\s+\w+'?s|room\s+\d+|bus\s+\d+|route\s+\d+|(?:first|second|third|fourth|fifth|sixth|seventh|"
    r"eighth)\s+grade|pre-?k|kindergarten|homeroom|my\s+\w+'?s\s+(?:class|grade|team|homeroom))|(?:(?:is\s+)?(?:an?|the)\s+)?"
    r"(?:freshman|sophomore|junior|senior|\d\w\w\s+grader)\b|(?:is\s+)?(?:only\s+)?(?:\d|1\d)\s+years?\s+old)"
)
_PLACED_BEFORE = re.compile(
    r"(?:#\s?\d{1,2}|number\s+\d{1,2}|\bthe\s+(?:boy|girl|kid|student|freshman|sophomore|junior|senior|goalie|pitcher|"
    r"quarterback|lead|drum major)(?:\s+(?:playing|on|in|from|who|with|that|is|was)\b[^.!?\n]{0,30})?,?)\s*$"
)
_GIVEN = re.compile(r"\b[A-Z][a-z]{3,11}(?=['’]s\b|\b(?![\w'’-]|\s+[A-Z]))")
_SIGNED = re.compile(
    r"^(?:['’]s)?,?\s+(?:mom|mother|dad|father|parent|grandma|grandmother)\b|^\s+(?:here|and i)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateMatcher:
    """`matters` and `maybe` are what may be private; beside an `office` word nothing is hidden.

    `told` is what must follow the name itself to hide, `told_of_child` the same beside a `child` word; beside a name
    that is placed in a grade or class a matter of `grave` is enough.

    `given_names` are names children bear; `not_names` capitalised words that look like one ("Maple Ridge").
    """

    matters: "re2._Regexp"
    maybe: "re2._Regexp | None"
    child: "re2._Regexp | None"
    office: "re2._Regexp | None"
    grave: "re2._Regexp | None"
    told: "re2._Regexp | None"
    told_of_child: "re2._Regexp | None"
    given_names: frozenset[str]
    not_names: frozenset[str]
    unless: "re2._Regexp | None"

    @property
    def gates(self) -> tuple[str, ...]:
        """The private matters."""
        return (self.matters.pattern, *((self.maybe.pattern,) if self.maybe else ()))

    def spans(self, reading: Reading) -> Iterator[Span]:
        """From the name to the private matter in the same sentence or next to it; of a flood no more than `ENOUGH`."""
        yield from islice(self._exposed(reading), ENOUGH)

    def _exposed(self, reading: Reading) -> Iterator[Span]:
        for matters in (self.matters, self.maybe):
            for matter in matters.finditer(reading.plain.text) if matters else ():
                place = reading.plain.place(*matter.span())
                near = _around(reading.original, *place)
                pupil = self._pupil(reading, near)
                if pupil is None and matters is self.matters:
                    yield from self._strangers(reading, place, near)
                elif pupil:
                    why = self._doubt(reading, near, pupil)
                    yield Span(start=min(place[0], pupil[0]), end=max(place[1], pupil[1]), soft=bool(why), why=why)

    def _doubt(self, reading: Reading, near: tuple[int, int], pupil: tuple[int, int]) -> str:
        """Why a person should decide; empty when it is plain that a pupil is exposed."""
        text = reading.original
        if _OWN.search(text[max(0, pupil[0] - 30) : pupil[1]]) or _SIGNED.search(text[pupil[1] : pupil[1] + 24]):
            return _OWN_WHY
        whole = _normal(reading, pupil[0] - 300, pupil[1] + 300)
        if any(one and one.search(whole) for one in (self.office, self.unless)):
            return _OFFICE_WHY
        if _FAMILY.match(text, *pupil):
            return _FAMILY_WHY
        return "" if self._sure(reading, near, pupil) else _ADULT_WHY

    def _sure(self, reading: Reading, near: tuple[int, int], pupil: tuple[int, int]) -> bool:
        """Whether the name is the subject of what only pupils do or suffer, or stands in a grade or class."""
        text, after = reading.original, _normal(reading, pupil[1], pupil[1] + 90)
        if is_placed(text, *pupil):
            return bool(self.grave and self.grave.search(_normal(reading, *near)))
        if text[pupil[0] : pupil[1]].split()[0].lower() not in self.given_names:
            return False
        if self.told and self.told.match(after):
            return True
        child = self.child and self.child.search(_normal(reading, *near))
        return bool(child and self.told_of_child and self.told_of_child.match(after))

    def _pupil(self, reading: Reading, near: tuple[int, int]) -> tuple[int, int] | None:
        """The name of the pupil, the one to whom something is `told` before any other."""
        names = list(self._names(reading.original, near, reading.author))
        for _, end in names:
            after = _normal(reading, end, end + 90)
            if any(one and one.match(after) for one in (self.told, self.told_of_child)):
                return next(name for name in names if name[1] == end)
        return names[0] if names else None

    def _strangers(self, reading: Reading, place: tuple[int, int], near: tuple[int, int]) -> Iterator[Span]:
        """A name that may be a pupil's, close to what is always a pupil's matter: never more than a reason to look."""
        text = reading.original
        if self.office and self.office.search(_normal(reading, *near)):
            return
        for form in (_FULL, _GIVEN):
            for found in _overlapping(form, text, max(near[0], place[0] - 70), min(near[1], place[1] + 50)):
                if self._may_be_a_child(found, reading.author):
                    low, high = min(place[0], found.start()), max(place[1], found.end())
                    yield Span(start=low, end=high, soft=True, why=_ADULT_WHY)
                    return

    def _may_be_a_child(self, found: re.Match[str], author: str) -> bool:
        words = found.group().lower().split()
        before = found.string[max(0, found.start() - 30) : found.start()]
        if found.group() == author or _TITLE_BEFORE.search(before) or _TITLE_BEFORE.search(found.group().split()[0]):
            return False
        if _OWN.search(before):
            return False
        if len(words) == 1:
            return words[0] in self.given_names and words[0] not in self.not_names
        return not any(word.strip("'’.-") in self.not_names for word in words)

    def _names(self, text: str, near: tuple[int, int], author: str) -> Iterator[tuple[int, int]]:
        low, high = near
        for found in _FAMILY.finditer(text, low, high):
            if found.group(1).lower() not in self.not_names:
                yield found.span()
        for found in _FULL.finditer(text, low, high):
            before = text[max(0, found.start() - 20) : found.start()]
            if self._is_a_child(found, author) and not _TITLE_BEFORE.search(before):
                yield found.span()
        for found in _LOWER.finditer(text, low, high):
            if found.group(1) in self.given_names and found.group(2) not in self.not_names:
                yield found.start(), found.end(2)

    def _is_a_child(self, found: re.Match[str], author: str) -> bool:
        if found.group() == author or found.group(2).lower() in self.not_names:
            return False
        if found.group(1).lower() in self.given_names:
            return True
        return found.group(1).lower() not in self.not_names and is_placed(found.string, *found.span())


def _overlapping(form: re.Pattern[str], text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    """All matches, each looked for from the second word of the one before: "Ask Pat Example" holds two pairs."""
    found = form.search(text, low, high)
    while found:
        yield found
        found = form.search(text, found.start() + len(found.group().split()[0]), high)


def _normal(reading: Reading, start: int, end: int) -> str:
    """What stands between two places of the original, in the normal form."""
    starts = reading.plain.starts
    return reading.plain.text[bisect_left(starts, max(0, start)) : bisect_left(starts, end)]


def is_placed(text: str, start: int, end: int) -> bool:
    """Whether the name at this place is said to be in a grade, a class, a team: no grown-up is."""
    after, before = text[end : end + 60].lower(), text[max(0, start - 60) : start].lower()
    return bool(_PLACED_AFTER.search(after) or _PLACED_BEFORE.search(before))


_FAMILY_WHY = "A group or a family near a private matter: a person decides whether somebody is exposed."
_OWN_WHY = "Somebody tells something private of themselves or of their own family, by name: a person decides."
_OFFICE_WHY = "A name near a private matter, beside words about an office or a vote: a person decides."
_ADULT_WHY = "A name near a private matter; nothing says that it is a pupil: a person decides."


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Some words before and after a place, cut at line ends: names stand in the sentence before as well."""
    low, high = max(0, start - 110), min(len(text), end + 90)
    line, after = text.rfind("\n", low, start), text.find("\n", end, high)
    return (line + 1 if line >= 0 else low), (after if after >= 0 else high)


def private_matcher(fields: Fields) -> PrivateMatcher:
    """Compile a rule of kind "private".

    Its keys: matters, maybe, child, office, grave, told, told_of_child, given_names, not_names, unless.
    """
    matters = fields.texts("matters", needed=True)
    return PrivateMatcher(
        matters=fields.expression(union(matters), "matters"),
        given_names=frozenset(" ".join(fields.texts("given_names", needed=True)).lower().split()),
        not_names=frozenset(" ".join(fields.texts("not_names")).lower().split()),
        maybe=fields.optional("maybe"),
        child=fields.optional("child"),
        office=fields.optional("office"),
        grave=fields.optional("grave"),
        told=fields.optional("told"),
        told_of_child=fields.optional("told_of_child"),
        unless=fields.optional("unless"),
    )
