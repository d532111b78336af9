"""How does a person read a box? index.html and README.txt, with everything hostile escaped. Pure."""

import base64
import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from bot import BOT_ACTOR, VERSION
from bot.export.contents import Box, BoxedRecord
from bot.export.counts import Counts, counts
from bot.export.period import local_text, utc_text
from bot.export.selfcheck import folder
from bot.export.tables import watched_days, watched_words
from bot.model import ActionState, DecisionKind, Guideline, ReviewReason

SOFTWARE = f"district-page-monitor {VERSION}"
"""Who made the box, as it stands in bag-info.txt too."""

_REVIEW = {
    ReviewReason.DOUBTFUL: "the program was in doubt",
    ReviewReason.WOULD_HIDE: "the program would hide it, but leaves that to staff on this page",
    ReviewReason.HOLD: "hidden at once to protect somebody; a person confirms or undoes it",
    ReviewReason.ALERT: "a threat or a call for help: to be looked at at once",
    ReviewReason.NO_PROOF: "it should be hidden, but there is no picture; nothing was hidden",
    ReviewReason.CANNOT: "the platform can't or won't do it, or it can't be told whether it did",
    ReviewReason.EDITED: "it was edited after a decision",
}
_STEP = {
    ActionState.PLANNED: "planned, not carried out by the end of this box",
    ActionState.SENT: "sent, not confirmed by the end of this box",
    ActionState.DONE: "done and confirmed",
    ActionState.FAILED: "failed",
}
_DEED = {
    DecisionKind.HIDE: "hide",
    DecisionKind.UNHIDE: "unhide",
    DecisionKind.KEEP: "keep",
    DecisionKind.REPLY: "answer in public under the comment",
    DecisionKind.COMMENT: "answer in public under the post",
    DecisionKind.WITHDRAW: "take an answer back",
    DecisionKind.DELETE: "delete for good",
}
_EMOJI_JOINER = "\u200d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """A guideline's number with its title, and the district's own words."""

    name: str
    words: str


def index_html(box: Box, enclosure_names: Mapping[tuple[int, int], str]) -> bytes:
    """index.html; `enclosure_names` are the attachments' places in the box by record and number."""
    environment = _environment(box.week.zone)
    style = environment.loader.get_source(environment, "style.css")[0] if environment.loader else ""
    figures = counts(box)
    return _written(
        environment.get_template("index.html").render(
            **_common(box, figures),
            style=Markup(style),  # our own file, not input
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            figures=_figures(figures),
            hidden_this_week=figures.hidden,
            monitored=_monitored(box),
            mended=sum(failure.mended for failure in box.failures),
            enclosure_names=enclosure_names,
            software=SOFTWARE,
        )
    )


def readme(box: Box) -> bytes:
    """README.txt: what lies where, how to verify it, and what that proves."""
    return _written(_environment(box.week.zone).get_template("README.txt").render(**_common(box, counts(box))))


def _common(box: Box, figures: Counts) -> dict[str, object]:
    return {
        "box": box,
        "counts": figures,
        "missing": [failure for failure in box.failures if not failure.mended],
        "unkept": [(record, e) for record in box.records for e in record.enclosures if e.sha256 is None],
    }


def _written(page: str) -> bytes:
    return (page.rstrip() + "\n").encode("utf-8")


def _environment(zone: ZoneInfo) -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.export", "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "local": lambda at: local_text(at, zone),
        "utc": utc_text,
        "day": _day,
        "folder": folder,
        "shown": shown,
        "oneline": lambda words: " ".join(shown(words).split()),
        "invisible": invisible,
        "actor": _actor,
        "review": _review,
        "deed": lambda kind: _DEED[kind],
        "step": lambda state: _STEP[state],
        "grounds": _grounds,
        "titled": _titled,
    }
    return environment


def shown(words: str) -> str:
    """`words` with control characters made visible, since HTML and terminals must not get them as they are."""
    return "".join(_control(c) if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in words)


def _control(character: str) -> str:
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else ("\u2421" if code == 0x7F else "\ufffd")


def invisible(words: str) -> int:
    """How many characters of `words` can't be seen or turn the direction of others (emoji joiners don't count)."""
    return sum(unicodedata.category(c) == "Cf" and c != _EMOJI_JOINER for c in words)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _actor(name: str) -> str:
    machine = name.startswith(BOT_ACTOR.partition("@")[0] + "@")
    return f"the program ({name})" if machine else f"{name} (staff)"


def _review(reason: str) -> str:
    known = {str(key): words for key, words in _REVIEW.items()} | {"given_up": "a step of the program failed for good"}
    return known.get(reason, reason)


def _titled(number: str, guidelines: Mapping[str, Guideline]) -> str:
    return f"{number} {guidelines[number].title}" if number in guidelines else number


def _grounds(record: BoxedRecord, guidelines: Mapping[str, Guideline]) -> Grounds | None:
    """The guideline a removal rests on, in the words written down with it; else the verdict's, in today's words."""
    if record.removal is not None and record.removal.decided.guideline:
        number, words = record.removal.decided.guideline, record.removal.reason
    elif record.verdict is not None and record.verdict.guideline:
        number, words = record.verdict.guideline, ""
    else:
        return None
    known = guidelines.get(number)
    words = words or (known.words if known else "(these words are no longer in the guidelines)")
    return Grounds(name=_titled(number, guidelines), words=words)


def _figures(figures: Counts) -> list[tuple[str, int]]:
    return [
        ("comments collected", figures.collected),
        ("edited comments", figures.edited),
        ("the program said: keep", figures.kept),
        ("the program said: review", figures.doubtful),
        ("the program said: hide", figures.clear),
        ("put before a person", figures.opened),
        ("hidden, decided by the program", figures.hidden_by_bot),
        ("hidden, decided by people", figures.hidden_by_people),
        ("shown again", figures.undone),
        ("deleted for good, decided by people", figures.deleted),
        ("answers posted in public, decided by people", figures.answered),
        ("answers taken back", figures.withdrawn),
        ("decided to leave visible", figures.left_visible),
        ("attempts on the platform that failed", figures.failed_actions),
        ("records sealed", figures.sealed),
        ("pictures taken", figures.pictures),
        ("pictures that failed", figures.failed_pictures),
    ]


def _monitored(box: Box) -> list[tuple[object, list[tuple[object, str]]]]:
    rows: dict[str, tuple[object, list[tuple[object, str]]]] = {}
    for account, day, seen in watched_days(box):
        rows.setdefault(account.id, (account, []))[1].append((seen, watched_words(account, day, seen, box)))
    return list(rows.values())
