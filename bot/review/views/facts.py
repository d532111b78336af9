"""How does staff read the fact sheet? Only reads it: whoever looks after the sheet changes its file."""

from flask import Blueprint, render_template

from bot.review import statement_words
from bot.review.views.room import here, today

pages = Blueprint("facts", __name__)


@pages.get("/facts")
def sheet() -> str:
    """Every known false claim with its approved reply, what needs somebody first."""
    day = today()
    cared, used = statement_words.in_order(here().statements.values(), day)
    return render_template("facts.html", statement_words=statement_words, day=day, cared=cared, used=used)
