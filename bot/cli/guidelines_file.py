"""Which guidelines file is meant: the one that is named, that of the settings, or the shipped one?"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from bot.config import load_config
from bot.judge.guidelines import Guidelines, default_path, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The file, and the ids of the pages in the settings where there are settings."""

    path: Path
    accounts: Collection[str] | None

    def load(self, *, thorough: bool = False) -> Guidelines:
        """Read and check it, `thorough` with the examples of the shipped rules, too. Raises `GuidelinesError`."""
        return load(self.path, accounts=self.accounts, thorough=thorough)


def chosen(settings: Path, named: Path | None) -> Chosen:
    """`named`, else the file that the settings name, else the shipped one. Raises `ConfigError`."""
    if not settings.is_file():
        return Chosen(path=named or default_path(), accounts=None)
    config = load_config(settings)
    own = config.beside(config.guidelines.file) if config.guidelines.file else default_path()
    return Chosen(path=named or own, accounts={account.id for account in config.accounts})
