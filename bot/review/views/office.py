"""What does staff see besides comments? The pages watched, the log, and the help."""

from datetime import timedelta

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.errors import DecisionRefused
from bot.review.views.room import here, page_number, reviewer, safe_path, see_other

DAYS = 14

pages = Blueprint("office", __name__)


@pages.get("/pages")
def watched() -> str:
    """Which pages are watched, how, what is wrong with them, and the proof that it was daily."""
    return _pages()


@pages.post("/notices/<int(max=9223372036854775807):notice_id>/seen")
def seen_to(notice_id: int) -> Response:
    """A person has seen to a notice; pressing twice does no harm."""
    try:
        here().desk.close_notice(reviewer(), notice_id)
    except DecisionRefused as refusal:
        flash(refusal.message, "ok")
    else:
        flash("Written down: somebody has seen to it.", "ok")
    return see_other(safe_path(request.form.get("next"), url_for("office.watched")))


def _pages() -> str:
    room = here()
    notices = room.desk.notices()
    today = room.desk.now().astimezone(room.zone).date()
    return render_template(
        "pages.html",
        days=[today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)],
        monitored={(day.account_id, day.day): day for day in room.desk.monitoring(DAYS, room.zone)},
        health={health.account_id: health for health in room.desk.health()},
        stuck=room.desk.troubles(),
        notices=notices,
        links={notice.id: room.desk.link(notice) for notice in notices},
    )


@pages.get("/log")
def log() -> str:
    """Who did what, the newest first."""
    lines, count = here().desk.log(page_number())
    return render_template("log.html", lines=lines, number=min(page_number(), count), count=count)


@pages.get("/help")
def help_page() -> str:
    """What all this means."""
    return render_template("help.html")
