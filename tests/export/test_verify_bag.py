"""Is every change to a box noticed, by the program and by the box's own verify.py?"""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.export import selfcheck
from bot.export.problems import Problem
from bot.export.verify import exit_code, verify_bag
from tests.export.district import District, again
from tests.export.setting import WEEK
from tests.export.tampering import (
    Tamper,
    add,
    edit,
    flip,
    rebag,
    remove,
    reseal,
    shorter_log,
    then,
    without_record,
    without_record_resealed,
)

CARD = "data/records/000001/card.png"
LEDGER = "data/proof/ledger.jsonl"
HEAD = "data/proof/head.json"
FILES = [
    CARD,
    "data/records/000001/thumbnail.png",
    "data/records/000001/payload.json",
    "data/records/000001/metadata.json",
    "data/records/000007/attachment-1.png",
    "data/records.jsonl",
    "data/removed-comments.csv",
    "data/decisions.csv",
    "data/monitoring.csv",
    "data/index.html",
    "data/README.txt",
    "data/verify.py",
    LEDGER,
    HEAD,
    "bagit.txt",
    "bag-info.txt",
    "manifest-sha256.txt",
    "manifest-sha512.txt",
    "tagmanifest-sha256.txt",
    "tagmanifest-sha512.txt",
]
ALONE: dict[str, Tamper] = {
    **{f"a bit of {name}": flip(name) for name in FILES},
    **{f"{name} missing": remove(name) for name in FILES},
    "a stray file in data": add("data/stray.txt"),
    "a stray file in a record": add("data/records/000001/stray.png"),
    "a stray file beside data": add("stray.txt"),
    "a stray folder beside data": add("more/stray.txt"),
    "an empty folder": lambda box: (box / "data/empty").mkdir(),
    "a link": lambda box: (box / "data/link").symlink_to("../outside"),
    "a file replaced by a link": then(remove(CARD), lambda box: (box / CARD).symlink_to(box / "data/index.html")),
    "a CSV cell": edit("data/removed-comments.csv", b"Pat Example", b"Pam Example"),
    "a CSV cell, rebagged": then(edit("data/removed-comments.csv", b"Pat Example", b"Pam Example"), rebag),
    "bag-info, rebagged": then(edit("bag-info.txt", b"Elm Valley", b"Oak Valley"), rebag),
    "bag-info told the other entries, rebagged": then(edit("bag-info.txt", b"Entries: 4", b"Entries: 3"), rebag),
    "a picture, rebagged": then(flip(CARD), rebag),
    "a picture, resealed": then(flip(CARD), reseal),
    "two pictures exchanged, resealed": then(
        lambda box: shutil.copy(box / "data/records/000002/card.png", box / CARD), reseal
    ),
    "an attachment, resealed": then(flip("data/records/000007/attachment-1.png"), reseal),
    "the bytes as received, resealed": then(flip("data/records/000001/payload.json"), reseal),
    "metadata, resealed": then(edit("data/records/000001/metadata.json", b"Pat", b"Pam"), reseal),
    "a picture removed, resealed": then(remove(CARD), reseal),
    "a stray record, resealed": then(add("data/records/000099/payload.json"), reseal),
    "a record removed": without_record,
    "a record removed, rebagged": then(without_record, rebag),
    "a record removed, resealed": without_record_resealed,
    "a log line changed, resealed": then(edit(LEDGER, b"j.rivera", b"k.rivera"), reseal),
    "the log's end cut in a line, resealed": then(edit(LEDGER, b'"seq":47}\n', b'"seq":47}'), reseal),
    "the log cut, rebagged": then(
        lambda box: (box / LEDGER).write_bytes(b"".join((box / LEDGER).read_bytes().splitlines(True)[:-3])), rebag
    ),
    "the head edited, rebagged": then(edit(HEAD, b'"entries": 47', b'"entries": 46'), rebag),
    "the head without form, rebagged": then(lambda box: (box / HEAD).write_text("[]"), rebag),
    "the head without a period, resealed": lambda box: reseal(box, period={}),
    "the head with an evil period, resealed": lambda box: reseal(box, period={"start": 1, "end": None}),
    "the log emptied, resealed": then(
        lambda box: (box / LEDGER).write_bytes(b""), lambda box: reseal(box, entries=0, head="0" * 64)
    ),
}
BESIDE_THE_LOG: dict[str, Tamper] = {
    "the log cut and everything made to agree": shorter_log,
    "a page edited and everything made to agree": then(edit("data/index.html", b"Pat Example", b"Pam Example"), reseal),
    "the box renamed inside": lambda box: reseal(box, box="2026-W46-full"),
    "the head names another hash": lambda box: reseal(box, head="f" * 64),
}


