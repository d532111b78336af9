"""How do we speak to the person at the terminal? Tables, progress and errors; plain lines elsewhere."""

import json
import logging
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bot.errors import ConfigError, InputError, MonitorError

PLAIN_WIDTH = 160


def console() -> Console:
    """Where answers go: standard output; as wide as lines need when it is no terminal."""
    made = Console(highlight=False, soft_wrap=False)
    return made if made.is_terminal else Console(highlight=False, width=PLAIN_WIDTH, no_color=True)


def visible(text: str) -> str:
    """A stranger's text made harmless for a terminal: control and direction characters become their code."""
    return "".join(char if char.isprintable() else " " if char in "\n\t" else f"⟨{ord(char):04X}⟩" for char in text)


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], *, title: str = "") -> None:
    """Print a table; cells are printed as they are, never as markup."""
    made = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else Text(visible(str(cell))) for cell in row))
    console().print(made)


def say_json(value: object) -> None:
    """Print data for programs."""
    click.echo(json.dumps(value, ensure_ascii=True, indent=2, default=str))


@contextmanager
def progress(words: str, total: int | None = None) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal (standard error), plain lines elsewhere. Call it with (done, of how many)."""
    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield _plain_progress(words)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task(words, total=total)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _plain_progress(words: str) -> Callable[[int, int], None]:
    told = 0

    def tell(done: int, of: int) -> None:
        nonlocal told
        tenth = 10 * done // of if of else 10
        if tenth > told:
            told = tenth
            click.echo(f"{words}: {done} of {of}", err=True)

    return tell


class _Escaping(logging.Formatter):
    """One record, one line: whatever a message holds, it can't forge another line."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        return visible(super().formatMessage(record))


def start_logging(*, verbose: bool, is_service: bool) -> None:
    """Log lines to standard error: ``time level name event key=value``; a short command only logs what went wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Escaping("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO if is_service else logging.WARNING,
        handlers=[handler],
        force=True,
    )
    # urllib3 prints query strings at DEBUG, and with them the appsecret_proof.
    for noisy in ("urllib3", "waitress.queue", "PIL", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


class Group(click.Group):
    """A command group that turns our errors into a sentence and exit status 1, never into a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            number = len(error.faults)
            _stop(f"{number} fault{'s' if number > 1 else ''} in the configuration:", *error.faults)
        except InputError as error:
            _stop(*str(error).split("\n"))  # one fault a line, as they were told
        except MonitorError as error:
            _stop(str(error))
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            sys.exit(0)
        except Exception as error:  # noqa: BLE001 - the last resort of the command line (house, convention 8)
            if ctx.params.get("verbose"):
                traceback.print_exc()
            _stop(
                f"an error nobody foresaw: {type(error).__name__}. Nothing that was written is lost.",
                "Run the command again with --verbose before its name, and report what it prints.",
            )


def _stop(*lines: str) -> None:
    for number, line in enumerate(lines):
        click.echo(f"{'Error: ' if number == 0 else '  '}{visible(line)}", err=True)
    sys.exit(1)
