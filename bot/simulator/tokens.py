"""Which tokens exist, until when, and what may each of them do? The pretend Meta's register of tokens."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import cast

from bot.simulator.events import ScenarioError
from bot.simulator.model import Account
from bot.simulator.script import Scenario
from bot.simulator.token_scripts import FACEBOOK_SCOPES, INSTAGRAM_SCOPES, TASKS, TokenScript, TokenType

EXPIRED = 463
LONG_LIFE = timedelta(seconds=5_183_944)
SHORT_LIFE = timedelta(hours=1)
LONG_FROM = timedelta(hours=2)
DATA_ACCESS = timedelta(days=90)

REASONS = {
    458: "The user has not authorized application.",
    459: "You cannot access the app till you log in to www.facebook.com and follow the instructions given.",
    460: "The session has been invalidated because the user changed their password or Facebook has changed the session "
    "for security reasons.",
    464: "Sessions for the user are not allowed because the user is not a confirmed user.",
    467: "The session is invalid because the user logged out.",
    492: "The user must be an administrator, editor, or moderator of the page in order to impersonate it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as it stands. `account` is a key, `person` an id, `parent` the text of the User token it came from.

    `expires` None is never; `data_access` None is always ninety days ahead; `subcode` says why it was revoked.
    """

    text: str
    type: TokenType
    issued: datetime
    account: str | None = None
    person: str | None = None
    scopes: tuple[str, ...] = FACEBOOK_SCOPES + INSTAGRAM_SCOPES
    tasks: tuple[str, ...] = TASKS
    expires: datetime | None = None
    data_access: datetime | None = None
    subcode: int | None = None
    parent: str | None = None

    @property
    def is_long(self) -> bool:
        return self.expires is None or self.expires - self.issued > LONG_FROM

    def data_access_until(self, now: datetime) -> datetime:
        return self.data_access or now + DATA_ACCESS

    def trouble(self, now: datetime) -> tuple[int, str] | None:
        """Why the token is dead: Meta's subcode and words; None while it lives."""
        if self.subcode is not None:
            words = REASONS.get(self.subcode, "The session is invalid.")
            return self.subcode, f"Error validating access token: {words}"
        if self.expires is not None and self.expires <= now:
            words = f"Session has expired on {_spelt(self.expires)}. The current time is {_spelt(now)}."
            return EXPIRED, f"Error validating access token: {words}"
        return None


class Tokens:
    """Every token by its text. The accounts' and people's own never expire and may do everything."""

    def __init__(self, scenario: Scenario, now: datetime) -> None:
        self._seed = scenario.seed
        self._rows: dict[str, Token] = {}
        self._minted = 0
        for number, secret in (
            (scenario.app_id, scenario.app_secret),
            (scenario.instagram_app_id, scenario.instagram_secret),
        ):
            self._put(Token(text=f"{number}|{secret}", type=TokenType.APP, issued=now))
        self._put_all(Token(text=a.token, type=TokenType.PAGE, issued=now, account=a.key) for a in scenario.accounts)
        self._put_all(Token(text=p.token, type=TokenType.USER, issued=now, person=p.id) for p in scenario.people)
        self._put_all(_made(script, now) for script in scenario.tokens)

    def called(self, text: str) -> Token | None:
        return self._rows.get(text)

    def change(self, text: str, change: Mapping[str, object], now: datetime) -> str:
        """Carry out an event on a token: expire, revoke or scopes. Raises ScenarioError when it is unknown."""
        if "expire" in change:
            self.expire(text, now)
        elif "revoke" in change:
            self.revoke(text, cast(int, change["revoke"]))
        else:
            self.rescope(text, cast(tuple[str, ...], change["scopes"]))
        return "changed"

    def expire(self, text: str, now: datetime) -> None:
        """Let a token expire now; what was made of it lives on, as Page tokens do at Meta."""
        self._put(replace(self._known(text), expires=now))

    def revoke(self, text: str, subcode: int) -> None:
        """Kill a token, and with it every token that was made of it."""
        self._put(replace(self._known(text), subcode=subcode))
        for child in [each.text for each in self._rows.values() if each.parent == text]:
            self.revoke(child, subcode)

    def rescope(self, text: str, scopes: tuple[str, ...]) -> None:
        self._put(replace(self._known(text), scopes=scopes))

    def lengthened(self, short: Token, now: datetime) -> Token:
        """A long-lived token made of `short`; `short` lives on until its own end."""
        self._minted += 1
        made = replace(
            short, text=self._fresh(f"long-{self._minted}"), issued=now, expires=now + LONG_LIFE, parent=short.text
        )
        return self._put(made)

    def of_page(self, person: Token, page: Account) -> Token:
        """The Page token a User token gets: never expiring for a long-lived one, else as short-lived as that one.

        A User token with every scope and task gets the page's own token; the same pair always gets the same one.
        """
        is_full = set(FACEBOOK_SCOPES) <= set(person.scopes) and set(TASKS) <= set(person.tasks)
        if person.is_long and is_full:
            return self._rows[page.token]
        text = self._fresh(f"{person.text}/{page.key}")
        return self._rows.get(text) or self._put(
            replace(
                person,
                text=text,
                type=TokenType.PAGE,
                account=page.key,
                expires=None if person.is_long else person.expires,
                parent=person.text,
            )
        )

    def _known(self, text: str) -> Token:
        found = self._rows.get(text)
        if found is None:
            raise ScenarioError("events: unknown token")
        return found

    def _put(self, token: Token) -> Token:
        self._rows[token.text] = token
        return token

    def _put_all(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            self._put(token)

    def _fresh(self, what: str) -> str:
        return "EAAG" + hashlib.sha256(f"{self._seed}/{what}".encode()).hexdigest()[:40]


def _made(script: TokenScript, now: datetime) -> Token:
    access = script.data_access_minutes
    return Token(
        text=script.text,
        type=script.type,
        account=script.account,
        person=script.person,
        scopes=script.scopes,
        tasks=script.tasks,
        issued=now - timedelta(minutes=script.age_minutes),
        expires=None if not script.minutes else now + timedelta(minutes=script.minutes),
        data_access=None if access is None else now + timedelta(minutes=access),
        subcode=script.subcode,
    )


def _spelt(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%A, %d-%b-%y %H:%M:%S UTC")
