"""What can go wrong, and is it worth another try? The one tree of errors of this project.

Every error carries the ids it is about (never a comment's text, a person's name or a token) and says whether trying
again later can help (`retryable`). Adapters translate their library's errors into these at the edge, with `from`.
"""

from typing import Any, ClassVar


class MonitorError(Exception):
    """Anything this program foresees going wrong.

    `ids` are printed behind the message as ``key=value``, sorted, so that log lines stay searchable.
    """

    retryable: ClassVar[bool] = False

    def __init__(self, message: str, **ids: object) -> None:
        self.message = message
        self.ids = ids
        super().__init__(message)

    def __str__(self) -> str:
        known = " ".join(f"{key}={value}" for key, value in sorted(self.ids.items()))
        return f"{self.message} ({known})" if known else self.message


# Bad input ---------------------------------------------------------------------------------------------------------


class InputError(MonitorError):
    """A person gave us something we can't use; the message names the place and the remedy."""


class ConfigError(InputError):
    """The configuration has faults; `faults` holds one line for each, all of them together."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class GuidelinesError(InputError):
    """The guidelines file can't be read or holds a fault; the message names file, line, rule and remedy."""


# The platform ------------------------------------------------------------------------------------------------------


class PlatformError(MonitorError):
    """Meta answered with an error, or not at all. `code`, `subcode` and `trace` are Meta's own."""

    def __init__(self, message: str, *, code: int | None = None, subcode: int | None = None, **ids: object) -> None:
        self.code = code
        self.subcode = subcode
        if code is not None:
            ids["code"] = code
        super().__init__(message, **ids)


class PlatformUnavailable(PlatformError):
    """No usable answer: network, time-out, 5xx, broken JSON. For a write this is ambiguous: read back first."""

    retryable = True


class NotEffective(PlatformUnavailable):
    """Accepted by the platform, but reading back shows no change."""


class Throttled(PlatformError):
    """The quota is used up; `wait_seconds` is how long Meta wants us to stay away (at least)."""

    retryable = True

    def __init__(self, message: str, *, wait_seconds: float, code: int | None = None, **ids: Any) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(message, code=code, **ids)


class TokenRefused(PlatformError):
    """The access token is expired, revoked or of the wrong kind: the account stops until a person renews it."""


class PermissionRefused(PlatformError):
    """The token may not do this one thing (missing permission, or Meta does not allow it for this comment)."""


class WritesBlocked(PlatformError):
    """Meta blocks our changes as abusive or too frequent (368): all writes of the account rest, a person is told."""

    retryable = True


class Gone(PlatformError):
    """The comment or post is deleted, or we may no longer see it; Meta's answer (100/33) doesn't tell which."""


class RequestRefused(PlatformError):
    """Meta says that our request is wrong: a fault of ours, never retried, always loud."""


# Proof -------------------------------------------------------------------------------------------------------------


class EvidenceError(MonitorError):
    """Proof could not be written or is not what it should be; nothing may be hidden on it."""


class StorageFull(EvidenceError):
    """The disk refused a write (full, not permitted, an input/output error); try again after a person mended it."""

    retryable = True


class EvidenceMissing(EvidenceError):
    """A record or capture that an action needs isn't on disk and in the index."""


class CaptureFailed(MonitorError):
    """The picture couldn't be taken; `retryable` because the browser is started anew."""

    retryable = True


class BrowserMissing(MonitorError):
    """No usable browser was found; the message names the three remedies."""


class NotReadyYet(MonitorError):
    """This step waits for another one that hasn't ended (an attachment still downloading); not a failure."""

    retryable = True


# The index ---------------------------------------------------------------------------------------------------------


class StoreError(MonitorError):
    """The database refused something for a reason that another try won't change."""


class StoreBusy(StoreError):
    """Another process held the database longer than we wait; try again."""

    retryable = True


class MigrationsPending(StoreError):
    """The database isn't of this program's version; the message says to run `page-monitor migrate`."""


# Decisions ---------------------------------------------------------------------------------------------------------


class DecisionRefused(MonitorError):
    """A decision can't be taken or carried out; the message says why in words a reviewer understands."""


class StaleRevision(DecisionRefused):
    """The comment was edited after the decision was taken; somebody has to look at the new words."""


class Superseded(DecisionRefused):
    """Somebody decided otherwise before this decision was carried out; the later word counts."""
