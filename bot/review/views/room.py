"""What does every page need? The desk, the door and the zone of this app, who is logged in, and safe addresses."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import current_app, g, request
from werkzeug.wrappers import Response

from bot.model import Figures, Reviewer, Statement
from bot.review.door import FrontDoor
from bot.review.rulebook import RuleDesk
from bot.review.service import ReviewDesk

ROOM = "review-room"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The parts one app was built with. `statements` are the approved answers of the fact sheet, by id."""

    desk: ReviewDesk
    rules: RuleDesk
    door: FrontDoor
    zone: ZoneInfo
    site_name: str
    statements: Mapping[str, Statement] = field(default_factory=dict)


def here() -> Room:
    """The room of the app that answers this request."""
    return cast(Room, current_app.extensions[ROOM])


def reviewer() -> Reviewer:
    """Who is logged in; pages that need nobody must not ask."""
    return cast(Reviewer, g.reviewer)


def figures() -> Figures:
    """The archive in numbers, counted once per request: that takes a quarter of a second in a large index."""
    if "figures" not in g:
        g.figures = here().desk.figures()
    return cast(Figures, g.figures)


def today() -> date:
    """The present day in the district's zone."""
    return here().desk.now().astimezone(here().zone).date()


def fresh_key() -> str:
    """A one-time key for a form, so that a double click is one decision."""
    return secrets.token_urlsafe(18)


def page_number() -> int:
    """The page asked for; anything that isn't one is the first."""
    asked = request.args.get("page", "1")
    return min(int(asked), 100_000) if asked.isascii() and asked.isdigit() and len(asked) < 7 and int(asked) else 1


def safe_path(target: str | None, otherwise: str) -> str:
    """`target` when it is a path of this site, else `otherwise`: nobody is sent to another site after log-in."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return otherwise
    if not target.isprintable() or " " in target:
        return otherwise
    parts = urlsplit(target)
    return otherwise if parts.scheme or parts.netloc else target


def see_other(path: str) -> Response:
    """After a POST: look there (303), so that a reload doesn't repeat it."""
    answer = Response("", status=303, mimetype="text/plain")
    answer.headers["Location"] = path
    return answer
