"""What does each error code of Meta's mean, and what do staff do about it? The one table, first match first.

Throttling stands first because Meta marks it `is_transient` as well, and sends it with status 400. docs/operating.md
shows this table to staff; a test compares the two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import (
    Gone,
    PermissionRefused,
    PlatformError,
    PlatformUnavailable,
    RequestRefused,
    Throttled,
    TokenRefused,
    WritesBlocked,
)
from bot.platforms.graph.usage import APP, INSTAGRAM, PAGES


class TooMuchAsked(PlatformUnavailable):
    """Meta (or our own bound) wants a smaller page; the same call with a smaller `limit` can work."""


class CursorTooFar(RequestRefused):
    """A huge listing: Meta does not go further back than this cursor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: which answers it is about, which error they become, and what that means.

    A row fits when everything it names fits: one of `codes` (with both ends), `subcode`, and `phrase` in Meta's words,
    in small letters. `bucket` is the allowance that a throttle concerns, empty for that of the account that asked.
    """

    codes: tuple[range, ...]
    subcode: int | None = None
    phrase: str = ""
    error: type[PlatformError]
    bucket: str = ""
    meaning: str
    remedy: str

    @property
    def spelt(self) -> str:
        """The codes as a person reads them: `4, 80000-80099`; with a subcode `190/463`."""
        codes = ", ".join(str(each[0]) if len(each) == 1 else f"{each[0]}-{each[-1]}" for each in self.codes)
        return codes if self.subcode is None else f"{codes}/{self.subcode}"

    def fits(self, code: int, subcode: int | None, message: str) -> bool:
        """Whether an error of this code, subcode and message (in small letters) is meant."""
        return any(code in each for each in self.codes) and self.subcode in (None, subcode) and self.phrase in message


def row_for(code: int | None, subcode: int | None, message: str) -> Row | None:
    """The row that an error belongs to, None for a code that Meta doesn't document."""
    return None if code is None else next((row for row in TABLE if row.fits(code, subcode, message)), None)


def _only(*codes: int) -> tuple[range, ...]:
    return tuple(range(code, code + 1) for code in codes)


_WAIT = "nothing: the service waits as long as Meta says, or an hour and longer each time"
_RENEW = "renew the token: page-monitor token add"
_REPORT = "report it with the trace: a fault of this program, or of a new version of Meta's interface"
_THROTTLES: Mapping[str, tuple[tuple[range, ...], str]] = {
    APP: (_only(4, 17, 32, 341, 613), "the app or the person behind the token asks too often"),
    PAGES: (_only(80001), "the page's allowance is used up"),
    INSTAGRAM: (_only(80002), "the Instagram account's allowance is used up"),
    "": ((range(80000, 80100),), "another allowance of the account is used up"),
}
_TOKENS: Mapping[int | None, tuple[str, str]] = {
    458: ("the app was removed", "grant the app access again, then page-monitor token add"),
    459: ("the person has to log in to Facebook once", "log in to Facebook as that person and follow what it asks"),
    460: ("the password was changed", _RENEW),
    463: ("it has expired", _RENEW),
    464: ("the person's account isn't confirmed", "log in to Facebook as that person and confirm the account"),
    467: ("it is no longer valid", _RENEW),
    492: ("the person has no role on the page", "give the person a role on the page, then page-monitor token add"),
    None: ("renew it", _RENEW),
}
_ASK_AGAIN = "grant the permission again, see 'Permissions' in this document"


def _permission(*codes: range, meaning: str, remedy: str) -> Row:
    return Row(codes=codes, error=PermissionRefused, meaning=meaning, remedy=remedy)


def _fault(code: int, meaning: str, remedy: str = _REPORT, *, subcode: int | None = None, phrase: str = "") -> Row:
    return Row(codes=_only(code), subcode=subcode, phrase=phrase, error=RequestRefused, meaning=meaning, remedy=remedy)


TABLE: Sequence[Row] = (
    *(
        Row(codes=codes, error=Throttled, bucket=bucket, meaning=meaning, remedy=_WAIT)
        for bucket, (codes, meaning) in _THROTTLES.items()
    ),
    *(
        Row(codes=_only(102, 104, 190), subcode=subcode, error=TokenRefused, meaning=meaning, remedy=remedy)
        for subcode, (meaning, remedy) in _TOKENS.items()
    ),
    # Not in Meta's table of codes; the wording is that of its page "Secure requests".
    Row(
        codes=_only(100),
        phrase="appsecret_proof",
        error=TokenRefused,
        meaning="the app secret is missing, or isn't that of the app which made the token",
        remedy="copy the app secret again from the app's dashboard into the secret app-secret",
    ),
    _permission(
        range(3, 4), meaning="the app may not do this at all", remedy="check the app's products and permissions"
    ),
    _permission(
        range(10, 11),
        meaning="a permission is missing, was taken back, or rested unused for 90 days",
        remedy=_ASK_AGAIN,
    ),
    _permission(
        range(200, 300),
        meaning="the token may not do this, or Meta doesn't allow it for this comment",
        remedy=_ASK_AGAIN,
    ),
    Row(
        codes=_only(368),
        error=WritesBlocked,
        meaning="Meta blocks our changes as abusive or too frequent",
        remedy="look at the page's support inbox; changes rest and go on by themselves",
    ),
    _permission(
        range(506, 507),
        meaning="Meta sees a duplicate of what was posted just before",
        remedy="look at the page: the answer may already stand there",
    ),
    _permission(
        range(1705, 1706),
        meaning="Meta sees a person where it expects the page",
        remedy="use the page's own token: page-monitor token add",
    ),
    Row(
        codes=_only(100),
        subcode=33,
        error=Gone,
        meaning="deleted, or no longer visible to us",
        remedy="nothing: what was kept stays kept",
    ),
    Row(codes=_only(803), error=Gone, meaning="there is no such name or id", remedy="check external_id of the account"),
    Row(
        codes=_only(1),
        phrase="reduce the amount of data",
        error=TooMuchAsked,
        meaning="Meta wants a smaller page",
        remedy="nothing: the service asks for less",
    ),
    Row(
        codes=_only(100),
        phrase="cursor specified exceeds",
        error=CursorTooFar,
        meaning="Meta does not list further back",
        remedy="look at the oldest comments of that post on the page itself",
    ),
    Row(
        codes=_only(1, 2),
        error=PlatformUnavailable,
        meaning="a trouble of Meta's that passes",
        remedy="nothing: the service tries again",
    ),
    _fault(
        100,
        "Instagram refuses every call, as it does for an account that isn't added to the app",
        "add the Instagram account as a tester in the app's dashboard",
        phrase="unsupported request - method type",
    ),
    _fault(100, "Meta knows no such field or parameter, or not with this value"),
    _fault(12, "Meta has removed what we asked for"),
    _fault(20, "Instagram has made the comment and then refuses to show it", subcode=1772107),
    _fault(2500, "Meta knows no such path"),
)
"""Everything else: status 429 is a throttle; `is_transient`, 5xx and bodies that aren't JSON are troubles that pass;
any other code is a fault of ours."""
