"""What does the index keep of the guidelines themselves? The text behind every version that a verdict names."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model import GuidelinesText, VersionUse


class Versions(Protocol):
    """The texts behind versions of the guidelines (append-only). A page's own version has the text of all pages."""

    def is_kept(self, version: str) -> bool:
        """Whether the text of a version is here: cheap to ask before each verdict."""
        ...

    def keep(self, text: GuidelinesText, at: datetime) -> bool:
        """Keep a text under its own version; twice is once. Answers whether it was new."""
        ...

    def text(self, version: str) -> GuidelinesText | None:
        """The text of a version, None where none is kept. Raises `EvidenceMissing` when it isn't what was read then."""
        ...

    def kept(self) -> Sequence[str]:
        """The versions whose text is kept, the oldest first."""
        ...

    def used(self) -> Sequence[VersionUse]:
        """The versions that verdicts name, by their first use."""
        ...
