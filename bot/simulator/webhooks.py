"""What goes over the wire when Meta tells of changes? Bodies, signatures and headers; all of it pure."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.simulator.subscriptions import Route

MOST_CHANGES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change that waits to be told: `entry` is the id of the page or account, `name` the field."""

    route: Route
    entry: str
    name: str
    value: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One POST: `body` and the signatures made of exactly these bytes."""

    address: str
    body: bytes
    headers: Mapping[str, str]


def delivery(changes: Sequence[Change], sent: datetime, *, is_old: bool = False) -> Delivery:
    """One POST of changes that share a route. `sent` stands as each entry's time, not when the change happened."""
    route = changes[0].route
    body = encode(payload(changes, sent, is_old=is_old))
    return Delivery(address=route.address, body=body, headers=headers(body, route.secret))


def payload(changes: Sequence[Change], sent: datetime, *, is_old: bool = False) -> dict[str, object]:
    """The JSON of changes that share a route; neighbours of one account share an entry.

    `is_old` puts an Instagram field and value right on the entry, as Meta's own page shows it.
    """
    topic, moment = changes[0].route.topic, int(sent.timestamp())
    entries: list[dict[str, object]] = []
    for entry, group in groupby(changes, key=lambda change: change.entry):
        rows: list[dict[str, object]] = [{"field": change.name, "value": dict(change.value)} for change in group]
        if is_old and topic == "instagram":
            entries += [{"id": entry, "time": moment, **row} for row in rows]
        else:
            entries.append({"id": entry, "time": moment, "changes": rows})
    return {"object": str(topic), "entry": entries}


def encode(value: object) -> bytes:
    """JSON as Meta writes it: ASCII, lowercase escapes, and a backslash before every slash."""
    return json.dumps(value, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def sign(body: bytes, secret: str) -> str:
    """The value of X-Hub-Signature-256 for these raw bytes."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def headers(body: bytes, secret: str) -> dict[str, str]:
    """What comes with a delivery: both signatures, the second of them the legacy one."""
    legacy = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "facebookexternalua",
        "X-Hub-Signature": f"sha1={legacy}",
        "X-Hub-Signature-256": sign(body, secret),
    }


def batches(changes: Iterable[Change], most: int = MOST_CHANGES) -> Iterator[list[Change]]:
    """Changes by the POST they go in: one route each, in order, at most `most`."""
    by_route: dict[Route, list[Change]] = {}
    for change in changes:
        by_route.setdefault(change.route, []).append(change)
    for rows in by_route.values():
        for start in range(0, len(rows), most):
            yield rows[start : start + most]
