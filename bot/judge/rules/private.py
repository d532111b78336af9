"""Does the comment tell something private of a pupil who can be recognised?

A pupil is recognised by a given name with a surname or initial, or as a child of a named family ("the Example twins");
private is what `matters` lists (discipline, health, custody, grades). That is a reason to look, no more. Sure enough
to hide is only a full name that is the subject of what only a pupil does or suffers (`told`: "… got suspended for
vaping"), in a comment
without any word of an office or of grown-up life. Who speaks of themselves or of a child of their own, by
name, goes to a person; unnamed it is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import re2

from bot.judge.reading import Reading
from bot.judge.rules.base import ENOUGH, Span
from bot.judge.rules.fields import Fields, union
from bot.judge.text import normal_form

_FULL = re.compile(r"\b([A-Z][a-zà-ÿ'’-]+)\s+((?:de la |de |Mc|O['’]|Mac)?[A-Z](?:[a-zà-ÿ'’-]+|\b\.?))")
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
    r"nephew|niece|nieto|nieta|student|freshman|senior|name|\w+ grader)\b|\b(?:i am|i['’]m|i was|me llamo|soy)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^(?:['’]s)?,?\s+(?:mom|mother|dad|father|parent|grandma|grandmother)\b|^\s+(?:here|and i)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateMatcher:
    """`matters` and `maybe` are what may be private; beside an `office` word nothing is hidden.

    `told` is what must follow the name itself to hide, `told_of_child` the same beside a `child` word.

    `given_names` are names children bear; `not_names` capitalised words that look like one ("Maple Ridge").
    """

    matters: "re2._Regexp"
    maybe: "re2._Regexp | None"
    child: "re2._Regexp | None"
    office: "re2._Regexp | None"
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
                pupil = self._pupil(reading.original, near, reading.author)
                if pupil:
                    why = self._doubt(reading.original, near, pupil)
                    yield Span(start=min(place[0], pupil[0]), end=max(place[1], pupil[1]), soft=bool(why), why=why)

    def _doubt(self, text: str, near: tuple[int, int], pupil: tuple[int, int]) -> str:
        """Why a person should decide; empty when it is plain that a pupil is exposed."""
        if _OWN.search(text[max(0, pupil[0] - 30) : pupil[1]]) or _SIGNED.search(text[pupil[1] : pupil[1] + 24]):
            return _OWN_WHY
        whole = normal_form(text[max(0, pupil[0] - 300) : pupil[1] + 300]).text
        if any(one and one.search(whole) for one in (self.office, self.unless)):
            return _OFFICE_WHY
        if _FAMILY.match(text, *pupil):
            return _FAMILY_WHY
        after = normal_form(text[pupil[1] : pupil[1] + 90]).text
        about_child = self.child and self.child.search(normal_form(text[near[0] : near[1]]).text)
        sure = (self.told and self.told.match(after)) or (
            about_child and self.told_of_child and self.told_of_child.match(after)
        )
        return "" if sure else _ADULT_WHY

    def _pupil(self, text: str, near: tuple[int, int], author: str) -> tuple[int, int] | None:
        """The name of the pupil, the one to whom something is `told` before any other."""
        names = list(self._names(text, near, author))
        for _, end in names:
            after = normal_form(text[end : end + 90]).text
            if any(one and one.match(after) for one in (self.told, self.told_of_child)):
                return next(name for name in names if name[1] == end)
        return names[0] if names else None

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
        first, last = found.group(1).lower(), found.group(2).lower()
        return found.group() != author and first in self.given_names and last not in self.not_names


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

    Its keys: matters, maybe, child, office, told, told_of_child, given_names, not_names, unless.
    """
    matters = fields.texts("matters", needed=True)
    return PrivateMatcher(
        matters=fields.expression(union(matters), "matters"),
        given_names=frozenset(" ".join(fields.texts("given_names", needed=True)).lower().split()),
        not_names=frozenset(" ".join(fields.texts("not_names")).lower().split()),
        maybe=fields.optional("maybe"),
        child=fields.optional("child"),
        office=fields.optional("office"),
        told=fields.optional("told"),
        told_of_child=fields.optional("told_of_child"),
        unless=fields.optional("unless"),
    )
