"""Which tokens need a person, or a renewal, today? Opens and settles notices; never fails for one account's trouble."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import BOT_ACTOR
from bot.accounts.endings import Ending, endings, renewal_is_due
from bot.accounts.facts import Facts
from bot.accounts.tokens import Remark, Topic, has_own_token, judge_token, new_token
from bot.errors import MonitorError
from bot.model import Account, Notice, NoticeKind
from bot.ports import Clock, Notices

log = logging.getLogger(__name__)

SUBJECT = "token check"
"""Under this subject the check's own TOKEN notices stand, apart from those of refused readings: a reading that Meta
answers with nothing must not settle what the check found."""
DAILY = timedelta(days=1)
UNRENEWABLE = (
    "the service can't renew this Instagram token where it stands ({where}); it lives 60 days from the day it was "
    "made: make a new one in time, or keep it in [secrets] directory"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One account's token: where it was found (words for people, empty when nowhere) and what is known about it."""

    account: Account
    where: str
    facts: Facts
    is_renewable: bool = False
    """Whether it stands where this program can write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What can be said of an account's token without asking anybody. `mark` tells this token from an older one."""

    mark: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The last time Meta answered about the token of this mark. `is_good` says that nothing was wrong with it."""

    mark: str
    at: datetime
    facts: Facts
    is_good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenWatcher:
    """The look at every token, cheap to be called often. `examine` asks Meta, `known` asks nobody, `renew` writes a
    renewed token where the old one was.

    `looks` remembers between two calls, by account. Meta is asked when the last good look at this very token is a day
    old; where it didn't answer, or something was wrong, at the next call.
    """

    examine: Callable[[Account], Examined]
    known: Callable[[Account], Known | None]
    renew: Callable[[Account], object]
    notices: Notices
    clock: Clock
    looks: dict[str, Look] = field(default_factory=dict)

    def watch(self, accounts: Sequence[Account]) -> None:
        """Look at each; what can't be asked now leaves the notices as they are, but endings that are known are told."""
        for account in accounts:
            try:
                self._watch(account)
            except MonitorError as error:
                log.warning("token_not_checked account=%s cause=%s", account.id, type(error).__name__)

    def _watch(self, account: Account) -> None:
        known = self.known(account)
        if known is None:
            self._tell(account, f"no token: secret token-{account.id} was not found", "missing")
            return
        last = self.looks.get(account.id)
        if last is not None and last.mark != known.mark:
            last = None
        if last is not None and last.is_good and self.clock.now() - last.at < DAILY:
            self._tell_ending(account, last.facts)
            return
        try:
            self._ask(account)
        except MonitorError:
            self._tell_ending(account, last.facts if last else known.facts)
            raise

    def _tell_ending(self, account: Account, facts: Facts) -> None:
        """Judge by what is known; that nothing ends soon is settled only by asking."""
        near = endings(facts, self.clock.now())
        if near:
            self._announce(account, near[0])

    def _ask(self, account: Account) -> None:
        examined, is_good = self.examine(account), True
        if examined.where and has_own_token(account) and self._is_due(examined):
            examined, is_good = self._renewed(account, examined)
        if not examined.where:
            self._tell(account, f"no token: secret token-{account.id} was not found", "missing")
            return
        is_good = self._judge(account, examined) and is_good
        now_known = self.known(account)
        if now_known is not None:
            now = self.clock.now()
            self.looks[account.id] = Look(mark=now_known.mark, at=now, facts=examined.facts, is_good=is_good)

    def _judge(self, account: Account, examined: Examined) -> bool:
        """Open and settle notices; whether nothing is wrong but, perhaps, an end that comes near."""
        remarks = judge_token(account, examined.facts, self.clock.now())
        faults = [remark for remark in remarks if remark.is_fault and remark.topic is not Topic.ENDING]
        if faults:
            self._tell(account, _sentence(faults), ",".join(sorted({fault.topic for fault in faults})))
        else:
            self._settle(account, NoticeKind.TOKEN, SUBJECT)
        self._watch_ending(account, examined)
        return not faults

    def _is_due(self, examined: Examined) -> bool:
        facts = examined.facts
        return examined.is_renewable and renewal_is_due(
            issued_at=facts.issued_at, expires_at=facts.expires_at, now=self.clock.now()
        )

    def _renewed(self, account: Account, examined: Examined) -> tuple[Examined, bool]:
        """The token as it is after a renewal was tried, and whether it was renewed."""
        try:
            self.renew(account)
        except MonitorError as error:
            log.warning("token_not_renewed account=%s cause=%s", account.id, type(error).__name__)
            return examined, False
        log.info("token_renewed account=%s", account.id)
        return self.examine(account), True

    def _watch_ending(self, account: Account, examined: Examined) -> None:
        now = self.clock.now()
        near = endings(examined.facts, now)
        if near:
            self._announce(account, near[0])
        elif has_own_token(account) and not examined.is_renewable:
            self._open_once(account, NoticeKind.EXPIRY, "", UNRENEWABLE.format(where=examined.where))
        else:
            self._settle(account, NoticeKind.EXPIRY, "")

    def _announce(self, account: Account, ending: Ending) -> None:
        words = f"{ending.words}. Make a new one: {new_token(account)}"
        if self._open_once(account, NoticeKind.EXPIRY, "", words):
            log.warning("token_ends account=%s days=%d at=%s", account.id, ending.step, ending.at.isoformat())

    def _tell(self, account: Account, why: str, topics: str) -> None:
        now = self.clock.now()
        if self.notices.open(account.id, NoticeKind.TOKEN, SUBJECT, why=why, at=now):
            log.warning("token_unfit account=%s because=%s", account.id, topics)

    def _open_once(self, account: Account, kind: NoticeKind, subject: str, why: str) -> bool:
        """Open a notice or renew its words; whether they are new. Closed by a person, it stays so until they change."""
        newest = self.notices.newest(account.id, kind, subject)
        if newest is not None and newest.why == why and not _is_settled_by_us(newest):
            return False
        self.notices.open(account.id, kind, subject, why=why, at=self.clock.now())
        return True

    def _settle(self, account: Account, kind: NoticeKind, subject: str) -> None:
        if self.notices.settle(account.id, kind, subject, by=BOT_ACTOR, at=self.clock.now()):
            log.info("token_trouble_over account=%s kind=%s", account.id, kind)


def _is_settled_by_us(notice: Notice) -> bool:
    return notice.closed_at is not None and notice.closed_by == BOT_ACTOR


def _sentence(faults: Sequence[Remark]) -> str:
    return "; ".join(f"{fault.what}. {fault.remedy}" for fault in faults)
