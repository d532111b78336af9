"""How do we fetch the bytes of an attachment? Without our token, from Meta's own hosts only, bounded."""

from urllib.parse import urljoin

from bot.errors import Gone, RequestRefused
from bot.platforms.graph.faults import TooMuchAsked, error_of
from bot.platforms.graph.origins import is_allowed
from bot.platforms.graph.wire import Bounds, Nobody, Raw, Wire

MOST_DOWNLOAD = 25 * 1024 * 1024
MOST_REDIRECTS = 3


def fetched(wire: Wire, url: str, *, base_url: str, seconds: float) -> Raw:
    """One exchange; the answer may be a redirect (see `target`).

    Raises `RequestRefused` for an address that isn't Meta's or for too many bytes, `Gone` when the address no longer
    answers (signed addresses expire), and what any other error of the host means.
    """
    if not is_allowed(url, base_url):
        raise RequestRefused("the attachment does not lie on a host of the platform")
    try:
        raw = wire.get(url, {}, Nobody(), bounds=Bounds(most_bytes=MOST_DOWNLOAD, seconds=seconds))
    except TooMuchAsked:
        raise RequestRefused("the attachment is too large", most_bytes=MOST_DOWNLOAD) from None
    if raw.status in (401, 403, 404, 410):
        raise Gone("the attachment's address no longer answers", status=raw.status)
    if raw.status >= 400:
        raise error_of(raw.status, raw.headers, b"")
    return raw


def target(url: str, raw: Raw) -> str | None:
    """Where a redirect leads (an empty address when it is none that can be read); None for the bytes themselves."""
    if not 300 <= raw.status < 400:
        return None
    try:
        return urljoin(url, raw.headers.get("location", ""))
    except ValueError:
        return ""
