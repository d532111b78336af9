"""Does the card say who wrote what, where and when, and does nothing hostile get out of its box?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.model import Author, Comment, CommentState, PlatformName, Record, Revision
from bot.preserve.card import Card, card, shortened, shows
from bot.preserve.excerpt import excerpt
from bot.preserve.invisible import invisible_characters
from tests.preserve.builders import ACCOUNT, NOON, POST, ZONE, comment


def _revision(said: Comment, parent: Comment | None = None) -> Revision:
    return Revision(
        id=7,
        comment_id=3,
        comment=said,
        sha256=said.sha256,
        seen_at=NOON,
        is_newest=True,
        comment_state=CommentState.PRESENT,
        post=POST,
        parent=parent,
        attachments=(),
    )


def _card(revision: Revision, platform: PlatformName = ACCOUNT.platform) -> Card:
    record = Record(revision_id=7, payload_sha256="ab" * 32, content_sha256=revision.sha256, sealed_at=NOON)
    shown = excerpt(revision.comment.text, [])
    account = replace(ACCOUNT, platform=platform)
    return card(revision, account=account, record=record, shown=shown, zone=ZONE, pictures={})


def test_the_card_names_page_people_times_ids_and_hashes() -> None:
    said = replace(comment("See above"), parent_id="c0")
    parent = comment("Where can one buy rings?", external_id="c0", author=Author(id="1", name="Rosa Lindqvist"))
    html = _card(_revision(said, parent)).html
    for words in (
        ACCOUNT.name,
        "Dale Whitmore",
        "Rosa Lindqvist",
        "Where can one buy rings?",
        "The board meets Thursday.",
        "November 19, 2026, 12:00:00 PM CST",
        "2026-11-19 18:00:00 UTC",
        "comment_id=1",
        said.sha256,
        "ab" * 32,
        "not a photograph of the platform’s own page",
    ):
        assert words in html


@pytest.mark.parametrize(
    ("platform", "heading"),
    [
        (PlatformName.FACEBOOK, "Comment on a Facebook page"),
        (PlatformName.INSTAGRAM, "Comment on an Instagram account"),
        (PlatformName.X, "Comment on an X account"),
    ],
)
def test_the_heading_says_where_the_comment_stands(platform: PlatformName, heading: str) -> None:
    assert f"<h1>{heading}</h1>" in _card(_revision(comment("Hi")), platform).html


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime.min.replace(tzinfo=UTC), "0001-01-01 00:00:00 UTC"),
        (datetime.max.replace(tzinfo=UTC), "9999-12-31 23:59:59 UTC"),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), "time not usable"),
    ],
)
def test_a_time_at_the_end_of_the_calendar_stops_no_card(at: datetime, words: str) -> None:
    assert words in _card(_revision(replace(comment("Hi"), created_at=at))).html


def test_an_unknown_author_is_said_to_be_unknown() -> None:
    assert "author not told by the platform" in _card(_revision(comment("Hi", author=Author()))).html


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "</div></article>", "{{ 7*7 }}"]
)
def test_markup_in_any_word_stays_words(hostile: str) -> None:
    said = replace(comment(hostile, author=Author(id=hostile, name=hostile)), permalink=hostile)
    made = _card(_revision(said))
    assert "<script" not in made.html
    assert "<img" not in made.html
    assert made.html.count("</article>") == 1
    assert "49" not in made.html.replace("{{ 7*7 }}", "").partition('id="comment-text"')[2].partition("</div>")[0]


def test_the_page_allows_its_own_style_and_nothing_else() -> None:
    html = _card(_revision(comment("Hi"))).html
    assert "default-src 'none'; img-src data:; style-src 'sha256-" in html
    assert "unsafe" not in html


def test_the_words_are_compared_without_white_space() -> None:
    made = _card(_revision(comment("two\n\n  lines")))
    assert shows("two lines\n", made)
    assert not shows("two line", made)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("plain\nwords\twith é 漢字 😀 👩‍👩‍👧 ❤️", []),
        ("a\u200bb\u200bc", ["U+200B ZERO WIDTH SPACE ×2"]),
        ("\u202eevil", ["U+202E RIGHT-TO-LEFT OVERRIDE ×1"]),
        ("f\u200dree", ["U+200D ZERO WIDTH JOINER ×1"]),
        ("\u3164\x08", ["U+3164 HANGUL FILLER ×1", "U+0008 BACKSPACE ×1"]),
        ("".join(chr(0xE0041 + n) for n in range(10)), ["and 2 more kinds"]),
    ],
)
def test_invisible_characters_are_listed_and_ordinary_ones_are_not(text: str, phrases: list[str]) -> None:
    listed = invisible_characters(text)
    assert listed[-len(phrases) :] == phrases if phrases else listed == []


@pytest.mark.parametrize(
    ("text", "short"),
    [("abc", "abc"), ("abcdef", "abcd […]"), ("\n\n\nd", " […]"), ("", ""), ("ab  ", "ab  ")],
)
def test_a_shortened_text_says_so(text: str, short: str) -> None:
    assert shortened(text, 4, 3) == short
