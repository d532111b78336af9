"""Who may come in? Log-in, log-out and new passwords, each written in the log; no web here."""

from bot.errors import InputError
from bot.model import Reviewer
from bot.ports import Clock, Store
from bot.review.passwords import Passwords, password_fault

STRANGER = "unknown"
"""The actor of a failed log-in whose name nobody has; what was typed could be a password and is never kept."""


class FrontDoor:
    """Checks reviewers and changes their passwords."""

    def __init__(self, *, store: Store, clock: Clock, passwords: Passwords | None = None) -> None:
        self._store = store
        self._clock = clock
        self._passwords = passwords or Passwords()

    def log_in(self, name: str, password: str) -> Reviewer | None:
        """The reviewer when name and password fit and the reviewer isn't disabled, else None. Logged both ways."""
        known = self._store.reviewers.one(name) if name else None
        fits = self._passwords.fits(password, known)
        welcome = known if fits and known and known.disabled_at is None else None
        self._note("login" if welcome else "login_failed", known.name if known else STRANGER)
        return welcome

    def inside(self, name: str, session_key: str) -> Reviewer | None:
        """The reviewer whose session this is; None once disabled or the password changed."""
        known = self._store.reviewers.one(name)
        if known is None or known.disabled_at is not None or not session_key or known.session_key != session_key:
            return None
        return known

    def log_out(self, reviewer: Reviewer) -> None:
        """End all sessions of the reviewer and write it down."""
        with self._store.transaction():
            self._store.reviewers.end_sessions(reviewer.name)
            self._note("logout", reviewer.name)

    def change_password(self, reviewer: Reviewer, *, old: str, new: str, again: str) -> Reviewer:
        """Set a new password, which ends all older sessions; answers the reviewer with the new session key.

        Raises `InputError` in words for the reviewer.
        """
        if not self._passwords.fits(old, reviewer):
            self._note("password_refused", reviewer.name)
            raise InputError("Your present password is not right.")
        fault = password_fault(new, again=again, old=old, name=reviewer.name, display_name=reviewer.display_name)
        if fault:
            raise InputError(fault)
        sealed = self._passwords.seal(new)
        with self._store.transaction():
            self._store.reviewers.change_password(reviewer.name, sealed, must_change=False)
            self._note("password_changed", reviewer.name)
            renewed = self._store.reviewers.one(reviewer.name)
        if renewed is None:
            raise InputError("You can't log in any more. Ask IT.")
        return renewed

    def _note(self, kind: str, actor: str) -> None:
        with self._store.transaction():
            self._store.ledger.append(kind, actor, {}, self._clock.now())
