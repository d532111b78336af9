"""What can be asked for on the command line? The group `page-monitor`; one file a command."""

import os
from importlib import import_module
from pathlib import Path

import click

from bot import VERSION
from bot.cli.console import Group, start_logging
from bot.config import DEFAULT_FILE

COMMANDS = (
    "check",
    "token",
    "probe",
    "migrate",
    "run",
    "once",
    "review",
    "listen",
    "user",
    "judge",
    "evaluate",
    "guidelines",
    "export",
    "verify",
    "search",
    "simulator",
    "demo",
)


class LazyGroup(Group):
    """Loads a command's file only when it is asked for: `judge` needs no browser, `--help` no database."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of a newcomer's day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command by name."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"bot.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=DEFAULT_FILE,
    show_default=True,
    help="The settings file (see config.example.toml).",
)
@click.option("--verbose", is_flag=True, help="Log more, and show where an unforeseen error came from.")
@click.version_option(VERSION, prog_name="page-monitor")
@click.pass_context
def main(ctx: click.Context, file: Path, verbose: bool) -> None:
    """Watch the comments on the district's Facebook and Instagram pages.

    New comments are judged by the published commenting guidelines, kept with proof, and only then hidden when they
    clearly break them; everything doubtful waits for staff on the review page.

    Start with: page-monitor demo (nothing to set up), or page-monitor check (your own settings).
    """
    os.umask(0o077)  # the archive holds names and hidden comments: nobody else on this machine reads them
    ctx.obj = file
    start_logging(verbose=verbose, is_service=ctx.invoked_subcommand in ("run", "review", "listen"))
