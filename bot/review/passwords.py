"""Is this the right password, and is a new one good enough?"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.model import Reviewer

SHORTEST = 12
LONGEST = 200


class Passwords:
    """argon2id. Checks take the same time whether or not the person exists."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody has this password")

    def seal(self, password: str) -> str:
        """The argon2id hash to keep."""
        return self._hasher.hash(password)

    def fits(self, password: str, reviewer: Reviewer | None) -> bool:
        """Whether `password` is the reviewer's; None takes as long and is never right."""
        kept = reviewer.password_hash if reviewer else self._nobody
        if len(password) > LONGEST:
            return False
        try:
            self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
        return reviewer is not None


def password_fault(new: str, *, again: str, old: str, name: str, display_name: str = "") -> str:
    """What is wrong with a new password, in words; empty when it will do."""
    if new != again:
        return "The two new passwords are not the same."
    if len(new) < SHORTEST:
        return f"The new password is too short: at least {SHORTEST} characters. Four random words make a good one."
    if len(new) > LONGEST:
        return f"The new password is too long: at most {LONGEST} characters."
    if new == old:
        return "The new password is the old one."
    if _squeezed(new) in {_squeezed(name), _squeezed(display_name)} or len(set(new)) < 5:
        return "The new password is too easy to guess."
    return ""


def _squeezed(words: str) -> str:
    return "".join(words.casefold().split())
