"""Do box and archive hold the words behind every verdict, and is it noticed when they are others?"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import EvidenceError
from bot.export.problems import Problem, exit_code
from bot.export.verify import verify_archive, verify_bag
from bot.export.versions import folder_of
from bot.model import DecisionKind, GuidelinesText
from tests.builders import wording
from tests.export.district import District
from tests.export.setting import WEEK, WORDING

OTHER = replace(WORDING, parts=(WORDING.parts[0], replace(WORDING.parts[1], content=b"# Softer\n")))


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    """A hide under one version, and a kept comment under another that changed one file."""
    made = District(tmp_path)
    made.hid("Cheap sunglasses!!!")
    made.judging_by(OTHER)
    made.wrote("Go Elks!")
    yield made
    made.store.close()


def problems(district: District) -> list[Problem]:
    return verify_archive(
        ledger=district.store.ledger,
        evidence=district.store.evidence,
        versions=district.store.versions,
        index=district.store,
        root=district.root,
        pause=list[float]().append,
    )


def sql(district: District, statement: str, *guards: str) -> None:
    raw = district.store.connection.raw
    raw.execute("PRAGMA foreign_keys=off")
    for guard in guards:
        raw.execute(f"DROP TRIGGER {guard}")
    raw.execute(statement)
    raw.execute("PRAGMA foreign_keys=on")


def data(district: District) -> Path:
    return district.exporter.export(WEEK).path / "data"


def before_texts(district: District, version: str = "g-aaaaaaaaaaaa") -> None:
    """A verdict as the program gave it before it kept texts: the log names a version and no text of it."""
    district.log("verdict", {"revision": 900, "comment": 900, "outcome": "keep", "guidelines": version})


def files(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# The box ------------------------------------------------------------------------------------------------------------


def test_a_box_holds_the_words_of_every_version_that_its_verdicts_name(district: District) -> None:
    folders = {path.name: path for path in (data(district) / "guidelines").iterdir()}
    assert set(folders) == {WORDING.version, OTHER.version}
    assert {path.name: path.read_bytes() for path in folders[OTHER.version].iterdir()} == dict(folder_of(OTHER))
    assert (folders[OTHER.version] / "002-elmvalley.toml").read_bytes() == b"# Softer\n"


def test_the_words_are_covered_by_the_box_s_own_hashes(district: District, tmp_path: Path) -> None:
    box = data(district).parent
    assert verify_bag(box, ledger=district.store.ledger, pause=list[float]().append) == []
    path = box / f"data/guidelines/{WORDING.version}/001-words.toml"
    path.write_bytes(b"# Others\n")
    assert any(path.name in problem.what and problem.damage for problem in verify_bag(box))


def test_a_stranger_makes_the_version_again_from_the_folder_alone(district: District, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(data(district) / "guidelines" / WORDING.version, tmp_path / "copy"))
    told = (folder / "README.txt").read_text("utf-8")
    recipe = "\n".join(line[4:] for line in told.partition("python3:\n")[2].splitlines())
    made = subprocess.run([sys.executable, "-c", recipe], cwd=folder, capture_output=True, text=True, check=True)
    assert made.stdout.strip() == WORDING.version
    subprocess.run(["sha256sum", "--status", "-c", "listing.txt"], cwd=folder, check=True)
    (line,) = (
        one
        for one in map(json.loads, (data(district) / "proof/ledger.jsonl").read_bytes().splitlines())
        if one["kind"] == "guidelines" and one["body"]["version"] == WORDING.version
    )
    assert hashlib.sha256((folder / "listing.txt").read_bytes()).hexdigest() == line["body"]["listing"]


def test_a_later_box_holds_the_words_of_an_earlier_week_that_it_still_tells_of(district: District) -> None:
    sealed = district.hid("Cheap lamps")
    district.when_the_week_is_over()
    district.exporter.export(WEEK)
    district.undid(sealed)
    later = district.exporter.export("2026-W48").path / "data/guidelines"
    assert [path.name for path in later.iterdir()] == [OTHER.version]


def test_a_version_of_before_is_named_in_the_readme_and_is_no_link(tmp_path: Path) -> None:
    district = District(tmp_path)
    before_texts(district)
    place = data(district)
    assert "The text of the guidelines of version g-aaaaaaaaaaaa:" in (place / "README.txt").read_text("utf-8")
    assert not (place / "guidelines").exists()
    district.store.close()


def test_the_record_s_page_leads_to_the_words(district: District) -> None:
    page = (data(district) / "index.html").read_text("utf-8")
    assert f'<a href="guidelines/{WORDING.version}/README.txt">{WORDING.version}</a>' in page


def test_a_box_made_anew_holds_the_words_that_were_kept_by_its_end(tmp_path: Path) -> None:
    """A version of before is used again in the next week, and its text is kept then: the old box stays as it was."""
    district = District(tmp_path)
    before_texts(district, WORDING.version)
    district.hid("Cheap lamps")
    district.judging_by(OTHER)
    before_texts(district, wording("next").version)
    district.when_the_week_is_over()
    first = files(data(district))
    district.judging_by(wording("next"))
    shutil.rmtree(data(district).parent)
    assert files(data(district)) == first
    assert {path.parts[1] for path in first if path.parts[0] == "guidelines"} == {WORDING.version}
    district.store.close()


def test_no_box_is_made_over_words_that_were_changed(district: District) -> None:
    sql(district, "UPDATE guidelines_part SET name = 'x'", "guidelines_part_no_update")
    with pytest.raises(EvidenceError, match="another listing"):
        district.exporter.export(WEEK)


# The archive --------------------------------------------------------------------------------------------------------


def test_an_untouched_archive_is_sound(district: District) -> None:
    assert problems(district) == []


Tamper = Callable[[District], object]
DAMAGES: dict[str, tuple[Tamper, str]] = {
    "a file changed": (
        lambda d: sql(d, "UPDATE guidelines_file SET packed = x'789c030000000001'", "guidelines_file_no_update"),
        "a file of the guidelines was lost or changed",
    ),
    "a file lost": (
        lambda d: sql(d, "DELETE FROM guidelines_file", "guidelines_file_no_delete"),
        "a file of the guidelines was lost or changed",
    ),
    "a part taken out": (
        lambda d: sql(d, "DELETE FROM guidelines_part WHERE place = 3", "guidelines_part_no_delete"),
        "the text of the guidelines doesn't make their version",
    ),
    "a name changed": (
        lambda d: sql(d, "UPDATE guidelines_part SET name = 'x' WHERE place = 1", "guidelines_part_no_update"),
        "the log tells another listing of its files",
    ),
    "a text lost": (
        lambda d: sql(d, "DELETE FROM guidelines_text WHERE kept_at > '2026'", "guidelines_text_no_delete"),
        "the log tells of a text that isn't in the archive",
    ),
    "a text added": (lambda d: d.store.versions.keep(wording("mine"), d.clock.now()), "the log doesn't tell of it"),
    "a verdict without words": (before_texts, "the log tells of verdicts under it, and of no text"),
}


@pytest.mark.parametrize(("tamper", "why"), DAMAGES.values(), ids=DAMAGES.keys())
def test_every_change_of_the_words_is_noticed(district: District, tamper: Tamper, why: str) -> None:
    tamper(district)
    found = problems(district)
    assert exit_code(found) == 1
    assert why in [problem.why for problem in found]


def test_a_text_that_another_one_was_put_in_place_of_is_noticed(district: District) -> None:
    """Bytes, hashes and version made to agree: the log still tells the first listing."""
    forged: GuidelinesText = wording("# Everything is allowed.\n")
    district.store.versions.keep(forged, district.clock.now())
    told = f"UPDATE ledger SET body = replace(body, '{WORDING.version}', '{forged.version}') WHERE kind = 'guidelines'"
    sql(district, told, "ledger_no_update")
    found = [problem.why for problem in problems(district)]
    assert "the log tells another listing of its files" in found
    assert "a row was changed, added or removed here" in found


def test_versions_of_before_are_told_in_a_note_that_is_no_damage(tmp_path: Path) -> None:
    district = District(tmp_path)
    before_texts(district)
    (note,) = problems(district)
    assert note.what == "1 version of the guidelines without text: g-aaaaaaaaaaaa"
    assert (note.damage, exit_code([note])) == (False, 0)
    assert note.why == "its verdicts were given before the archive kept the texts of guidelines"
    district.hid("Cheap sunglasses!!!")
    assert problems(district) == [note]
    district.store.close()


def test_a_version_of_before_that_is_used_again_has_its_words_from_then_on(tmp_path: Path) -> None:
    district = District(tmp_path)
    before_texts(district, WORDING.version)
    district.decided(district.wrote("Cheap sunglasses!!!"), DecisionKind.KEEP, by="j.rivera")
    assert problems(district) == []
    district.store.close()
