"""Which pages are there, before any stands in the settings? Numbers come from `token add`, and it wants settings."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.config import Config, load_config
from bot.errors import ConfigError

_STAND_IN = """

[[accounts]]
id = "stand-in"
platform = "facebook"
name = "Stands here while the settings are read"
external_id = "1"
watched = false
"""


def settings_without_pages(file: Path, error: ConfigError) -> Config:
    """The settings when the only thing wrong with them is that no page is listed yet; else raises `error`.

    Every other command rightly refuses such settings, so they are read from a copy that lists one.
    """
    if len(error.faults) != 1 or ": [[accounts]]: no page is listed" not in error.faults[0]:
        raise error
    with TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        copy.write_text(file.read_text("utf-8") + _STAND_IN, "utf-8")
        try:
            read = load_config(copy)
        except ConfigError:
            raise error from None
    return replace(read, file=file.resolve(), accounts=())
