"""What is known about a token? The shapes that judging needs; adapters answer with their own kind of them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Told(Protocol):
    """What Meta's debug_token said of a token."""

    @property
    def type(self) -> str:
        """PAGE, USER, SYSTEM_USER …; empty when not told."""
        ...

    @property
    def is_valid(self) -> bool:
        """Whether Meta takes it at all."""
        ...

    @property
    def why(self) -> str:
        """Why it isn't valid, in our words."""
        ...

    @property
    def scopes(self) -> frozenset[str]:
        """The permissions it carries."""
        ...

    @property
    def limited(self) -> Mapping[str, frozenset[str]]:
        """Permissions that hold for some pages only, with their ids; one that isn't named here holds for all."""
        ...

    @property
    def is_endless(self) -> bool:
        """Whether Meta says that it never expires."""
        ...

    @property
    def expires_at(self) -> datetime | None:
        """When it expires; None when never, or not told."""
        ...

    @property
    def data_access_ends(self) -> datetime | None:
        """When Meta stops showing it data (90 days after the person was last active); None when not told."""
        ...

    @property
    def issued_at(self) -> datetime | None:
        """When it was made; None when not told."""
        ...


class Opened(Protocol):
    """What a token opens: the answer to GET /me."""

    @property
    def id(self) -> str:
        """The number of the page, account or person."""
        ...

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def instagram_id(self) -> str | None:
        """The Instagram account that is linked to the page."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenNote:
    """What we wrote down beside a token when we stored it, because Meta doesn't tell it again.

    `mark` says which token it is about (never the token itself): a token pasted over it makes the note void.
    """

    mark: str
    issued_at: datetime
    expires_at: datetime | None = None
    access_ends: datetime | None = None
    tasks: frozenset[str] = frozenset()

    def spelt(self) -> str:
        """As it is stored."""
        return json.dumps(
            {
                "mark": self.mark,
                "issued_at": self.issued_at.isoformat(),
                "expires_at": None if self.expires_at is None else self.expires_at.isoformat(),
                "access_ends": None if self.access_ends is None else self.access_ends.isoformat(),
                "tasks": sorted(self.tasks),
            }
        )


def note_name(secret_name: str) -> str:
    """Under which name the note on a secret is stored. No account's token can have it: ids have no dots."""
    return f"{secret_name}.about"


def mark_of(token: str) -> str:
    """A short mark of a token, from which nobody can make the token."""
    return hashlib.sha256(f"page-monitor token {token}".encode()).hexdigest()[:16]


def note_from(text: str, token: str) -> TokenNote | None:
    """The note in `text`; None when it can't be read or is about another token."""
    try:
        told = json.loads(text)
        note = TokenNote(
            mark=str(told["mark"]),
            issued_at=_aware(told["issued_at"]),
            expires_at=None if told["expires_at"] is None else _aware(told["expires_at"]),
            access_ends=None if told.get("access_ends") is None else _aware(told["access_ends"]),
            tasks=frozenset(str(task) for task in told["tasks"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
    return note if note.mark == mark_of(token) else None


def _aware(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that was found out about the token of one account.

    `told` is None where debug_token didn't answer, `opened` where GET /me wasn't asked or answered. `refused` is why
    Meta refused the token outright (our words), else empty. `caveat` says what could not be asked, and why.
    `expires_at`, `access_ends` (of the access to data) and `issued_at` are the best that is known (Meta's word, else
    our note, else the age of the file).
    """

    told: Told | None = None
    opened: Opened | None = None
    refused: str = ""
    caveat: str = ""
    expires_at: datetime | None = None
    access_ends: datetime | None = None
    issued_at: datetime | None = None
    tasks: frozenset[str] | None = None
