"""How does a test or a demonstration move the world from outside? By the admin side, behind the world's own key."""

import hmac

from flask import Blueprint, Response, jsonify, request

from bot.simulator.delivery import Deliverer, mischief
from bot.simulator.events import ScenarioError
from bot.simulator.world import World

Reply = tuple[Response, int]


def blueprint(world: World, deliverer: Deliverer) -> Blueprint:
    """Routes under /_admin; every one wants the header X-Admin-Key."""
    side = _Admin(world, deliverer)
    routes = Blueprint("admin", __name__, url_prefix="/_admin")
    routes.before_request(side.check)
    routes.post("/events")(side.events)
    routes.post("/play")(side.play)
    routes.get("/state")(side.state)
    routes.post("/faults")(side.faults)
    routes.delete("/faults")(side.no_faults)
    routes.post("/webhooks")(side.webhooks)
    routes.register_error_handler(ScenarioError, _bad)
    return routes


class _Admin:
    def __init__(self, world: World, deliverer: Deliverer) -> None:
        self._world = world
        self._deliverer = deliverer

    def check(self) -> Reply | None:
        key = request.headers.get("X-Admin-Key", "")
        if hmac.compare_digest(key.encode(), self._world.admin_key.encode()):
            return None
        return jsonify(error="the header X-Admin-Key is missing or wrong"), 403

    def events(self) -> Reply:
        return jsonify(ids=self._world.apply(_rows("events"))), 200

    def play(self) -> Reply:
        wanted = request.get_json(silent=True)
        if not isinstance(wanted, dict):
            raise ScenarioError('play: expected {"steps": n} or {"all": true}')
        steps = self._world.steps_left if wanted.get("all") is True else wanted.get("steps", 1)
        if isinstance(steps, bool) or not isinstance(steps, int) or steps < 0:
            raise ScenarioError("play.steps: expected a whole number, 0 or more")
        return jsonify(played=self._world.play(steps), left=self._world.steps_left), 200

    def state(self) -> Reply:
        return jsonify(self._world.snapshot()), 200

    def faults(self) -> Reply:
        wanted = _rows("faults")
        self._world.add_faults(wanted)
        return jsonify(added=len(wanted)), 200

    def no_faults(self) -> Reply:
        self._world.clear_faults()
        return jsonify(added=0), 200

    def webhooks(self) -> Reply:
        """Deliver what is due now; from now on with the mischief given, if any is."""
        wanted = request.get_json(silent=True)
        if wanted is not None:
            self._deliverer.misbehave(mischief(wanted, "webhooks"))
        accepted = self._deliverer.deliver()
        counts = {"accepted": accepted, "waiting": self._deliverer.waiting, "lost": self._deliverer.lost}
        return jsonify(**counts, dropped=self._world.hearing.dropped), 200


def _rows(what: str) -> list[object]:
    rows = request.get_json(silent=True)
    if not isinstance(rows, list):
        raise ScenarioError(f"{what}: expected a JSON list")
    return rows


def _bad(error: Exception) -> Reply:
    return jsonify(error=str(error)), 400
