"""`page-monitor simulator`: the pretend Graph API alone, for any client that wants to practise."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.config import SystemClock
from bot.errors import InputError
from bot.simulator import scenario, server
from bot.simulator.events import ScenarioError
from bot.simulator.rows import from_comments_file
from bot.simulator.world import World

DEMO_SCENARIO = "school_week"


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0 takes a free one.")
@click.option("--scenario", "name", default=DEMO_SCENARIO, show_default=True, help="A scenario's name or JSON file.")
@click.option(
    "--comments",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Or a file of comments (JSON Lines).",
)
@click.option(
    "--paused", is_flag=True, help="Don't play the scenario; wait for the admin side to play it step by step."
)
def simulator(port: int, name: str, comments: Path | None, paused: bool) -> None:
    """Serve a pretend Facebook and Instagram.

    On this machine only (127.0.0.1).
    The first line printed is a JSON object with the base address, app id and secret, and each account's id, token and
    posts. Nothing here ever reaches Meta.
    """
    world = make_world(name, comments)
    if not paused:
        world.play_all()
    try:
        server.serve(world, port, lambda address: click.echo(json.dumps(description(world, address))))
    except OSError as error:
        raise InputError(f"port {port} on 127.0.0.1 can't be used ({error.strerror}); choose another --port") from error


def make_world(name: str, comments: Path | None) -> World:
    """A world from a scenario, or from a file of comments on the demo's first page."""
    try:
        script = scenario.load(name)
        if comments is not None:
            script = from_comments_file(comments, accounts=script.accounts)
    except (ScenarioError, OSError) as error:
        raise InputError(f"the scenario can't be used: {error}") from error
    return World(script, SystemClock().now, start=last_full_week(SystemClock().now()))


def last_full_week(now: datetime) -> datetime:
    """The Monday on which the last week that is over began, midnight in the fictional district."""
    local = now.astimezone(ZoneInfo("America/Chicago"))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=local.weekday() + 7)


def description(world: World, address: str) -> dict[str, object]:
    """What a client must know to use this world."""
    return {
        "base_url": address,
        "app_id": world.scenario.app_id,
        "app_secret": world.scenario.app_secret,
        "admin_key": world.admin_key,
        "accounts": [
            {
                "key": account.key,
                "platform": account.platform,
                "id": account.id,
                "name": account.name,
                "token": account.token,
                "posts": [post.id for post in world.state.posts.values() if post.account == account.key],
            }
            for account in world.scenario.accounts
        ],
        "people": [{"id": person.id, "name": person.name, "token": person.token} for person in world.scenario.people],
    }
