"""Does a keyword name a person, a group, a campaign or a ballot issue? For such a word no machine may hide.

A list of names is a list of sides, however it came about (law-and-routing: the neutrality test). A rule with such a
keyword can still send comments to a person: routing = "review". Slurs are no names; they stay on their closed lists.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from importlib import resources

from bot.judge.needles import spellings
from bot.judge.persons import everyday_words, is_a_name, names_person
from bot.judge.reading import Reading, read
from bot.judge.rules.base import Matcher
from bot.judge.rules.fields import Fields
from bot.judge.text import normal_form

_KEYS = ("words", "masked", "phrases", "patterns", "matters", "maybe")
_BALLOT = re.compile(
    r"\b(?:prop(?:osition)?|prop(?:osicion|uesta)|medida|issue|measure|question|amendment|initiative)\s+(?:[a-z]\b|\d)|\b(?:h\.?b|s\.?b)\.?\s*\d+\b|"
    r"\b(?:vot\w+|say)\s+(?:yes|no)\b|\b(?:yes|no)\s+on\s+(?:[a-z]\b|\d|prop|the levy)"
)
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_CAPITALS = re.compile(r"[A-Z][a-z'’.-]+(?:\s+(?:[A-Z][\w'’.-]*|for|of|the|and|to))*")
_CODES = re.compile(r"\\[a-zA-Z]|\(\?[a-zA-Z:<=!]*|\[[^\]]*\]|\{[^}]*\}")
"""What is no text in a pattern: classes, counts, the heads of groups."""
_ESCAPES = re.compile(r"\\[a-zA-Z]|[^\w'’]+")
_PIECE = re.compile(r"([\s.,;:_-]+)")
_GAPS = re.compile(r"(?:\\[Ws]|\[\\[Ws][^\]]*\]|\.)[*?]\??|(?<=[a-z\])])(?:\+|\{1,\d*\})\??")
"""What spells a word in pieces: a gap that may be missing, a letter that may be repeated."""
_LEET = (str.maketrans("013457@$!", "oleastasi"), str.maketrans("013457@$!", "oieastasi"))
"""A 1 stands for an l or an i."""
_REMEDY = 'no machine may hide for a name; take it out, or write routing = "review"'


def refuse_names(fields: Fields, matcher: Matcher, district: Collection[str] = (), *, thorough: bool = True) -> None:
    """Note a fault for every keyword of this table, a rule that may hide, that is a name; `matcher` is its own.

    `district` are the words of the district's own name: a rule about those is a rule about the district. `thorough`
    looks for names that patterns spell in pieces as well ("k[e3]lly"); the shipped files passed that once.
    """
    before = len(fields.faults.found)
    excused = {one.lower() for one in fields.texts("names")}
    for key, keyword in _keywords(fields.table):
        if keyword.lower() in excused:
            continue
        what = names_what(keyword, is_pattern=key not in {"words", "masked"}, district=district, excused=excused)
        if what:
            fields.fault(f'"{keyword[:60]}" names {what}: {_REMEDY}', key)
    if len(fields.faults.found) > before:
        return
    hit = [name for name, reading in _bare_names() if _matches_all(matcher, reading)]
    if hit:
        told = ", ".join(f'"{name}"' for name in hit[:3]) + (" and others" if len(hit) > 3 else "")
        fields.fault(f"matches {told} alone, names of groups, sides or issues: {_REMEDY}")
        return
    patterns = [one for one in _keywords(fields.table) if one[0] not in {"words", "masked"}] if thorough else []
    for key, pattern in patterns:
        if what := _spelt_in_pieces(pattern, district, excused):
            fields.fault(f'"{pattern[:60]}" names {what}: {_REMEDY}', key)


def names_what(
    keyword: str, *, is_pattern: bool = False, district: Collection[str] = (), excused: Collection[str] = ()
) -> str:
    """What a keyword names, for people ("a ballot issue"); empty when it names nobody."""
    pieces = _CODES.sub(" ", keyword).split("|") if is_pattern else [keyword]
    plain = [_ESCAPES.sub(" ", normal_form(piece).text).strip() for piece in pieces]
    forms = (*plain, *_undisguised(keyword)) if not is_pattern else tuple(plain)
    for form in forms:
        what = _names_side(f" {form} ", district)
        if what:
            return what
        if form in _words("people") and not is_pattern:
            return "a group of people, or an issue"
    if not is_pattern and _ACRONYM.fullmatch(keyword):
        return "a group by its initials (or write it in lower case, if it is a word)"
    for form in forms:
        if not is_pattern and is_a_name(form):
            return 'a person (a listed word that is a surname, too, stands under "names" as well)'
        person = names_person(form)
        if person and person not in excused:
            return f'a person ("{person}"; a word that is a name, too, stands under "names" as well)'
    if not is_pattern and _CAPITALS.fullmatch(keyword):
        return "a person or a group, by its capital letter (or write it in lower case, if it is no name)"
    return ""


def _spelt_in_pieces(pattern: str, district: Collection[str], excused: Collection[str]) -> str:
    """What one of the strings that a pattern stands for names; empty when none names anybody."""
    for spelling in dict.fromkeys(spellings(_GAPS.sub("", pattern))):
        form = _ESCAPES.sub(" ", spelling).strip()
        person = names_person(form)
        if person and person not in excused:
            return f'a person, spelt in pieces ("{person}")'
        if side := _names_side(f" {form} ", district):
            return f"{side}, spelt in pieces"
    return ""


def _names_side(form: str, district: Collection[str]) -> str:
    """What side, issue or district a keyword between two blanks is about; empty when about none."""
    if _BALLOT.search(form):
        return "a ballot issue"
    side = next((one for one in _words("sides") if f" {one} " in form or f" {one}s " in form), "")
    if side:
        return f'a side, a group or an issue ("{side}")'
    own = next((one for one in district if f" {one} " in form), "")
    return f'the district itself ("{own}")' if own else ""


def district_words(name: str) -> frozenset[str]:
    """The words of a district's name that no other district has ("Pattonville School District": pattonville)."""
    words = {word for word in _ESCAPES.sub(" ", normal_form(name).text).split() if len(word) > 2}
    return frozenset(words - set(_words("districts")) - everyday_words())


