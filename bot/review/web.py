"""How does the review page become a web site? Flask, its guards and its error pages, and the server."""

import errno
import logging
from collections.abc import Callable, Mapping, Sequence
from ipaddress import ip_address
from types import MappingProxyType
from zoneinfo import ZoneInfo

import waitress
from flask import Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from bot.errors import ConfigError, MonitorError
from bot.model import Statement
from bot.review import auth
from bot.review.door import FrontDoor
from bot.review.rulebook import RuleDesk
from bot.review.service import ReviewDesk
from bot.review.views import answer, comment, facts, office, rule_tests, rules, shelves
from bot.review.views.furniture import furnish
from bot.review.views.room import ROOM, Room

LARGEST_FORM = 128 * 1024
"""An answer of 8,000 characters is at most 96 KB once a browser has escaped it."""
LIMITS: Mapping[str, object] = MappingProxyType(
    {"MAX_CONTENT_LENGTH": LARGEST_FORM, "MAX_FORM_MEMORY_SIZE": LARGEST_FORM, "MAX_FORM_PARTS": 50}
)

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}

FAULTS = {
    400: ("That did not work", "The request was not understood. Go back, reload the page and try again."),
    403: ("Not allowed", "This came from another web site, so nothing was done."),
    404: ("Not found", "There is nothing at this address. It may have been a comment of another archive."),
    405: ("Not found", "There is nothing to see at this address."),
    413: ("Too much", "The form was too large. Please shorten what you typed."),
    429: ("Too many tries", "Please wait a minute, then try again. If you forgot your password, ask IT for a new one."),
    500: ("Something went wrong", "Nothing was decided. Try again in a moment; if it stays, tell IT."),
    503: ("Busy", "The archive is busy right now and nothing was decided. Try again in a moment."),
}
FAMILIES = (shelves.pages, comment.pages, answer.pages, facts.pages, office.pages, rules.pages, rule_tests.pages)
NOTHING: Mapping[str, str] = MappingProxyType({})
OLD_FORM = "Your session is over, or the form was open for too long. Reload the page and try again. Nothing was done."


def create_app(
    *,
    desk: ReviewDesk,
    rule_desk: RuleDesk,
    door: FrontDoor,
    secret_key: bytes,
    zone: ZoneInfo,
    trusted_hosts: Sequence[str],
    secure_cookies: bool,
    site_name: str,
    statements: Sequence[Statement] = (),
) -> Flask:
    """The review page as a WSGI app. `trusted_hosts` are the host names it answers to; others get 400.

    `statements` are the approved answers of the fact sheet.

    Raises `ConfigError` for a secret that is too short or an empty list of hosts.
    """
    _refuse_unsafe(secret_key, trusted_hosts)
    app = Flask(__name__)
    app.config.update(SECRET_KEY=secret_key, TRUSTED_HOSTS=list(trusted_hosts), **LIMITS)
    app.extensions[ROOM] = Room(
        desk=desk,
        rules=rule_desk,
        door=door,
        zone=zone,
        site_name=site_name,
        statements={statement.id: statement for statement in statements},
    )
    furnish(app)
    for family in FAMILIES:
        app.register_blueprint(family)
    app.add_url_rule("/healthz", "healthz", _healthz)
    auth.install(app, secure_cookies=secure_cookies)
    _guard(app)
    return app


def _refuse_unsafe(secret_key: bytes, trusted_hosts: Sequence[str]) -> None:
    faults = []
    if len(secret_key) < 32:
        faults.append("the review page's secret must be at least 32 bytes")
    if not trusted_hosts:
        faults.append("name at least one host under which staff open the review page")
    if faults:
        raise ConfigError(faults)


def _healthz() -> Response:
    """This process answers; nothing more is told to strangers."""
    return Response("ok\n", mimetype="text/plain")


def _guard(app: Flask) -> None:
    app.after_request(_add_headers)
    app.register_error_handler(CSRFError, _old_form)
    app.register_error_handler(HTTPException, _fault)
    app.register_error_handler(MonitorError, _busy)


def _add_headers(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers[name] = value
    if request.endpoint == "static" and answer.status_code == 200:
        answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _fault(fault: HTTPException) -> tuple[str, int] | Response:
    """Redirects that the router makes pass through; faults get a page in plain words."""
    code = fault.code or 500
    if 300 <= code < 400:
        return Response(status=code, headers={"Location": fault.get_response().headers["Location"]})
    typed = request.form if code >= 500 else NOTHING
    return _fault_page(code, *FAULTS.get(code, FAULTS[500 if code >= 500 else 400]), typed=typed)


def _old_form(_: CSRFError) -> tuple[str, int]:
    return _fault_page(400, FAULTS[400][0], OLD_FORM, typed=request.form)


def _busy(fault: MonitorError) -> tuple[str, int]:
    code = 503 if fault.retryable else 500
    return _fault_page(code, *FAULTS[code], typed=request.form)


def _fault_page(code: int, title: str, explanation: str, typed: Mapping[str, str] = NOTHING) -> tuple[str, int]:
    """Needs nothing from the index: it must work when that is what is broken. What was typed is given back."""
    return render_template("error.html", title=title, explanation=explanation, typed=typed), code


def serve(
    app: Flask,
    host: str,
    port: int,
    *,
    behind_proxy: bool = False,
    trusted_proxy: str = "127.0.0.1",
    threads: int = 4,
    announce: Callable[[], None] | None = None,
) -> None:
    """Serve until the process ends. `trusted_proxy` is the proxy's address as this machine sees it.

    `announce` is called once browsers can connect. Raises `ConfigError` for an address that can't be listened on, and
    for one others can reach unless a proxy with https stands before it: passwords and comments would travel in the
    open.
    """
    refuse_open_address(host, behind_proxy=behind_proxy)
    # One browser asks for twenty small pictures at once; that is no warning.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    options = {"host": host, "port": port, "threads": threads, **_options(trusted_proxy if behind_proxy else "")}
    try:
        server = waitress.create_server(app, **options)
    except ValueError as error:  # waitress's word for a name without an address
        raise ConfigError([f"{host} is no address of this machine; check --host or [review] host"]) from error
    except OSError as error:
        raise ConfigError([_cannot_listen(host, port, error)]) from error
    if announce is not None:
        announce()
    server.run()


def _options(trusted_proxy: str) -> dict[str, object]:
    """How much waitress takes in, and which headers of a proxy it believes: none where there is no proxy."""
    options: dict[str, object] = {
        "ident": None,
        "clear_untrusted_proxy_headers": True,
        "max_request_body_size": 4 * LARGEST_FORM,
    }
    if trusted_proxy:
        options["trusted_proxy"] = trusted_proxy
        options["trusted_proxy_count"] = 1
        options["trusted_proxy_headers"] = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
    return options


def _cannot_listen(host: str, port: int, error: OSError) -> str:
    """Why nobody can connect there, and what to do about it."""
    remedy = "choose another with --port or [review] port"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use by another program; {remedy}"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"port {port} on {host} may not be used by this user; {remedy}"
    return f"the review page can't be served at {host}, port {port}: {error.strerror}; check --host or [review] host"


def refuse_open_address(host: str, *, behind_proxy: bool) -> None:
    """Raise `ConfigError` for an address others can reach unless a proxy with https stands before it."""
    if not behind_proxy and not is_loopback(host):
        raise ConfigError(
            [
                f"the review page would be reachable by others at {host} without https. Serve it on 127.0.0.1, "
                "or put a proxy with https before it and say so (behind_proxy = true)"
            ]
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