@pytest.fixture(scope="module")
def district(busy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    made = again(busy, tmp_path_factory.mktemp("archive"))
    made.when_the_week_is_over()
    made.exporter.export(WEEK)
    yield made
    made.store.close()


@pytest.fixture
def box(district: District, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    return Path(shutil.copytree(district.root / "exports" / f"{WEEK}-full", tmp_path / "box"))


def _run_inside(box: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "verify.py"], cwd=box / "data", capture_output=True, text=True, check=False
    )


def test_an_untouched_box_is_sound(district: District, box: Path) -> None:
    assert verify_bag(box, ledger=district.store.ledger) == []


def test_the_boxs_own_program_says_sound_and_names_the_head(district: District, box: Path) -> None:
    done = _run_inside(box)
    assert (done.returncode, done.stderr) == (0, "")
    assert "SOUND" in done.stdout
    assert "entries 47, head" in done.stdout
    assert not list(box.rglob("__pycache__"))


@pytest.mark.parametrize("tamper", ALONE.values(), ids=ALONE.keys())
def test_every_change_is_noticed_by_the_box_alone(box: Path, tamper: Tamper) -> None:
    tamper(box)
    problems = verify_bag(box)
    assert exit_code(problems) == 1, problems
    assert all(problem.what and problem.why and problem.next_step for problem in problems)


@pytest.mark.parametrize("tamper", BESIDE_THE_LOG.values(), ids=BESIDE_THE_LOG.keys())
def test_a_box_built_anew_is_noticed_beside_the_living_log(district: District, box: Path, tamper: Tamper) -> None:
    tamper(box)
    assert exit_code(verify_bag(box, ledger=district.store.ledger)) == 1


@pytest.mark.parametrize("name", ["a record removed, resealed", "a bit of data/index.html", "a stray file beside data"])
def test_the_boxs_own_program_says_damage(box: Path, name: str) -> None:
    ALONE[name](box)
    done = _run_inside(box)
    assert (done.returncode, done.stderr) == (1, "")
    assert "DAMAGE" in done.stdout


def test_what_is_no_box_could_not_be_checked(tmp_path: Path) -> None:
    assert exit_code(verify_bag(tmp_path)) == 2
    done = subprocess.run([sys.executable, "-I", selfcheck.__file__, tmp_path], capture_output=True, check=False)
    assert done.returncode == 2


def test_names_in_a_foreign_manifest_can_not_write_on_the_terminal(box: Path) -> None:
    with (box / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{'0' * 64}  data/\x1b[2Jevil\n")
    assert "\x1b" not in _run_inside(box).stdout


def test_the_boxs_own_program_needs_only_python_3_9_and_its_standard_library() -> None:
    tree = ast.parse(Path(selfcheck.__file__).read_text("utf-8"), feature_version=(3, 9))
    modules = {
        (node.module or "").partition(".")[0] if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert modules <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("problems", "code"),
    [
        ([], 0),
        ([Problem(what="a", why="b", damage=False)], 0),
        ([Problem(what="a", why="b", damage=False, checked=False)], 2),
        ([Problem(what="a", why="b")], 1),
        ([Problem(what="a", why="b", damage=False, checked=False), Problem(what="a", why="b")], 1),
    ],
)
def test_damage_weighs_more_than_what_could_not_be_checked(problems: list[Problem], code: int) -> None:
    assert exit_code(problems) == code
