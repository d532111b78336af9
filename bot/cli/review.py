"""`page-monitor review`: the page where staff look and decide."""

from pathlib import Path

import click

from bot.bootstrap import review_app_of
from bot.config import SystemClock, load_config, load_secrets
from bot.review.web import refuse_open_address, serve


@click.command()
@click.option("--host", help="The address to listen on (default: from the settings, 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on (default: from the settings).")
@click.pass_obj
def review(file: Path, host: str | None, port: int | None) -> None:
    """Serve the review page to staff.

    It reads the archive and writes decisions; `page-monitor run` carries them out. It never talks to Facebook or
    Instagram. Make accounts for it with `page-monitor user add`.
    """
    config = load_config(file)
    host, port = host or config.review.host, port or config.review.port
    refuse_open_address(host, behind_proxy=config.review.behind_proxy)
    app = review_app_of(config, load_secrets(config), SystemClock())
    serve(
        app,
        host,
        port,
        behind_proxy=config.review.behind_proxy,
        announce=lambda: click.echo(f"The review page is at http://{host}:{port} (stop with Ctrl-C)."),
    )
