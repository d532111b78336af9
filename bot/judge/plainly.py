"""What does a sentence say with numbers in digits and short spellings written out? English and a little Spanish.

"60k", "$60,000" and "sixty grand" are one amount, "u", "ppl" and "dont" the words they stand for: claims and comments
seldom spell them alike. The result is compared and never shown.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.judge.text import normal_form

_SPELLED = """
u:you ur:your r:are yall:you-all em:them bc:because cuz:because tho:though thru:through rn:now abt:about
ppl:people yr:year yrs:years wk:week wks:weeks hr:hour hrs:hours mins:minutes mos:months xmas:christmas
hs:high-school supt:superintendent sup:superintendent sro:school-resource-officer admin:administration
lib:library kinder:kindergarten buck:dollar bucks:dollars gonna:going-to wanna:want-to gotta:have-to hafta:have-to
im:i'm ive:i've theyre:they're youre:you're thats:that's whats:what's theres:there's hes:he's shes:she's
dont:don't doesnt:doesn't didnt:didn't wont:won't wouldnt:wouldn't cant:can't couldnt:couldn't isnt:isn't
arent:aren't wasnt:wasn't werent:weren't hasnt:hasn't havent:haven't shouldnt:shouldn't aint:ain't
"""
_WORDS: Mapping[str, str] = MappingProxyType(
    {short: long.replace("-", " ") for short, _, long in (pair.partition(":") for pair in _SPELLED.split())}
)
_VALUES = """
two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13 fourteen:14
fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 twenty:20 thirty:30 forty:40 fifty:50 sixty:60 seventy:70
eighty:80 ninety:90 dos:2 tres:3 cuatro:4 cinco:5 seis:6 siete:7 ocho:8 nueve:9 diez:10 quince:15 veinte:20
treinta:30 cuarenta:40 cincuenta:50 sesenta:60 cien:100 doscientos:200 trescientos:300 cuatrocientos:400
quinientos:500
"""
_NUMBERS: Mapping[str, int] = MappingProxyType(
    {word: int(digits) for word, _, digits in (pair.partition(":") for pair in _VALUES.split())}
)
_TIMES: Mapping[str, int] = MappingProxyType(
    {"hundred": 100, "hunnid": 100, "thousand": 1000, "grand": 1000, "mil": 1000, "k": 1000, "million": 1_000_000}
)
_NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{'|'.join(_NUMBERS)}|one(?= (?:{'|'.join(_TIMES)})\b))\b)"
_AMOUNT = re.compile(
    rf"(\$ ?)?({_NUMBER})(?:-({_NUMBER}|one\b))?((?:[ -]?(?:{'|'.join(_TIMES)})\b)*)"
    r"(?: ?(%|per ?cent\b|por ciento\b|mi\b))?"
)
_UNITS: Mapping[str, str] = MappingProxyType({"%": " percent", "mi": " miles"})
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_LONGEST = 2000
_WITH = re.compile(r"\bw/(o\b)?")


def plainly(text: str) -> str:
    """The normal form of `text` (its first 2,000 characters) with amounts as digits and short spellings written out."""
    plain = normal_form(text[:_LONGEST]).text
    if "w/" in plain:
        plain = _WITH.sub(lambda found: "without" if found[1] else "with ", plain)
    words = set(_WORD.findall(plain))
    if _DIGIT.search(plain) or not words.isdisjoint(_NUMBERS) or not words.isdisjoint(_TIMES):
        plain = _AMOUNT.sub(_in_digits, plain)
    if words.isdisjoint(_WORDS):
        return plain
    return _WORD.sub(lambda found: _WORDS.get(found[0], found[0]), plain)


def _in_digits(found: "re.Match[str]") -> str:
    money, first, second, times, unit = found.groups()
    value = _value(first, second)
    if value is None:
        return found[0]
    for word in re.findall(r"[a-z]+", times):
        value *= _TIMES[word]
    return f"{value:.12g}{' dollars' if money else ''}{_UNITS.get(unit, ' percent') if unit else ''}"


def _value(first: str, second: str | None) -> float | None:
    """The number of one or two words ("twenty-one"); None where two don't make one ("four-five")."""
    values: Sequence[float] = [_read(word) for word in (first, second) if word]
    if len(values) == 2 and not (values[0] >= 20 and values[0] % 10 == 0 and 0 < values[1] < 10):
        return None
    return sum(values)


def _read(word: str) -> float:
    return float(word.replace(",", "")) if word[0].isdigit() else _NUMBERS.get(word, 1)
