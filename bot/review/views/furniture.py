"""What may a template call? Times, words, highlighted text and names, all made ready here."""

from datetime import date, datetime

from flask import Flask, g
from jinja2 import StrictUndefined

from bot import BOT_ACTOR, VERSION
from bot.model import CommentView, DecisionLine, Finding, Shelf
from bot.review import answers, finding_words, invisible, marking, obstacles, progress, rules, times, visibility, words
from bot.review.views import findings, speaking
from bot.review.views.room import figures, fresh_key, here

EXCERPT = 320


def furnish(app: Flask) -> None:
    """Give the templates their filters and words. An undefined name in a template is an error, not a blank."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.filters.update(
        local=_local, inside=_inside, ago=_ago, day=_day, visible=invisible.stretches, who=_who, logged=_logged
    )
    environment.filters.update(without_ids=progress.without_ids, rule_name=finding_words.rule_name)
    environment.globals.update(findings.GLOBALS)
    environment.globals.update(
        fresh_key=fresh_key,
        pieces=marking.pieces,
        excerpt=_excerpt,
        progress_of=_progress_of,
        confirmable=rules.confirmable,
        hidden_by_us=visibility.hidden_by_us,
        shown_by_others=visibility.shown_by_others,
        deleted_by_us=visibility.deleted_by_us,
        answer_places=speaking.answer_places,
        withdrawn=speaking.withdrawal,
        is_under_way=speaking.is_under_way,
        is_posted=answers.is_posted,
        is_answered=answers.is_answered,
        is_on_its_way=answers.is_on_its_way,
        longest=answers.longest,
        delete_obstacle=answers.delete_obstacle,
        page_obstacle=obstacles.page_obstacle,
        hide_obstacle=obstacles.hide_obstacle,
        undo_obstacle=obstacles.undo_obstacle,
        waiting_count=_waiting_count,
        notice_count=_notice_count,
        rule_count=_rule_count,
        words=words,
        outcome_words=_outcome_words,
        Shelf=Shelf,
        version=VERSION,
    )
    app.context_processor(_common)


def _common() -> dict[str, object]:
    room = here()
    return {"reviewer": g.get("reviewer"), "site_name": room.site_name, "desk": room.desk}


def _waiting_count() -> int:
    """Asked for by the menu alone: the error pages must work without the index."""
    return figures().queued


def _notice_count() -> int:
    """How many notices about the pages nobody has seen to; asked once per request."""
    if "notice_count" not in g:
        g.notice_count = len(here().desk.notices())
    return int(g.notice_count)


def _rule_count() -> int:
    """How many rules wait for a second person; asked once per request."""
    if "rule_count" not in g:
        g.rule_count = here().rules.waiting()
    return int(g.rule_count)


def _local(at: datetime) -> str:
    return times.local_time(at, here().zone, here().desk.now())


def _inside(at: datetime) -> str:
    return times.time_inside(at, here().zone, here().desk.now())


def _ago(at: datetime) -> str:
    return times.age_words(at, here().desk.now())


def _day(day: date) -> str:
    return times.day_words(day)


def _who(actor: str) -> str:
    """What colleagues call an actor. The machine has one plain name; its version stands in the log."""
    if "names" not in g:
        g.names = here().desk.names()
    return _logged(str(g.names.get(actor, actor)))


def _logged(actor: str) -> str:
    return "The bot" if actor.startswith(BOT_ACTOR.split("@", 1)[0] + "@") else actor


def _excerpt(text: str, findings: tuple[Finding, ...]) -> tuple[tuple[marking.Piece, ...], bool, bool]:
    """Pieces of the part worth showing in a list, and whether something was cut off before and after."""
    start, end = marking.window(text, findings, EXCERPT)
    return marking.pieces(text, findings, (start, end)), start > 0, end < len(text)


def _progress_of(view: CommentView, line: DecisionLine, troubles: dict[int, str]) -> progress.Progress:
    return progress.progress_in(view, line, troubles, here().desk.now())


def _outcome_words(outcome: str) -> str:
    """A search result's verdict in words; one that isn't ours is shown as it is."""
    known = {kind.value: sentence for kind, sentence in words.OUTCOMES.items()}
    return known.get(outcome, outcome)
