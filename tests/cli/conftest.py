"""What do the command-line tests share? A runner, and a small district whose week was played once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.simulator.world import World
from tests.flow.painter import Painter
from tests.flow.town import Town, comment, post, script, town

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run a command in this process; answers output and exit status."""

    def invoke(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)

    return invoke


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Town]:
    """A district with one clear violation, one ordinary comment and one hostile one; collected and worked off."""
    week = script(
        [
            post(),
            comment("bad", "This is fucking bullshit"),
            comment("good", "What a lovely concert, thank you band!"),
            comment("evil", "lovely \x1b[31mred\x1b[0m \u202etxet concert [bold]x[/bold]"),
        ]
    )
    with town(tmp_path / "district", week, shipped_rules=True) as made:
        made.world.play_all()
        with made.worker(Painter()) as service:
            made.pass_over(service)
        yield made


@pytest.fixture
def world(district: Town) -> World:
    """The pretend platform of the district."""
    return district.world
