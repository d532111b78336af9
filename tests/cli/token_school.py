"""What is a district whose tokens are looked after by the command line? Its settings, its secrets, its pretend Meta."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.config import Config, Secrets, SystemClock
from bot.simulator import server
from bot.simulator.world import World
from tests.accounts.school import (
    APP_ID,
    APP_SECRET,
    IG_LONG,
    IG_SECRET,
    MAPLE,
    meta,
    settings_in,
)
from tests.cli.conftest import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """A district whose settings stand and whose folder of secrets holds the app's credentials only."""

    world: World
    config: Config
    run: Run

    @property
    def folder(self) -> Path:
        return self.config.file.parent / "secrets"

    @property
    def secrets(self) -> Secrets:
        return Secrets({}, self.folder)

    def token(self, *arguments: object, stdin: str | None = None) -> "Told":
        result = self.run("--config", self.config.file, "token", *arguments, stdin=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Told(status=result.exit_code, out=result.stdout, err=result.stderr)

    def put(self, name: str, value: str) -> None:
        path = self.folder / name
        path.write_text(value + "\n", "utf-8")
        path.chmod(0o600)

    def kept(self, name: str) -> str | None:
        found = self.secrets.find(name)
        return None if found is None else found.reveal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def words(self) -> str:
        """All of it in one line, as tables may break sentences."""
        return " ".join(f"{self.out} {self.err}".split())


@contextmanager
def school_in(folder: Path, run: Run, *, rewrite: Callable[[str], str] = str) -> Iterator[School]:
    world = meta(SystemClock().now)
    with server.running(world) as address:
        made = School(world=world, config=settings_in(folder, address, rewrite=rewrite), run=run)
        made.put("app-id", APP_ID)
        made.put("app-secret", APP_SECRET)
        made.put("instagram-app-secret", IG_SECRET)
        yield made


def without_elm(text: str) -> str:
    """The settings with the page that the person at Meta has nothing to do with not watched."""
    return text.replace('"1003"', '"1003"\nwatched = false')


def sound(school: School) -> None:
    for name, value in (("maple", MAPLE), ("maple-ig", MAPLE), ("today", IG_LONG)):
        school.put(f"token-{name}", value)
