"""Which words hide behind digits, signs and blanks put between or in place of their letters?

Two families of forms: bare ones, which every rule reads, and joined ones, in which words are put together that may be
no words at all ("pass hit"): only closed lists of severe words, matched whole, look at those.
"""

import re
from collections.abc import Iterator

from bot.judge.disguises.cuts import cut_joined, has_fragments, torn_joined
from bot.judge.disguises.masks import masked
from bot.judge.disguises.signs import ells_read, signs_read
from bot.judge.disguises.spelled import spelled_after, spelled_apart, spelled_joined
from bot.judge.text import Form

# A sign or digit before a letter (but for a quote or bracket that opens), one used as a letter behind a letter, an
# apostrophe that shortens nothing, a hyphen at the end of a line.
_ODD = re.compile(
    r"[^a-z\s](?:(?<!')(?:(?<!\s[\"(].)(?=[a-z@$])|(?<=[a-z][0-9@$|*#%&^~_+<{(\\/\[©®†€¢£█■●])|(?<=-)(?=\s{0,2}\n))"
    r"|(?<=[a-z]')(?=[a-z])(?!(?:s|t|d|m|re|ve|ll|em|all|am)\b))"
)


def is_disguised(text: str) -> bool:
    """Whether the normal form `text` could hold a disguise at all: a cheap look that spares ordinary words the rest."""
    return bool(_ODD.search(text)) or has_fragments(text) or text.count("(") > text.count(")")


def unmask(form: Form) -> Form:
    """`form` with letters spelled out joined and signs inside words read as letters; the same object if none are.

    Only words that mix letters with digits or signs are touched: "$40" and "3rd" stay. Linear, never raises.
    """
    return signs_read(spelled_joined(form))


def bare_forms(plain: Form) -> Iterator[Form]:
    """What every rule reads beside the plain form: none for ordinary words, up to six for disguised ones."""
    joined = spelled_joined(plain)
    bare = signs_read(joined)
    if bare is not plain:
        yield bare
    if joined is not plain:
        told = {plain.text, bare.text}
        for apart in (signs_read(spelled_apart(plain)), signs_read(spelled_after(plain))):
            if apart.text not in told:
                told.add(apart.text)
                yield apart
    yield from (form for form in ells_read(joined) if form.text not in (joined.text, bare.text))


def joined_forms(plain: Form, bare: Form) -> Iterator[Form]:
    """What closed lists of severe words read besides; `bare` is the first bare form, or `plain`."""
    yield from cut_joined(plain)
    yield from torn_joined(bare)
    hidden = masked(plain)
    if hidden is not plain:
        yield hidden
