"""Does a box tell the week as it was, to a person and to a spreadsheet, whatever a stranger wrote?"""

import csv
import io
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.export.page import invisible, shown
from bot.export.tables import neutral
from bot.model import ActionState, Attachment, DecisionKind, ReviewReason
from tests.export.district import District, Sealed
from tests.export.setting import WEEK


class _Page(HTMLParser):
    """What a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def _page(district: District) -> _Page:
    return _Page((district.exporter.export(WEEK).path / "data/index.html").read_text("utf-8"))


def _rows(district: District, name: str) -> list[dict[str, str]]:
    content = (district.exporter.export(WEEK).path / "data" / name).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _row(district: District, of: Sealed) -> dict[str, str]:
    return next(row for row in _rows(district, "removed-comments.csv") if row["record"] == str(of.revision))


def test_the_page_runs_nothing_and_loads_nothing_from_elsewhere(busy_district: District) -> None:
    page = _page(busy_district)
    assert not {"script", "iframe", "object", "embed", "link", "form", "base", "svg"} & {tag for tag, _ in page.tags}
    names = {name for _, attributes in page.tags for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in ("style", "srcset")]
    sources = [attributes["src"] or "" for tag, attributes in page.tags if tag == "img"]
    assert sources
    assert all(re.fullmatch(r"records/\d{6}/thumbnail\.png", source) for source in sources)
    targets = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
    assert not [target for target in targets if target.startswith(("javascript", "data", "http:", "//"))]


def test_a_hostile_comment_stands_on_the_page_as_its_words(busy_district: District) -> None:
    page = _page(busy_district)
    assert "<script>alert(1)</script> =HYPERLINK(1)" in page.text
    assert "O'Neil <b>Example</b>" in page.text


def test_the_page_forbids_scripts_by_a_policy_that_names_its_own_style(busy_district: District) -> None:
    metas = [attributes for tag, attributes in _page(busy_district).tags if tag == "meta"]
    policy = next(meta["content"] or "" for meta in metas if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_every_picture_is_behind_a_blur_and_has_words_instead(busy_district: District) -> None:
    page = _page(busy_district)
    pictures = [attributes for tag, attributes in page.tags if tag == "img"]
    assert len(pictures) == [tag for tag, _ in page.tags].count("details")
    assert all(attributes["alt"] for attributes in pictures)


def test_ids_on_the_page_are_unique_and_every_inner_link_has_its_target(busy_district: District) -> None:
    page = _page(busy_district)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    places = busy_district.root / "exports" / "2026-W47-full-until-000047" / "data"
    files = [link for link in links if not link.startswith(("#", "https:"))]
    assert files
    assert all((places / link).is_file() for link in files)


def test_an_undone_hide_is_told_with_who_hid_and_who_undid(tmp_path: Path) -> None:
    district = District(tmp_path)
    sealed = district.hid("Why was the levy on the ballot twice?")
    district.undid(sealed)
    row = _row(district, sealed)
    assert (row["outcome"], row["undone_by"]) == ("shown again", "j.rivera")
    assert row["decided_by"].startswith("bot@")
    assert row["guideline_words"].startswith("Spam, including")
    decisions = _rows(district, "decisions.csv")
    assert [d["kind"] for d in decisions] == ["hide", "unhide"]
    assert decisions[1]["undoes"] == decisions[0]["decision"]


def test_a_hide_counts_as_hidden_only_when_it_was_confirmed(tmp_path: Path) -> None:
    district = District(tmp_path)
    sent, failed = district.wrote("sent"), district.wrote("failed")
    district.acted(sent, district.decided(sent, DecisionKind.HIDE), ActionState.SENT)
    district.acted(
        failed, district.decided(failed, DecisionKind.HIDE), ActionState.FAILED, answer="not allowed code=200"
    )
    assert _row(district, sent)["outcome"] == "to be hidden, not confirmed yet"
    assert _row(district, failed)["outcome"] == "not hidden: the attempt failed"
    assert district.exporter.export(WEEK).hidden == 0


def test_a_comment_that_somebody_else_showed_again_is_not_called_hidden(tmp_path: Path) -> None:
    district = District(tmp_path)
    sealed = district.hid("Cheap sunglasses")
    district.log("visibility", {"revision": sealed.revision, "comment": sealed.comment, "hidden": False})
    assert _row(district, sealed)["outcome"] == "shown again by somebody outside this program"


def test_a_failed_picture_is_told_with_its_reason(tmp_path: Path) -> None:
    district = District(tmp_path)
    sealed = district.wrote("No picture of this", picture=False)
    district.asked(sealed, ReviewReason.NO_PROOF)
    report = district.exporter.export(WEEK)
    assert report.failed_captures == 1
    readme = (report.path / "data/README.txt").read_text("utf-8")
    assert re.search(r"record 000001, 2026-11-17T15:00:\d\dZ: the browser did not answer within 20 s", readme)
    assert "There is no picture: the browser did not answer within 20 s" in _page(district).text


def test_a_picture_taken_later_is_in_the_box_and_not_missed(tmp_path: Path) -> None:
    district = District(tmp_path)
    sealed = district.wrote("No picture at first", picture=False)
    district.asked(sealed)
    district.picture(sealed)
    report = district.exporter.export(WEEK)
    assert (report.path / "data/records/000001/card.png").is_file()
    assert "No picture failed for good in this week." in _page(district).text


def test_an_empty_week_says_that_nothing_was_hidden(tmp_path: Path) -> None:
    district = District(tmp_path)
    district.when_the_week_is_over()
    report = district.exporter.export(WEEK)
    assert (report.records, report.entries, report.head) == (0, 0, "0" * 64)
    assert "Nothing was hidden in this week." in _page(district).text
    assert _rows(district, "removed-comments.csv") == []


def test_comments_that_nobody_hid_or_looked_at_are_counted_and_left_out(tmp_path: Path) -> None:
    district = District(tmp_path)
    district.wrote("Go Elks!")
    assert district.exporter.export(WEEK).records == 0
    assert "1 record sealed in this week of comments that nobody hid" in _page(district).text


def test_a_step_given_up_brings_the_comment_before_the_reader(tmp_path: Path) -> None:
    district = District(tmp_path)
    sealed = district.wrote("Nobody could judge this")
    district.log("given_up", {"stage": "judge", "subject": sealed.revision, "revision": sealed.revision})
    assert _row(district, sealed)["waiting_for_a_person"] == "yes"
    assert 'The step "judge" for record 000001 failed for good' in _page(district).text


def test_an_undo_in_a_later_week_brings_the_whole_record_again(tmp_path: Path) -> None:
    district = District(tmp_path, at=datetime(2026, 11, 11, 15, 0, tzinfo=UTC))
    sealed = district.hid("Hidden a week ago")
    district.clock.at = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
    assert district.exporter.export(WEEK).records == 0
    district.undid(sealed)
    report = district.exporter.export(WEEK)
    assert (report.records, report.hidden, report.undone) == (1, 0, 1)


def test_each_day_on_which_a_page_was_not_read_is_named(tmp_path: Path) -> None:
    district = District(tmp_path)
    district.watched()
    district.hid("x")
    district.when_the_week_is_over()
    told = {(row["account"], row["day"]): row["monitored"] for row in _rows(district, "monitoring.csv")}
    assert told["high", "2026-11-16"] == "before the log begins"
    assert told["high", "2026-11-17"] == "yes"
    assert told["arts", "2026-11-18"] == "NO"
    assert len(told) == 14


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "－1"])
def test_no_cell_can_be_taken_for_a_formula(start: str) -> None:
    assert neutral(start) == f"'{start}"


def test_words_that_are_no_formula_stay_as_they_are(busy_district: District) -> None:
    assert neutral("1 + 1 = 2, he said - twice") == "1 + 1 = 2, he said - twice"
    row = next(row for row in _rows(busy_district, "removed-comments.csv") if row["record"] == "5")
    assert row["author"] == "'=cmd|' /C calc'!A0"


def test_the_exact_words_stand_in_the_records(busy_district: District) -> None:
    path = busy_district.exporter.export(WEEK).path / "data"
    told = [json.loads(line) for line in (path / "records.jsonl").read_text("utf-8").splitlines()]
    assert [record["record"] for record in told] == [1, 2, 3, 4, 5, 7]
    assert told[4]["author"]["name"] == "=cmd|' /C calc'!A0"
    assert told[5]["text"] == "\u202eabc\u202c call 555-0100"


def test_words_that_can_not_be_written_do_not_stop_a_box(tmp_path: Path) -> None:
    district = District(tmp_path)
    sealed = district.hid("\x1b[31mred\x07 \x00 \x85", author="Lone \x01 \x7f")
    assert _row(district, sealed)["author"] == "Lone \ufffd \ufffd"
    assert "␛[31mred␇" in _page(district).text


def test_an_attachment_lies_in_the_box_under_a_name_of_ours(tmp_path: Path) -> None:
    district = District(tmp_path)
    evil = Attachment(kind="photo", url="https://cdn.example/../../x.html", identity="1", title="../x.html")
    sealed = district.wrote("look", attachments=[evil])
    district.asked(sealed)
    district.fetched(sealed, b"<html><script>alert(1)</script>")
    path = district.exporter.export(WEEK).path
    assert (path / "data/records/000001/attachment-1.bin").read_bytes().startswith(b"<html>")


def test_an_attachment_that_never_came_is_told(tmp_path: Path) -> None:
    district = District(tmp_path)
    sealed = district.wrote("look", attachments=[Attachment(kind="photo", url="https://a.example/b", identity="1")])
    district.asked(sealed)
    district.fetched(sealed, None)
    assert "Attachment 1 of record 000001: the platform answered 404" in _page(district).text


def test_invisible_characters_are_counted_and_control_characters_shown() -> None:
    assert invisible("a\u200bb\u202ec 👩\u200d🚀") == 2
    assert shown("a\x00b\x7fc\x85\n") == "a␀b␡c\ufffd\n"
