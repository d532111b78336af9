"""What do the judge's tests share? The shipped guidelines, loaded once."""

import pytest

from bot.judge.guidelines import Guidelines, default_path, load
from bot.judge.judge import Judge


@pytest.fixture(scope="session")
def guidelines() -> Guidelines:
    return load(default_path())


@pytest.fixture(scope="session")
def judge(guidelines: Guidelines) -> Judge:
    return Judge(guidelines)
