"""Does every command explain itself?"""

import subprocess
import sys

import pytest

from bot.cli import COMMANDS
from tests.cli.conftest import Run


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) >= 5
    assert "Traceback" not in result.output


def test_the_group_lists_every_command_and_where_to_start(run: Run) -> None:
    output = run("--help").output
    assert all(f"  {command} " in output for command in COMMANDS)
    assert "page-monitor demo" in output


def test_python_m_bot_is_the_same_program() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "bot", "--version"], capture_output=True, text=True, check=True, timeout=60
    )
    assert answer.stdout.startswith("page-monitor, version ")


def test_an_unknown_command_is_refused_with_a_sentence(run: Run) -> None:
    result = run("hidde")
    assert result.exit_code == 2
    assert "No such command" in result.output
