"""Is this the right token for the account, and what is wrong with it? Pure: facts in, remarks with remedies out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.accounts.endings import endings
from bot.accounts.facts import Facts, Told
from bot.accounts.needs import ACTING_TASKS, READING_TASKS, Need, Weight, needs_of, plain_tasks
from bot.model import Account, Login, Mode, PlatformName

PAGE = "PAGE"


class Severity(StrEnum):
    """How much a remark matters."""

    FAULT = "fault"
    """The page can't be looked after as it is set."""
    WARNING = "warning"
    """It works now, and won't for long."""
    NOTE = "note"
    """Good to know."""


class Topic(StrEnum):
    """What a remark is about."""

    VALID = "valid"
    TYPE = "type"
    IDENTITY = "identity"
    ENDING = "ending"
    SCOPE = "scope"
    TASK = "task"
    ASKING = "asking"
    """Something could not be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing about a token, in words for staff: what is so, and what to do about it."""

    severity: Severity
    topic: Topic
    what: str
    remedy: str

    @property
    def is_fault(self) -> bool:
        """Whether a person has to do something before the page is looked after as it is set."""
        return self.severity is Severity.FAULT

    @property
    def is_wrong_token(self) -> bool:
        """Whether the token is demonstrably not this account's: Meta would answer 200 and show nothing."""
        return self.is_fault and self.topic in (Topic.TYPE, Topic.IDENTITY)

    @property
    def forbids_keeping(self) -> bool:
        """Whether it makes no sense to store the token at all."""
        return self.is_unusable or (self.is_fault and self.topic is Topic.ENDING)

    @property
    def is_unusable(self) -> bool:
        """Whether the token is no use for this account at all."""
        return self.is_wrong_token or (self.is_fault and self.topic is Topic.VALID)


def has_own_token(account: Account) -> bool:
    """Whether an Instagram account is read with a token of its own (Instagram Login)."""
    return account.platform is PlatformName.INSTAGRAM and account.login is Login.INSTAGRAM


def token_name(account: Account) -> str:
    """The name of the secret that holds the account's token."""
    return f"token-{account.id}"


def new_token(account: Account) -> str:
    """How to get a new token for an account."""
    return f"page-monitor token add{f' --instagram {account.id}' if has_own_token(account) else ''}"


def judge_token(account: Account, facts: Facts, now: datetime) -> tuple[Remark, ...]:
    """Everything to say about the token of an account, faults first."""
    found = [*_validity(account, facts)]
    if not found:
        found = list(_type(account, facts))
    if not found:
        found = list(_identity(account, facts))
    if not any(remark.is_unusable for remark in found):
        found += [*_scopes(account, facts), *_tasks(account, facts)]
    found += _endings(account, facts, now)
    if facts.caveat:
        found.append(
            Remark(
                severity=Severity.NOTE,
                topic=Topic.ASKING,
                what=facts.caveat,
                remedy="docs/operating.md, 'Tokens and secrets'",
            )
        )
    return tuple(sorted(found, key=lambda remark: list(Severity).index(remark.severity)))


def _fault(topic: Topic, what: str, remedy: str) -> Remark:
    return Remark(severity=Severity.FAULT, topic=topic, what=what, remedy=remedy)


def _validity(account: Account, facts: Facts) -> Iterator[Remark]:
    why = facts.refused or ("" if facts.told is None or facts.told.is_valid else facts.told.why)
    if why or (facts.told is not None and not facts.told.is_valid):
        yield _fault(Topic.VALID, why or "Meta says that the token isn't valid", new_token(account))


def _type(account: Account, facts: Facts) -> Iterator[Remark]:
    kind = facts.told.type if facts.told else ""
    if not kind or kind == PAGE or has_own_token(account):
        return
    if account.platform is PlatformName.FACEBOOK:
        yield _fault(
            Topic.TYPE,
            f"it is a {kind} token, not the page's own (PAGE): Meta answers it without error and lists no comments",
            f"make the page's own token of it: {new_token(account)}",
        )
    else:
        yield Remark(
            severity=Severity.NOTE,
            topic=Topic.TYPE,
            what=f"it is a {kind} token; that works for Instagram, but most such tokens end after 60 days",
            remedy=f"better use the token of the linked Facebook page: {new_token(account)}",
        )


def _identity(account: Account, facts: Facts) -> Iterator[Remark]:
    opened = facts.opened
    if opened is None or account.external_id in (opened.id, opened.instagram_id):
        return
    what = f"it opens the number {opened.id}, not {account.external_id}"
    if account.platform is PlatformName.INSTAGRAM and not has_own_token(account):
        linked = opened.instagram_id or "no Instagram account"
        what = f"it opens the page {opened.id}, to which {linked} is linked, not {account.external_id}"
    elif facts.told is None and account.platform is PlatformName.FACEBOOK:
        what += " (with a person's token Meta answers without error and lists no comments)"
    yield _fault(Topic.IDENTITY, what, f"correct external_id in the settings, or: {new_token(account)}")


def _endings(account: Account, facts: Facts, now: datetime) -> Iterator[Remark]:
    remedy = new_token(account)
    if has_own_token(account):
        remedy = f"page-monitor token refresh; when it has ended: {remedy}"
    for ending in endings(facts, now):
        severity = Severity.FAULT if ending.step <= 1 else Severity.WARNING
        yield Remark(severity=severity, topic=Topic.ENDING, what=ending.words, remedy=remedy)


def _scopes(account: Account, facts: Facts) -> Iterator[Remark]:
    if facts.told is None:
        return
    for need in needs_of(account):
        trouble = _missing(need, account, facts, facts.told)
        if trouble:
            yield Remark(
                severity=_severity(need.weight, account),
                topic=Topic.SCOPE,
                what=f"{trouble} (for {need.purpose}): {need.lost}",
                remedy=f"tick {need.scope} when making the token, then: {new_token(account)}",
            )


def _missing(need: Need, account: Account, facts: Facts, told: Told) -> str:
    if need.scope not in told.scopes:
        return f"{need.scope} is missing"
    holds_for = told.limited.get(need.scope)
    ours = {account.external_id, facts.opened.id if facts.opened else account.external_id}
    # Permissions of ads name advertising accounts, not pages: nothing can be read from their numbers.
    if holds_for and need.scope.startswith(("pages_", "instagram_")) and not ours & holds_for:
        return f"{need.scope} was given for other pages only"
    return ""


def _severity(weight: Weight, account: Account) -> Severity:
    if weight is Weight.EXTRA or (weight is Weight.ACTING and account.mode is Mode.OBSERVE):
        return Severity.NOTE
    return Severity.FAULT


def _tasks(account: Account, facts: Facts) -> Iterator[Remark]:
    if facts.tasks is None or account.platform is not PlatformName.FACEBOOK:
        return
    tasks = plain_tasks(facts.tasks)
    remedy = f"give the person behind the token that task in the page's settings, then: {new_token(account)}"
    if not tasks & READING_TASKS:
        yield _fault(Topic.TASK, "the person may not read the page (none of MODERATE, CREATE_CONTENT, MANAGE)", remedy)
    elif not tasks & ACTING_TASKS:
        severity = _severity(Weight.ACTING, account)
        what = "the person lacks the task MODERATE: nothing can be hidden or answered"
        yield Remark(severity=severity, topic=Topic.TASK, what=what, remedy=remedy)
