"""Is there a link, and does it lead somewhere it should not?"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import re2
from linkify_it import LinkifyIt

from bot.judge.reading import Reading
from bot.judge.rules.base import MOST, Span
from bot.judge.rules.fields import Fields
from bot.judge.rules.hosts import Likeness, likeness

GATE = r"://|www\.|hxxp|\bdot\s+(?:com|net|org|io|shop|store)\b|[a-z0-9]\.[a-z]{2,}"
"""Where this matches nowhere in the normal form, there is no link."""
_MAYBE = re.compile(GATE + r"|\w\.\w{2}", re.I)
_PUNY = re.compile("xn--", re.I)
"""The library tries each such label in two ways, and so many of them in twice as many each: it sees other letters."""
_BLANK = re.compile(r"\s")
_SLICE, _OVERLAP = 2_000, 300
"""Links are looked for in slices: the library's time grows with the square of what it reads at once."""
_TYPED = re.compile(
    r"\bhxxps?\S+|\b[a-z0-9][a-z0-9-]{2,40}\s*(?:\(dot\)|\[dot\]|\[\.\]|\bdot\b)\s*(?:com|net|org|io|shop|store)\b",
    re.I,
)
_HOST = re.compile(r"^(?:[a-z]+:)?(?://)?(?:www\.)?([^/?#:\s]+)", re.I)
_ENDING = re.compile(r"\s*(?:\(dot\)|\[dot\]|\[\.\]|\bdot\b)\s*", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as it stands in the original, and the host it leads to (lower case, without "www.")."""

    start: int
    end: int
    host: str


def links_in(text: str) -> list[Link]:
    """Links and addresses typed by people: with or without scheme, "hxxp", "example dot com". E-mail is none.

    The first `MOST` of them: nobody needs more, and a flood must cost little.
    """
    return list(_found(text))


@lru_cache(maxsize=2)
def _found(text: str) -> tuple[Link, ...]:
    """Several rules ask about the same comment, one after the other."""
    found: dict[int, Link] = {}
    for low in range(0, len(text), _SLICE - _OVERLAP):
        for link in _links_of(text[low : low + _SLICE], low):
            if link.start not in found or found[link.start].end < link.end:
                found[link.start] = link
        if len(found) >= MOST:
            break
    return tuple(sorted(_apart(found.values()), key=lambda link: link.start)[:MOST])


def _links_of(text: str, offset: int) -> Iterator[Link]:
    for low, high in _candidates(text):
        piece = text[low:high]
        for match in _linkify().match(_PUNY.sub("xnzz", piece)) or ():
            if match.schema != "mailto:":
                start, end = offset + low + match.index, offset + low + match.last_index
                host = _host(match.url)
                if "xnzz" in host:
                    host = _host(piece[match.index : match.last_index])
                yield Link(start=start, end=end, host=host)
    for one in _TYPED.finditer(text):
        yield Link(start=offset + one.start(), end=offset + one.end(), host=_host(one.group()))


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between blanks in which a link could stand: no link reaches across one."""
    blanks: list[int] = []
    done = -1
    for hit in _MAYBE.finditer(text):
        if hit.end() <= done:
            continue
        blanks = blanks or [-1, *(blank.start() for blank in _BLANK.finditer(text)), len(text)]
        low = blanks[bisect_right(blanks, hit.start()) - 1] + 1
        done = blanks[bisect_right(blanks, hit.end() - 1)]
        yield low, done


def _apart(links: Iterable[Link]) -> Iterator[Link]:
    """Without the pieces of a link that a cut between two slices leaves."""
    reach = -1
    for link in sorted(links, key=lambda one: (one.start, -one.end)):
        if link.end > reach:
            yield link
            reach = link.end


def belongs(host: str, domains: frozenset[str]) -> bool:
    """Whether `host` is one of `domains` or below one ("edu" covers every school)."""
    parts = host.split(".")
    return any(".".join(parts[place:]) in domains for place in range(len(parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksMatcher:
    """Links whose host is on `hosts` (any host when empty) and not allowed, in a comment that also says `beside`.

    With `lookalikes_of` only hosts that resemble one of these domains: an imitation, or (for a person) a borrowed name.
    In a comment that says `soft_when` any of them is for a person: who warns of an address must quote it. An address
    with a mere slip of the finger is for a person unless the comment sends somebody there (`asks`).
    """

    hosts: frozenset[str]
    lookalikes_of: frozenset[str]
    allowed: frozenset[str]
    beside: "re2._Regexp | None"
    soft_when: "re2._Regexp | None" = None
    asks: "re2._Regexp | None" = None

    @property
    def gates(self) -> tuple[str, ...]:
        """Anything that could be a link."""
        return (GATE,)

    def spans(self, reading: Reading) -> Iterator[Span]:
        """The links."""
        if self.beside and not any(self.beside.search(form.text) for form in reading.forms):
            return
        for link in links_in(reading.original):
            if belongs(link.host, self.allowed) or (self.hosts and not belongs(link.host, self.hosts)):
                continue
            like = likeness(link.host, self.lookalikes_of) if self.lookalikes_of else Likeness.IMITATION
            if like:
                slipped = (like is Likeness.SLIP and not self._leads(reading, link)) or _ends_a_sentence(reading, link)
                yield Span(
                    start=link.start, end=link.end, soft=slipped or like is Likeness.BORROWED or self._soft(reading)
                )

    def _soft(self, reading: Reading) -> bool:
        return self.soft_when is not None and bool(self.soft_when.search(reading.plain.text))

    def _leads(self, reading: Reading, link: Link) -> bool:
        """Whether somebody is sent there: a path, or a comment that `asks` to pay, log in or claim."""
        is_path = "/" in reading.original[link.start : link.end].removesuffix("/")
        return is_path or (self.asks is not None and bool(self.asks.search(reading.plain.text)))


def _ends_a_sentence(reading: Reading, link: Link) -> bool:
    """Whether a blank is missing behind a full stop rather than a link written: "I love Patonville.It is great"."""
    name, _, word = reading.original[link.start : link.end].rpartition(".")
    return name.isalpha() and word.istitle() and len(word) <= 3 and reading.original[link.end : link.end + 1] == " "


def links_matcher(fields: Fields) -> LinksMatcher:
    """Compile a rule of kind "links" (keys: hosts, domains_allowed, lookalikes_of, beside, soft_when, asks)."""
    return LinksMatcher(
        hosts=frozenset(host.lower() for host in fields.texts("hosts")),
        lookalikes_of=frozenset(host.lower() for host in fields.texts("lookalikes_of")),
        allowed=frozenset(host.lower() for host in fields.texts("domains_allowed")),
        beside=fields.optional("beside"),
        soft_when=fields.optional("soft_when"),
        asks=fields.optional("asks"),
    )


def _host(url: str) -> str:
    plain = _ENDING.sub(".", url.lower()).replace("hxxp", "http")
    found = _HOST.match(plain)
    return found.group(1).rpartition("@")[2] if found else ""


@lru_cache(maxsize=1)
def _linkify() -> LinkifyIt:
    return LinkifyIt(options={"fuzzy_link": True, "fuzzy_email": True})
