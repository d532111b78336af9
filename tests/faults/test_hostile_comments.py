"""Do strange and hostile comments walk the whole corridor: collected, judged, proven, hidden, shown, exported?"""

import csv
import html
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import bagit
import pytest

from bot.bootstrap import open_store, review_app_of
from bot.cli.user import add_reviewer
from bot.cli.verify import check_archive
from bot.config import load_secrets
from bot.export.verify import Problem, exit_code
from bot.model import CaptureOutcome, CommentView
from tests.flow.town import comment, post, script, town, views
from tests.review.office import Staff

BUY = "Buy now: otter shirts"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
WORDS: Mapping[str, str | None] = {
    "no-message": None,
    "empty": "",
    "no-from": "Who wrote this?",
    "long": "The bus was late. " * 3333,
    "long-scam": "The bus was late. " * 3000 + BUY + " and again" * 600,
    "emoji": "👏👏🚌🏳️‍🌈👩🏽‍🚒",
    "emoji-scam": f"👏👏🚌🏳️‍🌈👩🏽‍🚒 {BUY}",
    "backwards": "safe \u202eyldneirf\u202c \u2066text\u2069 \u200f",
    "backwards-scam": f"\u202egnihton\u202c {BUY} \u2067\u202e",
    "script": SCRIPT,
    "script-scam": f"{SCRIPT} {BUY} </div></article><script>document.title=1</script>",
    "nul": "before\x00after",
    "nul-scam": f"before\x00after {BUY}",
    "surrogate": "half \ud83d of an emoji",
    "surrogate-scam": f"half \udcff {BUY} \ud800",
    "formula": '=HYPERLINK("https://example.com","Otters")',
    "formula-scam": f"=cmd|'/c calc'!A1 {BUY}",
    "lines": "a\r\nb\u2028c\x85d\x0b" * 50,
    "zalgo-scam": "b" + "\u0335\u0336" * 40 + f" {BUY}",
    "csv-scam": f'","{BUY}","',
}
HOSTILE_NAME = '<b onmouseover=alert(2)>"=1+1\u202e\x00</b>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the corridor made of them, as values."""

    views: Mapping[str, tuple[CommentView, ...]]
    hidden: set[str]
    pages: Mapping[str, str]
    shelf: str
    box: Path
    problems: tuple[Problem, ...]
    root: Path


def walk(folder: Path) -> Seen:
    """Everything at once, with the real browser, up to the box of the week."""
    events = [_event(key, text) for key, text in WORDS.items()]
    with town(folder, script([post(), *events])) as place, place.worker() as worker:
        place.world.play_all()
        place.pass_over(worker)
        place.pass_over(worker)
        store = open_store(place.config)
        seen = views(store, place.world)
        password = add_reviewer(store, "robin", "Robin", place.clock.now())
        staff = Staff(review_app_of(place.config, load_secrets(place.config), place.clock))
        staff.log_in("robin", password)
        staff.press("/password", "/password", old=password, new="four random words", again="four random words")
        pages = {key: staff.read(f"/comment/{texts[-1].revision.id}") for key, texts in seen.items()}
        shelf = staff.read("/all") + staff.read("/hidden") + staff.read("/search?q=before")
        place.clock.at += timedelta(days=8)
        worker.export_due()
        (box, *_) = sorted((place.config.archive_root / "exports").glob("*/"))
        return Seen(
            views=seen,
            hidden=place.hidden_keys(),
            pages=pages,
            shelf=shelf,
            box=box,
            problems=tuple(check_archive(place.config)),
            root=place.config.archive_root,
        )


def _event(key: str, text: str | None) -> dict[str, object]:
    made = comment(key, text, author={"id": "666", "name": HOSTILE_NAME})
    if key == "no-from":
        return made | {"author": None, "flags": {"no_from": True, "no_can_hide": True}}
    return made | {"flags": {"no_message": True}} if text is None else made


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The walk, made once in each process that asks."""
    return walk(tmp_path_factory.mktemp("hostile"))


def test_every_one_is_collected_judged_and_recorded(seen: Seen) -> None:
    assert set(seen.views) == set(WORDS)
    for key, (view,) in seen.views.items():
        assert view.judged is not None, key
        assert view.record is not None, key


def test_the_words_are_kept_whole_save_for_what_no_text_can_hold(seen: Seen) -> None:
    for key, (view,) in seen.views.items():
        assert view.revision.comment.text == _storable(WORDS[key] or ""), key


def test_the_bytes_as_received_still_hold_what_the_text_could_not(seen: Seen) -> None:
    for key in ("nul", "surrogate", "surrogate-scam"):
        (view,) = seen.views[key]
        assert json.loads(view.revision.comment.payload)["message"] == WORDS[key]


def _storable(text: str) -> str:
    return "".join("\ufffd" if char == "\x00" or "\ud800" <= char <= "\udfff" else char for char in text)


def test_the_violations_among_them_are_photographed_and_hidden_and_no_other(seen: Seen) -> None:
    assert seen.hidden == {key for key in WORDS if key.endswith("scam")}
    for key in seen.hidden:
        (view,) = seen.views[key]
        assert view.capture is not None, key
        assert view.capture.outcome is CaptureOutcome.OK, (key, view.capture.error)
    assert seen.views["long-scam"][0].capture.excerpted  # type: ignore[union-attr]  # asserted above


def test_the_review_page_shows_them_as_letters_and_never_as_markup(seen: Seen) -> None:
    for key, page in {**seen.pages, "shelf": seen.shelf}.items():
        assert "<script" not in page, key
        assert "onerror=alert(1)>" not in page, key
        assert "<b onmouseover" not in page, key
        assert "\x00" not in page, key
    assert html.escape("<script>alert(1)") in seen.pages["script"]
    for mark in "\u202e\u2066\u2067":
        assert mark not in seen.pages["backwards"] + seen.pages["backwards-scam"], "a direction mark is live"


def test_the_box_of_the_week_holds_them_and_is_valid(seen: Seen) -> None:
    assert bagit.Bag(str(seen.box)).validate()
    assert (exit_code(seen.problems), seen.problems) == (0, ())
    page = (seen.box / "data" / "index.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "<b onmouseover" not in page
    tables = sorted((seen.box / "data").rglob("*.csv"))
    assert tables
    for table in tables:
        rows = list(csv.reader(io.StringIO(table.read_text("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1, table.name
        formulas = [cell for row in rows for cell in row if cell[:1] in {"=", "@", "+", "\t", "\r"}]
        assert not formulas, table.name
    names = [path.name for path in seen.box.rglob("*")]
    assert all(name.isascii() and name.replace(".", "").replace("-", "").replace("_", "").isalnum() for name in names)


def test_no_log_file_of_the_archive_holds_a_word_of_theirs(seen: Seen) -> None:
    told = b"".join(path.read_bytes() for path in (seen.root / "ledger").glob("*.jsonl"))
    assert len(told) > 1000
    assert not [word for word in (b"otter shirts", b"onmouseover", b"alert(", b"bus was late") if word in told]
