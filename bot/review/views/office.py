"""What does staff see besides comments? The pages watched, the log, and the help."""

from datetime import timedelta

from flask import Blueprint, render_template

from bot.review.views.room import here, page_number

DAYS = 14

pages = Blueprint("office", __name__)


@pages.get("/pages")
def watched() -> str:
    """Which pages are watched, how, and the proof that it was daily."""
    room = here()
    today = room.desk.now().astimezone(room.zone).date()
    return render_template(
        "pages.html",
        days=[today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)],
        monitored={(day.account_id, day.day): day for day in room.desk.monitoring(DAYS, room.zone)},
        health={health.account_id: health for health in room.desk.health()},
        stuck=room.desk.troubles(),
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
