"""What may staff do on each platform? What the platform can, as far as IT allows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.model import Account, Capabilities, PlatformName

NOTHING = Capabilities(hide=False, unhide=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """`platforms` says what each platform can; `reply` and `delete` are the settings of section [act]."""

    platforms: Mapping[PlatformName, Capabilities] = field(default_factory=dict)
    reply: bool = False
    delete: bool = False

    def on(self, account: Account | None) -> Capabilities:
        """What may be done on a page; nothing where the page is unknown."""
        can = NOTHING if account is None else self.platforms.get(account.platform, NOTHING)
        return replace(
            can,
            reply=can.reply and self.reply,
            comment=can.comment and self.reply,
            delete=can.delete and self.delete,
        )
