"""Who may look and decide?"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A member of staff who may log in to the review page. `password_hash` is argon2id."""

    name: str
    display_name: str
    password_hash: str
    must_change_password: bool
    created_at: datetime
    disabled_at: datetime | None = None
    session_key: str = ""
    """Changes whenever the password does or the reviewer is disabled; a session with another key is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something a person must see at once: no comment text, only where to look."""

    kind: str
    message: str
    account_id: str | None = None
    revision_id: int | None = None
    at: datetime