def _undisguised(keyword: str) -> Iterator[str]:
    """The keyword as it is meant: signs and digits in words read as letters ("r3publican"), spelled letters joined."""
    plain = normal_form(keyword).text
    for letters in _LEET:
        read_out = "".join(
            piece.translate(letters) if any(map(str.isalpha, piece)) else piece for piece in _PIECE.split(plain)
        )
        yield _ESCAPES.sub(" ", read_out).strip()
        pieces = _ESCAPES.split(read_out.strip())
        if len(pieces) > 2 and all(len(piece) <= 1 for piece in pieces):
            yield "".join(pieces)


def _matches_all(matcher: Matcher, reading: Reading) -> bool:
    """Whether the whole name is hit: "school" alone says nothing of a school board."""
    whole = (0, len(reading.original))
    return any(not span.soft and (span.start, span.end) == whole for span in matcher.spans(reading))


def _keywords(table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key in _KEYS:
        for keyword in _listed(table.get(key)):
            yield key, str(keyword)
    for signal in _listed(table.get("signal")):
        if isinstance(signal, dict) and not signal.get("softens") and signal.get("weight") not in range(-99, 1):
            for keyword in _listed(signal.get("patterns")):
                yield "patterns", str(keyword)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


@lru_cache(maxsize=1)
def _bare_names() -> tuple[tuple[str, Reading], ...]:
    """Names as comments: a pattern that spells one in pieces ("lev(?:y|ies)") is found by what it matches."""
    return tuple((name, read(name)) for name in (*_words("sides"), *_words("people"), "prop m", "proposition 2"))


@lru_cache(maxsize=4)
def _words(key: str) -> tuple[str, ...]:
    return tuple(tomllib.loads(_text("groups.toml"))[key])


def _text(name: str) -> str:
    return (resources.files("bot.judge") / "vocabulary" / name).read_text("utf-8")
