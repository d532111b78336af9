"""What does a small TOML file look like, and what does the reader say to it?"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.config import Config, load
from bot.errors import ConfigError

DISTRICT = '[district]\nname = "Maple Hollow"\n'
PAGE = '[[accounts]]\nid = "maple"\nplatform = "facebook"\nname = "Maple"\nexternal_id = "1001"\n'


def read(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> Config:
    file = folder / "config.toml"
    file.write_text(text, "utf-8")
    return load(file, environ or {})


def faults(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read(folder, text, environ)
    place = f"{folder / 'config.toml'}: "
    assert all(fault.startswith(place) for fault in caught.value.faults)
    return [fault.removeprefix(place) for fault in caught.value.faults]
