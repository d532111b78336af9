"""Do the documents tell the truth about commands, settings, errors, notices and each other?"""

import os
import re
import subprocess
import textwrap
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from bot.accounts.needs import needs_of
from bot.bootstrap.listen import APP_SECRETS, VERIFY_TOKEN
from bot.cli import COMMANDS, main
from bot.collect.plan import FRESH_FROM, SLOW_FROM
from bot.config import load
from bot.config.settings import SECTIONS
from bot.model import Account, Login, NoticeKind, PlatformName
from bot.platforms.graph.table import TABLE
from bot.review.words import NOTICES
from bot.simulator import scenario
from bot.store.migrations import migrations

ROOT = Path(__file__).resolve().parents[1]
OPERATING, META = ROOT / "docs/operating.md", ROOT / "docs/meta.md"
PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), ROOT / "archive/README.md"])
EXAMPLE = ROOT / "config.example.toml"
_WORD = r"[a-z]+(?![-\w/:.])"
_CALL = re.compile(rf"(?<!another )page-monitor(?: --config \S+| --verbose)* ({_WORD})(?: ({_WORD}))?([^`|\n(#]*)")
_HELPER = re.compile(rf"^ +pms? ({_WORD})(?: ({_WORD}))?([^\n#]*)", re.M)
"""The helpers that the documents define for the reader's shell."""


def text(*pages: Path) -> str:
    return "\n".join(page.read_text("utf-8") for page in pages)


def command(*names: str) -> click.Command | None:
    found: click.Command | None = main
    for name in names:
        context = click.Context(found, info_name=name) if found is not None else None
        found = found.get_command(context, name) if isinstance(found, click.Group) and context else None
    return found


def subcommands(name: str) -> list[str]:
    found = command(name)
    return sorted(found.commands) if isinstance(found, click.Group) else []


def code_of(page: Path) -> str:
    """What stands in back-ticks and in indented or fenced blocks, line by line."""
    lines = text(page).splitlines()
    blocks = [line for line in lines if line.startswith("    ")]
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", "\n".join(lines))])


def told_calls() -> Iterator[tuple[Path, tuple[str, ...], list[str]]]:
    """Every call of the program that a document prints: page, command and subcommand, long options."""
    for page in PAGES:
        for pattern in (_CALL, _HELPER):
            for name, second, rest in pattern.findall(code_of(page)):
                yield page, (name, second), re.findall(r"--[a-z][a-z-]+", rest)


# Commands ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_to_the_people_who_run_it(name: str) -> None:
    assert f"page-monitor {name}" in text(OPERATING)
    if name == "token":
        missing = [each for each in subcommands(name) if f"token {each}" not in text(OPERATING)]
        assert missing == []


def test_every_printed_call_names_a_command_and_options_that_exist() -> None:
    wrong, number = [], 0
    for page, (name, second), options in told_calls():
        number += 1
        names = (name, second) if second and subcommands(name) else (name,)
        found = command(*names) if name in COMMANDS else None
        known = {option for each in found.params for option in each.opts} if found else set()
        if found is None or not set(options) <= known | {"--help"}:
            wrong.append(f"{page.name}: page-monitor {' '.join(names)} {' '.join(options)}")
    assert number > 40  # else the pattern finds nothing any more
    assert wrong == []


def test_every_way_to_add_a_token_is_told() -> None:
    add = command("token", "add")
    assert add is not None
    ways = {option for each in add.params for option in each.opts}
    assert {way for way in ways if f"`{way}" not in text(META)} == set()


# Errors and notices ------------------------------------------------------------------------------------------------


def section(page: Path, heading: str) -> str:
    return re.split(r"^## ", text(page).split(f"\n## {heading}\n", 1)[1], maxsplit=1, flags=re.M)[0]


def rows(words: str, first: str) -> list[list[str]]:
    """The cells of the table whose head begins with `first`."""
    lines = iter(words.split(f"\n| {first} |", 1)[1].splitlines()[2:])
    found = []
    for line in lines:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split(" | ")])
    return found


def plain(words: str) -> str:
    return words.replace("`", "").replace("“", "").replace("”", "").strip().casefold()


def test_the_table_of_errors_is_the_program_s_own_row_by_row_and_in_its_order() -> None:
    told = [tuple(plain(cell) for cell in row) for row in rows(section(META, "Errors"), "Code")]
    known = [
        tuple(
            plain(cell)
            for cell in (
                f"{row.spelt} saying {row.phrase}" if row.phrase else row.spelt,
                row.error.__name__,
                row.meaning,
                row.remedy,
            )
        )
        for row in TABLE
    ]
    assert told == known


def test_what_follows_is_told_for_every_kind_of_error_of_the_table() -> None:
    told = [row[0] for row in rows(section(META, "Errors"), "Kind")]
    assert sorted(told) == sorted({row.error.__name__ for row in TABLE} | {"PlatformUnavailable"})


def test_every_notice_is_explained_in_the_words_that_staff_read() -> None:
    told = {row[0].strip("`"): row[1] for row in rows(section(META, "Notices"), "Kind")}
    assert told == {str(kind): NOTICES[kind] for kind in NoticeKind}


# Permissions, secrets, figures -------------------------------------------------------------------------------------


