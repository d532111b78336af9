"""Is nearly the same comment posted under post after post?

Who repeats a criticism may do so (O'Connor-Ratcliff v. Garnier): a person looks, no more. Sure enough to hide is only
a flood that sells: a price or an offer, and a link or a number that leads to the seller, beside no word about the
district's own affairs. Short comments and praise are left alone however often they stand there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import re2

from bot.judge.reading import Reading
from bot.judge.rules.base import Span
from bot.judge.rules.fields import Fields
from bot.judge.rules.links import belongs, links_in


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatsMatcher:
    """From `copies_at` near-equal comments under `posts_at` posts on; the patterns as in the module's text."""

    copies_at: int
    posts_at: int
    selling: "re2._Regexp | None"
    contact: "re2._Regexp | None"
    softens: "re2._Regexp | None"
    praise: "re2._Regexp | None"
    allowed: frozenset[str]

    @property
    def gates(self) -> tuple[str, ...]:
        """None: any text may be repeated."""
        return ()

    def spans(self, reading: Reading) -> Iterator[Span]:
        """The whole comment, when it stands there often enough."""
        copies, text = reading.copies, reading.plain.text
        if copies is None or copies.comments < self.copies_at or copies.posts < self.posts_at or not text.strip():
            return
        selling = self._sells(reading)
        if selling or not (self.praise and self.praise.search(text)):
            why = f"Nearly the same comment stands {copies.comments} times under {copies.posts} posts"
            told = f"{why}, and it sells." if selling else f"{why}. To repeat oneself breaks no rule: a person decides."
            yield Span(start=0, end=len(reading.original), soft=not selling, why=told)

    def _sells(self, reading: Reading) -> bool:
        text = reading.plain.text
        if not (self.selling and self.selling.search(text)) or (self.softens and self.softens.search(text)):
            return False
        linked = any(not belongs(link.host, self.allowed) for link in links_in(reading.original))
        return linked or bool(self.contact and self.contact.search(text))


def repeats_matcher(fields: Fields) -> RepeatsMatcher:
    """Compile a rule of kind "repeats".

    Its keys: copies_at, posts_at, selling, contact, softens, praise, domains_allowed.
    """
    return RepeatsMatcher(
        copies_at=fields.number("copies_at", 5),
        posts_at=fields.number("posts_at", 3),
        selling=fields.optional("selling"),
        contact=fields.optional("contact"),
        softens=fields.optional("softens"),
        praise=fields.optional("praise"),
        allowed=frozenset(host.lower() for host in fields.texts("domains_allowed")),
    )
