"""Which words does a version of the guidelines stand for, and how is the version made from them? Pure."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

VERSION_LENGTH = 14
"""Of "g-" with 12 hex digits."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 60


class PartKind(StrEnum):
    """What a part of the guidelines is."""

    FILE = "file"
    """A guidelines file as it was read: shipped with the program, or the district's own."""
    RULE = "rule"
    """A rule that staff wrote on the review page."""
    STANDING = "standing"
    """How far own rules were held back: ``id=status`` or ``id=status:routing``, with commas between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelinesPart:
    """One part, byte for byte. `name` is a file's name without its folder, a rule's id, or "standing"."""

    kind: PartKind
    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Of the content, in hex."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelinesText:
    """Everything behind one version, in the order in which it was read: files, rules, then standings.

    `version` is "g-" and 12 hex digits of the sha256 of files and rules, joined by a zero byte; each standing makes a
    new version of the one before and itself, joined in the same way. Names are not part of it.
    """

    parts: tuple[GuidelinesPart, ...] = ()

    @property
    def version(self) -> str:
        """The version that follows from these bytes alone."""
        version = version_of([part.content for part in self.parts if part.kind is not PartKind.STANDING])
        for part in self.parts:
            if part.kind is PartKind.STANDING:
                version = version_of([version.encode(), part.content])
        return version

    @property
    def names(self) -> tuple[str, ...]:
        """A file name for each part: its place and its name, in letters that every disk takes."""
        return tuple(_file_name(place, part) for place, part in enumerate(self.parts, start=1))

    @property
    def listing(self) -> bytes:
        """The parts as ``sha256sum -c`` reads them, one a line; its own sha256 stands in the log."""
        lines = (f"{part.sha256}  {name}\n" for name, part in zip(self.names, self.parts, strict=True))
        return "".join(lines).encode()

    @property
    def listing_sha256(self) -> str:
        """Of the listing, in hex: it vouches for every part, its place and its name."""
        return hashlib.sha256(self.listing).hexdigest()

    def held(self, standing: str) -> "GuidelinesText":
        """The same, with rules held back."""
        part = GuidelinesPart(kind=PartKind.STANDING, name="standing", content=standing.encode())
        return replace(self, parts=(*self.parts, part))


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionUse:
    """What was judged under a version, as verdicts name it (with "+" and the page's id where that page has overrides).

    `hides` counts the verdicts that said hide, whatever was done about them. `is_kept`: its text is in the archive.
    """

    version: str
    first_at: datetime
    last_at: datetime
    verdicts: int
    hides: int
    is_kept: bool


def version_of(contents: Sequence[bytes]) -> str:
    """Other bytes, other version: "g-" and 12 hex digits of their sha256."""
    return f"g-{hashlib.sha256(chr(0).encode().join(contents)).hexdigest()[:12]}"


def without_page(version: str) -> str:
    """The version whose text holds, without the page whose overrides made it milder."""
    return version.partition("+")[0]


def _file_name(place: int, part: GuidelinesPart) -> str:
    ending = ".txt" if part.kind is PartKind.STANDING else ".toml"
    stem = _UNSAFE.sub("_", part.name.removesuffix(".toml"))[:_LONGEST_NAME]
    return f"{place:03d}-{stem}{ending}"
