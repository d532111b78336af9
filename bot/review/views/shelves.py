"""Which lists can staff look through? Queue, second look, hidden, decided, all, and the search."""

from flask import Blueprint, render_template, request

from bot.model import Shelf
from bot.review.views.room import figures, here, page_number

PER_PAGE = 20

pages = Blueprint("shelves", __name__)


@pages.get("/")
def queue() -> str:
    """What waits for a person."""
    return _shelf(Shelf.QUEUE)


@pages.get("/second-look")
def kept() -> str:
    """What the rules left alone, the likeliest violations of each day first."""
    return _shelf(Shelf.KEPT)


@pages.get("/hidden")
def hidden() -> str:
    """What is hidden by us now."""
    return _shelf(Shelf.HIDDEN)


@pages.get("/decided")
def decided() -> str:
    """What people decided."""
    return _shelf(Shelf.DECIDED)


@pages.get("/all")
def everything() -> str:
    """Every comment."""
    return _shelf(Shelf.ALL)


def _shelf(shelf: Shelf) -> str:
    room = here()
    asked = request.args.get("account", "")
    account = room.desk.accounts.get(asked)
    page = room.desk.shelf(shelf, account_id=account.id if account else None, page=page_number(), per_page=PER_PAGE)
    return render_template(
        "shelf.html",
        shelf=shelf,
        page=page,
        account=account,
        figures=figures(),
        new_today=sum(day.comments for day in room.desk.monitoring(1, room.zone)),
        troubles=room.desk.setbacks(*page.views),
    )


@pages.get("/search")
def search() -> str:
    """Find comments by their words."""
    words = request.args.get("q", "").strip()[:200]
    return render_template("search.html", words_asked=words, hits=here().desk.search(words))
