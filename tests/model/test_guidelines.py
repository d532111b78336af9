"""Does a version follow from the bytes alone, and can anybody make it again with common tools?"""

import hashlib
from dataclasses import replace

import pytest

from bot.model import GuidelinesPart, GuidelinesText, PartKind
from bot.model.guidelines import version_of, without_page
from tests.builders import wording


def test_a_version_is_the_hash_of_the_files_joined_by_a_zero_byte() -> None:
    assert wording("a", "b").version == "g-" + hashlib.sha256(b"a\0b").hexdigest()[:12]


def test_each_standing_makes_a_version_of_the_one_before() -> None:
    first = wording("a").held("ads=shadow")
    assert first.version == version_of([wording("a").version.encode(), b"ads=shadow"])
    assert first.held("ads=live:review").version == version_of([first.version.encode(), b"ads=live:review"])


def test_the_listing_vouches_for_every_part_its_place_and_its_name() -> None:
    text = wording("a", "b")
    other = replace(text, parts=(text.parts[0], replace(text.parts[1], name="other.toml")))
    first, second = (hashlib.sha256(content).hexdigest() for content in (b"a", b"b"))
    assert text.listing.decode() == f"{first}  001-rules-1.toml\n{second}  002-rules-2.toml\n"
    assert len({text.listing_sha256, other.listing_sha256, wording("b", "a").listing_sha256}) == 3


@pytest.mark.parametrize(
    ("kind", "name", "shown"),
    [
        (PartKind.FILE, "pattonville.toml", "001-pattonville.toml"),
        (PartKind.RULE, "late_fees", "001-late_fees.toml"),
        (PartKind.STANDING, "standing", "001-standing.txt"),
        (PartKind.FILE, "../../etc/passwd", "001-.._.._etc_passwd.toml"),
        (PartKind.FILE, "a\nb\\\x1b[31m", "001-a_b_31m.toml"),
        (PartKind.FILE, "é" * 500 + ".toml", "001-_.toml"),
        (PartKind.FILE, "x" * 500, f"001-{'x' * 60}.toml"),
    ],
)
def test_a_file_name_has_only_letters_that_every_disk_takes(kind: PartKind, name: str, shown: str) -> None:
    assert GuidelinesText(parts=(GuidelinesPart(kind=kind, name=name, content=b""),)).names == (shown,)


def test_a_page_s_version_is_that_of_all_pages() -> None:
    assert without_page("g-0123456789ab+high") == without_page("g-0123456789ab") == "g-0123456789ab"
