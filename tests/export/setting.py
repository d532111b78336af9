"""Which pages, guidelines and clock does the invented district have?"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model import Account, Guideline, GuidelinesPart, GuidelinesText, Mode, PartKind, PlatformName, Routing

ZONE = ZoneInfo("America/Chicago")
WEEK = "2026-W47"
ACCOUNTS: Mapping[str, Account] = {
    "high": Account(
        id="high",
        platform=PlatformName.FACEBOOK,
        name="Elm Valley High School",
        external_id="1001",
        mode=Mode.ENFORCE,
        owner="office@elmvalley.example",
    ),
    "arts": Account(id="arts", platform=PlatformName.INSTAGRAM, name="Elm Valley Arts", external_id="1002"),
}
GUIDELINES: Sequence[Guideline] = (
    Guideline(
        id="2",
        title="Spam",
        words="Spam, including repeated posts and links to commercial offers, may be hidden or removed.",
        routing=Routing.HIDE,
    ),
    Guideline(
        id="5",
        title="Language",
        words="Profane, hateful or threatening language will be removed.",
        routing=Routing.HIDE,
    ),
)
WORDING = GuidelinesText(
    parts=(
        GuidelinesPart(kind=PartKind.FILE, name="words.toml", content=b"# The words\n"),
        GuidelinesPart(kind=PartKind.FILE, name="elmvalley.toml", content=b'[[rule]]\nid = "shop"\n'),
    )
).held("shop=live:review")
"""What stands behind the version by which the district judges."""


class StoppedClock:
    """A clock that stands where a test puts it and moves a second at every question."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The next second."""
        self.at += timedelta(seconds=1)
        return self.at
