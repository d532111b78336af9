"""Does the house keep its own rules, where import-linter can't see? Time, environment, SQL, sizes, broad excepts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot

ROOT = Path(bot.__file__).resolve().parent
FILES = sorted(ROOT.rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
_SQL = re.compile(
    r"^\s*(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b", re.S
)


def place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def calls(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def offenders(find: str, *, allowed: tuple[str, ...]) -> list[str]:
    pattern = re.compile(find)
    return [
        f"{place(file)}: {name}"
        for file in FILES
        if not place(file).startswith(allowed)
        for name in calls(tree(file))
        if pattern.fullmatch(name)
    ]


def test_time_is_asked_only_of_the_clock() -> None:
    asked = offenders(
        r"(datetime\.)?(datetime|date)\.(now|utcnow|today)|time\.time", allowed=("config/clock.py", "simulator/")
    )
    assert asked == []


def test_the_environment_is_read_only_in_the_configuration() -> None:
    readers = [
        place(file)
        for file in FILES
        if not place(file).startswith("config/")
        and any(
            ast.unparse(n) in ("os.environ", "os.getenv") for n in ast.walk(tree(file)) if isinstance(n, ast.Attribute)
        )
    ]
    # The browser's child is a program of its own; it only tells its browser where to put its profiles.
    assert set(readers) <= {"browser/child.py"}


def test_sql_lives_only_in_the_store() -> None:
    found = [
        f"{place(file)}:{node.lineno}"
        for file in FILES
        if not place(file).startswith("store/")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SQL.match(node.value)
    ]
    assert found == []


ACTING = ("act/visibility.py", "act/answering.py", "act/removal.py")
"""The only files that ask a platform to change anything."""


def test_only_the_room_that_acts_asks_a_platform_to_change_anything() -> None:
    changing = r".*platform\w*(\[.*\]|\(.*\))?\.(hide|unhide|reply|comment_on|delete)"
    assert offenders(changing, allowed=(*ACTING, "platforms/")) == []
    assert {found.partition(":")[0] for found in offenders(changing, allowed=("platforms/",))} == set(ACTING)


def test_the_bot_never_blocks_or_messages() -> None:
    assert definers(r"def (block|ban|message|private_repl\w*|send_message)\b") == set()


def test_deleting_is_known_only_to_the_platforms_and_the_desk_where_a_person_decides_it() -> None:
    known = definers(r"def delete\b")
    assert known <= {
        "ports/outside.py",
        "platforms/facebook_writes.py",
        "platforms/instagram_writes.py",
        "platforms/graph/client.py",
        "platforms/graph/wire.py",
        "review/speaking.py",
    }


def definers(pattern: str) -> set[str]:
    """The files, besides the simulator's, in which a definition like this stands."""
    found = re.compile(pattern)
    files = (file for file in FILES if not place(file).startswith("simulator/"))
    return {place(file) for file in files if found.search(file.read_text("utf-8"))}


def test_errors_nobody_foresaw_are_caught_in_two_places_only() -> None:
    broad = [
        place(file)
        for file in FILES
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ExceptHandler) and node.type is not None and ast.unparse(node.type) == "Exception"
    ]
    assert set(broad) <= {"pipeline.py", "cli/console.py"}


@pytest.mark.parametrize("file", FILES, ids=place)
def test_files_and_functions_stay_small_and_say_what_they_answer(file: Path) -> None:
    text = file.read_text("utf-8")
    module = tree(file)
    assert text.count("\n") <= LONGEST_FILE
    assert ast.get_docstring(module), "the first line says which question the file answers"
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno
            assert length < LONGEST_FUNCTION, f"{node.name} is {length + 1} lines long"


def test_nouns_are_frozen_and_slotted() -> None:
    for file in sorted((ROOT / "model").glob("*.py")):
        for node in tree(file).body:
            if isinstance(node, ast.ClassDef) and not any("Enum" in ast.unparse(base) for base in node.bases):
                decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
                assert decorators == ["dataclass(frozen=True, slots=True, kw_only=True)"], f"{place(file)} {node.name}"


def test_no_lock_file_holds_an_address() -> None:
    locks = sorted(ROOT.parent.glob("requirements*.lock"))
    assert locks
    for lock in locks:
        assert "://" not in lock.read_text("utf-8")
        assert "--hash=sha256:" in lock.read_text("utf-8")
