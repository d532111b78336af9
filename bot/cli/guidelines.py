"""`page-monitor guidelines …`: which rules hold, are they sound, what changed, are both sides treated alike?"""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

import click

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "check": ("bot.cli.guidelines_check", "check_guidelines"),
        "show": ("bot.cli.guidelines_show", "show_rule"),
        "diff": ("bot.cli.guidelines_diff", "compare"),
        "versions": ("bot.cli.guidelines_versions", "versions"),
        "neutrality": ("bot.cli.guidelines_neutrality", "neutrality"),
        "test": ("bot.cli.guidelines_test", "replay_rules"),
    }
)
"""The file and the function of each command; loaded when it is asked for."""


class Lazy(click.Group):
    """Loads a command's file only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order in which a change is made."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command by name."""
        if cmd_name not in COMMANDS:
            return None
        file, function = COMMANDS[cmd_name]
        command = getattr(import_module(file), function)
        return command if isinstance(command, click.Command) else None


@click.group(cls=Lazy)
def guidelines() -> None:
    """Look after the guidelines and their rules.

    Check a file before it is used, show a rule as reviewers see it, compare two versions, find the words that a verdict
    was given by, try rules on the archive, and prove that no rule takes sides. Nothing here changes anything.
    """
