"""May we fetch from this address? Only Meta's own hosts over https, or the very loopback server we were told to use."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

META_DOMAINS = ("fbcdn.net", "cdninstagram.com", "facebook.com", "instagram.com")

# Strict, because two readers of addresses disagree on anything fancier (user names, backslashes, blanks).
_PLAIN = re.compile(r"(https?)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::([0-9]{1,5}))?(?:[/?#][!-\[\]-~]*)?")


def is_loopback(url: str) -> bool:
    """Whether an address is on this very machine."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_allowed(url: str, base_url: str) -> bool:
    """Whether `url` is one of Meta's, or of the same loopback origin as a loopback `base_url`."""
    found = _origin(url)
    if found is None:
        return False
    if is_loopback(base_url) and found == _origin(base_url):
        return True
    scheme, host, port = found
    return scheme == "https" and port == 443 and any(host == each or host.endswith(f".{each}") for each in META_DOMAINS)


def _origin(url: str) -> tuple[str, str, int] | None:
    found = _PLAIN.fullmatch(url)
    if found is None:
        return None
    return found[1], found[2].lower(), int(found[3] or (443 if found[1] == "https" else 80))
