"""How does the pretend platform listen? On the loopback address only, with bounds, and it stops when told to."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

import waitress
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.simulator.app import LARGEST_BODY, create_app
from bot.simulator.delivery import Deliverer
from bot.simulator.outbound import PATIENCE_SECONDS
from bot.simulator.world import World

HOST = "127.0.0.1"
ROUND_SECONDS = 1.0


def serve(world: World, port: int, announce: Callable[[str], None]) -> None:
    """Listen until SIGTERM or SIGINT. Port 0 takes a free one; `announce` is told the address once it is open.

    Signals are caught only when called from the main thread, as Python demands.
    """
    deliverer = Deliverer(world)
    server = waitress.create_server(
        create_app(world, deliverer),
        host=HOST,
        port=port,
        threads=8,
        connection_limit=200,
        channel_timeout=60,
        max_request_body_size=LARGEST_BODY,
        ident="simulator",
    )
    former = _catch_signals()
    try:
        announce(f"http://{HOST}:{server.effective_port}")
        with delivering(deliverer):
            server.run()
    finally:
        server.close()
        for number, handler in former.items():
            signal.signal(number, handler)


@contextmanager
def delivering(deliverer: Deliverer) -> Iterator[None]:
    """While this is open, webhooks are delivered by a thread, every second."""
    over = threading.Event()

    def rounds() -> None:
        while not over.wait(ROUND_SECONDS):
            deliverer.deliver()

    thread = threading.Thread(target=rounds, name="webhooks", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=PATIENCE_SECONDS)


class _Quiet(WSGIRequestHandler):
    """Writes no line per request: addresses may carry tokens. The world's own Date is the only one."""

    def send_response(self, code: int, message: str | None = None) -> None:
        self.send_response_only(code, message)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return


@contextmanager
def running(world: World, deliverer: Deliverer | None = None) -> Iterator[str]:
    """For tests that need a real address: serve in a thread, hand out the address, stop at the end.

    Webhooks go out when the admin side or the `deliverer` is told to deliver.
    """
    server = make_server(HOST, 0, create_app(world, deliverer), threaded=True, request_handler=_Quiet)
    # Stopping waits for this long: half a second by default, in every test.
    serve_forever = partial(server.serve_forever, poll_interval=0.05)
    thread = threading.Thread(target=serve_forever, name="simulator", daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _catch_signals() -> dict[signal.Signals, "signal._HANDLER"]:
    if threading.current_thread() is not threading.main_thread():
        return {}

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    return {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
