"""Is another person insulted? Phrases with the braces of this subject, and sentences about somebody named.

A frame aims, the words of the rule's lists insult: ``{noun}`` and ``{adjective}`` are its `nouns` and `adjectives`
(words that only insult when said of a person); ``{spite}`` its `spite`, words that are criticism when said of somebody
in office ("liar", "coward") and an insult only when one person is addressed. ``{insult}`` is any of the first two with
what may stand before it. `jeers` (``{jeer}``) insult even where they stand alone, `things` (``{thing}``) are what
somebody mocked is compared with, `body` (``{body}``) mocks looks. ``{you_are}`` addresses one person, ``{they}`` speaks
of one, ``{they_are}`` with the verb; ``{like}`` compares; ``{kin}`` is a relative; ``{very}`` strengthens. Criticism of
an office, a board or a decision ("the board is a joke") is never among them.

In `named` frames ``{who}`` is a capitalised word that is on no list of `not_names`: "Grow up, Pat"; ``{who_is}`` with
the verb: "Pat's a moron".
`jibes` are no insults by themselves; they count where the comment addresses somebody by name ("Pat, you …", "@Pat").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType

from bot.judge.reading import Reading, sentence_around
from bot.judge.rules.base import ENOUGH, MOST, Span
from bot.judge.rules.fields import Fields
from bot.judge.rules.marking import Marks, marks
from bot.judge.rules.patterns import PatternsMatcher, built
from bot.judge.rules.phrases import Spelled, pattern, plainly
from bot.judge.rules.several import Several, several
from bot.judge.text import Form

_VERY = (
    r"absolute(?:ly)?|complet(?:e|ely)|total(?:ly)?|utter(?:ly)?|real(?:ly)?|just|such|so|very|pretty|straight\s+up|"
    r"literally|obviously|clearly|still|truly|actually|seriously|honestly|basically|probably|an?|the|one|being|"
    r"nothing\s+but|another|as|too|kinda|lowkey|hella|mad|all|always|most|biggest|big|huge|little|old|sad|poor|fat|"
    r"fucking|freaking|frickin|damn|what|that|bunch\s+of|a\s+bunch\s+of|some|like|un|una|muy|bien|pinche|puro|tan"
)
_KIN = (
    r"mom|mother|mama|momma|dad|father|daddy|sister|brother|wife|husband|kids?|children|child|son|daughter|family|"
    r"parents|grandma|marriage"
)
_ROLES = (
    r"cashier|aide|sub|substitute|lunch\s+lady|custodian|janitor|secretary|receptionist|crossing\s+guard|driver|"
    r"commenter|poster|neighbou?r|cheerleader|freshman|sophomore|junior|senior|quarterback|qb|goalie|goalkeeper|"
    r"pitcher|catcher|shortstop|kicker|lineman|linebacker|receiver|point\s+guard|guard|heavyweight|wrestler|setter|"
    r"libero|forward|striker|runner|swimmer|captain|singer|soloist|drummer|drum\s+major|lead|mascot|actor|actress|"
    r"dancer|alto|soprano|tenor|narrator|valedictorian|queen|king|class\s+president|ref|umpire|announcer|finalist|"
    r"candidate|teacher|coach|principal|nurse|counselor|librarian|cook|guy\s+in\s+\w+|woman\s+in\s+\w+|[do]c|ad"
)
_ONE = (
    r"guy|lady|woman|man|dude|chick|girl|kid|boy|gal|fella|mom|mother|mama|dad|father|parent|person|child|student|"
    rf"old\s+(?:man|lady|woman|hag)|son|daughter|husband|wife|sister|brother|{_ROLES}"
)
_THEY = (
    rf"(?:she|he|whoever\s+(?:\w+\s+){{1,4}}?\w+|(?:this|that|the|some|your|our|their|ur|his|her|dat|a)\s+"
    rf"(?:[\w#]+\s+){{0,2}}?(?:{_ONE})(?:\s+(?:in|on|at|from|with|who|up|over|there|here|\d+)(?:\s+\w+){{0,4}}?)?|"
    rf"(?:(?:number|no\.?|finalist|candidate)\s*)?#?\d\d?(?:\s+(?:{_ONE}))?|(?:{_ROLES})(?:\s+\d+)?)"
)
_BE = (
    r"(?:\s*['’]s|\s*['’]s\s+(?:always\s+)?been|\s+is|\s+was|\s*=|\s+must\s+be|\s+has\s+(?:always\s+)?been|"
    r"\s+(?:looks?|looked|acts?|sounds?|sounded|talks|smells?)(?:\s+like)?|\s+ain'?t\s+(?:nothing\s+)?but)"
)
_LIKE = (
    r"(?:looks?|looked|lookin[g']?|sounds?|sounded|sings?|sang|smells?|smelled|talks?|throws?|runs?|walks?|dresses|"
    r"dresse[ds]|dances?|danced|coaches|plays?|played|drives?|acts?|moves?|kicks?|hits?|swings?|writes?|spells?|eats?|"
    r"dressed|built|shaped|performed|skates?|shoots?|cries|cry|waddles?|screams?)\s+(?:\w+\s+)?(?:like|as\s+if)"
)
_NAMED = r"\b(?:(?:dr|mr|mrs|ms|miss|coach|principal)\.?\s+)?([a-z][a-z'’-]{1,14}?)"


def _braces(words: Marks) -> Mapping[str, str]:
    nouns, adjectives = words.run("nouns"), words.run("adjectives")
    some = rf"(?:(?:{_VERY})\s+)"
    return MappingProxyType(
        {
            **{brace: words.run(key) for key, brace in _LISTS.items()},
            "insult": rf"{some}{{0,4}}(?:\w+,?\s+){{0,2}}?(?:{nouns}|{adjectives})",
            "bare_insult": rf"(?:(?:{adjectives}),?\s+)*(?:{nouns}|{adjectives})",
            "very": rf"(?:{_VERY})(?:\s+(?:{_VERY}))*",
            "kin": _KIN,
            "one": rf"(?:{_ONE})",
            "like": _LIKE,
            "they": _THEY,
            "they_are": rf"(?:{_THEY}{_BE}|s?hes)",
            "you_are": (
                r"(?:you\s*['’]?re|youre|you\s+are|ur|u\s+r|u\s+are|you\s+must\s+be|you\s+(?:sound|look|act)(?:\s+like)?|"
                r"you\s+(?:were\s+always|have\s+always\s+been|will\s+always\s+be|really\s+are)|eres|sos|"
                r"usted\s+es|pareces)"
            ),
        }
    )


_LISTS: Mapping[str, str] = MappingProxyType(
    {"nouns": "noun", "adjectives": "adjective", "spite": "spite", "jeers": "jeer", "things": "thing", "body": "body"}
)
"""The lists of a rule and the brace that stands for each."""
_OF_LISTS = frozenset({*_LISTS.values(), "insult", "bare_insult"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AttacksMatcher:
    """`frames` are complete in themselves, `listed` those that ask for a word of a list and see the marked text only;
    `alone` is a sentence that is nothing but a jeer ("Loser!").

    In `named` and `named_listed` the first group must be somebody's name in the original.
    """

    frames: PatternsMatcher
    listed: PatternsMatcher
    words: Marks
    alone: Several
    named: Several
    named_listed: Several
    jibes: Several
    not_names: frozenset[str]

    @property
    def gates(self) -> tuple[str, ...]:
        """All frames that ask for no listed word, and the listed words."""
        return (*self.frames.gates, self.words.found.pattern, *self.named.sources, *self.jibes.sources)

    def spans(self, reading: Reading) -> Iterator[Span]:
        """Where a frame aims an insult at a person; of a flood no more than `ENOUGH`."""
        yield from self.frames.spans(reading)
        yield from islice(self._about_somebody(self.named, reading, reading.plain.text), ENOUGH)
        for form in reading.forms:
            marked = self.words.marked(form)
            if marked is form:
                continue
            yield from self.listed.spans_in(form, reading, marked.text)
            if form is reading.plain:
                yield from islice(self._sentences(form, marked.text), ENOUGH)
                yield from islice(self._about_somebody(self.named_listed, reading, marked.text), ENOUGH)
        if self._addressed(reading.original):
            yield from islice(self._jibes(reading), ENOUGH)

    def _sentences(self, form: Form, seen: str) -> Iterator[Span]:
        for found in self.alone.places(seen):
            start, end = form.place(*found.inner)
            yield Span(start=start, end=end)

    def _jibes(self, reading: Reading) -> Iterator[Span]:
        for found in self.jibes.places(reading.plain.text):
            if not self._excused(reading.plain.text, found.low, found.high):
                start, end = reading.plain.place(found.low, found.high)
                yield Span(start=start, end=end)

    def _addressed(self, text: str) -> bool:
        """Whether the comment speaks to another commenter by name, at its beginning or at the end of a sentence."""
        called = [*islice(_VOCATIVE.finditer(text[:2_000]), MOST)]
        return any(self._is_name(text, *found.span(found.lastindex or 0)) for found in called)

    def _about_somebody(self, frames: Several, reading: Reading, seen: str) -> Iterator[Span]:
        text = reading.plain.text
        for found in frames.places(seen):
            start, end = reading.plain.place(*found.inner)
            if self._is_name(reading.original, start, end) and not self._excused(text, found.low, found.high):
                low, high = reading.plain.place(found.low, found.high)
                yield Span(start=low, end=high)

    def _is_name(self, original: str, start: int, end: int) -> bool:
        word = original[start:end]
        if not word[:1].isupper() or (len(word) > 2 and word.isupper()):
            return False
        before = original[max(0, start - 30) : start].lower()
        return word.lower() not in self.not_names and not _OFFICE_BEFORE.search(before)

    def _excused(self, text: str, low: int, high: int) -> bool:
        unless = self.frames.unless
        return bool(unless and unless.search(sentence_around(text, low, high)))


_VOCATIVE = re.compile(
    r"(?:^|[.!?]\s++)\W*+(?:(?:lol|lmao|ok(?:ay)?|oh|wow|sure|girl|hey|yeah|no|and|so|well|um|lord|please|really|sorry|"
    r"haha),?\s+)?@?([A-Z][a-z]{2,14})(?:\s+[A-Z][a-z]+)?"
    r"(?:,|:|\s+(?:you|your|ur|u|go|sit|shut|stop|get|why|maybe|honey|bless|no|of course)\b)"
    r"|@([A-Z][a-z]{2,14})|,\s+([A-Z][a-z]{2,14})(?=\s*(?:[.!?,🙄😂🤡]|$))",
    re.MULTILINE,
)
_ALONE = r"(?:^|[.!?\n]\s+)((?:(?:{very}|{adjective}),?\s+){{0,3}}{jeer})(?:\s*[.!?\n]|$)"
_OFFICE_BEFORE = re.compile(r"\b(?:superintendent|mayor|governor|senator|president|chair\w*|board|director)\.?\s+$")


def attacks_matcher(fields: Fields) -> AttacksMatcher:
    """Compile a rule of kind "attacks".

    Its keys: phrases, named, jibes, the lists of words, not_names, and what every rule of patterns may have.
    """
    words = marks(fields, {key: fields.texts(key) for key in _LISTS})
    braces = _braces(words)
    phrases, listed = _apart(fields.texts("phrases", needed=True))
    named, named_listed = _apart(fields.texts("named"))
    somebody = {**braces, "who": _NAMED, "who_is": rf"{_NAMED}{_BE}"}
    frames = built(fields, [pattern(one, fields, braces) for one in phrases])
    return AttacksMatcher(
        frames=frames,
        listed=replace(frames, patterns=_several(fields, listed, braces, words.spelled)),
        words=words,
        alone=several([_ALONE.format(**braces)]),
        named=_several(fields, named, somebody),
        named_listed=_several(fields, named_listed, somebody, words.spelled),
        jibes=several(fields.sound(fields.texts("jibes"), "jibes")),
        not_names=frozenset(" ".join(fields.texts("not_names")).lower().split()),
    )


def _apart(phrases: Sequence[str]) -> tuple[list[str], list[str]]:
    """Those that ask for no word of a list, and those that do."""
    listed = [any(f"{{{brace}}}" in phrase for brace in _OF_LISTS) for phrase in phrases]
    pairs = list(zip(phrases, listed, strict=True))
    return [one for one, yes in pairs if not yes], [one for one, yes in pairs if yes]


def _several(fields: Fields, phrases: Sequence[str], braces: Mapping[str, str], spelled: Spelled = plainly) -> Several:
    return several([pattern(one, fields, braces, spelled) for one in phrases])
