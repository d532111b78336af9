"""`page-monitor listen`: the door for Meta's webhooks."""

from pathlib import Path

import click

from bot.bootstrap.listen import VERIFY_TOKEN, listener_of
from bot.config import SystemClock, load_config, load_secrets
from bot.listen.server import refuse_open_address, serve

FOR_THE_DASHBOARD = """\
For Meta's app dashboard (Webhooks; the objects Page and Instagram):
  Callback URL  https://<name of your web server>{path}
  Verify token  the content of the secret {secret}
Your web server passes that address on to http://{host}:{port}{path}."""


@click.command()
@click.option("--host", help="The address to listen on (default: from the settings, 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on (default: from the settings).")
@click.option("--proxy", default="", help="The IP address of your web server with https, if it is another machine.")
@click.pass_obj
def listen(file: Path, host: str | None, port: int | None, proxy: str) -> None:
    """Take in Meta's webhook calls, so that new comments are seen within seconds.

    It needs the secrets app-secret (or instagram-app-secret) and webhook-verify-token, and no token of any page. It
    only keeps what is signed by Meta; `page-monitor run` reads it and looks at the posts it names. Without it
    everything works as well, only later.

    Stop it with Ctrl-C, or SIGTERM from systemd.
    """
    config = load_config(file)
    host, port = host or config.webhooks.host, config.webhooks.port if port is None else port
    refuse_open_address(host, proxy)
    app = listener_of(config, load_secrets(config), SystemClock())
    path, shown = config.webhooks.path, f"[{host}]" if ":" in host else host

    def announce(open_port: int) -> None:
        click.echo(FOR_THE_DASHBOARD.format(path=path, secret=VERIFY_TOKEN, host=shown, port=open_port))
        click.echo(f"Listening for webhooks at http://{shown}:{open_port}{path} (stop with Ctrl-C).")

    serve(app, host, port, announce=announce, proxy=proxy)
    click.echo("Stopped.")
