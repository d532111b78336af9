"""How does a reviewer come in through the web? Sessions, the log-in and password pages, and the limits on guessing."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Flask, flash, g, make_response, redirect, render_template, request, session, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import Forbidden, SecurityError
from werkzeug.wrappers import Response

from bot.errors import InputError
from bot.model import Reviewer
from bot.review.views.room import here, reviewer, safe_path, see_other

IDLE = timedelta(hours=8)
LONGEST = timedelta(hours=16)
"""However busy: a session ends this long after its log-in."""
PER_ADDRESS = "5 per minute"
PER_ACCOUNT_HERE = "20 per hour"
"""From one address, so that a stranger can't lock somebody out who sits elsewhere."""
PER_ACCOUNT = "100 per hour"
"""From everywhere together."""
OPEN_TO_ALL = frozenset({"auth.login", "static", "healthz"})
LOGGED_OUT = {
    "title": "You are logged out",
    "explanation": "Nothing was done. Copy what you typed, log in again, and try once more.",
}
BEFORE_A_NEW_PASSWORD = frozenset({"auth.password", "auth.logout"})

pages = Blueprint("auth", __name__)


def install(app: Flask, *, secure_cookies: bool) -> None:
    """Sessions, CSRF on every POST, limits on log-ins, and nobody anywhere without a log-in."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-review" if secure_cookies else "review",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=secure_cookies,
        # Not Strict: a link in an alert mail opened in webmail would then always land on the log-in page.
        # Every change is a POST with a token, so Lax gives nothing away.
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=IDLE,
        WTF_CSRF_TIME_LIMIT=int(IDLE.total_seconds()),
        # Our pages send no Referer (Referrer-Policy), which this check would demand on https; see _same_site.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.before_request(_right_host)
    CSRFProtect(app)
    app.before_request(_same_site)
    app.before_request(_let_in)
    app.register_blueprint(pages)
    _limit(app)


def _limit(app: Flask) -> None:
    """Failed tries are counted, in memory: behind one school's address several people may log in at once."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", strategy="moving-window")
    for endpoint, account in (("auth.login", _account_typed), ("auth.password", _account_inside)):
        by_account = limiter.limit(PER_ACCOUNT, key_func=account, methods=["POST"], deduct_when=_refused)
        by_both = limiter.limit(PER_ACCOUNT_HERE, key_func=_both(account), methods=["POST"], deduct_when=_refused)
        by_address = limiter.limit(PER_ADDRESS, methods=["POST"], deduct_when=_refused)
        guarded: Callable[..., Any] = by_address(by_both(by_account(app.view_functions[endpoint])))
        app.view_functions[endpoint] = guarded


def _both(account: Callable[[], str]) -> Callable[[], str]:
    return lambda: f"{get_remote_address()} {account()}"


def _refused(answer: Response) -> bool:
    return answer.status_code != 303


def _account_typed() -> str:
    """The account aimed at, as a hash: what was typed may be a password in the wrong field."""
    return "account:" + hashlib.sha256(request.form.get("name", "").strip().casefold().encode()).hexdigest()


def _account_inside() -> str:
    return "password:" + hashlib.sha256(str(session.get("name", "")).encode()).hexdigest()


def _right_host() -> Response | None:
    """Flask can build no address under a host name it doesn't trust, so that answer is plain."""
    if isinstance(request.routing_exception, SecurityError):
        return Response("This page does not answer under this host name.\n", status=400, mimetype="text/plain")
    return None


def _same_site() -> None:
    """Browsers say where a POST comes from; one from another site is refused even with a token."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise Forbidden


def _let_in() -> Response | None:
    """Refuse everything but the log-in page to strangers, and everything but a new password where one is due."""
    g.reviewer = _who()
    if request.endpoint in OPEN_TO_ALL:
        return None
    if (
        g.reviewer is None
        and request.method == "POST"
        and any(request.form.get(name) for name in ("text", "note", "words"))
    ):
        return make_response(render_template("error.html", **LOGGED_OUT, typed=request.form), 401)
    if g.reviewer is None:
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return see_other(url_for("auth.login", next=safe_path(wanted, "/")) if wanted else url_for("auth.login"))
    if g.reviewer.must_change_password and request.endpoint not in BEFORE_A_NEW_PASSWORD:
        return see_other(url_for("auth.password"))
    return None


def _who() -> Reviewer | None:
    """The reviewer of this session, if it is neither idle too long nor ended from elsewhere."""
    name, key, seen, since = (session.get(part) for part in ("name", "key", "seen", "since"))
    if not (isinstance(name, str) and isinstance(key, str) and isinstance(seen, str) and isinstance(since, str)):
        return None
    now = here().desk.now()
    is_young = now - datetime.fromisoformat(seen) < IDLE and now - datetime.fromisoformat(since) < LONGEST
    inside = here().door.inside(name, key) if is_young else None
    if inside is None:
        session.clear()
        return None
    session["seen"] = now.isoformat()
    return inside


def _begin_session(person: Reviewer) -> None:
    """A new session: nothing of an older one stays, its CSRF token neither."""
    session.clear()
    session.permanent = True
    now = here().desk.now().isoformat()
    session.update(name=person.name, key=person.session_key, seen=now, since=now)


@pages.route("/login", methods=["GET", "POST"])
def login() -> Response | tuple[str, int] | str:
    """The log-in page."""
    target = safe_path(request.values.get("next"), url_for("shelves.queue"))
    if request.method == "GET":
        return redirect(target, 303) if g.reviewer else render_template("login.html", target=target, refused=False)
    person = here().door.log_in(request.form.get("name", "").strip(), request.form.get("password", ""))
    if person is None:
        return render_template("login.html", target=target, refused=True), 401
    _begin_session(person)
    return see_other(target)


@pages.post("/logout")
def logout() -> Response:
    """End this person's sessions, here and elsewhere: a copied cookie is worth nothing afterwards."""
    here().door.log_out(reviewer())
    session.clear()
    flash("You are logged out.", "ok")
    return see_other(url_for("auth.login"))


@pages.route("/password", methods=["GET", "POST"])
def password() -> Response | tuple[str, int] | str:
    """Choose a new password; all other sessions of this person end."""
    if request.method == "GET":
        return render_template("password.html", fault="")
    form = request.form
    try:
        renewed = here().door.change_password(
            reviewer(), old=form.get("old", ""), new=form.get("new", ""), again=form.get("again", "")
        )
    except InputError as fault:
        return render_template("password.html", fault=fault.message), 422
    _begin_session(renewed)
    flash("Your new password is set. Other places where you were logged in are logged out.", "ok")
    return see_other(url_for("shelves.queue"))
