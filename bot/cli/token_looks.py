"""How does one page's token look? What `token check` and `check` show of it; never the token."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.accounts.facts import Facts
from bot.accounts.tokens import Remark, Severity, Topic, judge_token, new_token, token_name
from bot.bootstrap.tokens import TokenKeeper
from bot.config import Secrets
from bot.errors import ConfigError, PlatformUnavailable, Throttled
from bot.model import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One account's token as far as it was looked at."""

    account: Account
    where: str
    facts: Facts
    remarks: tuple[Remark, ...]
    is_tried: bool

    @property
    def is_faulty(self) -> bool:
        """Whether a person has to do something."""
        return any(remark.is_fault for remark in self.remarks)

    @property
    def summary(self) -> str:
        """One sentence."""
        if not self.is_tried:
            return f"there, in {self.where} (not tried)"
        kind = self.facts.told.type.lower() if self.facts.told else "access"
        return f"works: {kind} token of {self._opens() or 'a page that was not asked for'}, {self._ends()}"

    def cells(self) -> tuple[str, ...]:
        """A line of the table."""
        told = self.facts.told
        access = _day(told.data_access_ends) if told else ""
        made, ends = _day(self.facts.issued_at), self._ends() if self.is_tried and self.where else ""
        return (self.account.id, self.where or "nowhere", told.type if told else "", self._opens(), made, ends, access)

    def told(self) -> Mapping[str, object]:
        """The same for programs."""
        facts, told = self.facts, self.facts.told
        return {
            "account": self.account.id,
            "where": self.where,
            "type": told.type if told else "",
            "opens": facts.opened.id if facts.opened else "",
            "opens_name": facts.opened.name if facts.opened else "",
            "scopes": sorted(told.scopes) if told else [],
            "tasks": sorted(facts.tasks or ()),
            "issued_at": facts.issued_at,
            "expires_at": facts.expires_at,
            "never_expires": bool(told and told.is_endless),
            "data_access_ends": told.data_access_ends if told else None,
            "remarks": [{name: getattr(remark, name) for name in remark.__slots__} for remark in self.remarks],
        }

    def _opens(self) -> str:
        opened = self.facts.opened
        return f"{opened.name or 'without a name'}, id {opened.id}" if opened else ""

    def _ends(self) -> str:
        if self.facts.told and self.facts.told.is_endless:
            return "never ends"
        return f"ends {_day(self.facts.expires_at)}" if self.facts.expires_at else "end not known"


def look_at(account: Account, secrets: Secrets, keeper: TokenKeeper | None) -> Look:
    """Look at an account's token; without `keeper` nobody is asked. Never raises for what is wrong with it."""
    name, facts = token_name(account), Facts()
    try:
        found, exposed = secrets.locate(name), secrets.exposed(name)
    except ConfigError as error:
        unread = _fault(Topic.VALID, str(error), "docs/operating.md, 'Tokens and secrets'")
        return Look(account=account, where="", facts=facts, remarks=(unread,), is_tried=False)
    where, remarks = found.where if found else "", list[Remark]()
    if exposed is not None:
        what = f"{exposed} can be read or changed by others"
        remarks.append(_fault(Topic.ASKING, what, f"chmod 600 {exposed}"))
    if found is None:
        remarks.append(_fault(Topic.VALID, "not found", f"{secrets.remedy(name)}, or: {new_token(account)}"))
    if found is not None and keeper is not None:
        try:
            facts = keeper.examine(account).facts
            remarks += judge_token(account, facts, keeper.clock.now())
        except (PlatformUnavailable, Throttled) as error:
            remarks.append(_fault(Topic.ASKING, f"could not be asked: {error}", "try again later"))
    return Look(account=account, where=where, facts=facts, remarks=tuple(remarks), is_tried=keeper is not None)


def _fault(topic: Topic, what: str, remedy: str) -> Remark:
    return Remark(severity=Severity.FAULT, topic=topic, what=what, remedy=remedy)


def _day(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d}"
