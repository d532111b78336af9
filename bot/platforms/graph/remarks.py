"""What is said in the log about a call? Ids, codes and times; never a token, a proof, an address or a text."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.errors import PlatformError, RequestRefused
from bot.platforms.graph.faults import CursorTooFar, header_trace
from bot.platforms.graph.wire import Raw

log = logging.getLogger(__name__)

CROWDED = 80
"""Per cent of the quota from which we say so in the log."""


def kind_of(path: str) -> str:
    """What a path asks for, without ids: `{id}/comments`."""
    if not path:
        return "batch"
    return "/".join(part if re.fullmatch(r"[a-z_]{1,40}", part) else "{id}" for part in path.strip("/").split("/")[:5])


@dataclass(slots=True)
class Once:
    """What was said already. Share one among all clients of a process, so that a thing is said once."""

    said: set[tuple[object, ...]] = field(default_factory=set)

    def is_new(self, *what: object) -> bool:
        """Whether this is said for the first time; it counts as said from now on."""
        is_new = what not in self.said
        self.said.add(what)
        return is_new


class Remarks:
    """The log of one client; `asked` is the version of the interface that it asks for."""

    def __init__(self, asked: str, once: Once) -> None:
        self._asked = asked
        self._once = once
        self._percent = 0

    def answered(self, method: str, path: str, raw: Raw, *, trace: str) -> None:
        """An answer came, good or bad; `trace` is the id in its body, if any."""
        version, headers = _version(raw.headers), raw.headers
        said = (method, kind_of(path), raw.status, trace or header_trace(headers) or "-", version or "-")
        log.debug("graph_call method=%s path=%s status=%d trace=%s version=%s ms=%d", *said, raw.seconds * 1000)
        if version and version != self._asked and self._once.is_new("version", self._asked, version):
            log.warning("graph_version asked=%s answered=%s", self._asked, version)
        if "x-ad-api-version-warning" in headers and self._once.is_new("version_warning", self._asked):
            log.warning("graph_version_warning asked=%s", self._asked)

    def refused(self, method: str, path: str, error: PlatformError) -> None:
        """Meta says no. That our request is wrong is said loudly, but once, not at every pass."""
        if not isinstance(error, RequestRefused) or isinstance(error, CursorTooFar):
            return
        kind = kind_of(path)
        level = logging.ERROR if self._once.is_new("refused", method, kind, error.code, error.subcode) else logging.INFO
        said = (method, kind, error.code, error.subcode, error.ids.get("trace", "-"))
        log.log(level, "graph_request_refused method=%s path=%s code=%s subcode=%s trace=%s", *said)

    def crowded(self, percent: int | None) -> None:
        """The quota fills up; said when the share changes."""
        if percent is not None and percent >= CROWDED and percent != self._percent:
            log.warning("graph_quota percent=%d", percent)
        self._percent = self._percent if percent is None else percent


def _version(headers: Mapping[str, str]) -> str:
    told = headers.get("facebook-api-version", "")
    return told if re.fullmatch(r"v[0-9]{1,3}\.[0-9]{1,3}", told) else ""