def test_every_permission_that_is_asked_for_is_explained() -> None:
    accounts = [
        Account(id="a", platform=platform, name="A", external_id="1", login=Login.FACEBOOK)
        for platform in (PlatformName.FACEBOOK, PlatformName.INSTAGRAM)
    ]
    told = section(META, "Permissions")
    wanted = {need.scope for account in accounts for need in needs_of(account)}
    assert {scope for scope in wanted if f"`{scope}`" not in told} == set()
    assert len(wanted) >= 6


@pytest.mark.parametrize("name", [*APP_SECRETS, VERIFY_TOKEN, "app-id", "session-key"])
def test_every_secret_is_named_where_secrets_are_explained(name: str) -> None:
    assert f"`{name}`" in section(META, "Where the secrets lie")
    assert re.search(rf"^#   .*\b{name}\b", text(EXAMPLE), re.M)


@pytest.mark.parametrize("names", [(), ("token-district-ig", "app-id", "token-district-ig.about", "notes")])
def test_the_helper_for_the_service_s_user_hands_over_every_secret_and_is_quiet_without_any(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    """Before any secret is there the shell's own pattern would be taken for a file."""
    for name in names:
        (tmp_path / name).write_text(f'{name} "x y$z\n', "utf-8")
    (tmp_path / ".token-x.1a2b").write_text("half", "utf-8")
    script = text(META).split("pms() { sudo sh -c '", 1)[1].split("cd / &&", 1)[0]
    script = script.replace("/etc/page-monitor/secrets", str(tmp_path)) + "env"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, env={"PATH": os.defpath}, check=True)
    told = [line for line in done.stdout.splitlines() if line.startswith("PAGE_MONITOR_")]
    handed = [f'PAGE_MONITOR_{n.upper().replace("-", "_")}={n} "x y$z' for n in names if not n.endswith(".about")]
    assert sorted(told) == sorted(handed)
    assert done.stderr == ""


def test_the_settings_of_the_rehearsal_are_sound_and_its_pages_are_the_simulator_s(tmp_path: Path) -> None:
    block = text(META).split("    [district]\n", 1)[1].split("\nIts app is", 1)[0]
    file = tmp_path / "rehearsal.toml"
    file.write_text("[district]\n" + textwrap.dedent(block), "utf-8")
    listed = {account.id: account.external_id for account in load(file, {}).accounts}
    played = {account.id for account in scenario.load("school_week").accounts}
    assert {name for name, number in listed.items() if number not in played} == {"middle"}
    assert len(listed) == 3


def test_the_steps_of_the_allowance_are_those_of_the_plan() -> None:
    told = re.findall(r"^\| from (\d+) % ", section(META, "What is read when"), re.M)
    assert [int(each) for each in told] == [SLOW_FROM, FRESH_FROM]


def test_the_newest_migration_stands_under_upgrade() -> None:
    newest = [migration.name for migration in migrations._migrations][-1]
    assert newest in section(OPERATING, "Upgrade")


# Settings ----------------------------------------------------------------------------------------------------------


def test_the_example_holds_every_key_of_every_section_with_its_default() -> None:
    written = tomllib.loads(text(EXAMPLE))
    for name, kind in SECTIONS.items():
        known = {spec.name: spec.default for spec in fields(kind) if name != "district" or spec.name != "name"}
        told = {key: tuple(value) if isinstance(value, list) else value for key, value in written[name].items()}
        assert {**told, **known} == told, f"[{name}]"


def test_every_key_of_an_account_is_explained_in_the_example() -> None:
    explained = set(re.findall(r"^#   (\w+)  ", text(EXAMPLE), re.M))
    assert {spec.name for spec in fields(Account)} <= explained


def test_every_setting_that_a_document_names_exists() -> None:
    wrong, number = [], 0
    for page in PAGES:
        for name, key in re.findall(r"`\[(\w+)\]\s+(\w+)", text(page)):
            number += 1
            if name not in SECTIONS or key not in {spec.name for spec in fields(SECTIONS[name])}:
                wrong.append(f"{page.name}: [{name}] {key}")
    assert number > 15
    assert wrong == []


# Links -------------------------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """Headings as GitHub makes them addresses."""
    headings = re.findall(r"^#+ (.+)$", text(page), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_link_leads_to_a_file_and_a_heading_that_exist() -> None:
    wrong, number = [], 0
    for page in [*PAGES, ROOT / "bot/simulator/README.md"]:
        for target in re.findall(r"\]\(([^)\s]+)\)", text(page)):
            if re.match(r"[a-z]+:", target):
                continue
            number += 1
            place, _, anchor = target.partition("#")
            there = (page.parent / place).resolve() if place else page
            if not there.exists() or (anchor and anchor not in anchors(there)):
                wrong.append(f"{page.name}: {target}")
    assert number > 30
    assert wrong == []


def test_every_section_that_the_program_or_its_settings_point_to_exists() -> None:
    pattern = re.compile(r"docs/(\w+)\.md, ('[^'\n]+'(?: and '[^'\n]+')*)")
    found = [
        (page, heading)
        for source in [*ROOT.glob("bot/**/*.py"), EXAMPLE]
        for page, headings in pattern.findall(text(source))
        for heading in re.findall(r"'([^']+)'", headings)
    ]
    missing = [
        each for each in found if f"\n## {each[1]}\n" not in text(ROOT / f"docs/{each[0]}.md").replace("###", "##")
    ]
    assert len(found) >= 5
    assert missing == []
