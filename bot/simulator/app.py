"""Where does a request go? To the admin side, a picture, a permalink page, or the Graph API, which is all the rest."""

import re
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from werkzeug.http import http_date

from bot.simulator import admin, misfortune, permalinks, pictures
from bot.simulator.delivery import Deliverer
from bot.simulator.graph import call as calls
from bot.simulator.graph import oauth, router
from bot.simulator.graph.answer import Answer
from bot.simulator.graph.call import Call
from bot.simulator.graph.errors import GraphError
from bot.simulator.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LARGEST_BODY = 2 * 1024 * 1024
METHODS = ["GET", "POST", "DELETE", "PUT", "PATCH"]


class GraphApp(Flask):
    """Known clients write double slashes; Werkzeug would answer them with a redirect that loses the POST.

    requests-wsgi-adapter 0.4.1 hands CONTENT_LENGTH over as a number, on which Werkzeug 3.1 stumbles.
    """

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        environ["PATH_INFO"] = re.sub("/{2,}", "/", environ.get("PATH_INFO") or "/")
        if environ.get("CONTENT_LENGTH") is not None:
            environ["CONTENT_LENGTH"] = str(environ["CONTENT_LENGTH"])
        return super().wsgi_app(environ, start_response)


def create_app(world: World, deliverer: Deliverer | None = None) -> Flask:
    """A WSGI application that shows `world` to the outside. The admin side moves the `deliverer` of its webhooks."""
    app = GraphApp("bot.simulator", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.register_blueprint(admin.blueprint(world, deliverer or Deliverer(world)))

    def outside(path: str = "") -> Response:
        answer = _answer(world, path)
        response = Response(answer.payload(), answer.status, content_type=answer.content_type)
        response.headers.update(answer.headers)
        response.headers["Date"] = http_date(world.now())
        return response

    app.add_url_rule("/", "root", outside, methods=METHODS)
    app.add_url_rule("/<path:path>", "outside", outside, methods=METHODS)
    return app


def _answer(world: World, path: str) -> Answer:
    try:
        call = calls.read(
            request.method,
            path,
            request.args.to_dict(),
            request.form.to_dict(),
            request.get_data(),
            dict(request.headers),
            request.host_url,
        )
    except GraphError as error:
        return error.answer()
    return misfortune.answered(world, call, _serve)


def _serve(world: World, call: Call) -> Answer:
    if call.method == "GET" and call.path[:1] == ("cdn",):
        return pictures.answer(world, call)
    if call.method == "GET" and permalinks.is_permalink(call.path):
        return permalinks.answer(world, call)
    if oauth.is_exchange(call):
        return oauth.answer(world, call)
    return router.answer(world, call)
